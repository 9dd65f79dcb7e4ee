"""Pages that are named are looked at; what is found is told, written for programs, and sets the exit status."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner, Result
from playwright.sync_api import Browser

from a11y import checking
from a11y.checking import unguarded
from evidence.records import Finding, State
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.model import FindingChange
from reports.scans import why_unasked
from reports.words import LANGUAGES, Words
from scenarios.browser import find_browser
from scenarios.lasting_browser import LastingBrowser
from scenarios.states import NOT_READ
from skolprov import cli
from skolprov import scan as scanning
from skolprov.commands import scan as scan_command
from skolprov.scan import Asked, scan_pages
from skolprov.scan_said import lines_of, summary
from tests.conftest import Page, Site
from tests.ground.documents import ROOT

PAGE = '<!doctype html><html lang="en"><head><title>Letters</title></head><body><main><h1>Letters</h1>{}</main></body></html>'
CLEAN = PAGE.format("<p>Nothing this week.</p>")
FAULTY = PAGE.format('<img src="data:," width="40" height="40"><p style="color:#949494">Grey</p>')
TRAP = PAGE.format(
    '<a href="/">Start</a> <label>Date <input id="d"></label> <button>Save</button>'
    "<script>d.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault())</script>"
)
Serve = Callable[[Site], str]


class _Lasting(LastingBrowser):
    """One browser for all scans of this file: to start it takes as long as to look at a page, and each page has a context of its own."""

    def stop(self) -> None: ...


_THREAD = ThreadPoolExecutor(1)
"""Where scans are made: a thread has room for one Playwright, and the tests' own is in theirs."""


@pytest.fixture(scope="module", autouse=True)
def one_browser() -> Iterator[None]:
    browser = _Lasting(find_browser())
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(scanning, "LastingBrowser", lambda _: browser)
        yield
    _THREAD.submit(LastingBrowser.stop, browser).result()


def skolprov(*words: str | Path) -> Result:
    return _THREAD.submit(CliRunner().invoke, cli.main, [str(word) for word in words]).result()


def test_a_clean_page_ends_with_0_and_a_faulty_one_with_1_and_what_is_wrong(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site({"/clean": CLEAN, "/faulty": FAULTY, "/trap": TRAP})
    ended = skolprov("scan", f"{url}/clean", "--checks", "axe,keyboard-trap")
    assert (ended.exit_code, ended.output) == (0, f"✓ {url}/clean\n")

    ended = skolprov("scan", f"{url}/clean", f"{url}/faulty", f"{url}/trap", "--json", tmp_path / "found.json")
    assert ended.exit_code == 1
    assert "An image has no text alternative (1.1.1)  image-alt × 1" in ended.output
    assert "The keyboard is caught (2.1.2)  keyboard-trap × 1" in ended.output
    assert "Tab, Shift+Tab and Escape do not lead out of “Date”." in ended.output
    assert ended.output.endswith("\n3 pages: 3 kinds of fault in 3 places; failed: 1.1.1, 1.4.3, 2.1.2.\n")
    found = json.loads((tmp_path / "found.json").read_text("utf-8"))
    told = {(f["url"], f["rule"], f["verdict"], f["selector"], *f["criteria"]) for f in found}
    assert told == {
        (f"{url}/faulty", "image-alt", "violation", "img", "1.1.1"),
        (f"{url}/faulty", "color-contrast", "violation", "p", "1.4.3"),
        (f"{url}/trap", "keyboard-trap", "violation", "#d", "2.1.2"),
    }
    assert all(f["title"]["sv"] and f["mend"]["en"] and f["clauses"] and f["fingerprint"] for f in found)


def test_a_file_is_looked_at_too_and_told_in_swedish(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text(FAULTY, "utf-8")
    ended = skolprov("scan", tmp_path / "letter.html", "--checks", "image-alt", "--words", "sv")
    assert ended.exit_code == 1
    assert "image-alt × 1" in ended.output
    assert "color-contrast" not in ended.output


def test_the_pages_of_a_sitemap_are_looked_at(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site({"/clean": CLEAN, "/trap": TRAP})
    places = "".join(f"<url><loc>{url}/{name}</loc></url>" for name in ("clean", "trap"))
    (tmp_path / "map.xml").write_text(
        f'<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{places}</urlset>', "utf-8"
    )
    ended = skolprov("scan", "--sitemap", tmp_path / "map.xml", "--checks", "keyboard-trap")
    assert ended.exit_code == 1
    assert f"✓ {url}/clean" in ended.output
    assert f"✗ {url}/trap" in ended.output


@pytest.mark.parametrize("named", ["file:///etc/passwd", "FILE:///etc/passwd", "{here}", "letters.html"])
def test_a_sitemap_from_a_server_opens_no_file_here(serve_site: Serve, tmp_path: Path, named: str) -> None:
    (tmp_path / "letter.html").write_text(CLEAN, "utf-8")
    named = named.format(here=tmp_path / "letter.html")
    url = serve_site({"/clean": CLEAN, "/map.xml": f"<urlset><url><loc>{named}</loc></url></urlset>"})
    ended = skolprov("scan", "--sitemap", f"{url}/map.xml")
    assert ended.exit_code == 2
    assert f'{url}/map.xml: names "{named}", which is no page of the web' in ended.output


@pytest.mark.parametrize(
    ("words", "found"),
    [
        (("--level", "A"), {"image-alt"}),
        (("--level", "AA"), {"image-alt", "color-contrast"}),
        (("--level", "AAA"), {"image-alt", "color-contrast", "color-contrast-enhanced"}),
        (("--standard", "en301549"), {"image-alt", "color-contrast"}),
    ],
)
def test_what_is_asked_for_is_told(tmp_path: Path, words: tuple[str, ...], found: set[str]) -> None:
    pale = '<b style="color:#707070">Paler than AAA allows</b></main>'
    (tmp_path / "letter.html").write_text(FAULTY.replace("</main>", pale), "utf-8")
    asked = ("--checks", "axe,keyboard-trap", *words)
    skolprov("scan", tmp_path / "letter.html", *asked, "--json", tmp_path / "found.json")
    assert {f["rule"] for f in json.loads((tmp_path / "found.json").read_text("utf-8"))} == found


def test_what_wcag_2_2_added_is_not_asked_under_2_1(tmp_path: Path) -> None:
    small = '<button style="width:12px;height:12px;padding:0" aria-label="{0}"></button>'
    (tmp_path / "page.html").write_text(PAGE.format(small.format("One") + small.format("Two")), "utf-8")
    asked = ("scan", tmp_path / "page.html", "--checks", "axe")
    assert "target-size" in skolprov(*asked).output
    assert "target-size" not in skolprov(*asked, "--standard", "wcag21").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no page is named"),
        (("letters.html",), "letters.html: is no page: neither an address nor a file"),
        (("http://127.0.0.1/", "--checks", "keyboard-trip"), 'there is no check "keyboard-trip"'),
        (("--sitemap", "nowhere.xml"), "nowhere.xml: cannot be read: No such file or directory"),
        (("--sitemap", str(ROOT / "README.md")), "README.md:1: is not XML: "),
        (("--sitemap", "http://127.0.0.1:9/map.xml"), "map.xml: cannot be read: the server could not be reached"),
        (("https://",), "https://: is no address: it names no host"),
        (("https://[::1",), "https://[::1: is no address: Invalid IPv6 URL"),
        (("--sitemap", "https://[::1/map.xml"), "https://[::1/map.xml: is no address: Invalid IPv6 URL"),
        (("http://127.0.0.1/", "--json", "nowhere/found.json"), "nowhere/found.json: cannot be written: No such file"),
    ],
)
def test_what_is_no_page_or_no_check_is_told(words: tuple[str, ...], said: str) -> None:
    ended = skolprov("scan", *words)
    assert ended.exit_code == 2
    assert said in ended.output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("paste-blocked --standard wcag21", "paste-blocked is 3.3.8, which is not in WCAG 2.1"),
        ("image-alt,target-size --standard en301549", "target-size is 2.5.8, which is not in EN 301 549"),
        ("color-contrast-enhanced", "color-contrast-enhanced is 1.4.6, which is level AAA"),
        (",", "--checks names nothing"),
    ],
)
def test_a_check_that_could_find_nothing_that_counts_is_refused_before_anything_is_opened(
    words: str, said: str
) -> None:
    ended = skolprov("scan", "--sitemap", "nowhere.xml", "--checks", *words.split())
    assert ended.exit_code == 2
    assert said in ended.output


def test_advice_is_asked_under_every_standard(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text(PAGE.format("<h4>Lessons</h4>"), "utf-8")
    asked = ("--checks", "heading-order,image-alt", "--standard", "en301549", "--level", "A")
    assert "heading-order × 1" in skolprov("scan", tmp_path / "letter.html", *asked).output


def test_a_place_for_findings_that_cannot_be_written_is_told_before_any_page_is_opened(tmp_path: Path) -> None:
    ended = skolprov("scan", "http://127.0.0.1:9/", "--json", tmp_path)
    assert ended.exit_code == 2
    found = tmp_path / "found.json"
    found.write_text("[1]", "utf-8")
    ended = skolprov("scan", "http://127.0.0.1:9/", "--json", found, "--checks", "keyboard-trip")
    assert (ended.exit_code, found.read_text("utf-8")) == (2, "[1]")
    assert not (tmp_path / "nowhere").exists()


def test_a_name_that_is_near_a_checks_is_told_in_the_same_words_as_of_a_run() -> None:
    said = 'command line: --checks: there is no check "keyboard-trip". Did you mean "keyboard-trap"'
    rest = "Write:  --checks keyboard-trap\n`skolprov checks` lists them."
    for words in (("scan", "http://127.0.0.1/"), ("run", "--url", "http://127.0.0.1:9", "--platform", "demo")):
        ended = skolprov(*words, "--checks", "image-alt,keyboard-trip")
        assert ended.exit_code == 2
        assert said in ended.output
        assert rest in ended.output


def test_a_page_that_does_not_open_is_told_and_the_others_are_looked_at(serve_site: Serve) -> None:
    url = serve_site({"/clean": CLEAN})
    ended = skolprov("scan", f"{url}/gone", f"{url}/clean", "--checks", "axe")
    assert ended.exit_code == 2
    assert f"– {url}/gone  The platform answered with status 404." in ended.output
    assert f"✓ {url}/clean" in ended.output


def test_files_of_one_name_are_told_apart_and_found_again_in_another_folder(tmp_path: Path) -> None:
    marks = []
    for build in ("old", "of/the/new"):
        files = [tmp_path / build / part / "index.html" for part in ("absence", "letters")]
        for file in files:
            file.parent.mkdir(parents=True)
            file.write_text(PAGE.format('<img src="data:," width="40" height="40">'), "utf-8")
        skolprov("scan", *files, "--checks", "image-alt", "--json", tmp_path / "found.json")
        marks.append([f["fingerprint"] for f in json.loads((tmp_path / "found.json").read_text("utf-8"))])
    assert marks[0] == marks[1]
    assert len(set(marks[0])) == 2


def test_a_best_practice_is_told_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text(PAGE.format("<h4>Lessons</h4>"), "utf-8")
    ended = skolprov("scan", tmp_path / "letter.html", "--checks", "axe")
    assert ended.exit_code == 0
    assert "  · " in ended.output
    assert "heading-order × 1" in ended.output


def test_why_a_page_does_not_open_is_told_in_words_and_it_is_not_counted_among_those_without_a_fault(
    tmp_path: Path,
) -> None:
    (tmp_path / "letter.pdf").write_bytes(b"%PDF-1.4\n")
    (tmp_path / "letter.html").write_text(CLEAN, "utf-8")
    gone = (tmp_path / "gone.html").as_uri()
    pages = ("http://127.0.0.1:9/", tmp_path / "letter.pdf", gone, tmp_path / "letter.html")
    for language, said in (
        ("en", ("Browsers open no page at that port", "It is no web page", "There is no such file", "4 pages, of which 3 could not be looked at: no fault found.")),
        ("sv", ("Webbläsare öppnar", "Det är ingen webbsida", "Det finns ingen sådan fil", "4 sidor, varav 3 inte gick att granska: inget fel")),
    ):  # fmt: skip
        ended = skolprov("scan", *pages, "--checks", "keyboard-trap", "--words", language)
        assert ended.exit_code == 2
        assert all(one in ended.output for one in said), ended.output
        assert "net::" not in ended.output


def test_one_fault_is_told_in_the_singular(tmp_path: Path) -> None:
    for name, page in (("one", FAULTY), ("two", CLEAN)):
        (tmp_path / f"{name}.html").write_text(page, "utf-8")
    ended = skolprov("scan", tmp_path / "one.html", tmp_path / "two.html", "--checks", "image-alt")
    assert ended.output.endswith("\n2 pages: 1 kind of fault in 1 place; failed: 1.1.1.\n")


def test_a_server_that_is_not_there_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}/"
    ended = skolprov("scan", url)
    assert ended.exit_code == 2
    assert ended.output == f"– {url}  The platform could not be reached (net::ERR_CONNECTION_REFUSED).\n"


def test_the_checks_are_listed() -> None:
    ended = skolprov("checks")
    assert ended.exit_code == 0
    assert "keyboard-trap" in ended.output
    assert "image-alt" in ended.output


def test_with_a_place_for_it_a_scan_is_a_run_with_pictures_and_a_report(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site(
        {"/clean": CLEAN, "/trap": TRAP.replace("<main>", '<main><img src="data:," width="40" height="40">')}
    )
    out = tmp_path / "scan"
    pages = (f"{url}/clean", f"{url}/trap?week=3", f"{url}/gone")
    ended = skolprov("scan", *pages, "--checks", "axe,keyboard-trap", "--out", out, "--words", "sv")
    assert ended.exit_code == 2
    assert str(out / "report.sv.html") in ended.output
    directory = RunDirectory.open(out)
    run = directory.run()
    assert (run.ended_at is not None, directory.changed()) == (True, [])
    assert [build.url for build in run.builds] == [url]
    assert (run.builds[0].name, run.title) == (urlsplit(url).netloc, urlsplit(url).netloc)
    clean, trap, gone = {state.id: state for state in directory.read(State)}.values()
    assert [state.place for state in (clean, trap, gone)] == ["/clean", "/trap?week=3", "/gone"]
    assert (clean.scanned, clean.title, clean.picture is not None, clean.unasked) == (True, "Letters", True, {})
    assert ("document-title" in clean.passes, "keyboard-trap" in clean.inapplicable) == (True, True)
    assert "keyboard-trap" not in trap.passes
    assert gone.not_opened is not None
    assert (gone.not_opened.code, gone.scanned) == ("status", False)
    findings = list(directory.read(Finding))
    assert {finding.rule for finding in findings} == {"image-alt", "keyboard-trap"}
    assert len({finding.id for finding in findings}) == len(findings)
    assert all(finding.state == trap.id and finding.picture and len(finding.box) == 4 for finding in findings)
    assert "keyboard-trap" in run.conditions.checks
    assert run.conditions.engine.startswith("axe-core")
    for name in (
        "report.en.html",
        "report.json",
        "junit.xml",
        "criteria.csv",
        "findings.csv",
        "measures.csv",
        "summary.sv.md",
    ):
        assert (out / name).is_file(), name

    before = {file: file.read_bytes() for file in out.iterdir() if file.is_file()}
    assert skolprov("report", out).exit_code == 0
    assert {file: file.read_bytes() for file in before} == before
    again = skolprov("scan", f"{url}/clean", "--out", out)
    assert again.exit_code == 2
    assert "holds something already" in again.output
    assert "--resume" not in again.output


def test_without_a_place_for_it_nothing_is_written(
    serve_site: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert skolprov("scan", f"{serve_site({'/clean': CLEAN})}/clean", "--checks", "image-alt").exit_code == 0
    assert list(tmp_path.iterdir()) == []


def test_two_scans_are_compared_and_a_new_fault_sets_the_status(tmp_path: Path) -> None:
    for name, page in (("old", CLEAN), ("new", FAULTY)):
        (tmp_path / f"{name}-build").mkdir()
        (tmp_path / f"{name}-build" / "letter.html").write_text(page, "utf-8")
        skolprov("scan", tmp_path / f"{name}-build" / "letter.html", "--checks", "image-alt", "--out", tmp_path / name)
    runs = [tmp_path / "old", tmp_path / "new"]
    worse = skolprov("compare", *runs, "--out", tmp_path / "worse")
    assert worse.exit_code == 1
    assert "One new fault" in worse.output
    better = skolprov("compare", *runs[::-1], "--out", tmp_path / "better")
    assert better.exit_code == 0
    assert "One fault is fixed" in better.output


def test_scans_of_pages_that_are_called_alike_are_told_apart_by_their_directories(tmp_path: Path) -> None:
    page = tmp_path / "index.html"
    for name in ("monday", "tuesday"):
        page.write_text(FAULTY if name == "tuesday" else CLEAN, "utf-8")
        skolprov("scan", page, "--checks", "image-alt", "--out", tmp_path / name)
    report = analyse([tmp_path / "monday", tmp_path / "tuesday"])
    assert ([build.name for build in report.builds], report.title) == (["monday", "tuesday"], "monday · tuesday")


def test_a_password_in_an_address_reaches_no_file(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site({"/clean": CLEAN}).replace("://", "://eva:hunter2andmore@")
    skolprov("scan", f"{url}/clean", "--checks", "image-alt", "--out", tmp_path / "scan")
    held = [file.name for file in (tmp_path / "scan").rglob("*") if file.is_file() and b"hunter2" in file.read_bytes()]
    assert held == []
    assert RunDirectory.open(tmp_path / "scan").run().builds[0].name == urlsplit(url).netloc.rpartition("@")[2]


def test_a_cookie_that_comes_while_the_page_is_operated_stands_nowhere(serve_site: Serve, tmp_path: Path) -> None:
    secret = "hush-session-4711"
    url = serve_site(
        {
            "/": PAGE.format(
                "<button>Go</button><p id=p>THE SCHOOL IS CLOSED ON MONDAY</p><script>"
                f"addEventListener('focusin', () => {{ document.cookie = 'sid={secret}'; window.name = '{secret}' }});"
                "p.className = window.name</script>"  # which outlives the cookie
            )
        }
    )
    skolprov("scan", url, "--checks", "keyboard-trap,focus-not-visible,tiring-text", "--out", tmp_path / "run")
    (found,) = RunDirectory.open(tmp_path / "run").read(Finding)
    assert found.rule == "tiring-text"
    assert "[secret:" in found.element.snippet, "or nothing is tried here"
    assert [f.name for f in (tmp_path / "run").rglob("*") if f.is_file() and secret.encode() in f.read_bytes()] == []


def test_an_address_that_leads_elsewhere_is_told_with_where(serve_site: Serve) -> None:
    url = serve_site({"/timetable": Page("", to="/log-in"), "/log-in": CLEAN})
    ended = skolprov("scan", f"{url}/timetable", "--checks", "image-alt")
    assert ended.output == f"✓ {url}/timetable → {url}/log-in\n"


_MENU = '<!doctype html><html lang="en"><head><title>{0}</title></head><body><nav aria-label="Menu"><ul>{1}</ul></nav><main><h1>{0}</h1></main></body></html>'


def _with_menu(title: str, *links: str) -> str:
    return _MENU.format(title, "".join(f'<li><a href="/{name}">{name}</a></li>' for name in links))


_ORDER = "navigation-in-another-order"
_PAGES = {
    "/Letters": _with_menu("Letters", "Letters", "Talks", "Meals"),
    "/Talks": _with_menu("Talks", "Meals", "Talks", "Letters"),
}


def test_what_only_several_pages_show_is_told_when_all_were_seen(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site(_PAGES)
    ended = skolprov("scan", f"{url}/Letters", f"{url}/Talks", "--checks", _ORDER, "--json", tmp_path / "found.json")
    assert ended.exit_code == 1
    told = f"✗ {url}/Talks  beside the other pages\n  ✗ The same menu has another order on another page (3.2.3)"
    assert told in ended.output
    assert "2 pages: 1 kind of fault in 1 place; failed: 3.2.3." in ended.output
    [found] = json.loads((tmp_path / "found.json").read_text("utf-8"))
    assert (found["url"], found["rule"], found["selector"]) == (f"{url}/Talks", _ORDER, "nav")
    assert found["message"]["sv"].startswith("Menyns länkar står i ordningen ”Meals, Talks, Letters”; på ”Letters”")

    other = url.replace("127.0.0.1", "localhost")
    ended = skolprov("scan", f"{url}/Letters", f"{other}/Talks", "--checks", _ORDER)
    assert (ended.exit_code, ended.output.splitlines()[:2]) == (0, [f"✓ {url}/Letters", f"✓ {other}/Talks"])


def _scanned(url: str, out: Path) -> RunDirectory:
    pages = scan_pages([f"{url}/Letters", f"{url}/Talks"], Asked(only=(_ORDER,)), out=out)
    assert len(_THREAD.submit(list, pages).result()) >= 2
    return RunDirectory.open(out)


def test_what_only_several_pages_show_is_compared_between_two_scans(serve_site: Serve, tmp_path: Path) -> None:
    mended = serve_site(_PAGES | {"/Talks": _with_menu("Talks", "Letters", "Talks", "Meals")})
    old, new = _scanned(mended, tmp_path / "old"), _scanned(serve_site(_PAGES), tmp_path / "new")
    [found] = new.read(Finding)
    states = {state.title: state for state in new.read(State)}
    assert (found.state, found.picture, len(found.box)) == (states["Talks"].id, states["Talks"].picture, 4)
    assert [_ORDER in (*states[title].passes, *states[title].inapplicable) for title in ("Letters", "Talks")] == [
        True,
        False,
    ]
    for runs, change in (([old, new], FindingChange.NEW), ([new, old], FindingChange.FIXED)):
        [comparison] = analyse([run.path for run in runs]).comparisons
        assert [(one.fingerprint, one.change) for one in comparison.findings] == [(found.fingerprint, change)]


def test_a_page_whose_scripts_never_rest_is_told_as_not_checked_and_nothing_is_asked_of_it(
    browser: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scanning, "_ANSWERS_WITHIN_MS", 300)
    page = browser.new_page()
    session = page.context.new_cdp_session(page)
    page.set_content(CLEAN)
    page.evaluate("void setTimeout(() => { for (;;); }, 50)")
    page.wait_for_timeout(100)
    checks, audits, engine = scanning.chosen_checks(["keyboard-trap", "axe"])
    looking = scanning._Page("about:blank", "/", "b", 1, checks, audits, engine, scanning.Asked(), None)
    seen = scanning._checked(page, looking, scanning._read(page, looking), [], unguarded)
    assert (seen.state.scanned, seen.state.scan_error, seen.state.unpictured) == (False, "not-responding", "undrawn")
    assert seen.state.unasked == {"keyboard-trap": "not-responding"}
    session.send("Runtime.terminateExecution")
    page.context.close()
    assert list(lines_of(seen, "en")) == [
        "! about:blank",
        "  ! 2 checks could not look (axe, keyboard-trap): the page did not answer",
    ]
    assert list(lines_of(seen, "sv"))[1] == "  ! 2 kontroller kunde inte titta (axe, keyboard-trap): sidan svarade inte"
    assert summary([seen], "en") == "1 page, of which 1 could not be looked at: nothing is known of them."
    monkeypatch.setattr(scan_command, "scan_pages", lambda *_, **__: [seen])
    assert skolprov("scan", "https://a.test/").exit_code == 2


def test_whatever_keeps_a_check_from_looking_is_told_in_words() -> None:
    reasons = ["took-too-long", "not-responding", "page-closed", "navigated-away", "scripts-forbidden", "engine-failed: x", NOT_READ,
               "could-not-look: harness-error KeyError", "harness-error: KeyError"]  # fmt: skip
    for language in LANGUAGES:
        words = Words(language)
        said = [words.say(why_unasked(reason)) for reason in reasons]
        assert not [one for one in said if "unasked" in one or "-error" in one]
        assert len(set(said)) == len(reasons) - 1, "a mistake of our own is one, wherever it is made"


HOLDS_UP = PAGE.format("<a href='/'>Start</a><script>addEventListener('keydown', () => { for (;;); })</script>")
NEVER_OPENS = PAGE.format("<script>requestAnimationFrame(() => { for (;;); })</script>")


@pytest.mark.slow
def test_a_page_that_holds_up_a_check_for_ever_costs_that_check_alone_and_the_scan_goes_on(
    serve_site: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for where, name, seconds in (
        (scanning, "_CHECK_LIMIT_S", 1),
        (checking, "_PATIENCE_S", 1),
        (scanning, "_READ_WITHIN_S", 5),
    ):
        monkeypatch.setattr(where, name, seconds)
    url = serve_site({"/holds": HOLDS_UP, "/never": NEVER_OPENS, "/faulty": FAULTY})
    checks = "keyboard-trap,title-tells-nothing,image-alt"
    ended = skolprov(
        "scan", f"{url}/holds", f"{url}/never", f"{url}/faulty", "--checks", checks, "--out", tmp_path / "run"
    )
    assert "  ! keyboard-trap could not look: the page took too long" in ended.output
    assert f"– {url}/never  The page did not answer in time." in ended.output
    assert "image-alt × 1" in ended.output
    holds, never, faulty = RunDirectory.open(tmp_path / "run").read(State)
    assert (holds.unasked, holds.scanned, holds.passes) == (
        {"keyboard-trap": "took-too-long"},
        True,
        ["title-tells-nothing"],
    )
    assert never.not_opened is not None
    assert (faulty.unasked, "keyboard-trap" in faulty.inapplicable) == ({}, True)
