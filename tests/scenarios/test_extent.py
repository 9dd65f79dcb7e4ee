"""What there is to do for a task is told from its file: workers get even shares before anybody has measured anything."""

from __future__ import annotations

from scenarios.extent import extent
from scenarios.platform import Platform
from scenarios.platforms import demo
from scenarios.school import School
from scenarios.user import User

ours = Platform("ours", title="Ours")


def opens_letters(user: User) -> None:
    user.click("Letters")
    user.click("Older")


@ours.does("guardian.read-weekly-letter")
def reads(user: User, school: School) -> None:
    opens_letters(user)
    opens_letters(user)
    [user.expect(word) for word in ("a", "b")]


@ours.does("pupil.see-timetable")
def looks(user: User, school: School) -> None:
    user.expect(school.me.name)


@ours.sees("pupil.see-timetable", role="teacher")
def seen(user: User, school: School) -> None:
    user.click("Plan")
    user.expect(school.pupil.name)


@ours.undo("pupil.see-timetable")
def undone(user: User, school: School) -> None:
    user.back()


def test_the_actions_of_a_task_are_counted_where_they_stand() -> None:
    nothing = extent(ours, "any.log-in")
    assert nothing >= 1
    assert extent(ours, "guardian.read-weekly-letter") - nothing == 3
    assert extent(ours, "pupil.see-timetable") - nothing == 1 + 2 + 1


def test_a_task_that_others_see_and_that_is_undone_is_more_than_one_that_is_read() -> None:
    assert extent(demo.platform, "teacher.assess-submission") > 2 * extent(demo.platform, "pupil.read-feedback")
