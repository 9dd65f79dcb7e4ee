"""Looks for elements in the world in which they are then asked; for the lookup.

Playwright looks for elements in a world of its own, and hands them over to the page's. Each of the two gets its script of 345 kB
per document, and each element is described in both. As the modes ask every element that they find, one world does, which
halves what finding costs. A selector engine that needs the page's own world is Playwright's way to say so.
"""

from __future__ import annotations

from contextlib import suppress

from playwright.sync_api import ElementHandle, Error, Locator, Playwright

_ENGINE = "skolprov-itself"
_SCRIPT = "({ query: (element) => element, queryAll: (element) => [element] })"


def prepare_lookup(playwright: Playwright) -> None:
    """Let elements be looked for in the page's own world, in all browsers of this Playwright.

    Args:
        playwright: A started Playwright; asked again, it stays as it is.
    """
    with suppress(Error):  # registered already
        playwright.selectors.register(_ENGINE, _SCRIPT)


def elements(locator: Locator) -> list[ElementHandle]:
    """All that a locator finds now, in the document's order.

    Raises:
        playwright.sync_api.Error: The document is being left.
    """
    try:
        return locator.locator(f"{_ENGINE}=").element_handles()
    except Error:  # a page that has spoilt what the engine needs, or a browser that was not prepared
        return locator.element_handles()
