"""Operating a page with a mouse, and the keyboard for text: what lies under something else cannot be pressed."""

from __future__ import annotations

import time
from typing import Any

from playwright.sync_api import ElementHandle, Error, Page

from scenarios.describe import DESCRIBE
from scenarios.effort import distance
from scenarios.hand import Hand
from scenarios.lookup import Look, Thing, visible
from scenarios.stumble import Barrier, Stumble
from scenarios.typing_keys import type_into

_PLACE = """(e) => {
  if (e.matches(':disabled, [aria-disabled=true]')) return { disabled: true };
  const target = e.labels && e.labels.length && e.getBoundingClientRect().width < 2 ? e.labels[0] : e;
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
        hand.page.mouse.down()
        hand.tally.click()
        hand.done_at = time.perf_counter()
        hand.page.mouse.up()

    def fill(self, hand: Hand, thing: Thing, text: str) -> None:
        """Click into the field, select what stands there, and type."""
        self.press(hand, thing)
        type_into(hand, thing, text)

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
        """Click, and choose the file in the system's dialog, which costs the same on every platform and isn't counted."""
        try:
            with hand.page.expect_file_chooser(timeout=5000) as chooser:
                self.press(hand, thing)
        except Error as error:
            if "Timeout" not in str(error):
                raise
            raise Barrier("no-file-dialog", target=str(thing.target)) from None
        hand.done_at = time.perf_counter()
        chooser.value.set_files(file)

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
        if place and place.get("framed"):
            frame = thing.handle.owner_frame()
            around = frame.frame_element().bounding_box() if frame else None
            if around:
                place["x"] += around["x"]
                place["y"] += around["y"]
        return place  # type: ignore[no-any-return]

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
