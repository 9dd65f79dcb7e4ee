"""What a plan can say can be said on the command line, and a command's help shows no option that it cannot use."""

from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.problem import Problem
from skolprov import cli
from skolprov.commands.capacity import alone
from skolprov.commands.load import played
from skolprov.options import plan_of
from skolprov.plan import Capacity, Effort, Gate, Load, Plan
from skolprov.plan_mistakes import option_of

URLS = {"urls": ("ours=http://127.0.0.1:1", "theirs=http://127.0.0.1:2")}
PLATFORM = 'from skolprov import Platform\nplatform = Platform("theirs", title="Theirs")\n'
SCHOOL = '[[school]]\nform = "C"\nguardian = { username = "ali", password = "x" }\n'


def _options(command: str) -> set[str]:
    return {said for one in cli.main.commands[command].params for said in one.opts}


@pytest.mark.parametrize("command", ["run", "load", "compare"])
def test_every_key_of_a_plan_has_its_option(command: str) -> None:
    keys = [*Plan.model_fields, *Load.model_fields, *Effort.model_fields, *Gate.model_fields]
    wanted = {
        option_of(key) for key in keys if key not in {"load", "effort", "gate", "own_situations", "capacity"}
    }  # tables of the others, and what no line of a terminal could hold
    assert wanted - _options(command) == set()


def test_every_key_of_a_search_for_capacity_has_its_option() -> None:
    assert {option_of(key) for key in Capacity.model_fields} <= _options("capacity")


def test_what_is_looked_for_can_be_said_on_the_command_line_and_the_rest_is_as_usual() -> None:
    said = {"platforms": ("demo",), "capacity_situation": "absence-morning", "wait_s": 1.0}
    plan = alone(plan_of(None, URLS | said))
    assert plan.load.capacity == Capacity.usual().model_copy(update={"situation": "absence-morning", "wait_s": 1.0})
    assert plan.load.situations == ()
    assert set(played(plan).tasks) == {"guardian.report-absence", "teacher.take-attendance"}
    usual = alone(plan_of(None, URLS | {"platforms": ("demo",), "situations": ["absence-morning"]})).load
    assert (usual.situations, usual.played) == ((), ("ordinary-day",))


def test_a_search_for_capacity_is_refused_for_a_host_that_the_plan_does_not_permit(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["capacity", "--platform", "demo", "--url", "http://school.example", "--out", str(tmp_path / "run")]
    with pytest.raises(SystemExit) as ended:
        cli.main.main(words)
    assert ended.value.code == 2
    assert "[[load.permitted]]" in capsys.readouterr().err
    assert not (tmp_path / "run").exists()


def test_builds_of_two_vendors_get_their_own_platform_and_people(tmp_path: Path) -> None:
    (tmp_path / "theirs.py").write_text(PLATFORM, "utf-8")
    (tmp_path / "people.toml").write_text(SCHOOL, "utf-8")
    platforms = ("demo", f"theirs={tmp_path / 'theirs.py'}")
    plan = plan_of(None, URLS | {"platforms": platforms, "schools": (f"theirs={tmp_path / 'people.toml'}",)})
    assert [b.platform for b in plan.builds] == ["demo", str(tmp_path / "theirs.py")]
    assert plan.cases("ours") == []
    assert plan.cases("theirs")[0]["guardian"]["username"] == "ali"


def test_a_platform_for_a_build_that_is_not_there_is_a_mistake() -> None:
    with pytest.raises(Problem, match='there is no build "other"') as raised:
        plan_of(None, URLS | {"platforms": ("other=demo",)})
    assert "ours, theirs" in raised.value.do


def test_the_demo_offers_nothing_that_names_another_build_or_host() -> None:
    assert _options("demo") & {"--url", "--platform", "--school", "--permit", "--language"} == set()
    assert {"--task", "--repeats", "--situation", "--out"} <= _options("demo")


@pytest.mark.parametrize("command", ["run", "load", "compare", "report", "demo"])
def test_a_help_shows_examples_before_options_in_groups_with_their_defaults(command: str) -> None:
    said = CliRunner().invoke(cli.main, [command, "--help"], terminal_width=200).output
    shown = [option for group in said.split("\n\n") for option in group.splitlines() if option.startswith("  --")]
    assert said.index(f"skolprov {command}") < said.index("Which part:") < said.index("Options:")
    assert "--role ROLE[,ROLE…]" in said
    assert len(shown) == len({one.split()[0] for one in shown})
    if command != "report":
        assert "[default: 3]" in said if command == "demo" else "[default: 10]" in said


@pytest.mark.parametrize("command", ["run", "report", "compare", "load"])
def test_words_are_printed_in_a_language_that_there_is(command: str) -> None:
    ended = CliRunner().invoke(cli.main, [command, "x", "--words", "de"])
    assert ended.exit_code == 2
    assert "'en', 'sv'" in ended.output


def test_the_browser_may_ask_for_any_language_and_only_for_one() -> None:
    assert plan_of(None, URLS | {"platforms": ("demo",), "language": "fi"}).language == "fi"
    with pytest.raises(Problem, match="language tag"):
        plan_of(None, URLS | {"platforms": ("demo",), "language": "på svenska"})


def test_a_port_that_is_taken_is_told_with_another_to_write() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        ended = CliRunner().invoke(cli.main, ["demo", "serve", "--families", "4", "--port", str(port)])
    assert ended.exit_code == 2
    assert f"--port: port {port} of 127.0.0.1 cannot be used" in ended.output
    assert "Choose another, such as --port" in ended.output


def test_zero_is_no_missing_value() -> None:
    """A zero that passes for "nothing said" would be replaced by a default in silence."""
    for words in (
        ["demo", "--limit", "0"],
        ["load", "--repeats", "0", "--platform", "demo", "--url", "http://127.0.0.1:1"],
    ):
        ended = CliRunner().invoke(cli.main, words)
        assert ended.exit_code == 2
        assert "has to be" in ended.output


@pytest.mark.parametrize("command", ["demo", "run"])
@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--form", "U"), "guardian.set-care-hours would be left out: school form U was chosen, and it is there in P"),
        (
            ("--role", "pupil"),
            "guardian.set-care-hours would be left out: role pupil was chosen, and it is done by guardian",
        ),
    ],
)
def test_a_task_that_is_asked_for_by_name_is_never_left_out_in_silence(
    command: str, words: tuple[str, ...], said: str
) -> None:
    builds = ("--platform", "demo", "--url", "http://127.0.0.1:9") if command == "run" else ()
    ended = CliRunner().invoke(
        cli.main, [command, *builds, "--task", "guardian.set-care-hours,pupil.see-timetable", *words]
    )
    assert ended.exit_code == 2
    assert said in ended.output
    assert "Leave the task out, or write --" in ended.output


@pytest.mark.parametrize("said", ["0/2", "3/2", "2", "a/b", "1/"])
def test_a_shard_that_is_none_is_a_mistake(said: str) -> None:
    words = ["run", "--platform", "demo", "--url", "http://127.0.0.1:1", "--shard", said]
    ended = CliRunner().invoke(cli.main, words)
    assert ended.exit_code == 2
    assert f'"{said}" is no shard' in ended.stderr
