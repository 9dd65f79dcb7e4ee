"""Pictures that move by themselves, such as animated GIFs: how long they go on, and how light their parts are from frame to frame.
For the checks about motion and flashes.
"""

from __future__ import annotations

import base64
import binascii
from dataclasses import dataclass
from io import BytesIO
from typing import Any
from urllib.parse import unquote_to_bytes
from weakref import WeakKeyDictionary

import numpy as np
from PIL import Image
from playwright.sync_api import Error

from a11y.operated import Operated
from a11y.pixels import Pixels, luminance
from a11y.world import session_of

_LONG_S = 5.0
"""WCAG 2.2.2: what lasts longer can be paused, stopped or hidden."""
_MOST, _MOST_OF_EACH = 8, 4
_MOST_BYTES = 8_000_000
_MOST_PIXELS = 4_000_000
_MOST_FRAMES = 60
_WATCHED_S = 2.0
_SHORTEST_S, _IN_ITS_PLACE_S = 0.011, 0.1
"""Browsers give a frame that is to be shown for hardly any time a tenth of a second."""
_SIDE = 32
_DIFFERS = 0.02
_LEAST_SHARE = 0.002
"""A part of a picture that changes: one in so many cells."""
_KINDS = ("GIF", "WEBP", "PNG")
_MAY_MOVE = r"""
  const mayMove = (source) => typeof source === "string" &&
    (/^https?:.*\.(gif|webp|apng)([?#]|$)/i.test(source) || /^file:.*\.(gif|webp|apng)$/i.test(source) || /^data:image\/(gif|webp|apng)[;,]/i.test(source));
  const near = (e) => {
    const [left, top, width, height] = s.box(e);
    return s.shown(e) && width * height >= 100 && left + width > 0 && top + scrollY + height > 0;
  };
"""
_LOOK = f"""(s, most) => {{
  {_MAY_MOVE}
  return s.all("img, input[type=image]").slice(0, 500).flatMap((e) => {{
    const source = e.localName === "img" ? e.currentSrc || e.src : e.src;
    if (!mayMove(source) || !near(e)) return [];
    const [, , width, height] = s.box(e);
    return [{{ way: s.path(e), called: s.called(e), source, width, height }}];
  }}).slice(0, most);
}}"""
# What lies behind a thing: the lowest of its backgrounds. A few things of each picture: some may be covered.
_BEHIND = f"""(s, most, ofEach) => {{
  {_MAY_MOVE}
  const found = [], times = new Map();
  const last = (list) => list.split(", ").at(-1);
  for (const e of s.all("*").slice(0, 3000)) {{
    const style = getComputedStyle(e);
    if (style.backgroundImage === "none" || found.length === most) continue;
    const source = /url\\("([^"]*)"\\)$/.exec(style.backgroundImage)?.[1];
    if (!mayMove(source) || times.get(source) === ofEach || !near(e)) continue;
    times.set(source, (times.get(source) ?? 0) + 1);
    const [, , width, height] = s.box(e);
    found.push({{ way: s.path(e), called: s.called(e), source, width, height, size: last(style.backgroundSize), repeats: last(style.backgroundRepeat) !== "no-repeat", at: last(style.backgroundPosition) }});
  }}
  return found;
}}"""
# Which share of a thing is seen: nothing that lies over it has a ground of its own there.
_BARE = """(s, way) => {
  const e = s.find(way);
  if (!e) return 0;
  e.scrollIntoView({ block: "nearest", inline: "nearest", behavior: "instant" });
  const [left, top, width, height] = s.box(e);
  const solid = (o) => /^(img|video|canvas|iframe|object|embed|svg)$/.test(o.localName) || getComputedStyle(o).backgroundImage !== "none" || s.rgba(getComputedStyle(o).backgroundColor)[3] > 0;
  const across = [0.05, 0.2, 0.35, 0.5, 0.65, 0.8, 0.95];
  const points = across.flatMap((x) => across.map((y) => [left + x * width, top + y * height])).filter(([x, y]) => x >= 0 && y >= 0 && x < innerWidth && y < innerHeight);
  const bare = points.filter(([x, y]) => {
    const over = Node.prototype.getRootNode.call(e).elementsFromPoint(x, y);
    const at = over.indexOf(e);
    return at >= 0 && !over.slice(0, at).some(solid);
  });
  return points.length ? bare.length / points.length : 0;
}"""


@dataclass(frozen=True, slots=True)
class MovingPicture:
    """A picture of several frames that differ."""

    selector: str
    called: str
    source: str
    """Its address."""
    width: float
    height: float
    """In CSS px."""
    lasts: bool
    """Whether it goes on for more than five seconds."""
    times: tuple[float, ...]
    """When each frame comes, in seconds from the beginning: of the first two seconds, begun anew if it is shorter."""
    light: Pixels
    """Of each of these frames, how light its parts are: 0 to 1, in rows and columns."""
    behind: bool = False
    """Whether it is the background of a thing, which the selector leads to."""


@dataclass(frozen=True, slots=True)
class _Frames:
    """What a file says."""

    lasts: bool
    times: tuple[float, ...]
    light: Pixels
    width: int
    height: int


_known: WeakKeyDictionary[Operated, tuple[MovingPicture, ...]] = WeakKeyDictionary()


def moving_pictures(page: Operated) -> tuple[MovingPicture, ...]:
    """The pictures in sight or below that move. Asked again, they are known.

    Args:
        page: As it was found.
    """
    if page not in _known:
        _known[page] = tuple(_read(page))
    return _known[page]


def _read(page: Operated) -> list[MovingPicture]:
    seen: list[dict[str, Any]] = page.ask(_LOOK, _MOST)
    behind: list[dict[str, Any]] = page.ask(_BEHIND, _MOST, _MOST_OF_EACH)
    frames_of = _contents(page, list(dict.fromkeys(one["source"] for one in [*seen, *behind])))
    found = []
    for one in seen:
        if frames := frames_of.get(one["source"]):
            found.append(_moving(one, frames, one["width"], one["height"]))
    told: set[str] = set()
    for one in behind:
        if one["source"] not in told and (frames := frames_of.get(one["source"])):
            width, height = _drawn(one, frames)
            with page.restored():
                bare = page.ask(_BARE, one["way"]) if width * height else 0
            if bare:
                told.add(one["source"])
                found.append(_moving(one, frames, width, height * bare, behind=True))
    return found


def _moving(
    one: dict[str, Any], frames: _Frames, width: float, height: float, *, behind: bool = False
) -> MovingPicture:
    return MovingPicture(
        one["way"], one["called"], one["source"], width, height, frames.lasts, frames.times, frames.light, behind
    )


def _drawn(one: dict[str, Any], frames: _Frames) -> tuple[float, float]:
    """How much of a thing its background fills, in CSS px; nothing if it is drawn beside the thing."""
    box = one["width"], one["height"]
    if one["repeats"] or one["size"] == "cover":
        return box
    own = float(frames.width), float(frames.height)
    if one["size"] == "contain":
        scale = min(box[0] / own[0], box[1] / own[1])
        size = own[0] * scale, own[1] * scale
    else:
        width, _, height = one["size"].partition(" ")
        given = _length(width, box[0]), _length(height or "auto", box[1])
        ratio = own[0] / own[1]
        size = (
            given[0] if given[0] is not None else own[0] if given[1] is None else given[1] * ratio,
            given[1] if given[1] is not None else own[1] if given[0] is None else given[0] / ratio,
        )
    for place, length, side in zip(one["at"].split(" "), size, box, strict=False):
        if place.endswith("px") and not -length < float(place[:-2]) < side:
            return 0.0, 0.0
    return min(size[0], box[0]), min(size[1], box[1])


def _length(told: str, whole: float) -> float | None:
    """A length of a computed style; None where the picture's own counts."""
    if told.endswith("px"):
        return float(told[:-2])
    return float(told[:-1]) / 100 * whole if told.endswith("%") else None


def _contents(page: Operated, sources: list[str]) -> dict[str, _Frames]:
    """What the browser holds of the pictures that move: nothing is asked of a server."""
    if not sources:
        return {}
    session = session_of(page.page)
    session.send("Page.enable")
    try:
        frame = session.send("Page.getFrameTree")["frameTree"]["frame"]["id"]
        found = {}
        for source in sources:
            data = _data(source) if source.startswith("data:") else _held(session, frame, source)
            if data and len(data) <= _MOST_BYTES and (frames := _frames(data)) is not None:
                found[source] = frames
        return found
    finally:
        session.send("Page.disable")


def _held(session: Any, frame: str, source: str) -> bytes:
    try:
        answer = session.send("Page.getResourceContent", {"frameId": frame, "url": source})
    except Error:  # not loaded, or of a frame's document
        return b""
    return base64.b64decode(answer["content"]) if answer["base64Encoded"] else b""


def _data(source: str) -> bytes:
    kind, _, text = source.partition(",")
    raw = unquote_to_bytes(text)
    if not kind.endswith(";base64"):
        return raw
    try:
        return base64.b64decode(raw)
    except binascii.Error:
        return b""


def _frames(data: bytes) -> _Frames | None:
    """What a file says of a picture; None if it does not move, or cannot be read."""
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            number = getattr(picture, "n_frames", 1)
            if number < 2 or picture.width * picture.height > _MOST_PIXELS:
                return None
            once, times, light = _played(picture, number)
            loops = picture.info.get("loop", 1)
            width, height = picture.size
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None  # a broken picture moves nothing
    moved = np.abs(light - light[0]).max(axis=0) > _DIFFERS
    if float(moved.mean()) < _LEAST_SHARE:
        return None
    return _Frames(loops == 0 or once * loops > _LONG_S, times, light, width, height)


def _played(picture: Image.Image, number: int) -> tuple[float, tuple[float, ...], Pixels]:
    """How long it takes once, and its first two seconds."""
    times, light, at = [], [], 0.0
    for index in range(min(number, _MOST_FRAMES)):
        picture.seek(index)
        shown = picture.convert("RGBA")
        whole = Image.alpha_composite(Image.new("RGBA", shown.size, "white"), shown).convert("RGB")
        times.append(at)
        light.append(luminance(np.asarray(whole.resize((_SIDE, _SIDE), Image.Resampling.BOX), np.float64)))
        shown_s = float(picture.info.get("duration", 0) or 0) / 1000
        at += shown_s if shown_s >= _SHORTEST_S else _IN_ITS_PLACE_S
    once = at * number / len(times)
    if len(times) == number:
        rounds = int(min(_WATCHED_S / at + 1, _MOST_FRAMES))
        times = [start + n * at for n in range(rounds) for start in times]
        light = light * rounds
    return once, tuple(times), np.stack(light)
