"""A HAR that somebody saved in their own browser is replayed as a recorded journey is; what is wrong with it is said."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser

from evidence.problem import Problem
from evidence.records import Build, Recording
from evidence.redaction import Redactor
from evidence.run_directory import RunDirectory
from load.planning import correlations, rehearse
from skolprov import cli
from skolprov.har_file import HarFile, take_har
from tests.load import recorder
from tests.load.small_school import SmallSchool, serve

TASK = "guardian.report-absence"
URL = "http://school.test"
CASES = [
    {"form": "C", "guardian": {"name": "Karin Ek", "username": "karin", "password": "hemligt-1"}},
    {"form": "P", "guardian": {"name": "Karin Ek Alm", "username": "karin.alm", "password": "hemligt-2"}},
]


@pytest.fixture
def directory(tmp_path: Path) -> RunDirectory:
    return recorder.new_run(tmp_path / "run", Build(name="b", url=URL, platform="p"))


def saved(tmp_path: Path, *entries: dict[str, Any]) -> Path:
    file = tmp_path / "saved.har"
    file.write_text(json.dumps({"log": {"version": "1.2", "entries": list(entries)}}), "utf-8")
    return file


def entry(method: str, path: str, text: str = "", second: int = 0, **request: Any) -> dict[str, Any]:
    return {
        "startedDateTime": f"2026-11-23T07:00:{second:02}.000Z",
        "time": 100,
        "request": {"method": method, "url": f"{URL}{path}", "headers": [], "cookies": [], **request},
        "response": {
            "status": 200, "headers": [], "cookies": [], "redirectURL": "",
            "content": {"mimeType": "text/html", "text": text, "size": len(text)},
        },
    }  # fmt: skip


def posted(text: str) -> dict[str, Any]:
    return {"mimeType": "application/x-www-form-urlencoded", "text": text}


LOG_IN = "<form method=post><input name=u><input type=password name=p></form>"
GOOD = (
    entry("GET", "/login", LOG_IN),
    entry("POST", "/login", "<p>Start</p>", 1, postData=posted("u=karin.alm&p=hemligt-2")),
    entry("GET", "/absence", "<p>Absence reported for Karin Ek Alm</p>", 5),
)


def test_who_signed_in_and_when_is_read_from_it_and_no_password_is_kept(
    directory: RunDirectory, tmp_path: Path
) -> None:
    file = saved(tmp_path, *GOOD)
    recording = take_har(directory, HarFile(file, "Absence reported"), build(), TASK, ["guardian"], CASES)
    assert (recording.case, recording.role, recording.form) == (1, "guardian", "P")
    assert (recording.signed_in_at, recording.ended_at) == (
        "2026-11-23T07:00:05+00:00",
        "2026-11-23T07:00:05.100000+00:00",
    )
    assert recording.values["guardian.password"] == "[secret:guardian.password]"
    kept = directory.read_blob(recording.har).decode() + (directory.path / "recordings.jsonl").read_text("utf-8")
    assert "hemligt-2" not in kept
    assert "u=karin.alm&p=[secret:guardian.password]" in kept
    assert list(directory.read(Recording)) == [recording]


def build() -> Build:
    return Build(name="b", url=URL, platform="p")


@pytest.mark.parametrize(
    ("entries", "expect", "said", "do"),
    [
        (GOOD, "Leave applied for", r'"Leave applied for" stands in no answer', "developer tools"),
        (GOOD[2:], "Absence", "nobody of the school data signs in", "Sign in as somebody"),
        ([entry("GET", "/") | {"request": {**GOOD[0]["request"], "url": "http://other.test/"}}], "x", "asks other.test:80", "--url"),
        ([], "x", "asks nothing", "--url"),
        ([{"request": {}}], "x", "is no HAR", "developer tools"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_it_is_said_with_what_to_do(
    directory: RunDirectory, tmp_path: Path, entries: list[dict[str, Any]], expect: str, said: str, do: str
) -> None:
    file = saved(tmp_path, *entries)
    with pytest.raises(Problem, match=said) as told:
        take_har(directory, HarFile(file, expect), build(), TASK, ["guardian"], CASES)
    assert str(file) in told.value.where
    assert do in told.value.do
    assert list(directory.read(Recording)) == []


def test_a_file_that_is_not_there_or_no_json_is_told(directory: RunDirectory, tmp_path: Path) -> None:
    (tmp_path / "x.har").write_text("{", "utf-8")
    for name, said in (("x.har", "is no HAR"), ("y.har", "No such file")):
        with pytest.raises(Problem, match=said):
            take_har(directory, HarFile(tmp_path / name, "x"), build(), TASK, ["guardian"], CASES)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--from-har", "x.har", "--expect", "Done"], "it is not said of which"),
        (["--from-har", "x.har", "--expect", "Done", "--task", "guardian.*"], "it is not said of which"),
        (["--from-har", "x.har", "--task", TASK], "nothing says when the task is done"),
        (["--expect", "Done", "--task", TASK], "--expect belongs to --from-har"),
    ],
)
def test_what_a_har_does_not_say_has_to_be_said_beside_it(words: list[str], said: str) -> None:
    ended = CliRunner().invoke(cli.main, ["load", "--platform", "demo", "--url", "http://127.0.0.1:1", *words])
    assert ended.exit_code == 2
    assert said in " ".join(ended.output.split())


@pytest.fixture
def school() -> Iterator[SmallSchool]:
    with serve(SmallSchool()) as served:
        yield served


def test_somebody_else_does_what_was_saved_in_a_browser(school: SmallSchool, browser: Browser, tmp_path: Path) -> None:
    file, case = tmp_path / "mine.har", school.cases()[1]
    context = browser.new_context(record_har_path=file, record_har_content="embed", locale="en")
    notes = recorder.Notes(context.new_page(), school.url, case)
    notes.page.goto(school.url)
    notes.type("User name", case["guardian"]["username"])
    notes.type("Password", case["guardian"]["password"])
    notes.page.get_by_role("button", name="Log in").click()
    recorder.report_absence(notes)
    context.close()
    content = json.loads(file.read_text("utf-8"))
    for one in content["log"]["entries"]:  # as other browsers save it
        one.pop("_resourceType", None)
        one.pop("_monotonicTime", None)
    file.write_text(json.dumps(content), "utf-8")
    here = Build(name="b", url=school.url, platform="small")
    directory = recorder.new_run(tmp_path / "run", here)
    directory.redactor = Redactor()
    take_har(directory, HarFile(file, "Absence reported for"), here, TASK, ["guardian"], school.cases())
    found = list(correlations(directory, here, lambda _: True))
    assert [c.script.unexplained for c in found] == [()]
    (replay,) = rehearse(directory, here, found, school.cases())
    assert (replay.failure, replay.case) == ("", 7)
    assert [child for child, _ in school.reported] == [school.child(1), school.child(7)]
