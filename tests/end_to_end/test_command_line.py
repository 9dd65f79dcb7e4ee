"""What a person meets at the command line: mistakes are named, nothing is lost, and no secret is left anywhere."""

from __future__ import annotations

import gzip
import json
import os
import signal
import socket
import ssl
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import psutil
import pytest
import trustme
from click.testing import CliRunner, Result

from demo.server import Served, serve
from evidence.records import Action, Attempt, Outcome, PrivacyCheck
from evidence.run_directory import RunDirectory, only_writer
from skolprov import cli
from tests.conftest import elsewhere

FAST = ("--no-scan", "--repeats", "1")
TASKS = ["any.log-in", "any.log-out", "guardian.report-absence"]


def skolprov(*words: str, cwd: Path, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "skolprov.cli", *words],
        cwd=cwd,
        env=os.environ | dict(env or {}),
        capture_output=True,
        text=True,
        timeout=240,
        check=False,
    )


def here(*words: str) -> Result:
    """What comes of a command in this process, where its imports are made already."""
    return elsewhere(CliRunner().invoke)(cli.main, words)


def refused(*words: str) -> str:
    """What is said by a command that begins nothing."""
    ended = CliRunner().invoke(cli.main, words)
    assert ended.exit_code == 2
    return ended.stderr


@pytest.fixture(scope="module")
def school() -> Iterator[Served]:
    with serve(families=24) as served:
        yield served


def _case(served: Served, form: str) -> dict[str, Any]:
    found: dict[str, Any] = next(c for c in served.school()["cases"] if c["form"] == form)
    return found


def _toml(case: dict[str, Any]) -> str:
    def inline(value: Any) -> str:
        if isinstance(value, dict):
            return "{ " + ", ".join(f"{k} = {inline(v)}" for k, v in value.items()) + " }"
        return json.dumps(value, ensure_ascii=False)

    return "[[school]]\n" + "\n".join(f"{key} = {inline(value)}" for key, value in case.items()) + "\n"


def _plan(served: Served, case: dict[str, Any]) -> str:
    head = f'platform = "demo"\nrepeats = 1\nmodes = ["pointer"]\ntasks = {json.dumps(TASKS)}\nroles = ["guardian"]\nlimit_s = 4\n'
    return f'{head}\n[[builds]]\nname = "mine"\nurl = "{served.url}"\n\n{_toml(case)}'


def test_a_wrong_plan_is_named_by_file_line_and_mend_and_nothing_is_run(tmp_path: Path) -> None:
    (tmp_path / "plan.toml").write_text(
        'platform = "demo"\nmodes = ["keybord"]\n\n[[builds]]\nname = "a"\nurrl = "http://127.0.0.1:1"\n', "utf-8"
    )
    said = refused("run", str(tmp_path / "plan.toml"), "--out", str(tmp_path / "run"))
    assert "plan.toml:2" in said
    assert "keyboard" in said
    assert "plan.toml:6" in said
    assert "Did you mean `url`?" in said
    assert "Traceback" not in said
    assert not (tmp_path / "run").exists()


def test_a_dead_server_is_said_before_anything_is_run(tmp_path: Path) -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    words = ("run", "--platform", "demo", "--url", f"http://127.0.0.1:{port}", "--out", str(tmp_path / "run"))
    assert "nothing listens there (net::ERR_CONNECTION_REFUSED)" in elsewhere(refused)(*words)
    assert not (tmp_path / "run").exists()


def test_a_wrong_address_is_said() -> None:
    for url, said in (("school.test", "http"), ("http://no-such-host.invalid", "there is no such host")):
        assert said in elsewhere(refused)("run", "--platform", "demo", "--url", url)


def test_an_expired_certificate_is_never_passed_over(tmp_path: Path) -> None:
    authority = trustme.CA()
    certificate = authority.issue_cert("127.0.0.1", not_after=datetime.now(UTC) - timedelta(days=1))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    certificate.configure_cert(context)
    server = ThreadingHTTPServer(("127.0.0.1", 0), SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    words = ("run", "--platform", "demo", "--url", f"https://127.0.0.1:{server.server_address[1]}")
    try:
        said = elsewhere(refused)(*words, "--out", str(tmp_path / "run"))
    finally:
        server.shutdown()
    assert "certificate" in said
    assert "ERR_CERT" in said


def test_a_wrong_password_is_the_surroundings_fault_and_says_whose(
    school: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    case = _case(school, "C")
    case["guardian"] |= {"password": "not-the-password"}
    (tmp_path / "plan.toml").write_text(_plan(school, case), "utf-8")
    words = ("run", "plan.toml", "--task", "guardian.report-absence", "--limit", "1.5", "--out", "run", *FAST)
    ended = here(*words)
    [attempt] = RunDirectory.open(tmp_path / "run").read(Attempt)
    assert attempt.outcome is Outcome.ENVIRONMENT_ERROR
    assert attempt.reason is not None
    assert attempt.reason.code == "sign-in-refused"
    assert attempt.reason.values["username"] == case["guardian"]["username"]
    assert ended.exit_code == 2
    assert "nothing could be measured (could not be tried 1)" in ended.stderr
    assert "mine: one attempt ended because nobody was let in" in ended.stdout
    for language, let_in, reached in (
        ("en", "nobody was let in", "could not be reached"),
        ("sv", "ingen släpptes in", "inte gick att nå"),
    ):
        report = (tmp_path / "run" / f"report.{language}.html").read_text("utf-8")
        assert let_in in report
        assert reached not in report
    assert f"Report an absence: Could not sign in as {case['guardian']['username']}" in ended.stderr
    assert "did not appear after the log-in" in ended.stderr
    assert "password_env" in ended.stdout + ended.stderr
    assert "{" not in ended.stderr
    assert "not-the-password" not in ended.stdout + ended.stderr


def _everything_in(folder: Path) -> dict[str, bytes]:
    contents = {}
    for file in folder.rglob("*"):
        if file.is_file():
            content = file.read_bytes()
            contents[file.name] = gzip.decompress(content) if file.suffix == ".gz" else content
    return contents


@dataclass(frozen=True)
class Killed:
    """A run that was killed and went on: what was seen of it, and what its commands said."""

    run: Path
    journeys_ran_on: bool
    """Whether its journeys still ran when the run could be taken up again."""
    alive: list[str]
    """Processes of it that did not end."""
    written_later: int
    """Attempts that were written after that."""
    files: dict[str, bytes]
    """All that it held when it was killed."""
    before: list[Attempt]
    ended_at: str | None
    """When it said it had ended, after it was killed."""
    said: str
    """What the command said that was killed."""
    ended: subprocess.CompletedProcess[str]
    """The command that went on with it."""


def _killed(words: Sequence[str], folder: Path, *, whole: bool = False) -> Killed:
    """Kill a run when two of its attempts are written, and go on with it."""
    with (folder / "said.txt").open("wb") as said:
        process = subprocess.Popen(
            [sys.executable, "-m", "skolprov.cli", *words, "--out", "run"],
            cwd=folder,
            start_new_session=True,
            stdout=said,
            stderr=subprocess.STDOUT,
        )
    run = folder / "run"
    lines = run / "attempts.jsonl"
    deadline = time.monotonic() + 120
    while not (lines.is_file() and lines.read_bytes().count(b"\n") >= 2):
        assert time.monotonic() < deadline
        assert process.poll() is None
        time.sleep(0.02)
    children = psutil.Process(process.pid).children(recursive=True)
    journeys = next(child for child in children if "pytest" in " ".join(child.cmdline()))
    if whole:
        os.killpg(process.pid, signal.SIGKILL)
    else:
        process.kill()  # nobody tells the others
    process.wait()
    with only_writer(run):  # as --resume would: what still lives may still write
        ran_on = journeys.is_running() and journeys.status() != psutil.STATUS_ZOMBIE
    written = lines.read_bytes().count(b"\n")
    _, alive = psutil.wait_procs(children, timeout=20)
    directory = RunDirectory.open(run)
    return Killed(
        run,
        ran_on,
        [child.name() for child in alive],
        lines.read_bytes().count(b"\n") - written,
        _everything_in(run),
        list(directory.read(Attempt)),
        directory.run().ended_at,
        (folder / "said.txt").read_text("utf-8"),
        skolprov(*words, "--resume", "run", cwd=folder),
    )


@dataclass(frozen=True)
class Made:
    """A run of a plan that holds secrets, killed once on its way."""

    folder: Path
    case: dict[str, Any]
    killed: Killed


@pytest.fixture(scope="module")
def made(school: Served, tmp_path_factory: pytest.TempPathFactory) -> Made:
    folder, case = tmp_path_factory.mktemp("made"), _case(school, "C")
    case["guardian"]["personal_identity_number"] = "19811218-9876"
    (folder / "plan.toml").write_text(_plan(school, case), "utf-8")
    return Made(folder, case, _killed(["run", "plan.toml"], folder))


def test_no_secret_of_the_plan_is_left_in_the_run_the_report_or_the_output(made: Made) -> None:
    case, ended = made.case, made.killed.ended
    assert ended.returncode == 0, ended.stderr
    files = _everything_in(made.folder / "run")
    assert {"run.json", "report.sv.html", "report.json"} <= set(files)
    assert any(name.endswith(".har.gz") for name in files)
    secrets = [case[role]["password"] for role in ("guardian", "teacher", "pupil")]
    for secret in [*secrets, "811218-9876"]:
        for held in (files, made.killed.files):  # that of the run, and that of the part that was killed
            holding = [name for name, content in held.items() if secret.encode() in content]
            assert holding == [], secret
        assert secret not in ended.stdout + ended.stderr + made.killed.said
    traffic = b"".join(content for name, content in files.items() if ".har" in name)
    assert b"[secret:guardian.password]" in traffic
    assert b"csrf_token" in traffic  # its place is kept, for the replay


@pytest.fixture(scope="module")
def killed(
    request: pytest.FixtureRequest, school: Served, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Killed]:
    """By its name: what was killed of it, and how many workers it had."""
    if request.param == "the command alone":
        made: Made = request.getfixturevalue("made")
        yield made.killed
        return
    workers, families = ("2", 240) if "two workers" in request.param else ("1", 24)
    with serve(families=families) as served:  # two workers need teachers enough
        words = ["run", "--platform", "demo", "--url", served.url, "--role", "guardian", "--task", ",".join(TASKS)]
        words += [*FAST, "--mode", "pointer", "--workers", workers]
        yield _killed(words, tmp_path_factory.mktemp("killed"), whole="whole" in request.param)


@pytest.mark.parametrize(
    "killed",
    [
        "the command alone",
        pytest.param("its whole group", marks=pytest.mark.slow),
        pytest.param("the command alone, of two workers", marks=pytest.mark.slow),
    ],
    indirect=True,
)
def test_a_killed_run_ends_whole_loses_no_finished_attempt_and_goes_on(killed: Killed) -> None:
    assert not killed.journeys_ran_on
    assert killed.alive == []
    assert killed.written_later == 0
    assert len(killed.before) >= 2
    assert killed.ended_at is None

    assert killed.ended.returncode == 0, killed.ended.stderr
    after = list(RunDirectory.open(killed.run).read(Attempt))
    assert after[: len(killed.before)] == killed.before
    assert len({a.id for a in after}) == len(after)
    assert {a.task for a in after if a.outcome is Outcome.SUCCEEDED} >= {"guardian.report-absence", "any.log-out"}
    assert len(after) == len(TASKS)
    assert RunDirectory.open(killed.run).run().ended_at is not None


def _asked(run: Path) -> list[tuple[str, ...]]:
    checks = RunDirectory.open(run).read(PrivacyCheck)
    return sorted((c.kind, c.role, c.asked_by, c.url, c.verdict) for c in checks)


@pytest.mark.slow
def test_a_run_that_goes_on_asks_for_privacy_only_what_it_has_not_asked_yet(school: Served, tmp_path: Path) -> None:
    words = ["run", "--platform", "demo", "--url", school.url, "--mode", "pointer", *FAST]
    words += ["--task", "guardian.read-assessment"]
    assert skolprov(*words, "--out", "run", cwd=tmp_path).returncode == 0
    whole = _asked(tmp_path / "run")
    assert {row[0] for row in whole} == {"isolation", "residue"}
    file = tmp_path / "run" / "privacy.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)

    # Stopped in the midst of a page, and of what is left after log-out: one residue check stands, the other is lost.
    residue = [line for line in lines if json.loads(line)["kind"] == "residue"]
    kept = [line for line in lines if line not in residue][:2] + residue[:1]
    file.write_bytes(b"".join(kept))
    assert skolprov(*words, "--resume", "run", cwd=tmp_path).returncode == 0
    assert _asked(tmp_path / "run") == whole
    assert file.read_bytes().startswith(b"".join(kept))
    ids = [json.loads(line)["id"] for line in file.read_bytes().splitlines()]
    assert len(set(ids)) == len(ids)
    assert set(ids) == {json.loads(line)["id"] for line in lines}  # the same question has the same id


@pytest.mark.slow
def test_an_interrupted_privacy_check_is_an_interrupted_run_and_goes_on(school: Served, tmp_path: Path) -> None:
    words = [
        "run",
        "--platform",
        "demo",
        "--url",
        school.url,
        "--task",
        "guardian.read-assessment",
        "--mode",
        "pointer",
        *FAST,
    ]
    process = subprocess.Popen(
        [sys.executable, "-m", "skolprov.cli", *words, "--out", "run"],
        cwd=tmp_path,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stdout
    assert any(line.startswith("Privacy  begins") for line in process.stdout)
    file = tmp_path / "run" / "privacy.jsonl"
    while not file.is_file():
        assert process.poll() is None
        time.sleep(0.01)
    os.killpg(process.pid, signal.SIGINT)  # as a terminal does: the browser gets it, too
    _, said = process.communicate(timeout=120)
    assert process.returncode == 130, said  # 1 would say that a build is worse
    assert "Go on with the same command and --resume run" in said
    assert "Traceback" not in said
    assert RunDirectory.open(tmp_path / "run").run().ended_at is None
    before = file.read_bytes()
    assert skolprov(*words, "--resume", "run", cwd=tmp_path).returncode == 0
    assert file.read_bytes().startswith(before)
    asked = [row[:-1] for row in _asked(tmp_path / "run") if row[0] == "isolation"]
    assert len(set(asked)) == len(asked)


def test_a_run_goes_on_under_its_own_plan_only(made: Made) -> None:
    plan, run, other = (str(made.folder / name) for name in ("plan.toml", "run", "other"))
    before = {file: file.read_bytes() for file in Path(run).rglob("*") if file.is_file()}
    assert "followed another plan" in elsewhere(refused)("run", plan, "--mode", "keyboard", "--resume", run)
    assert "never written over" in elsewhere(refused)("run", plan, "--out", run)
    assert "--out: a run goes on where it was begun" in elsewhere(refused)("run", plan, "--resume", run, "--out", other)
    assert not Path(other).exists()
    assert {file: file.read_bytes() for file in Path(run).rglob("*") if file.is_file()} == before


def test_load_is_refused_for_a_host_that_the_plan_does_not_permit(tmp_path: Path) -> None:
    out = str(tmp_path / "run")
    words = ("load", "--platform", "demo", "--url", "http://school.example", "--situation", "absence-morning")
    said = elsewhere(refused)(*words, "--out", out)
    assert "[[load.permitted]]" in said
    assert 'host = "school.example"' in said
    assert not Path(out).exists()


@pytest.mark.slow
def test_a_comparison_ends_with_the_gates_status(school: Served, tmp_path: Path) -> None:
    with serve(["next-lesson-hidden-from-screen-readers"], families=24) as hidden:
        worse = skolprov(
            "compare", "--baseline", school.url, "--candidate", hidden.url, "--platform", "demo",
            "--task", "pupil.see-timetable", "--form", "C", "--mode", "screen-reader", "--repeats", "4",
            "--limit", "2", "--no-scan", "--trace", "off", "--out", "worse", cwd=tmp_path,
        )  # fmt: skip
    assert worse.returncode == 1, worse.stdout + worse.stderr
    assert "✗ Pupils: “See the timetable” can no longer be done by hearing the page" in worse.stdout
    assert (tmp_path / "worse" / "report.en.html").is_file()


@pytest.mark.slow
def test_a_build_started_by_hand_gives_the_record_that_the_demo_gives(tmp_path: Path) -> None:
    chosen = [
        "--task",
        "guardian.report-absence",
        "--mode",
        "pointer,keyboard",
        "--repeats",
        "1",
        "--no-scan",
        "--trace",
        "off",
        "--workers",
        "1",
        "--seed",
        "5",
    ]
    by_demo = skolprov("demo", *chosen, "--duration", "1", "--out", "by-demo", cwd=tmp_path)
    assert by_demo.returncode == 0, by_demo.stderr
    with serve() as served:
        by_hand = skolprov(
            "run", "--platform", "demo", "--url", f"good={served.url}", *chosen, "--out", "by-hand", cwd=tmp_path
        )
    assert by_hand.returncode == 0, by_hand.stderr
    assert _record(tmp_path / "by-hand") == _record(tmp_path / "by-demo")


def _record(path: Path) -> dict[tuple[str, ...], Any]:
    directory = RunDirectory.open(path)
    attempts = {a.id: a for a in directory.read(Attempt) if a.build == "good"}
    record: dict[tuple[str, ...], Any] = {
        (a.task, a.role, a.form, a.mode, str(a.repetition), str(a.case)): [a.outcome] for a in attempts.values()
    }
    for action in directory.read(Action):
        if action.attempt in attempts:
            a = attempts[action.attempt]
            key = (a.task, a.role, a.form, a.mode, str(a.repetition), str(a.case))
            record[key].append(
                (action.verb, action.target, action.clicks, action.keystrokes, action.pages, action.operators)
            )
    return record


@pytest.mark.slow
def test_one_worker_makes_all_attempts_of_a_task_one_after_the_other(tmp_path: Path) -> None:
    with serve(families=160) as large:
        ended = skolprov(
            "run", "--platform", "demo", "--url", f"a={large.url}", "--url", f"b={large.url}",
            "--task", "guardian.see-timetable,pupil.see-timetable,pupil.read-feedback,guardian.read-weekly-letter",
            *FAST, "--form", "C", "--mode", "pointer,keyboard", "--workers", "2", "--out", "run", cwd=tmp_path,
        )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    attempts = list(RunDirectory.open(tmp_path / "run").read(Attempt))  # in the order in which they ended
    assert [a.outcome for a in attempts] == [Outcome.SUCCEEDED] * 16
    for task in {a.task for a in attempts}:
        orders = [a.order for a in attempts if a.task == task]
        assert orders == sorted(orders), task


def test_a_plan_with_one_build_is_not_compared_and_nothing_is_measured(tmp_path: Path) -> None:
    plan = 'platform = "demo"\nbuilds = [{ name = "now", url = "http://127.0.0.1:9" }]\n'
    (tmp_path / "plan.toml").write_text(plan, "utf-8")
    written, out = str(tmp_path / "plan.toml"), str(tmp_path / "run")
    assert "there is one build only" in elsewhere(refused)("compare", written, "--out", out)
    beside = elsewhere(refused)("compare", written, "--candidate", "runs/monday", "--out", out)
    assert "its own builds" in beside
    assert not Path(out).exists()


def test_a_place_that_cannot_be_written_is_no_verdict(tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file", "utf-8")
    stored = str(Path(__file__).parent.parent / "golden" / "1.0" / "run")
    said = refused("report", stored, "--out", str(tmp_path / "taken"))
    assert "taken" in said
    assert "Traceback" not in said
