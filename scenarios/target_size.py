"""How large a target is for a finger, and whether WCAG 2.5.8 allows it to be smaller than 24 × 24 CSS px."""

from __future__ import annotations

from dataclasses import dataclass

from scenarios.lookup import Thing

LEAST_PX = 24
"""WCAG 2.2, success criterion 2.5.8 Target Size (Minimum), level AA."""

_SIZE = """(e, least) => {
  const boxes = [e, ...(e.labels || [])].map((n) => n.getBoundingClientRect()).filter((b) => b.width > 0 && b.height > 0);
  boxes.sort((a, b) => Math.min(b.width, b.height) - Math.min(a.width, a.height));
  const box = boxes[0] || e.getBoundingClientRect();
  const told = (exception) => ({ width: box.width, height: box.height, exception });
  if (box.width >= least && box.height >= least) return told('');
  const style = getComputedStyle(e);
  // A checkbox or radio button as the browser draws it, at the browser's own size.
  if (['checkbox', 'radio'].includes(e.type) && style.appearance !== 'none' && box.width === 13 && box.height === 13) return told('user-agent');
  if (style.display === 'inline') {
    let block = e.parentElement;
    while (block && getComputedStyle(block).display === 'inline') block = block.parentElement;
    const texts = block ? document.createTreeWalker(block, NodeFilter.SHOW_TEXT) : null;
    const pressed = 'a[href], button, input, select, textarea, summary, label, [role=button], [role=link]';
    for (let t = texts && texts.nextNode(); t; t = texts.nextNode()) {
      if (!e.contains(t) && /[\\p{L}\\p{N}]/u.test(t.data) && !t.parentElement.closest(pressed)) return told('inline');
    }
  }
  const middle = (b) => [(b.left + b.right) / 2, (b.top + b.bottom) / 2];
  const [x, y] = middle(box);
  const own = (n) => n.contains(e) || e.contains(n) || (e.labels && [...e.labels].some((l) => l.contains(n) || n.contains(l)));
  const all = 'a[href], button, input:not([type=hidden]), select, textarea, summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=checkbox], [role=radio], [role=switch], [role=option], [onclick], [tabindex]:not([tabindex^="-"])';
  for (const n of e.getRootNode().querySelectorAll(all)) {
    if (own(n)) continue;
    const b = n.getBoundingClientRect();
    if (!b.width || !b.height || !n.checkVisibility({ visibilityProperty: true })) continue;
    const dx = Math.max(b.left - x, 0, x - b.right), dy = Math.max(b.top - y, 0, y - b.bottom);
    if (Math.hypot(dx, dy) < least / 2) return told('');
    const [ox, oy] = middle(b);
    if ((b.width < least || b.height < least) && Math.hypot(ox - x, oy - y) < least) return told('');
  }
  return told('spacing');
}"""


@dataclass(frozen=True, slots=True)
class TargetSize:
    """A target's size in CSS pixels, its label counted, and why it may be small."""

    width: float
    height: float
    exception: str
    """Which exception of 2.5.8 it falls under: spacing, inline or user-agent; empty for none, or if it is large enough.

    Spacing: a circle of 24 px around its middle meets no other target and no other small target's circle. Inline: it stands
    in a line of text. User agent: the browser's own checkbox or radio button, as the browser draws it. The exceptions
    "equivalent" and "essential" need a person's judgement.
    """


def target_size(thing: Thing) -> TargetSize:
    """Measure a target as WCAG 2.5.8 does.

    Args:
        thing: What is to be pressed.
    Source:
        WCAG 2.2, success criterion 2.5.8, with its definition of the spacing exception.
    """
    told = thing.ask(_SIZE, LEAST_PX)
    return TargetSize(float(told["width"]), float(told["height"]), str(told["exception"]))
