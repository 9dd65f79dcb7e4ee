"""Journeys as pytest items: `pytest -p scenarios.runner RUN/run.json`. Selection, order, workers and `-x` are pytest's.

An item is one attempt. It passes if the task succeeded, is skipped if the platform does not offer the task, and fails with
the attempt's reason otherwise. What was measured is in the run directory; an attempt that stands there is not made again,
but one that did not reach the build.
"""

from __future__ import annotations

import json
import os
import select
import threading
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import psutil
import pytest

from evidence.records import UNREACHABLE, Attempt, Outcome
from evidence.run_directory import RunDirectory
from scenarios import wording
from scenarios.attempt import Attempts
from scenarios.browser import find_browser
from scenarios.lasting_browser import LastingBrowser
from scenarios.school import password_of
from scenarios.session import Assignment, Session
from scenarios.states import known_states

PROGRESS_FD = "SKOLPROV_PROGRESS_FD"
"""Environment variable: a file descriptor that gets a JSON line when the selection is known and after each attempt."""
_STEPS = 30
"""An attempt may take so many times the limit of one step: longer takes only a page that keeps the browser busy for ever."""
_ASKING_S = 1800.0
"""Asking the checks of an attempt's states may take so long: each check has a limit of its own, and a page may hold up the browser."""
_LISTENER_GONE = 70
SESSION_FILE = "SKOLPROV_SESSION_FILE"
"""Environment variable: a file with the plan as it is to be carried out, where run.json's has been through the redactor."""


class AttemptEnded(Exception):  # noqa: N818 - it ended; that it failed is one of its endings
    """The task was not done; the attempt says why."""

    def __init__(self, attempt: Attempt) -> None:
        super().__init__(attempt.outcome.value)
        self.attempt = attempt


class Share(pytest.Collector):
    """The part of the tasks that one worker makes, one attempt after the other: what xdist calls a scope."""

    def __init__(self, *, items: Sequence[Mapping[str, Any]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self._items = items

    def collect(self) -> Iterator[pytest.Item]:
        """Its attempts, in order."""
        for item in self._items:
            yield AttemptItem.from_parent(self, **item)


class RunFile(pytest.File):
    """A run directory's run.json, as a file of tests."""

    def collect(self) -> Iterator[pytest.Collector]:
        """The shares of the workers, with an item for each attempt that is not made yet."""
        directory = RunDirectory.open(self.path.parent)
        own = os.environ.get(SESSION_FILE)
        session = Session.from_plan(json.loads(Path(own).read_text("utf-8")) if own else directory.run().plan)
        browser = LastingBrowser(find_browser(session.browser_path))
        self.session.config.add_cleanup(browser.stop)
        know_secrets(session, directory)
        attempts = Attempts(session, directory, browser, browser.guarded)
        shares: dict[int, list[Mapping[str, Any]]] = {}
        for a in to_make(session, directory.read(Attempt)):
            item = {"name": a.key, "assignment": a, "attempts": attempts, "browser": browser}
            shares.setdefault(a.share, []).append(item | {"limit_s": _STEPS * session.limit_s})
        for share, items in sorted(shares.items()):
            yield Share.from_parent(self, name=f"share-{share}", items=items)


def to_make(session: Session, attempts: Iterable[Attempt]) -> list[Assignment]:
    """What of a run's assignments is not made yet."""
    made = keys_of_made(attempts)
    return [
        a for a in session.assignments() if (a.task.id, a.role, a.form, a.mode, a.build.name, a.repetition) not in made
    ]


def keys_of_made(attempts: Iterable[Attempt]) -> set[tuple[str, str, str, str, str, int]]:
    """What a run that goes on need not make again: every attempt, however it ended, but those that did not reach the build."""
    return {
        (a.task, a.role, a.form, a.mode, a.build, a.repetition)
        for a in attempts
        if a.reason is None or a.reason.code != UNREACHABLE
    }


class AttemptItem(pytest.Item):
    """One attempt."""

    def __init__(
        self, *, assignment: Assignment, attempts: Attempts, browser: LastingBrowser, limit_s: float, **kwargs: Any
    ) -> None:
        super().__init__(**kwargs)
        self._browser = browser
        self._limit_s = limit_s
        self.assignment = assignment
        self._attempts = attempts
        for word in (assignment.task.id, assignment.role, assignment.mode, assignment.build.name):
            self.extra_keyword_matches.add(word)

    def runtest(self) -> None:
        """Make the attempt.

        Raises:
            AttemptEnded: The task was not done.
        """
        with self._browser.guarded(self._limit_s, self._attempts.overdue):
            attempt = self._attempts.carry_out(self.assignment)
        with self._browser.guarded(self._limit_s, self._attempts.overdue):
            self._attempts.repeat(self.assignment, attempt)
        with self._browser.guarded(_ASKING_S):
            self._attempts.ask_checks(self.assignment, attempt)
        self.user_properties.append(("attempt", _said(attempt)))
        if attempt.outcome is Outcome.NOT_OFFERED:
            pytest.skip("not offered")
        if attempt.outcome is not Outcome.SUCCEEDED:
            raise AttemptEnded(attempt)

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], *_: Any) -> str:
        """The reason, without a traceback: it is the platform's, not the code's."""
        if isinstance(excinfo.value, AttemptEnded):
            attempt = excinfo.value.attempt
            hook = self.config.hook.pytest_skolprov_wording
            run = self._attempts.directory
            said = hook(attempt=attempt, directory=run, language=self._attempts.language) or _bare(attempt)
            return self._attempts.without_secrets(said)
        return self._attempts.without_secrets(str(super().repr_failure(excinfo)))

    def reportinfo(self) -> tuple[Path, None, str]:
        """Where pytest says that it stands."""
        return self.path, None, self.name


def _bare(attempt: Attempt) -> str:
    """The reason's code and values, where nobody has words for them."""
    reason = attempt.reason
    values = ", ".join(f"{k}: {v}" for k, v in reason.values.items()) if reason else ""
    path = f"\nfocus: {' → '.join(attempt.focus_path)}" if attempt.focus_path else ""
    return f"{attempt.outcome.value} in step {attempt.step}: {reason.code if reason else ''} ({values}){path}"


def pytest_addhooks(pluginmanager: pytest.PytestPluginManager) -> None:
    """Let somebody else say failures in words."""
    pluginmanager.add_hookspecs(wording)


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> RunFile | None:
    """A run.json is a file of attempts."""
    return RunFile.from_parent(parent, path=file_path) if file_path.name == "run.json" else None


def pytest_configure(config: pytest.Config) -> None:
    """Make ready what several workers share, once."""
    if not hasattr(config, "workerinput"):
        for argument in config.args:
            path = Path(argument.partition("::")[0])
            if path.name == "run.json" and path.is_file():
                known_states(RunDirectory.open(path.parent))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Tell how many attempts were selected."""
    _tell(session.config, {"selected": len(session.items)})


class _Teller:
    """Tells of each attempt that is over, from whichever worker."""

    def __init__(self, config: pytest.Config) -> None:
        self._config = config

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call":
            for name, value in report.user_properties:
                if name == "attempt":
                    _tell(self._config, {"attempt": value})

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, node: Any, ids: list[str]) -> None:  # noqa: ARG002 - the hook's signature
        _tell(self._config, {"selected": len(ids)})


def pytest_sessionstart(session: pytest.Session) -> None:
    """Begin to tell, and to watch whether somebody still listens."""
    number = os.environ.get(PROGRESS_FD)
    if number and not hasattr(session.config, "workerinput"):
        session.config.pluginmanager.register(_Teller(session.config), "skolprov-teller")
        threading.Thread(target=_end_with_the_listener, args=(int(number),), daemon=True).start()


def _end_with_the_listener(number: int) -> None:
    """End this process and all that it started when the other end of the pipe is gone: whoever began the run was killed.

    An attempt that is under way is left without a line; `--resume` makes it again. Works wherever there are pipes, while a
    signal at the parent's death is Linux's alone, and is lost between two processes.
    """
    listening = select.poll()
    listening.register(number, 0)  # what is asked for is nothing; that the reader is gone is told unasked
    listening.poll()
    if session := os.environ.get(SESSION_FILE):  # whoever would have taken it away is gone
        Path(session).unlink(missing_ok=True)
    for process in psutil.Process().children(recursive=True):
        with suppress(psutil.Error):
            process.kill()
    os._exit(_LISTENER_GONE)


def _tell(config: pytest.Config, content: dict[str, Any]) -> None:
    number = os.environ.get(PROGRESS_FD)
    if number and not hasattr(config, "workerinput"):
        os.write(int(number), json.dumps(content).encode() + b"\n")


def _said(attempt: Attempt) -> dict[str, Any]:
    reason = attempt.reason
    return {
        "id": attempt.id,
        "task": attempt.task,
        "role": attempt.role,
        "mode": attempt.mode,
        "build": attempt.build,
        "outcome": attempt.outcome.value,
        "code": reason.code if reason else "",
        "duration_s": attempt.duration_s,
    }


def know_secrets(session: Session, directory: RunDirectory) -> None:
    """Tell the directory the passwords that must never reach it."""
    for build in session.builds:
        for case in build.cases:
            for role in ("teacher", "pupil", "guardian"):
                if isinstance(case.get(role), dict) and (case[role].get("password_env") or "") in os.environ:
                    directory.redactor.add(f"{role}.password", password_of(case[role], role))
