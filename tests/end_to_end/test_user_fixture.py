"""The fixture `user` in suites of other people: docs/pytest.md, followed; and what it does to those who do not ask for it."""

from __future__ import annotations

import gzip
import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path
from xml.etree import ElementTree

import pytest

from demo.server import serve
from evidence.records import Action, Attempt, Finding, Outcome, Run, State
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser
from skolprov.render import write_report
from tests.conftest import Page, Site

DOCUMENT = (Path(__file__).parents[2] / "docs" / "pytest.md").read_text("utf-8")
FAMILIES = 240
"""As `skolprov demo serve` has it by default."""
MODES = ("pointer", "keyboard", "touch", "zoom", "screen-reader")
SAY_THE_BROWSER = """
import pytest

@pytest.fixture(scope="session")
def browser_type_launch_args():
    return {{"executable_path": {path!r}, "args": {flags!r}}}
"""
"""Nothing of the chapter: where a machine has no browser that Playwright downloaded, pytest-playwright has to be told of one."""


def block(language: str, beginning: str) -> str:
    """The block of the chapter that begins so."""
    blocks = re.findall(r"^```(\w*)\n(.*?)^```$", DOCUMENT, re.MULTILINE | re.DOTALL)
    return next(text for kind, text in blocks if kind == language and text.startswith(beginning))


def suite(
    folder: Path, *words: str, env: Mapping[str, str] | None = None, plugins: tuple[str, ...] = ("no:playwright",)
) -> subprocess.CompletedProcess[str]:
    """A suite's tests, in a pytest of their own."""
    own = {key: value for key, value in os.environ.items() if not key.startswith(("PYTEST_", "COV_"))}
    blocked = [word for name in plugins for word in ("-p", name)]
    return subprocess.run(
        [sys.executable, "-P", "-m", "pytest", *blocked, "--basetemp", str(folder / "temporary"), *words],
        cwd=folder, env={**own, "COLUMNS": "200", **(env or {})},
        capture_output=True, text=True, check=False, timeout=300,
    )  # fmt: skip


def evidence_of(folder: Path) -> RunDirectory:
    return RunDirectory.open(folder / "temporary" / "skolprov")


def written(folder: Path, name: str, text: str) -> None:
    (folder / name).parent.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def said(wanted: str, output: str) -> list[str]:
    """The lines of a block that the output lacks; … stands for anything, and a rule is as long as the terminal is wide."""
    patterns = {
        line: re.sub(r"=+\\ |\\ =+", " ?=+ ?", re.escape(line)).replace("…", ".*") for line in wanted.splitlines()
    }
    return [line for line, pattern in patterns.items() if not re.search(f"^{pattern}$", output, re.MULTILINE)]


# --- the chapter ---------------------------------------------------------------------------------------------------


@pytest.mark.slow
def test_the_chapter_leads_to_a_barrier_in_the_one_mode_that_has_it_and_to_success_in_the_others(
    tmp_path: Path,
) -> None:
    shop = tmp_path / "shop"
    with serve(["keyboard-trap-in-date-picker"], families=FAMILIES, seed=1) as school:
        case = next(c for c in school.school()["cases"] if c["form"] == "C")
        assert (case["guardian"]["username"], case["child"]["name"]) == ("malik.blomman", "Sven Blomman")
        settings = block("toml", "[tool.pytest").replace("http://127.0.0.1:8090", school.url)
        written(shop, "pyproject.toml", settings)
        written(shop, "test_absence.py", block("python", "import os"))
        password = {"GUARDIAN_PASSWORD": case["guardian"]["password"]}
        ended = suite(shop, "--junitxml=junit.xml", env=password)
        assert ended.returncode == 1, ended.stdout + ended.stderr
        failed = {
            case.attrib["name"]: [child.tag for child in case if child.tag != "properties"]
            for case in ElementTree.parse(shop / "junit.xml").iter("testcase")
        }
        assert failed == {
            **{f"test_report_absence[{mode}]": ["failure"] if mode == "keyboard" else [] for mode in MODES},
            "test_find_the_letters[keyboard]": [],
            "test_find_the_letters[screen-reader]": [],
        }
        assert said(block("", ">"), ended.stdout) == []
        assert said(block("", "==="), ended.stdout) == []
        _expect_a_run(shop, tmp_path / "report", password["GUARDIAN_PASSWORD"])
        found = find_browser()
        written(shop, "conftest.py", SAY_THE_BROWSER.format(path=found.path, flags=list(found.flags)))
        written(shop, "test_both.py", block("python", "import pytest\nfrom playwright"))
        both = suite(shop, "test_both.py", plugins=(), env={"LANGUAGE": "en"})
        assert both.returncode == 0, both.stdout + both.stderr
        assert "2 passed" in both.stdout
        _expect_a_run_of_ours_to_be_left_alone(shop, school.url)


def _expect_a_run(folder: Path, report: Path, password: str) -> None:
    directory = evidence_of(folder)
    run = directory.run()
    assert (run.title, run.builds[0].name) == ("Tests of shop", "shop")
    assert run.ended_at is not None
    attempts = list(directory.read(Attempt))
    assert Counter(a.outcome for a in attempts) == {Outcome.SUCCEEDED: 6, Outcome.BARRIER: 1}
    [barrier] = [a for a in attempts if a.outcome is Outcome.BARRIER]
    assert (barrier.task, barrier.mode) == ("test_absence.py::test_report_absence", "keyboard")
    assert barrier.focus_path
    assert barrier.picture is not None
    assert directory.read_blob(barrier.picture).startswith(b"\x89PNG")
    assert {s.mode for s in directory.read(State) if s.scanned} == set(MODES)
    assert sum(a.attempt == barrier.id for a in directory.read(Action)) > 5
    told = write_report([directory.path], report)
    assert [str(e.outcome) for r in told.results for e in r.endings] == ["barrier"]
    page = (report / "report.en.html").read_text("utf-8")
    assert "Report absence" in page
    assert "role-user" not in page  # each word of it is in the reader's language
    assert "roles-user" not in page
    assert password not in _all_text(directory.path)


def _expect_a_run_of_ours_to_be_left_alone(folder: Path, url: str) -> None:
    """Neither a package of the project's nor what its suite asks of pytest changes `skolprov run`, from the same environment."""
    written(folder, "scenarios/__init__.py", "")
    words = ("--platform", "demo", "--url", url, "--task", "any.log-in", "--role", "guardian", "--form", "C")
    ended = subprocess.run(
        [sys.executable, "-P", "-m", "skolprov.cli", "run", *words, "--mode", "pointer", "--no-scan", "--repeats", "1"],
        cwd=folder, env=os.environ | {"PYTEST_ADDOPTS": "--no-such-option", "PYTEST_PLUGINS": "no_such_plugin"},
        capture_output=True, text=True, check=False, timeout=240,
    )  # fmt: skip
    assert ended.returncode == 0, ended.stdout + ended.stderr
    assert "1 of 1 attempts reached" in ended.stdout


def _all_text(folder: Path) -> str:
    contents = (p.read_bytes() for p in folder.rglob("*") if p.is_file())
    return "".join((gzip.decompress(c) if c[:2] == b"\x1f\x8b" else c).decode("utf-8", "ignore") for c in contents)


# --- what is said when something is wrong --------------------------------------------------------------------------


def test_an_unknown_mode_is_answered_with_those_that_there_are(tmp_path: Path) -> None:
    written(tmp_path, "test_one.py", "def test_one(user): ...\n")
    ended = suite(tmp_path, "--skolprov-mode", "keybord,touch")
    assert ended.returncode == 4
    assert '--skolprov-mode: there is no mode "keybord"' in ended.stderr
    assert all(mode in ended.stderr for mode in MODES)
    assert 'Did you mean "keyboard"?' in ended.stderr
    assert "Traceback" not in ended.stdout + ended.stderr


def test_where_no_evidence_can_be_written_another_directory_is_asked_for(tmp_path: Path) -> None:
    written(tmp_path, "file", "")
    written(tmp_path, "test_one.py", "def test_one(user): user.page.goto('about:blank')\n")
    ended = suite(tmp_path, "--skolprov-out", "file/x")
    assert "Name a directory that can be written with --skolprov-out." in ended.stdout + ended.stderr


def test_evidence_is_never_written_over_something_else(tmp_path: Path) -> None:
    written(tmp_path, "out/mine.txt", "mine")
    ended = suite(tmp_path, "--skolprov-out", "out")
    assert ended.returncode == 4
    assert f"--skolprov-out {tmp_path / 'out'}: holds something already" in ended.stderr
    assert [p.name for p in (tmp_path / "out").iterdir()] == ["mine.txt"]


@pytest.mark.slow
def test_each_mistake_of_a_suite_is_told_with_what_to_write(tmp_path: Path) -> None:
    written(tmp_path, "test_marked.py", "import pytest\n@pytest.mark.modes('tuch')\ndef test_one(user): ...\n")
    written(tmp_path, "test_address.py", "def test_two(user):\n    user.open('/pay')\n")
    written(tmp_path, "pytest.ini", "[pytest]\nskolprov_modes = pointer\n")
    ended = suite(tmp_path, "--continue-on-collection-errors")
    assert 'test_marked.py::test_one, @pytest.mark.modes: there is no mode "tuch"' in ended.stdout
    assert 'Did you mean "touch"?' in ended.stdout
    assert '"/pay" is no whole address' in ended.stdout
    assert "Write skolprov_url = " in ended.stdout
    assert ">       user.open('/pay')" in ended.stdout
    assert "trial.py" not in ended.stdout  # a person's own lines alone
    elsewhere = suite(tmp_path, "--skolprov-url", "nonsense", "test_address.py")
    assert "skolprov_url: is no whole address" in elsewhere.stdout
    assert "Write it with http:// or https://" in elsewhere.stdout


@pytest.mark.parametrize("name", ["reports", "load"])
def test_a_package_that_hides_one_of_ours_is_named_and_only_those_who_ask_for_a_user_are_told(
    name: str, tmp_path: Path
) -> None:
    written(tmp_path, f"{name}/__init__.py", "MINE = True\n")
    written(tmp_path, "pytest.ini", "[pytest]\npythonpath = .\n")
    written(tmp_path, "test_mine.py", f"import {name}\ndef test_mine():\n    assert {name}.MINE\n")
    written(tmp_path, "test_user.py", "def test_user(user): ...\n")
    written(tmp_path, "test_import.py", "from skolprov import button\n")
    ended = suite(tmp_path, "--continue-on-collection-errors")
    hidden = f'your "{name}" ({tmp_path / name / "__init__.py"}) hides the package "{name}" that Skolprov brings'
    assert ended.stdout.count(hidden) >= 2
    assert "Rename yours" in ended.stdout
    assert "1 passed, 2 errors" in ended.stdout


# --- those who do not ask for a user -------------------------------------------------------------------------------

STRANGER = """
import sys, pytest

def pytest_unconfigure(config):
    ours = ("evidence", "a11y", "scenarios", "load", "reports", "demo", "playwright", "pydantic", "pandas", "locust")
    print("BROUGHT", sorted(set(ours) & set(sys.modules)))

@pytest.fixture
def user():
    return "their own"
"""


def test_a_suite_with_an_option_that_locust_s_plugin_has_taken_leaves_that_out_as_the_documentation_says(
    tmp_path: Path,
) -> None:
    written(tmp_path, "conftest.py", "def pytest_addoption(parser):\n    parser.addoption('--host', default='mine')\n")
    written(
        tmp_path,
        "test_mine.py",
        "import sys\ndef test_mine(pytestconfig):\n    assert pytestconfig.getoption('host') == 'mine'\n"
        "    assert not {'locust', 'gevent'} & set(sys.modules)\n",
    )
    assert "option names {'--host'} already added" in suite(tmp_path).stderr
    ended = suite(tmp_path, plugins=("no:playwright", "no:locust"))
    assert ended.returncode == 0, ended.stdout + ended.stderr


def test_a_stranger_s_suite_keeps_its_own_user_and_brings_nothing_of_ours(tmp_path: Path) -> None:
    written(tmp_path, "conftest.py", STRANGER)
    written(tmp_path, "test_theirs.py", "def test_theirs(user):\n    assert user == 'their own'\n")
    ended = suite(tmp_path, "-v", "-s")
    assert "test_theirs.py::test_theirs PASSED" in ended.stdout.replace("\x1b", "")
    assert "BROUGHT []" in ended.stdout
    assert "Skolprov" not in ended.stdout
    assert not (tmp_path / "temporary" / "skolprov").exists()


# --- several workers, secrets --------------------------------------------------------------------------------------

FORM = """<!doctype html><html lang="en"><title>Pay</title><main><h1>Pay</h1>
<form action="/paid"><label>Card <input name="card"></label><label>Code <input type="password" name="code"></label>
<button>Pay</button></form></main></html>"""
SITE: Site = {
    "/": Page(FORM),
    "/paid": Page(
        "<!doctype html><html lang='en'><title>Paid</title><main><h1>Paid</h1>Your code was sesam-27-x</main></html>"
    ),
}
PAY = """
import pytest

@pytest.mark.modes("pointer", "keyboard")
@pytest.mark.parametrize("card", ["red", "blue"])
def test_pay(user, card):
    user.open("/")
    user.fill("Card", card)
    user.click("Pay")
    user.expect("Paid")

@pytest.mark.modes("touch")
def test_not_today(user): ...
"""


@pytest.mark.slow
def test_all_workers_write_into_one_run_and_a_mode_that_is_asked_for_narrows_the_tests(
    tmp_path: Path, serve_site: Callable[[Site], str]
) -> None:
    written(tmp_path, "test_pay.py", PAY)
    written(tmp_path, "pytest.ini", "[pytest]\nskolprov_scan = false\n")
    url = serve_site(SITE)
    words = ("-n", "2", "--skolprov-url", url, "-rs")
    ended = suite(tmp_path, *words, "--skolprov-mode", "pointer,keyboard")
    assert "4 passed, 1 skipped" in ended.stdout, ended.stdout
    assert "is for touch; --skolprov-mode asks for pointer, keyboard" in ended.stdout
    directory = evidence_of(tmp_path)
    assert ended.stdout.count(f"Evidence:  {directory.path}") == 1
    run: Run = directory.run()
    assert run.conditions.workers == 2
    assert run.ended_at
    assert {(a.task, a.mode) for a in directory.read(Attempt)} == {
        (f"test_pay.py::test_pay[{card}]", mode) for card in ("red", "blue") for mode in ("pointer", "keyboard")
    }
    assert not list(directory.path.parent.glob(".skolprov*"))


def test_what_is_typed_into_a_password_field_stands_nowhere(tmp_path: Path, serve_site: Callable[[Site], str]) -> None:
    test = """
def test_pay(user):
    code, token = "-".join(["sesam", "27", "x"]), "PLAIN"
    user.open("/")
    user.fill("Code", code)
    user.click("Pay")
    print("typed", code)
    assert user.read("main") == code
"""
    written(tmp_path, "test_pay.py", test.replace('user.read("main")', 'user.page.locator("main").inner_text()'))
    ended = suite(tmp_path, "--skolprov-mode", "pointer", "--skolprov-url", serve_site(SITE), "-l", "--junitxml=j.xml")
    assert "1 failed" in ended.stdout, ended.stdout
    assert "[secret:password]" in ended.stdout
    assert "sesam-27-x" not in ended.stdout + ended.stderr + (tmp_path / "j.xml").read_text("utf-8")
    assert "token      = 'PLAIN'" in ended.stdout  # source and values that are no secrets stay as they are
    [attempt] = evidence_of(tmp_path).read(Attempt)
    assert attempt.reason is not None
    assert (attempt.outcome, attempt.reason.code) == (Outcome.FAILED, "assertion")
    assert "code=" in attempt.address
    assert "sesam-27-x" not in _all_text(tmp_path / "temporary" / "skolprov")


@pytest.mark.slow
def test_the_password_in_the_address_of_the_pages_stands_nowhere(
    tmp_path: Path, serve_site: Callable[[Site], str]
) -> None:
    written(tmp_path, "test_pay.py", "def test_pay(user):\n    user.open('/')\n    user.expect('Nowhere')\n")
    written(tmp_path, "pytest.ini", "[pytest]\nskolprov_scan = false\nskolprov_limit_s = 1\n")
    url = serve_site(SITE).replace("://", "://staff:S3cret%21Pw99@")
    ended = suite(tmp_path, "--skolprov-mode", "pointer", "--skolprov-url", url, "--showlocals")
    assert "1 failed" in ended.stdout, ended.stdout
    evidence = ended.stdout + ended.stderr + _all_text(tmp_path / "temporary" / "skolprov")
    assert "S3cret%21Pw99" not in evidence
    assert "S3cret!Pw99" not in evidence
    host = url.rpartition("@")[2]
    assert evidence_of(tmp_path).run().builds[0].url == f"http://staff:[secret:skolprov_url.password]@{host}"


COOKIES = Page(
    "<!doctype html><html lang='en'><title>Start</title><main><h1>Start</h1></main><script>"
    "document.cookie = 'basket=' + ['kaka', '4711', 'xyzw'].join('-');"
    "for (const value of [document.cookie.split('basket=')[1], localStorage.who])"
    "  document.querySelector('main').innerHTML += `<img src='/picture?of=${value}'><button>Take ${value}</button>`"
    "</script></html>"
)
A_STORED_SESSION = """
import json, pytest

STATE = {{"cookies": [], "origins": [{{"origin": {url!r}, "localStorage": [{{"name": "who", "value": "-".join(["bo", "0123456789abcdef", "0123456789abcdef"])}}]}}]}}

@pytest.fixture(params=["as it is", "in a file"])
def skolprov_context_args(request, tmp_path):
    if request.param == "as it is":
        return {{"storage_state": STATE}}
    (tmp_path / "state.json").write_text(json.dumps(STATE))
    return {{"storage_state": tmp_path / "state.json"}}
"""


@pytest.mark.slow
def test_what_a_session_consists_of_stands_in_no_finding_of_a_test_that_passes(
    tmp_path: Path, serve_site: Callable[[Site], str]
) -> None:
    url = serve_site({"/": COOKIES})
    written(tmp_path, "conftest.py", A_STORED_SESSION.format(url=url))
    written(
        tmp_path,
        "test_start.py",
        "def test_start(user):\n    user.open('/')\n    user.click('Take ' + '-'.join(['kaka', '4711', 'xyzw']))\n",
    )
    ended = suite(tmp_path, "--skolprov-mode", "pointer", "--skolprov-url", url)
    assert "2 passed" in ended.stdout, ended.stdout
    directory = evidence_of(tmp_path)
    snippets = "".join(f.element.snippet for f in directory.read(Finding))
    assert snippets.count("/picture?of=[secret:") >= 2
    evidence = _all_text(directory.path)
    assert "kaka-4711-xyzw" not in evidence
    assert "bo-0123456789abcdef" not in evidence


@pytest.mark.slow
def test_evidence_that_cannot_be_written_ends_its_own_test_and_no_other(tmp_path: Path) -> None:
    test = """
import shutil

def test_full(user, tmp_path_factory):
    user.open("data:text/html,<title>Full</title>Full")
    shutil.rmtree(tmp_path_factory.getbasetemp() / "skolprov")

def test_other(): ...
"""
    written(tmp_path, "test_full.py", test)
    ended = suite(tmp_path, "--skolprov-mode", "pointer")
    assert "1 failed, 1 passed" in ended.stdout, ended.stdout
    assert "what was seen could not be written: No such file or directory" in ended.stdout
    assert "INTERNALERROR" not in ended.stdout


NOBODY_DID_ANYTHING = """
import pytest

def test_nothing(user): ...

def test_before(user):
    assert user is None

def test_address(user):
    user.open("/")
    user.expect("Pay")

def test_known(user):
    user.open("/")
    pytest.xfail("known")

def test_question(user):
    user.page.evaluate("setTimeout(() => confirm('Sure?'))")
    user.page.wait_for_timeout(300)
"""


@pytest.mark.slow
def test_only_what_somebody_did_is_an_attempt_and_a_test_that_gives_up_is_none(
    tmp_path: Path, serve_site: Callable[[Site], str]
) -> None:
    written(tmp_path, "test_all.py", NOBODY_DID_ANYTHING)
    written(tmp_path, "pytest.ini", "[pytest]\nskolprov_scan = false\nskolprov_limit_s = 2\n")
    ended = suite(tmp_path, "--skolprov-mode", "pointer", "--skolprov-url", serve_site(SITE))
    assert "2 failed, 2 passed, 1 xfailed" in ended.stdout, ended.stdout
    attempts = {a.task.partition("::")[2]: a.outcome for a in evidence_of(tmp_path).read(Attempt)}
    assert attempts == {"test_address": Outcome.SUCCEEDED}
    assert "One attempt: 1 succeeded" in ended.stdout
    assert "assert <user by pointer> is None" in ended.stdout
    assert "Sure?" in ended.stdout
    assert "trial.py" not in ended.stdout
    none = suite(tmp_path, "--skolprov-mode", "pointer", "-k", "nothing")
    assert "1 passed" in none.stdout, none.stdout
    assert "No attempt was made." in none.stdout


# --- a suite with things of its own --------------------------------------------------------------------------------

OWN_BROWSER = """
import pytest
from playwright.sync_api import sync_playwright

@pytest.fixture(scope="session")
def their_browser():
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path={path!r}, args={flags!r})
        yield browser
        browser.close()
"""
OWN_FIXTURES = """
import pytest

@pytest.fixture
def user():
    return "their own"

@pytest.fixture
def skolprov_browser(their_browser):
    return their_browser

@pytest.fixture(scope="session")
def skolprov_url():
    return {url!r}

@pytest.fixture
def skolprov_context_args():
    return {{"storage_state": {{"cookies": [], "origins": [{{"origin": {url!r}, "localStorage": [{{"name": "who", "value": "Bo"}}]}}]}}}}
"""
OWN_TESTS = """
import pytest
from skolprov import link

@pytest.fixture
def at_start(skolprov_user):
    skolprov_user.open("/")
    return skolprov_user

@pytest.fixture
def at_nowhere(skolprov_user):
    skolprov_user.open("/")
    skolprov_user.click(link("Nowhere"))

def test_who(user, their_browser, at_start):
    assert user == "their own"
    assert at_start.page.context.browser is their_browser
    at_start.expect("Hello, Bo")

@pytest.mark.xfail(strict=True)
@pytest.mark.modes("keyboard")
def test_known(at_start):
    at_start.click("Help")

@pytest.mark.modes("pointer")
def test_help(at_start):
    at_start.click("Help")

@pytest.mark.modes("pointer")
def test_nowhere(at_nowhere): ...

@pytest.mark.modes("pointer")
def test_not_now(at_start):
    pytest.skip("not now")

@pytest.mark.modes("pointer")
def test_by_hand(at_start):
    pytest.fail("not as it should be")

@pytest.mark.modes("pointer")
def test_question(at_start):
    at_start.click("Ask")

@pytest.mark.modes("screen-reader")
def test_heard(at_start):
    at_start.click("Help")
"""
WHO = Page(
    "<!doctype html><html lang='en'><title>Start</title><main><h1></h1><span onclick='1'>Help</span><button onclick='confirm(`Sure?`)'>Ask</button></main>"
    "<script>document.querySelector('h1').textContent = `Hello, ${localStorage.who}`</script></html>"
)


@pytest.mark.slow
def test_a_suite_keeps_its_own_user_browser_address_and_session(
    tmp_path: Path, serve_site: Callable[[Site], str]
) -> None:
    found = find_browser()
    written(tmp_path, "pytest.ini", "[pytest]\nskolprov_scan = false\nskolprov_limit_s = 2\nskolprov_language = sv\n")
    written(tmp_path, "conftest.py", OWN_BROWSER.format(path=found.path, flags=list(found.flags)))
    written(tmp_path, "own/conftest.py", OWN_FIXTURES.format(url=serve_site({"/": WHO})))
    written(tmp_path, "own/test_own.py", OWN_TESTS)
    written(tmp_path, "other/test_other.py", "def test_other(their_browser, user): ...\n")
    ended = suite(tmp_path, "own", "other", "--skolprov-mode", ",".join(MODES))
    assert "another Playwright runs in this thread already" in ended.stdout, ended.stdout
    assert "define a fixture skolprov_browser" in ended.stdout
    assert "3 failed, 6 passed, 1 skipped, 1 xfailed, 6 errors" in ended.stdout, ended.stdout
    directory = evidence_of(tmp_path)
    attempts = {(a.task.partition("::")[2], a.mode): a for a in directory.read(Attempt)}
    assert {name for name, mode in attempts if mode == "zoom"} == {"test_who"}
    assert [attempts["test_who", mode].outcome for mode in MODES] == [Outcome.SUCCEEDED] * 5
    assert attempts["test_known", "keyboard"].outcome is Outcome.BARRIER
    assert attempts["test_help", "pointer"].outcome is Outcome.SUCCEEDED
    assert (
        attempts["test_nowhere", "pointer"].outcome is Outcome.SCRIPT_ERROR
    )  # a fixture of the suite's did not get there
    assert ("test_not_now", "pointer") not in attempts
    assert "”Sure?”" in ended.stdout  # a dialog that is left open ends a test as it ends a journey
    by_hand = attempts["test_by_hand", "pointer"]
    assert by_hand.reason is not None
    assert (by_hand.outcome, by_hand.reason.values) == (Outcome.FAILED, {"said": "not as it should be"})
    heard = attempts["test_heard", "screen-reader"]
    assert heard.outcome is Outcome.BARRIER
    assert heard.heard_near
    assert f"Där läses upp: {' · '.join(heard.heard_near)}" in ended.stdout  # in the language that the suite asks for
    assert 'skolprov_user.click(link("Nowhere"))' in ended.stdout
