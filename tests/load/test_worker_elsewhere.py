"""Workers that come on their own, as from another machine: over loopback, by the same processes as `skolprov worker` starts."""

from __future__ import annotations

import contextlib
import shutil
import socket
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

import evidence
import load
from evidence.problem import Problem
from load.messages import own_version
from load.session import Progress
from load.spec import Joining, Team
from load.taking_part import take_part
from tests.load.test_session import Run, failures
from tests.load.test_workers import ended, send

pytestmark = pytest.mark.slow  # each starts processes that load Locust
KEY = "a long random text"


def free_port() -> int:
    with socket.socket() as tried:
        tried.bind(("127.0.0.1", 0))
        return int(tried.getsockname()[1])


@contextlib.contextmanager
def joining(port: int, *keys: str) -> Iterator[list[dict[str, Any]]]:
    """A worker for each key; and how each of them ended."""
    ends: list[dict[str, Any]] = []
    waiting: list[dict[str, Any]] = []
    threads = [
        threading.Thread(target=lambda key=key: ends.append(take_part(Joining("127.0.0.1", port, key), waiting.append)))
        for key in keys
    ]
    for thread in threads:
        thread.start()
    while len(waiting) < len(keys):
        time.sleep(0.05)
    yield ends
    for thread in threads:
        thread.join(timeout=30)


def test_workers_that_come_on_their_own_are_given_all_they_need_over_the_connection(run: Run) -> None:
    port = free_port()
    told: list[Progress] = []
    with joining(port, KEY, KEY) as ends:
        session = send(run, team=Team(workers=2, bind=f"127.0.0.1:{port}", key=KEY), on_progress=told.append)
    assert failures(run) == {}
    assert ended(run) == session.people
    assert session.workers == 2
    assert ends == [{"ended": ""}, {"ended": ""}]
    assert [progress.waiting for progress in told if progress.waiting][-1] == (2, 2)


def test_a_worker_without_the_key_is_given_nothing_and_both_sides_say_so(run: Run) -> None:
    port = free_port()
    told: list[Progress] = []
    with joining(port, "guessed") as ends:

        def then(progress: Progress) -> None:
            told.append(progress)
            if progress.refused:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            send(run, team=Team(workers=1, bind=f"127.0.0.1:{port}", key=KEY), on_progress=then)
    assert ends == [{"refused": {"why": "key"}}]
    assert told[-1].refused == {"why": "key"}


def test_a_worker_of_another_version_is_refused_with_both_versions(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for package in (load, evidence):
        shutil.copytree(Path(package.__path__[0]), tmp_path / package.__name__)
    (tmp_path / "load" / "newer.py").write_text("LATER = True\n", "utf-8")
    port = free_port()
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))  # an installation that has one file more
    with joining(port, KEY) as ends:
        monkeypatch.undo()

        def then(progress: Progress) -> None:
            if progress.refused:
                raise KeyboardInterrupt

        with pytest.raises(KeyboardInterrupt):
            send(run, team=Team(workers=1, bind=f"127.0.0.1:{port}", key=KEY), on_progress=then)
    (end,) = ends
    assert end["refused"]["why"] == "version"
    assert end["refused"]["ours"] == own_version() != end["refused"]["theirs"]


def test_an_address_that_is_taken_is_a_problem_that_names_it(run: Run) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        with pytest.raises(Problem, match=address):
            send(run, team=Team(workers=1, bind=address, key=KEY))


def test_the_page_to_watch_shows_what_was_counted_and_changes_nothing(run: Run) -> None:
    seen: dict[str, Any] = {}

    def look(progress: Progress) -> None:
        if progress.web:
            seen["address"] = progress.web
        if progress.done >= 12 and "stats" not in seen:
            seen["stats"] = urlopen(f"{seen['address']}stats/requests").read().decode()
            for path, headers in (
                ("swarm", {}),
                ("stop", {}),
                ("", {"Host": "evil.test"}),
                ("", {"Origin": "http://evil.test"}),
            ):
                with pytest.raises(HTTPError, match="403"):
                    urlopen(Request(seen["address"] + path, data=b"user_count=1" if path else None, headers=headers))

    session = send(run, duration_s=8, people=64, team=Team(web=True), on_progress=look)
    assert seen["address"].startswith("http://127.0.0.1:")
    assert "guardian.report-absence" in seen["stats"]
    assert ended(run) == session.people
