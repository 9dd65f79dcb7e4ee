"""Charts as text: named for those who do not see them, in the page's colours, harmless and always the same."""

from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from reports.charts.dots import Dot, DotPlot, Line, dot_plot
from reports.charts.svg import BUILDS, HAIRLINE, INK, MUTED, PAPER
from reports.charts.timeline import Curve, Panel, Timeline, timeline

HOSTILE = "$x^2$ </text><script>alert(1)</script> \x07"
PLOT = DotPlot(
    name="effort-1",
    title=HOSTILE,
    description="What is to be seen",
    axes=("Own time (s)", "Wait (s)"),
    lines=(
        Line("Report an absence", ((Dot(0, 22.0), Dot(1, 31.0)), (Dot(0, 0.2, 0.1, 0.3), Dot(1, 1.9, 1.5, 2.3)))),
        Line(HOSTILE, ((Dot(0, 10.0),), ()), stressed=True),
    ),
    reach=(31.0, 2.3),
)
CHART = Timeline(
    name="load-1",
    title="Absence morning",
    description="People and waits",
    time_caption="Seconds",
    panels=(
        Panel("People", (Curve("arriving", None, (0, 10, 20), (5, 9, 4)), Curve(HOSTILE, 0, (0, 10, 20), (5, 8, 4)))),
        Panel("Wait", (Curve("p95", 1, (0, 10, 20), (1.0, None, 2.0)), Curve("p50", 1, (0, 10, 20), (0.5,) * 3, True))),
    ),
)


def every_chart() -> list[str]:
    return [
        chart(what, narrow=narrow) for chart, what in ((dot_plot, PLOT), (timeline, CHART)) for narrow in (False, True)
    ]


def test_a_chart_has_a_name_and_a_description() -> None:
    root = etree.fromstring(dot_plot(PLOT))
    named = {str(element.get("id")): element.text for element in root if element.get("id")}
    assert root.get("role") == "img"
    assert [key in named for key in str(root.get("aria-labelledby")).split()] == [True, True]
    assert named["effort-1-description"] == "What is to be seen"


@pytest.mark.parametrize(("lines", "times"), [(1, 1), (20, 2)], ids=["seen whole", "taller than a screen"])
def test_each_panel_of_a_dot_plot_says_whose_time_it_shows_again_only_where_its_foot_is_far_from_its_head(
    lines: int, times: int
) -> None:
    for narrow in (False, True):
        plot = replace(PLOT, lines=PLOT.lines * lines)
        said = [str(text).strip() for text in etree.fromstring(dot_plot(plot, narrow=narrow)).itertext()]
        assert [said.count(caption) for caption in PLOT.axes] == [times, times]


def test_hostile_words_in_a_chart_are_text() -> None:
    for svg in every_chart():
        root = etree.fromstring(svg)
        assert list(root.iter("{*}script")) == []
        assert "\x07" not in svg
        assert "$x^2$" in "".join(str(text) for text in root.itertext())


def test_a_chart_takes_its_colours_from_the_page() -> None:
    for svg in every_chart():
        assert "var(--build-1)" in svg
        for placeholder in (*BUILDS, INK, MUTED, HAIRLINE, PAPER):
            assert placeholder not in svg


def test_ids_in_a_chart_begin_with_its_name_and_pointers_find_them() -> None:
    for svg in every_chart():
        root = etree.fromstring(svg)
        ids = [str(e.get("id")) for e in root.iter() if e.get("id")]
        assert len(ids) == len(set(ids))
        assert all(i.startswith(("effort-1-", "load-1-")) for i in ids)
        assert {str(e.get("href"))[1:] for e in root.iter() if e.get("href")} <= set(ids)


def test_a_chart_is_drawn_the_same_every_time() -> None:
    assert every_chart() == every_chart()


def test_a_window_without_a_figure_breaks_the_line() -> None:
    whole = CHART.panels[1].curves[0]
    mended = Curve(whole.label, whole.build, whole.seconds, (1.0, 1.5, 2.0))
    unbroken = timeline(
        Timeline("load-1", "", "", "", (CHART.panels[0], Panel("Wait", (mended, CHART.panels[1].curves[1]))))
    )
    assert unbroken.count("<use ") == timeline(CHART).count("<use ") + 1
