"""Leave: guardians apply for it, the teacher sees the applications."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo.forms import Leave
from demo.web import db, me, my_child, my_children, only, paged, say, today

pages = Blueprint("leave", __name__)


@pages.route("/leave", methods=["GET", "POST"])
@only("guardian", forms="CU")
def apply() -> ResponseReturnValue:
    """Apply, and see one's applications."""
    form = Leave()
    form.child.choices = [("", "choose-child"), *((str(child["id"]), child["name"]) for child in my_children())]
    if form.validate_on_submit():
        child = my_child(int(form.child.data))
        db().do(
            "INSERT INTO leave_application (pupil_id, first_day, last_day, reason) VALUES (?, ?, ?, ?)",
            child["id"],
            form.first_day.data,
            form.last_day.data,
            form.reason.data,
        )
        say("said-application-sent", name=child["name"])
        return redirect(url_for("leave.apply"))
    sent = db().all(
        "SELECT leave_application.*, pupil.name FROM leave_application JOIN pupil ON pupil.id = leave_application.pupil_id "
        "JOIN guardianship USING (pupil_id) WHERE guardian_id = ? ORDER BY first_day, leave_application.id",
        me()["id"],
    )
    return render_template("leave.html", form=form, sent=sent)


@pages.post("/leave/<int:application_id>/withdraw")
@only("guardian", forms="CU")
def withdraw(application_id: int) -> ResponseReturnValue:
    """Take an application back."""
    application = db().one("SELECT * FROM leave_application WHERE id = ?", application_id)
    if application is None:
        abort(404)
    child = my_child(application["pupil_id"])
    db().do("DELETE FROM leave_application WHERE id = ?", application_id)
    say("said-application-withdrawn", name=child["name"])
    return redirect(url_for("leave.apply"))


@pages.get("/leave/applications")
@only("teacher", forms="CU")
def applications() -> ResponseReturnValue:
    """All applications from one's classes that are not over."""
    page = paged(
        "SELECT leave_application.*, pupil.name FROM leave_application JOIN pupil ON pupil.id = leave_application.pupil_id "
        "JOIN class ON class.id = class_id WHERE teacher_id = ? AND last_day >= ? ORDER BY leave_application.id DESC",
        me()["id"],
        today(),
    )
    return render_template("leave_applications.html", page=page)
