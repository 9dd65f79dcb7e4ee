"""Each task of the mission can be done by the role that owns it, and the other role sees the outcome."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from flask import Flask

from demo.pages import talks
from demo.school import DEFAULT_TODAY, next_school_day
from demo.web import db
from tests.demo.visitor import Visitor

Visit = Callable[[dict[str, str]], Visitor]
Case = Callable[..., dict[str, Any]]


@pytest.mark.parametrize("form", "CUA")
def test_an_attendance_that_the_teacher_takes_is_seen_by_the_pupil(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    teacher = visit(it["teacher"]).follow("Attendance").follow(it["lesson"]["title"])
    statuses = dict.fromkeys(teacher.doc.xpath("//select/@name"), "present")
    absent = teacher.doc.xpath(f"//label[normalize-space()='{it['pupil']['name']}']/@for")[0]
    teacher.submit("Save attendance", **{**statuses, absent: "absent"})
    assert "Attendance saved" in teacher.text
    assert "Absent" in visit(it["pupil"]).follow("Attendance").row(it["lesson"]["title"])
    classmate = case(form, 1)
    assert "Present" in visit(classmate["pupil"]).follow("Attendance").row(it["lesson"]["title"])


def test_a_register_with_a_gap_is_refused_and_keeps_what_was_chosen(visit: Visit, case: Case) -> None:
    it = case("C")
    teacher = visit(it["teacher"]).follow("Attendance").follow(it["lesson"]["title"])
    first, second, *_ = teacher.doc.xpath("//select/@name")
    teacher.submit("Save attendance", **{first: "late"})
    assert "Choose a status for each" in teacher.text
    assert teacher.doc.xpath(f"//select[@name='{first}']/option[@selected]/@value") == ["late"]
    assert teacher.doc.xpath(f"//div[@data-takes-focus]//a[@href='#{second}']")


@pytest.mark.parametrize("form", "PC")
def test_a_letter_that_the_teacher_publishes_is_read_by_the_guardian(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    teacher = visit(it["teacher"]).follow("Letters").follow("Write a letter")
    teacher.submit("Publish", subject="Museum", text="On Thursday we go.\nBring lunch.")
    assert "The letter is published" in teacher.text
    assert "On Thursday we go." in visit(it["guardian"]).follow("Letters").follow("Museum").text
    teacher.follow("Museum").submit("Delete the letter")
    assert "Museum" not in visit(it["guardian"]).follow("Letters").text


@pytest.mark.parametrize("form", "CUA")
def test_an_assignment_that_the_teacher_sets_is_seen_by_the_pupil(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    teacher = visit(it["teacher"]).follow("Assignments").follow("New assignment")
    teacher.submit("Publish assignment", title="Essay", instructions="Write a page.", due="2026-12-07")
    assert "The assignment is published" in teacher.text
    assert "Write a page." in visit(it["pupil"]).follow("Assignments").follow("Essay").text
    teacher.follow("Essay").submit("Delete the assignment")
    assert "Essay" not in visit(it["pupil"]).follow("Assignments").text


@pytest.mark.parametrize("form", "CUA")
def test_work_goes_from_the_pupil_to_the_teacher_and_feedback_comes_back(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    pupil = visit(it["pupil"]).follow("Assignments").follow(it["assignment"]["title"])
    pupil.submit("Hand in", file=(io.BytesIO("Blåbär".encode()), "uppsats.txt"))
    assert "Your work is handed in" in pupil.text
    teacher = visit(it["teacher"]).follow("Assignments").follow(it["assignment"]["title"])
    assert "Handed in" in teacher.row(it["pupil"]["name"])
    teacher.follow(it["pupil"]["name"])
    assert "uppsats.txt" in teacher.text
    file = teacher.doc.xpath("//@data-preview")[0]
    assert teacher.client.get(file).data == "Blåbär".encode()
    teacher.submit("Send feedback", feedback="Well argued.", grade="B")
    assert "Feedback sent" in teacher.text
    pupil.follow("Assignments").follow(it["assignment"]["title"])
    assert "Well argued." in pupil.text
    assert "Grade: B" in pupil.text


def test_work_can_be_withdrawn_until_it_is_assessed(visit: Visit, case: Case) -> None:
    it = case("U")
    pupil = visit(it["pupil"]).follow("Assignments").follow(it["submission"]["title"]).submit("Withdraw my work")
    assert "Your work is withdrawn" in pupil.text
    pupil.follow("Assignments").follow(it["assessment"]["title"])
    assert not [button for button in pupil.doc.xpath("//button") if "Withdraw" in button.text_content()]


@pytest.mark.parametrize(
    ("form", "sender", "receiver"),
    [
        ("P", "teacher", "guardian"),
        ("U", "teacher", "guardian"),
        ("C", "pupil", "teacher"),
        ("A", "pupil", "teacher"),
        ("C", "guardian", "teacher"),
    ],
)
def test_a_message_stands_in_the_receivers_inbox(
    visit: Visit, case: Case, form: str, sender: str, receiver: str
) -> None:
    it = case(form)
    writer = visit(it[sender])
    to = next(r["id"] for r in writer.json("/api/recipients")["recipients"] if r["name"] == it[receiver]["name"])
    sent = writer.send_json("/api/messages", {"to": to, "subject": "Mittens", "text": "A blue pair."})
    reader = visit(it[receiver])
    latest = reader.json("/api/messages")["messages"][0]
    assert (latest["subject"], latest["from"], latest["unread"]) == ("Mittens", it[sender]["name"], True)
    assert reader.json(f"/api/messages/{sent['id']}")["text"] == "A blue pair."
    assert reader.json("/api/messages")["messages"][0]["unread"] is False
    assert writer.json("/api/messages?box=sent")["messages"][0]["to"] == it[receiver]["name"]


def test_a_message_without_receiver_subject_or_text_names_each_field(visit: Visit, case: Case) -> None:
    answer = visit(case("C")["guardian"]).send_json("/api/messages", {"to": "", "subject": "", "text": " "})
    assert set(answer["errors"]) == {"to", "subject", "text"}


@pytest.mark.parametrize("form", "PC")
def test_a_note_in_the_development_plan_is_read_by_the_guardian(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    teacher = visit(it["teacher"]).follow("Class list").follow(it["child"]["name"])
    teacher.submit("Save note", text="Tells stories.")
    assert "Tells stories." in visit(it["guardian"]).follow("Development plan").text
    teacher.submit("Delete the note Tells stories.")
    assert "Tells stories." not in visit(it["guardian"]).follow("Development plan").text


@pytest.mark.parametrize("form", "PCU")
def test_times_that_the_teacher_offers_can_be_booked_by_the_guardian(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    teacher = visit(it["teacher"]).follow("Talks").follow("Offer times")
    teacher.submit("Offer these times", day=it["offer"]["date"], starts="17:00", ends="18:00")
    assert f"3 times are offered on {it['offer']['day']}" in teacher.text
    guardian = visit(it["guardian"]).follow("Talks").follow(f"Book a talk for {it['child']['name']}")
    times = {label.text_content().strip(): label.get("for") for label in guardian.doc.xpath("//label[@class='option']")}
    wanted = times[f"{it['offer']['day']}, 17:40"].removeprefix("time-")
    guardian.submit("Book the time", time=wanted)
    assert f"Talk booked for {it['child']['name']}" in guardian.text
    teacher.follow("Talks")
    assert it["child"]["name"] in teacher.row("17:40–18:00")
    guardian.submit("Cancel the talk for")
    teacher.follow("Talks")
    assert it["child"]["name"] not in teacher.text
    teacher.submit(f"Remove free times on {it['offer']['day']}")
    assert not teacher.row("17:40–18:00")


def test_of_two_guardians_who_want_the_same_time_one_gets_it(visit: Visit, case: Case) -> None:
    first, second = (visit(case("C", n)["guardian"]).open("/talks") for n in (0, 1))
    first.follow(f"Book a talk for {case('C', 0)['child']['name']}")
    second.follow(f"Book a talk for {case('C', 1)['child']['name']}")
    wanted = first.doc.xpath("//input[@name='time']/@value")[0]
    first.submit("Book the time", time=wanted)
    second.submit("Book the time", time=wanted)
    assert "Talk booked" in first.text
    assert "Somebody has just booked that time" in second.text


@pytest.mark.parametrize("form", "CUA")
def test_the_timetable_tells_the_pupil_the_next_lesson(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    following = visit(it["pupil"]).json("/api/timetable")["next_lesson"]
    assert {k: following[k] for k in ("title", "starts", "room")} == {
        "title": it["lesson"]["title"],
        "starts": it["lesson"]["time"],
        "room": it["lesson"]["room"],
    }


@pytest.mark.parametrize("form", "CU")
def test_the_timetable_tells_the_guardian_when_tomorrow_ends(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    guardian = visit(it["guardian"])
    child = next(c for c in guardian.json("/api/timetable")["children"] if c["name"] == it["child"]["name"])
    days = guardian.json(f"/api/timetable?child={child['id']}&day={it['tomorrow']['date']}")["days"]
    assert next(d["ends"] for d in days if d["date"] == it["tomorrow"]["date"]) == it["tomorrow"]["ends"]


@pytest.mark.parametrize("form", "UA")
def test_a_pupil_who_enters_the_remote_lesson_is_seen_by_the_teacher(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    pupil = visit(it["pupil"])
    door = next(lesson["remote"] for lesson in pupil.json("/api/timetable")["days"][0]["lessons"] if "remote" in lesson)
    assert "You are in the lesson" in pupil.open(door).submit("Enter the lesson").text
    teacher = visit(it["teacher"]).follow("Attendance").follow(it["lesson"]["title"])
    assert "In the remote lesson" in teacher.row(it["pupil"]["name"])
    assert "You are in the lesson" not in pupil.submit("Leave the lesson").text


@pytest.mark.parametrize("form", "PCU")
def test_an_absence_that_the_guardian_reports_stands_in_the_teachers_list(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    guardian = visit(it["guardian"]).follow("Absence")
    guardian.submit("Report absence", child=guardian.option("child", it["child"]["name"]))
    assert f"Absence reported for {it['child']['name']}" in guardian.text
    teacher = visit(it["teacher"]).follow("Attendance")
    assert "Absent, reported by guardian" in teacher.row(it["child"]["name"])
    guardian.submit("Withdraw absence of")
    assert "Nobody is reported absent" in teacher.follow("Attendance").text


def test_reporting_the_same_absence_twice_leaves_one_report(visit: Visit, case: Case) -> None:
    it = case("C")
    guardian = visit(it["guardian"]).follow("Absence")
    for comment in ("fever", "cough"):
        guardian.submit("Report absence", child=guardian.option("child", it["child"]["name"]), comment=comment)
    assert "cough" in guardian.text
    assert "fever" not in guardian.text


@pytest.mark.parametrize("form", "PC")
def test_the_guardian_reads_this_weeks_letter(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    letters = visit(it["guardian"]).follow("Letters")
    assert it["letter"]["says"] in letters.follow(it["letter"]["title"]).text


def test_older_letters_are_on_the_next_page(visit: Visit, case: Case) -> None:
    letters = visit(case("C")["teacher"]).follow("Letters")
    first = letters.text
    assert "Page 1 of 2" in first
    assert "Page 2 of 2" in letters.follow("Next page").text


def test_care_hours_are_seen_by_the_preschool(visit: Visit, case: Case) -> None:
    it = case("P")
    guardian = visit(it["guardian"]).follow("Care hours").follow(f"Enter hours for {it['child']['name']}")
    names = guardian.doc.xpath("//input[@data-hours]/@name")
    hours = {name: it["hours"]["arrives"] if name.startswith("from") else it["hours"]["leaves"] for name in names}
    assert "Hours saved" in guardian.submit("Save hours", **hours).text
    seen = visit(it["teacher"]).follow("Care hours").row(it["child"]["name"])
    assert seen.count(f"{it['hours']['arrives']}–{it['hours']['leaves']}") == 5
    guardian.submit(f"Clear the hours of {it['child']['name']}")
    assert it["hours"]["arrives"] not in visit(it["teacher"]).follow("Care hours").row(it["child"]["name"])


def test_care_hours_that_are_no_times_are_refused_at_the_field(visit: Visit, case: Case) -> None:
    it = case("P")
    guardian = visit(it["guardian"]).follow("Care hours").follow(f"Enter hours for {it['child']['name']}")
    first, last = guardian.doc.xpath("//input[@data-hours]/@name")[:2]
    guardian.submit("Save hours", **{first: "half past seven", last: "16:00"})
    assert guardian.doc.xpath(f"//input[@name='{first}']/@value") == ["half past seven"]
    assert guardian.doc.xpath("//div[@data-takes-focus]//a/@href") == [f"#{first}"]


@pytest.mark.parametrize("form", "PCU")
def test_a_new_telephone_number_stands_in_the_teachers_class_list(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    guardian = visit(it["guardian"]).follow("My details")
    guardian.submit("Save", telephone=it["guardian"]["new_telephone"])
    assert "Your details are saved" in guardian.text
    seen = visit(it["teacher"]).follow("Class list").row(it["child"]["name"])
    assert it["guardian"]["new_telephone"] in seen


@pytest.mark.parametrize("form", "CU")
def test_the_guardian_reads_the_childs_assessment(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    guardian = visit(it["guardian"]).follow("Assessments").follow(it["assessment"]["title"])
    assert it["assessment"]["feedback"] in guardian.text
    assert guardian.doc.xpath("//dd")[1].text_content() == it["assessment"]["grade"]


@pytest.mark.parametrize("form", "CU")
def test_an_application_for_leave_is_read_by_the_teacher(visit: Visit, case: Case, form: str) -> None:
    it = case(form)
    guardian = visit(it["guardian"]).follow("Leave")
    child = guardian.option("child", it["child"]["name"])
    guardian.submit(
        "Send application",
        child=child,
        first_day=it["leave"]["first"],
        last_day=it["leave"]["last"],
        reason="A wedding",
    )
    assert "Application sent" in guardian.text
    assert "A wedding" in visit(it["teacher"]).follow("Leave").row(it["child"]["name"])
    guardian.submit("Withdraw the application")
    assert "A wedding" not in visit(it["teacher"]).follow("Leave").text


@pytest.mark.parametrize(
    ("last", "said"),
    [("2026-12-01", "cannot come before the first"), ("2027-01-30", "two weeks at most"), ("tomorrow", "Enter a date")],
)
def test_leave_with_a_wrong_last_day_is_refused(visit: Visit, case: Case, last: str, said: str) -> None:
    it = case("C")
    guardian = visit(it["guardian"]).follow("Leave")
    child = guardian.option("child", it["child"]["name"])
    guardian.submit("Send application", child=child, first_day="2026-12-02", last_day=last, reason="A wedding")
    assert said in guardian.text


@pytest.mark.parametrize(("form", "role"), [("P", "teacher"), ("C", "pupil"), ("U", "guardian"), ("A", "pupil")])
def test_a_mistake_is_explained_and_mended_without_typing_all_again(
    visit: Visit, case: Case, form: str, role: str
) -> None:
    person = visit(case(form)[role]).follow("My details").submit("Save", telephone="12", street="Nygatan 1")
    field = person.doc.xpath("//input[@name='telephone']")[0]
    assert field.get("aria-invalid") == "true"
    described = person.doc.get_element_by_id(field.get("aria-describedby").split()[-1])
    assert "Enter a telephone number" in described.text_content()
    assert person.doc.xpath("//title")[0].text.startswith("Error:")
    assert person.doc.xpath("//div[@data-takes-focus]//a/@href") == ["#telephone"]
    person.submit("Save", telephone="070-174 06 99")
    assert "Your details are saved" in person.text
    assert person.doc.xpath("//input[@name='street']/@value") == ["Nygatan 1"]


def test_a_wrong_password_is_refused_and_said_so(build: Callable[..., Any], case: Case) -> None:
    visitor = Visitor(build()).log_in({**case("C")["teacher"], "password": "wrong"})
    assert visitor.status == 401
    assert "The user name or the password is wrong" in visitor.text


def test_whoever_logs_out_reads_nothing_more(visit: Visit, case: Case) -> None:
    guardian = visit(case("C")["guardian"])
    guardian.submit("Log out")
    assert "You are logged out" in guardian.text
    assert "Log in" in guardian.open("/absence").text


def test_everything_is_there_in_swedish(build: Callable[..., Any], case: Case) -> None:
    visitor = Visitor(build(), language="sv")
    visitor.open("/login").submit("Logga in", **{k: case("C")["guardian"][k] for k in ("username", "password")})
    assert visitor.doc.get("lang") == "sv"
    assert "måndag 23 november 2026" in visitor.text
    assert "Hello" in visitor.follow("English").text
    assert "Report absence" in visitor.follow("Absence").text


def test_a_case_s_days_are_school_days() -> None:
    assert next_school_day(DEFAULT_TODAY, 5) == date(2026, 11, 30)
    assert next_school_day(date(2026, 11, 27)) == date(2026, 11, 30)


def test_a_time_that_was_taken_while_somebody_hesitated_stays_with_the_first(build: Callable[..., Flask]) -> None:
    app = build()
    with app.app_context():
        talk, *_ = db().all("SELECT * FROM talk ORDER BY id")
        first, second = db().all("SELECT * FROM pupil WHERE class_id = ? ORDER BY id LIMIT 2", talk["class_id"])
        assert talks.take(talk, first)
        assert not talks.take(talk, second)
        assert db().number("SELECT pupil_id FROM talk WHERE id = ?", talk["id"]) == first["id"]
