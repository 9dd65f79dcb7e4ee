"""A guardian reports that a child is ill."""

from __future__ import annotations

import time

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from demo.forms import Absence
from demo.web import db, fault, me, my_child, my_children, only, say, say_day, today

pages = Blueprint("absence", __name__)


@pages.route("/absence", methods=["GET", "POST"])
@only("guardian")
def report() -> ResponseReturnValue:
    """Report absence, and see what has been reported."""
    form = Absence(data={"day": today()})
    form.child.choices = [("", "choose-child"), *((str(child["id"]), child["name"]) for child in my_children())]
    detour = _detour(form) if fault("absence-report-takes-a-detour") else None
    if detour is not None:
        return detour
    if form.validate_on_submit():
        if fault("slow-absence-report"):
            time.sleep(1.5)
        child = my_child(int(form.child.data))
        db().do(
            "INSERT INTO absence (pupil_id, day, comment) VALUES (?, ?, ?) "
            "ON CONFLICT (pupil_id, day) DO UPDATE SET comment = excluded.comment",
            child["id"],
            form.day.data,
            form.comment.data,
        )
        say("said-absence-reported", name=child["name"], day=say_day(form.day.data))
        return redirect(url_for("absence.report"))
    return render_template("absence.html", form=form, reported=_reported())


def _detour(form: Absence) -> ResponseReturnValue | None:
    """Rules before the form, and everything once more after it."""
    if request.method == "GET" and "read" not in request.args:
        return render_template("absence_rules.html")
    if form.validate_on_submit() and "confirmed" not in request.form:
        return render_template("absence_review.html", form=form, child=my_child(int(form.child.data)))
    return None


def _reported() -> list[object]:
    return list(
        db().all(
            "SELECT absence.*, pupil.name FROM absence JOIN pupil ON pupil.id = absence.pupil_id "
            "JOIN guardianship USING (pupil_id) WHERE guardian_id = ? AND day >= ? ORDER BY day, name",
            me()["id"],
            today(),
        )
    )


@pages.post("/absence/<int:absence_id>/withdraw")
@only("guardian")
def withdraw(absence_id: int) -> ResponseReturnValue:
    """Take a report back."""
    absence = db().one("SELECT * FROM absence WHERE id = ?", absence_id)
    if absence is None:
        abort(404)
    child = my_child(absence["pupil_id"])
    db().do("DELETE FROM absence WHERE id = ?", absence_id)
    say("said-absence-withdrawn", name=child["name"])
    return redirect(url_for("absence.report"))
