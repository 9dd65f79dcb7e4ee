"""Load over time: people arriving, people done, and the wait, above each other on one time axis."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from matplotlib.axes import Axes
from matplotlib.ticker import MaxNLocator

from reports.charts.svg import INK, MUTED, PAPER, chart_style, hue, inline_svg, marker, new_figure

_WIDTH_PX = 1040
_PANEL_PX = 190
_FEET_PX = 52
_MARGIN_PX = 64


@dataclass(frozen=True, slots=True)
class Curve:
    """One line in a panel. `build` is None for what is the same for all, such as the schedule."""

    label: str
    build: int | None
    seconds: tuple[float, ...]
    values: tuple[float | None, ...]
    """None where nothing is known: the line is broken there."""
    dashed: bool = False


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


def timeline(chart: Timeline) -> str:
    """Draw it as SVG to be put into a page."""
    height = _PANEL_PX * len(chart.panels) + _FEET_PX
    with chart_style():
        figure = new_figure(_WIDTH_PX, height)
        panels = figure.subplots(
            len(chart.panels),
            1,
            sharex=True,
            squeeze=False,
            gridspec_kw={
                "left": _MARGIN_PX / _WIDTH_PX,
                "right": 1 - 190 / _WIDTH_PX,
                "bottom": _FEET_PX / height,
                "top": 1 - 30 / height,
                "hspace": 0.42,
            },
        )[:, 0]
        for axes, panel in zip(panels, chart.panels, strict=True):
            _draw_panel(axes, panel)
        panels[-1].set_xlabel(chart.time_caption)
        return inline_svg(figure, name=chart.name, title=chart.title, description=chart.description)


def _draw_panel(axes: Axes, panel: Panel) -> None:
    axes.set_title(panel.caption, loc="left", color=INK, fontsize=13, pad=10)
    for curve in panel.curves:
        _draw_curve(axes, curve)
    axes.set_ylim(bottom=0)
    axes.set_xlim(left=0)
    axes.margins(x=0, y=0.1)
    axes.yaxis.set_major_locator(MaxNLocator(nbins=4))
    axes.grid(axis="x", visible=False)
    axes.tick_params(axis="both", length=0)
    _label_curves(axes, panel)


def _draw_curve(axes: Axes, curve: Curve) -> None:
    values = [float("nan") if value is None else value for value in curve.values]
    if curve.build is None:
        axes.fill_between(curve.seconds, values, color=MUTED, alpha=0.15, linewidth=0, zorder=1)
        axes.plot(curve.seconds, values, color=MUTED, linewidth=1, zorder=1)
        return
    axes.plot(curve.seconds, values, zorder=2, clip_on=False, **_strokes(curve))


def _strokes(curve: Curve) -> dict[str, Any]:
    """A build's hue and shape; dashed and thinner for the lesser of its two curves."""
    build = curve.build or 0
    return {
        "color": hue(build),
        "linewidth": 1.5 if curve.dashed else 2.5,
        "linestyle": (0, (4, 3)) if curve.dashed else "solid",
        "marker": marker(build),
        "markersize": 4 if curve.dashed else 7,
        "markeredgecolor": PAPER,
        "markeredgewidth": 0.8,
    }


def _label_curves(axes: Axes, panel: Panel) -> None:
    """Names each curve beside the panel, with a piece of the line itself, the highest curve first."""
    known = [(max((v for v in curve.values if v is not None), default=0.0), curve) for curve in panel.curves]
    for place, (_height, curve) in enumerate(sorted(known, key=lambda entry: -entry[0])):
        height = 1 - place * 20 / (_PANEL_PX * 0.62)
        ends = [1.012, 1.036]
        shown: dict[str, Any] = {"transform": axes.transAxes, "clip_on": False}
        if curve.build is None:
            axes.plot(ends, [height, height], color=MUTED, linewidth=8, alpha=0.3, **shown)
        else:
            axes.plot(ends, [height, height], **_strokes(curve), markevery=[1], **shown)
        axes.annotate(
            curve.label,
            (1.036, height),
            xycoords="axes fraction",
            xytext=(9, 0),
            textcoords="offset points",
            va="center",
            color=INK,
            fontsize=12,
            annotation_clip=False,
        )
