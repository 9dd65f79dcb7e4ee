"""The success criteria one by one, and whom the failed ones hit, a column per build: what is known, by what, and what is not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from reports.criteria import by_number
from reports.model import CriterionBarrier, CriterionResult, CriterionStatus, PersonHit, Report
from reports.page.tasks import title_of
from reports.words import Words

_NAMED = 3
"""So many tasks or rules are named in a line; their number tells of the others."""
_LEVELS = {"A": "A", "AA": "A, AA", "AAA": "A, AA, AAA"}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is known of one row on one build."""

    look: str
    """failed, needs-review, nothing-found or not-tested."""
    text: str
    more: tuple[str, ...]
    """Sentences beneath: by which rules, on whose way, and what did not look."""


@dataclass(frozen=True, slots=True)
class CriterionRow:
    """One success criterion over the builds."""

    number: str
    title: str
    reference: str
    """Address of W3C's page about it; may be empty."""
    level: str
    clauses: str
    cells: tuple[Cell, ...]
    telling: bool
    """Failed or to be reviewed on any build."""


@dataclass(frozen=True, slots=True)
class PersonRow:
    """One functional performance statement over the builds."""

    title: str
    clause: str
    cells: tuple[Cell, ...]


def criteria_rows(report: Report, words: Words) -> list[CriterionRow]:
    """Every criterion that was asked for, in the standard's order. There is no "conforms"."""
    by_criterion: dict[str, dict[str, CriterionResult]] = {}
    for result in report.criteria:
        by_criterion.setdefault(result.criterion, {})[result.build] = result
    rows = []
    for number in sorted(by_criterion, key=by_number):
        found = by_criterion[number]
        one = next(iter(found.values()))
        rows.append(
            CriterionRow(
                number=number,
                title=one.title_sv if words.language == "sv" else one.title_en,
                reference=one.reference,
                level=one.level,
                clauses=clauses_in_words(one.clauses, one.lacking, words) or "–",
                cells=tuple(_cell(report, found.get(build.name), words) for build in report.builds),
                telling=any(r.status in {CriterionStatus.FAILED, CriterionStatus.NEEDS_REVIEW} for r in found.values()),
            )
        )
    return rows


def asked_for(report: Report, words: Words) -> str:
    """Whose criteria stand in the table, and of which levels."""
    conditions = report.runs[report.builds[0].run].conditions
    standard = words.say(f"standard-{conditions.standard}")
    return words.say("criteria-asked", standard=standard, levels=_LEVELS.get(conditions.level, conditions.level))


def counts_in_words(report: Report, build: str, words: Words) -> str:
    """How many criteria of a build are failed, need a person, and so on, in a sentence."""
    mine = [result.status for result in report.criteria if result.build == build]
    return words.say(
        "criteria-counts",
        of=len(mine),
        failed=mine.count(CriterionStatus.FAILED),
        review=mine.count(CriterionStatus.NEEDS_REVIEW),
        nothing=mine.count(CriterionStatus.NOTHING_FOUND),
        untested=mine.count(CriterionStatus.NOT_TESTED),
    )


def clauses_in_words(clauses: Mapping[str, Sequence[str]], lacking: Sequence[str], words: Words) -> str:
    """Clauses of EN 301 549, each with the versions that have it, and which known version has none.

    Args:
        clauses: By version.
        lacking: Versions without a clause for it.
        words: The reader's.
    """
    versions: dict[str, list[str]] = {}
    for version, numbers in clauses.items():
        for number in numbers:
            versions.setdefault(number, []).append(_version(version))
    told = "; ".join(f"{number} ({', '.join(having)})" for number, having in versions.items())
    missing = words.say("clause-not-in", versions=", ".join(map(_version, lacking))) if told and lacking else ""
    return "; ".join(part for part in (told, missing) if part)


def _version(version: str) -> str:
    return f"v{version.removeprefix('v')}"


def _cell(report: Report, result: CriterionResult | None, words: Words) -> Cell:
    if result is None:
        return Cell(CriterionStatus.NOT_TESTED.value, words.say("criterion-not-tested"), ())
    return Cell(result.status.value, status_in_words(result, words), tuple(_more(report, result, words)))


def status_in_words(result: CriterionResult, words: Words) -> str:
    """What is known of a criterion, in a few words; where nothing is, why."""
    if result.status == CriterionStatus.NOT_TESTED:
        why = "inapplicable" if result.inapplicable else "not-run" if result.not_run else "no-rule"
        return f"{words.say('criterion-not-tested')}: {words.say(f'not-tested-{why}', rules=_first(result.inapplicable, words))}"
    if result.status == CriterionStatus.NOTHING_FOUND:
        return words.say("criterion-nothing-found", rules=_first(result.rules, words))
    number = result.problems if result.status == CriterionStatus.FAILED else result.doubts
    if result.barriers and not number:
        return words.say(f"criterion-barred-{result.status}", tasks=len(result.barriers))
    said = words.say(f"criterion-{result.status}", problems=number)
    said = f"{said} {words.say('criterion-on-pages', pages=result.pages)}" if result.pages else said
    return f"{said}; {words.say('criterion-barred', tasks=len(result.barriers))}" if result.barriers else said


def _more(report: Report, result: CriterionResult, words: Words) -> Iterator[str]:
    found = result.status in {CriterionStatus.FAILED, CriterionStatus.NEEDS_REVIEW}
    for barrier in result.barriers:
        yield barrier_in_words(report, barrier, words)
    if (found and result.rules) or (result.status == CriterionStatus.NOTHING_FOUND and len(result.rules) > _NAMED):
        yield ", ".join(result.rules)
    if result.tasks:
        yield words.say("criterion-tasks", tasks=_tasks(report, result.tasks, words))
    if result.status == CriterionStatus.FAILED and result.doubts:
        yield words.say("criterion-doubts-too", number=result.doubts)
    if found and result.passed:
        yield words.say("criterion-found-nothing", rules=", ".join(result.passed))
    if result.unasked:
        rules = ", ".join(result.unasked)
        yield words.say("criterion-unasked", rules=rules, pages=max(result.unasked.values()))
    if result.not_run:
        yield words.say("criterion-not-run", rules=", ".join(result.not_run))


def barrier_in_words(report: Report, barrier: CriterionBarrier, words: Words) -> str:
    """In which task and mode people were stopped, and by what."""
    infos = {task.id: task for task in report.tasks}
    task = title_of(infos.get(barrier.task), barrier.task, words.language)
    return words.say(
        "criterion-barrier",
        role=words.say(f"role-{barrier.role}"),
        task=task,
        mode=words.say(f"mode-{barrier.mode}"),
        what=words.message(barrier.reason),
    )


def _tasks(report: Report, tasks: Sequence[str], words: Words) -> str:
    infos = {task.id: task for task in report.tasks}
    return _first([title_of(infos.get(task), task, words.language) for task in tasks], words)


def _first(names: Sequence[str], words: Words) -> str:
    """The first names, and how many more there are."""
    more = [words.say("criterion-more", number=len(names) - _NAMED)] if len(names) > _NAMED else []
    return words.list([*names[:_NAMED], *more])


def person_rows(report: Report, words: Words) -> list[PersonRow]:
    """Whom the failed criteria hit, in the order of EN 301 549."""
    by_clause: dict[str, dict[str, PersonHit]] = {}
    for hit in report.persons:
        by_clause.setdefault(hit.clause, {})[hit.build] = hit
    return [
        PersonRow(
            title=one.title_sv if words.language == "sv" else one.title_en,
            clause=clause,
            cells=tuple(_person_cell(report, found.get(build.name), words) for build in report.builds),
        )
        for clause, found in by_clause.items()
        for one in (next(iter(found.values())),)
    ]


def _person_cell(report: Report, hit: PersonHit | None, words: Words) -> Cell:
    if hit is None:
        return Cell("not-tested", "–", ())
    more = []
    if hit.failed:
        more.append(", ".join(hit.failed))
    if hit.tasks:
        more.append(words.say("criterion-tasks", tasks=_tasks(report, hit.tasks, words)))
    if hit.needs_review:
        more.append(words.say("person-review", criteria=", ".join(hit.needs_review)))
    if not hit.criteria:
        return Cell("not-tested", words.say("person-no-criterion"), ())
    if hit.not_tested:
        more.append(words.say("person-not-tested", number=hit.not_tested, of=hit.criteria))
    if hit.problems or hit.barriers:
        said = [
            words.say(code, number=number)
            for code, number in (("person-hit", hit.problems), ("person-barred", hit.barriers))
            if number
        ]
        return Cell("failed", ", ".join(said), tuple(more))
    if hit.not_tested == hit.criteria:
        return Cell("not-tested", words.say("criterion-not-tested"), tuple(more))
    return Cell("nothing-found", words.say("person-no-fault"), tuple(more))
