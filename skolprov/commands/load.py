"""`skolprov load`: many people at once, after each journey that they come for was recorded, and replayed once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from evidence.problem import Problem
from load.situations import SITUATIONS, Situation, comes_for
from scenarios.tasks import TASKS, Task, task
from skolprov.finishing import finish, new_directory
from skolprov.har_file import HarFile
from skolprov.known_file import known_of
from skolprov.load_team import BIND, team_of
from skolprov.measure import measure
from skolprov.option_groups import GroupedHelp, grouped
from skolprov.options import defaults, how_of, named_tasks, plan_of, plan_options
from skolprov.own_situations import situation_in
from skolprov.plan import Plan
from skolprov.rules_file import read_rules

_SENDERS: tuple[Callable[[Any], Any], ...] = (
    click.option(
        "--master", is_flag=True, help="Let workers of other machines send; --workers says how many are awaited."
    ),
    click.option("--bind", metavar="ADDRESS[:PORT]", help=f"Where they are awaited.  [default: {BIND}]"),
    click.option("--web", is_flag=True, help="Show Locust's own page on this machine while load is sent."),
)
USUAL = ("absence-morning", "ordinary-day")
"""What is sent where neither a plan nor the command line names a situation."""


@click.command(
    cls=GroupedHelp,
    by_default=defaults(
        situations=f"the plan's, or {', '.join(USUAL)}",
        repeats="2",
        modes="pointer",
        scan="no-scan",
        tasks="all that the situations play",
    ),
)
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@plan_options
@grouped("Who sends the load", _SENDERS)
@click.option(
    "--rules",
    type=click.Path(path_type=Path),
    metavar="FILE.toml",
    help="Go by what you wrote about where values come from; a run's rules.toml shows how.",
)
@click.option(
    "--from-har",
    "har",
    type=click.Path(path_type=Path),
    metavar="FILE.har",
    help="Replay what you saved in your browser's developer tools, of one task (--task), in place of journeys.",
)
@click.option("--expect", metavar="TEXT", help="With --from-har: what the page says when the task is done.")
@click.option(
    "--export",
    type=click.Choice(["locustfile"]),
    help="Write what was recorded as Locust code of your own, and send no load.",
)
@click.option("--out", type=click.Path(path_type=Path), metavar="DIR", help="Run directory; runs/DATE-TIME by default.")
def load(
    plan: Path | None,
    out: Path | None,
    rules: Path | None,
    har: Path | None,
    expect: str | None,
    export: str | None,
    **given: Any,
) -> None:
    """Record the journeys that the situations play, replay each once, then let many people do them at the same time.

    \b
    skolprov load plan.toml                                                     the plan's situations
    skolprov load --platform demo --url http://127.0.0.1:8080 --situation absence-morning --peak 120
    skolprov load plan.toml --workers 4                                         four processes share the arrivals
    skolprov load plan.toml --master --workers 2                                two machines do, each by `skolprov worker`

    Load goes to this machine only, unless the plan names the host as permitted ([[load.permitted]], or --permit).
    """
    given["situations"] = given.get("situations") or (None if plan else list(USUAL))
    usual = {"repeats": 2, "modes": ["pointer"], "scan": False}
    given |= {option: value for option, value in usual.items() if given.get(option) is None}
    made = plan_of(plan, given)
    if not made.load.situations:
        raise Problem(
            "the plan names no situation",
            where=str(plan),
            do=f'Write [load] situations = ["absence-morning"], or --situation {",".join(SITUATIONS)}.',
        )
    team = team_of(given)
    # Workers of other machines record nothing; those of this one first make as many attempts at once.
    how = replace(
        how_of(given | ({"workers": None} if team.bind else {})),
        team=team,
        rules=read_rules(rules) if rules else {},
        har=_har(har, expect, given),
        exports=bool(export),
    )
    known = known_of(made)
    finish(measure(played(made, how.named_tasks), out or new_directory(), how), given["words"], known=known)


def _har(file: Path | None, expect: str | None, given: dict[str, Any]) -> HarFile | None:
    """The HAR that is to be replayed, with what it cannot say of itself.

    Raises:
        Problem: It is not said which task it is of, or what shows that it was done.
    """
    if file is None:
        if expect is not None:
            raise Problem("--expect belongs to --from-har", where="--expect", do="Name the HAR, or leave --expect out.")
        return None
    if len(named_tasks(given)) != 1:
        raise Problem(
            "a HAR is of one task, and it is not said of which",
            where="--from-har",
            do="Write one task's id: --task guardian.report-absence",
        )
    if not (expect or "").strip():
        raise Problem(
            "nothing says when the task is done",
            where="--from-har",
            do='Write what the page says then: --expect "Absence reported"',
        )
    return HarFile(file, str(expect))


def played(plan: Plan, named: Sequence[str] = ()) -> Plan:
    """The plan with those of its tasks and roles that its situations play: what nobody comes for is replayed by nobody.

    Args:
        plan: With at least one situation.
        named: Ids of tasks that the command line names one by one.
    Raises:
        Problem: Nobody comes for a task that was asked for by name, or for any.
    """
    idle = [name for name in named if not _roles_that_come(plan, task(name))]
    if idle:
        raise Problem(
            f"no situation that is sent plays {', '.join(idle)}",
            where="--task",
            do=f"Leave it out. {_what_there_is(plan, idle)}",
        )
    coming = {
        one: [role for role in _roles_that_come(plan, one) if role in plan.roles and _is_done(plan, one, role)]
        for one in TASKS
        if one.id in plan.tasks
    }
    if not any(coming.values()):
        raise Problem(
            "nothing is left to send: no situation plays any of the chosen tasks, roles and school forms",
            where="--task, --role, --form",
            do=f"Choose others. {_what_there_is(plan)}",
        )
    roles = tuple(role for role in plan.roles if any(role in who for who in coming.values()))
    return plan.model_copy(update={"tasks": tuple(one.id for one, who in coming.items() if who), "roles": roles})


def _roles_that_come(plan: Plan, one: Task) -> list[str]:
    chosen = [situation_in(plan, name) for name in plan.load.played]
    return [role for role in one.roles if any(comes_for(situation, role, one.id) for situation in chosen)]


def _is_done(plan: Plan, one: Task, role: str) -> bool:
    return bool(set(one.forms_for(role)) & set(plan.forms))


def _plays_any(situation: Situation, tasks: Sequence[str]) -> bool:
    return any(comes_for(situation, role, one) for one in tasks for role in task(one).roles)


def _what_there_is(plan: Plan, wanted: Sequence[str] = ()) -> str:
    """What each situation that is sent plays, and which others play what is wanted, or anything."""
    said = []
    for name in plan.load.played:
        tasks = dict.fromkeys(pattern for patterns in situation_in(plan, name).tasks.values() for pattern in patterns)
        said.append(f"{name} plays {', '.join(tasks)}")
    own = [one.id for one in plan.load.own_situations]
    others = [
        name
        for name in [*SITUATIONS, *own]
        if name not in plan.load.played and (not wanted or _plays_any(situation_in(plan, name), wanted))
    ]
    return f"{'; '.join(said)}." + (f" Further situations: --situation {','.join(others)}." if others else "")
