"""A summary for a pull request: what got worse and better, where, and what can't be told. Nothing of a page can act in it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

from evidence.conditions import SAME_SESSION
from evidence.records import Outcome, Verdict
from reports.endings import sentences
from reports.estimate import Estimate
from reports.faults import Kind, added, kinds
from reports.load_figures import slowest_of
from reports.model import (
    Comparison,
    CriterionResult,
    CriterionStatus,
    Difference,
    Judgement,
    KnownStatus,
    Report,
    TaskResult,
    Unit,
    is_scan,
)
from reports.page.carrying import lines_of_load
from reports.page.criteria import asked_for, clauses_in_words, counts_in_words, status_in_words
from reports.page.fine_print import both_values, condition_name, selected
from reports.page.first_screen import shared_faults
from reports.page.known import excuse, title_of
from reports.words import Words, words_for

_SIGN = {Judgement.WORSE: "✗", Judgement.BETTER: "✓", Judgement.SAME: "=", Judgement.CANNOT_TELL: "?"}
_TELLING = frozenset({CriterionStatus.FAILED, CriterionStatus.NEEDS_REVIEW})
_ROWS = 30
_KINDS = 12
_SPECIAL = re.compile(r"([\\`*_\[\]#|~$])")
_ACTIVE = re.compile(r"(://|@|www\.|#(?=\d)|\](?=\())")
_INVISIBLE = "\N{ZERO WIDTH SPACE}"


def write(report: Report, to: Path, words: Words) -> None:
    """Write the summary.

    Args:
        report: What to write.
        to: The file.
        words: Whose language is written.
    """
    to.write_text(text(report, words_for(report, words.language)), "utf-8")


def text(report: Report, words: Words) -> str:
    """The summary as GitHub's and GitLab's Markdown.

    Args:
        report: What to say.
        words: From `words_for`.
    """
    parts = [_compared(report, c, words) for c in report.comparisons] or [_alone(report, words)]
    if any(report.states_scanned.values()) and report.criteria:
        parts.append("\n".join(_criteria(report, words)))
    if load := [f"- {safe(line)}" for line in lines_of_load(report, words)]:
        parts.append("\n".join(load))
    if known := _known(report, words):
        parts.append("\n".join(known))
    notes = [f"- ! {safe(words.message(note))}" for note in report.notes]
    unknown = safe(words.say("markdown-unknown", what="; ".join(words.message(m) for m in report.unknown)))
    if report.selection:
        parts.append(safe(words.say("markdown-selected", what=selected(report, words))))
    return "\n\n".join([*parts, *(["\n".join(notes)] if notes else []), unknown]) + "\n"


def _criteria(report: Report, words: Words) -> Iterator[str]:
    """The criteria that failed or need a person on any build, a column each; of the others their number."""
    yield f"**{safe(words.say('criteria-head'))}**. {safe(asked_for(report, words))} {safe(words.say('criteria-lead'))}"
    yield ""
    for build in report.builds:
        yield f"- {safe(build.name)}: {safe(counts_in_words(report, build.name, words))}"
    found: dict[str, dict[str, CriterionResult]] = {}
    for result in report.criteria:
        found.setdefault(result.criterion, {})[result.build] = result
    telling = [of for of in found.values() if any(r.status in _TELLING for r in of.values())]
    if not telling:
        return
    yield ""
    heads = [words.say("head-criterion"), "EN 301 549", *(build.name for build in report.builds)]
    yield f"| {' | '.join(map(safe, heads))} |"
    yield "| --- " * len(heads) + "|"
    for of in telling[:_ROWS]:
        one = next(iter(of.values()))
        head = f"{words.titles.get(one.criterion, one.criterion)} ({one.level})"
        cells = [status_in_words(of[b.name], words) if b.name in of else "–" for b in report.builds]
        clauses = clauses_in_words(one.clauses, one.lacking, words) or "–"
        yield "| " + " | ".join(safe(cell) for cell in (head, clauses, *cells)) + " |"
    if len(telling) > _ROWS:
        yield f"\n{safe(words.say('gate-more', count=len(telling) - _ROWS))}"


def _known(report: Report, words: Words) -> list[str]:
    """What is excused, by whom, until when and why; what somebody has to do about the others stands among the warnings."""
    known = [entry for entry in report.known if entry.status == KnownStatus.EXCUSED]
    if not known:
        return []
    lines = [safe(words.say("known-in-no-count", count=len(known))), ""]
    for entry in known[:_ROWS]:
        what = ": ".join(part for part in (title_of(report, entry.rule, words), entry.element) if part)
        lines.append(f"- {safe(what)}. {safe(excuse(entry, words))}")
    if len(known) > _ROWS:
        lines.append(f"- {safe(words.say('gate-more', count=len(known) - _ROWS))}")
    return lines


def safe(said: str) -> str:
    """A text as Markdown that shows just this text: on one line, no markup, link, mention or reference in it."""
    flat = " ".join(_legal(said).split())
    broken = _ACTIVE.sub(lambda m: m.group()[0] + _INVISIBLE + m.group()[1:], flat)
    escaped = _SPECIAL.sub(r"\\\1", broken)
    return escaped.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _legal(said: str) -> str:
    return "".join(c if c.isprintable() or c.isspace() else "\N{REPLACEMENT CHARACTER}" for c in said)


def _compared(report: Report, comparison: Comparison, words: Words) -> str:
    counts = comparison.counts
    head = words.say(
        "markdown-head-no-verdict" if comparison.candidate in report.gate.without_verdict else "markdown-head",
        candidate=comparison.candidate,
        baseline=comparison.baseline,
        worse=counts.get(Judgement.WORSE, 0),
        better=counts.get(Judgement.BETTER, 0),
    )
    lines = [f"### {_SIGN[comparison.judgement]} {safe(head)}"]
    lines += [f"- {safe(words.headline(message))}" for message in comparison.headline]
    told = [d for d in comparison.differences if d.judgement in (Judgement.WORSE, Judgement.BETTER)]
    parts = ["\n".join(lines)]
    if told:
        parts.append("\n".join(_table(report, comparison, told, words)))
    if shared := shared_faults(report, comparison, words):
        parts.append(safe(shared))
    if new := kinds(report, added(report, comparison), comparison.candidate, words):
        parts.append(
            "\n".join([f"**{safe(words.say('markdown-new-faults'))}**", "", *_faults(new, words, by_page=False)])
        )
    parts.append(safe(_rest(report, comparison, words)))
    if comparison.conditions:
        parts.append("\n".join(_conditions(comparison, words)))
    return "\n\n".join(parts)


def _table(report: Report, comparison: Comparison, told: Sequence[Difference], words: Words) -> Iterator[str]:
    units = {m.id: m.unit for m in report.measures}
    heads = ["", *(words.say(f"markdown-{head}") for head in ("what", "where", "before", "now"))]
    yield f"| {' | '.join(heads)} |"
    yield "| --- " * len(heads) + "|"
    rows: dict[tuple[str, ...], list[str]] = {}
    for d in told:
        unit = units.get(d.measure, Unit.COUNT)
        before, now = (_of_few(d.measure, e, _figure(e, unit, words), words) for e in (d.before, d.after))
        if d.measure == "task-success":
            now = ", ".join(part for part in (now, _why(report, comparison, d, words)) if part)
        where = words.say("mode", mode=d.mode) if d.mode else words.titles.get(d.situation, d.situation)
        rows.setdefault((_SIGN[d.judgement], _what(d, words), before, now), []).append(where)
    for (sign, what, before, now), places in list(rows.items())[:_ROWS]:  # alike in several modes: told once
        yield "| " + " | ".join(safe(cell) for cell in (sign, what, words.list(places), before, now)) + " |"
    if len(rows) > _ROWS:
        yield f"\n{safe(words.say('gate-more', count=len(rows) - _ROWS))}"


def _what(difference: Difference, words: Words) -> str:
    measure = words.say(f"measure-{difference.measure}")
    role = words.say("role", role=difference.role)
    if not difference.task:
        return f"{role}: {measure}" if difference.role else measure
    task = words.titles.get(difference.task, difference.task)
    return f"{role}: {task}" if difference.measure == "task-success" else f"{role}: {task} – {measure}"


def _why(report: Report, comparison: Comparison, difference: Difference, words: Words) -> str:
    """Why the candidate's attempts ended; only where the platform is at fault."""
    result = _result(report, comparison.candidate, difference)
    ended = [e for e in result.endings if e.outcome in (Outcome.FAILED, Outcome.BARRIER)] if result else []
    if not result or not ended:
        return ""
    first = ended[0]
    said = sentences(words, first.reason, first.outcome, mode=result.mode, possible_in=first.possible_in, mend=False)
    return " ".join(said)


def _result(report: Report, build: str, difference: Difference) -> TaskResult | None:
    key = (build, difference.task, difference.role, difference.mode)
    return next((r for r in report.results if (r.build, r.task, r.role, r.mode) == key), None)


def _of_few(measure: str, estimate: Estimate, figure: str, words: Words) -> str:
    """The figure; said to be the slowest of few where it is nothing more."""
    people = slowest_of(measure, estimate)
    return f"{figure} ({words.say('slowest-of', people=people)})" if people else figure


def _figure(estimate: Estimate, unit: Unit, words: Words) -> str:
    if estimate.value is None:
        return "–"
    if unit == Unit.SHARE:
        return f"{round(estimate.value * estimate.n)}/{estimate.n}"
    if unit == Unit.SECONDS:
        return f"{words.number(estimate.value, 1 if estimate.value >= 1 else 2)} s"
    return words.number(estimate.value, 0 if float(estimate.value).is_integer() else 1)


def _rest(report: Report, comparison: Comparison, words: Words) -> str:
    counts = comparison.counts
    same, unsure = counts.get(Judgement.SAME, 0), counts.get(Judgement.CANNOT_TELL, 0)
    more = [d.more_attempts for d in comparison.differences if d.more_attempts]
    said = [words.say("markdown-same", count=same)]
    if unsure:
        said.append(words.say("markdown-unsure", count=unsure, more=max(more, default=0)))
    said.append(f"{words.say('gate-head-scan' if is_scan(report) else 'gate-head')}: {_gate(report, words)}")
    return " ".join(said)


def _gate(report: Report, words: Words) -> str:
    if report.gate.failed:
        return words.say("gate-failed")
    if report.gate.without_verdict:
        return words.say("gate-no-verdict", builds=report.gate.without_verdict)
    return words.say("gate-passed")


def _faults(found: Sequence[Kind], words: Words, *, by_page: bool) -> Iterator[str]:
    """A line for each kind of fault, with its first place and how to mend it.

    Args:
        found: The kinds.
        words: The reader's.
        by_page: Whether the same thing on another page is another place, as the sentence above the lines counts them.
    """
    for kind in found[:_KINDS]:
        sign = "✗" if kind.verdict == Verdict.VIOLATION else "?"
        number = f"({', '.join(kind.criteria)})" if kind.criteria else ""
        places, pages = (kind.seen, 1) if by_page else (len(kind.places), kind.pages)
        more = words.say("markdown-more-places", number=places - 1, pages=pages)
        head = " ".join(part for part in (f"{sign} **{safe(kind.title)}**", safe(number)) if part)
        if kind.verdict is Verdict.NEEDS_REVIEW:
            head += f", {safe(words.say('markdown-to-look-at'))}"
        by = f"[{kind.rule}, {kind.engine}]"
        yield f"- {head}: {safe(f'{kind.places[0]}{more}. {kind.mend} {by}')}"
    if len(found) > _KINDS:
        yield f"- {safe(words.say('gate-more', count=len(found) - _KINDS))}"


def _conditions(comparison: Comparison, words: Words) -> Iterator[str]:
    for condition in comparison.conditions:
        if condition.name == SAME_SESSION:
            yield f"- ! {safe(words.say('not-compared-stored'))}"
            continue
        before, after = both_values(condition, words)
        said = words.say("markdown-condition", name=condition_name(condition, words), before=before, after=after)
        yield f"- ! {safe(said)}"


def _alone(report: Report, words: Words) -> str:
    lines = [f"### {safe(report.title)}", *(f"- {safe(words.message(m))}" for m in report.headline)]
    parts = ["\n".join(lines)]
    if is_scan(report):
        parts += _scanned(report, words)
    return "\n\n".join(parts)


def _scanned(report: Report, words: Words) -> Iterator[str]:
    """The kinds of fault of a scan, what a person has to look at, and the pages that could not be opened."""
    standing = [group for group in report.findings if not group.best_practice and not group.known]
    if found := kinds(report, standing, report.builds[0].name, words):
        yield "\n".join(_faults(found, words, by_page=True))
    if closed := [page for page in report.pages if page.not_opened is not None]:
        yield "\n".join(f"- – {safe(page.url)}: {safe(words.message(page.not_opened))}" for page in closed)
