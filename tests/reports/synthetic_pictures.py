"""Pictures of the synthetic run: plain drawings that look like a page from afar."""

from __future__ import annotations

import io
from functools import cache

from PIL import Image, ImageDraw

_HUE = {"good": "#0b3d62", "worse": "#5a3410"}


@cache
def page_picture(title: str, build: str, step: int) -> bytes:
    """A page of 1280 × 800 as PNG."""
    image = Image.new("RGB", (1280, 800), "white")
    draw = ImageDraw.Draw(image)
    draw.rectangle((0, 0, 1280, 64), fill=_HUE.get(build, "#333333"))
    draw.text((32, 24), "Skolan", fill="white", font_size=24)
    draw.text((64, 110), _plain(title), fill="black", font_size=36)
    for line in range(step + 2):
        draw.rectangle((64, 190 + line * 70, 700, 230 + line * 70), outline="#555555")
    draw.rectangle((64, 640, 240, 690), fill=_HUE.get(build, "#333333"))
    draw.text((110, 650), "Save", fill="white", font_size=24)
    return _png(image)


@cache
def element_picture(name: str, build: str) -> bytes:
    """An element at (60, 60) of 180 × 36 in its surroundings, as PNG."""
    image = Image.new("RGB", (420, 160), "white")
    draw = ImageDraw.Draw(image)
    draw.text((60, 30), _plain(name), fill="#222222", font_size=16)
    draw.rectangle((60, 60, 240, 96), outline=_HUE.get(build, "#333333"))
    return _png(image)


def _plain(text: str) -> str:
    return text[:40].encode("ascii", "replace").decode()


def _png(image: Image.Image) -> bytes:
    buffer = io.BytesIO()
    image.save(buffer, "PNG", compress_level=1)
    return buffer.getvalue()
