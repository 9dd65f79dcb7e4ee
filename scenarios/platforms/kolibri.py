"""How the tasks are done on Kolibri 0.19 in English: coaches are the teachers, learners are the pupils.

The plan names the school, for Kolibri tells nobody its people: docs/kolibri.md has one to begin with. Kolibri shows a user's
name to nobody but themselves; what stands in the corner of each page is the user name.
"""
# ruff: noqa: D103 - what a function is for stands in the line above it

from __future__ import annotations

from datetime import timedelta

from scenarios.platform import Platform
from scenarios.school import Account, School
from scenarios.targets import button, field, link
from scenarios.user import User

platform = Platform("kolibri", title="Kolibri")


@platform.log_in
def log_in(user: User, account: Account) -> None:
    user.open("/")
    user.fill("Username", account.username)
    user.click(button("Next"))
    if user.sees(field("Password")):  # a facility may let its learners in without one
        user.fill("Password", account.password)
        user.click(button("Sign in"))
    if account.role == "pupil" and user.sees("Welcome to Kolibri!"):
        user.click(button("Continue"))
    # The user name alone stands on the page of the password, too.
    user.expect(account.username, near=button("Open site navigation"))


# --- everybody ----------------------------------------------------------------------------------------------------


@platform.does("any.log-in")
def get_in(user: User, school: School) -> None:
    log_in(user, school.me)


@platform.does("any.log-out")
def get_out(user: User, school: School) -> None:
    user.click(button("Open site navigation"))
    user.click("Sign out")
    user.expect(field("Username"))
    user.back()  # the sign-in page has sent itself on to an address of its own: once leads to it again
    user.back()
    user.expect_no(school.me.username)


@platform.does("any.recover-from-error")
def recover_from_error(user: User, school: School) -> None:
    user.click(button("Open site navigation"))
    user.click("Profile")
    user.click("Change password")
    user.fill("Password", school.me.password)
    user.fill("Re-enter password", f"{school.me.password}x")
    user.click(button("Update"))
    user.expect("Passwords do not match")
    user.fill("Re-enter password", school.me.password)
    user.click(button("Update"))
    user.expect("Your password has been changed")


# --- teachers -----------------------------------------------------------------------------------------------------


@platform.does("teacher.take-attendance")  # coaches alone see attendance: nobody else can look whether it is there
def take_attendance(user: User, school: School) -> None:
    user.click(link("Class home"))
    user.click(link("Mark attendance"))
    user.tick("Mark all learners present")
    user.click(button("Mark all present"))
    user.untick(school.pupil.name)
    user.expect("1 absent")
    user.click(button("Submit attendance"))
    user.expect("Attendance saved")


@platform.does("teacher.create-assignment")
def create_assignment(user: User, school: School) -> None:
    user.click(link("Lessons"))
    user.click(link("New lesson"))
    user.fill("Title", f"Essay {school.mark}")
    due = school.today + timedelta(days=14)  # a lesson has no field for the day: it stands among the instructions
    user.fill("Description", f"Write a page about a place that you like. Due on {due:%-d %B}.")
    user.click(button("Save changes"))
    user.tick("Visible to learners")
    user.expect("Lesson is visible to learners")


@platform.sees("teacher.create-assignment", role="pupil")
def assignment_seen(user: User, school: School) -> None:
    user.click(link("Home"))
    user.click(link(school.course.name))
    user.click(link(f"Essay {school.mark}"))
    user.expect("Write a page about a place that you like")


@platform.undo("teacher.create-assignment")
def delete_assignment(user: User, school: School) -> None:
    user.click(link("Lessons"))
    user.click(link(f"Essay {school.mark}"))
    user.click(button("Options"))
    user.click("Delete")
    user.click(button("Delete"), within="Delete lesson")
    user.expect_no(f"Essay {school.mark}")


# --- pupils -------------------------------------------------------------------------------------------------------


@platform.prepare("pupil.read-feedback")
def take_the_quiz(user: User, school: School) -> None:
    user.click(link("Home"))
    user.click(link(school.course.name))
    user.expect(link(school.quiz.title))
    if user.sees("Score:"):
        return
    user.click(link(school.quiz.title))
    for number, answer in enumerate(school.quiz.answers, 1):
        if number > 1:
            user.click(button("Next"))
        user.expect(f"Question {number} of {len(school.quiz.answers)}")
        user.click(answer)
    user.click(button("Submit quiz"))
    user.expect("Score:")


@platform.does("pupil.read-feedback")
def read_feedback(user: User, school: School) -> None:
    user.click(link("Home"))
    user.click(link(school.course.name))
    user.click(link(school.quiz.title))
    user.expect("Questions answered correctly")
    user.expect(school.quiz.result)


# --- what there is not --------------------------------------------------------------------------------------------

platform.does_not_offer("teacher.publish-weekly-letter", because="coaches publish lessons and quizzes, no letters")
platform.does_not_offer(
    "teacher.assess-submission", because="quizzes mark themselves; a coach can add no word or grade"
)
platform.does_not_offer("teacher.message-guardian", because="there are no messages, and no guardians")
platform.does_not_offer("teacher.write-documentation", because="there are no notes on a learner")
platform.does_not_offer("teacher.open-talk-times", because="there are no appointments")
platform.does_not_offer("pupil.see-timetable", because="there is no timetable")
platform.does_not_offer("pupil.submit-assignment", because="learners answer quizzes; they cannot hand in a file")
platform.does_not_offer("pupil.join-remote-lesson", because="there are no remote lessons")
platform.does_not_offer("pupil.message-teacher", because="there are no messages")
platform.has_no("guardian", because="there are no accounts for guardians")
