"""How much of a school system's rates a run sends: one share for all of its builds, so that they are sent the same load."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from evidence.records import LoadSession
from load.ceiling import requests_per_second
from load.pace import OwnTime
from load.session import largest_share
from reports.klm import own_time_s, profile_from
from skolprov.builds import record_of, with_passwords
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, Prepared, permitted_hosts


def share_of_size(plan: Plan, prepared: Prepared, situation: str, how: How) -> float:
    """The share of the plan's size that is sent in a situation.

    Args:
        plan: Says the size, if it does.
        prepared: The run.
        situation: Its id.
        how: By how many it is sent.
    """
    pupils, played = plan.load.pupils, situation_in(plan, situation)
    if pupils is None:
        return 1.0
    ceiling_per_s: list[float] = []

    def largest(build: Build) -> float:
        if not ceiling_per_s:
            ceiling_per_s.append(how.team.workers * requests_per_second())
        cases = [with_passwords(case) for case in prepared.cases[build.name]]
        return largest_share(
            prepared.directory, record_of(build), played, cases, duration_s=plan.load.duration_s, pupils=pupils,
            ceiling_per_s=ceiling_per_s[0], seed=plan.seed, permitted=permitted_hosts(plan), corrections=how.rules,
            own_time=own_time_in(plan, how),
        )  # fmt: skip

    return one_for_all(prepared.directory.read(LoadSession), situation, pupils, map(largest, plan.builds))


def one_for_all(sent: Iterable[LoadSession], situation: str, pupils: int, largest: Iterable[float]) -> float:
    """The share that the run has sent already; before its first session, the smallest that any of its builds needs.

    Args:
        sent: The run's sessions.
        situation: What is played.
        pupils: The size.
        largest: Of each build the largest share that can be sent to it; asked for only where nothing was sent.
    """
    for session in sent:
        if (session.purpose, session.situation, session.pupils) == ("situation", situation, pupils):
            return session.of_size
    return min(largest)


def own_time_in(plan: Plan, how: How) -> OwnTime | None:
    """How long load's people take for their own part; None: as long as the recording's browser did."""
    return None if how.hurries else partial(own_time_s, profile=profile_from(plan.effort.model_dump()))
