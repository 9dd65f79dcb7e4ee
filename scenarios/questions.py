"""The browser's own dialogs (alert, confirm, prompt, "leave this page?"), so that a journey can answer them after it was asked.

While such a dialog is open the page stands still, and so does every call to it: a click that opens one never returns. So
the call under way is broken off when a question comes up, and the person goes on with the question before them.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager, suppress

import greenlet
from playwright.sync_api import BrowserContext, Dialog, Error

from scenarios.stumble import Unanswered

ANSWERS = frozenset({"agree", "decline"})
"""The verbs that answer such a dialog."""


class Asked(BaseException):
    """A question came up while a call to the page was under way. No error: nobody but an action may catch it."""


class Questions:
    """The questions that the pages of one person ask.

    Args:
        context: The person's browser context.
    """

    def __init__(self, context: BrowserContext) -> None:
        self._open: Dialog | None = None
        self._dismissed: Dialog | None = None
        self._waiting: greenlet.greenlet | None = None
        context.on("dialog", self._asked)

    @property
    def open(self) -> Dialog | None:
        """The question that stands there now."""
        return self._open

    @property
    def latest(self) -> Dialog | None:
        """The question that stands there now, or the one that nobody was there to answer."""
        return self._open or self._dismissed

    @contextmanager
    def may_come(self) -> Iterator[None]:
        """In here a question breaks off the call under way.

        Raises:
            Asked: One came up.
        """
        before, self._waiting = self._waiting, greenlet.getcurrent()
        try:
            yield
        finally:
            self._waiting = before

    def take(self) -> Dialog | None:
        """The question, to be answered by whoever takes it."""
        taken, self._open = self._open, None
        return taken

    def none_is_open(self) -> None:
        """Make sure that no question stands in the way; one that does is dismissed, so that the page can be looked at.

        Raises:
            Unanswered: One was asked, and the journey did not answer it.
        """
        asked = self.take() or self._dismissed
        if asked is None:
            return
        self._dismissed = None
        self.dismiss(asked)
        raise Unanswered("unanswered-question", asked=asked.message, question=asked.type)

    @staticmethod
    def dismiss(asked: Dialog) -> None:
        """Close a question without agreeing to it."""
        with suppress(Error):  # it is gone already, with its page
            asked.dismiss()

    def _asked(self, dialog: Dialog) -> None:
        if self._waiting is None or self._open is not None:
            # Nobody is there to answer: left open, it would stop every look at the page.
            self._dismissed = dialog
            self.dismiss(dialog)
            return
        self._open = dialog
        # Not from within this handler, which has to end: as the loop's next piece of work.
        asyncio.get_running_loop().call_soon(self._break_off)

    def _break_off(self) -> None:
        if self._waiting is not None and self._open is not None:
            self._waiting.throw(Asked())
