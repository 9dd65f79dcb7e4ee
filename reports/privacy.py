"""What replayed requests for personal content gave, per build, and whether the candidate leaks what the baseline did not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

from evidence.records import Disclosure, Message, PrivacyCheck
from reports.compare import Draft, Subject
from reports.judging import Judged, missing
from reports.model import Area, Estimate, Judgement, MeasureInfo, PrivacyResult, Rule, Unit
from reports.source import ROLES, Source

PRIVACY = MeasureInfo(id="privacy", unit=Unit.COUNT, higher_is_better=False, area=Area.PRIVACY, judged=True, margin=0.0)
KINDS = ("isolation", "residue")
Question = tuple[str, ...]


def privacy_results(source: Source) -> tuple[PrivacyResult, ...]:
    """Verdicts by build and kind; a kind that was never asked says so."""
    return tuple(_result(source, build.name, kind) for build in source.builds for kind in KINDS)


def _result(source: Source, build: str, kind: str) -> PrivacyResult:
    checks = [c for c in source.all(PrivacyCheck) if c.build == build and c.kind == kind]
    return PrivacyResult(
        build=build,
        kind=kind,
        counts=dict(Counter(c.verdict for c in checks)),
        leaks=tuple(c for c in checks if c.verdict == Disclosure.LEAK),
        unknown=None if checks else source.unknown("unknown-privacy"),
    )


def questions(source: Source, build: str, role: str) -> dict[Question, bool]:
    """What was asked of a build about a role's content, and whether it leaked; ids in addresses don't matter."""
    asked: dict[Question, bool] = {}
    for check in source.all(PrivacyCheck):
        if check.build == build and check.role == role:
            key = (check.kind, check.task, check.asked_by, check.method, _pattern(check.url))
            asked[key] = asked.get(key, False) or check.verdict == Disclosure.LEAK
    return asked


def privacy_drafts(source: Source, sides: tuple[str, str]) -> Iterator[Draft]:
    """One comparison per role whose content was asked for on both builds: a leak seen once is a fact.

    Args:
        source: The evidence.
        sides: Names of baseline and candidate.
    """
    for role in ROLES:
        ours, theirs = (questions(source, side, role) for side in sides)
        if not ours and not theirs:
            continue
        if not ours or not theirs:
            yield _one_sided(sides, role, (ours, theirs))
            continue
        leaked, mended = leaks_between(ours, theirs)
        verdict = Judgement.WORSE if leaked else Judgement.BETTER if mended else Judgement.SAME
        before, after = sum(ours.values()), sum(theirs.values())
        change = Estimate(value=float(after - before), n=len(ours.keys() & theirs.keys()))
        why = Message(code="why-leaks", values={"added": leaked, "removed": mended})
        judged = Judged(
            change=change, amount=float(after - before), rule=Rule.COUNTED, margin=0.0, fixed=verdict, why=why
        )
        yield Draft(
            subject=Subject(measure=PRIVACY.id, role=role),
            before=Estimate(value=float(before), n=len(ours)),
            after=Estimate(value=float(after), n=len(theirs)),
            judged=judged,
        )


def _one_sided(sides: tuple[str, str], role: str, asked: tuple[dict[Question, bool], dict[Question, bool]]) -> Draft:
    """A side that was not asked is no side without leaks."""
    silent = sides[0] if not asked[0] else sides[1]
    why = Message(code="unknown-privacy-of", values={"build": silent})
    before, after = (
        Estimate(value=float(sum(one.values())), n=len(one)) if one else Estimate(value=None, unknown=why)
        for one in asked
    )
    return Draft(subject=Subject(measure=PRIVACY.id, role=role), before=before, after=after, judged=missing(why, 0.0))


def leaks_between(ours: dict[Question, bool], theirs: dict[Question, bool]) -> tuple[int, int]:
    """How many questions leak in the candidate only, and in the baseline only, of those that were asked of both.

    Something that leaks in the candidate and was never asked of the baseline counts as leaking in the candidate.
    """
    leaked = sum(leaks and not ours.get(question, False) for question, leaks in theirs.items())
    mended = sum(leaks and question in theirs and not theirs[question] for question, leaks in ours.items())
    return leaked, mended


def _pattern(url: str) -> str:
    """The address without its host and with a sign for each id."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url)
    return re.sub(r"\d+|[0-9a-f]{8,}(?:-[0-9a-f]{4,})*", "#", path)
