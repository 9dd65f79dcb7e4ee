"""An exported locustfile is run by Locust itself, without any of our packages, against a fresh school."""

from __future__ import annotations

import ast
import json
import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from evidence.records import Build
from evidence.run_directory import RunDirectory
from load.export import exported
from load.planning import correlations, flat
from load.script import Script
from tests.load.small_school import SmallSchool
from tests.load.traffic import BEGAN, Tape, answer

Run = tuple[RunDirectory, Build, SmallSchool]


ENDING = """
from locust import events

left = {tasks}

@events.request.add_listener
def count(request_type, name, **_):
    if request_type == "TASK" and name in left:
        left[name] -= 1
        if not any(n > 0 for n in left.values()):
            from gevent import spawn
            spawn(ending[0].runner.quit)

ending = []

@events.init.add_listener
def begin(environment, **_):
    ending.append(environment)
"""
"""Ends Locust when each task was done so often: that takes as long as it takes, on a busy machine, too."""


def people_of(school: SmallSchool) -> list[dict[str, str]]:
    """With the names of variables in place of passwords."""
    people = [flat(case) for case in school.cases()[8:20]]
    return [{k: f"$PW_{v.replace('-', '_')}" if k.endswith("password") else v for k, v in p.items()} for p in people]


def passwords_of(school: SmallSchool) -> dict[str, str]:
    flats = [flat(case) for case in school.cases()[8:20]]
    return {f"PW_{v.replace('-', '_')}": v for p in flats for k, v in p.items() if k.endswith("password")}


def locust(
    folder: Path, url: str, tasks: dict[str, int], *words: str, variables: dict[str, str]
) -> subprocess.CompletedProcess[str]:
    (folder / "ending.py").write_text(ENDING.replace("{tasks}", repr(tasks)), "utf-8")
    environment = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"} | variables
    # -S -P: nothing of ours can be found but by the path that says where Locust is.
    code = (
        "import sys; sys.path[:] = [p for p in sys.path if not p.endswith('fidelity')];"
        "sys.meta_path.insert(0, type('No', (), {'find_spec': staticmethod(lambda name, *_: "
        "(_ for _ in ()).throw(ImportError(name)) if name.split('.')[0] in ('load', 'evidence', 'skolprov') else None)})());"
        "from locust.main import main; main()"
    )
    return subprocess.run(
        [sys.executable, "-P", "-c", code, "-f", "locustfile.py,ending.py", "--host", url, "--headless", "--json", *words],
        check=False, cwd=folder, env=environment, capture_output=True, text=True, timeout=120,
    )  # fmt: skip


@pytest.mark.slow
def test_locust_alone_does_what_was_recorded_for_other_people(run: Run, tmp_path: Path) -> None:
    directory, build, school = run
    first: dict[str, Script] = {}
    for found in correlations(directory, build, lambda _: True):
        first.setdefault(found.script.task, found.script)
    files = exported(list(first.values()), people_of(school), build.url)
    assert not any(password in text for text in files.values() for password in passwords_of(school).values())
    for name, text in files.items():
        (tmp_path / name).write_text(text, "utf-8")
    ended = locust(tmp_path, build.url, dict.fromkeys(first, 2), "-u", "6", "-r", "6", variables=passwords_of(school))
    failed = [(row["name"], row["num_failures"]) for row in json.loads(ended.stdout) if row["num_failures"]]
    assert (ended.returncode, failed) == (0, []), ended.stderr
    rows = {row["name"]: row for row in json.loads(ended.stdout) if row["method"] == "TASK"}
    assert set(rows) == set(first)
    assert {name: row["num_failures"] for name, row in rows.items()} == dict.fromkeys(first, 0)
    assert {child for child, _ in school.reported} <= {school.child(n) for n in range(8, 20)}
    assert school.reported
    assert school.sent
    assert school.attendance


def test_who_is_sent_back_to_log_in_has_not_done_the_task(run: Run, tmp_path: Path) -> None:
    directory, build, school = run
    reporting = next(c.script for c in correlations(directory, build, lambda r: r.task == "guardian.report-absence"))
    for name, text in exported([reporting], people_of(school), build.url).items():
        (tmp_path / name).write_text(text, "utf-8")
    school.forgets_sessions = True
    ended = locust(tmp_path, build.url, {"guardian.report-absence": 1}, "-u", "1", variables=passwords_of(school))
    assert ended.returncode == 1, ended.stderr
    (row,) = [row for row in json.loads(ended.stdout) if row["method"] == "TASK"]
    assert row["num_failures"] == row["num_requests"] > 0


def test_a_moment_of_another_day_is_made_by_the_code() -> None:
    month_ago = (BEGAN + timedelta(days=-30, seconds=1.3)).isoformat().replace("+00:00", "Z")
    tape = (
        Tape()
        .get("/start", "<p>x</p>")
        .get(f"/api/list?since={month_ago}", '"Done"', "application/json")
        .expect("Done")
    )
    code = exported([tape.script()], [], "http://school.test")["locustfile.py"]
    assert "{self.make('iso', after_s=-2592000)}" in code


def test_what_a_recording_holds_becomes_text_of_the_code_and_nothing_else() -> None:
    hostile = "\"'; import os; os.system('x') #{me}\n\\"
    tape = Tape().get("/start", f"<p>{hostile}</p>")
    tape.send(
        "POST", "/api/save", answer("/api/save", '"Done"', "application/json"), body=json.dumps({hostile: [hostile, 3]}),
        headers={"x-note": hostile.replace("\n", " ")},
    )  # fmt: skip
    tape.send("GET\nimport os\n#", "/last", answer("/last", '"Done"', "application/json"))
    code = exported([tape.expect("Done").script()], [], "http://school.test")["locustfile.py"]
    tree = ast.parse(code)
    assert not [n for n in ast.walk(tree) if isinstance(n, ast.Import) and any(a.name == "os" for a in n.names)]
    texts = [n.value for n in ast.walk(tree) if isinstance(n, ast.Constant)]
    assert hostile in texts
