"""`skolprov check`: what a platform file lacks, and what in it is fragile, without a browser."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from scenarios.tasks import TASKS
from skolprov.check_platform import Checked, Weight, check_platform
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
def check(file: Path, plan: Path | None) -> None:
    """Say what a platform file lacks, and what in it is fragile. No browser is opened; the file itself is run.

    \b
    ✗ has to be mended: a journey that expects nothing, a wait, a selector that looks generated, a name that the plan lacks
    ! is worth a look: a CSS locator and its reason, an outcome that nobody else sees, a date in a name

    \b
    Exit status: 0 nothing has to be mended (tasks that are still to be written are no mistake); 1 something has;
    2 the file or the plan cannot be read.
    """
    cases = None
    if plan is not None:
        made = load_plan(plan, known=known(), signs_in=False)
        cases = [case for build in made.builds for case in made.cases(build.name)]
        cases = [case for i, case in enumerate(cases) if case not in cases[:i]]
    checked = check_platform(file, cases)
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
    console.print(
        f"{file}: {len(platform.journeys)} of {len(TASKS)} tasks written, {len(platform.not_offered)} not offered, "
        f"{len(checked.to_write)} tasks to write; {counts[Weight.MEND]} to mend, {counts[Weight.LOOK]} worth a look",
        markup=False,
    )
