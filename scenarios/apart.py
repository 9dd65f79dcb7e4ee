"""What would tell things apart that are called the same: for whoever has to mend the journey."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from playwright.sync_api import ElementHandle

from scenarios.describe import DESCRIBE

SHOWN = 5
"""Things named of those that fit."""

_AROUND = """(e) => {
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim();
  const found = [];
  for (let at = e.parentElement || e.getRootNode().host; at && at !== document.body; at = at.parentElement || at.getRootNode().host) {
    for (const head of at.querySelectorAll('h1, h2, h3, h4, legend, caption, th, td:first-child, [role=rowheader], [role=heading], label, dt, strong, a'))
      if (!head.contains(e) && !e.contains(head)) found.push(fold(head.innerText));
    found.push(fold(at.getAttribute('aria-label')));
    if (found.length > 12) break;
  }
  return [...new Set(found)].filter((t) => t && t.length <= 60).slice(0, 8);
}"""


def described(found: Sequence[ElementHandle], *, place: bool = True) -> list[str]:
    """The first few as role, name and place."""
    return [str(e.evaluate(f"(e, place) => ({DESCRIBE})(e, place)", place)) for e in found[:SHOWN]]


def apart(
    found: Sequence[ElementHandle],
    near: Callable[[str], list[ElementHandle]],
    within: Callable[[str], list[ElementHandle]],
) -> list[str]:
    """For each of the first few the argument that leads to it alone, tried out; empty where none was found.

    Args:
        found: What fits equally well.
        near: What remains of it with `near=` a text.
        within: What remains of it with `within=` a text.
    """
    return [_way(e, near, within) for e in found[:SHOWN]]


def _way(
    thing: ElementHandle, near: Callable[[str], list[ElementHandle]], within: Callable[[str], list[ElementHandle]]
) -> str:
    for text in thing.evaluate(_AROUND):
        for argument, lookup in (("near", near), ("within", within)):
            left = lookup(text)
            if len(left) == 1 and left[0].evaluate("(a, b) => a === b", thing):
                return f'{argument}="{text}"'
    return ""
