"""`skolprov compare`: two builds or more, from what is stored or measured now, and an exit status for a pipeline."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from evidence.problem import Problem
from evidence.run_directory import RunDirectory
from skolprov.finishing import WORSE, expect_verdict, finish, new_directory, stamp
from skolprov.known_file import known_of, load_known
from skolprov.measure import measure
from skolprov.option_groups import GroupedHelp
from skolprov.options import defaults, effort_of, how_of, plan_of, plan_options, selection_of
from skolprov.plan import Plan
from skolprov.progress import console
from skolprov.render import say, write_report
from skolprov.report_place import replaced_report

_OF_STORED_RUNS = frozenset(
    [
        "what",
        "baseline",
        "candidates",
        "out",
        "words",
        "tasks",
        "roles",
        "forms",
        "modes",
        "typist",
        "age",
        "pointing",
        "known",
    ]
)
"""Parameters that say something where nothing is measured any more."""


@click.command(cls=GroupedHelp, by_default=defaults())
@click.argument("what", nargs=-1, metavar="[PLAN.toml | RUN…]")
@click.option(
    "--baseline", metavar="RUN|URL|BUILD", help="What to compare with: a run directory, an address, or a build's name."
)
@click.option("--candidate", "candidates", multiple=True, metavar="RUN|URL", help="What to compare; again for more.")
@plan_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Where the run goes, runs/DATE-TIME by default; of stored runs the report, reports-out/DATE-TIME.",
)
@click.pass_context
def compare(
    context: click.Context,
    /,
    what: tuple[str, ...],
    baseline: str | None,
    candidates: tuple[str, ...],
    out: Path | None,
    **given: Any,
) -> None:
    """Say whether a build is better or worse than another, and how sure that is.

    \b
    skolprov compare --baseline runs/monday --candidate runs/tuesday        from what is stored; no browser needed
    skolprov compare runs/monday runs/tuesday                               the same; the first is the baseline. Builds
                                                                            of several are compared by their names
    skolprov compare runs/monday runs/tuesday --baseline now                all builds with the one called "now"
    skolprov compare --baseline https://a.test --candidate https://b.test --platform ./ours.py
                                                                            measured now, by turns
    skolprov compare plan.toml                                              measured now: the plan's builds
    skolprov compare runs/monday runs/tuesday --known known.toml            what is known fails nothing until its day

    \b
    Exit status: 0 not worse, 1 worse under the plan's gate, 2 the command or plan is wrong and nothing was measured, or
    what was measured is not comparable and no verdict can be given.
    """
    named = [*what, *([baseline] if baseline else []), *candidates]
    if any("://" in name for name in named):
        _compare_addresses(what, baseline, candidates, out, given)
    elif len(what) == 1 and what[0].endswith(".toml"):
        made = plan_of(Path(what[0]), given)
        _expect_comparable(made, what[0], baseline, candidates)
        known = known_of(made)
        measured = measure(made, out or new_directory(), how_of(given))
        finish(measured, given["words"], gate=True, baseline=baseline, known=known)
    else:
        _compare_stored(context, what, baseline, candidates, out, given)


def _compare_addresses(
    what: Sequence[str], baseline: str | None, candidates: Sequence[str], out: Path | None, given: dict[str, Any]
) -> None:
    """Measure builds by turns that the command line names by their addresses."""
    if not (baseline and candidates):
        raise Problem("two addresses are needed", where="command line", do="Write --baseline URL --candidate URL.")
    if len(what) > 1 or given.get("urls"):
        said = what[1] if len(what) > 1 else f"--url {given['urls'][0]}"
        raise Problem(
            f"{said} would not be measured: the builds are those of --baseline and --candidate",
            where="command line",
            do="Leave it out, or write one more --candidate URL.",
        )
    stored = next((name for name in (baseline, *candidates) if _is_run(name)), None)
    if stored:
        raise Problem(
            "a stored run is compared with stored runs, and an address with addresses that are measured at the same time",
            where=stored,
            do="Write two addresses. Or measure the address first, `skolprov run --url URL --out DIR`, under the stored run's plan, and compare the two directories.",
        )
    single = len(candidates) == 1
    names = ["baseline", *("candidate" if single else f"candidate-{i + 1}" for i in range(len(candidates)))]
    builds = [{"name": n, "url": u} for n, u in zip(names, [baseline, *candidates], strict=True)]
    made = plan_of(Path(what[0]) if what else None, given, builds=builds)
    known = known_of(made)
    finish(measure(made, out or new_directory(), how_of(given)), given["words"], gate=True, known=known)


def _compare_stored(
    context: click.Context,
    what: Sequence[str],
    baseline: str | None,
    candidates: Sequence[str],
    out: Path | None,
    given: Mapping[str, Any],
) -> None:
    """Report on run directories; nothing is measured."""
    is_run = baseline is not None and _is_run(baseline)
    if not what and candidates and not any(map(_is_run, candidates)):
        is_run = baseline is not None  # with no run at hand whose build it could name, it was meant as one itself
    runs = [Path(p) for p in ([baseline] if is_run and baseline else []) + list(what) + list(candidates)]
    if not runs:
        raise Problem(
            "nothing to compare is named",
            where="command line",
            do="Write two run directories, or --baseline and --candidate.",
        )
    _expect_only_options_of_stored_runs(context)
    if sum(len(run.run().builds) for run in RunDirectory.open_all(runs)) < 2:
        raise Problem("there is one build only", where=str(runs[0]), do="Name a second run, or measure two builds.")
    to = out or Path("reports-out") / stamp()
    base = None if is_run else baseline
    known = load_known(given["known"]) if given.get("known") else None
    replaced = replaced_report(to, runs, given["words"])
    report = write_report(runs, to, baseline=base, effort=effort_of(given), selection=selection_of(given), known=known)
    if not report.comparisons:
        raise Problem("there is one build only", where=str(runs[0]), do="Name a second run, or measure two builds.")
    say(report, to, given["words"])
    if replaced:
        console.print(f"! {replaced}", markup=False)
    if report.gate.failed:
        sys.exit(WORSE)
    expect_verdict(report, runs, given["words"])


def _is_run(named: str) -> bool:
    return (Path(named) / "run.json").is_file()


def _expect_only_options_of_stored_runs(context: click.Context) -> None:
    """See that no option was given that a comparison of what is stored would pass over.

    Raises:
        Problem: There is one; names them all.
    """
    beside = [
        next((o for o in parameter.opts if o.startswith("--")), parameter.opts[0])
        for parameter in context.command.params
        if parameter.name not in _OF_STORED_RUNS
        and context.get_parameter_source(str(parameter.name)) is ParameterSource.COMMANDLINE
    ]
    if beside:
        raise Problem(
            f"{', '.join(beside)} would change nothing: stored runs are compared as they were measured, under their own plan",
            where="command line",
            do=f"Leave {'it' if len(beside) == 1 else 'them'} out; or name builds to measure: --baseline URL --candidate URL.",
        )


def _expect_comparable(plan: Plan, file: str, baseline: str | None, candidates: tuple[str, ...]) -> None:
    """See before anything is measured that a plan's builds can be compared as asked.

    Raises:
        Problem: There is one build only, or what is named beside the plan is none of its builds.
    """
    names = [build.name for build in plan.builds]
    if candidates or (baseline is not None and baseline not in names):
        raise Problem(
            f"a plan is compared among its own builds: {', '.join(names)}",
            where="command line",
            do="Write --baseline with the name of one of them; or compare two run directories, without the plan.",
        )
    if len(names) < 2:
        raise Problem("there is one build only", where=file, do="Write a second [[builds]], or use `skolprov run`.")
