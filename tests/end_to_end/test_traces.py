"""A trace is kept of what did not succeed: outside every figure, without a secret, and without what the plan masks."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from evidence.records import Action, Attempt, Outcome, Step, Trace
from evidence.run_directory import RunDirectory
from scenarios.attempt import Attempts
from scenarios.runner import know_secrets
from tests.conftest import Page, Site, served
from tests.end_to_end.test_causes import platform_file, session_of, site_of
from tests.evidence.test_run_directory import RUN

PASSWORD, COOKIE, TOKEN, FORM_TOKEN = "solsken-och-regn", "kaka-9f8e7d6c5b", "biljett-1a2b3c4d5e", "formular-5e4d3c2b1a"
NUMBER, CHILD = "811218-9876", "Alva Hemlig"
LOG_IN: dict[str, Any] = {
    "journey": [
        'user.fill("User name", "alva")',
        f'user.fill("Password", "{PASSWORD}")',
        'user.click(button("Log in"))',
        'user.expect("Welcome")',
    ],
    "pages": {
        "/": f'''<script>document.cookie = "sid={COOKIE}"</script><p class="child">{CHILD}, {NUMBER}</p>
        <form method="post" action="/in"><input type="hidden" name="csrf_token" value="{FORM_TOKEN}">
        <label>User name <input name="name"></label><label>Password <input type="password" name="secret_word"></label>
        <button>Log in</button></form>''',
        "/in": '<script>fetch("/api", {headers: {Authorization: "Bearer BEARER"}})</script>Wrong'.replace(
            "BEARER", TOKEN
        ),
        "/api": {"body": f'{{"access_token": "{TOKEN}"}}', "kind": "application/json"},
    },
}


def _made(
    cause: dict[str, Any], site: Site, trace: str, browser: Browser, folder: Path, mask: tuple[str, ...] = ()
) -> tuple[RunDirectory, Attempt]:
    with served(site) as url:
        session = replace(session_of(url, platform_file(folder, cause), cause), trace=trace, mask=mask)
        directory = RunDirectory.create(folder / "run", RUN, {})
        know_secrets(session, directory)
        attempts = Attempts(session, directory, lambda: browser)
        [assignment] = session.assignments()
        attempt = attempts.carry_out(assignment)
        attempts.repeat(assignment, attempt)
    return directory, attempt


def _unpacked(directory: RunDirectory) -> dict[str, bytes]:
    [trace] = directory.read(Trace)
    with zipfile.ZipFile(BytesIO(directory.read_blob(trace.blob))) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.fixture(autouse=True)
def _password(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PLANTED_PASSWORD", PASSWORD)


def test_the_trace_of_a_failures_repeat_holds_no_secret_and_is_in_no_figure(browser: Browser, tmp_path: Path) -> None:
    directory, attempt = _made(LOG_IN, site_of(LOG_IN["pages"]), "failures", browser, tmp_path)
    assert attempt.outcome is Outcome.FAILED
    [trace] = directory.read(Trace)
    assert (trace.attempt, trace.repeat, trace.outcome, trace.pictures) == (attempt.id, True, Outcome.FAILED, True)
    assert len(list(directory.read(Attempt))) == 1
    assert [a.verb for a in directory.read(Action)] == ["fill", "fill", "click", "expect"]
    assert len(list(directory.read(Step))) == 3
    files = _unpacked(directory)
    assert any(name.startswith("screencast/") for name in files)
    assert any(name.endswith(".network") and b"/in" in content for name, content in files.items())
    assert b"alva" in files["trace.trace"]  # what was typed and is no secret
    for secret in (PASSWORD, COOKIE, TOKEN, FORM_TOKEN, NUMBER):
        holding = [name for name, content in files.items() if secret.encode() in content]
        assert holding == [], secret
    assert not any(name.endswith(".stacks") for name in files)
    everything = b"".join(f.read_bytes() for f in directory.path.rglob("*") if f.suffix in {".json", ".jsonl"})
    assert PASSWORD.encode() not in everything


def test_what_the_plan_masks_is_not_in_the_trace(browser: Browser, tmp_path: Path) -> None:
    directory, _ = _made(LOG_IN, site_of(LOG_IN["pages"]), "failures", browser, tmp_path, (".child",))
    [trace] = directory.read(Trace)
    assert not trace.pictures
    files = _unpacked(directory)
    assert [name for name, content in files.items() if b"Alva" in content] == []
    assert [name for name in files if name.startswith(("screencast/", "resources/"))] == []
    assert b"keyboardType" in files["trace.trace"]  # what was done is told all the same


class _FailsOnce(dict[str, Page]):
    """A site whose form answers wrongly the first time."""

    asked = 0

    def get(self, path: str, default: Any = None) -> Any:
        if path == "/in":
            self.asked += 1
            return Page("Welcome" if self.asked > 1 else "Wrong")
        return super().get(path, default)


def test_a_repeat_that_succeeds_is_told_and_leaves_the_outcome_as_it_was(browser: Browser, tmp_path: Path) -> None:
    site: Mapping[str, Page] = _FailsOnce(site_of(LOG_IN["pages"]))
    directory, attempt = _made(LOG_IN, site, "failures", browser, tmp_path)
    assert [a.outcome for a in directory.read(Attempt)] == [attempt.outcome] == [Outcome.FAILED]
    [trace] = directory.read(Trace)
    assert (trace.outcome, trace.reason) == (Outcome.SUCCEEDED, None)


def test_a_second_failure_that_ends_alike_is_not_walked_again(browser: Browser, tmp_path: Path) -> None:
    with served(site_of(LOG_IN["pages"])) as url:
        session = replace(session_of(url, platform_file(tmp_path, LOG_IN), LOG_IN), trace="failures", repeats=2)
        directory = RunDirectory.create(tmp_path / "run", RUN, {})
        attempts = Attempts(session, directory, lambda: browser)
        for assignment in session.assignments():
            attempts.repeat(assignment, attempts.carry_out(assignment))
    assert len(list(directory.read(Attempt))) == 2
    assert len(list(directory.read(Trace))) == 1


@pytest.mark.parametrize(("trace", "kept"), [("on", 1), ("failures", 0), ("off", 0)])
def test_an_attempt_that_succeeds_is_traced_only_when_asked(
    trace: str, kept: int, browser: Browser, tmp_path: Path
) -> None:
    site = site_of({**LOG_IN["pages"], "/in": "Welcome"})
    directory, attempt = _made(LOG_IN, site, trace, browser, tmp_path)
    assert attempt.outcome is Outcome.SUCCEEDED
    traces = list(directory.read(Trace))
    assert len(traces) == kept
    assert all(not t.repeat and t.outcome is Outcome.SUCCEEDED for t in traces)
