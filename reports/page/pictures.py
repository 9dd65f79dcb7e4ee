"""Brings pictures of pages into the report: only those shown, small, and as data, so that the file stands alone."""

from __future__ import annotations

import base64
import io
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from PIL import Image, UnidentifiedImageError

from evidence.problem import Problem
from evidence.run_directory import RunDirectory
from reports.model import Picture

_LARGEST_PX = 25_000_000
"""A picture of more pixels is not opened: evidence may come from elsewhere."""
_QUALITY = 62


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture as it stands in the page."""

    source: str
    """data: address."""
    width: int
    height: int
    box: tuple[str, str, str, str] | None
    """The marked element: left, top, width, height as percentages of the picture."""


class Pictures:
    """Reads, shrinks and remembers pictures, within a budget for the whole file.

    Args:
        run_directories: In the order of the report's runs.
        budget_bytes: When so much has been put in, further pictures are left out, and `left_out` counts them.
    """

    def __init__(self, run_directories: Sequence[RunDirectory], *, budget_bytes: int = 2_000_000) -> None:
        self._directories = run_directories
        self._left_bytes = budget_bytes
        self.left_out = 0

    def show(self, picture: Picture | None, width_px: int) -> Shown | None:
        """The picture at most so wide; None if there is none or it cannot be read.

        Args:
            picture: A blob of one of the runs.
            width_px: Widest it is shown, in CSS pixels; it is kept no larger.
        """
        if picture is None or not 0 <= picture.run < len(self._directories):
            return None
        small = _shrunk(self._directories[picture.run].path, picture.blob, width_px)
        if small is None:
            return None
        source, width, height, full_width, full_height = small
        if self._left_bytes < len(source):
            self.left_out += 1
            return None
        self._left_bytes -= len(source)  # each place it is shown in carries the data again
        return Shown(source, width, height, _marked(picture, full_width, full_height))


@lru_cache(maxsize=2000)
def _shrunk(directory: Path, blob: str, width_px: int) -> tuple[str, int, int, int, int] | None:
    """The picture as data, its size, and the size of the whole one. Kept: each language's report shows the same ones."""
    try:
        content = RunDirectory(directory).read_blob(blob)
        opened = Image.open(io.BytesIO(content))
        full_width, full_height = opened.size
        if full_width * full_height > _LARGEST_PX:
            return None
        height_px = max(1, round(full_height * width_px / full_width))
        opened.draft("RGB", (width_px, height_px))  # a JPEG need not be read in full to be made small
        image: Image.Image = opened.convert("RGB")
    except (Problem, UnidentifiedImageError, OSError, ValueError):
        return None
    if full_width > width_px:
        image = image.resize((width_px, height_px), Image.Resampling.LANCZOS)
    buffer = io.BytesIO()
    image.save(buffer, "WEBP", quality=_QUALITY, method=4)
    source = f"data:image/webp;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"
    return source, image.width, image.height, full_width, full_height


def _marked(picture: Picture, width: int, height: int) -> tuple[str, str, str, str] | None:
    if picture.box is None or width <= 0 or height <= 0:
        return None
    x, y, wide, high = picture.box
    left, top = max(0.0, x), max(0.0, y)
    right, bottom = min(float(width), x + wide), min(float(height), y + high)
    if right <= left or bottom <= top:
        return None
    shares = (left / width, top / height, (right - left) / width, (bottom - top) / height)
    first, second, third, fourth = (f"{share * 100:.2f}%" for share in shares)
    return first, second, third, fourth
