"""The demo school's SQLite file: one connection for each thread, and a snapshot to go back to."""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

Row = sqlite3.Row


class Database:
    """A school's data in a file, shared by the server's threads.

    Args:
        path: The file; it is made when it does not exist.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._snapshot = path.with_suffix(".snapshot")
        self._of_thread = threading.local()

    @property
    def connection(self) -> sqlite3.Connection:
        """This thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is None:
            connection = sqlite3.connect(self._path, isolation_level=None, timeout=10)
            connection.row_factory = Row
            connection.execute("PRAGMA journal_mode = WAL")
            # The data are synthetic and the file is thrown away: speed counts for more than surviving a power cut.
            connection.execute("PRAGMA synchronous = OFF")
            connection.execute("PRAGMA foreign_keys = ON")
            self._of_thread.connection = connection
        return connection

    def all(self, sql: str, *values: object) -> list[Row]:
        """All rows of a query."""
        return self.connection.execute(sql, values).fetchall()

    def one(self, sql: str, *values: object) -> Row | None:
        """The first row of a query, or None."""
        row: Row | None = self.connection.execute(sql, values).fetchone()
        return row

    def number(self, sql: str, *values: object) -> int:
        """The only value of a query that counts something."""
        return int(self.connection.execute(sql, values).fetchone()[0])

    def do(self, sql: str, *values: object) -> int:
        """Carry out one statement; gives the id of the row that it inserted."""
        return self.connection.execute(sql, values).lastrowid or 0

    @contextmanager
    def together(self) -> Iterator[None]:
        """All statements within, or none of them."""
        self.connection.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self.connection.execute("ROLLBACK")
            raise
        self.connection.execute("COMMIT")

    def keep_snapshot(self) -> None:
        """Remember the data as they are now."""
        with _opened(self._snapshot) as snapshot:
            self.connection.backup(snapshot)

    def restore_snapshot(self) -> None:
        """Put the data back as they were when the snapshot was kept."""
        with _opened(self._snapshot) as snapshot:
            snapshot.backup(self.connection)

    def close(self) -> None:
        """Close this thread's connection."""
        connection: sqlite3.Connection | None = getattr(self._of_thread, "connection", None)
        if connection is not None:
            connection.close()
            self._of_thread.connection = None


@contextmanager
def _opened(path: Path) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(path)
    try:
        yield connection
    finally:
        connection.close()
