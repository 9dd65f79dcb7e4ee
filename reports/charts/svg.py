"""Turns a matplotlib figure into SVG that stands inside a page: named, in the page's colours, always the same."""

from __future__ import annotations

import io
import re
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from lxml import etree
from matplotlib.figure import Figure

# Colours that mean nothing themselves: each is replaced by a variable of the page, so that dark mode reaches the chart.
INK = "#010101"
MUTED = "#010102"
HAIRLINE = "#010103"
PAPER = "#010104"
BUILDS = ("#010111", "#010112", "#010113", "#010114", "#010115", "#010116")
MARKERS = ("o", "s", "^", "D", "v", "P")
"""One shape per build beside its hue: colour is never the only difference."""

_VARIABLES = {INK: "--ink", MUTED: "--muted", HAIRLINE: "--line", PAPER: "--paper"} | {
    colour: f"--build-{number}" for number, colour in enumerate(BUILDS, start=1)
}
_SVG = "{http://www.w3.org/2000/svg}"
_HREF = "{http://www.w3.org/1999/xlink}href"
_POINTER = re.compile(r"url\(#([^)]+)\)")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PIXELS_PER_INCH = 72
_STYLE: dict[Any, Any] = {
    "text.parse_math": False,  # a title may hold a dollar sign
    "svg.fonttype": "none",
    "svg.hashsalt": "skolprov",
    "font.family": "sans-serif",
    "font.size": 13,
    "text.color": INK,
    "axes.edgecolor": HAIRLINE,
    "axes.labelcolor": MUTED,
    "axes.facecolor": "none",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.spines.left": False,
    "axes.grid": True,
    "axes.titley": 1.0,  # where it stands anyway; left open, matplotlib lays out all ticks twice to find that out
    "grid.color": HAIRLINE,
    "grid.linewidth": 1,
    "xtick.color": HAIRLINE,
    "xtick.labelcolor": MUTED,
    "ytick.color": HAIRLINE,
    "ytick.labelcolor": MUTED,
    "figure.facecolor": "none",
}


def hue(build: int) -> str:
    """The placeholder colour of a build, by its place in the report."""
    return BUILDS[build % len(BUILDS)]


def marker(build: int) -> str:
    """The shape of a build's marks, by its place in the report."""
    return MARKERS[build % len(MARKERS)]


@contextmanager
def chart_style() -> Iterator[None]:
    """The look of all charts; drawing and saving belong inside."""
    with mpl.rc_context(_STYLE), warnings.catch_warnings():
        # The reader's own type face draws the text; what matplotlib's has no sign for does not matter.
        warnings.filterwarnings("ignore", message="Glyph .* missing from font")
        yield


def new_figure(width_px: float, height_px: float) -> Figure:
    """An empty figure of a size in CSS pixels, drawn at 72 units an inch."""
    return Figure(figsize=(width_px / _PIXELS_PER_INCH, height_px / _PIXELS_PER_INCH), dpi=_PIXELS_PER_INCH)


def inline_svg(figure: Figure, *, name: str, title: str, description: str) -> str:
    """The figure as SVG to be put into HTML as it stands.

    Args:
        figure: Drawn within `chart_style`.
        name: Unique in the page; begins every id in the picture.
        title: What the picture is, in the reader's language.
        description: What is to be seen in it.
    """
    buffer = io.BytesIO()
    figure.savefig(buffer, format="svg", metadata={"Date": None})
    parser = etree.XMLParser(no_network=True, resolve_entities=False, remove_comments=True, load_dtd=False)
    root = etree.fromstring(_printable(buffer.getvalue().decode()).encode(), parser)
    for metadata in root.findall(f"{_SVG}metadata"):
        root.remove(metadata)
    _own_ids(root, name)
    _page_colours(root)
    _name_it(root, name, title, description)
    etree.cleanup_namespaces(root)
    return etree.tostring(root, encoding="unicode")


def _printable(text: str) -> str:
    """Without the control characters that XML forbids: a build's name may hold anything."""
    return _CONTROL.sub("\N{REPLACEMENT CHARACTER}", text)


def _own_ids(root: etree._Element, name: str) -> None:
    """Ids begin with the chart's name, and only those that something points to are kept."""
    wanted: set[str] = set()
    for element in root.iter():
        for key, value in _attributes(element):
            if key in {_HREF, "href"} and value.startswith("#"):
                wanted.add(value[1:])
                del element.attrib[key]
                element.set("href", f"#{name}-{value[1:]}")
            elif pointed := _POINTER.search(value):
                wanted.add(pointed[1])
                element.set(key, value.replace(f"#{pointed[1]}", f"#{name}-{pointed[1]}"))
    for element in root.iter():
        own = element.get("id")
        if own is not None:
            del element.attrib["id"]
            if own in wanted:
                element.set("id", f"{name}-{own}")


def _attributes(element: etree._Element) -> list[tuple[str, str]]:
    return [(str(key), str(value)) for key, value in element.attrib.items()]


def _page_colours(root: etree._Element) -> None:
    for element in root.iter():
        for key in ("style", "fill", "stroke"):
            value = element.get(key)
            if not value:
                continue
            for colour, variable in _VARIABLES.items():
                value = value.replace(colour, f"var({variable})")
            # The page's own type face, whatever matplotlib measured with.
            element.set(key, value.replace("'sans-serif'", "inherit").replace("sans-serif", "inherit"))
    etree.strip_elements(root, f"{_SVG}style")  # rules for the whole page, which the report's own style sheet has


def _name_it(root: etree._Element, name: str, title: str, description: str) -> None:
    for key in ("version", "width", "height"):
        if key in root.attrib:
            del root.attrib[key]
    root.set("role", "img")
    root.set("aria-labelledby", f"{name}-title {name}-description")
    for position, (tag, text) in enumerate((("title", title), ("desc", description))):
        element = etree.Element(f"{_SVG}{tag}")
        element.set("id", f"{name}-{'title' if tag == 'title' else 'description'}")
        element.text = _printable(text)
        root.insert(position, element)
