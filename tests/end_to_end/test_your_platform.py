"""docs/your-platform.md, followed: what it shows is written into what `init` made, looked over, and measured."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from demo.server import serve
from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory
from scenarios.recorder.writing import Part
from scenarios.tasks import task
from skolprov import cli
from skolprov.journey_file import insert
from tests.end_to_end.test_command_line import skolprov

DOCUMENT = (Path(__file__).parents[2] / "docs" / "your-platform.md").read_text("utf-8")
FAMILIES = 240
"""As `skolprov demo serve` has it by default."""


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", DOCUMENT, re.MULTILINE | re.DOTALL)


@pytest.mark.slow
def test_the_document_leads_from_nothing_to_a_report(tmp_path: Path) -> None:
    log_in, does, others = blocks("python")
    (case,) = blocks("toml")
    absence = task("guardian.report-absence")
    with serve(families=FAMILIES, seed=1) as school:
        told = next(c for c in school.school()["cases"] if c["form"] == "C")
        for name in (
            told["guardian"]["name"],
            told["guardian"]["username"],
            told["teacher"]["username"],
            told["child"]["name"],
        ):
            assert f'"{name}"' in case
        passwords = {f"{role.upper()}_PASSWORD": told[role]["password"] for role in ("guardian", "teacher")}
        made = CliRunner().invoke(cli.main, ["init", "ours", "--url", school.url, "--out", str(tmp_path)])
        assert made.exit_code == 0, made.output
        with (tmp_path / "ours.toml").open("a", encoding="utf-8") as plan:
            plan.write(f"\n{case}")
        ours = tmp_path / "ours.py"
        insert(ours, Part(None, "log_in"), log_in)
        insert(ours, Part(absence), does)
        insert(ours, Part(absence, "sees", "teacher"), others)
        checked = skolprov("check", "ours.py", "--plan", "ours.toml", cwd=tmp_path)
        assert checked.returncode == 0, checked.stdout
        assert "0 to mend, 0 worth a look" in checked.stdout
        ended = skolprov(
            "run", "ours.toml", "--task", absence.id, "--out", "runs/first", "--no-scan", "--mode", "pointer",
            cwd=tmp_path, env=passwords,
        )  # fmt: skip
        assert ended.returncode == 0, ended.stderr
        attempts = list(RunDirectory.open(tmp_path / "runs" / "first").read(Attempt))
        assert [(a.outcome, a.seen_by, a.leftover) for a in attempts] == [(Outcome.SUCCEEDED, "teacher", None)] * 2
        assert (tmp_path / "runs" / "first" / "report.sv.html").is_file()
        unwritten = skolprov(
            "run", "ours.toml", "--task", "guardian.see-timetable", "--out", "runs/second", cwd=tmp_path, env=passwords
        )
        assert unwritten.returncode == 2
        assert "says neither how to do it nor that the platform does not offer it" in unwritten.stderr
