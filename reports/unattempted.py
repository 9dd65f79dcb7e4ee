"""What a run was asked for and could not attempt: no journey in the platform file, or nobody of that role to do it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evidence.records import LeftOut, Message


def told_once(left_out: Iterable[LeftOut], builds: Sequence[str]) -> tuple[Message, ...]:
    """One message per reason, with the number of tasks: a platform file that has just been begun leaves out most of them.

    Args:
        left_out: From the run.
        builds: All builds; a message names its builds only where they are not all.
    """
    tasks: dict[tuple[str, str], dict[str, set[str]]] = {}
    for one in left_out:
        about = one.reason.values.get("platform") or one.reason.values.get("role") or ""
        on = tasks.setdefault((one.reason.code, str(about)), {})
        on.setdefault(one.build, set()).add(one.task)
    said: dict[tuple[str, str, frozenset[str]], list[str]] = {}
    for (code, about), on in tasks.items():
        for build, which in on.items():
            said.setdefault((code, about, frozenset(which)), []).append(build)
    return tuple(
        Message(
            code=f"unknown-{code}",
            values={
                "count": len(which),
                "about": about,
                "on": "all" if set(named) >= set(builds) else "some",
                "builds": named,
            },
        )
        for (code, about, which), named in said.items()
    )
