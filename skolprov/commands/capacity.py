"""`skolprov capacity`: how many people a minute a build carries, and what gives way first when there are more."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from evidence.problem import Problem
from skolprov.commands.load import played
from skolprov.finishing import finish, new_directory
from skolprov.known_file import known_of
from skolprov.load_team import team_of
from skolprov.measure import measure
from skolprov.option_groups import GroupedHelp
from skolprov.options import capacity_defaults, capacity_options, defaults, how_of, plan_of
from skolprov.plan import Capacity, Plan


@click.command(
    cls=GroupedHelp,
    by_default=defaults(repeats="1", modes="pointer", scan="no-scan", tasks="all that the situation plays")
    | capacity_defaults(),
)
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@capacity_options
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Run directory; runs/DATE-TIME by default.")
@click.option(
    "--resume",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="Go on with an interrupted search, with the same plan and options.",
)
def capacity(plan: Path | None, out: Path | None, resume: Path | None, **given: Any) -> None:
    """Find the largest number of people a minute with whom a build keeps its limits, what gives way first above that,
    and whether the build recovers.

    \b
    skolprov capacity plan.toml                                               as the plan's [load.capacity] says
    skolprov capacity --platform demo --url http://127.0.0.1:8080 --situation absence-morning --wait 1
    skolprov capacity plan.toml --resume runs/2026-11-23T0930                 go on after an interruption

    Each journey is recorded once. Then people arrive evenly, twice as many each time, until a limit is broken: too few reach
    their goal, or one in twenty waits too long for a request. Between the last two rates it is looked closer, and after each
    rate that was too much a low one shows whether the build recovers. It takes minutes for each build.

    Exit status: 0 the search came to its end, whatever it found; 2 it did not, or nothing could be sent.
    Load goes to this machine only, unless the plan names the host as permitted ([[load.permitted]], or --permit).
    """
    if resume and out:
        raise Problem("a run goes on where it was begun", where="--out", do="Write --resume DIR alone.")
    usual = {"repeats": 1, "modes": ["pointer"], "scan": False}
    given |= {option: value for option, value in usual.items() if given.get(option) is None}
    made = alone(plan_of(plan, given))
    how = replace(how_of(given, resume=resume is not None), team=team_of(given))
    known = known_of(made)
    measured = measure(played(made, how.named_tasks), resume or out or new_directory(), how)
    finish(measured, given["words"], known=known)


def alone(plan: Plan) -> Plan:
    """The plan with its search for capacity as the only load; one with every default, where it has none."""
    load = plan.load.model_copy(update={"situations": (), "capacity": plan.load.capacity or Capacity.usual()})
    return plan.model_copy(update={"load": load})
