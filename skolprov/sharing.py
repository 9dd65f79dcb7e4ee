"""How a run is shared out among workers and machines: what is chosen where nothing is said, and what a person has to know of it."""

from __future__ import annotations

import os
from dataclasses import replace

from reports.words import Words
from scenarios.session import Session, most_workers
from skolprov.plan_model import Plan
from skolprov.progress import errors


def cores() -> int:
    """How many cores this process may use."""
    affinity = getattr(os, "sched_getaffinity", None)
    return len(affinity(0)) if affinity else os.cpu_count() or 1


def with_as_many_workers(session: Session, words: Words) -> Session:
    """The session with as many workers as there are cores, or as there are people for; the latter is said.

    Args:
        session: What is to be done.
        words: Whose language is printed.
    """
    wanted = cores()
    workers, short = most_workers(session, wanted)
    if short:
        forms = words.list(list(dict.fromkeys(words.say(f"form-{one.form}") for one in short.short)))
        errors.print(
            "! " + words.say("terminal-fewer-workers", workers=workers, wanted=wanted, forms=forms), markup=False
        )
    return replace(session, workers=workers)


def say_shard(session: Session, plan: Plan, words: Words) -> None:
    """Say what a shard leaves to others, and what its people are.

    Args:
        session: What is to be done.
        plan: The plan, whole.
        words: Whose language is printed.
    """
    number, count = session.shard
    if count == 1:
        return
    if not session.assignments():
        errors.print("! " + words.say("terminal-shard-empty", shard=number, count=count), markup=False)
    if short := session.shards_share_people():
        forms = words.list(list(dict.fromkeys(words.say(f"form-{one.form}") for one in short.short)))
        errors.print("! " + words.say("terminal-shards-share", count=count, forms=forms), markup=False)
    if plan.load.situations:
        errors.print("! " + words.say("terminal-shard-no-load"), markup=False)
