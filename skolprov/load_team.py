"""Who sends load: how a command line says it, and what a terminal is told of workers while a session is sent."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any

from evidence.problem import Problem
from load.permission import is_loopback
from load.session import Progress
from load.spec import Team
from skolprov.options import AUTO
from skolprov.progress import console, errors

KEY_VARIABLE = "SKOLPROV_WORKER_KEY"
"""Environment variable with what a worker says to be given the accounts."""
_SHORTEST_KEY = 16
PORT = 5557
BIND = f"127.0.0.1:{PORT}"


def address_of(text: str, option: str) -> tuple[str, int]:
    """Host and port of an option's text; the port may be left out.

    Args:
        text: Such as "192.0.2.1:5557".
        option: Its name, for the sentence.
    Raises:
        Problem: It is no such thing.
    """
    host, sign, port = text.rpartition(":")
    if not sign or text.endswith("]"):
        host, port = text, str(PORT)
    if not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise Problem(f'"{text}" is no address', where=option, do=f"Write {option} 192.0.2.1:{PORT}.")
    return host, int(port)


def team_of(given: Mapping[str, Any]) -> Team:
    """Who sends, as a command line asks for.

    Args:
        given: Its options: workers, master, bind and web.
    Raises:
        Problem: An address is none; or it is open to other machines, and nothing says who may be given the accounts.
    """
    workers = given.get("workers") or 1
    if workers == AUTO:
        workers = len(os.sched_getaffinity(0))
    web = bool(given.get("web"))
    if not given.get("master"):
        if given.get("bind"):
            raise Problem(
                "--bind says where workers of other machines are awaited", where="--bind", do="Write --master, too."
            )
        return Team(workers=workers, web=web)
    host, port = address_of(given.get("bind") or BIND, "--bind")
    key = os.environ.get(KEY_VARIABLE, "")
    if not key and not is_loopback(host.strip("[]")):
        raise Problem(
            f"whoever reaches {host}:{port} would be given the accounts and their passwords",
            where="--bind",
            do=f"Set {KEY_VARIABLE} to the same long random text here and where the workers run; or leave --bind out, and let "
            "the workers come through a tunnel.",
        )
    if key and len(key) < _SHORTEST_KEY:
        raise Problem(
            f"{KEY_VARIABLE} has {len(key)} characters, and can be guessed",
            where=KEY_VARIABLE,
            do=f"Set it to at least {_SHORTEST_KEY} random characters, such as `openssl rand -hex 16` gives, here and where the workers run.",
        )
    return Team(workers=workers, bind=f"{host}:{port}", key=key, web=web)


def say_of_workers(progress: Progress, team: Team) -> None:
    """Print what concerns workers alone, as it happens.

    Args:
        progress: As a session tells it.
        team: Who sends.
    """
    if progress.web:
        console.print(f"Watch it at {progress.web}", markup=False)
    if progress.waiting is not None and team.bind:
        ready, of = progress.waiting
        console.print(f"{ready} of {of} workers are here; they come by `skolprov worker` to {team.bind}", markup=False)
    if progress.refused is not None:
        errors.print(refused(progress.refused), markup=False)


def refused(why: Mapping[str, str]) -> str:
    """Why a worker may not take part.

    Args:
        why: As a master tells it.
    """
    if why.get("why") == "version":
        return f"a worker was refused: it is {why.get('theirs')}, and the master {why.get('ours')}"
    return f"a worker was refused: it did not say the master's {KEY_VARIABLE}"
