"""Pages that were opened by their addresses, without a journey: what each has, and what they come to, alone and between builds."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from evidence.records import Finding, Message, State, Verdict
from reports.accessibility import counted, is_page
from reports.criteria import by_number
from reports.model import ClassifiedFinding, FindingChange, FindingGroup, PageResult
from reports.source import Source

_OF_THE_WHOLE = frozenset(
    {
        "not-reached-by-address",
        "walk-led-elsewhere",
        "walk-failed",
        "walk-would-leave-something",
        "walk-not-undone",
        "scripts-off",
        "not-asked-yet",
        "not-responding",
        "harness-error",
    }
)
"""Reasons for which no check at all was asked of a state."""
_NAMED = 3
"""Pages that are named where a note counts them; the table of pages has all."""


def page_results(source: Source, groups: Sequence[FindingGroup]) -> tuple[PageResult, ...]:
    """One for each page of a scan, build by build, in the order in which they were opened; what is known is in no count.

    Args:
        source: The evidence.
        groups: Say which findings are known.
    """
    known = {group.fingerprint for group in groups if group.known}
    found: dict[str, list[Finding]] = {}
    for finding in source.all(Finding):
        if finding.verdict is not Verdict.VIOLATION or finding.fingerprint not in known:
            found.setdefault(finding.state, []).append(finding)
    return tuple(
        _page_result(state, found.get(state.id, []))
        for build in source.builds
        for state in source.all(State)
        if is_page(state) and state.build == build.name
    )


def _page_result(state: State, findings: Sequence[Finding]) -> PageResult:
    standing = [f for f in findings if not f.best_practice]
    return PageResult(
        build=state.build,
        place=state.place,
        url=state.url,
        title=state.title,
        not_opened=state.not_opened,
        scanned=state.scanned,
        faults=sum(f.verdict is Verdict.VIOLATION for f in standing),
        doubts=sum(f.verdict is Verdict.NEEDS_REVIEW for f in standing),
        practices=sum(f.best_practice for f in findings),
        unasked=state.unasked,
    )


def headline_of_scan(pages: Sequence[PageResult], groups: Sequence[FindingGroup]) -> tuple[Message, ...]:
    """What a scan alone comes to: how many kinds of fault, which criteria failed, what a person has to look at."""
    return tuple(_headline(pages, groups))


def _headline(pages: Sequence[PageResult], groups: Sequence[FindingGroup]) -> Iterator[Message]:
    looked_at = [page for page in pages if page.scanned or page.faults]
    faults = counted(groups)
    if faults:
        values = {
            "kinds": len({g.rule for g in faults}),
            "places": sum(page.faults for page in looked_at),
            "on": sum(page.faults > 0 for page in looked_at),
            "pages": len(looked_at),
        }
        yield Message(code="headline-scan-faults", values=values)
        failed = sorted({number for g in faults for number in g.criteria}, key=by_number)
        yield Message(code="headline-scan-criteria", values={"count": len(failed), "criteria": failed})
    elif looked_at:
        yield Message(code="headline-scan-nothing", values={"pages": len(looked_at)})
    doubts = {g.rule for g in groups if g.verdict is Verdict.NEEDS_REVIEW and not g.best_practice}
    if doubts:
        yield Message(code="headline-scan-doubts", values={"count": len(doubts)})


def headline_between_scans(
    groups: Sequence[FindingGroup], classified: Sequence[ClassifiedFinding]
) -> tuple[Message, ...]:
    """What became of the faults from one scan to the other: new ones first."""
    faults = {g.fingerprint: g for g in counted(groups)}
    mine = [c for c in classified if c.fingerprint in faults]
    said = []
    for code, changed in (
        ("headline-scan-new", [c for c in mine if c.change == FindingChange.NEW or c.spread]),
        ("headline-scan-only", [c for c in mine if c.change == FindingChange.ONLY_CANDIDATE]),
        ("headline-scan-fixed", [c for c in mine if c.change == FindingChange.FIXED]),
        ("headline-scan-remaining", [c for c in mine if c.change == FindingChange.REMAINING and not c.spread]),
    ):
        if changed:
            kinds = len({faults[c.fingerprint].rule for c in changed})
            said.append(Message(code=code, values={"count": len(changed), "kinds": kinds}))
    return tuple(said) or (Message(code="headline-scan-none"),)


def notes_on_pages(pages: Sequence[PageResult]) -> Iterator[Message]:
    """That pages could not be opened, and that some could not be asked all that was asked."""
    if closed := list(dict.fromkeys(page.place for page in pages if page.not_opened is not None)):
        yield Message(code="note-pages-not-opened", values={"count": len(closed), "pages": closed[:_NAMED]})
    if partly := [page for page in pages if page.unasked]:
        checks = sorted({check for page in partly for check in page.unasked})
        yield Message(code="note-checks-unasked", values={"count": len(partly), "checks": checks})


def why_unasked(reason: str) -> str:
    """The words for why something could not look at a page: a record's reason begins with its code, and the rest is for developers.

    >>> why_unasked("could-not-look: harness-error KeyError"), why_unasked("took-too-long")
    ('unasked-harness-error', 'unasked-took-too-long')
    """
    code, _, rest = reason.partition(": ")
    own = code == "could-not-look" and rest.startswith("harness-error")
    return f"unasked-{'harness-error' if own else code}"


def notes_on_states(states: Sequence[State]) -> Iterator[Message]:
    """Of journeys: how many states the checks were not asked of, by the reason; where some of them could not look; and what that left."""
    asked = [state for state in states if not is_page(state)]
    whole: Counter[str] = Counter()
    partly: list[State] = []
    for state in asked:
        codes = {why.partition(":")[0] for why in state.unasked.values()}
        if len(codes) == 1 and codes <= _OF_THE_WHOLE:
            whole.update(codes)
        elif codes:
            partly.append(state)
    for why, count in sorted(whole.items()):
        yield Message(code="note-states-unasked", values={"why": why, "count": count, "of": len(asked)})
    if partly:
        checks = sorted({check for state in partly for check in state.unasked})
        yield Message(code="note-checks-unasked", values={"count": len(partly), "checks": checks})
    if left := sum(state.leftover is not None for state in asked):
        yield Message(code="note-walks-left", values={"count": left})
