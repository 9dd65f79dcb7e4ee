"""What a page looks like, in numbers: its ground without its text, where the letters are, how one stands out from the other.
For checks that go by pixels."""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from playwright.sync_api import FloatRect, Page

Pixels = NDArray[np.float64]
"""Rows of pixels, each red, green and blue from 0 to 255; or one value for each."""

_LETTERS = (
    "*, *::before, *::after, *::placeholder, *::marker {{ transition: none !important; caret-color: transparent !important;"
    " -webkit-text-fill-color: {} !important; -webkit-text-stroke-color: transparent !important;"
    " text-decoration-color: transparent !important }}"
)
"""Of letters alone: what else takes the text's colour, such as a border, is the ground's."""


@dataclass(frozen=True, slots=True)
class Lettering:
    """A part of the window: what lies behind its text, and where the letters are."""

    ground: Pixels
    coverage: Pixels
    """From 0 (no letter) to 1 (a letter, and nothing above it)."""
    still: bool
    """Nothing but the letters differed from one picture to the next."""

    def crop(self, left: float, top: float, width: float, height: float) -> Lettering:
        """A part of it, in CSS px from its left upper corner."""
        rows = slice(max(0, int(top)), max(0, int(np.ceil(top + height))))
        columns = slice(max(0, int(left)), max(0, int(np.ceil(left + width))))
        return Lettering(self.ground[rows, columns], self.coverage[rows, columns], self.still)


def picture(page: Page, clip: FloatRect | None = None, *, style: str | None = None) -> Pixels:
    """What the window shows, or a part of it: transitions at their end, no caret."""
    shot = page.screenshot(clip=clip, style=style, animations="disabled", caret="hide", scale="css")
    return np.asarray(Image.open(BytesIO(shot)).convert("RGB"), dtype=np.float64)


def without_text(page: Page, clip: FloatRect | None = None) -> Pixels:
    """What the window shows, or a part of it, but its letters."""
    return picture(page, clip, style=_LETTERS.format("transparent"))


def lettering(page: Page, clip: FloatRect | None = None) -> Lettering:
    """The ground and the letters, whatever their colour is: they are drawn in black, in white, and not at all."""
    ground = without_text(page, clip)
    black, white = (picture(page, clip, style=_LETTERS.format(colour)) for colour in ("#000", "#fff"))
    if not ground.shape == black.shape == white.shape:
        return Lettering(ground, np.zeros(ground.shape[:2]), still=False)
    coverage = np.clip((white - black).mean(axis=2) / 255, 0, 1)
    bare = coverage < 0.01
    moved = np.abs(ground - black).max(axis=2)[bare] > 8
    return Lettering(ground, coverage, still=not moved.size or float(moved.mean()) < 0.02)


def luminance(colours: Pixels) -> Pixels:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = colours / 255
    linear = np.where(parts <= 0.04045, parts / 12.92, ((parts + 0.055) / 1.055) ** 2.4)
    weighted: Pixels = linear @ np.array([0.2126, 0.7152, 0.0722])
    return weighted


def contrast(some: Pixels, others: Pixels) -> Pixels:
    """The contrast ratio of colours with others, pixel by pixel."""
    one, other = luminance(some) + 0.05, luminance(others) + 0.05
    ratio: Pixels = np.maximum(one, other) / np.minimum(one, other)
    return ratio


def laid_over(colour: Pixels, alpha: float, ground: Pixels) -> Pixels:
    """A colour that lets some of its ground through."""
    return alpha * colour + (1 - alpha) * ground


def letters_of(page: Page, selector: str, clip: FloatRect) -> Pixels:
    """Where the letters of one element alone are, from 0 to 1, as far as nothing lies above them.

    Args:
        page: As it is.
        selector: A CSS selector of the element, in the page's own document.
        clip: The part of the window.
    """
    others = _LETTERS.format("transparent")
    black, white = (
        picture(page, clip, style=f"{others} {selector} {{ -webkit-text-fill-color: {colour} !important }}")
        for colour in ("#000", "#fff")
    )
    if black.shape != white.shape:
        return np.zeros(black.shape[:2])
    coverage: Pixels = np.clip((white - black).mean(axis=2) / 255, 0, 1)
    return coverage
