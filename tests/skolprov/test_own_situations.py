"""A plan brings situations of its own; every mistake in one is told with its line, its key, and what to write."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.problem import Problem
from load.arrivals import draw, rates_for_people, rates_for_pupils
from skolprov.options import known
from skolprov.own_situations import situation_in
from skolprov.plan import Plan, WrongPlan, load_plan

PLAN = """\
platform = "demo"
[[builds]]
name = "good"
url = "http://127.0.0.1:8000"
[load]
situations = ["exam-day", "morning-bell"]
[[load.own_situations]]
id = "exam-day"
minutes = 90
visits_per_pupil = 0.5
[[load.own_situations.streams]]
role = "pupil"
share = 0.7
tasks = ["pupil.submit-assignment"]
shape = "flash"
at_min = 60
halves_in_min = 5
[[load.own_situations.streams]]
role = "teacher"
share = 0.3
points = [[0, 0], [30, 1.0], [90, 0.5]]
"""


def plan(tmp_path: Path, text: str, load: dict[str, object] | None = None) -> Plan:
    file = tmp_path / "plan.toml"
    file.write_text(text, "utf-8")
    return load_plan(file, {"load": load} if load else {}, known=known())


def test_it_becomes_a_situation_as_those_that_there_are(tmp_path: Path) -> None:
    made = situation_in(plan(tmp_path, PLAN), "exam-day")
    assert made.mix == {"pupil": 0.7, "teacher": 0.3}
    assert made.tasks == {"pupil": ("pupil.submit-assignment",), "teacher": ("teacher.*", "any.*")}
    arrivals = draw(rates_for_people(made, 90, 4000, frozenset(made.mix)), 1)
    pupils = [a.at_s for a in arrivals if a.role == "pupil"]
    teachers = [a.at_s for a in arrivals if a.role == "teacher"]
    assert sum(at < 60 for at in pupils) < 0.2 * len(pupils)
    assert sum(61 <= at < 66 for at in pupils) == pytest.approx(2 * sum(66 <= at < 71 for at in pupils), rel=0.2)
    assert sum(at < 10 for at in teachers) < 0.1 * len(teachers)


def test_its_size_is_told_by_the_pupils_of_a_school_system(tmp_path: Path) -> None:
    made = situation_in(plan(tmp_path, PLAN, {"pupils": 10_000}), "exam-day")
    assert rates_for_pupils(made, 90 * 60, 10_000, frozenset(made.mix)).people == pytest.approx(5000)


@pytest.mark.parametrize(
    ("shape", "busy", "idle"),
    [
        ('shape = "peak"\nat_min = 20\nwidth_min = 10', (15, 25), (40, 50)),
        ('shape = "plateau"\nfrom_min = 30\nuntil_min = 60', (30, 60), (60, 90)),
        ('shape = "ramp"', (60, 90), (0, 10)),
    ],
)
def test_each_shape_has_its_people_where_its_parameters_say(
    tmp_path: Path, shape: str, busy: tuple[int, int], idle: tuple[int, int]
) -> None:
    text = PLAN.replace('shape = "flash"\nat_min = 60\nhalves_in_min = 5', shape)
    made = situation_in(plan(tmp_path, text), "exam-day")
    times = [a.at_s for a in draw(rates_for_people(made, 90, 4000, frozenset({"pupil"})), 1)]
    many, few = (sum(first <= at < last for at in times) / (last - first) for first, last in (busy, idle))
    assert many > 4 * few


MISTAKES = [
    ('id = "exam-day"', 'id = "Exam day"', 8, "id: is no id", 'id = "exam-day"'),
    ('id = "exam-day"', 'id = "ramp"', 8, "comes with Skolprov", "a name of its own|an id of its own"),
    ("minutes = 90", "minutes = 0", 9, "minutes: has to be more than 0", "minutes = 1"),
    ('role = "pupil"', 'role = "parent"', 12, 'there is no role "parent"', "teacher, pupil, guardian"),
    ("share = 0.7", "share = 0.6", 13, "shares of the situation's streams sum to 0.9", "0.67, 0.33"),
    (
        '["pupil.submit-assignment"]',
        '["teacher.take-attendance"]',
        14,
        "is nothing that a pupil does",
        "pupil.see-timetable",
    ),
    ('["pupil.submit-assignment"]', '["pupil.dance"]', 14, 'there is no task "pupil.dance"', "guardian.*"),
    ('shape = "flash"', 'shape = "flush"', 15, 'Did you mean "flash"?', 'shape = "flash"'),
    ('shape = "flash"\n', "", 11, "shape: is missing: nothing says when people come", 'shape = "peak"'),
    ("at_min = 60\n", "", 11, "at_min: is missing, and flash needs it", "at_min = 10"),
    ("at_min = 60", "at_min = 95", 16, "lies after the situation's end", "at most 90"),
    ("halves_in_min = 5", "halves_in_min = 5\nwidth_min = 5", 18, "has no meaning for flash", "at_min, halves_in_min"),
    ("points = [[0, 0],", 'shape = "ramp"\npoints = [[0, 0],', 21, "stands beside points", "Leave one of them out"),
    ("[30, 1.0]", "[95, 1.0]", 21, "have to be at least two, in order of time", "[[0, 0.1], [45, 1.0], [90, 0.2]]"),
    ("[90, 0.5]", "[95, 0.5]", 21, "lie outside the situation", "[[0, 0.1], [45, 1.0], [90, 0.2]]"),
    ("[[0, 0], [30, 1.0], [90, 0.5]]", "[[0, 0], [90, 0]]", 21, "need heights of 0 or more", "[45, 1.0]"),
    ("[30, 1.0]", '[30, "many"]', 21, "points[1]: is no pair of a minute and a height", "[30, 1.0]"),
    ("[30, 1.0]", "[30]", 21, "is no pair", "points ="),
    ('situations = ["exam-day"', 'situations = ["exam-dya"', 6, 'Did you mean "exam-day"?', '"exam-day"'),
]


@pytest.mark.parametrize(("was", "now", "line", "what", "do"), MISTAKES, ids=[m[3] for m in MISTAKES])
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    tmp_path: Path, was: str, now: str, line: int, what: str, do: str
) -> None:
    assert was in PLAN
    with pytest.raises(WrongPlan) as raised:
        plan(tmp_path, PLAN.replace(was, now, 1))
    found = [m for m in raised.value.mistakes if what in m.what]
    assert found, str(raised.value)
    assert found[0].where == f"{tmp_path / 'plan.toml'}:{line}"
    assert any(one in found[0].do for one in do.split("|")), found[0].do


def test_where_the_size_is_told_in_pupils_it_has_to_say_how_many_come(tmp_path: Path) -> None:
    text = PLAN.replace("visits_per_pupil = 0.5\n", "")
    plan(tmp_path, text)
    with pytest.raises(Problem, match=r"visits_per_pupil: is missing") as raised:
        plan(tmp_path, text.replace("[load]", "[load]\npupils = 500"))
    assert "visits_per_pupil = 0.2" in raised.value.do


def test_a_rate_and_a_size_are_two_answers_to_one_question(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="pupils: stands beside peak_per_minute") as raised:
        plan(tmp_path, PLAN.replace("[load]", "[load]\npeak_per_minute = 40\npupils = 500"))
    assert raised.value.where.endswith("plan.toml:7")


def test_what_the_command_line_says_of_the_size_goes_before_the_plan(tmp_path: Path) -> None:
    by_rate = PLAN.replace("[load]", "[load]\npeak_per_minute = 40")
    assert plan(tmp_path, by_rate, {"pupils": 500}).load.pupils == 500
    by_size = PLAN.replace("[load]", "[load]\npupils = 500")
    assert plan(tmp_path, by_size, {"peak_per_minute": 60.0}).load.pupils is None
