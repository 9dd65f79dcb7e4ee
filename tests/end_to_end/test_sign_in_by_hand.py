"""Accounts that only a person can sign in: the session is kept where only its user can read it, used, and renewed when it ends."""

from __future__ import annotations

import gzip
import json
import stat
import urllib.request
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from demo.server import Served, serve
from evidence.problem import Problem
from evidence.records import Attempt, Outcome
from evidence.run_directory import RunDirectory
from reports.words import Words
from scenarios import kept_session
from scenarios.by_hand import sign_in_by_hand
from skolprov.builds import with_passwords
from tests.conftest import served
from tests.end_to_end.test_command_line import refused, skolprov


@pytest.fixture(scope="module")
def school() -> Iterator[Served]:
    with serve(families=24) as started:
        yield started


@pytest.fixture
def state_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv(kept_session.VARIABLE, str(tmp_path / "state"))
    return tmp_path / "state"


@pytest.fixture
def case(school: Served) -> dict[str, Any]:
    urllib.request.urlopen(f"{school.url}/demo/reset", data=b"").close()
    return dict(next(c for c in school.school()["cases"] if c["form"] == "C"))


def signing_in(username: str, password: str) -> Callable[[Page], None]:
    """A person who does by hand what no script is told."""

    def person(page: Page) -> None:
        page.get_by_role("link", name="Log in").or_(page.get_by_role("button", name="Log in")).first.wait_for()
        page.goto(f"{page.url.split('/login')[0].rstrip('/')}/login")
        page.get_by_label("User name").fill(username)
        page.get_by_label("Password").fill(password)
        page.get_by_role("button", name="Log in").click()
        page.get_by_role("heading", name="Hello").wait_for()

    return person


def sign_in(browser: Browser, school: Served, guardian: dict[str, Any]) -> kept_session.KeptSession:
    person = signing_in(guardian["username"], guardian["password"])
    kept = sign_in_by_hand(browser, school.url, guardian["username"], person=person, locales=("en-GB",))
    kept_session.keep(kept)
    return kept


def plan_without_password(school: Served, case: dict[str, Any]) -> str:
    guardian = {k: v for k, v in case["guardian"].items() if k != "password"}
    inline = ", ".join(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in guardian.items())
    return (
        'platform = "demo"\nrepeats = 1\nmodes = ["pointer"]\nroles = ["guardian"]\nscan = false\nlimit_s = 4\n'
        'tasks = ["guardian.read-assessment", "guardian.report-absence", "any.log-out", "any.log-in"]\n'
        f'[[builds]]\nname = "mine"\nurl = "{school.url}"\n\n[[school]]\nform = "C"\nguardian = {{ {inline} }}\n'
        f"child.name = {json.dumps(case['child']['name'], ensure_ascii=False)}\n"
        + "\n".join(f"assessment.{k} = {json.dumps(str(v), ensure_ascii=False)}" for k, v in case["assessment"].items())
    )


def outcomes(path: Path) -> dict[str, Attempt]:
    return {attempt.task: attempt for attempt in RunDirectory.open(path).read(Attempt)}


@pytest.mark.slow
def test_a_session_that_a_person_signed_in_for_is_used_instead_of_a_password_and_outlives_the_run(
    browser: Browser, school: Served, case: dict[str, Any], tmp_path: Path, state_home: Path
) -> None:
    (tmp_path / "plan.toml").write_text(plan_without_password(school, case), "utf-8")
    without = skolprov("run", "plan.toml", "--out", "run", cwd=tmp_path)
    assert without.returncode == 2
    assert "has no password" in without.stderr
    assert f"skolprov sign-in --url {school.url} --account" in without.stderr
    kept = sign_in(browser, school, case["guardian"])
    ended = skolprov("run", "plan.toml", "--out", "run", cwd=tmp_path)
    assert ended.returncode == 0, ended.stderr
    made = outcomes(tmp_path / "run")
    assert made["guardian.read-assessment"].outcome is Outcome.SUCCEEDED
    assert made["guardian.report-absence"].outcome is Outcome.SUCCEEDED
    told = {task: (a.outcome, a.reason.code) for task, a in made.items() if a.reason}
    assert told == {
        "any.log-out": (Outcome.ENVIRONMENT_ERROR, "session-must-last"),
        "any.log-in": (Outcome.ENVIRONMENT_ERROR, "needs-a-person"),
    }
    _holds_no_secret(tmp_path / "run", list(kept_session.secrets_in(kept.state)))
    context = browser.new_context(storage_state=kept.state, locale="en-GB")
    later = context.new_page()
    later.goto(school.url)
    assert later.get_by_role("heading", name="Hello").is_visible()
    context.close()


def _holds_no_secret(run: Path, secrets: list[str]) -> None:
    assert [s for s in secrets if len(s) > 20]
    for file in (f for f in run.rglob("*") if f.is_file()):
        content = file.read_bytes()
        content = gzip.decompress(content) if content[:2] == b"\x1f\x8b" else content
        assert not [s for s in secrets if s.encode() in content], file


@pytest.mark.slow
def test_an_expired_session_is_the_surroundings_fault_and_names_the_command_that_renews_it(
    browser: Browser, school: Served, case: dict[str, Any], tmp_path: Path, state_home: Path
) -> None:
    (tmp_path / "plan.toml").write_text(plan_without_password(school, case), "utf-8")
    kept = sign_in(browser, school, case["guardian"])
    for cookie in kept.state["cookies"]:
        cookie["value"] = "f" * len(cookie["value"])  # as a server sees a session that it has forgotten
    kept_session.keep(kept)
    ended = skolprov("run", "plan.toml", "--out", "run", "--task", "guardian.report-absence", cwd=tmp_path)
    attempt = outcomes(tmp_path / "run")["guardian.report-absence"]
    assert ended.returncode == 2
    assert attempt.outcome is Outcome.ENVIRONMENT_ERROR
    assert attempt.reason
    assert attempt.reason.code == "kept-session-expired"
    for language in ("en", "sv"):
        said = Words(language).say("kept-session-expired", **attempt.reason.values)
        assert kept_session.command(school.url, case["guardian"]["username"]) in said


def test_only_its_user_can_read_what_is_kept(
    browser: Browser, school: Served, case: dict[str, Any], state_home: Path
) -> None:
    kept = sign_in(browser, school, case["guardian"])
    (file,) = kept_session.folder().iterdir()
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    assert file.is_relative_to(state_home)
    assert case["guardian"]["username"] not in file.name
    assert kept_session.read(school.url + "/", kept.username) == kept
    file.chmod(0o640)
    with pytest.raises(Problem, match="others may read it"):
        kept_session.read(school.url, kept.username)
    assert kept_session.forget(school.url, kept.username)
    assert kept_session.read(school.url, kept.username) is None


def test_a_person_who_never_signed_in_is_told_so_and_nothing_is_kept(
    browser: Browser, school: Served, state_home: Path
) -> None:
    with pytest.raises(Problem, match="nobody is signed in"):
        sign_in_by_hand(browser, school.url, "somebody", person=lambda _: None, limit_s=3)
    with pytest.raises(Problem, match="window was closed"):
        sign_in_by_hand(browser, school.url, "somebody", person=lambda page: page.close(), limit_s=3)
    assert not state_home.exists()


def test_tokens_that_a_page_stored_are_secrets_and_its_settings_are_not() -> None:
    stored = json.dumps(
        {"access": "eyJhbGciOiJIUzI1NiJ9.e30.abc", "theme": "dark", "home": "https://school.test/start"}
    )
    state = {
        "cookies": [{"name": "sid", "value": "4f2c9b"}],
        "origins": [{"origin": "https://a.test", "localStorage": [{"name": "auth", "value": stored}]}],
    }
    assert list(kept_session.secrets_in(state)) == ["4f2c9b", "eyJhbGciOiJIUzI1NiJ9.e30.abc"]


def test_a_session_in_stored_values_alone_comes_back_too(browser: Browser, state_home: Path) -> None:
    site = """<!doctype html><html lang="en"><title>Shell</title><h1>School</h1><div id="app"></div><script>
    const show = () => { app.innerHTML = localStorage.token ? '<button>Log out</button>' : '<button id="in">BankID</button>';
      if (document.querySelector('#in')) document.querySelector('#in').onclick = () => { localStorage.token = 't'.repeat(40); show(); }; };
    setTimeout(show, 300);</script>"""
    with served({"/": site}) as url:
        kept = sign_in_by_hand(
            browser, url, "ali", person=lambda page: page.get_by_role("button", name="BankID").click(), limit_s=4
        )
    assert kept.signs == ["Log out"]
    assert list(kept_session.secrets_in(kept.state)) == ["t" * 40]


def test_load_leaves_out_who_cannot_be_signed_in_by_a_script(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TEACHER_PASSWORD", "hemligt")
    case = {
        "form": "C",
        "guardian": {"username": "ali"},
        "teacher": {"username": "eva", "password_env": "TEACHER_PASSWORD"},
    }
    assert with_passwords(case) == {"form": "C", "teacher": case["teacher"] | {"password": "hemligt"}}  # type: ignore[operator]


def test_without_a_screen_signing_in_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    for variable in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.setenv(variable, "")
    assert "there is no screen" in refused("sign-in", "--url", "http://127.0.0.1:1", "--account", "x")
