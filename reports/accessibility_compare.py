"""Compares the accessibility faults on the ways of each role: by fingerprint, so that a count can't hide an exchange."""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace

from evidence.conditions import ConditionDifference, Touches
from evidence.records import Message, State
from reports.accessibility import NO_TASK, counted, is_looked_at, is_page, rules_asked
from reports.compare import Draft, Subject, Terms, forbidden
from reports.estimate import Estimate
from reports.judging import Judged, missing
from reports.model import Area, ClassifiedFinding, FindingChange, FindingGroup, Judgement, MeasureInfo, Rule, Unit
from reports.source import ROLES, Source

ACCESSIBILITY = MeasureInfo(
    id="accessibility", unit=Unit.COUNT, higher_is_better=False, area=Area.ACCESSIBILITY, judged=True, margin=0.0
)


def accessibility_drafts(
    source: Source,
    groups: Sequence[FindingGroup],
    classified: Sequence[ClassifiedFinding],
    sides: tuple[str, str],
    terms: Terms,
) -> Iterator[Draft]:
    """One comparison per role whose ways were looked at on both builds; faults of success criteria only.

    Args:
        source: The evidence.
        groups: From `group_findings`.
        classified: From `classify`.
        sides: Names of baseline and candidate.
        terms: From `terms_between`.
    """
    differing = terms.forbids(Touches.ACCESSIBILITY) or terms.forbids(Touches.EFFORT_AND_FINDINGS)
    looked_at = [_roles_looked_at(source, side) for side in sides]
    for role in ROLES:
        if role not in looked_at[0] or role not in looked_at[1]:
            continue
        mine = [g for g in counted(groups) if role in g.roles]
        theirs = _spread_within(classified, {a.task for a in source.attempts.values() if a.role == role})
        yield _draft(mine, theirs, sides, (looked_at[0][role], looked_at[1][role]), role, differing)
    pages = [pages_looked_at(source, side) for side in sides]
    if all(pages):
        mine = [g for g in counted(groups) if any(h.task == NO_TASK for h in g.hinders)]
        theirs = _spread_within(classified, {state.place for state in source.all(State) if is_page(state)})
        draft = _draft(mine, theirs, sides, (len(pages[0]), len(pages[1])), "", differing)
        shared = differing is not None or pages[0] & pages[1]
        yield draft if shared else replace(draft, judged=missing(Message(code="why-no-page-of-both"), 0.0))


def _spread_within(classified: Sequence[ClassifiedFinding], where: Container[str]) -> list[ClassifiedFinding]:
    """What is classified, with what spread to somebody's own tasks or pages: that it spread to others' is told with theirs."""
    return [replace(c, spread=tuple(w for w in c.spread if w in where)) for c in classified]


def pages_looked_at(source: Source, build: str) -> set[str]:
    """Places of the pages of a build that were opened by their addresses and checked."""
    asked = rules_asked(source)
    return {
        state.place
        for state in source.all(State)
        if is_page(state) and is_looked_at(state, asked) and state.build == build
    }


def _draft(
    mine: Sequence[FindingGroup],
    classified: Sequence[ClassifiedFinding],
    sides: tuple[str, str],
    looked_at: tuple[int, int],
    role: str,
    differing: ConditionDifference | None,
) -> Draft:
    before, after = (len(_faults(mine, side)) for side in sides)
    # A page that was opened by its address was looked at in the same way on both builds: once is enough.
    judged = _judged(mine, classified, after - before, sure=not role)
    if differing is not None:
        judged = missing(forbidden(differing), 0.0)
    return Draft(
        subject=Subject(measure=ACCESSIBILITY.id, role=role),
        before=Estimate(value=float(before), n=looked_at[0]),
        after=Estimate(value=float(after), n=looked_at[1]),
        judged=judged,
    )


def changes_of(
    groups: Sequence[FindingGroup], classified: Sequence[ClassifiedFinding], changes: Sequence[FindingChange]
) -> list[ClassifiedFinding]:
    """The classified findings of some groups that changed so."""
    prints = {g.fingerprint for g in groups}
    return [c for c in classified if c.fingerprint in prints and c.change in changes]


def _judged(
    mine: Sequence[FindingGroup], classified: Sequence[ClassifiedFinding], amount: int, *, sure: bool
) -> Judged:
    new = changes_of(mine, classified, [FindingChange.NEW])
    new += [c for c in changes_of(mine, classified, [FindingChange.REMAINING]) if c.spread]
    fixed = changes_of(mine, classified, [FindingChange.FIXED])
    only = changes_of(mine, classified, [FindingChange.ONLY_BASELINE, FindingChange.ONLY_CANDIDATE])
    sure_new, sure_fixed = ([c for c in some if c.reproduced or sure] for some in (new, fixed))
    if sure_new:
        verdict = Judgement.WORSE
    elif new or only:
        verdict = Judgement.CANNOT_TELL
    elif fixed:
        verdict = Judgement.BETTER if sure_fixed else Judgement.CANNOT_TELL
    else:
        verdict = Judgement.SAME
    values = {"added": len(new), "removed": len(fixed), "unsure": len(only) + len(new) - len(sure_new)}
    return Judged(
        change=Estimate(value=float(amount)),
        amount=float(amount),
        rule=Rule.COUNTED,
        margin=0.0,
        fixed=verdict,
        more_attempts=1 if verdict == Judgement.CANNOT_TELL and not only else None,
        why=Message(code="why-findings", values=values),
    )


def _faults(groups: Sequence[FindingGroup], build: str) -> list[FindingGroup]:
    return [g for g in groups if any(on.build == build for on in g.seen)]


def _roles_looked_at(source: Source, build: str) -> dict[str, int]:
    """How many states of a build were looked at on the ways of each role."""
    asked = rules_asked(source)
    looked_at = {state.id for state in source.all(State) if state.build == build and is_looked_at(state, asked)}
    roles: dict[str, set[str]] = {}
    for actions in source.actions_of.values():
        attempt = source.attempts.get(actions[0].attempt)
        if attempt is None or attempt.build != build:
            continue
        roles.setdefault(attempt.role, set()).update(a.state for a in actions if a.state in looked_at)
    for state in source.all(State):
        first = source.attempts.get(state.attempt)
        if state.id in looked_at and first is not None:
            roles.setdefault(first.role, set()).add(state.id)
    return {role: len(states) for role, states in roles.items() if states}
