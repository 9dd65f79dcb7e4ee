"""Writes a report in all its formats, and says in a terminal what a person needs to know of it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from evidence.problem import Problem
from evidence.records import Outcome
from evidence.run_directory import RunDirectory, writing_to
from reports.known import Known
from reports.model import Comparison, Judgement, KnownStatus, Report, is_scan
from reports.page.carrying import lines_of_load
from reports.page.fine_print import selected
from reports.selection import Selection
from reports.words import Words, words_for
from skolprov.progress import console
from skolprov.surroundings import Lost

LANGUAGES = ("en", "sv")
_REASONS = 3
_SIGN = {
    Judgement.WORSE: "✗",
    Judgement.BETTER: "✓",
    Judgement.SAME: "=",
    Judgement.CANNOT_TELL: "?",
}
_OF_ITS_OWN = {
    "headline-uncounted": Judgement.CANNOT_TELL,
    "headline-perhaps-lost": Judgement.CANNOT_TELL,
    "headline-too-few": Judgement.CANNOT_TELL,
    "headline-cannot-tell": Judgement.CANNOT_TELL,
    "headline-scan-only": Judgement.CANNOT_TELL,
    "headline-scan-fixed": Judgement.BETTER,
    "headline-scan-remaining": Judgement.SAME,
}
"""Headlines that say something else than the verdict of the whole, beside which they may stand."""


def load_what_writes_reports() -> None:
    """Load charts and statistics, which takes seconds; `write_report` then begins at once."""
    import statsmodels.stats.proportion  # noqa: F401, PLC0415

    from reports.analyse import analyse  # noqa: F401, PLC0415
    from reports.formats import html  # noqa: F401, PLC0415


def write_report(
    runs: Sequence[Path],
    to: Path,
    *,
    baseline: str | None = None,
    effort: Mapping[str, str] | None = None,
    selection: Selection | None = None,
    known: Known | None = None,
) -> Report:
    """Analyse runs and write every format.

    Args:
        runs: Run directories.
        to: Directory for the files; made if it is not there.
        baseline: Name of the build to compare with; the first one by default.
        effort: Whose own time is told; what is not said here, the plan says.
        selection: The part of the runs that the report is made of; everything by default.
        known: Findings that count for nothing as long as they are known.
    Returns:
        What the report says.
    Raises:
        Problem: A run cannot be read.
    """
    # Here, because charts and statistics take seconds to load, and most commands write no report.
    from reports.analyse import analyse  # noqa: PLC0415
    from reports.formats import criteria_csv, csv_table, findings_csv, html, json_document, junit_xml, markdown  # noqa: PLC0415

    report = analyse(runs, baseline, effort, selection, known)
    with writing_to(to):
        to.mkdir(parents=True, exist_ok=True)
    directories = [RunDirectory.open(run) for run in runs]
    json_document.write(report, to / "report.json")
    junit_xml.write(report, to / "junit.xml", words_for(report, "en"))
    csv_table.write(report, to / "measures.csv")
    findings_csv.write(report, to / "findings.csv")
    if report.criteria:
        criteria_csv.write(report, to / "criteria.csv")
    for language in LANGUAGES:
        markdown.write(report, to / f"summary.{language}.md", words_for(report, language))
    for language in LANGUAGES:  # last: the pages link to the files that lie beside them
        html.write(report, directories, to / f"report.{language}.html", language)
    return report


_TELLING = (Outcome.ENVIRONMENT_ERROR, Outcome.SCRIPT_ERROR, Outcome.HARNESS_ERROR)
"""Outcomes that measure nothing, the most telling first: where nobody gets in, what the script would have done is unknown."""


def nothing_measured(report: Report, language: str, where: Path) -> Problem:
    """Why no attempt of a run counts, by the reason that tells most and was met most often.

    Args:
        report: Of the run.
        language: Of the words.
        where: The run directory.
    """
    words = words_for(report, language)
    ended: Counter[Outcome] = Counter()
    reasons: dict[Outcome, Counter[str]] = {}
    for result in report.results:
        ended.update(result.outcomes)
        for one in result.endings:
            said = f"{words.titles.get(result.task, result.task)}: {words.message(one.reason)}"
            reasons.setdefault(one.outcome, Counter())[said] += 1
    counts = ", ".join(f"{words.say(f'outcome-{outcome}')} {ended[outcome]}" for outcome in _TELLING if ended[outcome])
    telling = next((reasons[outcome] for outcome in _TELLING if outcome in reasons), Counter())
    return Problem(
        words.say("nothing-measured", counts=counts),
        where=str(where),
        do="\n".join(said for said, _ in telling.most_common(_REASONS)),
    )


def not_whole(lost: Sequence[Lost], language: str, where: Path) -> Problem:
    """Why a run is not whole: what the surroundings of builds kept from being measured.

    Args:
        lost: What, of each such build.
        language: Of the words.
        where: The run directory.
    """
    words = Words(language if language in LANGUAGES else "en")
    said = "; ".join(
        words.say("lost-to-surroundings", build=one.build, attempts=one.attempts, of=one.of, tasks=one.tasks)
        for one in lost
    )
    mends = dict.fromkeys(
        words.say("lost-mend-unreachable", where=str(where))
        if one.unreachable
        else words.say("lost-mend", why=words.message(one.reason))
        for one in lost
    )
    return Problem(said, where=str(where), do="\n".join(mends))


def capacity_unknown(unsent: Sequence[str], language: str, where: Path) -> Problem:
    """Why a search for capacity has no answer.

    Args:
        unsent: Builds of which it did not come to its end.
        language: Of the words.
        where: The run directory.
    """
    words = Words(language if language in LANGUAGES else "en")
    said = words.say("capacity-not-ended", builds=list(unsent))
    return Problem(said, where=str(where), do=words.say("capacity-go-on", where=str(where)))


def _load_lines(report: Report, words: Words) -> Iterator[str]:
    """What came of each task under load, where there is no other build to hold it against."""
    from reports.load_figures import slowest_of  # noqa: PLC0415 - slow to load, as is all that a report needs

    for situation in report.load:
        for figure in situation.figures:
            if figure.kind == "task":
                yield words.say(
                    "terminal-load",
                    situation=words.situation(situation.id),
                    task=words.titles.get(figure.task, figure.task),
                    build=figure.build,
                    completed=figure.completed,
                    started=figure.started,
                    few=slowest_of("load-p95", figure.p95) if figure.completed else "none",
                    seconds=figure.p95.value or 0.0,
                )


def _replay_lines(report: Report, words: Words) -> Iterator[str]:
    """The table of what was replayed once before the load: tasks, requests, rules, and whether it got there."""
    from reports.page.replays import replay_rows  # noqa: PLC0415 - slow to load, as is all that a report needs

    rows = [(r.name, r.form, r.requests, r.rules, r.outcome, r.build) for r in replay_rows(report, words)]
    if not rows:
        return
    several = len({row[-1] for row in rows}) > 1
    heads = ("head-task", "head-form", "head-as-recorded", "head-rules", "head-replayed", "head-build")
    table = [tuple(words.say(head) for head in heads), *rows]
    table = [(*row[:4], row[5], row[4]) if several else row[:5] for row in table]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    yield ""
    yield words.say("replays-head")
    for row in table:
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True)).rstrip()


def _say_comparison(report: Report, comparison: Comparison, words: Words) -> None:
    """Print one verdict, what changed most, and what was not compared."""
    from skolprov.no_verdict import lines_of_conditions  # noqa: PLC0415 - statistics take seconds to load

    sign = _SIGN[comparison.judgement]
    verdict = words.say(
        f"verdict-{comparison.judgement.value}", baseline=comparison.baseline, candidate=comparison.candidate
    )
    console.print(f"\n{sign} {verdict}", markup=False)
    for message in comparison.headline:
        sign = _SIGN[_OF_ITS_OWN.get(message.code, comparison.judgement)]
        console.print(f"  {sign} {words.headline(message)}", markup=False)
    for line in lines_of_conditions(comparison, words):
        console.print(f"  ! {line}", markup=False)
    if is_scan(report):  # there is one comparison only, and its verdict stands above
        return
    counts = comparison.counts
    same, unsure = counts.get(Judgement.SAME, 0), counts.get(Judgement.CANNOT_TELL, 0)
    console.print("  " + words.say("terminal-counts", same=same, unsure=unsure), markup=False)


def say(report: Report, to: Path, language: str = "en") -> None:
    """Print the verdict, what changed most, and where the report is."""
    words = words_for(report, language if language in LANGUAGES else "en")
    for comparison in report.comparisons:
        _say_comparison(report, comparison, words)
    if not report.comparisons:
        for message in report.headline:
            console.print(f"  {words.headline(message)}", markup=False)
        for line in _load_lines(report, words):
            console.print(f"  {line}", markup=False)
    for line in _replay_lines(report, words):
        console.print(f"  {line}" if line else "", markup=False)
    for line in lines_of_load(report, words):
        console.print(f"  {line}", markup=False)
    if report.selection:
        console.print(f"! {words.say('markdown-selected', what=selected(report, words))}", markup=False)
    if excused := sum(entry.status == KnownStatus.EXCUSED for entry in report.known):
        console.print(f"○ {words.say('known-in-no-count', count=excused)}", markup=False)
    for note in report.notes:
        console.print(f"! {words.say(note.code, **note.values)}", markup=False)
    say_where(to, language)


def say_where(to: Path, language: str) -> None:
    """Print where the report is."""
    words = Words(language if language in LANGUAGES else "en")
    console.print(f"\n{words.say('terminal-report')}  {to / 'report.sv.html'} · {to / 'report.en.html'}", markup=False)
