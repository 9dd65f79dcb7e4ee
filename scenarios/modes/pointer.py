"""Operating a page with a mouse, and the keyboard for text: what lies under something else cannot be pressed."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.describe import DESCRIBE
from scenarios.effort import distance
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.settle import poll
from scenarios.stumble import Barrier, Stumble
from scenarios.typing_keys import field_in, type_into

_PLACE = """(e) => {
  if (e.matches(':disabled, [aria-disabled=true]')) return { disabled: true };
  const own = e.getBoundingClientRect();
  const target = e.labels && e.labels.length && (own.width < 2 || own.height < 2 || own.right + scrollX <= 0 || own.bottom + scrollY <= 0) ? e.labels[0] : e;
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
    if (mine(hit)) return { x, y, width: b.width, height: b.height, framed: window !== window.top };
    cover = cover || hit;
  }
  const wide = boxes[0];
  return { cover: cover ? (DESCRIBE)(cover, false) : null, width: wide.width, height: wide.height };
}""".replace("DESCRIBE", DESCRIBE)


_OUTERMOST = """([x, y]) => {
  const hit = document.elementFromPoint(x, y);
  return !hit ? null : hit.matches('iframe, frame') || hit.shadowRoot ? 'frame' : (DESCRIBE)(hit, false);
}""".replace("DESCRIBE", DESCRIBE)
_LEFT_BELOW = """([x, y]) => {
  for (let at = document.elementFromPoint(x, y); at; at = at.parentElement) {
    const scrolls = at === document.scrollingElement || /auto|scroll/.test(getComputedStyle(at).overflowY);
    const left = at.scrollHeight - at.clientHeight - at.scrollTop;
    if (scrolls && left >= 1) return left;
  }
  const root = document.scrollingElement;
  return root ? root.scrollHeight - root.clientHeight - root.scrollTop : 0;
}"""
_NOTE_DRAGGING = """() => {
  window.__skolprovTaken = false;
  window.addEventListener('dragover', (e) => { window.__skolprovTaken = e.defaultPrevented; });
}"""
_DIALOG_MS = 700
"""How long a thing that is no file field may take to open the file dialog."""
_HOVER_S = 0.4
"""How long a menu may take to open."""


class Pointer:
    """A mouse on a desktop screen of 1280 × 800."""

    id = "pointer"
    device = "mouse"

    def context(self) -> dict[str, Any]:
        """A desktop screen."""
        return {"viewport": {"width": 1280, "height": 800}}

    def sees(self, page: Page, look: Look) -> list[ElementHandle]:
        """What is on the screen."""
        return visible(page, look)

    def press(self, hand: Hand, thing: Thing) -> None:
        """Point at it and click.

        Raises:
            Barrier: It lies wholly under something else, or nowhere on the screen.
            Stumble: It is disabled.
        """
        hand.tally.think()
        self._point(hand, thing)
        self._click(hand)

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Click into the field, select what stands there, and type. A cell becomes a field by a click or two."""
        self.press(hand, thing)
        kind = field_in(thing)
        if kind is None:
            hand.page.mouse.down(click_count=2)
            hand.tally.click()
            hand.done_at = time.perf_counter()
            hand.page.mouse.up(click_count=2)
        type_into(hand, thing, text, kind)

    def choose(self, hand: Hand, thing: Thing, option: str) -> None:
        """Open the list and click on the option.

        The list of a select element is drawn by the system, outside the page: the two clicks are counted, and the
        choice itself is handed to the browser.
        """
        if not thing.ask(
            "(e, label) => [...e.options].some((o) => !o.disabled && o.label.replace(/\\s+/g, ' ').trim() === label)",
            option,
        ):
            raise Stumble("option-not-offered", target=str(thing.target), option=option)
        hand.tally.think()
        self._point(hand, thing)
        hand.tally.click()
        hand.tally.think()
        hand.tally.point_outside()
        hand.tally.click()
        hand.done_at = time.perf_counter()
        thing.handle.select_option(label=option)

    def tick(self, hand: Hand, thing: Thing) -> None:
        """Click it."""
        self.press(hand, thing)

    def attach(self, hand: Hand, thing: Thing, file: str) -> None:
        """Click, and choose the file in the system's dialog, which costs the same on every platform and isn't counted.

        Where no dialog opens, drag the file onto the thing.

        Raises:
            Barrier: Neither a dialog opens nor does the thing take a file that is dropped.
        """
        is_field = thing.ask("e => e.type === 'file'")
        try:
            with hand.page.expect_file_chooser(timeout=5000 if is_field else _DIALOG_MS) as chooser:
                self.press(hand, thing)
        except Error as error:
            if "Timeout" not in str(error):
                raise
            if is_field:
                raise Barrier("no-file-dialog", target=str(thing.target)) from None
            self._drop(hand, thing, file)
            return
        hand.done_at = time.perf_counter()
        chooser.value.set_files(file)

    def reveal(self, hand: Hand, thing: Thing, shown: Callable[[], bool]) -> None:
        """Point at it; if that opens nothing, click it."""
        hand.tally.think()
        self._point(hand, thing)
        if shown():
            return
        by_click = thing.ask("e => e.matches('summary, [aria-expanded], [aria-haspopup]')")
        if not by_click and poll(shown, hand.page, _HOVER_S) is not None:
            return
        self._click(hand)
        poll(shown, hand.page, _HOVER_S)

    def pick(self, hand: Hand, option: Thing) -> None:
        """Click the option."""
        self.press(hand, option)

    def scroll_on(self, hand: Hand) -> None:
        """Turn the wheel over the middle of the screen."""
        size = hand.page.viewport_size or {"width": 1280, "height": 800}
        middle = (size["width"] / 2, size["height"] / 2)
        left = float(hand.page.evaluate(_LEFT_BELOW, middle))
        if left < 1:
            return
        hand.to("mouse")
        hand.page.mouse.move(*middle)
        hand.pointer = middle
        turn = min(left, size["height"] * 0.9)
        hand.tally.scrolled_px += turn
        hand.page.mouse.wheel(0, turn)

    def _click(self, hand: Hand) -> None:
        hand.page.mouse.down()
        hand.tally.click()
        hand.done_at = time.perf_counter()
        hand.page.mouse.up()

    def _drop(self, hand: Hand, thing: Thing, file: str) -> None:
        """Drag a file from outside the browser onto the thing, as the browser's own input, so that what covers it counts."""
        place = self._place(hand, thing)
        if place is None or "x" not in place:
            raise Barrier("not-in-sight", target=str(thing.target))
        thing.ask(_NOTE_DRAGGING)
        browser = hand.page.context.new_cdp_session(hand.page)
        dragged = {"items": [], "files": [file], "dragOperationsMask": 1}
        at = (float(place["x"]), float(place["y"]))
        hand.tally.point(distance(hand.pointer, at), (place["width"], place["height"]))
        hand.pointer = at
        hand.tally.click()
        try:
            for kind in ("dragEnter", "dragOver", "dragOver"):
                browser.send(
                    "Input.dispatchDragEvent", {"type": kind, "x": place["x"], "y": place["y"], "data": dragged}
                )
            # Dropped onto what does not take it, the file would be opened in place of the page.
            taken = thing.ask("() => window.__skolprovTaken === true")
            hand.done_at = time.perf_counter()
            browser.send(
                "Input.dispatchDragEvent",
                {"type": "drop" if taken else "dragCancel", "x": place["x"], "y": place["y"], "data": dragged},
            )
        finally:
            browser.detach()
        if not taken:
            raise Barrier("takes-no-file", target=str(thing.target))

    def _point(self, hand: Hand, thing: Thing) -> None:
        hand.to("mouse")
        place = self._place(hand, thing)
        if place and place.get("disabled"):
            raise Stumble("disabled", target=str(thing.target))
        if place is None:
            raise Barrier("not-in-sight", target=str(thing.target))
        hand.tally.target_width_px, hand.tally.target_height_px = place["width"], place["height"]
        if "x" not in place:
            code = "covered" if place["cover"] else "not-in-sight"
            raise Barrier(code, target=str(thing.target), **({"by": place["cover"]} if place["cover"] else {}))
        at = (float(place["x"]), float(place["y"]))
        hand.tally.point(distance(hand.pointer, at))
        hand.pointer = at
        hand.page.mouse.move(*at)

    def _place(self, hand: Hand, thing: Thing) -> dict[str, Any] | None:
        """Where it can be hit, in the outer page's coordinates; scrolled to if it is out of sight."""
        place = thing.ask(_PLACE)
        if place is None or ("x" not in place and "disabled" not in place):
            before = thing.ask("() => [scrollX, scrollY]")
            try:
                thing.handle.scroll_into_view_if_needed(timeout=2000)
            except Error as error:
                if "Timeout" not in str(error):
                    raise
            after = thing.ask("() => [scrollX, scrollY]")
            hand.tally.scrolled_px += abs(after[0] - before[0]) + abs(after[1] - before[1])
            place = thing.ask(_PLACE)
            if place is not None and place.get("cover"):
                # Under a header or footer that stays in place: people scroll on until the thing comes out.
                place = self._scrolled_clear(hand, thing) or place
        return self._through_frames(hand, thing, place) if place and place.get("framed") else place

    @staticmethod
    def _through_frames(hand: Hand, thing: Thing, place: dict[str, Any]) -> dict[str, Any]:
        """The same in the outer page's coordinates, if the frames around it can be seen there."""
        frame = thing.handle.owner_frame()
        if frame is None or "x" not in place:
            return place
        element = frame.frame_element()
        for turn in range(2):
            around = element.bounding_box() or {"x": 0, "y": 0}
            x, y = place["x"] + around["x"], place["y"] + around["y"]
            hit = hand.page.evaluate(_OUTERMOST, [x, y])
            if hit == "frame":
                return {**place, "x": x, "y": y}
            if turn == 0:
                thing.handle.scroll_into_view_if_needed(timeout=2000)
                place = thing.ask(_PLACE) or place
                if "x" not in place:
                    return place
        return {"cover": hit, "width": place["width"], "height": place["height"]}

    def _scrolled_clear(self, hand: Hand, thing: Thing) -> dict[str, Any] | None:
        height = float(thing.ask("() => innerHeight"))
        hand.page.mouse.move(*hand.pointer)
        for turn in (height / 3, -2 * height / 3):
            before = float(thing.ask("() => scrollY"))
            hand.page.mouse.wheel(0, turn)
            hand.page.wait_for_timeout(120)
            hand.tally.scrolled_px += abs(float(thing.ask("() => scrollY")) - before)
            place = thing.ask(_PLACE)
            if place and "x" in place:
                return place  # type: ignore[no-any-return]
        return None


MODE = Pointer()
