"""`skolprov worker`: lends this machine to a load session that is led from another one."""

from __future__ import annotations

import os
from typing import Any

import click

from evidence.problem import Problem
from load.spec import Joining
from load.taking_part import take_part
from skolprov.load_team import BIND, KEY_VARIABLE, address_of
from skolprov.progress import console


@click.command()
@click.option(
    "--master",
    default=BIND,
    show_default=True,
    metavar="HOST[:PORT]",
    help="Where `skolprov load --master` awaits workers.",
)
def worker(master: str) -> None:
    """Send a share of the load of `skolprov load --master`: session after session, until Ctrl-C, or until no master answers
    for five minutes.

    \b
    On the machine that leads:   skolprov load plan.toml --master --workers 2
    On each of the others:       ssh -N -L 5557:127.0.0.1:5557 leading-machine   (a tunnel; what goes over it is encrypted)
                                 skolprov worker

    The plan, the recordings and the accounts come from the master and are kept in memory alone. Without a tunnel they travel
    unencrypted: --bind and --master HOST are for networks that nobody else can read, and SKOLPROV_WORKER_KEY has to be the
    same on all machines. Load goes to whom the master's plan permits.
    """
    host, port = address_of(master, "--master")
    joining = Joining(host.strip("[]"), port, os.environ.get(KEY_VARIABLE, ""))
    sessions = 0
    try:
        while True:
            last = take_part(joining, lambda line: _say(line, master))
            if refusal := last.get("refused"):
                raise _refused(refusal, master)
            if last.get("ended") == "no-master":
                break
            if last.get("ended") == "harness-error":
                raise Problem("the process that sent load ended by itself", where=master, do="Start it again.")
            sessions += 1
            console.print(_ended(str(last.get("ended"))), markup=False)
    except KeyboardInterrupt:
        return
    if not sessions:
        raise Problem(
            "no master answered for five minutes",
            where=f"--master {master}",
            do="Start `skolprov load --master` there first; does a tunnel or a firewall stand between?",
        )


def _say(line: dict[str, Any], master: str) -> None:
    if "waiting" in line:
        console.print(f"Waits for a master at {master}", markup=False)
    elif "connected" in line:
        console.print("Connected: waits until all workers are there", markup=False)


def _ended(why: str) -> str:
    if why == "master-gone":
        return "The master is gone; what this worker had not told it is lost"
    return "The session was interrupted" if why else "The session is over"


def _refused(why: dict[str, str], master: str) -> Problem:
    if why.get("why") == "version":
        return Problem(
            f"the master runs another version: {why.get('ours')}; this machine has {why.get('theirs')}",
            where=f"--master {master}",
            do="Install the same version of Skolprov on all machines.",
        )
    return Problem(
        "the master does not know this worker: it was not given the master's key",
        where=f"--master {master}",
        do=f"Set {KEY_VARIABLE} to the same text as on the master's machine.",
    )
