"""Care hours: when children come to preschool and leave it next week."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.web import db, fault, me, my_child, my_children, only, running, say

pages = Blueprint("care", __name__)
_TIME = re.compile(r"([01]\d|2[0-3]):[0-5]\d")


def _next_week() -> list[str]:
    monday = running().today + timedelta(days=7 - running().today.weekday())
    return [(monday + timedelta(days=days)).isoformat() for days in range(5)]


def _hours(pupil_id: int) -> dict[str, Row]:
    week = _next_week()
    rows = db().all("SELECT * FROM care_hours WHERE pupil_id = ? AND day BETWEEN ? AND ?", pupil_id, week[0], week[-1])
    return {row["day"]: row for row in rows}


@pages.get("/care")
@only("guardian", forms="P")
def children() -> ResponseReturnValue:
    """One's children and their hours next week."""
    rows = [(child, _hours(child["id"])) for child in my_children()]
    return render_template("care.html", children=rows, week=_next_week())


@pages.route("/care/<int:pupil_id>", methods=["GET", "POST"])
@only("guardian", forms="P")
def enter(pupil_id: int) -> ResponseReturnValue:
    """Enter one child's hours."""
    child = my_child(pupil_id)
    week = _next_week()
    known = _hours(pupil_id)
    hours = {day: (known[day]["arrives"], known[day]["leaves"]) if day in known else ("", "") for day in week}
    errors: dict[str, str] = {}
    if request.method == "POST":
        hours = {day: (_entry(f"from-{day}"), _entry(f"to-{day}")) for day in week}
        errors = _errors(hours)
        if not errors:
            if not fault("care-hours-not-saved"):
                _keep(pupil_id, hours)
            say("said-hours-saved", name=child["name"])
            return redirect(url_for("care.children"))
    return render_template("care_enter.html", child=child, hours=hours, errors=errors)


def _entry(name: str) -> str:
    return request.form.get(name, "").strip()


def _errors(hours: dict[str, tuple[str, str]]) -> dict[str, str]:
    """What is wrong, by the field's id. A day without any time is a day at home."""
    errors = {}
    for day, (arrives, leaves) in hours.items():
        if not arrives and not leaves:
            continue
        for name, entry in (("from", arrives), ("to", leaves)):
            if not _TIME.fullmatch(entry):
                errors[f"{name}-{day}"] = "error-time"
        if not errors and leaves <= arrives:
            errors[f"to-{day}"] = "error-ends-before-starts"
    return errors


def _keep(pupil_id: int, hours: dict[str, tuple[str, str]]) -> None:
    with db().together():
        for day, (arrives, leaves) in hours.items():
            if arrives:
                db().do("INSERT OR REPLACE INTO care_hours VALUES (?, ?, ?, ?)", pupil_id, day, arrives, leaves)
            else:
                db().do("DELETE FROM care_hours WHERE pupil_id = ? AND day = ?", pupil_id, day)


@pages.post("/care/<int:pupil_id>/clear")
@only("guardian", forms="P")
def clear(pupil_id: int) -> ResponseReturnValue:
    """Take back one child's hours of next week."""
    child = my_child(pupil_id)
    week = _next_week()
    db().do("DELETE FROM care_hours WHERE pupil_id = ? AND day BETWEEN ? AND ?", pupil_id, week[0], week[-1])
    say("said-hours-cleared", name=child["name"])
    return redirect(url_for("care.children"))


@pages.get("/care/week")
@only("teacher", forms="P")
def week() -> ResponseReturnValue:
    """All children's hours next week."""
    pupils = db().all(
        "SELECT pupil.* FROM pupil JOIN class ON class.id = class_id WHERE teacher_id = ? ORDER BY pupil.name",
        me()["id"],
    )
    return render_template("care_week.html", rows=[(pupil, _hours(pupil["id"])) for pupil in pupils], week=_next_week())
