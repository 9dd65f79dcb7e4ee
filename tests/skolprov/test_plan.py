"""A plan is read whole, with its defaults written out; and every mistake in it is told at once, with line and mend."""

from __future__ import annotations

import copy
import json
import pickle
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from evidence.problem import Problem
from scenarios.tasks import TASKS
from skolprov.plan import Known, Plan, WrongPlan, load_plan, plan_from

KNOWN = Known(
    tasks=[task.id for task in TASKS],
    modes=["pointer", "keyboard"],
    platforms=["demo", "vklass"],
    situations=["absence-morning", "ordinary-day"],
    measures=["task-success", "wait"],
    checks=["focus-not-visible", "keyboard-trap", "mouse-only"],
    rules=["color-contrast", "image-alt"],
)
GOOD = """
title = "Two builds"
tasks = ["guardian.*", "pupil.see-timetable"]
platform = "demo"

[[builds]]
name = "good"
url = "https://good.example.org"

[[builds]]
name = "worse"
url = "http://127.0.0.1:8000"
[[builds.school]]
form = "U"
pupil = { name = "Elsa Holm", username = "elsa", password = "vinterkväll" }

[[school]]
form = "C"
guardian = { name = "Ali Nur", username = "ali", password_env = "GUARDIAN_PASSWORD", telephone = "070-174 06 05" }
child.name = "Alva Nur"
lesson.time = 08:20:00

[load]
situations = ["absence-morning"]
[[load.permitted]]
host = "good.example.org"
max_per_minute = 60
contact = "drift@example.org"

[gate]
measures = ["task-success"]
margins = { task-success = 5 }
"""

Write = Callable[[str], Path]


@pytest.fixture
def write(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a plan's text to a file."""
    monkeypatch.setenv("GUARDIAN_PASSWORD", "sommarmorgon")

    def written(text: str) -> Path:
        file = tmp_path / "plan.toml"
        file.write_text(text, "utf-8")
        return file

    return written


def mistakes(file: Path, overrides: dict[str, Any] | None = None) -> list[Problem]:
    with pytest.raises(WrongPlan) as raised:
        load_plan(file, overrides, known=KNOWN)
    return list(raised.value.mistakes)


def only_mistake(file: Path) -> Problem:
    (mistake,) = mistakes(file)
    return mistake


def test_a_plan_is_read_with_patterns_resolved_and_defaults_filled_in(write: Write) -> None:
    plan = load_plan(write(GOOD), known=KNOWN)
    assert plan.title == "Two builds"
    assert "guardian.report-absence" in plan.tasks
    assert "pupil.see-timetable" in plan.tasks
    assert "teacher.take-attendance" not in plan.tasks
    assert plan.modes == ("pointer", "keyboard")
    assert [b.platform for b in plan.builds] == ["demo", "demo"]
    assert plan.load.permitted[0].max_per_minute == 60
    assert plan.gate.margins == {"task-success": 5}


def test_a_build_s_own_cases_go_before_the_plan_s(write: Write) -> None:
    plan = load_plan(write(GOOD), known=KNOWN)
    assert plan.cases("good")[0]["child"] == {"name": "Alva Nur"}
    assert plan.cases("good")[0]["guardian"]["password_env"] == "GUARDIAN_PASSWORD"
    assert plan.cases("worse")[0]["pupil"]["password"] == "vinterkväll"


def test_the_command_line_wins_and_what_it_does_not_say_stays(write: Write) -> None:
    plan = load_plan(
        write(GOOD), {"repeats": 7, "modes": ["keyboard"], "seed": None, "load": {"duration_s": 5.0}}, known=KNOWN
    )
    assert (plan.repeats, plan.modes, plan.seed) == (7, ("keyboard",), 1)
    assert plan.load.duration_s == 5
    assert plan.load.situations == ("absence-morning",)


def test_a_one_off_run_needs_no_file() -> None:
    plan = plan_from({"builds": [{"name": "candidate", "url": "http://127.0.0.1:1", "platform": "demo"}]}, known=KNOWN)
    assert plan.title == "candidate"
    assert plan.tasks == tuple(KNOWN.tasks)
    assert plan.cases("candidate") == []


def test_a_platform_file_is_meant_from_the_plan_s_folder(write: Write, tmp_path: Path) -> None:
    (tmp_path / "mine.py").touch()
    plan = load_plan(write(GOOD.replace('"demo"', '"./mine.py"')), known=KNOWN)
    assert plan.builds[0].platform == str(tmp_path / "mine.py")
    assert plan.as_evidence()["builds"][0]["platform"] == "mine.py"


def test_no_password_is_in_what_a_plan_shows_or_leaves_as_evidence(write: Write) -> None:
    plan = load_plan(write(GOOD), known=KNOWN)
    assert plan.secrets() == {
        "builds.worse.school.0.pupil.password": "vinterkväll",
        "school.0.guardian.password": "sommarmorgon",
    }
    evidence = json.dumps(plan.as_evidence(), ensure_ascii=False)
    for shown in (repr(plan), str(plan), plan.model_dump_json(), evidence, repr(plan.builds), repr(plan.school)):
        assert "vinterkväll" not in shown
        assert "sommarmorgon" not in shown
    assert "Alva Nur" in evidence


def test_evidence_writes_every_default_out(write: Write) -> None:
    evidence = load_plan(write(GOOD), known=KNOWN).as_evidence()
    assert set(Plan.model_fields) == set(evidence)
    assert evidence["limit_s"] == 10
    assert evidence["load"]["peak_per_minute"] == 40
    assert evidence["school"][0]["lesson"]["time"] == "08:20:00"


def test_the_digest_tells_plans_apart_but_not_their_passwords(write: Write, monkeypatch: pytest.MonkeyPatch) -> None:
    first = load_plan(write(GOOD), known=KNOWN).digest()
    monkeypatch.setenv("GUARDIAN_PASSWORD", "another")
    assert load_plan(write(GOOD.replace("vinterkväll", "another")), known=KNOWN).digest() == first
    assert load_plan(write(GOOD), {"repeats": 3}, known=KNOWN).digest() != first


def test_checks_are_none_unless_named_and_all_of_them_by_one_word(write: Write) -> None:
    assert load_plan(write(GOOD), known=KNOWN).checks == ()
    named = write('checks = ["mouse-only", "keyboard-trap"]\n' + GOOD)
    assert load_plan(named, known=KNOWN).checks == ("keyboard-trap", "mouse-only")
    assert load_plan(named, {"checks": ["all"]}, known=KNOWN).checks == tuple(KNOWN.checks)


@pytest.mark.parametrize(
    ("named", "asked"),
    [
        (["image-alt"], ("image-alt",)),
        (["image-alt", "keyboard-trap"], ("keyboard-trap", "image-alt")),
        (["axe"], ()),
        (["image-alt", "axe", "mouse-only"], ("mouse-only",)),
        (["image-alt", "all"], tuple(KNOWN.checks)),
    ],
)
def test_rules_of_the_engine_are_named_among_the_checks_and_all_of_them_are_asked_unless_some_are(
    write: Write, named: list[str], asked: tuple[str, ...]
) -> None:
    assert load_plan(write(GOOD), {"checks": named}, known=KNOWN).checks == asked


def test_a_check_that_there_is_not_and_checks_of_what_is_not_scanned_are_told(write: Write) -> None:
    unknown = only_mistake(write('checks = ["keyboard-trip"]\n' + GOOD))
    assert 'there is no check "keyboard-trip". Did you mean "keyboard-trap"?' in str(unknown)
    both = only_mistake(write('checks = ["all"]\nscan = false\n' + GOOD))
    assert "checks: are asked of states that are scanned, and scan is false" in str(both)


def test_a_misspelt_key_is_shown_with_line_key_and_the_line_as_it_should_be(write: Write) -> None:
    problem = only_mistake(write(GOOD.replace('url = "http:', 'urrl = "http:')))
    assert problem.where.endswith("plan.toml:12")
    assert problem.what == (
        'builds[1].urrl is not a key of a build. Did you mean `url`?\n   12 │ urrl = "http://127.0.0.1:8000"'
    )
    assert problem.do == 'Write:  url = "http://127.0.0.1:8000"'


@pytest.mark.parametrize(
    ("line", "told", "writes"),
    [
        ('netwrok = "slow"', ["not a key of a plan", 'no network "slow"'], ['network = "slow-4g"'] * 2),
        ("repeets = 0", ["not a key of a plan", "at least 1"], ["repeats = 1"] * 2),
        ('taks = ["any.log-ou"]', ["not a key", "no task"], ['tasks = ["any.log-out"]'] * 2),
        ('taks = ["nothing-like-it"]', ["not a key", "no task"], ["tasks = …", ""]),
        (
            'lod = { situatons = ["absence-mornin"] }',
            ["not a key of a plan", "not a key of load", "no situation"],
            ['load = { situations = ["absence-morning"] }'] * 3,
        ),
        (
            'modes = ["pointr", "keybord", "pointr"]',
            ['no mode "pointr"', 'no mode "keybord"', 'no mode "pointr"'],
            ['modes = ["pointer", "keyboard", "pointer"]'] * 3,
        ),
        ('modes = ["pointer", "point"]', ['no mode "point"'], ['modes = ["pointer", "pointer"]']),
    ],
)
def test_no_line_is_advised_that_would_be_refused_next(
    write: Write, line: str, told: list[str], writes: list[str]
) -> None:
    rest = GOOD.replace('tasks = ["guardian.*", "pupil.see-timetable"]', "").replace("[load", "[gate.x")
    found = mistakes(write(f"{line}\n{rest.partition('[gate.x]')[0]}"))
    assert all(part in one.what for part, one in zip(told, found, strict=True)), found
    assert [
        one.do.splitlines()[0].removeprefix("Write:  ") if one.do.startswith("Write:") else "" for one in found
    ] == writes


def test_all_mistakes_are_told_at_once_in_the_order_of_their_lines(write: Write) -> None:
    text = GOOD.replace('"absence-morning"', '"absence"').replace('"guardian.*"', '"gardian.*"').replace('"C"', '"X"')
    lines = [int(m.where.rpartition(":")[2]) for m in mistakes(write(text))]
    assert len(lines) == 3
    assert lines == sorted(lines)


@pytest.mark.parametrize(
    ("old", "new", "what", "do"),
    [
        ('platform = "demo"', 'platform = "dmo"', 'no platform "dmo". Did you mean "demo"?', 'Write:  platform = "demo"'),
        ('platform = "demo"', "", "nothing says how tasks are done", 'platform = "demo"'),
        ('platform = "demo"', 'platform = "gone.py"', 'no platform file "gone.py"', "Looked for at /"),
        ('"guardian.*"', '"guardian.report-absense"', "Did you mean", 'tasks = ["guardian.report-absence"'),
        ('"guardian.*"', '"janitor.*"', 'no task "janitor.*"', "teacher.take-attendance"),
        ('title = "Two builds"', 'modes = ["keybord"]', 'Did you mean "keyboard"?', 'modes = ["keyboard"]'),
        ('title = "Two builds"', 'modes = "keyboard"', "has to be a list, and is a text", 'modes = ["keyboard"]'),
        ('title = "Two builds"', 'roles = ["gaurdian"]', "no role", 'roles = ["guardian"]'),
        ('title = "Two builds"', 'repeats = "3"', "has to be a whole number, and is a text", "repeats = 3"),
        ('title = "Two builds"', 'text_percent = "200%"', "has to be a whole number", "text_percent = 200"),
        ('title = "Two builds"', 'trace = "always"', "is none of those", "Write one of: on, failures, off."),
        ('title = "Two builds"', 'trace = "failure"', "is none of those", 'Write:  trace = "failures"'),
        ("[[school]]", "[school]", "has to be a list of tables", "Write:  [[school]]"),
        ('"guardian.*"', '"guradian.*"', 'Did you mean "guardian.*"?', 'tasks = ["guardian.*"'),
        ('title = "Two builds"', "repeats = 0", "has to be at least 1", "Write:  repeats = 1"),
        ('title = "Two builds"', "scan = 1", "has to be true or false", "scan = true"),
        ('title = "Two builds"', 'language = "Swedish"', "not a language tag", 'language = "sv"'),
        ('title = "Two builds"', 'mask = [""]', "empty selector", "mask ="),
        ('title = "Two builds"', "wibble = 1", "wibble is not a key of a plan", "repeats"),
        ('"worse"', '"good"', 'builds[0] is called "good" already', "a name of its own"),
        ('"http://127.0.0.1:8000"', '"127.0.0.1:8000"', "begins with https:// or", 'url = "http://127.0.0.1:8000"'),
        ('"https://good.example.org"', '"good.example.org/x"', "begins with", 'url = "https://good.example.org/x"'),
        ('"https://good.example.org"', '"file:///etc"', "not an address that a browser could open", "https://"),
        ('"https://good.example.org"', '"https://[::1"', "is not an address", "https://"),
        ('url = "https://good.example.org"', "", "builds[0].url: is missing from a build", "url ="),
        ('form = "C"', 'form = "X"', 'no school form "X"', "P, C, U, A"),
        ('"absence-morning"', '"absence-mornin"', "no situation", 'situations = ["absence-morning"]'),
        ('"GUARDIAN_PASSWORD"', '"NOT_SET_HERE"', "NOT_SET_HERE is not set", "export NOT_SET_HERE="),
        ('password_env = "GUARDIAN_PASSWORD", ', "", "guardian: has no password", "GUARDIAN_PASSWORD"),
        (', password = "vinterkväll"', ', password = "a", password_env = "GUARDIAN_PASSWORD"', "has both", "password_env"),
        ('form = "U"', 'form = "P"', "preschool children have no pupil account", "Remove it"),
        ("contact = ", "# contact = ", "contact: is missing from a permitted host", "contact ="),
        ('host = "good.example.org"', 'host = "https://good.example.org/x"', "a name alone", 'host = "good.example.org"'),
        ('measures = ["task-success"]', 'measures = ["task-sucess"]', "no measure", '["task-success"]'),
        ("margins = { task-success = 5 }", "margins = { wait = -1 }", "has to be at least 0", "wait = 0"),
        ("margins = { task-success = 5 }", "margins = { waitt = 5 }", 'gate.margins.waitt: there is no measure', "wait = 5"),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_line_and_what_to_write(
    write: Write, old: str, new: str, what: str, do: str
) -> None:
    assert old in GOOD
    text = GOOD.replace(old, new, 1)
    found = mistakes(write(text))
    assert what in found[0].what
    assert do in found[0].do
    line = int(found[0].where.rpartition(":")[2])
    assert f"{line:>5} │ {text.splitlines()[line - 1].strip()[:12]}" in found[0].what


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ('password = "vinterkväll"', 'pasword = "vinterkväll"'),
        ('password = "vinterkväll"', 'lösenord = "vinterkväll"'.replace("ö", "o")),
        ('password = "vinterkväll"', 'password = "vinterkväll", password_env = "X"'),
        ('password = "vinterkväll"', 'password_env = "vinterkväll"'),
        ('password = "vinterkväll"', 'password_env = "VINTERkväll"'),
        ('password = "vinterkväll"', 'password = ["vinterkväll"]'),
        ('password = "vinterkväll"', 'password = "vinterkväll'),
        ('password = "vinterkväll" }', 'password = "vinterkväll", }, }'),
        ('form = "U"', 'form = "U"\nkey.token = "vinterkväll"'),
        ('"http://127.0.0.1:8000"', '"http://elsa:vinterkväll@127.0.0.1:8000"'),
        ("pupil = {", "pupill = {"),
        ('["task-success"]', '["task-succes"]  # password = "vinterkväll"'),
    ],
)
def test_no_message_quotes_a_password_however_its_key_is_spelt(write: Write, old: str, new: str) -> None:
    assert old in GOOD
    with pytest.raises(Problem) as raised:
        load_plan(write(GOOD.replace(old, new)), known=KNOWN)
    said = f"{raised.value}{raised.value!r}{raised.value.__cause__}"
    assert "interkväll" not in said
    assert "VINTER" not in said
    assert "plan.toml:" in said


def test_what_is_not_toml_is_told_with_its_line(write: Write) -> None:
    with pytest.raises(Problem, match="is not TOML") as raised:
        load_plan(write('title = "a"\nrepeats 3\n'), known=KNOWN)
    assert raised.value.where.endswith("plan.toml:2")
    assert "    2 │ repeats 3" in raised.value.what


def test_a_text_that_never_ends_is_told_with_the_last_line(write: Write) -> None:
    with pytest.raises(Problem, match="is not TOML") as raised:
        load_plan(write('title = """a\nb'), known=KNOWN)
    assert raised.value.where.endswith("plan.toml:2")


def test_a_file_that_is_not_there_or_not_utf_8_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem, match="No such file"):
        load_plan(tmp_path / "none.toml", known=KNOWN)
    (tmp_path / "latin.toml").write_bytes(b'a = 1\ntitle = "Fr\xe5nvaro"\n')
    with pytest.raises(Problem, match="not written in UTF-8") as raised:
        load_plan(tmp_path / "latin.toml", known=KNOWN)
    assert raised.value.where.endswith("latin.toml:2")


@pytest.mark.parametrize(
    ("said", "option"),
    [
        ({"modes": ["keybord"]}, "--mode keyboard"),
        ({"platform": "dmo"}, "--platform demo"),
        ({"load": {"situations": ["absence"]}}, "--situation absence-morning"),
        ({"repeats": 0}, "--repeats 1"),
        ({"load": {"duration_s": 0.0}}, "--duration 40"),
        ({"gate": {"margins": {"wait": -1.0}}}, "--margin wait=0"),
        ({"builds": [{"name": "now", "url": "htp:/school.test/x"}]}, "--url http://school.test/x"),
        ({"builds": [{"name": "now", "url": "ftp://school.test/x"}]}, "https://school.example.org"),
    ],
)
def test_a_mistake_on_the_command_line_names_the_option(write: Write, said: dict[str, Any], option: str) -> None:
    (mistake,) = mistakes(write(GOOD), said)
    assert mistake.where == "command line"
    assert mistake.do.startswith(f"Write:  {option}")
    assert "builds[" not in mistake.what


def test_where_nothing_comes_near_the_option_is_named_with_all_that_it_takes(write: Write) -> None:
    (mistake,) = mistakes(write(GOOD), {"roles": ["parent"]})
    assert mistake.do == "Write --role with one of: teacher, pupil, guardian."


def test_a_selection_that_leaves_nothing_to_do_is_refused(write: Write) -> None:
    with pytest.raises(Problem, match="nothing is left to do"):
        load_plan(write(GOOD), {"roles": ["teacher"]}, known=KNOWN)


def test_an_empty_plan_says_what_the_least_is(write: Write) -> None:
    problem = only_mistake(write(""))
    assert "builds: is missing" in problem.what
    assert "[[builds]]" in problem.do


def test_all_mistakes_survive_the_way_between_processes(write: Write) -> None:
    with pytest.raises(WrongPlan) as raised:
        load_plan(write(GOOD.replace('"C"', '"X"').replace('"U"', '"Y"')), known=KNOWN)
    again = pickle.loads(pickle.dumps(raised.value))
    assert str(again) == str(raised.value)
    assert len(again.mistakes) == 2
    assert copy.copy(raised.value).what == raised.value.what


@pytest.mark.parametrize("line", ["repeats = 3", 'modes = ["keyboard"]', "scan = false", 'title = "Autumn"'])
def test_a_key_of_the_plan_below_a_case_is_no_thing_of_that_case(write: Write, line: str) -> None:
    mistake = only_mistake(write(GOOD.replace("lesson.time = 08:20:00", f"lesson.time = 08:20:00\n{line}")))
    key = line.partition(" ")[0]
    assert mistake.where.endswith("plan.toml:22")
    assert mistake.what.startswith(f"school[0].{key}: is a key of the plan")
    assert "Move this line up, before the first table" in mistake.do


def test_a_key_of_the_plan_below_an_account_is_told_too_and_a_person_s_own_title_is_not(write: Write) -> None:
    of_a_person = GOOD.replace("telephone =", 'title = "Rector", telephone =')
    assert load_plan(write(of_a_person), known=KNOWN).cases("good")[0]["guardian"]["title"] == "Rector"
    mistake = only_mistake(write(GOOD.replace("telephone =", "repeats = 3, telephone =")))
    assert mistake.what.startswith("school[0].guardian.repeats: is a key of the plan")
