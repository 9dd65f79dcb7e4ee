"""Before `skolprov sign-in` and `skolprov record` ask for a screen and a person, they say what is wrong with what they were told."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from skolprov import cli

PLAN = """
platform = "demo"
[[builds]]
name = "ours"
url = "http://127.0.0.1:9"

[[school]]
form = "C"
guardian = { name = "Ali Nur", username = "ali.nur" }
"""


@pytest.fixture
def plan(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(variable, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    (tmp_path / "plan.toml").write_text(PLAN, "utf-8")
    return tmp_path / "plan.toml"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("--url", "nonsense", "--account", "ali"), "an address begins with https://"),
        (("--url", "http://127.0.0.1:9", "--account", "ali", "--language", "q q"), "language"),
        (("--url", "http://127.0.0.1:9", "--account", "ali", "--build", "ours"), "--build: names a build of a plan"),
        (("PLAN", "--account", "ali.nurr"), '--account: the plan has no account "ali.nurr"\nWrite one of: ali.nur.'),
        (("PLAN", "--build", "theirs"), '--build: there is no build "theirs"'),
        (("PLAN", "--url", "http://127.0.0.1:9"), "one build has to be named"),
        (("missing.toml",), "missing.toml"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_with_the_arguments_is_said_before_that_there_is_no_screen(
    plan: Path, words: tuple[str, ...], said: str
) -> None:
    ended = CliRunner().invoke(cli.main, ["sign-in", *(str(plan) if word == "PLAN" else word for word in words)])
    assert ended.exit_code == 2, ended.exception
    assert said in ended.output
    assert "screen" not in ended.output


def test_with_nothing_wrong_the_missing_screen_is_said(plan: Path) -> None:
    ended = CliRunner().invoke(cli.main, ["sign-in", str(plan)])
    assert ended.exit_code == 2
    assert "there is no screen" in ended.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (
            ("guardian.report-absnce",),
            'there is no task "guardian.report-absnce". Did you mean "guardian.report-absence"?',
        ),
        (("guardian.report-absence", "--build", "theirs"), '--build: there is no build "theirs"'),
        (("guardian.report-absence", "--role", "pupil"), "--role: no pupil does this"),
        (
            ("guardian.report-absence", "--form", "Z"),
            '--form: there is no school form "Z"\nLeave it out, or write P or C or U.',
        ),
        (("guardian.report-absence", "--form", "A"), "--form: guardian.report-absence is not done in school form A"),
        (("log-in", "--undo"), "--undo: is there for tasks alone"),
        (("log-in", "--sees", "teacher"), "--sees: is there for tasks alone"),
        (("log-in", "--browser-path", "/nowhere/chrome"), "/nowhere/chrome"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, tuple) else "",
)
def test_what_is_wrong_with_what_is_to_be_recorded_is_said_before_that_there_is_no_screen(
    plan: Path, words: tuple[str, ...], said: str
) -> None:
    ended = CliRunner().invoke(cli.main, ["record", *words, "--plan", str(plan)])
    assert ended.exit_code == 2, ended.exception
    assert said in ended.output
    assert "screen" not in ended.output
