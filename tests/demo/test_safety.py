"""What one person may not see or do of another's, and what keeps strangers out."""

from __future__ import annotations

import io
from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask

from tests.demo.visitor import Visitor

Visit = Callable[[dict[str, str]], Visitor]
Case = Callable[..., dict[str, Any]]
PERSONAL = {
    "teacher": [
        "/",
        "/attendance",
        "/letters",
        "/letters/new",
        "/class",
        "/talks/offered",
        "/leave/applications",
        "/api/messages",
        "/api/recipients",
    ],
    "pupil": ["/assignments", "/my-attendance", "/details", "/api/timetable", "/messages", "/timetable"],
    "guardian": ["/absence", "/talks", "/assessments", "/plan", "/leave", "/letters"],
}


@pytest.mark.parametrize("address", sorted({a for addresses in PERSONAL.values() for a in addresses}))
def test_without_a_session_one_is_sent_to_log_in(build: Callable[..., Flask], address: str) -> None:
    answer = build().test_client().get(address)
    if address.startswith("/api/"):
        assert answer.status_code == 401
    else:
        assert (answer.status_code, answer.location) == (302, "/login")


@pytest.mark.parametrize("role", PERSONAL)
def test_another_roles_pages_are_refused(visit: Visit, case: Case, role: str) -> None:
    person = visit(case("C")[role])
    for address in (
        ("/attendance", "/class", "/talks/offered")
        if role != "teacher"
        else ("/absence", "/assessments", "/my-attendance")
    ):
        assert person.open(address).status == 403


def _addresses(visitor: Visitor) -> set[str]:
    """All addresses with a number in them that the menu's pages link to, show or post to."""
    found: set[str] = set()
    for way in visitor.doc.xpath("//nav[@class='menu']//a/@href"):
        visitor.open(way)
        found |= {
            a
            for a in visitor.doc.xpath("//main//a/@href | //main//form/@action")
            if any(c.isdigit() for c in a) and "page=" not in a
        }
    return found


@pytest.mark.parametrize(
    ("form", "role"),
    [("P", "teacher"), ("C", "teacher"), ("U", "pupil"), ("A", "pupil"), ("P", "guardian"), ("C", "guardian")],
)
def test_what_belongs_to_one_person_is_refused_to_another_of_the_same_role(
    visit: Visit, case: Case, form: str, role: str
) -> None:
    addresses = _addresses(visit(case(form)[role]))
    stranger = visit(case(form, 12)[role])  # of another class, and with a sibling in yet another
    assert addresses, "nothing to try"
    for address in addresses:
        assert stranger.open(address).status in {403, 405}, address


def test_a_classmates_submission_and_file_are_refused(visit: Visit, case: Case) -> None:
    owner = visit(case("C")["pupil"]).follow("Assignments").follow(case("C")["submission"]["title"])
    file = owner.doc.xpath("//@data-preview")[0]
    assert owner.client.get(file).status_code == 200
    assert visit(case("C", 1)["pupil"]).open(file).status == 403


def test_another_childs_timetable_is_refused(visit: Visit, case: Case) -> None:
    child = visit(case("C")["guardian"]).json("/api/timetable")["children"][0]["id"]
    stranger = visit(case("C", 1)["guardian"])
    stranger.json(f"/api/timetable?child={child}")
    assert stranger.status == 403


def test_absence_cannot_be_reported_for_somebody_elses_child(visit: Visit, case: Case) -> None:
    other = visit(case("C", 1)["guardian"]).open("/absence")
    child = other.option("child", case("C", 1)["child"]["name"])
    guardian = visit(case("C")["guardian"]).open("/absence")
    token = guardian.doc.xpath("//main//input[@name='csrf_token']/@value")[0]
    guardian.send("/absence", {"csrf_token": token, "child": child, "day": "2026-11-23", "comment": ""})
    assert "Choose one of those that are offered" in guardian.text
    assert "Nothing is reported" in other.open("/absence").text


@pytest.mark.parametrize("token", ["", "made-up", None])
def test_a_form_without_the_sessions_token_is_refused(visit: Visit, case: Case, token: str | None) -> None:
    person = visit(case("C")["guardian"])
    entries = {"telephone": "070-174 06 99", **({} if token is None else {"csrf_token": token})}
    assert person.send("/details", entries).status == 400
    assert "070-174 06 99" not in str(person.open("/details").doc.xpath("//input/@value"))


def test_another_sessions_token_is_refused(visit: Visit, case: Case) -> None:
    token = visit(case("C", 1)["guardian"]).open("/details").doc.xpath("//main//input[@name='csrf_token']/@value")[0]
    assert visit(case("C")["guardian"]).send("/details", {"csrf_token": token}).status == 400


def test_a_message_without_the_token_is_refused(visit: Visit, case: Case) -> None:
    assert visit(case("C")["pupil"]).client.post("/api/messages", json={"to": 1}).status_code == 400


def test_an_old_cookie_is_worth_nothing_after_log_out(visit: Visit, case: Case) -> None:
    person = visit(case("C")["guardian"])
    cookie = person.client.get_cookie("skola")
    assert cookie is not None
    person.submit("Log out")
    person.client.set_cookie("skola", cookie.value)
    assert "/login" in person.open("/absence").answer.request.path


def test_logging_in_changes_the_session(build: Callable[..., Flask], case: Case) -> None:
    visitor = Visitor(build()).open("/login")
    token = visitor.doc.xpath("//input[@name='csrf_token']/@value")[0]
    visitor.log_in(case("C")["guardian"])
    assert visitor.send("/details", {"csrf_token": token}).status == 400


def test_personal_pages_are_not_kept_and_the_cookie_is_out_of_reach(visit: Visit, case: Case) -> None:
    person = visit(case("C")["guardian"]).open("/absence")
    assert person.answer.headers["Cache-Control"] == "no-store"
    assert "script-src 'self'" in person.answer.headers["Content-Security-Policy"]
    assert "unsafe" not in person.answer.headers["Content-Security-Policy"]
    cookie = person.client.get_cookie("skola")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"


def test_the_style_sheet_may_be_kept(build: Callable[..., Flask]) -> None:
    answer = build().test_client().get("/static/style.css")
    assert answer.cache_control.max_age == 86_400
    assert (
        build().test_client().get("/static/style.css", headers={"If-None-Match": answer.headers["ETag"]}).status_code
        == 304
    )


def test_a_file_that_was_handed_in_is_never_shown_as_a_page(visit: Visit, case: Case) -> None:
    it = case("C")
    pupil = visit(it["pupil"]).follow("Assignments").follow(it["assignment"]["title"])
    pupil.submit("Hand in", file=(io.BytesIO(b"<script>alert(1)</script>"), "page.html"))
    answer = pupil.client.get(pupil.doc.xpath("//@data-preview")[0])
    assert answer.mimetype == "application/octet-stream"
    assert answer.headers["Content-Disposition"].startswith("attachment")


def test_a_file_that_is_too_large_is_refused_in_words(visit: Visit, case: Case) -> None:
    pupil = visit(case("C")["pupil"]).follow("Assignments").follow(case("C")["assignment"]["title"])
    pupil.submit("Hand in", file=(io.BytesIO(b"x" * 3_000_000), "large.bin"))
    assert pupil.status == 413
    assert "The file is too large" in pupil.text


def test_markup_in_what_people_write_stays_text(visit: Visit, case: Case) -> None:
    it = case("C")
    teacher = visit(it["teacher"]).follow("Letters").follow("Write a letter")
    teacher.submit("Publish", subject="<b>bold</b>", text="<script>alert(1)</script>")
    letter = visit(it["guardian"]).follow("Letters").follow("<b>bold</b>")
    assert "<script>alert(1)</script>" in letter.text
    assert not letter.doc.xpath("//main//script | //main//b")


def test_changing_the_language_never_leads_to_another_site(build: Callable[..., Flask]) -> None:
    answer = build().test_client().get("//evil.example/?lang=en")
    assert (answer.location or "/").startswith("/")
    assert not (answer.location or "/").startswith("//")


@pytest.mark.parametrize("address", ["/letters/999999", "/nowhere", "/submissions/999999/file"])
def test_what_does_not_exist_is_said_in_words(visit: Visit, case: Case, address: str) -> None:
    person = visit(case("C")["teacher"]).open(address)
    assert person.status == 404
    assert "The page does not exist" in person.text


def _token(visitor: Visitor) -> str:
    return str(visitor.open("/details").doc.xpath("//main//input[@name='csrf_token']/@value")[0])


@pytest.mark.parametrize(
    ("form", "role"), [("C", "guardian"), ("P", "guardian"), ("C", "teacher"), ("P", "teacher"), ("U", "pupil")]
)
def test_what_one_person_can_take_back_nobody_else_can(visit: Visit, case: Case, form: str, role: str) -> None:
    it = case(form)
    owner = visit(it[role])
    if role == "guardian":
        child = owner.open("/absence").option("child", it["child"]["name"])
        owner.submit("Report absence", child=child)
        time = owner.open(f"/talks/{child}").doc.xpath("//input[@name='time']/@value")[0]
        owner.submit("Book the time", time=time)
    if role == "guardian" and form == "C":
        owner.open("/leave").submit(
            "Send application", child=child, first_day="2026-12-02", last_day="2026-12-03", reason="x"
        )
    if role == "guardian" and form == "P":
        names = owner.open(f"/care/{child}").doc.xpath("//input[@data-hours]/@name")
        owner.submit("Save hours", **{n: "07:30" if n.startswith("from") else "16:00" for n in names})
    owner.open("/")
    pages = [*owner.doc.xpath("//nav[@class='menu']//a/@href"), *_addresses(owner)]
    actions = {
        a
        for p in pages
        if owner.open(p).doc is not None
        for a in owner.doc.xpath("//main//form/@action")
        if any(map(str.isdigit, a))
    }
    actions = {a for a in actions if "/offered/" not in a}  # names a day, and touches the teacher's own times alone
    assert len(actions) >= {"guardian": 3, "teacher": 2, "pupil": 1}[role]
    stranger = visit(case(form, 12)[role])
    token = _token(stranger)
    for action in actions:
        assert stranger.send(action, {"csrf_token": token}).status == 403, action
