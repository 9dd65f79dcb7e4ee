"""Whether a page answers to what is done to it. For checks that press keys and click, and compare what comes of either."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from a11y.held import Attempts, held
from a11y.operated import Operated

_WITHIN_MS = 150
"""What answers to a key does so within that time; else it is taken for deaf only if a click is answered within it."""
_LATE_MS = 600
"""What has not answered to a key by then is looked at once more so much later: a script may wait before it moves focus on."""
_STEP_MS = 50
_HOVER_MS = 100
_BLUR = "(s) => { s.focused()?.blur(); return 0 }"
_CLICK = "(s, way) => { HTMLElement.prototype.click.call(s.find(way)); return 0 }"
# Any change counts as an answer to a key, seen or not: of what answers nobody says that it does not.
_WATCH = """(s, way) => {
  const e = way ? s.find(way) : null;
  globalThis.skolprovAnswers?.stop();
  const seen = { changes: 0 };
  const watch = new MutationObserver((records) => { seen.changes += records.length });
  const all = { subtree: true, childList: true, attributes: true, characterData: true };
  const shadows = s.all("*").map((n) => n.shadowRoot).filter((n) => n instanceof ShadowRoot);
  for (const root of [document, ...shadows]) watch.observe(root, all);
  const address = location.href;
  // What is written anew as it was has not changed.
  const markup = () => [document.documentElement.outerHTML, ...shadows.map((root) => root.innerHTML)].join("");
  let was = "";
  globalThis.skolprovAnswers = {
    stop: () => watch.disconnect(),
    changed: () => (seen.changes + watch.takeRecords().length > 0 && markup() !== was) || location.href !== address || (s.focused() !== null && s.focused() !== e),
  };
  e?.focus({ preventScroll: true });
  watch.takeRecords();
  seen.changes = 0;
  was = markup();
  return s.focused() === e;
}"""
_CHANGED = "() => globalThis.skolprovAnswers?.changed() ?? true"  # what is watched has gone with its document
# What is seen of a page as one number: where things stand, what is written and filled in, what says that it is chosen or open.
# Where they stand within what they lie in: a page that has scrolled looks the same.
_SEEN = """(s, most) => {
  let seen = 0;
  const add = (text) => { for (let i = 0; i < text.length; i += 1) seen = (Math.imul(seen, 31) + text.charCodeAt(i)) | 0 };
  const states = ["aria-selected", "aria-checked", "aria-expanded", "aria-pressed", "aria-valuenow", "aria-current", "open", "src"];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const texts = Object.getOwnPropertyDescriptor(Node.prototype, "firstChild").get;
  const next = Object.getOwnPropertyDescriptor(Node.prototype, "nextSibling").get;
  const boxes = new Map();
  const box = (e) => { if (!boxes.has(e)) boxes.set(e, s.box(e)); return boxes.get(e) };
  add(location.href);
  for (const e of s.all("body *").slice(0, most)) {
    if (!s.shown(e)) continue;
    const [left, top, width, height] = box(e);
    const around = s.parent(e);
    const [x, y] = around ? box(around) : [0, 0];
    const fixed = getComputedStyle(e).position === "fixed" || getComputedStyle(e).position === "sticky";
    add(`${fixed ? "" : [left - x, top - y].map(Math.round)}/${[width, height].map(Math.round)}/${states.map((name) => attribute(e, name))}`);
    for (let node = texts.call(e); node; node = next.call(node)) if (node.nodeType === 3) add(node.data.trim());
    if (e.matches("input, textarea, select")) add(`${e.value}|${e.checked}|${e.selectedIndex}`);
  }
  return seen;
}"""
_MOST_SEEN = 4000
_MARKUP = """(s) => {
  const roots = [document.documentElement, ...s.all("*").map((n) => n.shadowRoot).filter((n) => n instanceof ShadowRoot)];
  return location.href + roots.map((root) => root.outerHTML ?? root.innerHTML).join("") + s.all("input, textarea, select").slice(0, 2000).map((e) => `${e.value}|${e.checked}`).join();
}"""
_POINT = """(s, way) => {
  const e = s.find(way);
  if (!e || !s.shown(e)) return null;
  // What only focus does, keys do as well: a field that grows, a label that makes room.
  for (const kind of [HTMLElement, SVGElement]) if (e instanceof kind && e.tabIndex >= 0) kind.prototype.focus.call(e, { preventScroll: true });
  const hit = () => {
    const [left, top, width, height] = s.box(e);
    const [x, y] = [left + width / 2, top + height / 2];
    let at = document.elementFromPoint(x, y);
    for (let inner = at; (inner = at?.shadowRoot?.elementFromPoint(x, y)) && inner !== at; ) at = inner;
    for (let p = at; p; p = s.parent(p) ?? p.getRootNode().host) if (p === e) return [x, y];
    return null;
  };
  if (!hit()) e.scrollIntoView({ block: "center", inline: "nearest", behavior: "instant" });
  return hit();
}"""


@contextmanager
def tried(page: Operated) -> Iterator[Attempts]:
    """What is done in here leaves no trace, on the page or on a server. More than `restored`: a page that only says something else is
    opened anew, too, for what a check has pressed may have taken away or written what the next one looks at.
    """
    with page.restored():
        as_it_was = False
        before = seen(page)
        try:
            with held(page) as attempts:
                yield attempts
            page.ask(_BLUR)
            as_it_was = seen(page) == before
        finally:
            if not as_it_was:
                page.open()


def seen(page: Operated) -> int:
    """What is seen of the page now, as a number; the place that it is scrolled to, and colours, do not count."""
    return int(page.ask(_SEEN, _MOST_SEEN))


def markup(page: Operated) -> str:
    """All that is written on the page now, seen or not, and filled in: whether two ways of doing a thing come to the same."""
    return str(page.ask(_MARKUP))


def watch(page: Operated, way: str = "") -> bool:
    """Begin to watch for changes, with focus on a thing, or where it is nowhere if none is given. Whether focus is there."""
    return bool(page.ask(_WATCH, way))


def changed(page: Operated) -> bool:
    """Whether anything has changed since it is watched, or focus has gone elsewhere."""
    return bool(page.ask(_CHANGED))


def answers_to(page: Operated, way: str, keys: Sequence[str], attempts: Attempts) -> bool:
    """Whether anything changes, or would be sent or opened, by one of these keys while a thing has focus.

    True, too, where it cannot be told: it cannot have focus, or the page changes by itself.

    Args:
        page: In `tried`.
        way: To the thing.
        keys: Pressed one after the other, until one is answered.
        attempts: From `tried`.
    """
    if not watch(page, way):
        return True
    before = attempts.number()
    page.page.wait_for_timeout(_WITHIN_MS)
    for key in ("", *keys):
        if key:
            page.press_only(key)
        if attempts.number() > before or changed(page):
            return True
    page.page.wait_for_timeout(_WITHIN_MS)
    for _ in range(0, _LATE_MS, _STEP_MS):
        if attempts.number() > before or changed(page):
            return True
        page.page.wait_for_timeout(_STEP_MS)
    return False


def answers_to_click(page: Operated, way: str, attempts: Attempts) -> bool:
    """Whether anything changes, or would be sent or opened, by a click on what can have focus."""
    if not watch(page, way):
        return False
    before = attempts.number()
    page.ask(_CLICK, way)
    page.page.wait_for_timeout(_WITHIN_MS)
    return attempts.number() > before or changed(page)


def click_shows(page: Operated, way: str, attempts: Attempts, *, drag_px: int = 0) -> bool:
    """Whether the mouse does something there that is seen, or leads somewhere; what comes of focus alone is nothing. False where the page does not keep still.

    Args:
        page: In `tried`.
        way: To the thing.
        attempts: From `tried`. What is only sent counts for nothing: it may be a count of clicks.
        drag_px: How far it is drawn to the right.
    """
    at = page.ask(_POINT, way)
    if at is None:
        return False
    mouse = page.page.mouse
    mouse.move(*at)
    page.page.wait_for_timeout(_HOVER_MS)
    before, led = seen(page), led_to(attempts)
    page.page.wait_for_timeout(_HOVER_MS)
    still = seen(page) == before and led_to(attempts) == led
    if still:
        mouse.down()
        if drag_px:
            mouse.move(at[0] + drag_px, at[1], steps=3)
        mouse.up()
        page.page.wait_for_timeout(_WITHIN_MS)
    shows = still and (led_to(attempts) > led or seen(page) != before)
    page.point_nowhere()
    return shows


def led_to(attempts: Attempts) -> int:
    """To how many places it led so far: pages, windows, and dialogs of the browser's own."""
    return len(attempts.windows) + len(attempts.pages) + len(attempts.dialogs)
