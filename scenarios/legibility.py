"""Whether a text that has to be read can be read: for people who enlarge a page so much that little of it is in sight.

WCAG 1.4.10 asks that nothing has to be scrolled in two directions to be read, but for what needs two dimensions for its
meaning, such as tables; and that nothing is lost.
"""

from __future__ import annotations

from playwright.sync_api import Error

from scenarios.aim import Scroll, next_movement
from scenarios.describe import DESCRIBE
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.stumble import Barrier

_MAY_BE_MISSING = 0.25
"""Share of a text's length that may be hidden before it counts as lost: a cut letter can be guessed, a cut word cannot."""
_TURNS = 24
_STUCK = 2

_TEXT = """(e, [wanted, share]) => {
  if ('value' in e && e.tagName !== 'LI' && e.tagName !== 'BUTTON') return null;
  const walk = document.createTreeWalker(e, NodeFilter.SHOW_TEXT);
  const nodes = [];
  let all = '';
  for (let n = walk.nextNode(); n; n = walk.nextNode()) for (let i = 0; i < n.data.length; i++) {
    const sign = /\\s/.test(n.data[i]) ? ' ' : n.data[i];
    if (sign === ' ' && (!all || all.endsWith(' '))) continue;
    all += sign;
    nodes.push([n, i]);
  }
  if (!nodes.length) return null;
  const range = document.createRange();
  const at = wanted ? all.toLowerCase().indexOf(wanted.replace(/\\s+/g, ' ').trim().toLowerCase()) : -1;
  const [first, last] = at >= 0 ? [nodes[at], nodes[Math.min(nodes.length, at + wanted.replace(/\\s+/g, ' ').trim().length) - 1]] : [nodes[0], nodes[nodes.length - 1]];
  range.setStart(...first);
  range.setEnd(last[0], last[1] + 1);
  const b = range.getBoundingClientRect();
  if (b.width < 2 || b.height < 2) return null;
  for (let n = e; n; n = n.parentElement) {
    const s = getComputedStyle(n), box = n.getBoundingClientRect();
    // Hidden from eyes on purpose, for people who hear the page: nobody reads it on the screen in any mode.
    if (s.overflow !== 'visible' && box.width <= 2 && box.height <= 2) return null;
  }
  return { left: b.left, right: b.right, top: b.top, bottom: b.bottom, whole: share, beside: Math.max(0, b.right - innerWidth, -b.left),
    unhit: getComputedStyle(e).pointerEvents === 'none' };
}"""
"""The box of a text within an element, of the words that are wanted if they stand there; null if there is nothing to read."""

_COVER = """(e, [wanted, box]) => {
  const own = (hit) => { for (let at = hit; at; at = at.parentNode || at.host) if (at === e) return true; return !!hit && hit.contains(e) && hit !== document.body && hit !== document.documentElement ? true : hit === document.body || hit === document.documentElement; };
  let cover = null;
  for (const fx of [.5, .1, .9, .3, .7]) for (const fy of [.5, .2, .8]) {
    const x = box.left + (box.right - box.left) * fx, y = box.top + (box.bottom - box.top) * fy;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const hit = document.elementFromPoint(x, y);
    if (own(hit)) return null;
    cover = cover || hit;
  }
  return cover ? (DESCRIBE)(cover, false) : null;
}""".replace("DESCRIBE", DESCRIBE)
"""What lies over a text at every point of it that is in the window; null if some of it can be seen."""


def bring_to_read(hand: Hand, thing: Thing, scroll: Scroll) -> None:
    """Scroll to a text, and make sure that it can be read.

    Args:
        hand: Told how far was scrolled.
        thing: What says it; its target's name is what has to be read, if it says that.
        scroll: How the mode scrolls.
    Raises:
        Barrier: It is cut off, covered, or each of its lines has to be scrolled to and fro.
    """
    stuck = 0
    for _ in range(_TURNS):
        box = _box(thing)
        if box is None:
            return
        told = next_movement(thing, box)
        if told is None:
            break
        way, _ = told
        if not way.down and way.right > 0:
            if way.both and not way.table and box["beside"] > _MAY_BE_MISSING * (box["right"] - box["left"]):
                raise Barrier("two-way-scrolling", target=str(thing.target), by=way.by, px=round(box["beside"]))
            break
        scroll(hand, thing, way)
        after = _box(thing)
        moved = max(abs(after[side] - box[side]) for side in ("left", "top")) if after else 0.0
        hand.tally.scrolled_px += moved
        stuck = stuck + 1 if moved < 1 else 0
        if stuck == _STUCK:
            break
    _expect_clear(thing)


def _box(thing: Thing) -> dict[str, float] | None:
    try:
        return thing.ask(_TEXT, [thing.target.name, _MAY_BE_MISSING])  # type: ignore[no-any-return]
    except Error:  # it is gone again: it was seen, and nothing is left to read
        return None


def _expect_clear(thing: Thing) -> None:
    box = _box(thing)
    if box is None or box["unhit"]:
        return
    if cover := thing.ask(_COVER, [thing.target.name, box]):
        raise Barrier("covered", target=str(thing.target), by=cover, lost="sight")
