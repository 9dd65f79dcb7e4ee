"""Skolprov: how well people can use a school platform, measured. These are the names for those who write journeys.

Each name is brought when it is first asked for: pytest imports this package in every project that has it installed.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from skolprov.hidden import expect_own_packages

if TYPE_CHECKING:
    from evidence.problem import Problem
    from evidence.tables import read
    from reports.klm import klm_time_s
    from scenarios.platform import Platform
    from scenarios.school import School
    from scenarios.targets import button, crossing, css, field, heading, image, link, row, text
    from scenarios.user import User

__all__ = [
    "Platform",
    "Problem",
    "School",
    "User",
    "button",
    "crossing",
    "css",
    "field",
    "heading",
    "image",
    "klm_time_s",
    "link",
    "read",
    "row",
    "text",
]

_HOME = {
    "Platform": "scenarios.platform",
    "Problem": "evidence.problem",
    "School": "scenarios.school",
    "User": "scenarios.user",
    "klm_time_s": "reports.klm",
    "read": "evidence.tables",
}
"""Where a name is defined; those that are not here are kinds of target."""


def __getattr__(name: str) -> Any:
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    expect_own_packages()
    found = globals()[name] = getattr(import_module(_HOME.get(name, "scenarios.targets")), name)
    return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})
