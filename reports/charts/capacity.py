"""A search for capacity: how long the slowest request was waited for at each arrival rate, against the limit."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import FuncFormatter, LogLocator, NullFormatter

from reports.charts.svg import INK, MUTED, PAPER, chart_style, hue, inline_svg, marker, new_figure

_PLOT_PX = 240
_FEET_PX = 56
_HEAD_PX = 40
_NAME_PX = 20


@dataclass(frozen=True, slots=True)
class Point:
    """One rate."""

    per_minute: float
    seconds: float
    """p95 of the request that was waited for longest."""
    kept: bool
    """Shown to keep the limits: a filled mark; an empty one otherwise."""


@dataclass(frozen=True, slots=True)
class Row:
    """One build's rates, in their order."""

    label: str
    build: int
    points: tuple[Point, ...]


@dataclass(frozen=True, slots=True)
class CapacityChart:
    """All that is drawn; texts are in the reader's language."""

    name: str
    title: str
    description: str
    rate_caption: str
    seconds_caption: str
    limit_s: float
    limit_label: str
    rows: tuple[Row, ...]


def capacity_chart(chart: CapacityChart, *, narrow: bool = False) -> str:
    """Draw it as SVG to be put into a page.

    Args:
        chart: What to draw.
        narrow: For a telephone; its text is as large as in the wide one.
    """
    width, left, right = (350.0, 44.0, 12.0) if narrow else (1040.0, 64.0, 190.0)
    head = _HEAD_PX + (_NAME_PX * len(chart.rows) if narrow else 0)
    height = head + _PLOT_PX + _FEET_PX
    with chart_style():
        figure = new_figure(width, height)
        place = (left / width, _FEET_PX / height, (width - left - right) / width, _PLOT_PX / height)
        axes = figure.add_axes(place)
        axes.set_title(chart.seconds_caption, loc="left", color=INK, fontsize=13, pad=head - _HEAD_PX + 14)
        _draw(axes, chart)
        for number, row in enumerate(chart.rows):
            _name(axes, row, number, len(chart.rows), narrow=narrow, plot_px=width - left - right)
        return inline_svg(figure, name=chart.name, title=chart.title, description=chart.description)


def _draw(axes: Axes, chart: CapacityChart) -> None:
    axes.set_xscale("log")
    axes.set_yscale("log")
    for row in chart.rows:
        rates, seconds = [p.per_minute for p in row.points], [p.seconds for p in row.points]
        axes.plot(rates, seconds, color=hue(row.build), linewidth=1.5, zorder=2)
        for point in row.points:
            axes.plot([point.per_minute], [point.seconds], zorder=3, clip_on=False, **_mark(row.build, kept=point.kept))
    axes.axhline(chart.limit_s, color=MUTED, linewidth=1, linestyle=(0, (4, 3)), zorder=1)
    # At the left: a curve crosses the limit among the highest rates.
    axes.annotate(
        chart.limit_label, (0.0, chart.limit_s), xycoords=("axes fraction", "data"), xytext=(4, 4), ha="left",
        textcoords="offset points", color=MUTED, fontsize=12,
    )  # fmt: skip
    axes.margins(x=0.04, y=0.1)
    axes.set_xlabel(chart.rate_caption)
    for axis in (axes.xaxis, axes.yaxis):
        axis.set_major_locator(LogLocator(subs=(1, 2, 5)))
        axis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:g}"))
        axis.set_minor_formatter(NullFormatter())
    axes.tick_params(axis="both", which="both", length=0)


def _mark(build: int, *, kept: bool) -> dict[str, Any]:
    return {
        "marker": marker(build),
        "markersize": 9,
        "markerfacecolor": hue(build) if kept else PAPER,
        "markeredgecolor": hue(build),
        "markeredgewidth": 2,
        "linestyle": "none",
    }


def _name(axes: Axes, row: Row, number: int, rows: int, *, narrow: bool, plot_px: float) -> None:
    """Names a build's curve: beside the plot, or above it."""
    left = 0.0 if narrow else 1 + 16 / plot_px
    height = 1 + (_NAME_PX * (rows - number) - 8) / _PLOT_PX if narrow else 1 - number * _NAME_PX / _PLOT_PX
    axes.plot([left + 6 / plot_px], [height], transform=axes.transAxes, clip_on=False, **_mark(row.build, kept=True))
    axes.annotate(
        row.label, (left + 6 / plot_px, height), xycoords="axes fraction", xytext=(10, 0), textcoords="offset points",
        va="center", color=INK, fontsize=12, annotation_clip=False,
    )  # fmt: skip
