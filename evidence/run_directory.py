"""The directory that a run leaves behind: records as lines, big evidence beside them. Survives `kill -9`.

run.json            what was measured, under which plan and conditions
catalogue.json      the tasks, rules and standards that the records name, in English and Swedish
attempts.jsonl …    one record a line, one file per record (evidence.records.FILES)
blobs/              pictures, accessibility trees, traces and traffic, each named by the SHA-256 of its content
"""

from __future__ import annotations

import fcntl
import gzip
import hashlib
import json
import os
import time
import zlib
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any, TypeVar

from pydantic import TypeAdapter, ValidationError

from evidence.problem import Problem
from evidence.records import FILES, SCHEMA_VERSION, Record, Run, blob_fields
from evidence.redaction import Redactor

R = TypeVar("R")
_FILE_OF: dict[type, str] = {record: name for name, record in FILES.items()}


_ADAPTERS: dict[type, TypeAdapter[Any]] = {record: TypeAdapter(record) for record in (Run, *FILES.values())}


_OURS = frozenset(
    [
        "id",
        "attempt",
        "build",
        "task",
        "role",
        "form",
        "mode",
        "outcome",
        "verb",
        "rule",
        "engine",
        "verdict",
        "criteria",
        "clauses",
        "kind",
        "session",
        "situation",
        "state",
        "digest",
        "asked_by",
        "disclosed",
        "fingerprint",
        "recording",
        "second",
    ]
).union(*(blob_fields(record) for record in FILES.values()))
"""Fields that hold our own words and ids. A password that happens to be "guardian" must not make a record unreadable."""


_TABLES = ("tasks", "rules", "criteria", "messages")
"""Parts of the catalogue that hold an object for each id."""
_SHOWN = 60
_WAITS_S = 15.0
"""For another writer to end: what a killed command had started ends within seconds."""
_AGAIN = "Copy the run directory again."
_BY_HAND = "It was changed by hand or is damaged."


def make_writable(path: Path) -> None:
    """Make a directory for a run, and see that files can be written there.

    Raises:
        Problem: They cannot.
    """
    with writing_to(path):
        (path / "blobs").mkdir(parents=True, exist_ok=True)
        with TemporaryFile(dir=path):
            pass


@contextmanager
def writing_to(path: Path, option: str = "--out") -> Iterator[None]:
    """Whoever named a directory that cannot be read or written is told so.

    Raises:
        Problem: It cannot.
    """
    try:
        yield
    except OSError as error:
        raise Problem(
            f"cannot be written: {error.strerror or type(error).__name__}",
            where=str(path),
            do=f"Name a directory that can be written with {option}.",
        ) from None


@contextmanager
def only_writer(path: Path) -> Iterator[int]:
    """Be the only command that writes to a run, until this ends and all that was started with it.

    What a killed command had started lives on for a moment, and may still write; it is waited for.

    Args:
        path: The run directory.
    Yields:
        A file descriptor. A process that inherits it keeps others out, too.
    Raises:
        Problem: Another command is at work there.
    """
    held = os.open(path, os.O_RDONLY | os.O_DIRECTORY)
    try:
        deadline = time.monotonic() + _WAITS_S
        while True:
            try:
                fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
                break
            except BlockingIOError:
                if time.monotonic() > deadline:
                    raise Problem(
                        "another command is still measuring into it",
                        where=str(path),
                        do="Wait until that has ended, or stop it; then go on with --resume.",
                    ) from None
                time.sleep(0.1)
        yield held
    finally:
        os.close(held)


class RunDirectory:
    """One run's evidence on disk. Several processes may append to it at the same time.

    Args:
        path: The directory. Use `create` for a new one and `open` for one that exists.
        redactor: Takes the secrets out of each record and text before it is written.
    """

    def __init__(self, path: Path, redactor: Redactor | None = None) -> None:
        self.path = path
        self.redactor = redactor or Redactor()

    @classmethod
    def create(cls, path: Path, run: Run, catalogue: dict[str, Any], redactor: Redactor | None = None) -> RunDirectory:
        """Begin a run in a directory that is new or empty.

        Raises:
            Problem: The directory holds something already, or cannot be written.
        """
        with writing_to(path):
            taken = path.exists() and (not path.is_dir() or any(path.iterdir()))
        if taken:
            raise Problem(
                "holds something already; a run is never written over another",
                where=str(path),
                do="Name another directory with --out, or go on with an interrupted run with --resume.",
            )
        make_writable(path)
        directory = cls(path, redactor)
        directory.write_catalogue(catalogue)
        directory.write_run(run)
        return directory

    @classmethod
    def open(cls, path: Path, redactor: Redactor | None = None) -> RunDirectory:
        """Open a run that exists.

        Raises:
            Problem: It is no run directory, or a newer Skolprov wrote it.
        """
        if not (path / "run.json").is_file():
            raise Problem(
                "is not a run directory: it has no run.json",
                where=str(path),
                do="Name the directory that `skolprov run --out` wrote.",
            )
        directory = cls(path, redactor)
        directory.run()
        return directory

    @classmethod
    def open_all(cls, paths: Sequence[Path]) -> list[RunDirectory]:
        """Open several runs, and name at once all that are none.

        Raises:
            Problem: One of them is no run directory, or a newer Skolprov wrote it.
        """
        missing = [path for path in paths if not (path / "run.json").is_file()]
        if len(missing) > 1:
            raise Problem(
                "are not run directories: they have no run.json",
                where=", ".join(map(str, missing)),
                do="Name directories that `skolprov run --out` wrote.",
            )
        return [cls.open(path) for path in paths]

    def run(self) -> Run:
        """What was measured, under which plan and conditions.

        Raises:
            Problem: It is damaged, or a newer Skolprov wrote it.
        """
        file = self.path / "run.json"
        content = _object(file, do="The run cannot be read without it; copy the run directory again, or measure anew.")
        version = str(content.get("schema_version", ""))
        if version.partition(".")[0] != SCHEMA_VERSION.partition(".")[0]:
            raise Problem(
                f"has records of version {version or 'unknown'}; this Skolprov reads {SCHEMA_VERSION}",
                where=str(file),
                do="Read it with the Skolprov that wrote it, or a newer one: `uv tool upgrade skolprov`.",
            )
        run = _validated(Run, content, str(file))
        for key, moment in (("started_at", run.started_at), ("ended_at", run.ended_at)):
            if moment is not None and not _is_moment(moment):
                raise Problem(f'{key}: "{moment}" is no moment in ISO 8601', where=str(file), do=_BY_HAND)
        return run

    def write_run(self, run: Run) -> None:
        """Write run.json whole: a reader sees the old one or the new one."""
        content = _ADAPTERS[Run].dump_python(run, mode="json")
        plan = content["plan"]
        # What a plan chooses among is ours; what it says of people may hold identity numbers.
        redacted = self.redactor.value(content)
        redacted["records"] = content["records"]
        redacted["plan"] |= {key: plan[key] for key in ("tasks", "roles", "forms", "modes") if key in plan}
        self._replace("run.json", redacted)

    def end(self, at: str) -> None:
        """Write down that the run is over, and what its records are.

        Args:
            at: The moment, in ISO 8601.
        """
        self.write_run(replace(self.run(), ended_at=at, records=self.digests()))

    def digests(self) -> dict[str, str]:
        """SHA-256 of each file of records, by its name."""
        files = [self.path / f"{name}.jsonl" for name in FILES]
        return {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in files if file.is_file()}

    def changed(self) -> list[str]:
        """Files of records that are not what they were when the run ended; none of a run that has not, or is older."""
        known = self.run().records
        now = self.digests()
        return sorted(name for name in known | now if known.get(name) != now.get(name)) if known else []

    def catalogue(self) -> dict[str, Any]:
        """The tasks, rules and standards that the records name; nothing, where there is none.

        Raises:
            Problem: It is damaged.
        """
        file = self.path / "catalogue.json"
        content = _object(file, do=_AGAIN) if file.is_file() else {}
        for name in _TABLES:
            table = content.get(name, {})
            wrong = (
                name if not isinstance(table, dict) else next((k for k, v in table.items() if type(v) is not dict), "")
            )
            if wrong:
                at = wrong if wrong == name else f"{name}.{wrong}"
                raise Problem(f"{at}: is no object", where=str(file), do=_BY_HAND)
        return content

    def write_catalogue(self, catalogue: dict[str, Any]) -> None:
        """Write catalogue.json whole."""
        self._replace("catalogue.json", catalogue)

    def append(self, record: Record) -> None:
        """Write one record, without its secrets. It is on disk when this returns, whatever happens to the process."""
        plain = _ADAPTERS[type(record)].dump_python(record, mode="json")
        content = {key: value if key in _OURS else self.redactor.value(value) for key, value in plain.items()}
        line = json.dumps(content, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"
        file = os.open(self.path / f"{_FILE_OF[type(record)]}.jsonl", os.O_RDWR | os.O_APPEND | os.O_CREAT, 0o644)
        try:
            size = os.fstat(file).st_size
            if size and os.pread(file, 1, size - 1) != b"\n":  # a full disk or a lost machine cut the last line
                line = b"\n" + line
            os.write(file, line)
        finally:
            os.close(file)

    def read(self, record: type[R]) -> Iterator[R]:
        """The records of one kind, in the order written. A line that was cut short is passed over.

        Raises:
            Problem: A whole line does not fit the record; names the file and line.
        """
        file = self.path / f"{_FILE_OF[record]}.jsonl"
        if not file.is_file():
            return
        lines = file.read_bytes().split(b"\n")
        for number, line in enumerate(lines, start=1):
            if not line.strip():
                continue
            try:
                content = json.loads(line)
            except ValueError:
                continue
            yield _validated(record, content, f"{file}:{number}")

    def lines(self, record: type) -> Iterator[dict[str, Any]]:
        """The records of one kind as they stand there, with the fields of a newer minor version; each is a whole record.

        Raises:
            Problem: As `read` does.
        """
        file = self.path / f"{_FILE_OF[record]}.jsonl"
        for number, line in enumerate(file.read_bytes().split(b"\n") if file.is_file() else (), start=1):
            with suppress(ValueError):
                content = json.loads(line)
                _validated(record, content, f"{file}:{number}")
                yield content

    def write_lines(self, name: str, lines: Sequence[str]) -> None:
        """Write all records of one kind at once, each a line that has been through the redactor already.

        Args:
            name: Such as "attempts".
            lines: In their order.
        """
        temporary = self.path / f".{name}.jsonl.{os.getpid()}"
        temporary.write_text("".join(f"{line}\n" for line in lines), "utf-8")
        temporary.replace(self.path / f"{name}.jsonl")

    def expect_whole(self, name: str) -> None:
        """Hold a blob's content against its name.

        Raises:
            Problem: It was changed, or cut short on the way.
        """
        if not hashlib.sha256(self.read_blob(name)).hexdigest().startswith(Path(name).name.partition(".")[0]):
            raise Problem(
                f"{name} is not what it was when it was written",
                where=str(self.path),
                do=_AGAIN,
            )

    def copy_blob(self, name: str, source: RunDirectory) -> None:
        """Take over a blob of another run, as it lies there."""
        target = self.path / name
        if not target.exists():
            temporary = target.with_name(f".{target.name}.{os.getpid()}")
            temporary.write_bytes((source.path / name).read_bytes())
            temporary.replace(target)

    def write_blob(self, content: bytes, suffix: str, *, compress: bool = False) -> str:
        """Keep big evidence by the digest of its content.

        Args:
            content: The bytes; a text must have been through the redactor.
            suffix: Such as ".png".
            compress: Gzip it; for all that is not compressed already.
        Returns:
            Its path within the run directory.
        """
        digest = hashlib.sha256(content).hexdigest()
        name = f"blobs/{digest[:40]}{suffix}{'.gz' if compress else ''}"
        target = self.path / name
        if not target.exists():
            temporary = target.with_name(f".{target.name}.{os.getpid()}")
            temporary.write_bytes(gzip.compress(content, mtime=0) if compress else content)
            temporary.replace(target)
        return name

    def read_blob(self, name: str) -> bytes:
        """The bytes of a blob, decompressed.

        Raises:
            Problem: The blob is not there, or its name leads out of the run directory.
        """
        file = (self.path / name).resolve()
        if not file.is_relative_to(self.path.resolve()) or not file.is_file():
            raise Problem(
                f"the run directory has no {name}",
                where=str(self.path),
                do="Copy the run directory whole, blobs/ included.",
            )
        content = file.read_bytes()
        try:
            return gzip.decompress(content) if name.endswith(".gz") else content
        except (OSError, EOFError, zlib.error):
            raise Problem(f"{name} was cut short", where=str(self.path), do=_AGAIN) from None

    def claim(self, name: str) -> bool:
        """Whether this process is the first to ask for the name: so that several workers check a state once."""
        claims = self.path / "claims"
        claims.mkdir(exist_ok=True)
        try:
            os.close(os.open(claims / hashlib.sha256(name.encode()).hexdigest(), os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            return False
        return True

    def forget_claims(self) -> None:
        """Let go of claims whose process may have died before it wrote what it saw. Call when a run begins or goes on."""
        for claim in (self.path / "claims").glob("*"):
            claim.unlink(missing_ok=True)

    def _replace(self, name: str, content: Any) -> None:
        temporary = self.path / f".{name}.{os.getpid()}"
        temporary.write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", "utf-8")
        temporary.replace(self.path / name)


def _object(file: Path, *, do: str) -> dict[str, Any]:
    """The JSON object that a file holds."""
    try:
        content = json.loads(file.read_text("utf-8"))
    except (ValueError, RecursionError) as error:
        raise Problem(f"is not JSON: {error}", where=str(file), do=do) from None
    if not isinstance(content, dict):
        raise Problem(f"holds no JSON object but: {json.dumps(content)[:_SHOWN]}", where=str(file), do=do)
    return content


def _is_moment(text: str) -> bool:
    try:
        datetime.fromisoformat(text)
    except ValueError:
        return False
    return True


def _validated(record: type[R], content: Any, where: str) -> R:
    try:
        result: R = _ADAPTERS[record].validate_python(content)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(map(str, first["loc"]))
        raise Problem(f"{key}: {first['msg']}" if key else "is no record", where=where, do=_BY_HAND) from None
    return result
