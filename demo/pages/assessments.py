"""A guardian reads what the teachers say of a child's work."""

from __future__ import annotations

from flask import Blueprint, abort, render_template
from flask.typing import ResponseReturnValue

from demo.web import db, fault, me, my_child, only, paged

pages = Blueprint("assessments", __name__)


@pages.get("/assessments")
@only("guardian", forms="CU")
def overview() -> ResponseReturnValue:
    """All assessments of one's children, the latest first."""
    page = paged(
        "SELECT submission.id, submission.day, title, pupil.name FROM submission JOIN assignment ON assignment.id = assignment_id "
        "JOIN pupil ON pupil.id = submission.pupil_id JOIN guardianship ON guardianship.pupil_id = pupil.id "
        "WHERE guardian_id = ? AND grade IS NOT NULL ORDER BY submission.day DESC, submission.id DESC",
        me()["id"],
    )
    return render_template("assessments.html", page=page)


@pages.get("/assessments/<int:submission_id>")
@only("guardian", forms="CU")
def read(submission_id: int) -> ResponseReturnValue:
    """One assessment."""
    assessment = db().one(
        "SELECT submission.*, title, pupil.name FROM submission JOIN assignment ON assignment.id = assignment_id "
        "JOIN pupil ON pupil.id = pupil_id WHERE submission.id = ? AND grade IS NOT NULL",
        submission_id,
    )
    if assessment is None:
        abort(404)
    if not fault("assessment-of-any-child"):
        my_child(assessment["pupil_id"])
    return render_template("assessment.html", assessment=assessment)
