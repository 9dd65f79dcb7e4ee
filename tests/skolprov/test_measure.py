"""A run is begun and taken up by one command at a time."""

from __future__ import annotations

import os
import shutil
from dataclasses import replace
from importlib.metadata import version
from pathlib import Path

import pytest
from click.testing import CliRunner

from evidence.problem import Problem
from evidence.records import Attempt, Message, Outcome
from evidence.run_directory import RunDirectory, only_writer
from reports.analyse import analyse
from reports.words import Words
from scenarios.browser import FoundBrowser
from scenarios.runner import keys_of_made
from skolprov import cli
from skolprov.finishing import finish
from skolprov.measure import _as_it_was, _ended, _is_left
from skolprov.options import plan_of
from skolprov.prepare import How, Prepared, _content, _expect_same_plan, _measures_with
from tests.skolprov.test_compare import STORED


def test_a_run_that_somebody_is_still_measuring_into_is_not_taken_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("evidence.run_directory._WAITS_S", 0.3)
    run = Path(shutil.copytree(STORED, tmp_path / "run"))
    before = {file: file.read_bytes() for file in run.rglob("*") if file.is_file()}
    with only_writer(run):
        words = ["run", "--platform", "demo", "--url", "http://127.0.0.1:9", "--resume", str(run)]
        ended = CliRunner().invoke(cli.main, words)
    assert ended.exit_code == 2
    assert f"{run}: another command is still measuring into it" in ended.output
    assert {file: file.read_bytes() for file in run.rglob("*") if file.is_file()} == before


def _unreached(attempt: Attempt) -> Attempt:
    reason = Message(code="unreachable", values={"error": "net::ERR_CONNECTION_REFUSED"})
    earlier = {"id": "4711", "started_at": "2026-11-23T01:00:00Z"}
    return replace(attempt, **earlier, outcome=Outcome.ENVIRONMENT_ERROR, reason=reason, seen_by=None)  # type: ignore[arg-type]


def test_an_attempt_that_did_not_reach_the_build_is_made_again_when_the_run_goes_on_and_no_other_is() -> None:
    one, other, *_ = RunDirectory.open(STORED).read(Attempt)
    refused = replace(_unreached(other), reason=Message(code="sign-in-refused"))
    assert keys_of_made([_unreached(one), refused]) == keys_of_made([other])
    assert keys_of_made([_unreached(one), one]) == keys_of_made([one])
    assert len(keys_of_made([one, other])) == 2


def test_what_was_made_again_stands_in_the_rates_and_the_first_try_in_a_note_alone(tmp_path: Path) -> None:
    run = Path(shutil.copytree(STORED, tmp_path / "run"))
    (first, *_) = RunDirectory.open(run).read(Attempt)
    lines = (run / "attempts.jsonl").read_text("utf-8")
    (run / "attempts.jsonl").write_text("", "utf-8")
    RunDirectory(run).append(_unreached(first))
    (run / "attempts.jsonl").write_text((run / "attempts.jsonl").read_text("utf-8") + lines, "utf-8")
    before, after = analyse([STORED]), analyse([run])
    assert after.results == before.results
    (note,) = (n for n in after.notes if n.code == "note-environment-error")
    assert note.values == {"count": 1, "build": first.build}


def test_of_a_run_whose_attempts_and_load_are_there_nothing_is_left_and_it_stays_as_it_was(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = {"urls": ("http://127.0.0.1:1",), "platforms": ("demo",), "tasks": ["any.log-in"], "roles": ["guardian"]}
    plan = plan_of(None, asked | {"forms": ["C"], "modes": ["pointer"], "repeats": 2})
    cases = {plan.builds[0].name: [{"form": "C", "guardian": {"username": "g", "password_env": "P"}}]}
    directory = RunDirectory.open(Path(shutil.copytree(STORED, tmp_path / "run")))
    prepared = Prepared(directory, cases, _content(plan, cases, How(workers=1)))
    (first, *_) = directory.read(Attempt)
    (directory.path / "attempts.jsonl").write_text("", "utf-8")
    for number, a in enumerate(prepared.session.assignments()):
        assert _is_left(plan, prepared, How())
        key = {"task": a.task.id, "role": a.role, "form": a.form, "mode": a.mode, "build": a.build.name}
        directory.append(replace(first, **key, id=str(number), repetition=a.repetition))  # type: ignore[arg-type]
    assert not _is_left(plan, prepared, How())
    load = {"situations": ("absence-morning",)}
    assert _is_left(plan.model_copy(update={"load": plan.load.model_copy(update=load)}), prepared, How())

    directory.end("2026-11-27T10:30:00Z")
    ended = _ended(directory.path)
    assert ended is not None
    directory.write_run(replace(ended, ended_at=None, records={}))  # as whatever takes a run up does first
    with pytest.raises(SystemExit) as status:
        finish(_as_it_was(directory, ended, How()), "en")
    assert status.value.code == 0
    assert directory.run() == ended
    said = capsys.readouterr().out
    assert "Nothing is left to do: the run ended 27 November 2026 10:30 UTC, and all its 2 attempts are made." in said
    assert str(directory.path / "report.en.html") in said
    assert "✗ The build “worse” is worse" in said, "the verdict that the run itself came to"
    (directory.path / "attempts.jsonl").write_text("", "utf-8")
    assert _ended(directory.path) is None


def test_a_run_goes_on_with_other_words_for_its_report_and_with_no_other_way_of_measuring() -> None:
    run = RunDirectory.open(STORED).run()
    builds = {"urls": ("http://127.0.0.1:1",), "platforms": ("demo",)}
    begun = replace(run, plan=plan_of(None, builds).as_evidence(), plan_digest=plan_of(None, builds).digest())
    known = STORED / "run.json"  # any file: that it is none of known findings is told later
    told = {"known": known, "title": "Tuesday", "typist": "good", "gate_measures": ["wait"], "margin": ("wait=1",)}
    _expect_same_plan(begun, plan_of(None, builds | told))
    with pytest.raises(Problem, match=r"followed another plan \(repeats: \d then, 7 now\)"):
        _expect_same_plan(begun, plan_of(None, builds | told | {"repeats": 7}))
    with pytest.raises(Problem, match="its builds or its school data differ"):
        _expect_same_plan(begun, plan_of(None, builds | {"urls": ("http://127.0.0.1:2",)}))


def test_a_run_begins_with_what_measures(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda _: {0, 1}, raising=False)
    found = FoundBrowser("/usr/bin/chromium", "Chromium", "156.0.1.2", ())
    own, far = replace(found, path=None), replace(found, endpoint="ws://browsers.test/?token=secret")
    english, swedish = Words("en"), Words("sv")
    said = _measures_with(found, english)
    assert said == f"Skolprov {version('skolprov')} · Chromium 156.0.1.2 (/usr/bin/chromium) · 2 cores"
    assert _measures_with(own, swedish).endswith("Chromium 156.0.1.2 (Playwrights egen) · 2 kärnor")
    assert _measures_with(far, english).endswith("Chromium 156.0.1.2 (elsewhere) · 2 cores")
