"""The tabs and pop-up windows of one person: each is listened to and watched from its opening, whether looked at or not."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Error, Page, Response

from scenarios.settle import WATCH, Watch
from scenarios.trouble import Trouble
from scenarios.vitals import WATCH_VITALS


class Windows:
    """All pages that a person has open.

    Args:
        page: The first, which has not loaded anything yet.
        trouble: Where complaints are written down now.
    """

    def __init__(self, page: Page, trouble: Callable[[], Trouble]) -> None:
        self._trouble = trouble
        self._watches: dict[Page, Watch] = {}
        self._early: list[Response] = []
        page.context.add_init_script(f"{WATCH_VITALS};{WATCH}")
        self._opened(page)
        page.context.on("page", self._opened)
        page.context.on("response", self._answered)

    def watch(self, page: Page) -> Watch:
        """What watches a page."""
        return self._watches[page]

    def others(self, page: Page) -> list[Page]:
        """The other windows that are open, the newest first."""
        return [p for p in reversed(self._watches) if p is not page and not p.is_closed()]

    def left_to(self, page: Page) -> Page | None:
        """Where a person finds themself when a window has closed: where it was opened from, or in the newest other."""
        others = self.others(page)
        try:
            opener = page.opener()
        except Error:
            opener = None
        return opener if opener in others else (others[0] if others else None)

    def titled(self, name: str, page: Page) -> Page | None:
        """The other window with this title or heading; the exact one before one that contains it."""
        others = self.others(page)
        for is_called in (str.__eq__, str.__contains__):
            for other in others:
                if any(is_called(_fold(called), _fold(name)) for called in _called(other)):
                    return other
        return None

    def titles(self, page: Page) -> list[str]:
        """What the other windows are called."""
        return [next(iter(_called(p)), "") for p in self.others(page)]

    def _opened(self, page: Page) -> None:
        if page in self._watches:
            return
        self._watches[page] = Watch(page)
        self._trouble().listen(page)
        for response in self._early:
            self._trouble().hear(response)
        self._early.clear()
        # Whoever begins to listen only when the file field is pressed may come too late for the dialog.
        page.on("filechooser", lambda _: None)

    def _answered(self, response: Response) -> None:
        """A pop-up's document may be answered before the pop-up is announced, and nobody listens to it yet."""
        try:
            response.request.frame  # noqa: B018 - asking is how one learns that it is not there
        except Error:
            self._early.append(response)


_NAMES = "() => [document.title, ...[...document.querySelectorAll('h1, h2, [role=heading]')].map((h) => h.innerText)]"


def _called(page: Page) -> list[str]:
    found: list[str] = []
    for frame in page.frames:
        try:
            found += frame.evaluate(_NAMES)
        except Error:  # it is on its way to another document: looked at again soon
            continue
    return found


def _fold(text: str) -> str:
    return " ".join(text.split()).casefold()
