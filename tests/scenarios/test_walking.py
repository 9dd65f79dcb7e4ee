"""A state without an address is walked to once more, asked, and left; the build is as it was, and nobody else notices anything."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import pytest
from playwright.sync_api import Browser, Error

from a11y.check import Outcome as Said
from a11y.check import passes
from a11y.digest import digest
from a11y.operated import Operated
from evidence.records import Action, Attempt, Finding, Outcome, Recording, State, Step
from evidence.run_directory import RunDirectory
from scenarios import observers
from scenarios.attempt import Attempts
from scenarios.session import BuildUnderTest, Session
from scenarios.tasks import select
from scenarios.walking import Goal, Walks
from tests.evidence.test_run_directory import RUN
from tests.scenarios.test_reopening import check_of

_TASK = "pupil.message-teacher"
_PLATFORM = f'''
from skolprov import Platform, button
platform = Platform("walked", title="Walked")

@platform.log_in
def log_in(user, account):
    user.open("/")

@platform.does("{_TASK}")
def journey(user, school):
    user.click(button("Help"))
    user.click(button("Close"))
    user.fill("Message", f"Hello {{school.mark}}")
    user.click(button("Send"))
    user.expect("It is sent")
'''
_UNDO = f'''
@platform.undo("{_TASK}")
def take_back(user, school):
    user.open("/mine")
    user.click(button(f"Take back Hello {{school.mark}}"))
'''
_HELP = """<button id=open onclick="help.show()">Help</button>
<dialog id=help><input aria-label=Search onkeydown="event.key === 'Tab' && event.preventDefault()"><button onclick="help.close()">Close</button></dialog>"""


@dataclass
class Mailbox:
    """A site where messages are sent and taken back; what was sent is answered at once, and no address leads to that."""

    messages: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)
    """What came that was not only read."""
    once: bool = False
    """Whether one message is all that it takes."""
    keeps: bool = False
    """Whether what was sent cannot be taken back."""
    answers: int = 0
    """How many came; with each a new cookie."""
    url: str = ""

    def page(self, path: str) -> str:
        if path != "/mine":
            return f"{_HELP}<form method=post><label>Message <input name=message></label><button>Send</button></form>"
        back = [f"<button name=back value='{m}'>Take back {m}</button>" for m in self.messages if not self.keeps]
        return f"<form method=post>{''.join(back)}</form>"

    def take(self, said: str) -> str:
        form = {name: values[0] for name, values in parse_qs(said).items()}
        self.heard.append(said)
        if "back" in form:
            self.messages.remove(form["back"])
            return "<h1>Taken back</h1>"
        if self.once and len(self.heard) > 1:
            return "<p>Enough for today</p>"
        self.messages.append(form["message"])
        return "<h1>It is sent</h1><a href='/'>On</a>"


@pytest.fixture
def mailbox() -> Iterator[Mailbox]:
    box = Mailbox()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            self._answer(box.page(self.path))

        def do_POST(self) -> None:
            self._answer(box.take(self.rfile.read(int(self.headers["Content-Length"])).decode()))

        def _answer(self, body: str) -> None:
            content = f'<!doctype html><html lang="en"><title>Mail</title><main>{body}</main>'.encode()
            box.answers += 1
            self.send_response(200)
            self.send_header("Set-Cookie", f"last={box.answers}-4c1f9e7ab2d8")
            self.send_header("Content-Type", "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        def log_message(self, *_: object) -> None: ...

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    box.url = f"http://127.0.0.1:{server.server_address[1]}"
    yield box
    server.shutdown()
    server.server_close()


@dataclass(frozen=True)
class Run:
    """An attempt on the mailbox, with checks asked of its states."""

    directory: RunDirectory
    attempt: Attempt

    def states(self) -> dict[str, State]:
        """By what shows in them: Start, Help, Sent."""
        met = {state.id: state for state in self.directory.read(State)}
        names: dict[str | None, str] = {}
        for action in self.directory.read(Action):
            names.setdefault(action.state, action.target)
        known = {'button "Help"': "help", 'button "Send"': "sent"}
        return {known.get(names.get(one.id, ""), "start"): one for one in met.values()}


@pytest.fixture
def beginning(mailbox: Mailbox, browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Any:
    """What a run on the mailbox begins with."""
    monkeypatch.setenv("WALKED_PASSWORD", "solsken-och-regn")

    def make(
        undo: str = _UNDO, checks: tuple[str, ...] = (), mode: str = "pointer"
    ) -> tuple[Session, RunDirectory, Attempts]:
        file = tmp_path / "walked.py"
        file.write_text(_PLATFORM + undo, "utf-8")
        pupil = {"name": "Alva", "username": "alva", "password_env": "WALKED_PASSWORD"}
        build = BuildUnderTest(name="build", url=mailbox.url, platform=str(file), cases=[{"form": "C", "pupil": pupil}])
        session = Session(
            builds=[build],
            tasks=select([_TASK]),
            roles=("pupil",),
            forms="C",
            modes=(mode,),
            repeats=1,
            seed=1,
            language="en",
            limit_s=6.0,
            scan=False,
            mask=(),
            browser_path=None,
            workers=1,
            checks=checks,
        )
        directory = RunDirectory.create(tmp_path / f"run{len(list(tmp_path.iterdir()))}", RUN, {})
        return session, directory, Attempts(session, directory, lambda: browser)

    return make


@pytest.fixture
def attempted(beginning: Any) -> Any:
    def make(undo: str = _UNDO, checks: tuple[str, ...] = ("keyboard-trap",), mode: str = "pointer") -> Run:
        session, directory, attempts = beginning(undo, checks, mode)
        [assignment] = session.assignments()
        attempt = attempts.carry_out(assignment)
        attempts.ask_checks(assignment, attempt)
        return Run(directory, attempt)

    return make


def _asking(monkeypatch: pytest.MonkeyPatch, *looks: Any) -> tuple[str, ...]:
    """Let these be all checks that there are; their ids."""
    checks = [replace(check_of(look), id=look.__name__) for look in looks]
    monkeypatch.setattr(observers, "find_checks", lambda: (checks, []))
    return tuple(check.id for check in checks)


def _sent(mailbox: Mailbox) -> list[str]:
    """What was sent, and what of it was taken back."""
    return [f"{kind} {word}" for said in mailbox.heard for kind, word in [re.sub(r"\W+Hello\W+", " ", said).split()]]


def test_a_dialog_and_the_answer_to_a_form_are_asked_and_nobody_else_notices(mailbox: Mailbox, attempted: Any) -> None:
    seen = attempted()
    sent, backs = _sent(mailbox)[0::2], _sent(mailbox)[1::2]
    assert ([kind.split()[0] for kind in sent], len(set(sent))) == (
        ["message", "message"],
        2,
    )  # each with its own words
    assert [back.replace("back", "message") for back in backs] == sent
    assert {name: (s.unasked, s.leftover) for name, s in seen.states().items()} == dict.fromkeys(
        ("start", "help", "sent"), ({}, None)
    )
    [found] = seen.directory.read(Finding)
    assert (found.rule, found.state, bool(found.picture)) == ("keyboard-trap", seen.states()["help"].id, True)

    steps = {action.step for action in seen.directory.read(Action)}
    assert [len(list(seen.directory.read(record))) for record in (Attempt, Step, Action)] == [1, len(steps), 5]
    assert [recording.attempt for recording in seen.directory.read(Recording)] == [seen.attempt.id]
    assert seen.attempt.outcome is Outcome.SUCCEEDED


def test_what_a_walk_was_given_is_a_secret_once_its_window_has_closed(beginning: Any) -> None:
    session, directory, attempts = beginning()
    [assignment] = session.assignments()
    staging = attempts._staging
    school = staging.school(assignment, assignment.role)
    with staging.people(assignment).somebody(school.me) as user:
        wanted = digest(user.page).digest
    with Walks(session, staging, assignment).to(Goal(wanted, 0)) as walked:
        [cookie] = walked.page.context.cookies()
    assert cookie["value"].endswith("-4c1f9e7ab2d8")
    assert cookie["value"] not in directory.redactor.text(f"It was {cookie['value']}.")


@pytest.mark.slow
def test_where_nothing_is_undone_nothing_is_sent_a_second_time(mailbox: Mailbox, attempted: Any) -> None:
    seen = attempted(undo="")
    assert len(mailbox.heard) == 1
    assert {name: set(state.unasked.values()) for name, state in seen.states().items()} == {
        "start": set(),
        "help": set(),
        "sent": {"walk-would-leave-something"},
    }


@pytest.mark.slow
def test_what_could_not_be_undone_once_is_not_sent_again(mailbox: Mailbox, attempted: Any) -> None:
    mailbox.keeps = True
    seen = attempted()
    assert (len(mailbox.heard), seen.attempt.leftover is not None) == (1, True)
    assert [set(seen.states()[name].unasked.values()) for name in ("help", "sent")] == [set(), {"walk-not-undone"}]


@pytest.mark.slow
def test_a_walk_that_leads_elsewhere_is_told_and_so_is_what_it_may_have_left(mailbox: Mailbox, attempted: Any) -> None:
    mailbox.once = True
    seen = attempted()
    sent = seen.states()["sent"]
    assert (set(sent.unasked.values()), sent.leftover.code) == ({"walk-led-elsewhere"}, "not-undone")
    assert (seen.states()["help"].unasked, seen.attempt.outcome) == ({}, Outcome.SUCCEEDED)


@pytest.mark.slow
def test_once_the_state_is_there_nothing_leaves_the_window(
    mailbox: Mailbox, attempted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def sends(operated: Operated) -> Iterator[Said]:
        with suppress(Error):
            operated.page.evaluate("fetch('/', { method: 'POST', body: 'message=fetched' })")
        operated.page.evaluate(
            "navigator.sendBeacon('/', 'message=beacon'); window.open('/window'); location = '/?went'"
        )
        operated.page.wait_for_timeout(80)
        yield passes("html")

    seen = attempted(checks=_asking(monkeypatch, sends))
    assert seen.states()["sent"].passes == ["sends"]
    assert ([kind.split()[0] for kind in _sent(mailbox)], mailbox.messages) == (["message", "back"] * 2, [])


@pytest.mark.slow
def test_what_checks_cannot_put_back_is_walked_to_again_but_not_for_ever(
    mailbox: Mailbox, attempted: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    def spoils(operated: Operated) -> Iterator[Said]:
        assert operated.page.locator("main").count() == 1
        operated.page.evaluate("document.body.textContent = ''")
        yield passes("html")

    def spoils_within(operated: Operated) -> Iterator[Said]:
        with operated.restored():
            yield from spoils(operated)
        yield from spoils(operated)

    def begins(operated: Operated) -> Iterator[Said]:
        operated.expect_address()
        yield passes("html")

    def looks(operated: Operated) -> Iterator[Said]:
        yield passes("main")

    monkeypatch.setattr("scenarios.walking._MOST_WALKS", 4)
    checks = _asking(monkeypatch, spoils, spoils_within, begins, looks)
    sent = attempted(checks=checks).states()["sent"]
    assert (sent.passes, sent.unasked) == (["spoils", "spoils_within", "looks"], {"begins": "no-address"})
    assert (len(_sent(mailbox)), mailbox.messages) == (2 + 2 * 4, [])
    monkeypatch.setattr("scenarios.walking._MOST_WALKS", 3)
    sent = attempted(checks=checks).states()["sent"]
    assert sent.passes == ["spoils"]
    assert sent.unasked == dict.fromkeys(("spoils_within", "begins", "looks"), "not-put-back")
    assert mailbox.messages == []
