"""Pages that are named are looked at; what is found is told, written for programs, and sets the exit status."""

from __future__ import annotations

import json
import socket
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from skolprov import cli
from tests.conftest import Site, elsewhere

PAGE = '<!doctype html><html lang="en"><head><title>Letters</title></head><body><main><h1>Letters</h1>{}</main></body></html>'
CLEAN = PAGE.format("<p>Nothing this week.</p>")
FAULTY = PAGE.format('<img src="data:," width="40" height="40"><p style="color:#949494">Grey</p>')
TRAP = PAGE.format(
    '<a href="/">Start</a> <label>Date <input id="d"></label> <button>Save</button>'
    "<script>d.addEventListener('keydown', (e) => e.key === 'Tab' && e.preventDefault())</script>"
)
Serve = Callable[[Site], str]


@elsewhere
def skolprov(*words: str | Path) -> Result:
    return CliRunner().invoke(cli.main, [str(word) for word in words])


def test_a_clean_page_ends_with_0_and_a_faulty_one_with_1_and_what_is_wrong(serve_site: Serve, tmp_path: Path) -> None:
    url = serve_site({"/clean": CLEAN, "/faulty": FAULTY, "/trap": TRAP})
    ended = skolprov("scan", f"{url}/clean")
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
    skolprov("scan", tmp_path / "letter.html", *words, "--json", tmp_path / "found.json")
    assert {f["rule"] for f in json.loads((tmp_path / "found.json").read_text("utf-8"))} == found


def test_what_wcag_2_2_added_is_not_asked_under_2_1(tmp_path: Path) -> None:
    small = '<button style="width:12px;height:12px;padding:0" aria-label="{0}"></button>'
    (tmp_path / "page.html").write_text(PAGE.format(small.format("One") + small.format("Two")), "utf-8")
    assert "target-size" in skolprov("scan", tmp_path / "page.html").output
    assert "target-size" not in skolprov("scan", tmp_path / "page.html", "--standard", "wcag21").output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ((), "no page is named"),
        (("letters.html",), "letters.html: is no page: neither an address nor a file"),
        (("http://127.0.0.1/", "--checks", "keyboard-trip"), 'there is no check "keyboard-trip"'),
        (("--sitemap", "nowhere.xml"), "nowhere.xml: cannot be read"),
    ],
)
def test_what_is_no_page_or_no_check_is_told(words: tuple[str, ...], said: str) -> None:
    ended = skolprov("scan", *words)
    assert ended.exit_code == 2
    assert said in ended.output


def test_a_page_that_does_not_open_is_told_and_the_others_are_looked_at(serve_site: Serve) -> None:
    url = serve_site({"/clean": CLEAN})
    ended = skolprov("scan", f"{url}/gone", f"{url}/clean")
    assert ended.exit_code == 2
    assert f"– {url}/gone  The platform answered with status 404." in ended.output
    assert f"✓ {url}/clean" in ended.output


def test_a_best_practice_is_told_and_fails_nothing(tmp_path: Path) -> None:
    (tmp_path / "letter.html").write_text(PAGE.format("<h4>Lessons</h4>"), "utf-8")
    ended = skolprov("scan", tmp_path / "letter.html")
    assert ended.exit_code == 0
    assert "  · " in ended.output
    assert "heading-order × 1" in ended.output


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
