"""The same journeys twice: as the demo school's platform file has them, and written by hand in bare Playwright.

The bare ones are generators that stop after each action, so that a scan can be put where ours looks at the page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from playwright.sync_api import Page, expect

from scenarios.school import School

Bare = Callable[[Page, School], Iterator[None]]


def read_feedback(page: Page, school: School) -> Iterator[None]:
    page.get_by_role("link", name="Assignments", exact=True).click()
    yield
    page.get_by_role("link", name=school.assessment.title, exact=True).click()
    yield
    expect(page.get_by_text(school.assessment.feedback).first).to_be_visible()
    yield
    expect(page.get_by_text(f"Grade: {school.assessment.grade}").first).to_be_visible()
    yield


def message_guardian(page: Page, school: School) -> Iterator[None]:
    page.get_by_role("link", name="Messages", exact=True).click()
    yield
    page.get_by_role("link", name="New message", exact=True).click()
    yield
    page.get_by_label("To", exact=True).select_option(label=school.guardian.name)
    yield
    page.get_by_label("Subject", exact=True).click()
    page.keyboard.type(f"Mittens {school.mark}")
    yield
    page.get_by_label("Message", exact=True).click()
    page.keyboard.type("There is a pair of blue mittens here. Are they yours?")
    yield
    page.get_by_role("button", name="Send", exact=True).click()
    yield
    expect(page.get_by_text("Message sent").first).to_be_visible()
    yield


def read_weekly_letter(page: Page, school: School) -> Iterator[None]:
    page.get_by_role("link", name="Letters", exact=True).click()
    yield
    page.get_by_role("link", name=school.letter.title, exact=True).click()
    yield
    expect(page.get_by_text(school.letter.says).first).to_be_visible()
    yield


def update_contact_details(page: Page, school: School) -> Iterator[None]:
    page.get_by_role("link", name="My details", exact=True).click()
    yield
    page.get_by_label("Telephone", exact=True).click()
    page.keyboard.press("Control+A")
    page.keyboard.type(school.guardian.new_telephone)
    yield
    page.get_by_role("button", name="Save", exact=True).click()
    yield
    expect(page.get_by_text("Your details are saved").first).to_be_visible()
    yield


JOURNEYS: dict[str, Bare] = {
    "pupil.read-feedback": read_feedback,
    "teacher.message-guardian": message_guardian,
    "guardian.read-weekly-letter": read_weekly_letter,
    "guardian.update-contact-details": update_contact_details,
}
