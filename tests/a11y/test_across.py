"""Each planted fault between pages is found by the audit that names it, by no other, and not on its clean twin. One fault, one file in across/."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page

from a11y.across import find_audits
from a11y.audit import Audit, Met, Way
from a11y.auditing import audit_ways
from a11y.gathering import gather
from a11y.standards import criteria, criteria_of
from evidence.records import Action
from scenarios.typed import FIELD, Typed
from tests.conftest import Site

_FOLDER = Path(__file__).parent / "across"
PLANTED = sorted(_FOLDER.glob("*.toml"))
CLEAN = sorted((_FOLDER / "clean").glob("*.toml"))
AUDITS, PROBLEMS = find_audits()
ServeSite = Callable[[Site], str]
_TYPED = "070-555 01 00"


def whole(site: Mapping[str, str], language: str) -> Site:
    return {
        path: f'<!doctype html><html lang="{language}"><meta charset="utf-8">{html}</html>'
        for path, html in site.items()
    }


def walked(page: Page, address: str, visits: Sequence[str]) -> Way:
    """Go through a small site: a path is opened, `press X` presses what a selector finds, `type Label=text` types."""
    typed, states, actions = Typed(), list[Met](), list[Action]()
    for visit in visits:
        verb, _, what = visit.partition(" ")
        if verb == "press":
            page.click(what)
            page.evaluate("new Promise((done) => setTimeout(done, 20))")  # what follows a press within a document
        elif verb == "type":
            label, _, text = what.partition("=")
            asked = page.get_by_label(label, exact=True).evaluate(FIELD)
            again = (
                typed.note(text or _TYPED, asked["field"], len(actions) + 1, empty=asked["empty"])
                if asked["once"]
                else None
            )
            page.get_by_label(label, exact=True).fill(text or _TYPED)
            actions.append(fill(len(actions) + 1, f'field "{label}"', states[-1].id, again))
            continue
        else:
            page.goto(address + visit)
        facts = gather(page)
        assert facts is not None
        parts = urlsplit(page.url)
        name = (
            parts.path
            + (f"?{parts.query}" if parts.query and verb != "press" else "")
            + (f"#{parts.fragment}" if parts.fragment else "")
        )
        states.append(Met(name, page.url, page.title(), facts))
    return Way(states=states, actions=actions)


def fill(index: int, target: str, state: str, typed_before: int | None) -> Action:
    nothing = dict.fromkeys(
        (
            "started_s",
            "duration_s",
            "wait_s",
            "scrolled_px",
            "pointer_travel_px",
            "target_width_px",
            "target_height_px",
        ),
        0.0,
    )
    counts = dict.fromkeys(("step", "clicks", "keystrokes", "pages"), 0)
    return Action(
        attempt="a", index=index, verb="fill", target=target, done=True, operators="", by_css=False, state=state,
        typed_before=typed_before, **nothing, **counts,  # type: ignore[arg-type]
    )  # fmt: skip


def found(way: Way, audits: Sequence[Audit] = AUDITS) -> list[tuple[Any, ...]]:
    told = []
    for state, audited in audit_ways([way], audits).items():
        assert audited.unasked == {}
        for raw, _ in audited.found:
            element = f'{raw.element.role} "{raw.element.name}"'
            told.append(
                (state, raw.rule, tuple(criteria_of(raw.tags)), element, raw.values["message"], raw.verdict.value)
            )
    return sorted(told)


def expected(finding: Mapping[str, Any]) -> tuple[Any, ...]:
    said, verdict = finding["said"], finding.get("verdict", "violation")
    return finding["page"], finding["rule"], tuple(finding["criteria"]), finding["element"], said, verdict


@pytest.mark.parametrize("file", PLANTED, ids=lambda file: file.stem)
def test_a_planted_fault_is_found_by_its_audit_and_on_its_clean_twin_nothing_is(
    file: Path, page: Page, serve_site: ServeSite
) -> None:
    fault = tomllib.loads(file.read_text("utf-8"))
    language = fault.get("language", "en")
    way = walked(page, serve_site(whole(fault["site"], language)), fault["visits"])
    assert found(way) == sorted(map(expected, fault["finding"]))
    twin = serve_site(whole(fault["site"] | fault["twin"], language))
    assert found(walked(page, twin, fault["visits"])) == []


@pytest.mark.parametrize("file", CLEAN, ids=lambda file: file.stem)
def test_what_differs_rightly_is_no_fault(file: Path, page: Page, serve_site: ServeSite) -> None:
    clean = tomllib.loads(file.read_text("utf-8"))
    assert found(walked(page, serve_site(whole(clean["site"], "en")), clean["visits"])) == []


def test_every_audit_and_every_message_has_a_planted_fault() -> None:
    assert PROBLEMS == ()
    planted = {
        (finding["rule"], finding["said"])
        for file in PLANTED
        for finding in tomllib.loads(file.read_text("utf-8"))["finding"]
    }
    assert planted == {(audit.id, code) for audit in AUDITS for code in audit.messages}


@pytest.mark.parametrize("audit", AUDITS, ids=lambda audit: audit.id)
def test_an_audit_says_what_is_wrong_and_how_to_mend_it_in_both_languages(audit: Audit) -> None:
    texts = [audit.title, audit.mend, *audit.messages.values()]
    assert all(text.en and text.sv and text.en != text.sv for text in texts)
    assert set(audit.criteria) <= set(criteria())


def test_an_error_of_our_own_in_one_audit_is_told_as_that_and_the_others_are_asked(
    page: Page, serve_site: ServeSite
) -> None:
    def broken(way: Way) -> Any:
        raise KeyError(way.states[0].id)

    fault = tomllib.loads((_FOLDER / "menu_turned_round.toml").read_text("utf-8"))
    way = walked(page, serve_site(whole(fault["site"], "en")), fault["visits"])
    spoilt = [Audit(id="broken", criteria=(), impact="minor", title=AUDITS[0].title, mend=AUDITS[0].mend, look=broken)]
    said = audit_ways([way], [*spoilt, *AUDITS])
    assert {audited.unasked["broken"] for audited in said.values()} == {"harness-error: KeyError"}
    assert [raw.rule for audited in said.values() for raw, _ in audited.found] == ["navigation-in-another-order"]
    assert "navigation-in-another-order" in said["/timetable"].passes
    assert "hard-to-read" in said["/timetable"].inapplicable


def test_nothing_of_a_pages_text_is_gathered_but_headings_and_names_of_links(page: Page, serve_site: ServeSite) -> None:
    html = (
        '<title>Who</title><nav><a href="/a?who=eva-sandblad&next=2#part">Letters</a></nav><main><h1>Who?</h1><form><p>Write the name of your child, secretly, here.</p>'
        '<label>Name <input value="Elsa Ek"></label><textarea>Dear Elsa</textarea></form></main><footer><a href="mailto:eva@skola.test">eva@skola.test</a></footer>'
    )
    page.goto(serve_site(whole({"/": html}, "en")))
    page.fill("input", "Alva Ek")
    said = str(gather(page))
    assert "Letters" in said
    assert "/a?next&who" in said
    assert not any(word in said for word in ("Elsa", "Alva", "secretly", "Dear", "sandblad", "skola.test", "#part"))


def test_what_looks_like_a_token_or_an_identity_number_is_gathered_as_something_to_compare_by_alone(
    page: Page, serve_site: ServeSite
) -> None:
    targets = {
        "A key": "/file?9f8e7d6c5b4a39281706aa",
        "Another key": "/file?0f8e7d6c5b4a39281706ab",
        "A JWT": "/reset/eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiJhbm5hIn0.abcDEF123",
        "A route": "/app#/reset/SECRETINROUTE123/form",
        "A UUID": "/class/3f2504e0-4f89-41d3-9a0c-0305e82c3301/letters",
        "A child": "/child/20120304-1234",
        "A letter": "/letters/week-48-2024/summer-camp-for-year-7.pdf?page",
    }
    menu = "".join(f'<a href="{target}">{name}</a> ' for name, target in targets.items())
    page.goto(
        serve_site(whole({"/": f"<title>A</title><nav>{menu}</nav><h1>Anna 120304-1234, 20120304 1234</h1>"}, "en"))
    )
    facts = gather(page)
    assert facts is not None
    told = {link.name: link.target for link in facts.groups[0].links}
    assert re.fullmatch(r"/file\?¤\d+", told["A key"])
    assert told["A key"] != told["Another key"]
    assert re.fullmatch(r"/reset/¤\d+", told["A JWT"])
    assert re.fullmatch(r"/app#/reset/¤\d+/form", told["A route"])
    assert re.fullmatch(r"/class/¤\d+/letters", told["A UUID"])
    assert (told["A child"], told["A letter"]) == ("/child/¤", targets["A letter"])
    assert facts.heading == "Anna ¤, ¤"
