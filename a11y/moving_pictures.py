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
_MOST = 8
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
_LOOK = r"""(s, most) => s.all("img, input[type=image]").slice(0, 500).flatMap((e) => {
  const source = e.localName === "img" ? e.currentSrc || e.src : e.src;
  if (typeof source !== "string" || !(/^https?:.*\.(gif|webp|apng)([?#]|$)/i.test(source) || /^file:.*\.(gif|webp|apng)$/i.test(source) || /^data:image\/(gif|webp|apng)[;,]/i.test(source))) return [];
  const [left, top, width, height] = s.box(e);
  if (!s.shown(e) || width * height < 100 || left + width <= 0 || top + scrollY + height <= 0) return [];
  return [{ way: s.path(e), called: s.called(e), source, width, height }];
}).slice(0, most)"""


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
    frames_of = _contents(page, list(dict.fromkeys(one["source"] for one in seen)))
    found = []
    for one in seen:
        frames = frames_of.get(one["source"])
        if frames is not None:
            lasts, times, light = frames
            found.append(
                MovingPicture(
                    one["way"], one["called"], one["source"], one["width"], one["height"], lasts, times, light
                )
            )
    return found


def _contents(page: Operated, sources: list[str]) -> dict[str, tuple[bool, tuple[float, ...], Pixels]]:
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


def _frames(data: bytes) -> tuple[bool, tuple[float, ...], Pixels] | None:
    """Whether it lasts, when its first frames come, and how light they are; None if it does not move, or cannot be read."""
    try:
        with Image.open(BytesIO(data), formats=_KINDS) as picture:
            number = getattr(picture, "n_frames", 1)
            if number < 2 or picture.width * picture.height > _MOST_PIXELS:
                return None
            once, times, light = _played(picture, number)
            loops = picture.info.get("loop", 1)
    except (OSError, ValueError, SyntaxError, EOFError, Image.DecompressionBombError):
        return None  # a broken picture moves nothing
    moved = np.abs(light - light[0]).max(axis=0) > _DIFFERS
    if float(moved.mean()) < _LEAST_SHARE:
        return None
    return loops == 0 or once * loops > _LONG_S, times, light


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
