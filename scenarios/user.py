"""A person acting on a page: the vocabulary of every journey. No waiting, no retry, no mode, no browser object.

Things are named as the person perceives them. A bare string is looked up by label, then name, then visible text.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from urllib.parse import urljoin

from playwright.sync_api import Error, Page

from scenarios.effort import keystrokes_for
from scenarios.hand import Hand
from scenarios.journal import Deed, Journal
from scenarios.lookup import Look, Thing, find
from scenarios.modes import Listening, Mode, Reads
from scenarios.settle import QUIET_MS, UNMEASURED_QUIET_MS, Watch, poll
from scenarios.stumble import Barrier, NotFound, NotSeen, Stumble
from scenarios.targets import Target, as_target
from scenarios.trouble import Trouble

_GLANCE_S = 1.0
"""How long `sees` looks before it says no."""

_GONE_S = 2.0
"""How long `expect_no` waits for a thing to go, once the page has settled."""

_READ = 3
"""Texts tried of those that say the same, before one that cannot be read is a barrier."""

_VALUE = """(e) => e.tagName === 'SELECT' ? e.selectedOptions[0]?.text ?? '' :
  e.type === 'checkbox' || e.type === 'radio' ? (e.checked ? 'ticked' : 'unticked') : 'value' in e && e.tagName !== 'LI' && e.tagName !== 'BUTTON' ? e.value : e.innerText"""


@dataclass
class _Doing:
    """The action under way."""

    waited_s: float = 0.0


@dataclass
class User:
    """Somebody in front of a page.

    Args:
        page: A page of a browser context of its own, not yet opened.
        mode: How the person operates it.
        base_url: Address of the build; `open` takes addresses relative to it.
        limit_s: Seconds after which something that has not appeared is taken as not there.
        journal: Where each action is written down; None for what is not measured.
    """

    page: Page
    mode: Mode
    base_url: str
    limit_s: float
    journal: Journal | None = None
    trouble: Trouble = field(default_factory=Trouble)

    def __post_init__(self) -> None:
        self._hand = Hand(self.page, at=self.mode.device)
        if isinstance(self.mode, Listening):
            self.mode.meet(self.page)
        self._watch = Watch(self.page)
        self._in_named_step = False
        self.trouble.listen(self.page)
        # Whoever begins to listen only when the file field is pressed may come too late for the dialog.
        self.page.on("filechooser", lambda _: None)

    @contextmanager
    def step(self, name: str) -> Iterator[None]:
        """Several actions that are one step to the person: `with user.step("Choose the child"):`."""
        if self.journal:
            self.journal.begin_step(name)
        self._in_named_step = True
        try:
            yield
        finally:
            self._in_named_step = False
            if self.journal:
                self.journal.end_step()

    def open(self, address: str) -> None:
        """Type an address. A person has to think of it, so it is counted: the keys, and Enter."""
        with self._action("open", Target("address", address)):
            self._hand.tally.think()
            self._hand.tally.key(keystrokes_for(address) + 1)
            self._hand.done_at = time.perf_counter()
            self.page.goto(
                urljoin(self.base_url.rstrip("/") + "/", address.lstrip("/")),
                timeout=self.limit_s * 1000,
                wait_until="commit",
            )

    def reload(self) -> None:
        """Load the page anew."""
        with self._action("reload", Target("page", "")):
            self._hand.tally.think()
            self._hand.tally.key()
            self._hand.done_at = time.perf_counter()
            self.page.reload(timeout=self.limit_s * 1000, wait_until="commit")

    def back(self) -> None:
        """Go back to the page before."""
        with self._action("back", Target("page", "")):
            self._hand.tally.think()
            self._hand.tally.key(2)
            self._hand.done_at = time.perf_counter()
            self.page.go_back(timeout=self.limit_s * 1000, wait_until="commit")

    def click(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Press a thing.

        Args:
            target: What to press.
            near: Something that it stands beside, if several are called the same.
            within: The dialog, region, table or row that it lies in.
        """
        look = _look(target, near, within)
        with self._action("click", look.target) as doing:
            self._act(look, doing, lambda thing: self.mode.press(self._hand, thing))

    def fill(
        self, target: Target | str, text: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Type a text into a field, in place of what it holds."""
        look = _look(target, near, within, editable=True)
        with self._action("fill", look.target) as doing:
            if self.journal:
                secret = self._find(look, doing).ask("e => e.type === 'password'")
                self.journal.typed.append("" if secret else text)
            self._act(look, doing, lambda thing: self.mode.fill(self._hand, thing, text))

    def choose(
        self, target: Target | str, option: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Pick from a list, radio buttons, or a field that suggests.

        Args:
            target: The list's label, or the name of the group of radio buttons.
            option: What to pick, as it is called there.
            near: Something that it stands beside.
            within: What it lies in.
        """
        look = _look(target, near, within, editable=True)
        with self._action("choose", Target(look.target.kind, f"{look.target.name}: {option}")) as doing:
            if self.journal:
                self.journal.typed.append(option)
            thing, is_option = self._choice(look, option, doing)
            kind = thing.ask(
                "e => e.tagName === 'SELECT' ? 'select' : e.type === 'radio' || e.type === 'checkbox' || e.getAttribute('role') === 'radio' ? 'radio' : 'other'"
            )
            if kind == "select":
                self.mode.choose(self._hand, thing, option)
            elif is_option and kind == "radio":
                self.mode.tick(self._hand, thing)
            elif is_option:
                self.mode.press(self._hand, thing)
            else:
                self._choose_suggestion(thing, option, doing)

    def tick(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Tick a checkbox; one that is ticked stays so."""
        self._set("tick", _look(target, near, within, editable=True), on=True)

    def untick(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Take the tick out of a checkbox; one without it stays so."""
        self._set("untick", _look(target, near, within, editable=True), on=False)

    def attach(
        self, target: Target | str, file: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Choose a file in a file field.

        Args:
            target: The field.
            file: Path of a file; a name such as "essay.txt" that is not there becomes a short text file of that name.
            near: Something that it stands beside.
            within: What it lies in.
        """
        look = _look(target, near, within, editable=True)
        with self._action("attach", look.target) as doing:
            path = Path(file) if Path(file).is_file() else _made_up(Path(file).name)
            if self.journal:
                self.journal.typed.append(path.name)
            self.mode.attach(self._hand, self._find(look, doing), str(path))

    def expect(
        self,
        target: Target | str,
        *,
        value: str | None = None,
        near: Target | str | None = None,
        within: Target | str | None = None,
    ) -> None:
        """See that something is on the screen, or that a field holds a value. What is not, ends the attempt as failed."""
        look = _look(_as_text(target), near, within)
        with self._action("expect", look.target, acts=False) as doing:
            waited = poll(lambda: self._so(look, value), self.page, self.limit_s)
            if waited is None:
                raise NotSeen("not-seen", target=str(look.target), **({"value": value} if value is not None else {}))
            doing.waited_s += waited
            self._make_sure_to_read(look)
            if self.journal and look.target.kind in {"text", "heading", "row"}:
                self.journal.expected(value if value is not None else look.target.name)

    def expect_no(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """See that something is not on the screen, once the page has settled; what is going gets two seconds to go."""
        look = _look(_as_text(target), near, within)
        with self._action("expect_no", look.target, acts=False) as doing:
            if self.page.url.startswith("chrome-error:"):
                raise NotSeen("page-gone", target=str(look.target))  # the browser's own error page proves nothing
            waited = poll(lambda: not self.mode.sees(self.page, look), self.page, min(_GONE_S, self.limit_s))
            if waited is None:
                raise NotSeen("still-seen", target=str(look.target))
            doing.waited_s += waited

    def sees(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> bool:
        """Whether something is on the screen, without judging; looks for a second."""
        look = _look(_as_text(target), near, within)
        began = time.perf_counter()
        seen = poll(lambda: bool(self.mode.sees(self.page, look)), self.page, _GLANCE_S) is not None
        if self.journal and not seen:  # how long we look for what is not there is our affair, not the person's
            self.journal.stopwatch.take_out(time.perf_counter() - began)
        return seen

    def read(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> str:
        """What a field holds, or a thing says."""
        look = _look(target, near, within)
        with self._action("read", look.target, acts=False) as doing:
            as_field = _look(target, near, within, editable=True)
            return str(self._find(as_field if self.mode.sees(self.page, as_field) else look, doing).ask(_VALUE)).strip()

    @contextmanager
    def _action(self, verb: str, target: Target, *, acts: bool = True) -> Iterator[_Doing]:
        """Do one thing, wait until the page is usable again, and write down what it was and what it cost."""
        journal = self.journal
        if journal and not self._in_named_step and (acts or not journal.steps):
            journal.begin_step(f"{verb} {target}")
        if journal and acts:
            journal.look_again(self.page)
        started = journal.stopwatch.now() if journal else 0.0
        documents = self._watch.documents
        self._hand.begin()
        listening = self.mode if isinstance(self.mode, Listening) else None
        if listening:
            listening.begin(self._hand, verb)
        doing = _Doing()
        done = False
        try:
            yield doing
            if acts:
                doing.waited_s += self._settle()
            done = True
            if listening:
                with journal.stopwatch.paused() if journal else nullcontext():
                    listening.take_in(self._hand, verb)
        except (NotFound, NotSeen) as missing:
            if listening and (barrier := listening.barrier(self._hand)):
                raise barrier from missing
            raise
        finally:
            if journal:
                deed = Deed(
                    verb=verb,
                    target=str(target),
                    by_css=target.kind == "css",
                    done=done,
                    started_s=started,
                    wait_s=doing.waited_s,
                    pages=self._watch.documents - documents,
                    tally=self._hand.tally,
                    reading=self._watch.reading if acts else None,
                )
                journal.write(deed, self.page)

    def _settle(self) -> float:
        """Wait until the page is usable again; how long that took, in seconds."""
        quiet_ms = QUIET_MS if self.journal else UNMEASURED_QUIET_MS
        return self._watch.until_usable(self._hand.done_at, self.limit_s, quiet_ms)

    def _act(self, look: Look, doing: _Doing, act: Callable[[Thing], None]) -> None:
        """Act on a thing; if the page has put another in its place meanwhile, on that one."""
        thing = self._find(look, doing)
        try:
            act(thing)
        except (Barrier, Error):
            if self.page.is_closed() or not _is_replaced(thing):
                raise
            act(self._find(look, doing))

    def _find(self, look: Look, doing: _Doing) -> Thing:
        thing = find(self.page, look, self.limit_s, self.mode.sees)
        doing.waited_s += thing.waited_s
        return thing

    def _make_sure_to_read(self, look: Look) -> None:
        """In a mode that has to bring a text into sight: do so; of several that say it, one is enough."""
        if not isinstance(self.mode, Reads):
            return
        barrier: Barrier | None = None
        for handle in self.mode.sees(self.page, look)[:_READ]:
            try:
                self.mode.bring_to_read(self._hand, Thing(look.target, handle, self.page))
            except Barrier as met:
                barrier = barrier or met
            else:
                return
        if barrier:
            raise barrier

    def _so(self, look: Look, value: str | None) -> bool:
        if value is None:
            return bool(self.mode.sees(self.page, look))
        field_look = Look(Target("field", look.target.name), look.near, look.within, editable=True)
        things = self.mode.sees(self.page, field_look) or self.mode.sees(self.page, look)
        return any(str(h.evaluate(_VALUE)).strip() == value for h in things)

    def _choice(self, look: Look, option: str, doing: _Doing) -> tuple[Thing, bool]:
        """The list to choose from, or the option itself where a group or a row shows its options."""
        found: list[tuple[Thing, bool]] = []

        def seen() -> bool:
            found[:] = self._choices(look, option)
            return bool(found)

        waited = poll(seen, self.page, self.limit_s)
        if waited is None:
            raise NotFound("target-not-found", target=str(look.target), option=option)
        doing.waited_s += waited
        return found[0]

    def _choices(self, look: Look, option: str) -> list[tuple[Thing, bool]]:
        lists = [
            h
            for h in self.mode.sees(self.page, look)
            if not h.evaluate("e => e.type === 'radio' || e.type === 'checkbox'")
        ]
        if len(lists) == 1 or (lists and look.target.kind != "thing"):
            return [(Thing(look.target, lists[0], self.page), False)]
        choice = Target("thing", option)
        in_group = self.mode.sees(self.page, Look(choice, look.near, look.target, editable=True)) or self.mode.sees(
            self.page, Look(choice, look.near, look.target)
        )
        beside = (
            self.mode.sees(self.page, Look(choice, look.near, look.within, editable=True))
            if look.near and not in_group
            else []
        )
        return [(Thing(choice, h, self.page), True) for h in (in_group or beside)[:1]]

    def _choose_suggestion(self, thing: Thing, option: str, doing: _Doing) -> None:
        """A field that suggests: type, then pick what it suggests; a field that suggests nothing keeps what was typed."""
        self.mode.fill(self._hand, thing, option)
        doing.waited_s += self._settle()
        suggestion = Look(Target("thing", option), within=None)
        options = [
            h for h in self.mode.sees(self.page, suggestion) if h.evaluate("e => e.getAttribute('role') === 'option'")
        ]
        if options:
            self.mode.press(self._hand, Thing(suggestion.target, options[0], self.page))

    def _set(self, verb: str, look: Look, *, on: bool) -> None:
        with self._action(verb, look.target) as doing:
            thing = self._find(look, doing)
            state = "e => 'checked' in e ? e.checked : e.getAttribute('aria-checked') === 'true'"
            if bool(thing.ask(state)) != on:
                self.mode.tick(self._hand, thing)
                if bool(thing.ask(state)) != on:
                    raise Stumble("tick-without-effect", target=str(look.target))


User.__module__ = "skolprov"


def _is_replaced(thing: Thing) -> bool:
    try:
        return not thing.ask("e => e.isConnected")
    except Error:  # its document is gone: the person is elsewhere, and nothing was replaced
        return False


@cache
def _made_up(name: str) -> Path:
    """A short text file; it has to be there until the form is sent, so it stays as long as the process."""
    folder = tempfile.mkdtemp(prefix="skolprov-")
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    path = Path(folder) / name
    path.write_text("A short text, handed in as a trial.\n", "utf-8")
    return path


def _look(
    target: Target | str, near: Target | str | None, within: Target | str | None, *, editable: bool = False
) -> Look:
    return Look(as_target(target), as_target(near) if near else None, as_target(within) if within else None, editable)


def _as_text(target: Target | str) -> Target:
    return Target("text", target) if isinstance(target, str) else target
