"""The action under way: what its verb may use, and how long the person had to wait within it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.further import Further
from scenarios.hand import Hand
from scenarios.lookup import VALUE, Look, Thing, not_found, the_one
from scenarios.modes import Listening, Mode
from scenarios.settle import Watch, poll
from scenarios.stumble import Ambiguous, Barrier

_PATIENCE_S = 0.6
"""How long somebody looks at what is in sight before they look whether there is more further on."""
_AFTER_SCROLLING_S = 0.25
"""How long more of a list may take to come before they scroll on again."""


@dataclass
class Doing:
    """One action of one person.

    Args:
        page: What they look at.
        hand: What they do it with.
        mode: How.
        limit_s: Seconds after which something that has not appeared is taken as not there.
        wait_until_usable: Waits until the page has taken in what was done; how long that took, in seconds.
        watch: What watches the page.
        acted_at: `time.perf_counter()` when the person did something last, before this action.
        unmeasured: What is done within takes the person no time.
    """

    page: Page
    hand: Hand
    mode: Mode
    limit_s: float
    wait_until_usable: Callable[[], float]
    watch: Watch
    acted_at: float
    unmeasured: Callable[[], AbstractContextManager[None]] = nullcontext
    waited_s: float = 0.0
    weak: bool = False

    def sees(self, look: Look) -> list[ElementHandle]:
        """All that fits a look now."""
        return self.mode.sees(self.page, look)

    def says(self, handle: ElementHandle) -> str:
        """What a field holds, or a thing says, as this person perceives it."""
        if isinstance(self.mode, Listening):
            return self.mode.says(self.page, handle).strip()
        return str(handle.evaluate(VALUE)).strip()

    def find(self, *looks: Look) -> Thing:
        """The one thing that is meant, by the first look that anything fits.

        Raises:
            NotFound: Nothing fits, even further down a list that grows.
            Ambiguous: Several things fit equally well.
        """
        fits: list[tuple[Look, list[ElementHandle]]] = []

        def seen() -> list[ElementHandle]:
            fits[:] = [(look, found) for look in looks if (found := self.sees(look))][:1]
            return fits[0][1] if fits else []

        before = self.waited_s
        if not self.look_for(seen):
            raise not_found(self.page, looks[0])
        look, found = fits[0]
        try:
            return self.the_one(look, found, self.waited_s - before)
        except Ambiguous:
            # The page may have grown between one look and the next, which asked what stands near.
            return self.the_one(look, self.sees(look) or found, self.waited_s - before)

    def the_one(self, look: Look, found: list[ElementHandle], waited_s: float = 0.0) -> Thing:
        """Of what fits a look, the one thing that is meant.

        Raises:
            Ambiguous: Several things fit equally well.
        """
        on_screen = not isinstance(self.mode, Listening)
        return the_one(self.page, look, found, self.mode.sees, waited_s, on_screen=on_screen)

    def act(self, look: Look, act: Callable[[Thing], None], thing: Thing | None = None) -> None:
        """Act on a thing; if the page has put another in its place meanwhile, on that one.

        Args:
            look: What to look for.
            act: What to do with it.
            thing: What was found already, if it was.
        """
        thing = thing or self.find(look)
        try:
            act(thing)
        except (Barrier, Error):
            if self.page.is_closed() or not _is_replaced(thing):
                raise
            act(self.find(look))

    def press(self, thing: Thing) -> None:
        """Press a thing and wait until the page is usable again."""
        self.mode.press(self.hand, thing)
        self.settle()

    def settle(self) -> None:
        """Wait until the page has taken in what was done so far."""
        self.waited_s += self.wait_until_usable()

    def until(self, so: Callable[[], bool], limit_s: float | None = None) -> bool:
        """Look again and again until something is so; False if it is not within the limit.

        Args:
            so: The look.
            limit_s: Seconds until giving up; None for the person's own patience.
        """
        limit_s = self.limit_s if limit_s is None else limit_s
        # Late is what the person's own patience did not last for. One look takes longer than a slice where a page is
        # large or the machine is busy, and what it found was there all the same.
        waited = poll(so, self.page, limit_s, too_late_s=max(self.limit_s, limit_s))
        self.waited_s += waited or 0.0
        return waited is not None

    def look_for(self, look: Callable[[], Sequence[ElementHandle]]) -> bool:
        """Look until something is found, further down, too, where a page may grow; False if it is not within the person's patience.

        While an answer is awaited, what is looked for may come with it: nobody scrolls on before half of their patience is gone.
        What came by itself while somebody scrolled on was a wait, and nothing else. Where scrolling brought it, the wait is what the
        page took each time, and not how long the person looked at a page that no longer changed before they scrolled on.

        Args:
            look: What fits now.
        """
        further = Further(self.page, self.hand, self.mode)
        found: list[ElementHandle] = []
        began = missed_at = scrolled_at = time.perf_counter()
        taken_s = 0.0

        def seen() -> bool:
            nonlocal missed_at
            looked_at = time.perf_counter()
            found[:] = look()
            missed_at = missed_at if found else looked_at
            return bool(found)

        def look_on(slice_s: float) -> float | None:
            left_s = self.limit_s - (time.perf_counter() - began)
            return poll(seen, self.page, min(slice_s, self.limit_s), too_late_s=left_s)

        waited = look_on(_PATIENCE_S)
        while waited is None and time.perf_counter() - began < self.limit_s:
            pending = self.watch.is_pending(self.acted_at)
            if time.perf_counter() - began >= self.limit_s / 2 or not pending:
                taken_until = time.perf_counter() if pending else self.watch.changed_at()
                taken_s += max(0.0, taken_until - scrolled_at)
                further.scroll_on()
                scrolled_at = time.perf_counter()
            if look_on(_AFTER_SCROLLING_S) is not None:
                waited = taken_s + time.perf_counter() - scrolled_at
                came_at = min(time.perf_counter(), max(missed_at, self.watch.changed_at()))
                with self.unmeasured():
                    if further.was_for_nothing(look, found):
                        waited = came_at - began
                    elif further.is_lost:
                        waited, further = None, Further(self.page, self.hand, self.mode)
        self.waited_s += waited or 0.0
        return waited is not None


def _is_replaced(thing: Thing) -> bool:
    try:
        return not thing.ask("e => e.isConnected")
    except Error:  # its document is gone: the person is elsewhere, and nothing was replaced
        return False
