"""Load over time: people arriving, people done, and the wait, above each other on one time axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.svg import INK, MUTED, PAPER, chart_style, hue, inline_svg, marker, new_figure

_PLOT_PX = 130
_CAPTION_PX = 34
_NAME_PX = 20
_FEET_PX = 52
_GAP_PX = 26


@dataclass(frozen=True, slots=True)
class Curve:
    """One line in a panel. `build` is None for what is the same for all, such as the schedule."""

    label: str
    build: int | None
    seconds: tuple[float, ...]
    values: tuple[float | None, ...]
    """None where nothing is known: the line is broken there."""
    dashed: bool = False
    mark: str = "line"
    """line; or single people: done, with the build's own marks, and missed, with crosses."""


@dataclass(frozen=True, slots=True)
class Panel:
    """One of the charts that share the time axis."""

    caption: str
    curves: tuple[Curve, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """All that is drawn; texts are in the reader's language."""

    name: str
    title: str
    description: str
    time_caption: str
    panels: tuple[Panel, ...]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """Measures of the drawing, in CSS pixels."""

    width: float
    left: float
    right: float
    columns: int
    """In how many columns the curves' names stand above a panel; 0: beside it."""


_WIDE = _Sheet(width=1040, left=64, right=190, columns=0)
_NARROW = _Sheet(width=350, left=40, right=10, columns=2)


def timeline(chart: Timeline, *, narrow: bool = False) -> str:
    """Draw it as SVG to be put into a page.

    Args:
        chart: What to draw.
        narrow: For a telephone; its text is as large as in the wide one.
    """
    sheet = _NARROW if narrow else _WIDE
    heads = [_CAPTION_PX + _NAME_PX * _rows(panel, sheet) for panel in chart.panels]
    height = sum(heads) + len(heads) * _PLOT_PX + (len(heads) - 1) * _GAP_PX + _FEET_PX
    with chart_style():
        figure = new_figure(sheet.width, height)
        top = 0.0
        first: Axes | None = None
        for panel, head in zip(chart.panels, heads, strict=True):
            top += head
            share = (sheet.width - sheet.left - sheet.right) / sheet.width
            place = (sheet.left / sheet.width, 1 - (top + _PLOT_PX) / height, share, _PLOT_PX / height)
            axes = figure.add_axes(place, sharex=first)
            _draw_panel(axes, panel, sheet, head)
            top += _PLOT_PX + _GAP_PX
            if panel is chart.panels[-1]:
                axes.set_xlabel(chart.time_caption)
            else:
                axes.tick_params(labelbottom=False)
            first = first or axes
        if first is not None and any(curve.mark != "line" for panel in chart.panels for curve in panel.curves):
            # Single people come between the moments that the lines have, and after the last of them.
            first.set_xlim(0, 1.02 * max(s for panel in chart.panels for curve in panel.curves for s in curve.seconds))
        return inline_svg(figure, name=chart.name, title=chart.title, description=chart.description)


def _rows(panel: Panel, sheet: _Sheet) -> int:
    return -(-len(panel.curves) // sheet.columns) if sheet.columns else 0


def _draw_panel(axes: Axes, panel: Panel, sheet: _Sheet, head_px: float) -> None:
    axes.set_title(panel.caption, loc="left", color=INK, fontsize=13, pad=head_px - _CAPTION_PX + 10)
    for curve in panel.curves:
        _draw_curve(axes, curve)
    axes.set_ylim(bottom=0)
    axes.set_xlim(left=0)
    axes.margins(x=0, y=0.1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.grid(axis="x", visible=False)
    axes.tick_params(axis="both", length=0)
    _name_curves(axes, panel, sheet)


def _draw_curve(axes: Axes, curve: Curve) -> None:
    values = [float("nan") if value is None else value for value in curve.values]
    if curve.build is None:
        axes.fill_between(curve.seconds, values, color=MUTED, alpha=0.15, linewidth=0, zorder=1)
        axes.plot(curve.seconds, values, color=MUTED, linewidth=1, zorder=1)
        return
    axes.plot(curve.seconds, values, zorder=2 if curve.mark != "missed" else 3, clip_on=False, **_strokes(curve))


def _strokes(curve: Curve) -> dict[str, Any]:
    """A build's hue and shape; dashed and thinner for the lesser of its two curves."""
    build = curve.build or 0
    if curve.mark == "missed":
        cross = {"marker": "x", "markersize": 9, "markeredgewidth": 2.5, "linestyle": "none"}
        return {"color": hue(build), "markeredgecolor": hue(build)} | cross
    if curve.mark == "done":
        dot = {"markersize": 7, "markeredgecolor": PAPER, "markeredgewidth": 0.8, "linestyle": "none"}
        return {"color": hue(build), "marker": marker(build)} | dot
    return {
        "color": hue(build),
        "linewidth": 1.5 if curve.dashed else 2.5,
        "linestyle": (0, (4, 3)) if curve.dashed else "solid",
        "marker": marker(build),
        "markersize": 4 if curve.dashed else 7,
        "markeredgecolor": PAPER,
        "markeredgewidth": 0.8,
    }


def _name_curves(axes: Axes, panel: Panel, sheet: _Sheet) -> None:
    """Names each curve, with a piece of the line itself, the highest curve first."""
    plot_px = sheet.width - sheet.left - sheet.right
    known = [(max((v for v in curve.values if v is not None), default=0.0), curve) for curve in panel.curves]
    for place, (_height, curve) in enumerate(sorted(known, key=lambda entry: -entry[0])):
        if sheet.columns:
            row, column = divmod(place, sheet.columns)
            left = column / sheet.columns
            height = 1 + (_NAME_PX * (_rows(panel, sheet) - row) - 4) / _PLOT_PX
        else:
            left, height = 1 + 10 / plot_px, 1 - place * _NAME_PX / _PLOT_PX
        ends = [left, left + 20 / plot_px]
        shown: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
        if curve.build is None:
            axes.plot(ends, [height, height], color=MUTED, linewidth=8, alpha=0.3, **shown)
        else:
            axes.plot(ends, [height, height], **_strokes(curve), markevery=[1], **shown)
        axes.annotate(
            curve.label,
            (ends[1], height),
            xycoords="axes fraction",
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontsize=12,
            annotation_clip=False,
        )
