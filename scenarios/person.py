"""Somebody in front of a page, and what each of their actions is made of: doing it, waiting, answering for it, writing it down."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, nullcontext, suppress
from dataclasses import dataclass, field

from playwright.sync_api import Dialog, Error, Page

from evidence.records import OwnPart
from scenarios.absence import SETTLED_S, Looked, look_until_settled
from scenarios.doing import Doing
from scenarios.hand import Hand
from scenarios.journal import Deed, Journal
from scenarios.modes import Listening, Mode
from scenarios.now import utc
from scenarios.questions import ANSWERS, Asked, Questions
from scenarios.settle import MEASURED, UNMEASURED, Watch
from scenarios.shown import Shown
from scenarios.stumble import NotFound, NotSeen
from scenarios.targets import Target
from scenarios.trouble import Trouble
from scenarios.windows import Windows


@dataclass
class Person:
    """Somebody in front of a page.

    Args:
        page: A page of a browser context of its own, not yet opened.
        mode: How the person operates it.
        base_url: Address of the build; `open` takes addresses relative to it.
        limit_s: Seconds after which something that has not appeared is taken as not there.
        journal: Where each action is written down; None for what is not measured.
        trouble: What the pages complain of.
        own_parts: What was done by hand so far, measured or not.
    """

    page: Page
    mode: Mode
    base_url: str
    limit_s: float
    journal: Journal | None = None
    trouble: Trouble = field(default_factory=Trouble)
    own_parts: list[OwnPart] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._hand = Hand(self.page, at=self.mode.device)
        if isinstance(self.mode, Listening):
            self.mode.meet(self.page)
        self._windows = Windows(self.page, lambda: self.trouble)
        self._questions = Questions(self.page.context)
        self._in_named_step = False
        self._before: Shown | None = None
        self._acted_at = 0.0
        self._last_act = ("", 0.0)
        """What was done last to a page, such as 'click button "Save"', and `time.perf_counter()` when that began."""
        self._page_before: tuple[int, int, str] | None = None
        self._heard: Dialog | None = None
        """The dialog of the browser's own that was heard last."""

    @property
    def _at(self) -> tuple[int, int, str]:
        """Which page the person is on: the window, its document, and its address."""
        return id(self.page), self._watch.documents, self.page.url

    @property
    def _watch(self) -> Watch:
        return self._windows.watch(self.page)

    @contextmanager
    def _action(self, verb: str, target: Target, *, acts: bool = True) -> Iterator[Doing]:
        """Do one thing, wait until the page is usable again, and write down what it was and what it cost."""
        journal = self.journal
        self._leave_closed_window()
        self._before_action(f"{verb} {target}", acts=acts)
        started = journal.stopwatch.now() if journal else 0.0
        documents, began, at = self._watch.documents, time.perf_counter(), utc()
        self._hand.begin()
        unmeasured = journal.stopwatch.paused if journal else nullcontext
        doing = Doing(
            self.page,
            self._hand,
            self.mode,
            self.limit_s,
            self._settle,
            watch=self._watch,
            acted_at=self._acted_at,
            unmeasured=unmeasured,
        )
        done = False
        try:
            with self._listening(verb), self._breaking_off(doing, acts=acts):
                if verb not in ANSWERS:
                    self._questions.none_is_open()
                yield doing
                if acts:
                    doing.waited_s += self._settle()
            self._leave_closed_window()
            done = True
            if acts:
                self._last_act = f"{verb} {target}".strip(), began
        finally:
            if acts:
                self._acted_at = self._hand.done_at
                tally = self._hand.tally
                self.own_parts.append(OwnPart(at=at, operators=tally.text(), movements=tally.movements))
            if journal:
                deed = Deed(
                    verb=verb,
                    target=str(target),
                    by_css=target.kind == "css",
                    done=done,
                    # A page that asks cannot be looked at until it is answered.
                    looked=done and self._questions.open is None,
                    started_s=started,
                    wait_s=doing.waited_s,
                    pages=max(0, self._watch.documents - documents),
                    tally=self._hand.tally,
                    reading=self._watch.reading if acts else None,
                    weak=doing.weak,
                    status=self.trouble.last_status if acts and self.trouble.answered_at >= began else None,
                )
                with self._questions.may_come():
                    journal.write(deed, self.page)

    def _before_action(self, name: str, *, acts: bool) -> None:
        journal = self.journal
        if journal and not self._in_named_step and (acts or not journal.steps):
            journal.begin_step(name)
        if not acts:
            return
        if journal and not self._questions.open:
            with suppress(Asked), self._questions.may_come():
                journal.look_again(self.page)
        self._before = self._watch.shown if journal else None
        self._page_before = self._at
        self._watch.begin()

    @contextmanager
    def _listening(self, verb: str) -> Iterator[None]:
        """Whoever hears the page takes in what an action has led to; what they do not hear although it is there is a barrier."""
        ears = self.mode if isinstance(self.mode, Listening) else None
        if ears is None:
            yield
            return
        ears.begin(self._hand, verb)
        try:
            self._hear_dialog(ears)
            yield
            self._leave_closed_window()
            paused = self.journal.stopwatch.paused() if self.journal else nullcontext()
            with paused, suppress(Asked), self._questions.may_come():
                ears.take_in(self._hand, verb, stands_still=self._questions.open is not None)
            self._hear_dialog(ears)
        except (NotFound, NotSeen) as missing:
            if barrier := ears.barrier(self._hand):
                raise barrier from missing
            raise

    def _hear_dialog(self, ears: Listening) -> None:
        """A dialog of the browser's own is heard once, whenever it came up."""
        dialog = self._questions.latest
        if dialog is not None and dialog is not self._heard:
            self._heard = dialog
            ears.hear_dialog(self._hand, dialog)

    @contextmanager
    def _breaking_off(self, doing: Doing, *, acts: bool) -> Iterator[None]:
        """An action ends when a question comes up, or when its window closes: what follows is the journey's affair."""
        try:
            with self._questions.may_come():
                yield
        except Asked:
            if isinstance(self.mode, Listening):
                self._hear_dialog(self.mode)
            if not acts or not doing.hand.has_acted:  # it came before the person could do what they meant to
                self._questions.none_is_open()
            doing.waited_s += max(0.0, time.perf_counter() - doing.hand.done_at)
        except Error:
            if not (doing.page.is_closed() and doing.hand.has_acted and self._windows.others(doing.page)):
                raise

    def _answer(self, doing: Doing, text: str, *, agrees: bool, answer: str | None) -> None:
        with suppress(Asked):
            doing.until(lambda: self._questions.open is not None)
        if isinstance(self.mode, Listening):
            self._hear_dialog(self.mode)
        asked = self._questions.take()
        if asked is None:
            raise NotSeen("no-question", text=text)
        if " ".join(text.split()).casefold() not in " ".join(asked.message.split()).casefold():
            Questions.dismiss(asked)
            raise NotSeen("other-question", text=text, asked=asked.message)
        doing.hand.answer(answer)
        asked.accept(asked.default_value if answer is None else answer) if agrees else asked.dismiss()

    def _look_at(self, page: Page) -> None:
        self.page = self._hand.page = page
        if isinstance(self.mode, Listening):
            self.mode.meet(page)

    def _leave_closed_window(self) -> None:
        """A window that closed itself leaves the person in front of the one that it was opened from."""
        if self.page.is_closed() and (left := self._windows.left_to(self.page)):
            self._look_at(left)

    def _look_until_settled(self, seen: Callable[[], bool], *, may_go: bool, patient: bool = True) -> Looked:
        """Look for what may not be there; see `look_until_settled` and, on patience, `Watch.has_settled`."""
        since = self._acted_at
        looked = look_until_settled(
            seen,
            self.page,
            lambda began: self._watch.has_settled(since, began, SETTLED_S, patient=patient),
            self.limit_s,
            may_go=may_go,
        )
        if not looked.settled:
            self._watch.give_up()
        if self.journal:
            self.journal.stopwatch.take_out(looked.proof_s)
        return looked

    def _is_told(self, words: str) -> bool:
        """Whether the page, once it has settled, holds the words anywhere, in sight of this mode or not."""
        return self._look_until_settled(lambda: self._watch.holds(words), may_go=False, patient=False).there

    def _settle(self) -> float:
        """Wait until the page is usable again; how long that took, in seconds."""
        stillness = MEASURED if self.journal else UNMEASURED
        return self._watch.until_usable(self._hand.done_at, self.limit_s, stillness)
