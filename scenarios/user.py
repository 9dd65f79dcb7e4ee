"""A person acting on a page: the vocabulary of every journey. No waiting, no retry, no mode, no browser object.

Things are named as the person perceives them. A bare string is looked up by label, then name, then visible text.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from urllib.parse import urljoin

from playwright.sync_api import Page

from scenarios.choosing import choose
from scenarios.effort import keystrokes_for
from scenarios.expecting import TICKED, as_expected, make_sure_to_read, was_absent, was_so
from scenarios.files import file_called
from scenarios.lookup import Look
from scenarios.menus import follow
from scenarios.person import Person
from scenarios.questions import Asked
from scenarios.scene import is_browsers_own
from scenarios.stumble import NotSeen, Stumble
from scenarios.targets import Target, as_target
from scenarios.typed import FIELD


class User(Person):
    """Somebody in front of a page: a person, and what they can do. The arguments are a person's."""

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
            self._hand.ask_browser(keystrokes_for(address) + 1)
            self.page.goto(
                urljoin(self.base_url.rstrip("/") + "/", address.lstrip("/")),
                timeout=self.limit_s * 1000,
                wait_until="commit",
            )

    def reload(self) -> None:
        """Load the page anew."""
        with self._action("reload", Target("page", "")):
            self._hand.ask_browser(1)
            self.page.reload(timeout=self.limit_s * 1000, wait_until="commit")

    def back(self) -> None:
        """Go back to the page before."""
        with self._action("back", Target("page", "")):
            self._hand.ask_browser(2)
            self.page.go_back(timeout=self.limit_s * 1000, wait_until="commit")

    def follow(self, *path: str) -> None:
        """Go through a menu to what it offers: `user.follow("Attendance", "Take attendance")`.

        Opens what has to be opened, by hover, click or keys as the mode has it; what is open already is left open.

        Args:
            path: What the menu, its parts and the last thing are called, from the outside in.
        """
        with self._action("follow", Target("path", " › ".join(path))) as doing:
            follow(doing, path)

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
            doing.act(look, lambda thing: doing.mode.press(doing.hand, thing))

    def fill(
        self, target: Target | str, text: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Type a text, in place of what is there: into a field, a rich-text editor, a cell that becomes a field.

        Raises:
            TypeError: The text is none: a variable that is not set, most often.
        """
        if not isinstance(text, str):
            raise TypeError(f"fill takes a text, and got {type(text).__name__}: is a variable not set?")
        look = _look(target, near, within, editable=True)
        with self._action("fill", look.target) as doing:
            thing = doing.find(look)
            if self.journal:
                secret = bool(thing.ask("e => e.type === 'password'"))
                if secret:  # known already, unless somebody's own test types it
                    self.journal.directory.redactor.add("password", text)
                self.journal.typed.append("" if secret else text)
                if not secret:
                    self.journal.types(text, lambda: thing.ask(FIELD))
            doing.act(look, lambda thing: doing.mode.fill(doing.hand, thing, text), thing)

    def choose(
        self, target: Target | str, option: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Pick from radio buttons, a list, a field that suggests, or a calendar.

        Args:
            target: The list's label, or the name of the group of radio buttons.
            option: What to pick, as it is called there; a day in ISO 8601 (2026-11-24).
            near: Something that it stands beside.
            within: What it lies in.
        """
        look = _look(target, near, within, editable=True)
        with self._action("choose", Target(look.target.kind, f"{look.target.name}: {option}")) as doing:
            if self.journal:
                self.journal.typed.append(option)
            choose(doing, look, option)

    def tick(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Tick a checkbox or choose a radio button; one that is ticked stays so."""
        self._set("tick", _look(target, near, within, editable=True), on=True)

    def untick(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Take the tick out of a checkbox; one without it stays so."""
        self._set("untick", _look(target, near, within, editable=True), on=False)

    def attach(
        self, target: Target | str, file: str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """Choose a file in a file field, or drop it onto an area that takes files.

        Args:
            target: The field, the button that opens the file dialog, or the area.
            file: Path of a file; a name such as "essay.txt" that is not there becomes a short text file of that name.
            near: Something that it stands beside.
            within: What it lies in.
        """
        as_field = _look(target, near, within, editable=True)
        with self._action("attach", as_field.target) as doing:
            path = file_called(file)
            if self.journal:
                self.journal.typed.append(path.name)
            thing = doing.find(as_field, _look(target, near, within))
            doing.mode.attach(doing.hand, thing, str(path))

    def agree(self, text: str, *, answer: str | None = None) -> None:
        """Press OK in the browser's own dialog that has come up.

        Args:
            text: What it says, or a part of it.
            answer: What to type, where it asks for a text; None leaves what it suggests.
        """
        with self._action("agree", Target("question", text)) as doing:
            self._answer(doing, text, agrees=True, answer=answer)

    def decline(self, text: str) -> None:
        """Press Cancel in the browser's own dialog that has come up, which says this or more."""
        with self._action("decline", Target("question", text)) as doing:
            self._answer(doing, text, agrees=False, answer=None)

    def switch_to(self, window: str) -> None:
        """Go to another tab or pop-up window.

        Args:
            window: Its title, or a heading in it.
        """
        with self._action("switch_to", Target("window", window)) as doing:
            found: list[Page] = []

            def opened() -> bool:
                found[:] = filter(None, [self._windows.titled(window, self.page)])
                return bool(found)

            if not doing.until(opened):
                raise NotSeen("no-such-window", window=window, windows=self._windows.titles(self.page))
            doing.hand.switch_window()
            self._look_at(found[0])
            found[0].bring_to_front()

    def expect(
        self,
        target: Target | str,
        *,
        value: str | None = None,
        near: Target | str | None = None,
        within: Target | str | None = None,
    ) -> None:
        """See that something is on the screen, or that a field holds a value. What is not, ends the attempt as failed.

        Words are whole ones: what says "Unpaid" does not say "Paid". What was so before the last action proves nothing, and
        is recorded as weak.
        """
        look = _expected(target, near, within)
        with self._action("expect", look.target, acts=False) as doing:
            if not doing.look_for(lambda: as_expected(doing, look, value)):
                raise NotSeen("not-seen", target=str(look.target), **({"value": value} if value is not None else {}))
            make_sure_to_read(doing, look)
            doing.weak = was_so(self._before, look, value)
            if self.journal and look.target.kind in {"text", "heading", "row"}:
                self.journal.expected(value if value is not None else look.target.name, weak=doing.weak)

    def expect_no(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> None:
        """See that something is not on the screen, once the page has settled: nothing is loading, and nothing has changed for a while.

        What the page has asked for since the last action, and has no answer to when time is up, proves no absence.

        What is still there is waited for to go. What was absent from the same page before the last action already proves
        nothing of it, and is recorded as weak.
        """
        look = _expected(target, near, within)
        with self._action("expect_no", look.target, acts=False) as doing:
            if is_browsers_own(self.page.url):
                raise NotSeen("page-gone", target=str(look.target))  # the browser's own error page proves nothing
            looked = self._look_until_settled(lambda: bool(doing.sees(look)), may_go=True)
            doing.waited_s += looked.waited_s
            if looked.there:
                raise NotSeen("still-seen", target=str(look.target))
            if self._watch.is_outstanding(self._acted_at) or (not looked.settled and self._watch.is_loading()):
                raise NotSeen("never-settled", target=str(look.target))
            # On another page absence is news, whatever the page before showed: this one might have shown it.
            doing.weak = self._page_before == self._at and was_absent(self._before, self._watch.late, look)

    def sees(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> bool:
        """Whether something is on the screen, without judging. It is not there when the page has settled without it."""
        look = _expected(target, near, within)
        with suppress(Asked), self._questions.may_come():
            return self._look_until_settled(lambda: bool(self.mode.sees(self.page, look)), may_go=False).there
        return False

    def read(
        self, target: Target | str, *, near: Target | str | None = None, within: Target | str | None = None
    ) -> str:
        """What a field holds, or a thing says."""
        look = _look(target, near, within)
        with self._action("read", look.target, acts=False) as doing:
            as_field = _look(target, near, within, editable=True)
            return doing.says(doing.find(as_field, look).handle)

    def _set(self, verb: str, look: Look, *, on: bool) -> None:
        with self._action(verb, look.target) as doing:
            thing = doing.find(look)
            if bool(thing.ask(TICKED)) != on:
                doing.mode.tick(doing.hand, thing)
                if bool(thing.ask(TICKED)) != on:
                    raise Stumble("tick-without-effect", target=str(look.target))


User.__module__ = "skolprov"


def nothing_left_open(user: User) -> None:
    """Make sure that no question of the browser's own still stands when a journey is over.

    Raises:
        Unanswered: One does.
    """
    user._questions.none_is_open()


def _look(
    target: Target | str, near: Target | str | None, within: Target | str | None, *, editable: bool = False
) -> Look:
    return Look(as_target(target), as_target(near) if near else None, as_target(within) if within else None, editable)


def _expected(target: Target | str, near: Target | str | None, within: Target | str | None) -> Look:
    return replace(_look(_as_text(target), near, within), in_words=True)


def _as_text(target: Target | str) -> Target:
    return Target("text", target) if isinstance(target, str) else target
