"""Whether each platform that comes with Skolprov or with an installed package can be used; for the doctor."""

from __future__ import annotations

from evidence.problem import Problem
from scenarios.installed import installed, mistakes
from scenarios.platform import load_platform, shipped
from skolprov.examined import Examined, State


def examine_platforms() -> list[Examined]:
    """One line for all that can be used, and one for each that cannot."""
    wrong = mistakes(shipped())
    usable = []
    for name in (*shipped(), *(n for n in installed() if n not in wrong)):
        try:
            load_platform(name)
            usable.append(name)
        except Problem as problem:
            wrong[name] = problem
    return [
        Examined("Platforms", State.OK, ", ".join(usable)),
        *(Examined("Platforms", State.DOUBTFUL, f"{p.where}: {p.what}", p.do) for p in wrong.values()),
    ]
