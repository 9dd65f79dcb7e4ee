"""Turns what the engine saw in a state into findings for the evidence: with criteria, clauses and fingerprint."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from a11y.engine import Scan
from a11y.fingerprint import fingerprint
from a11y.picture import Picture
from a11y.standards import clauses_of, criteria_of
from evidence.records import Finding

PictureOf = Callable[[str, Sequence[str]], tuple[str, Picture] | None]
"""Takes the picture of the element with a selector, and of the way that focus takes there, and keeps it: its blob's name and itself, or None."""


def findings_of(
    scan: Scan, *, state: str, build: str, mode: str, task: str, step: str, varying: Sequence[str] = ()
) -> list[Finding]:
    """The findings of one state, in the engine's order, without pictures.

    Args:
        scan: What the engine saw.
        state: Id of the state.
        build: Name of the build.
        mode: Mode in which the state was reached.
        task: Id of the task on whose way it was first met.
        step: Name of the step.
        varying: Values of the case; another attempt has others.
    """
    findings = []
    for number, raw in enumerate(scan.findings, start=scan.first):
        element, criteria = raw.element, criteria_of(raw.tags)
        findings.append(
            Finding(
                id=f"{state}/{number}",
                state=state,
                build=build,
                mode=mode,
                task=task,
                step=step,
                engine=scan.engine,
                rule=raw.rule,
                verdict=raw.verdict,
                criteria=criteria,
                clauses=clauses_of(criteria),
                best_practice=not criteria,
                impact=raw.impact,
                element=element,
                values=raw.values,
                fingerprint=fingerprint(
                    raw.rule,
                    element.role,
                    element.name,
                    raw.path,
                    page=scan.page,
                    varying=varying,
                    said=(raw.verdict.value, str(raw.values.get("message", ""))),
                ),
            )
        )
    return findings


def with_pictures(findings: Sequence[Finding], picture_of: PictureOf) -> list[Finding]:
    """The findings with pictures of their elements, taken now: the page must still be in the state.

    Of several findings with one fingerprint only the first gets one, and an element is taken once: a list's thirty rows
    need one picture.
    """
    shown: set[str] = set()
    taken: dict[tuple[str, ...], tuple[str, Picture] | None] = {}
    pictured = []
    for finding in findings:
        picture = None
        if finding.fingerprint not in shown:
            shown.add(finding.fingerprint)
            selector, order = finding.element.selector, finding.values.get("order", ())
            asked = (selector, *order)
            if asked not in taken:
                taken[asked] = picture_of(selector, order)
            picture = taken[asked]
        pictured.append(replace(finding, picture=picture[0], box=picture[1].box) if picture else finding)
    return pictured
