"""Says why two builds were not compared, with both values of what differs and what to do; for a terminal, and for an exit status."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from evidence.conditions import LOAD_SENT, ConditionDifference
from evidence.problem import Problem
from reports.comparability import forbidden_by_conditions, uncounted
from reports.compare import CONDITIONS_DIFFER
from reports.model import Comparison, Report
from reports.page.fine_print import both_values, condition_name
from reports.words import Words, words_for

_REASONS = 3
_ITEMS = 8
_OF_TWO_SESSIONS = "not-compared-stored"
"""Told of what is stored; it widens margins, and keeps nothing from being compared."""


def lines_of_conditions(comparison: Comparison, words: Words) -> Iterator[str]:
    """What was not compared, and which condition is to blame for it."""
    for one in forbidden_by_conditions(comparison):
        yield words.say(
            "terminal-not-compared",
            measures=[words.say(f"measure-{measure}") for measure in one.measures],
            differs=_differs(comparison, one.condition, words),
        )


def no_verdict(report: Report, runs: Sequence[Path], language: str) -> Problem | None:
    """Why no verdict can be given on a build that was to be compared; None where each has one.

    Args:
        report: Of the runs.
        runs: Their directories, in the report's order.
        language: Of the words.
    """
    words = words_for(report, language)
    without = next((c for c in report.comparisons if c.candidate in report.gate.without_verdict), None)
    if without is None:
        return None
    what = words.say("no-verdict", baseline=without.baseline, candidate=without.candidate)
    if differing := [one.condition for one in forbidden_by_conditions(without)]:
        mend = dict.fromkeys(words.say("no-verdict-mend", condition=one.name) for one in differing)
        return Problem(
            f"{what}: {'; '.join(_differs(without, one, words) for one in differing)}",
            where=_where(report, runs, without, differing),
            do="\n".join(mend),
        )
    if lost := uncounted(report.results, without.baseline, without.candidate):
        said = words.say("headline-uncounted", count=len(lost), tasks=[words.titles.get(task, task) for task in lost])
        return Problem(
            f"{what}: {said}", where=_where(report, runs, without), do=words.say("no-verdict-mend-uncounted")
        )
    reasons = list(_reasons(report, without, words))[:_REASONS]
    return Problem(
        f"{what}: {'; '.join(reasons)}", where=_where(report, runs, without), do=words.say("no-verdict-mend-other")
    )


def _differs(comparison: Comparison, condition: ConditionDifference, words: Words) -> str:
    """A condition with both values; of lists, what each side has alone."""
    ours, theirs = condition.baseline, condition.candidate
    if isinstance(ours, list) and isinstance(theirs, list):
        alone = [
            words.say("differs-only", build=build, items=_some([item for item in mine if item not in others]))
            for build, mine, others in (
                (comparison.baseline, ours, theirs),
                (comparison.candidate, theirs, ours),
            )
            if set(mine) - set(others)
        ]
        values = "; ".join(alone)
    else:
        before, after = both_values(condition, words)
        values = words.say(
            "differs-values",
            before=before,
            after=after,
            baseline=comparison.baseline,
            candidate=comparison.candidate,
        )
    return f"{condition_name(condition, words)}: {values}"


def _some(items: Sequence[Any]) -> str:
    more = f" … (+{len(items) - _ITEMS})" if len(items) > _ITEMS else ""
    return ", ".join(str(item) for item in items[:_ITEMS]) + more


def _where(
    report: Report, runs: Sequence[Path], comparison: Comparison, differing: Sequence[ConditionDifference] = ()
) -> str:
    """The files that say so, and the keys in them."""
    of = {build.name: runs[build.run] for build in report.builds}
    sides = comparison.baseline, comparison.candidate
    keys = [f"conditions.{one.name}" for one in differing if one.name != LOAD_SENT]
    said = _keys((str(of[name] / "run.json") for name in sides), keys) if keys or not differing else ""
    sent = dict.fromkeys(field for one in differing if one.name == LOAD_SENT for field in one.baseline)
    of_load = _keys((str(of[name] / "load_sessions.jsonl") for name in sides), list(sent)) if sent else ""
    return "; ".join(filter(None, (said, of_load)))


def _keys(files: Iterable[str], keys: Sequence[str]) -> str:
    return ", ".join([" · ".join(dict.fromkeys(files)), *keys])


def _reasons(report: Report, comparison: Comparison, words: Words) -> Iterator[str]:
    """Why each gated measure has no verdict; where no measure has two sides, why not."""
    gated = [d for d in comparison.differences if d.gated]
    said = dict.fromkeys(words.message(d.why) for d in gated if d.why is not None and d.why.code != CONDITIONS_DIFFER)
    yield from said
    if gated:
        return
    if comparison.differences:
        yield words.say(
            "no-verdict-gate", measures=[words.say(f"measure-{measure}") for measure in report.gate.measures]
        )
    yield from dict.fromkeys(words.message(m) for m in comparison.not_compared if m.code != _OF_TWO_SESSIONS)
    for build in (comparison.baseline, comparison.candidate):
        if report.pages and not any(page.scanned for page in report.pages if page.build == build):
            yield words.say("no-verdict-no-page", build=build)
