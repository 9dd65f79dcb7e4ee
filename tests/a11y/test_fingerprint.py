"""A problem keeps its fingerprint through what a rebuild changes, and two problems never share one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from playwright.sync_api import Page

from a11y.engine import scan
from a11y.findings import findings_of
from a11y.fingerprint import fingerprint, same_words
from tests.a11y.conftest import Serve, whole

FIELD = '<form class="f"><div><input id="x" name="telephone" type="tel"></div></form>'


def marks(page: Page, html: str, *, at: str = "", varying: tuple[str, ...] = ()) -> list[str]:
    page.set_content(whole(html))
    seen = replace(scan(page), page=at)
    assert seen.error == ""
    assert seen.findings
    found = findings_of(seen, state="s", build="b", mode="keyboard", task="any.log-in", step="Look", varying=varying)
    return [finding.fingerprint for finding in found]


@pytest.mark.parametrize(
    "rebuilt",
    [
        pytest.param(FIELD.replace('id="x"', 'id="react-aria-83ae1f"'), id="a generated id"),
        pytest.param(FIELD.replace('class="f"', 'class="css-1q2w3e Form_x9__2"'), id="hashed class names"),
        pytest.param(f"<p>New notice</p>{FIELD}", id="a sibling before it"),
        pytest.param(FIELD.replace("<div>", "<div><div>").replace("</div>", "</div></div>"), id="one more container"),
        pytest.param(FIELD.replace("</form>", "<p>Other words</p></form>"), id="other texts beside it"),
        pytest.param(FIELD.replace("<input", '<input style="margin:3px" data-v-7ba5bd90'), id="style and scope marks"),
    ],
)
def test_a_rebuild_that_leaves_the_problem_leaves_its_fingerprint(rebuilt: str, page: Page) -> None:
    assert marks(page, rebuilt) == marks(page, FIELD)


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(FIELD.replace("telephone", "email"), id="another field"),
        pytest.param(FIELD.replace('"tel"', '"checkbox"'), id="another kind of field"),
        pytest.param(FIELD.replace("form", "nav"), id="another part of the page"),
        pytest.param('<form><img src="/crest.png" width="40" height="40"></form>', id="another rule"),
    ],
)
def test_different_problems_have_different_fingerprints(other: str, page: Page) -> None:
    assert not set(marks(page, other)) & set(marks(page, FIELD))


def test_a_known_fault_excuses_neither_another_of_its_rule_nor_what_was_a_question_before() -> None:
    path = [{"tag": "html"}, {"tag": "body"}]

    def mark(verdict: str, message: str) -> str:
        return fingerprint("ends-by-itself", "", "", path, page="/news", said=(verdict, message))

    told = {
        mark("needs-review", "comes-anew"),
        mark("needs-review", "may-leave"),
        mark("violation", "leaves"),
        mark("violation", "may-leave"),
    }
    assert len(told) == 4


def test_an_element_without_a_name_is_told_by_its_words_or_its_place() -> None:
    def mark(**own: str) -> str:
        return fingerprint("does-not-reflow", "", "", [{"tag": "main"}, {"tag": "div", **own}], page="/news")

    told = [mark(words="The rules of the"), mark(words="Report absence"), mark(place="0"), mark(place="1")]
    assert len(set(told)) == 4
    assert mark(words="Week 12, Monday") == mark(words="Week 13, Tuesday")
    assert mark(name="note", place="0") == mark(name="note", place="1")


def test_all_of_a_kind_have_one_fingerprint_whichever_of_them_is_told() -> None:
    def mark(name: str, href: str, kind: str) -> str:
        path = [{"tag": "nav"}, {"tag": "a", "href": href, "kind": kind}]
        return fingerprint("focus-not-visible", "link", name, path, page="/news")

    assert mark("Start", "/", "abcdefg") == mark("Absence", "/absence", "abcdefg")
    assert mark("Start", "/", "abcdefg") != mark("Start", "/", "gfedcba")


def titled(title: str) -> str:
    return f"<!doctype html><html><head><title>{title}</title></head><body><main><h1>Letters</h1></main></body></html>"


def test_a_fault_of_the_page_itself_is_told_by_its_address_whatever_its_title_is(page: Page) -> None:
    def mark(title: str, at: str) -> str:
        page.set_content(titled(title))
        found = findings_of(
            replace(scan(page), page=at), state="s", build="b", mode="pointer", task="any.log-in", step="Look"
        )
        return next(finding.fingerprint for finding in found if finding.rule == "html-has-lang")

    first = mark("Letters", "http://127.0.0.1:4101/letters/17?week=3")
    assert mark("Letters – 3 unread", "https://next.test/letters/18?week=4") == first
    assert mark("Letters", "http://127.0.0.1:4101/absence") != first
    assert mark("Letters", "http://127.0.0.1:4101/app#/letters") != mark(
        "Letters", "http://127.0.0.1:4101/app#/absence"
    )


def test_a_document_in_a_frame_is_told_by_the_frame_on_all_pages_that_hold_it() -> None:
    def mark(src: str, title: str, page: str) -> str:
        path = [{"tag": "html"}, {"tag": "body"}, {"tag": "iframe", "src": src}, {"tag": "html"}]
        return fingerprint("html-has-lang", "document", title, path, page=page)

    assert mark("/chat", "Chat", "http://a.test/letters") == mark("/chat", "Chat (2)", "http://a.test/absence")
    assert mark("/chat", "Chat", "http://a.test/letters") != mark("/map", "Chat", "http://a.test/letters")
    assert mark("", "Chat", "http://a.test/letters") != mark("", "Chat", "http://a.test/absence")


IMAGE = '<p><img src="data:," width="40" height="40"></p>'


def test_what_nothing_tells_from_others_is_another_problem_on_another_page(page: Page) -> None:
    assert marks(page, IMAGE, at="http://a.test/absence") != marks(page, IMAGE, at="http://a.test/letters")
    for at in ("http://a.test/{}/index.html", "file:///home/ek/{}/index.html", "file:{}/index.html"):
        assert marks(page, IMAGE, at=at.format("absence")) != marks(page, IMAGE, at=at.format("letters"))


@pytest.mark.parametrize(
    ("address", "again"),
    [
        pytest.param(
            "http://127.0.0.1:4101/absence/17?week=47", "https://next.test/absence/4?week=48", id="host and ids"
        ),
        pytest.param("http://a.test/absence;jsessionid=4F", "http://a.test/absence", id="a session in the address"),
        pytest.param("http://a.test/of/elsa-ek/absence", "http://a.test/of/olle-berg/absence", id="another family"),
        pytest.param("http://a.test/app#/absence?x=1", "http://a.test/app#/absence?x=2", id="within one document"),
        pytest.param("http://a.test/d/1BxiMVs0XRA5", "http://a.test/d/7QwzLLp9ZYt2", id="a token"),
        pytest.param("file:///home/ek/site/letter.html", "file:///build/3/site/letter.html", id="a file"),
    ],
)
def test_the_same_page_elsewhere_is_the_same_page(address: str, again: str, page: Page) -> None:
    people = ("Elsa Ek", "Olle Berg")
    assert marks(page, IMAGE, at=address, varying=people) == marks(page, IMAGE, at=again, varying=people)


def test_a_link_on_another_port_and_for_another_child_is_the_same_link(page: Page) -> None:
    link = '<p>Your child: <a href="http://127.0.0.1:{}/children/{}?week={}" style="color:#bbb">{}, absent {}</a></p>'
    first = marks(page, link.format(4101, 17, 47, "Elsa Ek", "23 November"), varying=("Elsa Ek",))
    again = marks(page, link.format(4102, 9, 48, "Olle Berg", "1 december"), varying=("Olle Berg",))
    assert first == again
    elsewhere = marks(page, link.format(4101, 17, 47, "Elsa Ek", "23 November").replace("/children/", "/notes/"))
    assert first != elsewhere


def test_the_rows_of_a_list_share_one_problem(page: Page) -> None:
    rows = "".join(f'<tr><td>{n}</td><td><input type="text" name="hours-{n}"></td></tr>' for n in range(5))
    found = marks(page, f"<table>{rows}</table>")
    assert len(found) == 5
    assert len(set(found)) == 1


def test_a_frame_that_it_lies_in_is_part_of_the_way(page: Page, serve: Serve) -> None:
    inner = '<html lang="en"><title>Inner</title><img src="/crest.png">'
    framed = whole(f'<iframe title="A" src="{serve(inner)}"></iframe>')
    assert marks(page, framed) != marks(page, '<img src="/crest.png" width="40" height="40">')


@pytest.mark.parametrize(
    ("text", "other"),
    [
        ("3 olästa", "12 olästa"),
        ("måndag 23 november", "tisdag 1 december"),
        ("23 nov. 08:15", "1 dec 10:30"),
        ("2026-11-23", "2026-12-01"),
        ("Elsas frånvaro", "Olles frånvaro"),
        ("ELSA EK", "olle  berg"),
        ("Elsa Ek's day", "Olle Berg's day"),
    ],
)
def test_words_that_differ_by_day_and_family_are_the_same_words(text: str, other: str) -> None:
    people = ["Elsa Ek", "Olle Berg"]
    assert same_words(text, people) == same_words(other, people)


@pytest.mark.parametrize(
    ("text", "other"), [("Save", "Send"), ("Elsabeth", "Olle"), ("Maja sat down", "Maja sun down")]
)
def test_other_words_stay_other_words(text: str, other: str) -> None:
    assert same_words(text, ["Elsa Ek", "Olle Berg"]) != same_words(other, ["Elsa Ek", "Olle Berg"])


def test_a_fingerprint_does_not_mix_up_its_parts() -> None:
    path = [{"tag": "form"}, {"tag": "input"}]
    assert fingerprint("a", "bc", "", path, page="") != fingerprint("ab", "c", "", path, page="")


def test_a_broken_address_and_an_empty_path_break_nothing() -> None:
    assert fingerprint("a", "link", "", [{"tag": "a", "href": "http://[broken"}], page="http://[broken")
    assert fingerprint("a", "", "", [], page="")
