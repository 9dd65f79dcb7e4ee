"""Makes recordings of the small school the way a journey does: a real browser, a HAR, secrets replaced everywhere."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Protocol

from playwright.sync_api import Browser, Page

from evidence.records import Build, Conditions, Expectation, Recording, Run
from evidence.redaction import Redactor
from evidence.run_directory import RunDirectory
from scenarios.traffic import without_secrets


class School(Protocol):
    """A platform of a test's own, which knows its people."""

    def cases(self) -> list[dict[str, Any]]: ...


def now() -> str:
    return datetime.now(UTC).isoformat()


@dataclass
class Notes:
    """What a journey notes on its way."""

    page: Page
    url: str
    case: dict[str, dict[str, str]]
    typed: list[str] = field(default_factory=list)
    seen: list[Expectation] = field(default_factory=list)

    def type(self, label: str, text: str) -> None:
        self.page.get_by_label(label).fill(text)
        self.typed.append(text)

    def choose(self, label: str, option: str) -> None:
        self.page.get_by_label(label).select_option(label=option)
        self.typed.append(option)

    def expect(self, text: str) -> None:
        self.page.get_by_text(text).first.wait_for(timeout=5000)
        self.seen.append(Expectation(text=text, at=now()))


def new_run(path: Path, *builds: Build, catalogue: dict[str, object] | None = None) -> RunDirectory:
    conditions = Conditions(
        harness_version="0", measuring_version="1", catalogue_version="1", browser="b", browser_version="1",
        browser_flags=[], engine="", machine="m", system="s", workers=1, language="en", interleaved=False, scanned=False,
    )  # fmt: skip
    run = Run(
        id="run", title="t", started_at=now(), ended_at=None, seed=1, builds=list(builds), plan={}, plan_digest="",
        conditions=conditions,
    )  # fmt: skip
    return RunDirectory.create(path, run, catalogue or {})


def record(
    browser: Browser,
    directory: RunDirectory,
    build: Build,
    school: School,
    task: str,
    case_index: int,
    journey: Callable[[Notes], None],
) -> Recording:
    role = "guardian" if task.startswith("any.") else task.split(".", maxsplit=1)[0]
    case = school.cases()[case_index]
    redactor = Redactor()
    values = {
        f"{thing}.{name}": value for thing, of in case.items() if isinstance(of, dict) for name, value in of.items()
    }
    for name in [n for n in values if n.endswith(".password")]:
        redactor.add(name, values[name])
        values[name] = f"[secret:{name}]"
    with tempfile.TemporaryDirectory() as folder:
        har = Path(folder) / "traffic.har"
        context = browser.new_context(record_har_path=har, record_har_content="embed", locale="en")
        notes = Notes(context.new_page(), build.url, case)
        notes.page.goto(build.url)
        notes.type("User name", case[role if role in case else "guardian"]["username"])
        notes.type("Password", case[role if role in case else "guardian"]["password"])
        notes.page.get_by_role("button", name="Log in").click()
        notes.page.get_by_role("heading", level=1).wait_for()
        signed_in_at = now()
        journey(notes)
        ended_at = now()
        for cookie in context.cookies():
            redactor.add_unnamed("cookie", str(cookie.get("value", "")))
        context.close()
        content = without_secrets(har, redactor)
    recording = Recording(
        id=f"{build.name}-{task}-{case_index}", build=build.name, task=task, role=role, form="C", attempt="a",
        case=case_index, har=directory.write_blob(content, ".har", compress=True),
        values={name: redactor.text(value) for name, value in values.items()},
        typed=[redactor.text(t) for t in notes.typed], signed_in_at=signed_in_at, ended_at=ended_at,
        expectations=notes.seen,
    )  # fmt: skip
    directory.append(recording)
    return recording


def report_absence(notes: Notes) -> None:
    row = notes.page.get_by_role("listitem").filter(has_text=notes.case["child"]["name"])
    row.get_by_role("link", name="Report absence").click()
    notes.choose("Reason", "Ill")
    notes.type("Note", f"{notes.case['child']['name']} has a fever")
    notes.page.get_by_role("button", name="Send").click()
    notes.expect(f"Absence reported for {notes.case['child']['name']}")


def take_attendance(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Attendance").click()
    notes.page.get_by_role("button", name="All present").click()
    row = notes.page.get_by_role("row").filter(has_text=notes.case["pupil"]["name"])
    row.get_by_label("Absent").check()
    notes.typed.append("Absent")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect("Attendance saved")


def message_teacher(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Messages").click()
    notes.page.get_by_role("button", name=f"Write to {notes.case['teacher']['name']}").click()
    notes.type("Text", "When is the talk?")
    notes.page.get_by_role("button", name="Send").click()
    notes.expect(f"Sent to {notes.case['teacher']['name']}")


def hand_in(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Hand in").click()
    notes.type("Comment", "Here it is, åäö")
    notes.page.get_by_label("File").set_input_files(
        {"name": "essay.txt", "mimeType": "text/plain", "buffer": b"words " * 300}
    )
    notes.typed.append("essay.txt")
    notes.page.get_by_role("button", name="Hand in").click()
    notes.expect("Handed in: essay.txt")


def book_talk(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Book a talk").click()
    first = notes.page.get_by_role("radio").first
    first.check()
    chosen = notes.page.locator("label").first.inner_text().strip()
    notes.typed.append(chosen)
    notes.page.get_by_role("button", name="Book").click()
    notes.expect(f"You have booked {chosen}")


def recover(notes: Notes) -> None:
    notes.page.get_by_role("link", name="My details").click()
    notes.type("Telephone", "abc")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect("Write digits only")
    notes.type("Telephone", "0701234567")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect(f"Saved for {notes.case['guardian']['name']}")


def diary(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Diary").click()
    notes.type("Text", "We baked bread")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect("Kept")
    notes.page.get_by_role("button", name="Publish").click()
    notes.expect(f"Published for {notes.case['child']['name']}")


def journal(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Journal").click()
    notes.page.get_by_role("button", name="Write").click()
    notes.expect(f"Written about {notes.case['child']['name']}")


def lunch(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Lunch").click()
    notes.page.get_by_role("button", name="No lunch tomorrow").click()
    notes.expect(f"No lunch for {notes.case['child']['name']}")


def care_plan(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Care plan").click()
    notes.type("Plan", "More outdoors")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect(f"Saved for {notes.case['child']['name']}")


def contact(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Contact").click()
    notes.type("Telephone", "0701234567")
    notes.page.get_by_role("button", name="Save").click()
    notes.expect(f"0701234567 is kept for {notes.case['guardian']['name']}")


def leave(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Leave").click()
    notes.choose("Child", notes.case["child"]["name"])
    notes.page.get_by_role("button", name="Next").click()
    notes.type("Why", "A wedding")
    notes.page.get_by_role("button", name="Next").click()
    notes.page.get_by_role("button", name="Send").click()
    notes.expect(f"Leave is applied for: {notes.case['child']['name']}")


def groups(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Groups").click()
    notes.page.get_by_role("button", name="Group 2").wait_for()
    notes.page.get_by_role("button", name="More").click()
    notes.page.get_by_role("button", name=f"Join Class of {notes.case['child']['name']}").click()
    notes.expect(f"Joined the class of {notes.case['child']['name']}")


def pick_up(notes: Notes) -> None:
    notes.page.get_by_role("link", name="Pick-up").click()
    notes.page.get_by_role("button", name="Grandmother comes").click()
    notes.expect(f"Pick-up is noted for {notes.case['child']['name']}")
