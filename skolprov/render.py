"""Writes a report in all its formats, and says in a terminal what a person needs to know of it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import csv_table, html, json_document, junit_xml, markdown
from reports.model import Judgement, Report
from reports.words import words_for
from skolprov.progress import console

LANGUAGES = ("en", "sv")
_SIGN = {
    Judgement.WORSE: "✗",
    Judgement.BETTER: "✓",
    Judgement.SAME: "=",
    Judgement.CANNOT_TELL: "?",
}


def write_report(
    runs: Sequence[Path], to: Path, *, baseline: str | None = None, effort: Mapping[str, str] | None = None
) -> Report:
    """Analyse runs and write every format.

    Args:
        runs: Run directories.
        to: Directory for the files; made if it is not there.
        baseline: Name of the build to compare with; the first one by default.
        effort: Whose own time is told; what is not said here, the plan says.
    Returns:
        What the report says.
    Raises:
        Problem: A run cannot be read.
    """
    report = analyse(runs, baseline, effort)
    to.mkdir(parents=True, exist_ok=True)
    directories = [RunDirectory.open(run) for run in runs]
    json_document.write(report, to / "report.json")
    junit_xml.write(report, to / "junit.xml", words_for(report, "en"))
    csv_table.write(report, to / "measures.csv")
    for language in LANGUAGES:
        markdown.write(report, to / f"summary.{language}.md", words_for(report, language))
    for language in LANGUAGES:  # last: the pages link to the files that lie beside them
        html.write(report, directories, to / f"report.{language}.html", language)
    return report


def say(report: Report, to: Path, language: str = "en") -> None:
    """Print the verdict, what changed most, and where the report is."""
    words = words_for(report, language if language in LANGUAGES else "en")
    for comparison in report.comparisons:
        sign = _SIGN[comparison.judgement]
        verdict = words.say(
            f"verdict-{comparison.judgement.value}", baseline=comparison.baseline, candidate=comparison.candidate
        )
        console.print(f"\n{sign} {verdict}", markup=False)
        for message in comparison.headline:
            console.print(f"  {_SIGN[comparison.judgement]} {words.say(message.code, **message.values)}", markup=False)
        counts = comparison.counts
        console.print(
            "  "
            + words.say(
                "terminal-counts", same=counts.get(Judgement.SAME, 0), unsure=counts.get(Judgement.CANNOT_TELL, 0)
            ),
            markup=False,
        )
    if not report.comparisons:
        for message in report.headline:
            console.print(f"  {words.say(message.code, **message.values)}", markup=False)
    for note in report.notes:
        console.print(f"! {words.say(note.code, **note.values)}", markup=False)
    console.print(f"\n{words.say('terminal-report')}  {to / 'report.sv.html'} · {to / 'report.en.html'}", markup=False)
