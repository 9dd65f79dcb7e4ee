"""Asks audits of the states that were met, once all are known; what they say becomes findings like the engine's."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from a11y.audit import Audit, Told, Way
from a11y.checking import ENGINE
from a11y.engine import RawFinding, Scan
from evidence.records import Verdict

OWN_ERROR = "harness-error"


@dataclass(slots=True)
class Audited:
    """What the audits say of one state."""

    found: list[tuple[RawFinding, Sequence[float]]] = field(default_factory=list)
    """Each with where its element stood in the picture of the screen."""
    passes: list[str] = field(default_factory=list)
    inapplicable: list[str] = field(default_factory=list)
    unasked: dict[str, str] = field(default_factory=dict)

    def scan(self, page: str, first: int) -> Scan:
        """The findings in the engine's own form.

        Args:
            page: Address of the state.
            first: Number of the first finding.
        """
        return Scan(engine=ENGINE, page=page, findings=tuple(raw for raw, _ in self.found), first=first)


def audit_ways(ways: Sequence[Way], audits: Sequence[Audit]) -> dict[str, Audited]:
    """Ask audits of what people of each kind met.

    Args:
        ways: What they met.
        audits: In their order.
    Returns:
        What is said of each state, by its id: of all that were met, and of those where something was done.
    """
    said: dict[str, Audited] = defaultdict(Audited)
    for way in ways:
        met = [state.id for state in way.states]
        for audit in audits:
            try:
                told = list(audit.look(way))
            except Exception as error:  # noqa: BLE001 - an error of our own in one audit takes none of the others
                for state in met:
                    said[state].unasked[audit.id] = f"{OWN_ERROR}: {type(error).__name__}"
                continue
            _note(said, audit, met, told)
    return dict(said)


def _note(said: dict[str, Audited], audit: Audit, met: Sequence[str], told: Sequence[Told]) -> None:
    found = [one for one in told if one.verdict is not None]
    for one in found:
        said[one.state].found.append((_raw(audit, one, one.verdict or Verdict.NEEDS_REVIEW), one.box))
    failed, applied = {one.state for one in found}, {one.state for one in told}
    for state in dict.fromkeys((*met, *applied)):
        if state in applied - failed:
            said[state].passes.append(audit.id)
        elif state not in failed:
            said[state].inapplicable.append(audit.id)


def _raw(audit: Audit, told: Told, verdict: Verdict) -> RawFinding:
    return RawFinding(
        rule=audit.id,
        verdict=verdict,
        impact=audit.impact,
        tags=tuple(f"wcag{criterion.replace('.', '')}" for criterion in audit.criteria),
        element=told.element,
        path=told.path,
        values={"message": audit.code(told.message), **told.values} if told.message else dict(told.values),
    )
