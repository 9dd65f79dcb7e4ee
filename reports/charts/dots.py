"""Dot plot with intervals: every build on one line per task, so that the eye compares lengths and not tables."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.svg import INK, MUTED, PAPER, chart_style, hue, inline_svg, marker, new_figure

_FEET_PX, _CAPTION_PX = 30, 22
_HEAD_PX = 29
_SCREEN_PX = 700
"""Of a chart that is taller, whoever sees the foot does not see the head: both say what the axis shows."""
_APART = 0.13
"""Marks of two builds lie this share of a row apart, so that equal figures do not hide each other."""


@dataclass(frozen=True, slots=True)
class Dot:
    """One build's figure on a line; without limits it is known exactly."""

    build: int
    value: float
    low: float | None = None
    high: float | None = None


@dataclass(frozen=True, slots=True)
class Line:
    """One task: a dot per build and panel. A panel without a figure stays empty."""

    label: str
    panels: tuple[tuple[Dot, ...], ...]
    stressed: bool = False
    """The difference is worth looking at: the label is bold."""


@dataclass(frozen=True, slots=True)
class DotPlot:
    """All that is drawn; texts are in the reader's language."""

    name: str
    title: str
    description: str
    axes: tuple[str, ...]
    """What each panel's axis counts, unit included."""
    lines: tuple[Line, ...]
    reach: tuple[float, ...]
    """How far each panel's axis goes, so that charts of one kind are drawn to one scale."""


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Measures of the drawing, in CSS pixels."""

    width: float
    row: float
    left: float
    right: float
    between: float
    """Space between two panels, as a share of a panel's width."""


_WIDE = _Sheet(width=1040, row=30, left=300, right=16, between=0.08)
_NARROW = _Sheet(width=350, row=46, left=10, right=12, between=0.16)
"""For telephones: the label of a line stands above it."""


def dot_plot(plot: DotPlot, *, narrow: bool = False) -> str:
    """Draw it as SVG to be put into a page.

    Args:
        plot: What to draw.
        narrow: For a telephone; its text is as large as in the wide one.
    """
    sheet = _NARROW if narrow else _WIDE
    height = sheet.row * len(plot.lines) + _FEET_PX + _HEAD_PX
    tall = height > _SCREEN_PX
    feet = _FEET_PX + (_CAPTION_PX if tall else 0)
    height += feet - _FEET_PX
    with chart_style():
        figure = new_figure(sheet.width, height)
        panels: Sequence[Axes] = figure.subplots(
            1,
            len(plot.axes),
            sharey=True,
            squeeze=False,
            gridspec_kw={
                "left": sheet.left / sheet.width,
                "right": 1 - sheet.right / sheet.width,
                "bottom": feet / height,
                "top": 1 - _HEAD_PX / height,
                "wspace": sheet.between,
            },
        )[0]
        for index, (axes, caption) in enumerate(zip(panels, plot.axes, strict=True)):
            _draw_panel(axes, index, plot.lines)
            axes.set_xlim(0, plot.reach[index] * 1.04 or 1)
            axes.set_title(caption, loc="left", fontsize="medium", color=MUTED, pad=9)
            if tall:
                axes.set_xlabel(caption)
            if narrow:
                axes.xaxis.set_major_locator(MaxNLocator(nbins=4))
        if narrow:
            _label_above(panels[0], plot.lines)
        else:
            _label_beside(panels[0], plot.lines)
        return inline_svg(figure, name=plot.name, title=plot.title, description=plot.description)


def _draw_panel(axes: Axes, panel: int, lines: Sequence[Line]) -> None:
    for row, line in enumerate(lines):
        dots = line.panels[panel]
        if len(dots) > 1:
            values = [dot.value for dot in dots]
            axes.plot([min(values), max(values)], [row, row], color=INK, linewidth=1, alpha=0.35, zorder=1)
        for place, dot in enumerate(dots):
            height = row + (place - (len(dots) - 1) / 2) * 2 * _APART
            _draw_dot(axes, dot, height)
    axes.set_ylim(len(lines) - 0.5, -0.5)
    axes.grid(axis="y", visible=False)
    axes.tick_params(axis="both", length=0)
    axes.spines["bottom"].set_visible(False)


def _draw_dot(axes: Axes, dot: Dot, height: float) -> None:
    if dot.low is not None and dot.high is not None and dot.high > dot.low:
        axes.plot(
            [dot.low, dot.high], [height, height], color=hue(dot.build), linewidth=3, solid_capstyle="round", zorder=2
        )
    axes.plot(
        [dot.value],
        [height],
        marker=marker(dot.build),
        markersize=9,
        markerfacecolor=hue(dot.build),
        markeredgecolor=PAPER,
        markeredgewidth=1,
        linestyle="none",
        zorder=3,
        clip_on=False,
    )


def _label_beside(axes: Axes, lines: Sequence[Line]) -> None:
    axes.set_yticks(range(len(lines)), [line.label for line in lines])
    for text, line in zip(axes.get_yticklabels(), lines, strict=True):
        text.set_color(INK)
        text.set_fontweight("bold" if line.stressed else "normal")


def _label_above(axes: Axes, lines: Sequence[Line]) -> None:
    axes.set_yticks([])
    for row, line in enumerate(lines):
        axes.annotate(
            line.label,
            (0, row - 0.36),
            xycoords=("axes fraction", "data"),
            va="center",
            color=INK,
            fontsize=12,
            fontweight="bold" if line.stressed else "normal",
            annotation_clip=False,
        )
