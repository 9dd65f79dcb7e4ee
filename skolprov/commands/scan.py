"""`skolprov scan`: accessibility of pages that are given by their addresses, without a journey."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from a11y.across import find_audits
from a11y.catalogue import rules
from a11y.check import Rule
from a11y.checks import find_checks
from a11y.names import ALL
from a11y.standards import STANDARDS
from evidence.problem import Problem
from reports.model import KnownFinding
from skolprov.finishing import INTERRUPTED
from skolprov.known_file import load_known
from skolprov.known_on_pages import excused_on_pages, judge_on_pages, lines_of_known
from skolprov.options import known_option, several, words_option
from skolprov.progress import console, errors
from skolprov.render import say_where, write_report
from skolprov.scan import Asked, Seen, expect_asked, scan_pages
from skolprov.scan_addresses import addresses_of
from skolprov.scan_said import as_json, fails, lines_of, summary

_FAILS, _NOT_LOOKED_AT = 1, 2


@click.command()
@click.argument("pages", nargs=-1, metavar="URL|FILE…")
@click.option("--sitemap", metavar="URL|FILE", help="Look at the pages that a sitemap names.")
@several(
    "--checks",
    "only",
    "Only these checks or rules; axe for all rules of axe-core, all for everything. `skolprov checks` lists them.",
)
@click.option(
    "--level",
    type=click.Choice(["A", "AA", "AAA"]),
    default="AA",
    show_default=True,
    help="What is asked, with all below it.",
)
@click.option(
    "--standard",
    type=click.Choice([*STANDARDS]),
    default="wcag22",
    show_default=True,
    help="Whose criteria count.",
)
@click.option(
    "--json",
    "to_json",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE",
    help="Write the findings there, as a list.",
)
@known_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Run directory to write, with a report; none by default.",
)
@click.option("--browser-path", metavar="PROGRAM", help="Browser to use.")
@words_option
def scan(
    pages: tuple[str, ...],
    sitemap: str | None,
    to_json: Path | None,
    known: Path | None,
    out: Path | None,
    words: str,
    **given: Any,
) -> None:
    """Check pages for accessibility: with axe-core, and with checks that operate the page.

    \b
    skolprov scan https://school.test/ https://school.test/letters       pages by their addresses
    skolprov scan letter.html --json findings.json                       a file, and its findings for a program
    skolprov scan --sitemap https://school.test/sitemap.xml --level A    all pages of a sitemap
    skolprov scan https://school.test/ --known known.toml                what is known fails nothing until its day
    skolprov scan https://school.test/ --out scans/monday                a run directory, with its report

    \b
    Exit status: 0 no criterion is failed but by what is known; 1 one is; 2 something that was named is no page, or a page
    could not be opened or looked at.
    """
    only = given["only"] or ()
    asked = Asked(given["level"], given["standard"], () if ALL in only else tuple(only))
    expect_asked(asked)
    addresses = addresses_of(pages, sitemap)
    _expect_writable(to_json)
    file = load_known(known) if known else None
    seen: list[Seen] = []
    judged: tuple[KnownFinding, ...] = ()
    try:
        for page in scan_pages(addresses, asked, browser_path=given["browser_path"], out=out):
            seen.append(page)
            judged = judge_on_pages(file, seen, asked) if file else ()
            for line in lines_of(page, words, excused_on_pages(judged)):
                console.print(line, markup=False)
            if to_json:  # after each page: a run that is stopped keeps what it saw
                with _writing(to_json):
                    to_json.write_text(as_json(seen, excused_on_pages(judged)) + "\n", "utf-8")
    except KeyboardInterrupt:
        if out and seen:
            errors.print(f"Interrupted. What was seen is kept: {out}\nIts report: skolprov report {out}", markup=False)
        sys.exit(INTERRUPTED)
    if len(addresses) > 1:
        console.print(f"\n{summary(seen, words, excused_on_pages(judged))}", markup=False)
    for line in lines_of_known(judged, words):
        console.print(line, markup=False)
    if out:
        write_report([out], out, known=file)
        say_where(out, words)
    if not all(page.looked_at for page in seen):
        sys.exit(_NOT_LOOKED_AT)
    sys.exit(_FAILS if fails(seen, excused_on_pages(judged)) else 0)


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise Problem(
            f"cannot be written: {error.strerror or type(error).__name__}",
            where=str(file),
            do="Write --json with a file in a directory that is there and can be written.",
        ) from None


def _expect_writable(file: Path | None) -> None:
    """See before a scan, which takes long, that its findings can be written where they are to be; what stands there is left.

    Raises:
        Problem: They cannot.
    """
    if file is None:
        return
    was_there = file.exists()
    with _writing(file):
        file.open("a").close()
        if not was_there:
            file.unlink()


@click.command(name="checks")
@words_option
def list_checks(words: str) -> None:
    """List the checks: those that operate the page, those that compare pages, and axe-core's rules."""
    (checks, problems), (audits, more) = find_checks(), find_audits()
    for problem in (*problems, *more):
        raise problem
    own: tuple[tuple[str, Sequence[Rule]], ...] = (
        ("Checks that operate the page", checks),
        ("Checks that compare pages, or what is done on the way", audits),
    )
    for heading, found in own:
        console.print(heading, markup=False)
        for rule in found:
            title = rule.title.sv if words == "sv" else rule.title.en
            console.print(f"  {rule.id:<36}{', '.join(rule.criteria):<16}{title}", markup=False)
    console.print("Rules of axe-core", markup=False)
    for name, known in rules().items():
        console.print(f"  {name:<36}{', '.join(known['criteria']):<16}{known[f'title_{words}']}", markup=False)
