"""`skolprov check`: what a platform file lacks, and what in it is fragile, without a browser."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path

import click

from evidence.run_directory import RunDirectory
from scenarios.tasks import TASKS
from skolprov.check_platform import Checked, Weight, check_platform
from skolprov.check_run import weak_in_run
from skolprov.check_source import Source
from skolprov.options import known
from skolprov.plan import load_plan
from skolprov.progress import console

_WRONG = 1


@click.command()
@click.argument("file", type=click.Path(path_type=Path, dir_okay=False), metavar="FILE.py")
@click.option(
    "--plan",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Hold the names in journeys against this plan's school data, too.",
)
@click.option(
    "--run",
    "run",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIRECTORY",
    help="Say what a run with this file has shown to prove nothing: expectations that were met before the last action already.",
)
def check(file: Path, plan: Path | None, run: Path | None) -> None:
    """Say what a platform file lacks, and what in it is fragile. No browser is opened; the file itself is run.

    \b
    ✗ has to be mended: a journey that expects nothing, a wait, a selector that looks generated, a name that the plan lacks;
      with --run, a journey that would have succeeded whatever its last action did
    ! is worth a look: a CSS locator and its reason, an outcome that nobody else sees, a date in a name; with --run, an
      expectation that was met before the last action already

    \b
    Exit status: 0 nothing has to be mended (tasks that are still to be written are no mistake); 1 something has;
    2 the file, the plan or the run cannot be read.
    """
    cases = None
    if plan is not None:
        made = load_plan(plan, known=known(), signs_in=False)
        cases = [case for build in made.builds for case in made.cases(build.name)]
        cases = [case for i, case in enumerate(cases) if case not in cases[:i]]
    checked = check_platform(file, cases)
    if run is not None:
        weak = weak_in_run(checked.platform, Source(file), RunDirectory.open(run))
        checked = replace(checked, remarks=sorted({*checked.remarks, *weak}))
    for remark in checked.remarks:
        at = f"{file}:{remark.line}" if remark.line else str(file)
        console.print(f"{remark.weight} {at}: {remark.what}", markup=False)
        if remark.do:
            console.print(f"    {remark.do}", markup=False)
    if cases == []:
        console.print(f"– {plan}: has no [[school]] yet, so no name was held against it", markup=False)
    _sum_up(file, checked)
    sys.exit(_WRONG if any(r.weight is Weight.MEND for r in checked.remarks) else 0)


def _sum_up(file: Path, checked: Checked) -> None:
    if checked.to_write:
        console.print(f"– to write: {', '.join(checked.to_write)}", markup=False)
    counts = {weight: sum(r.weight is weight for r in checked.remarks) for weight in Weight}
    platform = checked.platform
    not_offered = len([t for t in TASKS if all(platform.why_not(t.id, role) for role in t.roles)])
    console.print(
        f"{file}: {len(platform.journeys)} of {len(TASKS)} tasks written, {not_offered} not offered, "
        f"{len(checked.to_write)} tasks to write; {counts[Weight.MEND]} to mend, {counts[Weight.LOOK]} worth a look",
        markup=False,
    )
