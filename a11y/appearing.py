"""What appears on a page while the pointer or focus is on something. For checks of what comes so, and of whether it can be sent away."""

from __future__ import annotations

from typing import Any

from a11y.operated import Operated

_REMEMBER = """(s) => { globalThis.skolprovSeen = new WeakSet(s.all("body *").slice(0, 8000).filter((e) => s.shown(e))); return 0 }"""
_APPEARED = """(s, way) => {
  const trigger = s.find(way);
  if (!trigger || !globalThis.skolprovSeen) return null; // the page was left
  const news = s.all("body *").slice(0, 8000).filter((e) => !skolprovSeen.has(e) && s.shown(e) && e.innerText?.trim());
  const e = news.find((one) => one.children.length || one.innerText.trim().length > 1);
  if (!e) return null;
  const { left, top, right, bottom } = e.getBoundingClientRect();
  const [l, t, r, b] = [Math.max(left, 0), Math.max(top, 0), Math.min(right, innerWidth), Math.min(bottom, innerHeight)];
  if (r - l < 4 || b - t < 4) return null;
  // What lies under it: the text of others.
  const range = document.createRange();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let covered = "", budget = 5000;
  for (let node; !covered && (node = walk.nextNode()) && budget-- > 0; ) {
    const at = node.parentElement;
    if (!node.data.trim() || !at || e.contains(at) || at.contains(e) || trigger.contains(at) || !skolprovSeen.has(at) || !s.shown(at)) continue;
    range.selectNodeContents(node);
    if ([...range.getClientRects()].some((q) => Math.min(q.right, r) - Math.max(q.left, l) > 6 && Math.min(q.bottom, b) - Math.max(q.top, t) > 6)) covered = node.data.trim();
  }
  const solid = getComputedStyle(e).position !== "static";
  const text = e.innerText.replace(/\\s+/g, " ").trim();
  const short = (one) => (one.length > 60 ? `${one.slice(0, 59)}…` : one);
  globalThis.skolprovCame = e;
  return { way: s.path(e), text: short(text), x: (l + r) / 2, y: (t + b) / 2, covered: solid ? short(covered) : "" };
}"""
_STAYS = "(s) => Boolean(globalThis.skolprovCame?.isConnected) && s.shown(skolprovCame)"


def remember(page: Operated) -> None:
    """Note what is seen now."""
    page.ask(_REMEMBER)


def appeared(page: Operated, way: str) -> dict[str, Any] | None:
    """What is seen now and was not when it was noted: `way` to it, its `text`, its middle `x` and `y`, and the text of others that it has `covered`.

    Args:
        page: Since `remember`.
        way: To the thing that it came with.
    """
    came: dict[str, Any] | None = page.ask(_APPEARED, way)
    return came


def stays(page: Operated) -> bool:
    """Whether what `appeared` last is still there."""
    return bool(page.ask(_STAYS))
