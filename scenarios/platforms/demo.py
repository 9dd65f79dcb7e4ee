"""How the demo school's tasks are done: the pattern for a platform file of one's own, and the first thing that is measured.

Longer than other files: every task of the catalogue is here, with how another role sees it and how it is undone.
"""
# ruff: noqa: D103 - what a function is for stands in the line above it

from __future__ import annotations

import json
import urllib.request
from datetime import timedelta
from typing import Any

from scenarios.platform import Platform
from scenarios.school import Account, School
from scenarios.targets import button, field, heading, link, text
from scenarios.user import User

platform = Platform("demo", title="The demo school")
ANSWERS_WITHIN_S = 30


@platform.school_data
def cases(url: str) -> list[dict[str, Any]]:
    with urllib.request.urlopen(f"{url.rstrip('/')}/demo/school.json", timeout=ANSWERS_WITHIN_S) as answer:  # noqa: S310 - the plan's address
        told: list[dict[str, Any]] = json.load(answer)["cases"]
    return told


@platform.reset
def reset(url: str) -> None:
    urllib.request.urlopen(f"{url.rstrip('/')}/demo/reset", data=b"", timeout=ANSWERS_WITHIN_S).close()  # noqa: S310 - the plan's address


@platform.log_in
def log_in(user: User, account: Account) -> None:
    user.open("/login")
    user.fill("User name", account.username)
    user.fill("Password", account.password)
    user.click(button("Log in"))
    user.expect(heading(f"Hello, {account.name}"))


# --- everybody ----------------------------------------------------------------------------------------------------


@platform.does("any.log-in")
def get_in(user: User, school: School) -> None:
    log_in(user, school.me)


@platform.does("any.log-out")
def get_out(user: User, school: School) -> None:
    user.click(button("Log out"))
    user.expect("You are logged out")
    user.back()
    user.expect_no(school.me.name)


@platform.does("any.recover-from-error")
def recover_from_error(user: User, school: School) -> None:
    user.click(link("My details"))
    user.fill("Telephone", "12")
    user.click(button("Save"))
    user.expect("There is a problem")
    user.fill("Telephone", school.me.new_telephone)
    if not user.read(field("E-mail")):  # a build may have emptied what was right
        user.fill("E-mail", school.me.email)
        user.fill("Street", school.me.street)
        user.fill("Postal code and town", school.me.town)
    user.click(button("Save"))
    user.expect("Your details are saved")


@platform.undo("any.recover-from-error")
def restore_telephone(user: User, school: School) -> None:
    user.click(link("My details"))
    user.fill("Telephone", school.me.telephone)
    user.click(button("Save"))
    user.expect("Your details are saved")


# --- teachers -----------------------------------------------------------------------------------------------------


@platform.does("teacher.take-attendance")
def take_attendance(user: User, school: School) -> None:
    user.click(link("Attendance"))
    user.click(link(school.lesson.title))
    if not user.sees(button("All present")):
        user.click(link("More functions"))
    user.click(button("All present"))
    user.choose(school.pupil.name, "Absent")
    user.click(button("Save attendance"))
    user.expect("Attendance saved")


@platform.sees("teacher.take-attendance", role="pupil")
def attendance_seen(user: User, school: School) -> None:
    user.click(link("Attendance"))
    user.expect("Absent", near=school.lesson.title)


@platform.undo("teacher.take-attendance")
def clear_register(user: User, school: School) -> None:
    user.click(link("Attendance"))
    user.click(link(school.lesson.title))
    user.click(button("Clear the register"))
    user.expect("The register is cleared")


@platform.does("teacher.publish-weekly-letter")
def publish_letter(user: User, school: School) -> None:
    user.click(link("Letters"))
    user.click(link("Write a letter"))
    user.fill("Subject", f"This week {school.mark}")
    user.fill("Letter", "On Thursday we go to the museum. Bring a packed lunch.")
    user.click(button("Publish"))
    user.expect("The letter is published")


@platform.sees("teacher.publish-weekly-letter", role="guardian")
def published_letter_seen(user: User, school: School) -> None:
    user.click(link("Letters"))
    user.click(link(f"This week {school.mark}"))
    user.expect("On Thursday we go to the museum")


@platform.undo("teacher.publish-weekly-letter")
def delete_letter(user: User, school: School) -> None:
    user.click(link("Letters"))
    user.click(link(f"This week {school.mark}"))
    user.click(button("Delete the letter"))
    user.click(button("Yes, delete"))
    user.expect("The letter is deleted")


@platform.does("teacher.create-assignment")
def create_assignment(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link("New assignment"))
    user.fill("Title", f"Essay {school.mark}")
    user.fill("Instructions", "Write a page about a place that you like.")
    user.fill("Due date", (school.today + timedelta(days=14)).isoformat())
    user.click(button("Publish assignment"))
    user.expect("The assignment is published")


@platform.sees("teacher.create-assignment", role="pupil")
def assignment_seen(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(f"Essay {school.mark}"))
    user.expect("Write a page about a place that you like")


@platform.undo("teacher.create-assignment")
def delete_assignment(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(f"Essay {school.mark}"))
    user.click(button("Delete the assignment"))
    user.click(button("Yes, delete"))
    user.expect("The assignment is deleted")


@platform.does("teacher.assess-submission")
def assess_submission(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.submission.title))
    user.click(link(school.pupil.name))
    user.fill("Feedback", f"Well argued. Add a source next time. {school.mark}")
    user.choose("Grade", "B")
    user.click(button("Send feedback"))
    user.expect(f"Feedback sent to {school.pupil.name}")


@platform.sees("teacher.assess-submission", role="pupil")
def feedback_seen(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.submission.title))
    user.expect(f"Well argued. Add a source next time. {school.mark}")
    user.expect("Grade: B")


@platform.undo("teacher.assess-submission")
def withdraw_feedback(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.submission.title))
    user.click(link(school.pupil.name))
    user.click(button("Withdraw feedback"))
    user.expect("The feedback is withdrawn")


@platform.does("teacher.message-guardian")
def message_guardian(user: User, school: School) -> None:
    user.click(link("Messages"))
    user.click(link("New message"))
    user.choose("To", school.guardian.name)
    user.fill("Subject", f"Mittens {school.mark}")
    user.fill("Message", "There is a pair of blue mittens here. Are they yours?")
    user.click(button("Send"))
    user.expect("Message sent")


@platform.sees("teacher.message-guardian", role="guardian")
def message_seen(user: User, school: School) -> None:
    user.click(link("Messages"))
    user.click(link(f"Mittens {school.mark}"))
    user.expect("There is a pair of blue mittens here")


@platform.does("teacher.write-documentation")
def write_documentation(user: User, school: School) -> None:
    user.click(link("Class list"))
    user.click(link(school.child.name))
    user.fill("New note", f"Tells long stories with joy. {school.mark}")
    user.click(button("Save note"))
    user.expect(f"Note saved for {school.child.name}")


@platform.sees("teacher.write-documentation", role="guardian")
def documentation_seen(user: User, school: School) -> None:
    user.click(link("Development plan"))
    user.expect(f"Tells long stories with joy. {school.mark}")


@platform.undo("teacher.write-documentation")
def delete_documentation(user: User, school: School) -> None:
    user.click(link("Class list"))
    user.click(link(school.child.name))
    user.click(button(f"Delete the note Tells long stories with joy. {school.mark}"))
    user.expect("The note is deleted")


@platform.does("teacher.open-talk-times")
def open_talk_times(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.click(link("Offer times"))
    user.fill("Date", school.offer.date)
    user.fill("From", school.offer.starts)
    user.fill("To", school.offer.ends)
    user.click(button("Offer these times"))
    user.expect(f"3 times are offered on {school.offer.day}")


@platform.sees("teacher.open-talk-times", role="guardian")
def talk_times_seen(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.click(link(f"Book a talk for {school.child.name}"))
    user.expect(f"{school.offer.day}, 17:40")


@platform.undo("teacher.open-talk-times")
def remove_talk_times(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.click(button(f"Remove free times on {school.offer.day}"))
    user.expect("The free times are removed")


# --- pupils -------------------------------------------------------------------------------------------------------


@platform.does("pupil.see-timetable")
def see_timetable(user: User, school: School) -> None:
    user.click(link("Timetable"))
    user.expect(f"at {school.lesson.time}, room {school.lesson.room}")


@platform.does("pupil.submit-assignment")
def submit_assignment(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.assignment.title))
    user.attach("File", "essay.txt")
    user.click("Hand in")
    user.expect("Your work is handed in")


@platform.sees("pupil.submit-assignment", role="teacher")
def submission_seen(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.assignment.title))
    user.click(link(school.pupil.name))
    user.expect("essay.txt")


@platform.undo("pupil.submit-assignment")
def withdraw_submission(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.assignment.title))
    user.click(button("Withdraw my work"))
    user.expect("Your work is withdrawn")


@platform.does("pupil.read-feedback")
def read_feedback(user: User, school: School) -> None:
    user.click(link("Assignments"))
    user.click(link(school.assessment.title))
    user.expect(school.assessment.feedback)
    user.expect(f"Grade: {school.assessment.grade}")


@platform.does("pupil.join-remote-lesson")
def join_remote_lesson(user: User, school: School) -> None:
    user.click(link("Timetable"))
    user.click(link("Remote lesson"), near=school.lesson.title)
    user.click(button("Enter the lesson"))
    user.expect("You are in the lesson")


@platform.sees("pupil.join-remote-lesson", role="teacher")
def joining_seen(user: User, school: School) -> None:
    user.click(link("Attendance"))
    user.click(link(school.lesson.title))
    user.expect("In the remote lesson", near=school.pupil.name)


@platform.undo("pupil.join-remote-lesson")
def leave_remote_lesson(user: User, school: School) -> None:
    user.click(link("Timetable"))
    user.click(link("Remote lesson"), near=school.lesson.title)
    user.click(button("Leave the lesson"))
    user.expect(button("Enter the lesson"))


@platform.does("pupil.message-teacher")
def message_teacher(user: User, school: School) -> None:
    user.click(link("Messages"))
    user.click(link("New message"))
    user.choose("To", school.teacher.name)
    user.fill("Subject", f"Homework {school.mark}")
    user.fill("Message", "Which pages are we to read until Thursday?")
    user.click(button("Send"))
    user.expect("Message sent")


@platform.sees("pupil.message-teacher", role="teacher")
def question_seen(user: User, school: School) -> None:
    user.click(link("Messages"))
    user.click(link(f"Homework {school.mark}"))
    user.expect("Which pages are we to read until Thursday?")


# --- guardians ----------------------------------------------------------------------------------------------------


def _open_absences(user: User) -> None:
    user.click(link("Absence"))
    if not user.sees(button("Report absence")):
        user.click(link("Continue"))


@platform.does("guardian.report-absence")
def report_absence(user: User, school: School) -> None:
    _open_absences(user)
    user.choose("Child", school.child.name)
    user.click(button("Report absence"))
    if not user.sees("Absence reported for"):
        user.click(button("Confirm"))
    user.expect(f"Absence reported for {school.child.name}")


@platform.sees("guardian.report-absence", role="teacher")
def absence_seen(user: User, school: School) -> None:
    user.click(link("Attendance"))
    user.expect("Absent, reported by guardian", near=school.child.name)


@platform.undo("guardian.report-absence")
def withdraw_absence(user: User, school: School) -> None:
    _open_absences(user)
    user.click(button(f"Withdraw absence of {school.child.name}"))
    user.expect(f"The report for {school.child.name} is withdrawn")


@platform.does("guardian.read-weekly-letter")
def read_letter(user: User, school: School) -> None:
    user.click(link("Letters"))
    user.click(link(school.letter.title))
    user.expect(school.letter.says)


@platform.does("guardian.see-timetable")
def see_childs_timetable(user: User, school: School) -> None:
    user.click(link("Timetable"))
    user.click(link(school.child.name))
    user.click(link("Next day"))
    user.expect(f"School ends at {school.tomorrow.ends} on {school.tomorrow.day}")


@platform.does("guardian.book-talk")
def book_talk(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.click(link(f"Book a talk for {school.child.name}"))
    user.choose("Choose a time", school.talk.when)
    user.click(button("Book the time"))
    user.click(button("Yes, book"))
    user.expect(f"Talk booked for {school.child.name}")


@platform.sees("guardian.book-talk", role="teacher")
def booking_seen(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.expect(school.child.name, near=school.talk.day)


@platform.undo("guardian.book-talk")
def cancel_talk(user: User, school: School) -> None:
    user.click(link("Talks"))
    user.click(button(f"Cancel the talk for {school.child.name}"))
    user.expect(f"The talk for {school.child.name} is cancelled")


@platform.does("guardian.set-care-hours")
def set_care_hours(user: User, school: School) -> None:
    user.click(link("Care hours"))
    user.click(link(f"Enter hours for {school.child.name}"))
    user.fill("arrives", school.hours.arrives, within="Monday")
    user.fill("leaves", school.hours.leaves, within="Monday")
    user.click(button("Same all week"))
    user.click(button("Save hours"))
    user.expect(f"Hours saved for {school.child.name}")


@platform.sees("guardian.set-care-hours", role="teacher")
def care_hours_seen(user: User, school: School) -> None:
    user.click(link("Care hours"))
    user.expect(f"{school.hours.arrives}–{school.hours.leaves}", near=school.child.name)


@platform.undo("guardian.set-care-hours")
def clear_care_hours(user: User, school: School) -> None:
    user.click(link("Care hours"))
    user.click(button(f"Clear the hours of {school.child.name}"))
    user.expect(f"The hours of {school.child.name} are cleared")


@platform.does("guardian.update-contact-details")
def update_contact_details(user: User, school: School) -> None:
    user.click(link("My details"))
    user.fill("Telephone", school.guardian.new_telephone)
    user.click(button("Save"))
    user.expect("Your details are saved")


@platform.sees("guardian.update-contact-details", role="teacher")
def new_number_seen(user: User, school: School) -> None:
    user.click(link("Class list"))
    user.expect(school.guardian.new_telephone, near=school.child.name)


@platform.undo("guardian.update-contact-details")
def restore_contact_details(user: User, school: School) -> None:
    restore_telephone(user, school)


@platform.does("guardian.read-assessment")
def read_assessment(user: User, school: School) -> None:
    user.click(link("Assessments"))
    user.click(link(school.assessment.title))
    user.expect(school.assessment.feedback)
    user.expect(text(school.assessment.grade), near="Grade")


@platform.does("guardian.apply-for-leave")
def apply_for_leave(user: User, school: School) -> None:
    user.click(link("Leave"))
    user.choose("Child", school.child.name)
    user.fill("First day", school.leave.first)
    user.fill("Last day", school.leave.last)
    user.fill("Reason", f"A wedding in the family {school.mark}")
    user.click(button("Send application"))
    user.expect(f"Application sent for {school.child.name}")


@platform.sees("guardian.apply-for-leave", role="teacher")
def application_seen(user: User, school: School) -> None:
    user.click(link("Leave"))
    user.expect(f"A wedding in the family {school.mark}", near=school.child.name)


@platform.undo("guardian.apply-for-leave")
def withdraw_application(user: User, school: School) -> None:
    user.click(link("Leave"))
    user.click(button(f"Withdraw the application for {school.child.name}: A wedding in the family {school.mark}"))
    user.expect(f"The application for {school.child.name} is withdrawn")
