"""What a run has shown to prove nothing is told on the journey's line, by `skolprov check --run`."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skolprov import cli
from tests.conftest import served
from tests.scenarios.conftest import page

PLATFORM = """from skolprov import Platform, button, heading, link

platform = Platform("ours", title="Ours")

@platform.log_in
def log_in(user, account):
    user.open("/")

def look(user, name):
    user.expect(heading(f"{name}: week"))
    user.expect_no(f"No week of {name}")

@platform.does("pupil.see-timetable")
def pupil_see_timetable(user, school):
    user.click(link("Week"))
    look(user, "Bo")
    user.expect(school.me.name)

@platform.does("guardian.read-weekly-letter")
def read_letter(user, school):
    user.click(button("Read"))
    user.expect("Letters")
    user.expect_no("Laoding")

@platform.does("pupil.read-feedback")
def read_feedback(user, school):
    user.expect("Bo Ek")
    user.open("/feedbakc")
    user.expect_no("Loadnig")

@platform.does("teacher.create-assignment")
def create(user, school):
    user.click(button("Read"))
    user.expect("Letters")
    user.expect("Read it")
"""
START = "<h1>Letters</h1><p>Bo Ek</p><a href=/week>Week</a><button onclick=\"said.textContent = 'Read it'\">Read</button><p id=said></p>"
PLAN = """title = "Ours"
platform = "./ours.py"
modes = ["pointer"]
scan = false
builds = [{{ name = "ours", url = "{url}" }}]
[[school]]
form = "C"
teacher = {{ name = "Per Lind", username = "per", password = "linden-one" }}
pupil = {{ name = "Bo Ek", username = "bo", password = "linden-two" }}
guardian = {{ name = "Eva Ek", username = "eva", password = "linden-three" }}
"""


pytestmark = pytest.mark.slow  # a whole run is looked at


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("check")
    (path / "ours.py").write_text(PLATFORM, "utf-8")
    with served({"/": page(START), "/week": page("<h1>Bo: week</h1><p>Bo Ek</p>")}) as url:
        (path / "plan.toml").write_text(PLAN.format(url=url), "utf-8")
        words = [sys.executable, "-m", "skolprov.cli", "run", "plan.toml", "--out", "run"]
        ended = subprocess.run(words, cwd=path, capture_output=True, text=True, check=False, timeout=300)
        assert ended.returncode == 0, ended.stdout + ended.stderr
    return path


def check(folder: Path, *words: str) -> Result:
    return CliRunner().invoke(cli.main, ["check", str(folder / "ours.py"), *words])


def told(result: Result) -> list[tuple[int, str]]:
    """Line and sign of what was said of expectations that proved nothing."""
    flat = " ".join(result.output.split())
    found = re.findall(r"([✗!]) \S+ours\.py:(\d+): (?:[a-z.-]+): (?:expect|whatever)", flat)
    return [(int(line), sign) for sign, line in found]


def test_what_was_so_before_the_last_action_is_told_on_its_line_and_what_came_is_not(folder: Path) -> None:
    result = check(folder, "--run", str(folder / "run"))
    line_of = {text: n for n, text in enumerate(PLATFORM.splitlines(), 1)}
    letters = [n for n, text in enumerate(PLATFORM.splitlines(), 1) if '"Letters"' in text]
    expected = [
        (line_of["    user.expect(school.me.name)"], "!"),
        (line_of["def read_letter(user, school):"], "✗"),
        (letters[0], "!"),
        (line_of['    user.expect_no("Laoding")'], "!"),
        (letters[1], "!"),
    ]
    assert told(result) == expected, result.output
    assert result.exit_code == 1  # nothing that the letter's journey expects could fail with its last action
    assert "2 of 2 times" in " ".join(result.output.split())


def test_a_success_on_a_page_answered_with_an_error_has_to_be_mended(folder: Path) -> None:
    said = " ".join(check(folder, "--run", str(folder / "run")).output.split())
    assert (
        'pupil.read-feedback: open address "/feedbakc" was answered with status 404, 2 of 2 times, and nothing is expected of'
        in said
    )


def test_without_a_run_only_the_file_speaks(folder: Path) -> None:
    result = check(folder)
    assert told(result) == []
    assert result.exit_code == 0


def test_a_run_of_another_platform_is_refused_with_what_it_used(folder: Path, tmp_path: Path) -> None:
    other = tmp_path / "theirs.py"
    other.write_text(PLATFORM.replace('"ours"', '"theirs"'), "utf-8")
    result = CliRunner().invoke(cli.main, ["check", str(other), "--run", str(folder / "run")])
    assert result.exit_code == 2
    assert "ours" in result.output
    assert check(folder, "--run", str(tmp_path)).exit_code == 2
