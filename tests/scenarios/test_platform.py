"""What a platform file may say, and which mistakes in it are named."""

from __future__ import annotations

from pathlib import Path

import pytest

from evidence.problem import Problem
from scenarios.platform import Platform, load_platform


def test_who_has_no_account_is_offered_nothing_not_even_what_everybody_does() -> None:
    platform = Platform("ours", title="Ours")
    platform.does_not_offer("pupil.see-timetable", because="no timetable")
    platform.has_no("guardian", because="no accounts for guardians")
    assert platform.why_not("any.log-in", "guardian") == "no accounts for guardians"
    assert platform.why_not("guardian.book-talk", "guardian") == "no accounts for guardians"
    assert platform.why_not("any.log-in", "pupil") is None
    assert platform.why_not("pupil.see-timetable", "pupil") == "no timetable"


def test_a_role_that_there_is_not_is_named() -> None:
    with pytest.raises(Problem, match="parent"):
        Platform("ours", title="Ours").has_no("parent", because="no accounts")


@pytest.mark.parametrize(
    ("line", "wanted"),
    [('Platform("ours")', "'title'"), ('Platform("ours", title="O").does_not_offer("any.log-in")', "'because'")],
)
def test_what_a_platform_file_forgot_to_say_is_named_with_its_line(tmp_path: Path, line: str, wanted: str) -> None:
    file = tmp_path / "ours.py"
    file.write_text(f"from skolprov import Platform\n\nplatform = {line}\n", "utf-8")
    with pytest.raises(Problem, match=f"ours.py:3: (.|\n)*Give it {wanted}"):
        load_platform(str(file))


def test_a_file_that_wants_to_end_the_program_is_named_with_its_line(tmp_path: Path) -> None:
    file = tmp_path / "leaving.py"
    file.write_text('import sys\n\nsys.exit("no settings here")\n', "utf-8")
    with pytest.raises(Problem, match="cannot be imported: SystemExit: no settings here") as raised:
        load_platform(str(file))
    assert raised.value.where == f"{file}:3"
