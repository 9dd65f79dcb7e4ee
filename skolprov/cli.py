"""The command line. Its exit statuses are interface: 0 done and not worse, 1 worse under the gate, 2 wrong input."""

from __future__ import annotations

import os
import re
import shutil
import sys
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from evidence.problem import Problem
from evidence.run_directory import RunDirectory
from reports.known import Known
from scenarios.browser_elsewhere import ENDPOINT_VARIABLE
from skolprov.commands.baseline import baseline
from skolprov.commands.capacity import capacity
from skolprov.commands.check import check
from skolprov.commands.compare import compare
from skolprov.commands.init import init
from skolprov.commands.load import load
from skolprov.commands.merge import merge_runs
from skolprov.commands.record import record
from skolprov.commands.scan import list_checks, scan
from skolprov.commands.sign_in import sign_in
from skolprov.commands.worker import worker
from skolprov.demo import DEMO_DEFAULTS, DEMO_SELECTION, DEMO_TITLE, DEMO_WORKERS, demo_plan, serve_demo
from skolprov.doctor import WRONG
from skolprov.doctor import doctor as examine_and_print
from skolprov.finishing import INTERRUPTED, finish, leave, new_directory
from skolprov.known_file import known_of, load_known
from skolprov.measure import Measured, measure
from skolprov.option_groups import GroupedGroup, GroupedHelp
from skolprov.options import (
    AUTO,
    defaults,
    demo_options,
    effort_of,
    effort_options,
    how_of,
    known_option,
    plan_of,
    plan_options,
    selection_of,
    selection_options,
    shard_option,
    words_option,
)
from skolprov.progress import console, errors
from skolprov.render import say, write_report
from skolprov.report_place import replaced_report
from skolprov.show import named_attempt, newest_run, open_trace, print_story


class _Commands(click.Group):
    """Commands that end with a sentence, not a traceback, when something is wrong that a person can mend."""

    def main(self, *args: Any, **kwargs: Any) -> Any:
        try:
            return super().main(*args, **kwargs)
        except Problem as problem:
            errors.print(str(problem), markup=False)
            sys.exit(WRONG)
        except OSError as error:  # 1 would say that a build is worse
            where = f"{error.filename}: " if error.filename else ""
            errors.print(f"{where}{error.strerror or type(error).__name__}", markup=False)
            sys.exit(WRONG)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(package_name="skolprov", prog_name="skolprov")
def main() -> None:
    """Measure how well teachers, pupils and guardians can use a school platform.

    \b
    See it work:            skolprov demo
    Measure a build:        skolprov run --url https://school.test --platform ./ours.py --school people.toml
    Compare two builds:     skolprov compare --baseline https://old.test --candidate https://new.test --platform ./ours.py
    Compare what is stored: skolprov compare --baseline runs/monday --candidate runs/tuesday

    \b
    Exit status: 0 done, and not worse where builds were compared; 1 worse under the gate;
    2 the command or plan is wrong, the surroundings kept too much from being measured, or nothing measured is comparable.
    """


@main.command(cls=GroupedHelp, by_default=defaults())
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@plan_options
@shard_option
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Run directory; runs/DATE-TIME by default.")
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Go on with an interrupted run, with the same plan and options.",
)
@click.argument("pytest_arguments", nargs=-1, type=click.UNPROCESSED)
def run(
    plan: Path | None, out: Path | None, resume: Path | None, pytest_arguments: tuple[str, ...], **given: Any
) -> None:
    """Carry out a plan: journeys, accessibility, privacy, and load if the plan says so.

    \b
    skolprov run plan.toml                                        all that the plan says
    skolprov run plan.toml --role guardian --mode keyboard        a part of it
    skolprov run --platform demo --url http://127.0.0.1:8080      without a plan
    skolprov run plan.toml --resume runs/2026-11-23T0930          go on after an interruption
    skolprov run plan.toml --shard 2/5                            the second of five parts, for a CI matrix
    skolprov run plan.toml -- -k absence -x                       what follows -- is pytest's

    A plan with two builds or more is measured by turns, and the report compares them; `skolprov compare` also sets the
    exit status by the gate.
    """
    plan, pytest_arguments = _plan_or_pytest(plan, pytest_arguments)
    if resume and out:
        raise Problem("a run goes on where it was begun", where="--out", do="Write --resume DIR alone.")
    pytest_arguments, given["workers"] = _workers(pytest_arguments, given.get("workers"))
    made = plan_of(plan, given)
    known = known_of(made)
    measured = measure(
        made, resume or out or new_directory(), how_of(given, resume=resume is not None), pytest_arguments
    )
    finish(measured, given["words"], known=known)


@main.command(cls=GroupedHelp)
@click.argument("runs", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="DIR", help="Where the files go; into the first run by default."
)
@click.option("--baseline", metavar="BUILD", help="Build to compare with; the first one by default.")
@selection_options
@effort_options
@known_option
@words_option
def report(
    runs: Sequence[Path], out: Path | None, baseline: str | None, known: Path | None, words: str, **given: Any
) -> None:
    """Write the report of one or several runs again, from what is stored: no browser, no network.

    \b
    skolprov report runs/monday                      HTML (sv, en), JSON, JUnit XML, CSV, Markdown
    skolprov report runs/monday runs/tuesday --out comparison
    skolprov report runs/monday --typist good --age 56-65       the same run, another person's own time
    skolprov report runs/monday --role guardian --mode keyboard --out guardians      a part of it
    skolprov report runs/monday --known known.toml              without the findings that are known, which are told apart
    """
    to = out or runs[0]
    replaced = replaced_report(to, runs, words)
    written = write_report(
        runs,
        to,
        baseline=baseline,
        effort=effort_of(given),
        selection=selection_of(given),
        known=load_known(known) if known else None,
    )
    say(written, to, words)
    if replaced:
        console.print(f"! {replaced}", markup=False)


@main.command(cls=GroupedHelp)
@click.argument("attempt", metavar="ATTEMPT")
@click.argument("run", type=click.Path(path_type=Path), required=False)
@click.option("--trace", is_flag=True, help="Open the kept trace in Playwright's viewer.")
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Of the viewer, where there is no display.")
@words_option
def show(attempt: str, run: Path | None, trace: bool, port: int, words: str) -> None:
    """Tell what happened in one attempt, and where its picture and trace lie.

    \b
    skolprov show 7f3a                     the attempt whose id begins so, in the newest run here
    skolprov show 7f3a runs/monday         in that run
    skolprov show 7f3a --trace             look at it action by action, in Playwright's trace viewer
    """
    directory = RunDirectory.open(run or newest_run(Path.cwd()))
    found = named_attempt(directory, attempt)
    if trace:
        sys.exit(open_trace(directory, found, port))
    print_story(directory, found, words)


@main.command()
@click.option("--browser-path", metavar="FILE", help="The browser to look at.")
@click.option("--browser-endpoint", metavar="ws://…|http://…", help="The browser elsewhere to look at.")
def doctor(browser_path: str | None, browser_endpoint: str | None) -> None:
    """Say what is there, what is missing, and the command that mends it.

    Exit status: 0 nothing is missing (what is doubtful works, but with less), 2 something is, and nothing could be measured.
    """
    if browser_endpoint:
        os.environ[ENDPOINT_VARIABLE] = browser_endpoint
    sys.exit(examine_and_print(browser_path))


@main.group(cls=GroupedGroup, by_default=defaults(**DEMO_DEFAULTS), invoke_without_command=True)
@demo_options
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path("demo-run"),
    show_default=True,
    metavar="DIR",
    help="Run directory.",
)
@click.pass_context
def demo(context: click.Context, /, out: Path, **given: Any) -> None:
    """Measure two builds of the embedded school platform against each other: one without faults, one with a dozen.

    \b
    skolprov demo                                                    the whole way, in a few minutes
    skolprov demo serve --fault slow-attendance --port 8080          serve a build, to try things on
    """
    if context.invoked_subcommand is None:
        with demo_plan(given) as made:
            how = replace(how_of(given | {"workers": given.get("workers") or DEMO_WORKERS}), hurries=True)
            chosen = given.get("tasks") or given.get("roles")
            known = known_of(made)
            measured = measure(made, _emptied(out), how, () if chosen else DEMO_SELECTION)
            _finish_demo(measured, given["words"], known)


@demo.command()
@click.option(
    "--fault",
    "faults",
    multiple=True,
    help="Faults to switch on. `--fault help` lists them.",
    metavar="FAULT[,FAULT…]",
)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="Port on 127.0.0.1; a free one by default.")
@click.option(
    "--families", type=click.IntRange(4), default=240, show_default=True, help="How many families the school has."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Of the people and their things.")
@click.option("--today", metavar="YYYY-MM-DD", help="The school's day.")
def serve(faults: tuple[str, ...], port: int, families: int, seed: int, today: str | None) -> None:
    """Serve a build of the demo school on this machine, and print its address and some of its accounts."""
    serve_demo(faults, port=port, families=families, seed=seed, today=today)


for command in (load, capacity, worker, compare, baseline, merge_runs, init, record, check, sign_in, scan, list_checks):
    main.add_command(command)


def _plan_or_pytest(plan: Path | None, arguments: tuple[str, ...]) -> tuple[Path | None, tuple[str, ...]]:
    """`skolprov run --url … -- -k absence`: what looks like an option is pytest's, not a plan."""
    if plan is not None and str(plan).startswith("-"):
        return None, (str(plan), *arguments)
    return plan, arguments


def _workers(arguments: tuple[str, ...], workers: int | str | None) -> tuple[tuple[str, ...], int | str | None]:
    """pytest's `-n 2`, `-n2` and `--numprocesses=2` mean workers, which have to be known before people are shared out."""
    kept: list[str] = []
    rest = iter(arguments)
    for word in rest:
        if re.fullmatch(r"-d|--dist(=.*)?|--tx(=.*)?|--maxprocesses(=.*)?", word):
            raise Problem(
                f"{word} would let two workers act as one account",
                where="command line",
                do="Leave it out: which worker makes which attempts follows from the accounts that there are.",
            )
        match = re.fullmatch(r"(?:-n|--numprocesses)=?(\d+|auto|logical)?", word)
        if match is None:
            kept.append(word)
            continue
        number = match[1] or next(rest, "")
        if not (number.isdigit() or number in {"auto", "logical"}):
            raise Problem(
                f"{word} {number} is no number of workers", where="command line", do="Write -n 2, or --workers 2."
            )
        workers = int(number) if number.isdigit() else AUTO
    return tuple(kept), workers


def _finish_demo(measured: Measured, words: str, known: Known | None) -> None:
    path = measured.directory.path
    if measured.interrupted:
        sys.exit(INTERRUPTED)
    written = write_report([path], path, known=known)
    say(written, path, words)
    console.print(f"Open the report:  xdg-open {path / 'report.en.html'}", markup=False)
    leave(measured, written, words)


def _emptied(out: Path) -> Path:
    """The demo writes over its own last run, and over nothing else."""
    if out.exists() and any(out.iterdir()):
        if not (out / "run.json").is_file() or RunDirectory.open(out).run().title != DEMO_TITLE:
            raise Problem(
                "holds something that is not the demo's last run",
                where=str(out),
                do="Name another directory with --out.",
            )
        shutil.rmtree(out)
    return out


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
