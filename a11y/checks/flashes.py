"""Large things that flash fast: for people in whom that sets off a seizure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

import numpy as np
from PIL import Image
from playwright.sync_api import FloatRect

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.moving_pictures import moving_pictures
from a11y.operated import Operated
from a11y.pixels import Pixels, luminance
from a11y.scripts import scripts_of

FLASHES = Message(
    en="“{called}” flashes {times} times in a second, over {area} square px. More than three times is dangerous over so large an area.",
    sv="”{called}” blinkar {times} gånger på en sekund, över {area} kvadratpixlar. Mer än tre gånger är farligt över en så stor yta.",
)
RED_FLASHES = Message(
    en="“{called}” flashes {times} times in a second between colours of which one is a strong red. Do the two differ little enough?",
    sv="”{called}” blinkar {times} gånger på en sekund mellan färger varav en är starkt röd. Skiljer sig de två tillräckligt lite?",
)
FILM_FLASHES = Message(
    en="“{called}” seems to flash {times} times in a second, over {area} square px. Does the film do so?",
    sv="”{called}” verkar blinka {times} gånger på en sekund, över {area} kvadratpixlar. Gör filmen det?",
)

_SAFE_AREA = 21_824
"""WCAG's general flash threshold: a quarter of any 341 × 256 px, here in CSS px."""
_SWING = 0.1
_MOST_FLASHES = 3
_DARKER_BELOW = 0.8
_MOST = 4
_BEGINS_MS = 200
"""What flashes more than three times in a second has changed by then."""
_SECOND_MS = 1050
# Animations that the browser knows of, stepped through: how their look changes in a second. Then those that a script drives.
_ANIMATED = r"""(s, area, most) => {
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255).map((v) => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4)).reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const large = (e) => {
    const { left, top, width, height } = Element.prototype.getBoundingClientRect.call(e);
    return left < innerWidth && left + width > 0 && top + scrollY + height > 0 && width * height >= area;
  };
  const running = document.getAnimations().filter((a) => a.playState === "running" && a.timeline instanceof DocumentTimeline && a.effect?.target instanceof Element).slice(0, 200);
  const found = [];
  globalThis.skolprovFlashes = [];
  for (const animation of running) {
    const { effect } = animation, { target, pseudoElement } = effect, timing = effect.getComputedTiming();
    const cycle = timing.duration * (/alternate/.test(timing.direction) ? 2 : 1);
    if (found.length >= most || !(cycle > 0 && cycle <= 4000) || timing.activeDuration < 1000 || !large(target)) continue;
    const was = animation.currentTime;
    animation.pause();
    const seen = [];
    for (let at = 0; at < cycle; at += 20) {
      animation.currentTime = timing.delay + at;
      const style = getComputedStyle(target, pseudoElement);
      const ground = s.rgba(style.backgroundColor);
      const opacity = style.visibility === "hidden" || style.display === "none" ? 0 : +style.opacity;
      seen.push([at, opacity, light(ground) * ground[3] + 1 - ground[3], ground[3] >= 0.5 && ground[0] >= 0.8 * (ground[0] + ground[1] + ground[2]) && ground[0] > 50 ? 1 : 0]);
    }
    animation.currentTime = was;
    animation.play();
    for (const which of [1, 2, 3]) { // opacity, light, strong red or not
      const values = seen.map((one) => one[which]);
      const high = Math.max(...values), low = Math.min(...values);
      if (high - low < 0.1) continue;
      // Turning points, with half of the swing as the least that counts, over as many cycles as make two seconds.
      const turns = [];
      let up = null, extreme = values[0];
      for (let n = 0; n * cycle < 2000 + cycle; n += 1) for (const [at, ...rest] of seen) {
        const value = rest[which - 1], time = n * cycle + at;
        if (up !== false && value < extreme - (high - low) / 2) { turns.push(time); up = false; extreme = value; }
        else if (up !== true && value > extreme + (high - low) / 2) { turns.push(time); up = true; extreme = value; }
        else extreme = up === true ? Math.max(extreme, value) : up === false ? Math.min(extreme, value) : extreme;
      }
      const times = Math.max(0, ...turns.map((from) => Math.floor(turns.filter((time) => time >= from && time <= from + 1000).length / 2)));
      if (times <= 3) continue;
      globalThis.skolprovFlashes.push([animation, timing.delay + seen[values.indexOf(high)][0], timing.delay + seen[values.indexOf(low)][0]]);
      found.push({ number: globalThis.skolprovFlashes.length - 1, way: s.path(target), called: s.called(target), times });
      break;
    }
  }
  return found;
}"""
_FREEZE = """(s, number, high) => {
  const [animation, up, down] = globalThis.skolprovFlashes[number];
  animation.pause();
  animation.currentTime = high ? up : down;
  const e = animation.effect.target;
  const b = e.getBoundingClientRect();
  if (b.bottom < 0 || b.top > innerHeight) e.scrollIntoView({ block: "center", behavior: "instant" });
  const { left, top, right, bottom } = e.getBoundingClientRect();
  return [Math.max(0, left), Math.max(0, top), Math.min(innerWidth, right), Math.min(innerHeight, bottom)];
}"""
_WATCH = r"""(s, area) => {
  const look = (e) => { const style = getComputedStyle(e); return [style.visibility === "hidden" || style.display === "none" ? 0 : style.opacity, style.backgroundColor, style.filter].join("|") };
  const seen = new Map(); // element → how it looked from change to change
  const observer = new MutationObserver((records) => {
    for (const { target } of records) {
      if (!(target instanceof Element) || (seen.size >= 60 && !seen.has(target))) continue;
      const looks = seen.get(target) ?? [];
      if (looks.length < 200 && looks.at(-1)?.[1] !== look(target)) looks.push([performance.now(), look(target)]);
      seen.set(target, looks);
    }
  });
  observer.observe(document, { subtree: true, attributeFilter: ["style", "class", "hidden"] });
  globalThis.skolprovFlashing = {
    changes: () => [...seen.values()].some((looks) => looks.length > 1),
    end: () => {
      observer.disconnect();
      const found = [];
      for (const [e, looks] of seen) {
        // Gone and there again: the room that it takes is that of when it is there.
        const { left, top, width, height } = e.getBoundingClientRect();
        const twice = new Set(looks.map((one) => one[1])).size <= Math.max(2, looks.length / 3);
        const back = looks.filter((one, n) => n > 1 && one[1] === looks[n - 2][1]).length;
        if (e.isConnected && twice && back >= 4 && width * height >= area) found.push({ way: s.path(e), called: s.called(e), times: Math.floor((looks.length - 1) / 2 / Math.max(1, (looks.at(-1)[0] - looks[0][0]) / 1000)), box: [Math.max(0, left), Math.max(0, top), Math.min(innerWidth, left + width), Math.min(innerHeight, top + height)] });
      }
      return found.filter((one) => one.times > 3).slice(0, 3);
    },
  };
  return 0;
}"""
# What a canvas shows, or a film that plays: small copies, frame by frame. One of another host is kept from us.
_DRAWN = r"""(s, area, most) => {
  const side = 24;
  const large = (e) => { const [left, top, width, height] = s.box(e); return s.shown(e) && width * height >= area && left < innerWidth && left + width > 0 && top < innerHeight && top + height > 0; };
  const found = [...s.all("canvas"), ...s.all("video").filter((e) => !e.paused && !e.ended)].filter(large).slice(0, most).map((e) => {
    const copy = Object.assign(document.createElement("canvas"), { width: side, height: side });
    return { e, brush: copy.getContext("2d", { willReadFrequently: true }), seen: [] };
  });
  const linear = Array.from({ length: 256 }, (_, v) => (v / 255 <= 0.04045 ? v / 255 / 12.92 : ((v / 255 + 0.055) / 1.055) ** 2.4));
  const look = () => {
    for (const one of found) {
      if (one.barred || one.seen.length >= 150) continue;
      try {
        one.brush.clearRect(0, 0, side, side);
        one.brush.drawImage(one.e, 0, 0, side, side);
        const { data } = one.brush.getImageData(0, 0, side, side);
        const light = [];
        for (let i = 0; i < data.length; i += 4) { // what shows through is taken for white
          const a = data[i + 3] / 255;
          light.push(Math.round(1000 * (a * (0.2126 * linear[data[i]] + 0.7152 * linear[data[i + 1]] + 0.0722 * linear[data[i + 2]]) + 1 - a)));
        }
        one.seen.push([performance.now() / 1000, light]);
      } catch (error) { if (error.name !== "SecurityError" && error.name !== "InvalidStateError") throw error; one.barred = true; }
    }
  };
  let frame = 0;
  const go = () => { look(); frame = requestAnimationFrame(go); };
  if (found.length) go();
  globalThis.skolprovDrawn = {
    changes: () => found.some(({ seen }) => seen.some(([, light]) => light.some((value, i) => Math.abs(value - seen[0][1][i]) >= 100))),
    end: () => {
      cancelAnimationFrame(frame);
      delete globalThis.skolprovDrawn;
      return found.filter((one) => one.seen.length > 2).map(({ e, seen }) => ({ way: s.path(e), called: s.called(e), film: e.localName === "video", area: s.box(e)[2] * s.box(e)[3], times: seen.map((one) => one[0]), light: seen.map((one) => one[1]) }));
    },
  };
  return found.length;
}"""


@check(
    "flashes",
    criteria=["2.3.1"],
    impact="critical",
    title=Message(
        en="Something large flashes more than three times in a second",
        sv="Något stort blinkar mer än tre gånger i sekunden",
    ),
    mend=Message(
        en="Let it not flash at all, or at most three times in a second; a slow fade does the same for attention.",
        sv="Låt det inte blinka alls, eller högst tre gånger i sekunden; en långsam toning fångar uppmärksamheten lika bra.",
    ),
)
def flashes(page: Operated) -> Iterator[Outcome]:
    """Applies to things that an animation or a script on the page lets change their light again and again, and that are larger than
    WCAG's threshold, to pictures of several frames, and to what is drawn on a canvas or shown by a film that plays, for a second.
    Expected: at most three flashes in a second.
    """
    yield from _pictures(page)
    yield from _drawn(page)
    seen = page.ask(_ANIMATED, _SAFE_AREA, _MOST)
    if seen:
        try:
            for one in seen:
                yield _judged(one, *_frozen(page, one["number"]))
        finally:
            page.open()  # an animation that a script has stopped no longer obeys its style
    elif scripts_of(page).act_again():
        yield from _by_script(page)


def _pictures(page: Operated) -> Iterator[Outcome]:
    for one in moving_pictures(page):
        share, times = flashing(one.times, one.light)
        area = int(share * one.width * one.height)
        if area >= _SAFE_AREA:
            yield fails(one.selector, FLASHES, called=one.called, times=times, area=area)
        else:
            yield passes(one.selector)


def _drawn(page: Operated) -> Iterator[Outcome]:
    if not page.ask(_DRAWN, _SAFE_AREA, _MOST):
        return
    page.page.wait_for_timeout(_BEGINS_MS)
    if page.ask("() => globalThis.skolprovDrawn.changes()"):
        page.page.wait_for_timeout(_SECOND_MS)
    for one in page.ask("() => globalThis.skolprovDrawn.end()"):
        share, times = flashing(one["times"], np.array(one["light"], np.float64) / 1000)
        area = int(share * one["area"])
        if area < _SAFE_AREA:
            yield passes(one["way"])
        elif one["film"]:
            yield unsure(one["way"], FILM_FLASHES, called=one["called"], times=times, area=area)
        else:
            yield fails(one["way"], FLASHES, called=one["called"], times=times, area=area)


def flashing(times: Sequence[float], light: Pixels) -> tuple[float, int]:
    """Which share of something flashes more than three times in a second, and how often; WCAG's general flash, part by part.

    Args:
        times: When it was looked at, in seconds.
        light: How light each part was then, from 0 to 1: by time first.

    >>> dark_and_light = np.array([[[0.0]], [[1.0]]] * 5)
    >>> flashing([n / 10 for n in range(10)], dark_and_light)
    (1.0, 4)
    """
    extreme, direction = light[0].copy(), np.zeros(light[0].shape)
    turns = np.zeros(light.shape, dtype=bool)
    for at, now in enumerate(light[1:], start=1):
        dark = np.minimum(now, extreme) < _DARKER_BELOW
        up = (now - extreme >= _SWING) & dark & (direction != 1)
        down = (extreme - now >= _SWING) & dark & (direction != -1)
        direction = np.where(up, 1, np.where(down, -1, direction))
        turns[at] = up | down
        further = ((direction == 1) & (now > extreme)) | ((direction == -1) & (now < extreme))
        extreme = np.where(turns[at] | further, now, extreme)
    when = np.asarray(times)
    most = np.zeros(light[0].shape, dtype=int)
    for start in when:
        most = np.maximum(most, turns[(when >= start) & (when <= start + 1)].sum(axis=0) // 2)
    flashes = most > _MOST_FLASHES
    return float(flashes.mean()), int(np.median(most[flashes])) if flashes.any() else 0


def _frozen(page: Operated, number: int) -> tuple[Pixels, Pixels]:
    """What it looks like when it is light, and when it is dark."""
    shots = []
    for high in (True, False):
        part = _part(page.ask(_FREEZE, number, high))
        page.settle()
        shots.append(_shot(page, part))
    return shots[0], shots[1]


def _by_script(page: Operated) -> Iterator[Outcome]:
    page.ask(_WATCH, _SAFE_AREA)
    page.page.wait_for_timeout(_BEGINS_MS)
    if page.ask("() => globalThis.skolprovFlashing.changes()"):
        page.page.wait_for_timeout(_SECOND_MS)
    for one in page.ask("() => globalThis.skolprovFlashing.end()"):
        part = _part(one["box"])
        first = _shot(page, part)
        # Pictures at odd moments: those that differ most are the two states.
        others = [_shot(page, part) for _ in range(8)]
        yield _judged(one, first, max(others, key=lambda other: float(np.abs(other - first).mean())))


def _part(edges: list[float]) -> FloatRect:
    left, top, right, bottom = edges
    return {"x": left, "y": top, "width": max(1.0, right - left), "height": max(1.0, bottom - top)}


def _shot(page: Operated, part: FloatRect) -> Pixels:
    """As it is at this moment: nothing is brought to its end."""
    shot = page.page.screenshot(clip=part, animations="allow", caret="hide", scale="css")
    return np.asarray(Image.open(BytesIO(shot)).convert("RGB"), dtype=np.float64)


def _judged(one: dict[str, Any], light: Pixels, dark: Pixels) -> Outcome:
    bright, dim = luminance(light), luminance(dark)
    flashing = (np.abs(bright - dim) >= _SWING) & (np.minimum(bright, dim) < _DARKER_BELOW)
    area = int(flashing.sum())
    if area >= _SAFE_AREA:
        return fails(one["way"], FLASHES, called=one["called"], times=one["times"], area=area)
    red = (_is_red(light) | _is_red(dark)) & (np.abs(light - dark).max(axis=2) > 50)
    if int(red.sum()) >= _SAFE_AREA:
        return unsure(one["way"], RED_FLASHES, called=one["called"], times=one["times"])
    return passes(one["way"])


def _is_red(part: Pixels) -> Any:
    """Saturated red, as WCAG defines it."""
    return part[..., 0] >= 0.8 * np.maximum(part.sum(axis=2), 1)
