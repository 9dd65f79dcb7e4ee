"""Takes out of sight what stands in closed shadow roots, where no script and no locator finds it; for pictures that must not show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from typing import Any

from playwright.sync_api import Error, Page

from a11y.world import World, nodes_of

_TAKE_OUT = """function (selectors) {
  const sheet = new CSSStyleSheet();
  for (const selector of selectors)
    sheet.insertRule(`:is(${selector}), :is(${selector}) * { opacity: 0 !important; transition: none !important; animation: none !important }`);
  this.adoptedStyleSheets = [...this.adoptedStyleSheets, sheet];
  return sheet;
}"""
"""Seen through, not hidden: what is hidden loses its focus, and the page would notice."""
_PUT_BACK = "function (sheet) { this.adoptedStyleSheets = this.adoptedStyleSheets.filter((one) => one !== sheet) }"


@contextmanager
def out_of_sight(page: Page, selectors: Sequence[str]) -> Iterator[None]:
    """While this lasts, nothing in a closed shadow root that a selector fits is drawn.

    Args:
        page: The page as it is.
        selectors: CSS selectors, which are known to be such.
    Raises:
        playwright.sync_api.Error: The page is gone, or it cannot be told what stands there.
    """
    changed: list[tuple[World, str, str]] = []
    try:
        for world, document in nodes_of(page) if selectors else ():
            for root in _closed_in(document):
                here = _object(world, root)
                changed.append((world, here, _called(world, here, _TAKE_OUT, {"value": list(selectors)})))
        yield
    finally:
        for world, here, sheet in changed:
            with suppress(Error):  # its document is gone, and the sheet with it
                _called(world, here, _PUT_BACK, {"objectId": sheet})


def _closed_in(node: dict[str, Any]) -> Iterator[int]:
    """The browser's numbers of the closed shadow roots within a document; a frame is a document of its own."""
    for root in node.get("shadowRoots", ()):
        if root["shadowRootType"] == "closed":
            yield int(root["backendNodeId"])
        yield from _closed_in(root)
    for child in node.get("children", ()):
        yield from _closed_in(child)


def _object(world: World, node: int) -> str:
    asked = {"backendNodeId": node, "executionContextId": world.context}
    return str(world.connection.session.send("DOM.resolveNode", asked)["object"]["objectId"])


def _called(world: World, here: str, function: str, argument: dict[str, Any]) -> str:
    asked = {"objectId": here, "functionDeclaration": function, "arguments": [argument]}
    answer = world.connection.session.send("Runtime.callFunctionOn", asked)
    if "exceptionDetails" in answer:
        raise Error("what stands in a closed shadow root could not be taken out of sight")
    return str(answer["result"].get("objectId", ""))
