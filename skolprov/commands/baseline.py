"""`skolprov baseline`: today's accessibility findings as a file of known ones, so that a pipeline fails on new ones only."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import click

from evidence.run_directory import writing_to
from reports.accessibility import counted, find_ways, group_findings
from reports.source import read_runs
from skolprov.known_file import add_to, load_known
from skolprov.progress import console


@click.command()
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="RUN…")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    default=Path("known.toml"),
    show_default=True,
    metavar="FILE",
    help="The file of known findings; what stands in it stays.",
)
def baseline(runs: Sequence[Path], out: Path) -> None:
    """Write the accessibility findings of runs into a file of known findings, for people to give their reasons.

    \b
    skolprov baseline runs/monday                       all violations that known.toml does not have yet
    skolprov baseline runs/monday --out a11y.toml       into another file
    skolprov compare plan.toml --known known.toml       then: these fail nothing until their day

    Each new entry has an empty reason, owner and day (`expires`); until somebody fills them in, it excuses nothing. Give
    few entries a near day rather than all a far one. A plan names the file by `known = "known.toml"`.

    \b
    Exit status: 0 written; 2 a run cannot be read, or the file is wrong and was left as it is.
    """
    source = read_runs(runs)
    groups = counted(group_findings(source, find_ways(source)))
    with writing_to(out):
        added = add_to(out, groups)
    lacking = [entry.where for entry in load_known(out).entries if entry.lacks]
    console.print(f"{out}: {added} added, {len(groups) - added} there already", markup=False)
    if lacking:
        console.print(
            f"! {len(lacking)} {'entry lacks' if len(lacking) == 1 else 'entries lack'} a reason, an owner or a day, "
            f"and {'excuses' if len(lacking) == 1 else 'excuse'} nothing yet; the first: {lacking[0]}",
            markup=False,
        )
