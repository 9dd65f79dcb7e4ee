from __future__ import annotations

import json
from typing import Any

import pytest

from evidence.problem import Problem
from evidence.records import Build, Recording
from evidence.run_directory import RunDirectory
from load.recording import read_traffic
from tests.load.conftest import Recorded
from tests.load.recorder import new_run


def entry(method: str, url: str, status: int = 200, **options: Any) -> dict[str, Any]:
    return {
        "startedDateTime": options.get("at", "2026-11-23T07:00:00.000Z"),
        "time": 10,
        "_resourceType": options.get("kind", "document"),
        "request": {"method": method, "url": url, "headers": [], "postData": options.get("post")},
        "response": {
            "status": status,
            "headers": [],
            "redirectURL": options.get("to", ""),
            "content": {"mimeType": "text/html", "text": "x"},
        },
    }


def read(
    directory: RunDirectory, *entries: dict[str, Any], build_url: str = "http://school.test", permitted: Any = ()
) -> Any:
    content = json.dumps({"log": {"entries": entries}}).encode()
    recording = Recording(
        id="r", build="b", task="guardian.do", role="guardian", form="C", attempt="a", case=0,
        har=directory.write_blob(content, ".har", compress=True), values={}, typed=[],
        signed_in_at="2026-11-23T07:00:05Z", ended_at="2026-11-23T07:00:10Z", expectations=[],
    )  # fmt: skip
    return read_traffic(directory, recording, build_url, permitted)


@pytest.fixture
def directory(tmp_path: Any) -> RunDirectory:
    return new_run(tmp_path / "run", Build(name="b", url="http://school.test", platform="p"))


def test_other_hosts_are_left_alone_and_listed(directory: RunDirectory) -> None:
    traffic = read(directory, entry("GET", "http://school.test/"), entry("GET", "https://cdn.test/a.js", kind="script"))
    assert [e.url for e in traffic.exchanges] == ["http://school.test/"]
    assert traffic.third_parties == ("cdn.test",)


def test_redirects_are_one_exchange_and_what_is_in_the_cache_is_decided_by_whoever_replays_it(
    directory: RunDirectory,
) -> None:
    traffic = read(
        directory,
        entry("POST", "http://school.test/login", 302, to="/"),
        entry("GET", "http://school.test/", 302, to="http://school.test/start", at="2026-11-23T07:00:01Z"),
        entry("GET", "http://school.test/start", at="2026-11-23T07:00:02Z"),
        entry("GET", "http://school.test/a.css", kind="stylesheet", at="2026-11-23T07:00:03Z"),
        entry("GET", "http://school.test/a.css", kind="stylesheet", at="2026-11-23T07:00:07Z"),
    )
    assert [(e.method, e.url, e.answer.address) for e in traffic.exchanges] == [
        ("POST", "http://school.test/login", "http://school.test/start"),
        ("GET", "http://school.test/a.css", "http://school.test/a.css"),
        ("GET", "http://school.test/a.css", "http://school.test/a.css"),
    ]


def test_an_address_of_what_was_made_is_no_redirect_and_what_is_fetched_ahead_is_a_file_of_the_page(
    directory: RunDirectory,
) -> None:
    ahead = entry("GET", "http://school.test/b.js", kind="other", at="2026-11-23T07:00:03Z")
    ahead["response"]["content"]["mimeType"] = "text/javascript"
    traffic = read(
        directory,
        entry("POST", "http://school.test/notes", 201, to="/notes/7", kind="fetch"),
        entry("GET", "http://school.test/notes/7", kind="fetch", at="2026-11-23T07:00:02Z"),
        ahead,
    )
    assert [(e.url[-8:], e.kind) for e in traffic.exchanges] == [
        ("st/notes", "api"),
        ("/notes/7", "api"),
        ("est/b.js", "asset"),
    ]


@pytest.mark.parametrize("status", [0, -1])
def test_what_the_browser_broke_off_is_not_asked_for(directory: RunDirectory, status: int) -> None:
    traffic = read(
        directory,
        entry("GET", "http://school.test/news", status, kind="fetch"),
        entry("GET", "http://school.test/start", at="2026-11-23T07:00:02Z"),
    )
    assert [e.url for e in traffic.exchanges] == ["http://school.test/start"]


def test_another_port_of_this_machine_belongs_to_a_platform_on_it_and_to_no_other(directory: RunDirectory) -> None:
    entries = [
        entry("GET", "http://127.0.0.1:8001/in"),
        entry("GET", "http://sign-in.test/", at="2026-11-23T07:00:01Z"),
    ]
    for url, asked in (("http://127.0.0.1:8000", ["http://127.0.0.1:8001/in"]), ("http://school.test", [])):
        traffic = read(directory, *entries, build_url=url)
        assert [e.url for e in traffic.exchanges] == asked
    traffic = read(directory, *entries, permitted=["sign-in.test"])
    assert [e.url for e in traffic.exchanges] == ["http://sign-in.test/"]


def test_signing_in_is_told_from_the_task_and_what_came_after_the_outcome_is_left_out(directory: RunDirectory) -> None:
    traffic = read(
        directory,
        entry("GET", "http://school.test/in"),
        entry("GET", "http://school.test/task", at="2026-11-23T07:00:06Z"),
        entry("GET", "http://school.test/after", at="2026-11-23T07:00:11Z"),
    )
    assert [(e.url[-4:], e.signing_in) for e in traffic.exchanges] == [("t/in", True), ("task", False)]


def test_a_damaged_archive_is_a_problem_that_names_the_recording(directory: RunDirectory) -> None:
    with pytest.raises(Problem, match="recording r"):
        read(directory, {"startedDateTime": "never"})


def test_real_recordings_hold_their_forms_and_no_password(recorded: Recorded) -> None:
    for recording in recorded.recordings:
        traffic = read_traffic(recorded.directory, recording, recorded.build.url)
        signing_in = [e for e in traffic.exchanges if e.signing_in and e.method == "POST"]
        assert [dict(e.pairs).get("password", "")[:8] for e in signing_in] == ["[secret:"]
        assert recorded.script(recording.task).unexplained == ()
