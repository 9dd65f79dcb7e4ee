"""Whether people see a thing that is on the page: drawn, reachable by scrolling, neither clipped away nor transparent."""

from __future__ import annotations

from enum import IntEnum

from playwright.sync_api import ElementHandle


class Sight(IntEnum):
    """How a thing stands to whoever looks at the page."""

    NOWHERE = 0
    """It cannot be seen, here or further down."""
    CLIPPED = 1
    """Clipped away, for those who hear the page: people who look press what is drawn in its place."""
    TRANSPARENT = 2
    """It has its place, and is wholly transparent."""
    SEEN = 3
    """It can be seen, or its label can."""


_SIGHT = """(_, elements) => {
  const drawn = (e) => { const b = e.getBoundingClientRect(); return b.width > 0 && b.height > 0 && e.checkVisibility({ visibilityProperty: true }); };
  const up = (e) => e.parentElement || e.getRootNode().host;
  // Parked above or left of where any scrolling leads: a menu at y = -15,000 px is not there until it comes.
  const reachable = (e) => {
    const b = e.getBoundingClientRect();
    if (b.bottom > 0 && b.right > 0) return true;
    let x = b.right + Math.abs(scrollX), y = b.bottom + Math.abs(scrollY);
    for (let at = up(e); at && at !== document.documentElement; at = up(at)) {
      x += Math.abs(at.scrollLeft || 0); y += Math.abs(at.scrollTop || 0);
    }
    return x > 0 && y > 0;
  };
  const cut = (e) => {
    for (let at = e; at && at !== document.documentElement; at = up(at)) {
      const style = getComputedStyle(at), box = at.getBoundingClientRect();
      if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)) return true;
      const clip = /rect\\((\\d+)px,? (\\d+)px,? (\\d+)px,? (\\d+)px/.exec(style.clip);
      if (clip && (clip[2] - clip[4] <= 1 || clip[3] - clip[1] <= 1)) return true;
      if (/^inset\\((50|100)%/.test(style.clipPath)) return true;
    }
    return false;
  };
  const contents = (e) => getComputedStyle(e).display === 'contents';
  const sight = (e) => !((drawn(e) || contents(e)) && reachable(e)) ? 0 : cut(e) ? 1 : e.checkVisibility({ opacityProperty: true }) || contents(e) ? 3 : 2;
  return elements.map((e) => Math.max(sight(e), ...[...(e.labels || [])].map(sight)));
}"""


def sight_of(found: list[ElementHandle]) -> dict[ElementHandle, Sight]:
    """How each of the elements of one document stands to whoever looks."""
    told: list[int] = found[0].evaluate(_SIGHT, found) if found else []
    return dict(zip(found, map(Sight, told), strict=True))
