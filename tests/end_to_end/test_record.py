"""A person does a task, the journey is written down, and the runner carries it out for another family: it succeeds, and others see it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Locator, Page

from demo.server import Served, serve
from evidence.records import Outcome
from evidence.redaction import Redactor
from scenarios.platform import load_platform
from scenarios.recorder.session import Recorded, record
from scenarios.recorder.writing import Part
from scenarios.school import School
from scenarios.sign_in import People
from scenarios.tasks import task
from skolprov import cli
from skolprov.prepare import with_variables
from tests.end_to_end.conftest import FAMILIES, Try
from tests.end_to_end.test_command_line import skolprov

Case = dict[str, Any]

HEAD = """from skolprov import Platform, button, css, field, heading, image, link, row, text
from scenarios.platforms import demo

platform = Platform("recorded", title="Recorded")
platform.looks.update(demo.platform.looks)
platform.undoings.update(demo.platform.undoings)
"""
LOG_IN = "platform.log_in(demo.log_in)\n\n"


@pytest.fixture(scope="module")
def good() -> Iterator[Served]:
    """A school of this file's own: what is recorded here undoes nothing, and would not find what other tests have done already."""
    with serve(families=FAMILIES) as served:
        yield served


LEFT_BEHIND = ("teacher.create-assignment",)
"""Recorded without the mark by which undoing finds it again."""


class Person:
    """Moves and presses as slowly as somebody quick."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def press(self, thing: Locator) -> None:
        thing.hover()
        self.page.wait_for_timeout(120)
        thing.click(delay=40)
        self.page.wait_for_load_state()

    def link(self, name: str) -> None:
        self.press(self.page.get_by_role("link", name=name, exact=True).first)

    def button(self, name: str) -> None:
        self.press(self.page.get_by_role("button", name=name, exact=True))

    def pick(self, label: str, option: str) -> None:
        """From a list, by typing what the option begins with, as the browser lets one; a driver's choice would not be a person's."""
        self.page.get_by_label(label, exact=True).focus()
        self.page.keyboard.type(option)

    def type(self, label: str, text: str) -> None:
        field = self.page.get_by_label(label, exact=True)
        field.click()
        field.press("Control+a")
        field.press_sequentially(text)


def reports_absence(person: Person, case: Case) -> None:
    person.link("Absence")
    person.pick("Child", case["child"]["name"])
    person.button("Report absence")
    person.page.get_by_text("Absence reported for").first.wait_for()


def books_a_talk(person: Person, case: Case) -> None:
    person.link("Talks")
    person.link(f"Book a talk for {case['child']['name']}")
    person.press(person.page.get_by_text(case["talk"]["when"]).first)
    person.button("Book the time")
    person.button("Yes, book")
    person.page.get_by_text("Talk booked for").first.wait_for()


def takes_attendance(person: Person, case: Case) -> None:
    person.link("Attendance")
    person.link(case["lesson"]["title"])
    person.button("All present")
    person.pick(case["pupil"]["name"], "Absent")
    person.button("Save attendance")
    person.page.get_by_text("Attendance saved").wait_for()


def hands_in(person: Person, case: Case, file: Path) -> None:
    person.link("Assignments")
    person.link(case["assignment"]["title"])
    person.page.get_by_label("File").set_input_files(file)
    person.button("Hand in")
    person.page.get_by_text("Your work is handed in").wait_for()


def changes_telephone(person: Person, case: Case) -> None:
    person.link("My details")
    person.type("Telephone", "12")
    person.page.get_by_label("E-mail").click()
    person.type("Telephone", case["guardian"]["new_telephone"])
    person.button("Save")
    person.page.get_by_text("Your details are saved").wait_for()


def creates_an_assignment(person: Person, case: Case) -> None:
    person.link("Assignments")
    person.link("New assignment")
    person.type("Title", 'An "essay" {of} your\'s')
    person.page.get_by_label("Instructions").fill("Write a page.\nOr two.")
    person.type("Due date", "2030-05-05")
    person.button("Publish assignment")
    person.page.get_by_text("The assignment is published").wait_for()


def _recorded(
    browser: Browser, served: Served, part: Part, role: str, form: str, act: Callable[[Person, Case], None]
) -> tuple[Recorded, Case]:
    case: Case = next(c for c in served.school()["cases"] if c["form"] == form)
    plain = {key: {**value} if isinstance(value, dict) else value for key, value in case.items()}
    people = People(browser, load_platform("demo"), served.url, "en", 6.0, Redactor())
    forms = part.task.forms if part.task else "PCUA"
    others = [c for c in served.school()["cases"] if c["form"] in forms and role in c]
    cases = with_variables([plain, *others], 7000)
    recorded = record(people, part, role, cases, person=lambda page: act(Person(page), case))
    if part.task and part.task.id not in LEFT_BEHIND and (undo := load_platform("demo").undoings.get(part.task.id)):
        school = School(cases[0], role=role, mark="")
        with people.somebody(school.me) as user:
            undo(user, school)
    return recorded, case


@pytest.mark.parametrize(
    ("task_id", "form", "act", "lines"),
    [
        (
            "guardian.report-absence", "C", reports_absence,
            ['user.click(link("Absence"))', 'user.choose("Child", school.child.name)', 'user.click(button("Report absence"))',
             'user.expect(f"Absence reported for {school.child.name}")'],
        ),
        pytest.param(
            "guardian.book-talk", "C", books_a_talk, ['user.click(link(f"Book a talk for {school.child.name}"))', 'user.click(button("Yes, book"))'],
            marks=pytest.mark.slow,
        ),
        pytest.param(  # slow: beside other tests its "Attendance saved." was missed now and then, and why is not known yet
            "teacher.take-attendance", "C", takes_attendance, ['user.click(button("All present"))', 'user.choose(school.pupil.name, "Absent")'],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "guardian.update-contact-details", "C", changes_telephone, ['user.fill("Telephone", school.me.new_telephone)'],
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "teacher.create-assignment", "C", creates_an_assignment, ["user.fill(\"Title\", 'An \"essay\" {of} your\\'s')"],
            marks=pytest.mark.slow,
        ),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)  # fmt: skip
def test_what_a_person_did_is_a_journey_that_succeeds_for_another_family(
    browser: Browser,
    good: Served,
    attempt_on: Try,
    tmp_path: Path,
    *,
    task_id: str,
    form: str,
    act: Callable[[Person, Case], None],
    lines: list[str],
) -> None:
    role = task_id.partition(".")[0]
    recorded, case = _recorded(browser, good, Part(task(task_id)), role, form, act)
    source = recorded.source
    assert [line for line in lines if line not in source] == [], source
    assert "css(" not in source, source
    assert "# " not in source, source
    assert case["child"]["name"] not in source
    (tmp_path / "recorded.py").write_text(f"{HEAD}{LOG_IN}{source}", "utf-8")
    seen = attempt_on(good, [task_id], role=role, platform=str(tmp_path / "recorded.py"), scan=False)
    done = [(a.outcome, a.reason) for a in seen.attempts]
    expected = Outcome.FAILED if task_id == "teacher.create-assignment" else Outcome.SUCCEEDED
    assert done == [(expected, done[0][1])], source
    assert seen.attempts[0].css_locators == 0


def test_a_log_in_is_written_without_a_password_and_signs_others_in(
    browser: Browser, good: Served, attempt_on: Try, tmp_path: Path
) -> None:
    def logs_in(person: Person, case: Case) -> None:
        person.type("User name", case["guardian"]["username"])
        person.type("Password", case["guardian"]["password"])
        person.page.keyboard.press("Enter")
        person.page.get_by_role("heading", name="Hello").wait_for()

    recorded, case = _recorded(browser, good, Part(None), "guardian", "C", logs_in)
    assert case["guardian"]["password"] not in recorded.source
    assert case["guardian"]["username"] not in recorded.source
    for line in (
        'user.open("/")',
        'user.fill("User name", account.username)', 'user.fill("Password", account.password)',
        'user.click(button("Log in"))', "account.name",
    ):  # fmt: skip
        assert line in recorded.source, recorded.source
    demo_journey = "platform.journeys.update(demo.platform.journeys)\n"
    (tmp_path / "recorded.py").write_text(f"{HEAD}{demo_journey}\n{recorded.source}", "utf-8")
    seen = attempt_on(
        good, ["guardian.see-timetable"], role="guardian", platform=str(tmp_path / "recorded.py"), scan=False
    )
    assert [a.outcome for a in seen.attempts] == [Outcome.SUCCEEDED], recorded.source


def test_a_file_is_attached_by_its_name(browser: Browser, good: Served, attempt_on: Try, tmp_path: Path) -> None:
    (tmp_path / "essay.txt").write_text("An essay.", "utf-8")
    recorded, _ = _recorded(
        browser,
        good,
        Part(task("pupil.submit-assignment")),
        "pupil",
        "C",
        lambda p, c: hands_in(p, c, tmp_path / "essay.txt"),
    )
    assert 'user.attach("File", "essay.txt")' in recorded.source, recorded.source
    assert str(tmp_path) not in recorded.source


def test_the_command_puts_the_journey_into_the_file_and_it_passes_the_check(
    browser: Browser, good: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The window is the tests' own browser, and the person a script; all else is what a person meets."""
    case: Case = next(c for c in good.school()["cases"] if c["form"] == "C")
    monkeypatch.setenv("GUARDIAN_PASSWORD", case["guardian"]["password"])
    guardian = case["guardian"]
    runner = CliRunner()
    made = runner.invoke(cli.main, ["init", "ours", "--url", good.url, "--out", str(tmp_path)])
    assert made.exit_code == 0, made.output
    plan, ours = tmp_path / "ours.toml", tmp_path / "ours.py"
    plan.write_text(
        plan.read_text("utf-8")
        + f'\n[[school]]\nform = "C"\nchild.name = "{case["child"]["name"]}"\n'
        + f'guardian = {{ name = "{guardian["name"]}", username = "{guardian["username"]}", password_env = "GUARDIAN_PASSWORD" }}\n',
        "utf-8",
    )

    def logs_in(page: Page) -> None:
        Person(page).type("User name", guardian["username"])
        Person(page).type("Password", guardian["password"])
        Person(page).button("Log in")
        page.get_by_role("heading", name="Hello").wait_for()

    monkeypatch.setattr("skolprov.commands.record.window", lambda _: nullcontext(browser))
    for what, person in (("log-in", logs_in), ("guardian.report-absence", lambda p: reports_absence(Person(p), case))):
        monkeypatch.setattr("skolprov.commands.record.until_enter", person)
        words = ["record", what, "--plan", str(plan), "--into", str(ours)]
        ended = runner.invoke(cli.main, words, catch_exceptions=False)
        assert ended.exit_code == 0, ended.output
    checked = runner.invoke(cli.main, ["check", str(ours), "--plan", str(plan)])
    assert checked.exit_code == 0, checked.output
    assert "1 of 23 tasks written" in checked.output
    again = runner.invoke(cli.main, ["record", "log-in", "--plan", str(plan), "--into", str(ours)])
    assert again.exit_code == 2


@pytest.mark.slow
def test_without_a_screen_recording_says_what_to_do(tmp_path: Path) -> None:
    ended = skolprov(
        "record", "log-in", "--url", "http://127.0.0.1:9", "--platform", "demo", "--plan", "none.toml", cwd=tmp_path,
        env={"DISPLAY": "", "WAYLAND_DISPLAY": ""},
    )  # fmt: skip
    assert ended.returncode == 2
    (tmp_path / "ours.py").write_text('from skolprov import Platform\nplatform = Platform("o", title="O")\n', "utf-8")
    ended = skolprov(
        "record", "log-in", "--url", "http://127.0.0.1:9", "--platform", "./ours.py", cwd=tmp_path,
        env={"DISPLAY": "", "WAYLAND_DISPLAY": ""},
    )  # fmt: skip
    assert ended.returncode == 2
    assert "there is no screen" in ended.stderr
