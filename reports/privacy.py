"""What replayed requests for personal content gave, per build, and whether the candidate leaks what the baseline did not."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

from evidence.records import Disclosure, Message, PrivacyCheck
from reports.compare import Draft, Subject
from reports.estimate import Estimate
from reports.judging import Judged, missing
from reports.model import Area, Judgement, LeakedAddress, MeasureInfo, PrivacyResult, Rule, Unit
from reports.source import ROLES, Source

PRIVACY = MeasureInfo(id="privacy", unit=Unit.COUNT, higher_is_better=False, area=Area.PRIVACY, judged=True, margin=0.0)
KINDS = ("isolation", "residue")
_NOBODY = "nobody"
"""Who asks without a session."""
Address = tuple[str, str, str]
"""Kind, method, and address with a sign for each id."""
Question = tuple[Address, str]
"""An address, and who asked: what belongs to one role and that another one may read is another leak."""


def privacy_results(source: Source) -> tuple[PrivacyResult, ...]:
    """Verdicts by build and kind; a kind that was never asked says so."""
    return tuple(_result(source, build.name, kind) for build in source.builds for kind in KINDS)


def _result(source: Source, build: str, kind: str) -> PrivacyResult:
    # Roles are asked at the same time: the order of the records is chance.
    checks = sorted((c for c in source.all(PrivacyCheck) if c.build == build and c.kind == kind), key=_place)
    counts = Counter(c.verdict for c in checks)
    leaks = tuple(c for c in checks if c.verdict == Disclosure.LEAK)
    return PrivacyResult(
        build=build,
        kind=kind,
        counts={verdict: counts[verdict] for verdict in Disclosure if counts[verdict]},
        leaks=leaks,
        addresses=tuple(_leaked_addresses(leaks)),
        unknown=None if checks else source.unknown("unknown-privacy"),
    )


def _place(check: PrivacyCheck) -> tuple[int, str, bool, bool, str, str]:
    """Where a check is told: by whose content it is, and then by address; accounts of the same role first, nobody last."""
    whose = ROLES.index(check.role) if check.role in ROLES else len(ROLES)
    return whose, check.url, check.asked_by != check.role, check.asked_by == _NOBODY, check.asked_by, check.task


def _leaked_addresses(leaks: Sequence[PrivacyCheck]) -> Iterator[LeakedAddress]:
    together: dict[tuple[str, Address], list[PrivacyCheck]] = {}
    for check in leaks:
        together.setdefault((check.role, _address(check)), []).append(check)
    for (role, _), checks in together.items():
        yield LeakedAddress(
            role=role,
            method=checks[0].method,
            url=checks[0].url,
            asked_by=tuple(dict.fromkeys(c.asked_by for c in checks)),
            tasks=tuple(dict.fromkeys(c.task for c in checks)),
            disclosed=tuple(dict.fromkeys(name for c in checks for name in c.disclosed)),
            answers=len(checks),
        )


def questions(source: Source, build: str, role: str) -> dict[Question, bool]:
    """What was asked of a build about a role's content, and whether it leaked; ids in addresses don't matter.

    Nor does the task: which one comes to an address first may change with anything that happens on the way.
    """
    asked: dict[Question, bool] = {}
    for check in source.all(PrivacyCheck):
        if check.build == build and check.role == role:
            key = (_address(check), check.asked_by)
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
        before, after = leaking(ours), leaking(theirs)
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
        Estimate(value=float(leaking(one)), n=len(one)) if one else Estimate(value=None, unknown=why) for one in asked
    )
    return Draft(subject=Subject(measure=PRIVACY.id, role=role), before=before, after=after, judged=missing(why, 0.0))


def leaking(asked: Mapping[Question, bool]) -> int:
    """How many addresses leak, whoever asked."""
    return len({address for (address, _), leaks in asked.items() if leaks})


def leaks_between(ours: Mapping[Question, bool], theirs: Mapping[Question, bool]) -> tuple[int, int]:
    """How many addresses leak to somebody in the candidate only, and in the baseline only, of what was asked of both.

    Something that leaks in the candidate and was never asked of the baseline counts as leaking in the candidate.
    """
    leaked = {question: leaks and not ours.get(question, False) for question, leaks in theirs.items()}
    mended = {question: leaks and question in theirs and not theirs[question] for question, leaks in ours.items()}
    return leaking(leaked), leaking(mended)


def _address(check: PrivacyCheck) -> Address:
    return check.kind, check.method, _pattern(check.url)


def _pattern(url: str) -> str:
    """The address without its host and with a sign for each id."""
    path = re.sub(r"^[a-z]+://[^/]*", "", url)
    return re.sub(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}|[0-9a-f]{8,}|\d+", "#", path, flags=re.I)
