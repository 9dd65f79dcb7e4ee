"""The person's hand: where it is, what it has done in this action, and when it was done."""

from __future__ import annotations

import time
from dataclasses import dataclass, field

from playwright.sync_api import Page

from scenarios.effort import Tally, keystrokes_for


@dataclass(slots=True)
class Hand:
    """Shared by the actor and the mode: the mode moves it, the actor writes down what it cost."""

    page: Page
    at: str = "mouse"
    """mouse or keyboard: moving between the two costs time (KLM's H)."""
    pointer: tuple[float, float] = (0.0, 0.0)
    tally: Tally = field(default_factory=Tally)
    done_at: float = 0.0
    """`time.perf_counter()` just before the last input was sent: waiting begins there."""

    def begin(self) -> None:
        """A new action begins."""
        self.tally = Tally()
        self.done_at = time.perf_counter()

    @property
    def has_acted(self) -> bool:
        """Whether anything was pressed or sent in this action."""
        return self.tally.clicks > 0 or self.tally.keystrokes > 0

    def answer(self, text: str | None) -> None:
        """Press OK or Cancel in a dialog of the browser's own, which stands outside the page; type into it first, if it asks."""
        self.tally.think()
        if text is not None:
            self.to("keyboard")
            self.tally.think()
            self.tally.key(keystrokes_for(text))
        if self.at == "keyboard":
            self.tally.key()  # Enter, or Escape
        else:
            self.tally.point_outside()
            self.tally.click()
        self.done_at = time.perf_counter()

    def rest(self, device: str) -> None:
        """Lie where somebody of this mode has their hand before they begin, whatever was done to get them there."""
        self.at = device

    def ask_browser(self, presses: int) -> None:
        """Type an address, or the keys for reloading or going back. What a telephone has for it lies under the same finger."""
        self.tally.think()
        if self.at == "mouse":
            self.to("keyboard")
        self.tally.key(presses)
        self.done_at = time.perf_counter()

    def switch_window(self) -> None:
        """Go to another tab: Ctrl+Tab, or a click on it."""
        self.tally.think()
        if self.at == "keyboard":
            self.tally.key(2)
        else:
            self.tally.point_outside()
            self.tally.click()
        self.done_at = time.perf_counter()

    def to(self, device: str) -> None:
        """Put the hand on the mouse or the keyboard."""
        if self.at != device:
            self.at = device
            self.tally.homing()

    def key(self, key: str) -> None:
        """Press one key, or a chord such as "Shift+Tab"."""
        self.to("keyboard")
        self.tally.key(key.count("+") + 1 if len(key) > 1 else 1)
        self.done_at = time.perf_counter()
        self.page.keyboard.press(key)

    def type(self, text: str, presses: int) -> None:
        """Type a text that takes so many key presses."""
        self.to("keyboard")
        self.tally.key(presses)
        self.page.keyboard.type(text)
        self.done_at = time.perf_counter()
