"""Turns what the engine saw in a state into findings for the evidence: with criteria, clauses and fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from a11y.engine import RawFinding, Scan
from a11y.fingerprint import fingerprint
from a11y.picture import Picture
from a11y.standards import clauses_of, criteria_of
from evidence.records import Finding

PictureOf = Callable[[str], tuple[str, Picture] | None]
"""Takes the picture of the element with a selector and keeps it: its blob's name and itself, or None."""


def findings_of(
    scan: Scan,
    *,
    state: str,
    build: str,
    mode: str,
    task: str,
    step: str,
    varying: Sequence[str] = (),
    picture_of: PictureOf | None = None,
) -> list[Finding]:
    """The findings of one state, in the engine's order.

    Args:
        scan: What the engine saw.
        state: Id of the state.
        build: Name of the build.
        mode: Mode in which the state was reached.
        task: Id of the task on whose way it was first met.
        step: Name of the step.
        varying: Values of the case; another attempt has others.
        picture_of: Asked once per element and only for the first of several findings with one fingerprint: a list's
            thirty rows need one picture.
    """
    findings: list[Finding] = []
    shown: set[str] = set()
    pictures: dict[str, tuple[str, Picture] | None] = {}
    for number, raw in enumerate(scan.findings, start=1):
        element = raw.element
        mark = fingerprint(raw.rule, element.role, element.name, raw.path, task=task, step=step, varying=varying)
        picture = None
        if picture_of is not None and mark not in shown:
            if element.selector not in pictures:
                pictures[element.selector] = picture_of(element.selector)
            picture = pictures[element.selector]
        shown.add(mark)
        findings.append(
            _finding(raw, f"{state}/{number}", scan.engine, mark, picture, (state, build, mode, task, step))
        )
    return findings


def _finding(
    raw: RawFinding,
    finding_id: str,
    engine: str,
    mark: str,
    picture: tuple[str, Picture] | None,
    met: tuple[str, str, str, str, str],
) -> Finding:
    state, build, mode, task, step = met
    criteria = criteria_of(raw.tags)
    return Finding(
        id=finding_id,
        state=state,
        build=build,
        mode=mode,
        task=task,
        step=step,
        engine=engine,
        rule=raw.rule,
        verdict=raw.verdict,
        criteria=criteria,
        clauses=clauses_of(criteria),
        best_practice=not criteria,
        impact=raw.impact,
        element=raw.element,
        values=raw.values,
        fingerprint=mark,
        picture=picture[0] if picture else None,
        box=picture[1].box if picture else [],
    )
