"""Each fault does what it says, and the build without it does not. Times are not asserted: what causes them is."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from pathlib import PurePosixPath
from typing import Any

import pytest
from flask import Flask

from demo import passwords
from demo.builds import BUILDS
from demo.database import Database
from demo.faults import FAULTS, Family
from scenarios.modes import modes
from scenarios.tasks import select
from tests.demo.visitor import Visitor

Build = Callable[..., Flask]
Case = Callable[..., dict[str, Any]]
Evidence = Callable[[Flask, Case], object]
"""What a visitor sees of a build: equal to `bad` with the fault, and to `good` without it."""


def _absence_page(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["guardian"]).open("/absence?read=1")


def _detour(app: Flask, case: Case) -> object:
    guardian = Visitor(app).log_in(case("C")["guardian"]).follow("Absence")
    pages = ["rules" if "Before you report" in guardian.text else "form"]
    if pages == ["rules"]:
        guardian.follow("Continue")
    guardian.submit("Report absence", child=guardian.option("child", case("C")["child"]["name"]))
    if "Check your report" in guardian.text:
        pages.append("review")
        guardian.submit("Confirm")
    assert "Absence reported" in guardian.text
    return pages


def _register(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["teacher"]).follow("Attendance").follow(case("C")["lesson"]["title"])


def _all_present(app: Flask, case: Case) -> object:
    teacher = _register(app, case)
    if not teacher.doc.xpath("//button[normalize-space()='All present']"):
        teacher.follow("More functions").submit("All present")
        statuses = teacher.doc.xpath("//option[@selected]/@value")
        return "elsewhere", set(statuses)
    return "here"


def _hand_in(app: Flask, case: Case) -> Visitor:
    pupil = Visitor(app).log_in(case("C")["pupil"]).follow("Assignments").follow(case("C")["assignment"]["title"])
    return pupil.send(
        pupil.answer.request.path,
        {
            "csrf_token": pupil.doc.xpath("//form[@enctype]//input[@name='csrf_token']/@value")[0],
            "file": (io.BytesIO(b"text"), "essay.txt"),
        },
    )


def _assignment(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["pupil"]).follow("Assignments").follow(case("C")["assignment"]["title"])


def _care_hours(app: Flask, case: Case) -> object:
    it = case("P")
    guardian = Visitor(app).log_in(it["guardian"]).follow("Care hours").follow(f"Enter hours for {it['child']['name']}")
    names = guardian.doc.xpath("//input[@data-hours]/@name")
    guardian.submit("Save hours", **{n: "07:30" if n.startswith("from") else "16:00" for n in names})
    assert "Hours saved" in guardian.text
    return "07:30–16:00" in Visitor(app).log_in(it["teacher"]).follow("Care hours").row(it["child"]["name"])


def _talk(app: Flask, case: Case) -> Visitor:
    guardian = Visitor(app).log_in(case("C")["guardian"]).follow("Talks")
    return guardian.follow(f"Book a talk for {case('C')['child']['name']}")


def _talk_page(app: Flask, case: Case) -> object:
    return any("under-footer" in sheet for sheet in _talk(app, case).doc.xpath("//link/@href"))


def _details(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["guardian"]).follow("My details")


def _letters(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["guardian"]).follow("Letters")


def _timetable_page(app: Flask, case: Case) -> Visitor:
    return Visitor(app).log_in(case("C")["pupil"]).follow("Timetable")


def _note_labels(app: Flask, case: Case) -> object:
    teacher = Visitor(app).log_in(case("C")["teacher"]).follow("Class list").follow(case("C")["child"]["name"])
    return len(teacher.doc.xpath("//label[@for='text']"))


def _own_files(app: Flask, case: Case) -> object:
    """The style sheets and scripts that are faults."""
    found = _absence_page(app, case).doc.xpath("//link/@href | //script/@src")
    return [PurePosixPath(file).stem for file in found if "/faults/" in file]


def _after_a_mistake(app: Flask, case: Case) -> object:
    person = Visitor(app).log_in(case("A")["pupil"]).follow("My details").submit("Save", telephone="12")
    return person.doc.xpath("//form//input[not(@type='hidden')]/@value")


def _submission(app: Flask, case: Case) -> Visitor:
    teacher = Visitor(app).log_in(case("C")["teacher"]).follow("Assignments").follow(case("C")["submission"]["title"])
    return teacher.follow(case("C")["pupil"]["name"])


def _slept(app: Flask, case: Case, do: Callable[[Flask, Case], object]) -> list[float]:
    slept: list[float] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(time, "sleep", slept.append)
        do(app, case)
    return slept


def _timetable(app: Flask, case: Case) -> object:
    pupil = Visitor(app).log_in(case("C")["pupil"])
    answer = pupil.json("/api/timetable")
    days = [*answer["days"], *(pupil.json(address) for address in answer.get("more", []))]
    assert [day["date"] for day in days] == [f"2026-11-{n}" for n in range(23, 28)]
    return len(answer["days"])


def _crowd(app: Flask, _case: Case) -> object:
    visitor = Visitor(app)
    return {visitor.open("/login").status for _ in range(40)} - {200}


def _queries_grow_with_the_class(app: Flask, case: Case) -> object:
    """Whether a larger class takes more queries; the good register asks once for all."""
    database = app.extensions["demo-school"].database
    teacher = _register(app, case)
    address = teacher.answer.request.path
    before = _searches(app, teacher, address)
    database.do(
        "INSERT INTO pupil (name, class_id) SELECT 'Nykomling, Nora', class_id FROM lesson WHERE id = ?",
        address.rpartition("/")[2],
    )
    return _searches(app, teacher, address) > before > 0


def _searches(app: Flask, teacher: Visitor, address: str) -> int:
    """How often all messages are searched for one page."""
    asked: list[str] = []
    connection = app.extensions["demo-school"].database.connection
    connection.set_trace_callback(asked.append)
    teacher.open(address)
    connection.set_trace_callback(None)
    return sum("instr(" in sql for sql in asked)


def _held_while_hashing(app: Flask, case: Case) -> object:
    """Whether the lock was held at each thorough hash."""
    held: list[bool] = []
    running = app.extensions["demo-school"]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(passwords, "thorough", lambda *_: held.append(running.log_in_lock.locked()))
        Visitor(app).log_in(case("C")["guardian"])
    return held


def _other_childs_assessment(app: Flask, case: Case) -> object:
    owner = Visitor(app).log_in(case("C")["guardian"]).follow("Assessments").follow(case("C")["assessment"]["title"])
    return Visitor(app).log_in(case("C", 1)["guardian"]).open(owner.answer.request.path).status


def _others_message(app: Flask, case: Case) -> object:
    message = Visitor(app).log_in(case("C")["guardian"]).json("/api/messages")["messages"][0]["id"]
    stranger = Visitor(app).log_in(case("C", 1)["guardian"])
    stranger.json(f"/api/messages/{message}")
    return stranger.status


def _file_without_log_in(app: Flask, case: Case) -> object:
    file = _submission(app, case).doc.xpath("//@data-preview")[0]
    return case("C")["pupil"]["name"] in Visitor(app).open(file).answer.text


def _after_log_out(app: Flask, case: Case) -> object:
    guardian = Visitor(app).log_in(case("C")["guardian"])
    guardian.submit("Log out")
    assert "You are logged out" in guardian.text
    return case("C")["child"]["name"] in guardian.open("/absence").text


def _kept(app: Flask, case: Case) -> object:
    return Visitor(app).log_in(case("C")["guardian"]).open("/absence").answer.headers["Cache-Control"]


EFFECTS: dict[str, tuple[Evidence, object, object]] = {
    "absence-report-takes-a-detour": (_detour, ["rules", "review"], ["form"]),
    "all-present-on-a-page-of-its-own": (_all_present, ("elsewhere", {"present"}), "here"),
    "hand-in-fails": (lambda app, case: _hand_in(app, case).status, 500, 200),
    "care-hours-not-saved": (_care_hours, False, True),
    "book-talk-button-under-footer": (_talk_page, True, False),
    **{
        name: (_own_files, [name], [])
        for name in (
            "book-talk-button-under-phone-bar",
            "send-leave-shown-on-hover",
            "details-deaf-to-swipes",
            "care-hours-swallow-taps",
            "leave-form-of-fixed-width",
            "new-assignment-cut-off",
            "details-between-two-bars",
            "book-talk-question-does-not-scroll",
        )
    },
    "keyboard-trap-in-date-picker": (
        lambda app, case: len(_absence_page(app, case).doc.xpath("//input[@data-trap]")),
        1,
        0,
    ),
    "mouse-only-hand-in": (
        lambda app, case: len(_assignment(app, case).doc.xpath("//form[@enctype]//button[contains(., 'Hand in')]")),
        0,
        1,
    ),
    "send-feedback-outside-tab-order": (
        lambda app, case: _submission(app, case).button("Send feedback").get("tabindex"),
        "-1",
        None,
    ),
    "low-contrast-text": (
        lambda app, case: any("low-contrast" in s for s in _absence_page(app, case).doc.xpath("//link/@href")),
        True,
        False,
    ),
    "field-without-label": (lambda app, case: len(_absence_page(app, case).doc.xpath("//label[@for='comment']")), 0, 1),
    "image-without-alternative": (lambda app, case: len(_absence_page(app, case).doc.xpath("//img[not(@alt)]")), 1, 0),
    "page-without-language": (lambda app, case: _absence_page(app, case).doc.get("lang"), None, "en"),
    "calendar-button-without-name": (
        lambda app, case: _absence_page(app, case).doc.xpath("//button[@aria-haspopup]")[0].get("aria-label"),
        None,
        "Calendar for Date",
    ),
    "menu-in-another-order": (
        lambda app, case: _timetable_page(app, case).doc.xpath("//nav[@class='menu']//a")[0].text,
        "My details",
        "Start",
    ),
    "routes-keep-one-title": (
        lambda app, case: len(_timetable_page(app, case).doc.xpath("//*[@data-keeps-title]")),
        1,
        0,
    ),
    "absence-form-hidden-from-screen-readers": (
        lambda app, case: len(_absence_page(app, case).doc.xpath("//form[@aria-hidden='true']//select[@name='child']")),
        1,
        0,
    ),
    "save-button-named-otherwise": (
        lambda app, case: _details(app, case).button("Save").get("aria-label"),
        "submit_form_2",
        None,
    ),
    "book-talk-button-without-name": (
        lambda app, case: len(_talk(app, case).doc.xpath("//button/span[@aria-hidden='true'][.='Book the time']")),
        1,
        0,
    ),
    "hand-in-without-role": (
        lambda app, case: [
            e.tag for e in _assignment(app, case).doc.xpath("//form[@enctype]//*[normalize-space(text())='Hand in']")
        ],
        ["div"],
        ["button"],
    ),
    "note-label-only-visual": (_note_labels, 0, 1),
    "hidden-dialog-claims-the-page": (
        lambda app, case: len(_letters(app, case).doc.xpath("//*[@role='dialog'][@aria-modal='true']")),
        1,
        0,
    ),
    "next-lesson-hidden-from-screen-readers": (
        lambda app, case: len(_timetable_page(app, case).doc.xpath("//*[@data-hides-next]")),
        1,
        0,
    ),
    "status-message-not-announced": (
        lambda app, case: len(_details(app, case).submit("Save").doc.xpath("//*[@role='status'][@data-takes-focus]")),
        0,
        1,
    ),
    "slow-attendance": (lambda app, case: len(_slept(app, case, _register)) > 5, True, False),
    "slow-absence-report": (lambda app, case: _slept(app, case, _detour), [1.5], []),
    "timetable-waterfall": (_timetable, 1, 5),
    "lock-during-log-in": (lambda app, case: _slept(app, case, _kept), [0.15], []),
    "query-for-each-pupil": (_queries_grow_with_the_class, True, False),
    "hash-under-a-lock": (_held_while_hashing, [True], []),
    "errors-when-crowded": (_crowd, {503}, set()),
    "assessment-of-any-child": (_other_childs_assessment, 200, 403),
    "messages-of-anyone": (_others_message, 200, 403),
    "hand-in-file-without-log-in": (_file_without_log_in, True, False),
    "session-survives-log-out": (_after_log_out, True, False),
    "pages-kept-after-log-out": (_kept, "private, max-age=600", "no-store"),
}


@pytest.mark.parametrize("name", EFFECTS)
def test_a_fault_shows_and_the_good_build_is_free_of_it(build: Build, case: Case, name: str) -> None:
    evidence, bad, good = EFFECTS[name]
    assert evidence(build(name), case) == bad
    build().extensions["demo-school"].database.restore_snapshot()
    assert evidence(build(), case) == good


def test_a_mistake_empties_the_form_only_with_its_fault(build: Build, case: Case) -> None:
    assert _after_a_mistake(build("mistake-empties-the-form"), case) == [""] * 4
    account = case("A")["pupil"]
    assert _after_a_mistake(build(), case) == ["12", account["email"], account["street"], account["town"]]


PAGES = ("/", "/assignments", "/my-attendance", "/details", "/messages")


@pytest.fixture(scope="module")
def good_pages(school: tuple[Database, list[dict[str, Any]]], applications: Build, case: Case) -> dict[str, str]:
    """What an adult student reads in the good build, by address."""
    school[0].restore_snapshot()
    good = Visitor(applications()).log_in(case("A")["pupil"])
    return {address: good.open(address).text for address in PAGES}


@pytest.mark.parametrize("name", [name for name, fault in FAULTS.items() if fault.tasks[0] != "teacher.*"])
def test_a_fault_changes_nothing_for_whom_it_does_not_concern(
    build: Build, case: Case, good_pages: dict[str, str], name: str
) -> None:
    """All pages of an adult student, whom few faults concern, are the same but for what the fault is about."""
    bad = Visitor(build(name)).log_in(case("A")["pupil"])
    assert {address: bad.open(address).text for address in PAGES} == good_pages


def test_every_fault_is_tested_and_described_in_both_languages() -> None:
    assert set(EFFECTS) | {"mistake-empties-the-form"} == set(FAULTS)
    assert all(fault.en.endswith(".") and fault.sv.endswith(".") and fault.en != fault.sv for fault in FAULTS.values())


@pytest.mark.parametrize("family", Family)
def test_each_family_has_four_faults_or_more(family: Family) -> None:
    assert sum(fault.family is family for fault in FAULTS.values()) >= 4


def test_faults_name_tasks_of_the_catalogue_and_known_modes() -> None:
    for fault in FAULTS.values():
        assert all(select([task]) for task in fault.tasks), fault.name
        assert set(fault.modes) <= set(modes())


def test_the_builds_have_known_faults_and_the_good_one_none() -> None:
    assert BUILDS["good"] == ()
    assert set(BUILDS["worse"]) <= set(FAULTS)
    assert {FAULTS[name].family for name in BUILDS["worse"]} == set(Family)


def test_all_faults_together_still_make_a_school(build: Build, case: Case) -> None:
    app = build(*(name for name in FAULTS if name not in {"errors-when-crowded", "hand-in-fails"}))
    for role in ("teacher", "pupil", "guardian"):
        visitor = Visitor(app).log_in(case("C")[role])
        for address in visitor.doc.xpath("//nav[@class='menu']//a/@href"):
            assert visitor.open(address).status == 200
