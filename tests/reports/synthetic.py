"""A synthetic run that looks like a real one of the two demo builds; for tests of reports, which need no browser.

`python -m tests.reports.synthetic DIR` writes one to look at.
"""

from __future__ import annotations

import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from evidence.records import (
    Action,
    Attempt,
    Build,
    Conditions,
    Disclosure,
    Element,
    Finding,
    Message,
    Outcome,
    PrivacyCheck,
    Run,
    State,
    Step,
    Verdict,
    Vitals,
)
from evidence.run_directory import RunDirectory
from tests.reports.synthetic_catalogue import RULES, TASKS, catalogue
from tests.reports.synthetic_load import write_load, write_replays
from tests.reports.synthetic_pictures import element_picture, page_picture

HOSTILE = '<script>alert(1)</script>"><img src=x onerror=alert(2)> {{ 7*7 }} | [x](javascript:alert(3)) \x07=1+1'
START = "2026-11-23T09:00:00Z"


def conditions(**changed: Any) -> Conditions:
    """Conditions of a run on a usual machine, but for what is given."""
    usual: dict[str, Any] = {
        "harness_version": "0.1.0",
        "measuring_version": "1",
        "catalogue_version": "1",
        "browser": "Chromium headless shell",
        "browser_version": "156.0.7204.49",
        "browser_flags": ["--no-sandbox"],
        "engine": "axe-core 4.12.0",
        "machine": "Example CPU, 2 cores, 8 GiB",
        "system": "Debian 12, Python 3.11",
        "workers": 1,
        "language": "en",
        "interleaved": True,
        "scanned": True,
        "limit_s": 10.0,
    }
    return Conditions(**(usual | changed))


def make_run(builds: Sequence[str] = ("good", "worse"), **changed: Any) -> Run:
    """The Run of a synthetic run: 2 modes, 2 repeats."""
    usual: dict[str, Any] = {
        "id": "demo-run",
        "title": "Demo school: worse against good",
        "started_at": START,
        "ended_at": "2026-11-23T09:04:00Z",
        "seed": 1,
        "builds": [Build(name=n, url=f"http://127.0.0.1:4{i}873", platform="demo") for i, n in enumerate(builds, 1)],
        "plan": {"modes": ["pointer", "keyboard"], "repeats": 2, "gate": {}},
        "plan_digest": "ab" * 32,
        "conditions": conditions(),
    }
    return Run(**(usual | changed))


def _measured(verdict: Verdict) -> dict[str, Any]:
    """What axe-core says with a contrast."""
    if verdict is Verdict.NEEDS_REVIEW:
        return {"contrastRatio": 0, "messageKey": "bgImage", "expectedContrastRatio": "4.5:1"}
    colours = {"fgColor": "#b0b0b0", "bgColor": "#ffffff"}
    return {**colours, "contrastRatio": 2.16, "messageKey": None, "expectedContrastRatio": "4.5:1"}


@dataclass(frozen=True)
class Deed:
    """One action of a synthetic journey, before the mode has given it its cost."""

    verb: str
    target: str
    text: str = ""
    loads: int = 0


@dataclass(frozen=True)
class Ended:
    """How an attempt ends otherwise than well, and at which step."""

    outcome: Outcome
    step: int
    reason: Message


_TRAP = Message(code="not-reached-by-tab", values={"target": 'button "Save"', "stops": 31})
_COVERED = Message(code="covered", values={"target": 'button "Save"', "by": "the footer"})
_UNSEEN = Message(code="not-seen-by-other", values={"role": "teacher"})
_LOST = Message(code="several-fit", values={"target": 'button "Save"', "count": 2})

ENDINGS: dict[tuple[str, str], Ended] = {
    ("guardian.report-absence", "keyboard"): Ended(Outcome.BARRIER, 3, _TRAP),
    ("pupil.submit-assignment", "keyboard"): Ended(Outcome.BARRIER, 3, _TRAP),
    ("teacher.assess-submission", "keyboard"): Ended(Outcome.BARRIER, 3, _TRAP),
    ("guardian.book-talk", "pointer"): Ended(Outcome.BARRIER, 3, _COVERED),
    ("guardian.set-care-hours", "pointer"): Ended(Outcome.FAILED, 4, _UNSEEN),
    ("guardian.set-care-hours", "keyboard"): Ended(Outcome.FAILED, 4, _UNSEEN),
    ("teacher.open-talk-times", "pointer"): Ended(Outcome.SCRIPT_ERROR, 3, _LOST),
}
"""What goes wrong in the build `worse`."""
SLOW = {"teacher.take-attendance": 1.9, "guardian.report-absence": 1.5}
"""Seconds that the build `worse` waits longer at the last click."""
DETOUR = "guardian.report-absence"
"""The task that costs two pages and three clicks more in the build `worse`."""
FAULTS: tuple[tuple[str, str, str, str, bool, bool], ...] = (
    # rule, task on whose page it stands, role, name, in good, in worse
    ("label", "guardian.report-absence", "textbox", "", False, True),
    ("color-contrast", "guardian.read-weekly-letter", "text", "Bring warm clothes", False, True),
    ("button-name", "teacher.assess-submission", "button", "", False, True),
    ("image-alt", "pupil.join-remote-lesson", "img", "", False, True),
    ("html-has-lang", "guardian.see-timetable", "document", "", True, False),
    ("link-in-text-block", "any.log-in", "link", "Forgotten your password?", True, True),
    ("region", "any.log-out", "text", "Good bye", True, True),
    ("color-contrast", "pupil.see-timetable", "text", "Room 12", True, True),
)
_REVIEWED = "pupil.see-timetable"
TELLING = tuple(t for t in TASKS if t in {task for task, _ in ENDINGS} | set(SLOW) | {fault[1] for fault in FAULTS})
"""Tasks that end otherwise, cost more or have a fault on one of the builds: of the others there is nothing to tell."""


def journey(task: str, *, detour: bool = False) -> list[tuple[str, list[Deed]]]:
    """The steps of a task, each with its actions."""
    title = TASKS[task][1]
    steps = [
        ("Open the part", [Deed("click", f'link "{title}"', loads=1)]),
        ("Fill in", [Deed("fill", 'textbox "Note"', text="ordinary"), Deed("choose", 'combobox "For"', text="a")]),
        ("Send", [Deed("click", 'button "Save"', loads=1)]),
        ("See the outcome", [Deed("expect", 'text "Saved"')]),
    ]
    if detour:
        more = [Deed("click", 'link "Continue"', loads=1), Deed("click", 'checkbox "I have read this"')]
        steps.insert(2, ("Read the rules", [*more, Deed("click", 'link "On"', loads=1)]))
    return steps


def write_synthetic_run(
    path: Path,
    *,
    builds: Sequence[str] = ("good", "worse"),
    repeats: int = 2,
    tasks: Sequence[str] = tuple(TASKS),
    load: bool = True,
    privacy: bool = True,
    scanned: bool = True,
    hostile: bool = False,
    **changed: Any,
) -> RunDirectory:
    """Write a run; every build that is not named "worse" behaves as "good" does.

    Args:
        path: A new directory.
        builds: Names; the first is the baseline.
        repeats: Attempts of each task, role and mode on each build.
        tasks: Which tasks.
        load: Whether load was sent (two situations).
        privacy: Whether privacy was checked.
        scanned: Whether states were scanned.
        hostile: Whether names, titles and messages that come from pages carry markup and formulas.
        changed: Fields of Run that differ.
    """
    plan = {"modes": ["pointer", "keyboard"], "repeats": repeats, "gate": {}}
    run = make_run(builds, **({"plan": plan, "conditions": conditions(scanned=scanned)} | changed))
    directory = RunDirectory.create(path, run, catalogue())
    writer = _Writer(directory, random.Random(run.seed), scanned, HOSTILE if hostile else "")
    roles_of = {t: ["teacher", "pupil", "guardian"] if t.startswith("any.") else [t.partition(".")[0]] for t in tasks}
    for repetition in range(1, repeats + 1):
        for task, roles in roles_of.items():
            for role in roles:
                for mode in ("pointer", "keyboard"):
                    turn = list(builds) if writer.order % 4 == 0 else list(reversed(builds))
                    for build in turn:
                        writer.write(_Way(build, task, role, mode, repetition))
    if privacy:
        _write_privacy(directory, builds)
    if load:
        write_load(directory, builds, times=3)
        write_replays(directory, builds)
    return directory


def not_offered(directory: RunDirectory, task: str, role: str, *, because: str = "there is none") -> None:
    """Add to a run that no build of it offers a task to a role, in any mode."""
    one_of_each = {(a.build, a.mode): a for a in directory.read(Attempt)}
    for (build, mode), attempt in one_of_each.items():
        directory.append(
            replace(
                attempt, id=f"{build}-{task}-{role}-{mode}", task=task, role=role, outcome=Outcome.NOT_OFFERED, step=None,
                reason=Message(code="not-offered", values={"because": because}), duration_s=0.0, seen_by=None,
                focus_path=[], console_errors=[], picture=None,
            )
        )  # fmt: skip


@dataclass(frozen=True)
class _Way:
    """Who does what, how and where: one attempt, before it is known how it ends."""

    build: str
    task: str
    role: str
    mode: str
    repetition: int

    @property
    def attempt(self) -> str:
        return f"{self.build}-{self.task}-{self.role}-{self.mode}-{self.repetition}"

    @property
    def ended(self) -> Ended | None:
        """How it ends otherwise than well."""
        ended = ENDINGS.get((self.task, self.mode)) if self.build == "worse" else None
        if ended and ended.outcome == Outcome.SCRIPT_ERROR and self.repetition == 1:
            return None
        return ended


class _Writer:
    def __init__(self, directory: RunDirectory, chance: random.Random, scanned: bool, hostile: str) -> None:
        self.directory = directory
        self.chance = chance
        self.scanned = scanned
        self.hostile = hostile
        self.order = 0
        self.states: set[str] = set()

    def write(self, way: _Way) -> None:
        """Write one attempt with its steps, actions, states and findings."""
        ended = way.ended
        at, index = 0.0, 0
        for number, (name, deeds) in enumerate(
            journey(way.task, detour=way.build == "worse" and way.task == DETOUR), start=1
        ):
            began = at
            for deed in deeds:
                index += 1
                done = not (ended and number == ended.step and deed is deeds[-1])
                at += self._action(way, (number, index), deed, at, done, name)
            self.directory.append(
                Step(
                    attempt=way.attempt, index=number, name=name + self.hostile, started_s=began, duration_s=at - began
                )
            )
            if ended and number == ended.step:
                break
        if way.mode == "pointer":
            self._vitals(way)
        self._ending(way, ended, at)
        self.order += 1

    def _vitals(self, way: _Way) -> None:
        """Two pages, and a third that is the second under another address."""
        for action, soft, lcp in ((1, False, 0.31), (4, False, 0.37), (5, True, None)):
            self.directory.append(
                Vitals(
                    attempt=way.attempt, action=action, state=None, soft=soft, ttfb_s=None if soft else 0.06,
                    lcp_s=lcp, inp_s=None if soft else 0.024, cls=None if soft else 0.01,
                )
            )  # fmt: skip

    def _action(self, way: _Way, place: tuple[int, int], deed: Deed, at: float, done: bool, step: str) -> float:
        number, index = place
        wait = (0.09 if deed.loads else 0.01) * self.chance.uniform(0.97, 1.03)
        if way.build == "worse" and deed.target == 'button "Save"' and done:
            wait += SLOW.get(way.task, 0.0)
        clicks, keys, operators = _cost(deed, way.mode)
        self.directory.append(
            Action(
                attempt=way.attempt, step=number, index=index, verb=deed.verb, target=deed.target + self.hostile,
                done=done, started_s=at, duration_s=0.05, wait_s=wait, clicks=clicks, keystrokes=keys,
                pages=deed.loads, scrolled_px=120.0 if number == 3 else 0.0, pointer_travel_px=310.0 * clicks,
                target_width_px=120.0, target_height_px=36.0, operators=operators, by_css=False,
                state=self._state(way, number, step) if done else None,
            )
        )  # fmt: skip
        return 0.05 + wait

    def _state(self, way: _Way, number: int, step: str) -> str:
        digest = f"{way.task}-{number}"
        state = f"{way.build}:{way.mode}:{digest}"
        if state in self.states:
            return state
        self.states.add(state)
        title = (TASKS[way.task][1] if number < 3 else f"{TASKS[way.task][1]}: {step}") + self.hostile
        faults = [f for f in FAULTS if f[1] == way.task and number == 2 and f[5 if way.build == "worse" else 4]]
        unsure = way.task == _REVIEWED and number == 2
        found = {f[0] for f in faults} | ({"color-contrast"} if unsure else set())
        self.directory.append(
            State(
                id=state, build=way.build, mode=way.mode, url=f"http://127.0.0.1/{way.task}/{number}", title=title,
                digest=digest, elements=140, attempt=way.attempt, step=number, scanned=self.scanned, scan_error="",
                scan_s=0.3, passes=sorted(set(RULES) - found - {"image-alt"}),
                inapplicable=[] if "image-alt" in found else ["image-alt"],
                picture=self.directory.write_blob(page_picture(title, way.build, number), ".png"),
            )
        )  # fmt: skip
        if self.scanned:
            for fault in faults:
                self._finding(way, state, step, fault, Verdict.VIOLATION)
            if unsure:
                doubt = ("color-contrast", way.task, "text", "Over a picture", True, True)
                self._finding(way, state, step, doubt, Verdict.NEEDS_REVIEW)
        return state

    def _finding(
        self, way: _Way, state: str, step: str, fault: tuple[str, str, str, str, bool, bool], verdict: Verdict
    ) -> None:
        rule, _, role, name, *_ = fault
        criteria = RULES[rule][4]
        self.directory.append(
            Finding(
                id=f"{state}-{rule}-{name}", state=state, build=way.build, mode=way.mode, task=way.task, step=step,
                engine="axe-core 4.12.0", rule=rule, verdict=verdict, criteria=criteria,
                clauses={"3.2.1": [f"9.{c}" for c in criteria]} if criteria else {}, best_practice=not criteria,
                impact="serious" if criteria else "moderate",
                element=Element(role=role, name=name + self.hostile, selector=f"main > .{role}",
                                snippet=f"<{role} class='x'>{name}{self.hostile}</{role}>"),
                values=_measured(verdict) if rule == "color-contrast" else {},
                fingerprint=f"{rule}/{role}/{name}/{way.task}",
                picture=self.directory.write_blob(element_picture(name or rule, way.build), ".png"),
                box=[60.0, 60.0, 180.0, 36.0],
            )
        )  # fmt: skip

    def _ending(self, way: _Way, ended: Ended | None, at: float) -> None:
        forms = TASKS[way.task][0]
        trapped = ended is not None and ended.outcome == Outcome.BARRIER and way.mode == "keyboard"
        picture = None
        if ended:
            picture = self.directory.write_blob(page_picture(TASKS[way.task][1], way.build, ended.step), ".png")
        self.directory.append(
            Attempt(
                id=way.attempt, build=way.build, task=way.task, role=way.role,
                form=forms[(way.repetition - 1) % len(forms)], mode=way.mode, repetition=way.repetition,
                order=self.order, case=way.repetition - 1, outcome=ended.outcome if ended else Outcome.SUCCEEDED,
                reason=ended.reason if ended else None, started_at=START, duration_s=at,
                seen_by="teacher" if way.role == "guardian" else None, step=ended.step if ended else None,
                focus_path=['link "Absence"', 'textbox "Date"', 'textbox "Date"'] if trapped else [],
                console_errors=[f"TypeError: x is undefined{self.hostile}"] if ended else [], picture=picture,
            )
        )  # fmt: skip


def _cost(deed: Deed, mode: str) -> tuple[int, int, str]:
    """Clicks, keystrokes and KLM operators of an action in a mode."""
    letters = len(deed.text)
    if deed.verb == "expect":
        return 0, 0, "M"
    if mode == "pointer":
        return 1, letters, "MPBB" + ("H" + "K" * letters + "H" if letters else "")
    tabs = 4
    return 0, tabs + letters + 1, "M" + "K" * (tabs + letters + 1)


def _write_privacy(directory: RunDirectory, builds: Sequence[str]) -> None:
    checks = (
        ("isolation", "guardian.read-assessment", "guardian", "guardian", "/assessments/17"),
        ("isolation", "guardian.read-assessment", "guardian", "pupil", "/assessments/17"),
        ("isolation", "teacher.write-documentation", "teacher", "guardian", "/documentation/5"),
        ("residue", "any.log-out", "guardian", "nobody", "/messages/api/3"),
    )
    for build in builds:
        for number, (kind, task, role, asked_by, url) in enumerate(checks):
            leaked = build == "worse" and number in (0, 3)
            directory.append(
                PrivacyCheck(
                    id=f"{build}-privacy-{number}", build=build, kind=kind,
                    task=task, role=role, asked_by=asked_by, method="GET",
                    url=f"http://127.0.0.1{url}", status=200 if leaked else 403,
                    verdict=Disclosure.LEAK if leaked else Disclosure.DENIED,
                    disclosed=["child.name", "assessment.text"] if leaked else [],
                )
            )  # fmt: skip


if __name__ == "__main__":
    write_synthetic_run(Path(sys.argv[1]), hostile="--hostile" in sys.argv)
