"""The same component's fault on forty states is one finding with forty places, and no two faults become one."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from a11y.engine import RawFinding, Scan
from a11y.findings import findings_of
from evidence.records import Attempt, Element, Finding, State, Verdict, Vitals
from evidence.run_directory import RunDirectory
from reports.accessibility import find_ways, group_findings
from reports.model import FindingGroup
from reports.source import read_runs
from tests.reports.synthetic import make_run, write_synthetic_run
from tests.reports.synthetic_catalogue import TASKS, catalogue

HEADER = ("html", "body", "header", "button")
PARAGRAPH = ("html", "body", "main", "p")


def raw(rule: str, path: Sequence[str]) -> RawFinding:
    return RawFinding(
        rule=rule,
        verdict=Verdict.VIOLATION,
        impact="serious",
        tags=("wcag412",),
        element=Element(role="", name="", selector=" > ".join(path), snippet=f"<{path[-1]}>"),
        path=tuple({"tag": tag} for tag in path),
        values={},
    )


def groups_of_forty_states(to: Path, *findings: RawFinding) -> tuple[FindingGroup, ...]:
    """Forty pages on the way of as many tasks as there are, each with these findings."""
    directory = RunDirectory.create(to, make_run(["now"]), catalogue())
    tasks = list(TASKS)
    for number in range(40):
        task, url = (
            tasks[number % len(tasks)],
            f"http://127.0.0.1:4101/part-{chr(97 + number % 26)}{'x' * (number // 26)}",
        )
        seen = Scan(engine="axe-core 4.12.0", page=url, findings=findings)
        for finding in findings_of(
            seen, state=f"s{number}", build="now", mode="pointer", task=task, step=f"Step {task}"
        ):
            directory.append(finding)
        directory.append(
            State(
                id=f"s{number}", build="now", mode="pointer", url=url, title=task, digest=str(number), elements=9,
                attempt="", step=1, scanned=True, scan_error="", scan_s=0.1, passes=[], inapplicable=[], picture=None,
            )
        )  # fmt: skip
    source = read_runs([to])
    return group_findings(source, find_ways(source))


def test_one_component_on_forty_states_is_one_finding_with_forty_places(tmp_path: Path) -> None:
    (group,) = groups_of_forty_states(tmp_path / "run", raw("button-name", HEADER))
    assert group.seen[0].states == 40
    assert {h.task for h in group.hinders} == set(TASKS)


def test_two_faults_of_one_component_are_two_findings_and_a_page_s_own_text_is_each_page_s(tmp_path: Path) -> None:
    found = [raw("button-name", HEADER), raw("target-size", HEADER), raw("color-contrast", PARAGRAPH)]
    groups = groups_of_forty_states(tmp_path / "run", *found)
    assert sorted(g.rule for g in groups if g.seen[0].states == 40) == ["button-name", "target-size"]
    assert [g.seen[0].states for g in groups if g.rule == "color-contrast"] == [1] * 40


def test_what_an_attempt_begins_on_is_in_its_way(tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run")
    directory = RunDirectory.open(tmp_path / "run")
    attempts = list(directory.read(Attempt))
    seen = Scan(engine="axe-core 4.12.0", page="http://127.0.0.1:4101/", findings=[raw("button-name", HEADER)])
    first = next(a for a in attempts if a.build == "worse")
    for finding in findings_of(seen, state="start", build="worse", mode=first.mode, task=first.task, step=""):
        directory.append(finding)
    directory.append(
        State(
            id="start", build="worse", mode=first.mode, url="http://127.0.0.1:4101/", title="Start", digest="start",
            elements=9, attempt=first.id, step=0, scanned=True, scan_error="", scan_s=0.1, passes=[], inapplicable=[],
            picture=None,
        )
    )  # fmt: skip
    began = [a for a in attempts if (a.build, a.mode) == ("worse", first.mode)]
    for attempt in began:
        directory.append(
            Vitals(
                attempt=attempt.id, action=0, state="start", soft=False, ttfb_s=0.1, lcp_s=None, inp_s=None, cls=None
            )
        )
    source = read_runs([tmp_path / "run"])
    [group] = [
        g
        for g in group_findings(source, find_ways(source))
        if "start" in {f.state for f in source.all(Finding) if f.fingerprint == g.fingerprint}
    ]
    assert set(group.roles) == {a.role for a in began}
    assert {h.task for h in group.hinders} == {a.task for a in began}
    assert group.seen[0].attempts == len(began)
