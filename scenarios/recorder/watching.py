"""Watches the pages of one browser while a person acts: what they did, in order, and what each thing is called."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from playwright.sync_api import CDPSession, Dialog, ElementHandle, Error, Frame, Page

from scenarios.lasting import changing_part, lasting_part
from scenarios.lookup import Look, visible
from scenarios.recorder.naming import Facts, Named, Prefers, name_of, name_unseen
from scenarios.targets import Target

_LISTEN = Path(__file__).with_name("listen.js").read_text("utf-8")
_NAMED_WITHIN_S = 8.0
"""What is still being looked up when the person is done is waited for so long."""
_APPEARS_WITHIN_S = 2.0
_FIELDS = frozenset({"fill", "choose", "tick", "pick", "attach"})
_LONGEST_OUTCOME = 100


@dataclass(frozen=True, slots=True)
class _Way:
    """A page on its way to another document, as the browser tells it."""

    loader: str
    """The browser's id of that document."""
    kind: str
    """differentDocument, reload…, historyDifferentDocument, historySameDocument or sameDocument."""
    url: str


@dataclass
class Done:
    """One thing that a person did."""

    kind: str
    """click, fill, choose, tick, pick, attach, open, reload, back, agree, switch_to, sent or nothing."""
    facts: Facts | None = None
    named: Named | None = None
    value: str = ""
    secret: bool = False
    on: bool = True
    more: list[str] = field(default_factory=list)
    """Further options or files."""


class Watching:
    """Watches all pages of a context, from the page that is open on.

    Args:
        page: The page in front of the person.
        base_url: Address of the build.
        prefers: Which texts beside a thing are good to find it by.
        agrees: What to answer a question of the browser's own dialog.
    """

    def __init__(
        self, page: Page, base_url: str, prefers: Prefers, agrees: Callable[[str], bool] = lambda _: True
    ) -> None:
        self.done: list[Done] = []
        self._page = page
        self._base_url = base_url.rstrip("/")
        self._prefers = prefers
        self._agrees = agrees
        self._known: dict[tuple[str, str, bool], Named] = {}
        self._pending = 0
        self._before: set[str] = set()
        self._frame: Frame = page.main_frame
        self._places: dict[Page, int] = {}
        self._asked_for: dict[Page, set[str]] = {}
        """Addresses that pages have asked for themselves since they were last another."""
        self._ways: dict[Page, _Way] = {}
        self._tell, self._show = f"_{secrets.token_hex(8)}", f"_{secrets.token_hex(8)}"
        context = page.context
        context.expose_binding(self._tell, self._told)
        listen = f"({_LISTEN})({self._tell!r}, {self._show!r})"
        context.add_init_script(listen)
        context.on("page", self._watch)
        for one in context.pages:
            self._watch(one)
            for frame in one.frames:
                with suppress(Error):
                    frame.evaluate(listen)
        self._before = set(self._lines())

    def outcome(self) -> str:
        """A text that was not there before the last action and is now; empty if there is none.

        It is waited for: the person may have stopped as soon as they had pressed.
        """
        deadline = time.monotonic() + _APPEARS_WITHIN_S
        while True:
            self._wait_until_named()
            if found := self._new_line():
                return found
            if time.monotonic() > deadline or self._page.is_closed():
                return ""
            self._page.wait_for_timeout(100)

    def _new_line(self) -> str:
        new = [line for line in self._lines() if line not in self._before and 2 < len(line) <= _LONGEST_OUTCOME]
        typed = {done.value for done in self.done if done.kind in {"fill", "choose"}}
        for line in sorted(new, key=lambda line: (line in typed, changing_part(lasting_part(line)) is not None)):
            with suppress(Error):
                if visible(self._page, Look(Target("text", lasting_part(line)))):
                    return lasting_part(line)
        return ""

    # --- what pages tell ------------------------------------------------------------------------------------------

    def _told(self, source: Mapping[str, Any], what: Any) -> None:
        """Called by a page. What it says is the page's word: it is kept as text, and never believed to be more."""
        if not isinstance(what, dict):
            return
        self._pending += 1
        try:
            self._take(source["page"], source["frame"], what)
        except Error:  # the page is gone: what it told before it went is kept
            return
        finally:
            self._pending -= 1

    def _take(self, page: Page, frame: Frame, what: Mapping[str, Any]) -> None:
        kind, facts = str(what.get("kind")), Facts.of(what)
        if kind == "about":
            if element := self._element(frame, facts):
                editable = bool(what.get("field"))
                named = name_of(page, element, facts, editable=editable, prefers=self._prefers)
                self._known[_key(facts, editable=editable)] = named
            return
        if kind == "more":
            if (
                self.done
                and self.done[-1].kind == "fill"
                and self.done[-1].facts
                and self.done[-1].facts.id == facts.id
            ):
                self.done[-1].value = str(what.get("value", ""))
            return
        if page != self._page:
            self._switch(page, str(what.get("title", "")))
        self._frame, lines = frame, what.get("lines")
        self._before = {str(line) for line in lines} if isinstance(lines, list) else set()
        done = _done_of(kind, facts, what)
        if self._is_pick_of_suggestion(done):
            self.done[-1].kind, self.done[-1].value = "choose", next(iter(facts.names), "")
            return
        if self._is_again(done):
            return
        self.done.append(done)
        if kind not in {"sent", "nothing"}:
            done.named = self._name(page, frame, facts, editable=kind in _FIELDS)

    def _name(self, page: Page, frame: Frame, facts: Facts, *, editable: bool) -> Named:
        known = self._known.get(_key(facts, editable=editable))
        if known is not None:
            return known
        with suppress(Error):
            if element := self._element(frame, facts):
                return name_of(page, element, facts, editable=editable, prefers=self._prefers)
        return name_unseen(facts, editable=editable)

    def _element(self, frame: Frame, facts: Facts) -> ElementHandle | None:
        found = frame.evaluate_handle("([show, id]) => window[show] ? window[show](id) : null", [self._show, facts.id])
        element = found.as_element()
        return element if element is not None and element.evaluate("e => e.isConnected") else None

    def _is_pick_of_suggestion(self, done: Done) -> bool:
        """Whether what was typed led to an option that was pressed now: both together are one choice."""
        last = self.done[-1] if self.done else None
        return bool(
            last
            and last.kind == "fill"
            and last.facts
            and last.facts.role == "combobox"
            and done.kind == "click"
            and done.facts
            and done.facts.role == "option"
        )

    def _is_again(self, done: Done) -> bool:
        """Whether the same thing is told twice: a file field tells by the browser and by a driver."""
        last = self.done[-1] if self.done else None
        same = bool(last and last.facts and done.facts and last.facts.id == done.facts.id and done.facts.id)
        return bool(same and last and last.kind == done.kind == "attach" and last.value == done.value)

    # --- pages, addresses, questions ------------------------------------------------------------------------------

    def _watch(self, page: Page) -> None:
        try:
            session = page.context.new_cdp_session(page)
            self._places[page] = _place(session)[0]
            main = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
            session.on("Page.frameRequestedNavigation", lambda told: self._asks(page, main, told))
            session.on("Page.frameStartedNavigating", lambda told: self._sets_out(page, main, told))
            session.on("Page.frameNavigated", lambda told: self._arrives(page, told))
            session.send("Page.enable")
        except Error:  # closed as soon as it was opened
            return
        page.on("framenavigated", lambda frame: self._navigated(page, session, frame))
        page.on("dialog", self._asked)

    def _asks(self, page: Page, main: str, told: Mapping[str, Any]) -> None:
        """A page goes on by itself: by a link, a form or a script."""
        if told["frameId"] == main:
            self._asked_for.setdefault(page, set()).add(_plain(str(told["url"])))

    def _sets_out(self, page: Page, main: str, told: Mapping[str, Any]) -> None:
        if told["frameId"] == main:
            self._ways[page] = _Way(str(told["loaderId"]), str(told["navigationType"]), str(told["url"]))

    def _arrives(self, page: Page, told: Mapping[str, Any]) -> None:
        """What the browser did that no page asked for, the person did: they typed an address, or loaded it anew.

        It is not asked for its history, as it is for going back: by the time that it answers, the page may be another.
        """
        way = self._ways.get(page)
        if way is None or told["frame"].get("parentId") or told["frame"]["loaderId"] != way.loader:
            return
        del self._ways[page]
        by_itself = _plain(way.url) in self._asked_for.pop(page, set())
        if by_itself or page != self._page or way.url.startswith(("about:", "chrome")):
            return
        if way.kind.startswith("reload"):
            self.done.append(Done("reload"))
        elif way.kind == "differentDocument":
            self.done.append(Done("open", value=self._address(way.url)))
        else:
            return
        self._before = set()

    def _navigated(self, page: Page, session: CDPSession, frame: Frame) -> None:
        if frame.parent_frame is not None:
            return
        way = self._ways.get(page)
        through_history = way is not None and way.kind.startswith("history")
        if through_history:
            del self._ways[page]
        self._pending += 1
        try:
            index, transition, url = _place(session)
        except Error:
            return
        finally:
            self._pending -= 1
        before = self._places.get(page, -1)
        self._places[page] = index
        if page != self._page or url.startswith(("about:", "chrome")):
            return
        if index < before and transition != "reload":
            self.done += [Done("back")] * (before - index)
        elif through_history and index > before:  # forward, for which there is no word
            self.done.append(Done("open", value=self._address(url)))
        else:
            return
        self._before = set()

    def _address(self, url: str) -> str:
        return url[len(self._base_url) :] or "/" if url.startswith(self._base_url) else url

    def _switch(self, page: Page, title: str) -> None:
        left, self._page = self._page, page
        if not (left.is_closed() and left.opener() == page):
            self.done.append(Done("switch_to", value=title))

    def _asked(self, dialog: Dialog) -> None:
        said, agrees = dialog.message, dialog.type == "beforeunload" or self._agrees(dialog.message)
        with suppress(Error):
            if dialog.type != "beforeunload":
                self.done.append(Done("agree", value=said, on=agrees))
            if agrees:
                dialog.accept()
            else:
                dialog.dismiss()

    def _wait_until_named(self) -> None:
        deadline = time.monotonic() + _NAMED_WITHIN_S
        while self._pending and time.monotonic() < deadline and not self._page.is_closed():
            self._page.wait_for_timeout(5)

    def _lines(self) -> list[str]:
        """What stands on the screen, the page's own messages and headings first."""
        frame = self._page.main_frame if self._frame.is_detached() else self._frame
        with suppress(Error):
            told = frame.evaluate("(show) => window[show] ? window[show]('lines') : []", self._show)
            return [line for line in told if isinstance(line, str)]
        return []


def _key(facts: Facts, *, editable: bool) -> tuple[str, str, bool]:
    return facts.id, next(iter(facts.names), ""), editable


def _done_of(kind: str, facts: Facts, what: Mapping[str, Any]) -> Done:
    more = [str(o) for key in ("options", "files") for o in what.get(key) or [] if isinstance(what.get(key), list)]
    return Done(
        kind,
        facts,
        value=str(what.get("value", "")) or (more[0] if more else "") or str(what.get("note", "")),
        secret=bool(what.get("secret")),
        on=bool(what.get("on", True)),
        more=more[1:],
    )


def _plain(url: str) -> str:
    """An address by which what a page asked for is known again when the browser sets out: a form adds its fields on the way."""
    return url.partition("#")[0].partition("?")[0]


def _place(session: CDPSession) -> tuple[int, str, str]:
    """Where a page is in its history: place, how it was gone to, and the address that was meant."""
    history = session.send("Page.getNavigationHistory")
    index = int(history["currentIndex"])
    entry = history["entries"][index]
    return index, str(entry["transitionType"]), str(entry.get("userTypedURL") or entry["url"])
