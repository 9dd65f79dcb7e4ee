"""Where on the screen a thing can be hit, for every mode that points: mouse, finger, enlarged page.

What is out of sight is scrolled to, the way the mode scrolls. What no scrolling brings out, because a part of the page cuts
it off or something lies on it wherever one scrolls, is a barrier that says what is in the way.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any, Literal

from playwright.sync_api import ElementHandle, FloatRect

from scenarios.describe import DESCRIBE
from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.stumble import Barrier, Stumble, Unanswered

_OPEN_DIALOG = """(cover, e) => {
  let dialog = cover;
  while (dialog && !(dialog.matches && dialog.matches('dialog[open], [role=dialog], [role=alertdialog]'))) dialog = dialog.parentNode || dialog.host;
  for (let at = e; at; at = at.parentNode || at.host) if (at === dialog) return null;
  const answers = dialog ? [...dialog.querySelectorAll('button, [role=button], input[type=submit], input[type=button]')] : [];
  const answer = answers.find((b) => !b.matches(':disabled, [aria-disabled=true]') && b.checkVisibility({ opacityProperty: true, visibilityProperty: true }));
  return answer ? { dialog: (DESCRIBE)(dialog, false), answer: (DESCRIBE)(answer, false) } : null;
}""".replace("DESCRIBE", DESCRIBE)
"""The dialog of the page's own that what lies over a thing belongs to, and the first thing to press in it; null if it is none

or asks for nothing."""

_PLACE = """(e) => {
  if (e.matches(':disabled, [aria-disabled=true]')) return { disabled: true };
  const own = e.getBoundingClientRect();
  const hidden = own.width < 2 || own.height < 2 || own.right + scrollX <= 0 || own.bottom + scrollY <= 0;
  const target = e.labels && e.labels.length && hidden ? e.labels[0] : e;
  const boxes = [...target.getClientRects()].filter((b) => b.width > 0 && b.height > 0);
  if (!boxes.length) return null;
  const seen = (x, y) => {
    let hit = document.elementFromPoint(x, y);
    while (hit && hit.shadowRoot && hit.shadowRoot.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);
    return hit;
  };
  const mine = (hit) => {
    for (let at = hit; at; at = at.parentNode || at.host) if (at === target || (e.labels && [...e.labels].includes(at))) return true;
    return false;
  };
  let cover = null;
  for (const b of boxes) for (const [fx, fy] of [[.5, .5], [.5, .15], [.5, .85], [.15, .5], [.85, .5], [.05, .05], [.95, .95]]) {
    const x = b.left + b.width * fx, y = b.top + b.height * fy;
    if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) continue;
    const hit = seen(x, y);
    if (mine(hit)) return { x, y, width: b.width, height: b.height, framed: window !== window.top, corner: fx === fy && fx !== .5 };
    cover = cover || hit;
  }
  const wide = boxes[0];
  return { cover: cover ? (DESCRIBE)(cover, false) : null, open: cover ? (OPEN_DIALOG)(cover, target) : null, width: wide.width, height: wide.height };
}""".replace("OPEN_DIALOG", _OPEN_DIALOG).replace("DESCRIBE", DESCRIBE)
"""A point at which a press meets the thing, and whether nothing but a corner of it is free; without x and y if there is

no such point now, and then with what covers it."""

_WAY = """(e, given) => {
  const parent = (n) => n.assignedSlot || (n.parentNode instanceof ShadowRoot ? n.parentNode.host : n.parentElement);
  const roomy = (n) => n === root ? [root.scrollWidth - innerWidth > 1, root.scrollHeight - innerHeight > 1]
    : [n.scrollWidth - n.clientWidth > 1, n.scrollHeight - n.clientHeight > 1];
  const root = document.scrollingElement || document.documentElement;
  const html = getComputedStyle(document.documentElement), body = document.body ? getComputedStyle(document.body) : html;
  const own = html.overflowX !== 'visible' || html.overflowY !== 'visible';
  const page = own ? html : body;
  const said = (n) => n !== root ? (DESCRIBE)(n, false) : held ? (DESCRIBE)(held, false) : 'page';
  const holds = (s) => s.transform !== 'none' || s.filter !== 'none' || s.perspective !== 'none' || /paint|layout|strict|content/.test(s.contain);
  const first = given || [...e.getClientRects()].find((b) => b.width > 0 && b.height > 0) || e.getBoundingClientRect();
  const r = { x: [first.left, first.right], y: [first.top, first.bottom] };
  const scrolls = [];
  let seen = true;
  // How far a part has to be scrolled along one axis so that the thing lies within it: as far as it can be.
  const need = (axis, from, to, at, most) => {
    let d = 0;
    if (r[axis][0] < from) d = r[axis][0] - from;
    else if (r[axis][1] > to) d = Math.min(r[axis][1] - to, r[axis][0] - from);
    d = Math.max(-at, Math.min(most - at, d));
    r[axis] = [Math.max(from, r[axis][0] - d), Math.min(to, r[axis][1] - d)];
    return Math.abs(d) < 1 ? 0 : d;
  };
  const within = (n, box, at, most, styles) => {
    const far = { x: 0, y: 0 };
    for (const axis of ['x', 'y']) {
      const how = styles[axis], [from, to] = box[axis];
      if (how === 'visible') continue;
      const off = Math.max(from - r[axis][1], r[axis][0] - to), lost = Math.max(from - r[axis][0], r[axis][1] - to);
      if (off > -1) seen = false;
      if (how === 'hidden' || how === 'clip') {
        // Of a text that has to be read, much must not be missing; of what is pressed, a part is enough.
        if (whole && to - from > 2 && lost > whole * (r[axis][1] - r[axis][0])) return { cut: { by: said(n), px: Math.round(lost) } };
        r[axis] = [Math.max(from, r[axis][0]), Math.min(to, r[axis][1])];
      } else {
        far[axis] = need(axis, from, to, at[axis], most[axis]);
      }
      if (r[axis][1] - r[axis][0] < 1) return { cut: { by: said(n), px: Math.max(1, Math.round(off)) } };
    }
    if (far.x || far.y) scrolls.push({ n, far, box: { x: [...box.x], y: [...box.y] } });
    return null;
  };
  const whole = given && given.whole ? given.whole : 0;
  let position = whole ? 'static' : getComputedStyle(e).position, held = position === 'fixed' ? e : null;
  for (let n = whole ? e : parent(e); n && n !== document.documentElement; n = parent(n)) {
    const s = getComputedStyle(n);
    if (position === 'fixed' && !holds(s)) continue;
    if (position === 'absolute' && s.position === 'static' && !holds(s)) continue;
    position = s.position;
    held = position === 'fixed' ? n : null;
    if (s.display === 'inline' || s.display === 'contents' || (n === document.body && !own)) continue;
    const b = n.getBoundingClientRect(), left = b.left + n.clientLeft, top = b.top + n.clientTop;
    const result = within(n, { x: [left, left + n.clientWidth], y: [top, top + n.clientHeight] }, { x: n.scrollLeft, y: n.scrollTop },
      { x: n.scrollWidth - n.clientWidth, y: n.scrollHeight - n.clientHeight }, { x: s.overflowX, y: s.overflowY });
    if (result) return result;
  }
  const stuck = (how) => position === 'fixed' || how === 'hidden' || how === 'clip' ? 'hidden' : 'auto';
  const result = within(root, { x: [0, innerWidth], y: [0, innerHeight] }, { x: root.scrollLeft, y: root.scrollTop },
    { x: root.scrollWidth - innerWidth, y: root.scrollHeight - innerHeight }, { x: stuck(page.overflowX), y: stuck(page.overflowY) });
  if (result) return result;
  if (!scrolls.length) return { done: true };
  const { n, far, box } = scrolls.pop();
  // Where to scroll: at a point whose nearest part that scrolls is this one.
  const goes = (hit) => { for (let at = hit; at; at = parent(at)) {
    if (at === n) return true;
    const s = getComputedStyle(at), room = roomy(at);
    if ((far.y && room[1] && /auto|scroll/.test(s.overflowY)) || (far.x && room[0] && /auto|scroll/.test(s.overflowX))) return at === document.body || at === document.documentElement ? n === root : false;
  } return n === root; };
  const area = { x: [Math.max(0, box.x[0]), Math.min(innerWidth, box.x[1])], y: [Math.max(0, box.y[0]), Math.min(innerHeight, box.y[1])] };
  let at = [(area.x[0] + area.x[1]) / 2, (area.y[0] + area.y[1]) / 2];
  search: for (const fy of [.5, .3, .7, .15, .85]) for (const fx of [.5, .2, .8, .04, .96]) {
    const x = area.x[0] + (area.x[1] - area.x[0]) * fx, y = area.y[0] + (area.y[1] - area.y[0]) * fy;
    if (goes(document.elementFromPoint(x, y))) { at = [x, y]; break search; }
  }
  return { by: said(n), seen, page: n === root, x: at[0], y: at[1], right: far.x, down: far.y, at: [n.scrollLeft, n.scrollTop], area: [area.x[0], area.y[0], area.x[1], area.y[1]],
    both: roomy(n)[0] && roomy(n)[1], table: !!e.closest('table, [role=table], [role=grid], [role=treegrid], svg, canvas, video, map, object') };
}""".replace("DESCRIBE", DESCRIBE)
"""What has to be scrolled next, the outermost part first, so that a thing comes into sight; or what cuts it off."""

LEFT_BELOW = """([x, y]) => {
  for (let at = document.elementFromPoint(x, y); at; at = at.parentElement) {
    const scrolls = at === document.scrollingElement || /auto|scroll/.test(getComputedStyle(at).overflowY);
    const left = at.scrollHeight - at.clientHeight - at.scrollTop;
    if (scrolls && left >= 1) return left;
  }
  const root = document.scrollingElement;
  return root ? root.scrollHeight - root.clientHeight - root.scrollTop : 0;
}"""
"""How far what lies at a point can still be scrolled down, in CSS pixels."""

BOX_THAT_SCROLLS = """() => {
  for (const e of document.querySelectorAll('*')) {
    if (!/auto|scroll/.test(getComputedStyle(e).overflowY) || e.scrollHeight - e.clientHeight - e.scrollTop < 1) continue;
    const b = e.getBoundingClientRect(), top = Math.max(0, b.top), bottom = Math.min(innerHeight, b.bottom);
    if (bottom - top > 40 && b.width > 40) return [(Math.max(0, b.left) + Math.min(innerWidth, b.right)) / 2, top, bottom];
  }
  return null;
}"""
"""A part of the page in sight that scrolls by itself and has more below: its middle, top and bottom."""

_TURNS = 24
"""Scrolling movements on the way to one thing, at most."""
_LATE_MS = 200
"""How long something that did not move at once is given to do so."""
_STUCK = 2
"""Movements that move nothing before the person gives up."""


@dataclass(frozen=True, slots=True)
class Spot:
    """A point of the outer page at which a press meets a thing, and the thing's size, in CSS pixels."""

    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Way:
    """One scrolling movement that leads to a thing. Points are the outer page's, lengths CSS pixels."""

    target: str
    """What is looked for."""
    by: str
    """The part that has to be scrolled; "page" for the page itself."""
    page: bool
    """Whether that is the page itself."""
    at: tuple[float, float]
    """Where a wheel or a finger moves this part and none within it."""
    area: tuple[float, float, float, float]
    """The part's visible area: left, top, right, bottom."""
    right: float
    """How far to the right, to bring the thing out."""
    down: float
    """How far down."""
    both: bool
    """Whether the part scrolls in both directions."""
    table: bool
    """Whether the thing belongs to what needs two dimensions for its meaning: tables, maps, drawings, video (WCAG 1.4.10)."""
    seen: bool = False
    """Whether a part of it is in sight already."""
    past: bool = False
    """Whether it is in sight and covered, and the page is scrolled on so that it comes out."""

    def only_down(self) -> Way:
        """The same, without going sideways."""
        return replace(self, right=0.0)


Scroll = Callable[[Hand, Thing, Way], None]
"""Moves a part of the page, as a mode does."""


def aim(hand: Hand, thing: Thing, scroll: Scroll) -> Spot:
    """Find the point at which to press a thing; scroll to it if it is out of sight.

    Args:
        hand: Told how far was scrolled, and how large the thing is.
        thing: What is to be pressed.
        scroll: How the mode scrolls.
    Raises:
        Barrier: It cannot be brought out, or lies under something else; says what is in the way.
        Unanswered: It lies under a dialog of the page's own that offers something to press, which nobody has pressed.
        Stumble: It is disabled.
    """
    place = _place(thing)
    if place is not None and place.get("corner"):  # people bring out more of it before they press, if there is a way
        with suppress(Barrier):
            bring_out(hand, thing, scroll)
        place = _place(thing)
    if place is None or ("x" not in place and "disabled" not in place):
        bring_out(hand, thing, scroll)
        place = _place(thing)
        if place is not None and place.get("cover"):
            # Under a header or footer that stays in place: people scroll on until the thing comes out.
            place = _scrolled_clear(hand, thing, scroll) or place
    if place is None:
        raise Barrier("not-in-sight", target=str(thing.target))
    if place.get("disabled"):
        raise Stumble("disabled", target=str(thing.target))
    hand.tally.target_width_px, hand.tally.target_height_px = place["width"], place["height"]
    if "x" not in place:
        if place.get("open"):
            raise Unanswered("dialog-left-open", target=str(thing.target), **place["open"])
        if place["cover"]:
            raise Barrier("covered", target=str(thing.target), by=place["cover"])
        raise Barrier("not-in-sight", target=str(thing.target))
    return Spot(float(place["x"]), float(place["y"]), float(place["width"]), float(place["height"]))


def bring_out(hand: Hand, thing: Thing, scroll: Scroll) -> None:
    """Scroll until a thing is in sight, or as near as its parts of the page allow.

    Raises:
        Barrier: A part of the page cuts it off, or what would have to be scrolled does not move.
    """
    stuck = 0
    for _ in range(_TURNS):
        told = next_movement(thing)
        if told is None:
            return
        way, handle = told
        before = handle.evaluate(_SCROLLED)
        scroll(hand, thing, way)
        moved = _distance(before, handle.evaluate(_SCROLLED))
        if moved < 1:  # a busy machine draws what was scrolled a moment later
            hand.page.wait_for_timeout(_LATE_MS)
            moved = _distance(before, handle.evaluate(_SCROLLED))
        hand.tally.scrolled_px += moved
        place = _place(thing) or {}
        if "x" in place and not place.get("corner"):
            return
        stuck = stuck + 1 if moved < 1 else 0
        if stuck == _STUCK and way.seen:
            return
        if stuck == _STUCK:
            raise Barrier("not-scrollable", target=str(thing.target), by=way.by)


def next_movement(thing: Thing, text: Mapping[str, float] | None = None) -> tuple[Way, ElementHandle] | None:
    """The next movement that brings a thing into sight: of the outer page before that of a frame within it.

    Args:
        thing: What is looked for.
        text: The box of a text within it that has to be read, in its own document, and as `whole` the share of it that may
            be missing; None for a thing that is to be pressed, of which any part will do.
    Returns:
        The movement, and the element whose scrolling it is; None if nothing has to be moved.
    Raises:
        Barrier: A part of the page cuts it off.
    """
    for handle, rect, (left, top) in reversed(_levels(thing)):
        told = handle.evaluate(_WAY, text if handle is thing.handle and text else rect)
        if "cut" in told:
            raise Barrier("cut-off", target=str(thing.target), by=told["cut"]["by"], px=told["cut"]["px"])
        if "done" in told:
            continue
        area = told["area"]
        way = Way(
            target=str(thing.target),
            by=told["by"],
            page=told["page"],
            at=(told["x"] + left, told["y"] + top),
            area=(area[0] + left, area[1] + top, area[2] + left, area[3] + top),
            right=told["right"],
            down=told["down"],
            both=told["both"],
            table=told["table"],
            seen=told["seen"],
        )
        return way, handle
    return None


def _levels(thing: Thing) -> list[tuple[ElementHandle, dict[str, float] | None, tuple[float, float]]]:
    """The thing, and each frame around it: an element, the box to bring into sight there, where its document begins."""
    handles = [thing.handle]
    frame = thing.handle.owner_frame()
    while frame and frame.parent_frame:
        handles.append(frame.frame_element())
        frame = frame.parent_frame
    corners = [_corner(h) for h in handles[1:]] + [(0.0, 0.0)]
    box = thing.handle.bounding_box() if len(handles) > 1 else None
    levels: list[tuple[ElementHandle, dict[str, float] | None, tuple[float, float]]] = []
    for depth, (handle, corner) in enumerate(zip(handles, corners, strict=True)):
        rect = None
        if depth and box:
            rect = _where_it_will_be(box, handle.bounding_box() or box, corner)
        levels.append((handle, rect, corner))
    return levels


def _where_it_will_be(thing: FloatRect, frame: FloatRect, corner: tuple[float, float]) -> dict[str, float]:
    """The box that a thing takes within its frame, which may have to be scrolled until it lies there."""

    def along(axis: Literal["x", "y"], length: Literal["width", "height"], begin: float) -> tuple[float, float]:
        size = min(thing[length], frame[length])
        start = max(frame[axis], min(frame[axis] + frame[length] - size, thing[axis]))
        return start - begin, start - begin + size

    left, right = along("x", "width", corner[0])
    top, bottom = along("y", "height", corner[1])
    return {"left": left, "right": right, "top": top, "bottom": bottom}


def _corner(frame: ElementHandle) -> tuple[float, float]:
    box = frame.bounding_box() or {"x": 0.0, "y": 0.0}
    left, top = frame.evaluate("(e) => [e.clientLeft, e.clientTop]")
    return box["x"] + left, box["y"] + top


_SCROLLED = """(e) => {
  const found = [scrollX, scrollY];
  for (let n = e; n; n = n.assignedSlot || n.parentNode || n.host) if (n.scrollLeft !== undefined) found.push(n.scrollLeft, n.scrollTop);
  return found;
}"""


def _distance(before: list[float], after: list[float]) -> float:
    return max((abs(b - a) for a, b in zip(before, after, strict=False)), default=0.0)


_MEETS = """([x, y]) => {
  if (x < 0 || y < 0 || x >= innerWidth || y >= innerHeight) return { cover: null, open: null };
  let hit = document.elementFromPoint(x, y);
  while (hit && hit.shadowRoot && hit.shadowRoot.elementFromPoint(x, y) && hit.shadowRoot.elementFromPoint(x, y) !== hit) hit = hit.shadowRoot.elementFromPoint(x, y);
  return !hit || ['IFRAME', 'FRAME', 'OBJECT', 'EMBED'].includes(hit.tagName) ? null : { cover: (DESCRIBE)(hit, false), open: (OPEN_DIALOG)(hit, null) };
}""".replace("OPEN_DIALOG", _OPEN_DIALOG).replace("DESCRIBE", DESCRIBE)


def _place(thing: Thing) -> dict[str, Any] | None:
    """What `_PLACE` says, in the outer page's coordinates; a point of a frame that the outer page hides is none."""
    place: dict[str, Any] | None = thing.ask(_PLACE)
    if not place or not place.get("framed") or "x" not in place:
        return place
    _, _, (left, top) = _levels(thing)[0]
    x, y = place["x"] + left, place["y"] + top
    over = thing.page.evaluate(_MEETS, [x, y])
    if over is None:
        return place | {"x": x, "y": y}
    return {**over, "width": place["width"], "height": place["height"]}


_MIDDLES = (0.5, 0.3, 0.7, 0.15, 0.85)
"""Where in the window people bring a thing that a header or footer lies on, as shares of its height."""


def _scrolled_clear(hand: Hand, thing: Thing, scroll: Scroll) -> dict[str, Any] | None:
    width, height = thing.page.evaluate("() => [innerWidth, innerHeight]")
    for share in _MIDDLES:
        before, box = thing.ask(_SCROLLED), thing.handle.bounding_box()
        if box is None:
            return None
        down = box["y"] + box["height"] / 2 - height * share
        scroll(hand, thing, _of_the_page(thing, (width, height), down))
        hand.tally.scrolled_px += _distance(before, thing.ask(_SCROLLED))
        place = _place(thing)
        if place and "x" in place:
            return place
    return None


def _of_the_page(thing: Thing, size: tuple[float, float], down: float) -> Way:
    return Way(
        target=str(thing.target),
        by="page",
        page=True,
        at=(size[0] / 2, size[1] / 2),
        area=(0.0, 0.0, *size),
        right=0.0,
        down=down,
        both=False,
        table=False,
        past=True,
    )
