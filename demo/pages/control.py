"""What a harness asks of the build itself, beside its pages: whether it is up, its people, and to be as it was."""

from __future__ import annotations

from flask import Blueprint
from flask.typing import ResponseReturnValue

from demo.web import running

pages = Blueprint("control", __name__, url_prefix="/demo")


@pages.get("/health")
def health() -> ResponseReturnValue:
    """Whether the build answers."""
    return {"ok": True}


@pages.get("/school.json")
def school() -> ResponseReturnValue:
    """The school's day, its faults, and its people and things that belong together, passwords included: all synthetic."""
    build = running()
    return {"today": build.today.isoformat(), "faults": sorted(build.faults), "cases": build.cases}


@pages.post("/reset")
def reset() -> ResponseReturnValue:
    """Put all data back as they were when the build started. Who is signed in stays so."""
    running().database.restore_snapshot()
    return {"ok": True}
