"""Assignments: the teacher sets and assesses them, the pupil hands them in and reads what the teacher says."""

from __future__ import annotations

from flask import Blueprint, Response, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.forms import Assignment, Feedback, HandIn, SchoolForm
from demo.web import db, fault, find_account, me, my_classes, myself_as_pupil, only, paged, say, today

pages = Blueprint("assignments", __name__)


def _assignment(assignment_id: int) -> Row:
    """An assignment of one's own class; anybody else's is refused."""
    assignment = db().one(
        "SELECT assignment.*, class.name AS class_name FROM assignment JOIN class ON class.id = class_id WHERE assignment.id = ?",
        assignment_id,
    )
    if assignment is None:
        abort(404)
    mine = [g["id"] for g in my_classes()] if me()["role"] == "teacher" else [myself_as_pupil()["class_id"]]
    if assignment["class_id"] not in mine:
        abort(403)
    return assignment


@pages.get("/assignments")
@only("teacher", "pupil", forms="CUA")
def overview() -> ResponseReturnValue:
    """All assignments, the one that is due last first."""
    if me()["role"] == "teacher":
        page = paged(
            "SELECT assignment.id, title, due, class.name AS class_name, "
            "(SELECT count(*) FROM submission WHERE assignment_id = assignment.id AND grade IS NULL) AS to_assess "
            "FROM assignment JOIN class ON class.id = class_id WHERE teacher_id = ? ORDER BY due DESC, assignment.id DESC",
            me()["id"],
        )
        return render_template("assignments_teacher.html", page=page)
    pupil = myself_as_pupil()
    page = paged(
        "SELECT assignment.id, title, due, submission.id AS submission_id, grade FROM assignment "
        "LEFT JOIN submission ON assignment_id = assignment.id AND pupil_id = ? WHERE class_id = ? ORDER BY due DESC, assignment.id DESC",
        pupil["id"],
        pupil["class_id"],
    )
    return render_template("assignments_pupil.html", page=page)


@pages.route("/assignments/new", methods=["GET", "POST"])
@only("teacher", forms="CUA")
def create() -> ResponseReturnValue:
    """Set one's class an assignment."""
    form = Assignment()
    group = my_classes()[0]
    if form.validate_on_submit():
        db().do(
            "INSERT INTO assignment (class_id, title, instructions, due) VALUES (?, ?, ?, ?)",
            group["id"],
            form.title.data,
            form.instructions.data,
            form.due.data,
        )
        say("said-assignment-published", name=group["name"])
        return redirect(url_for("assignments.overview"))
    return render_template("assignment_new.html", form=form, group=group)


@pages.route("/assignments/<int:assignment_id>", methods=["GET", "POST"])
@only("teacher", "pupil", forms="CUA")
def show(assignment_id: int) -> ResponseReturnValue:
    """One assignment: for the teacher with the class's work, for the pupil with their own."""
    assignment = _assignment(assignment_id)
    if me()["role"] == "teacher":
        pupils = db().all(
            "SELECT pupil.name, submission.id AS submission_id, grade FROM pupil "
            "LEFT JOIN submission ON pupil_id = pupil.id AND assignment_id = ? WHERE class_id = ? ORDER BY pupil.name",
            assignment_id,
            assignment["class_id"],
        )
        return render_template("assignment_teacher.html", assignment=assignment, pupils=pupils, form=SchoolForm())
    pupil = myself_as_pupil()
    form = HandIn()
    if form.validate_on_submit():
        if fault("hand-in-fails"):
            abort(500)
        _hand_in(assignment_id, pupil["id"], form)
        say("said-handed-in")
        return redirect(url_for("assignments.show", assignment_id=assignment_id))
    submission = db().one(
        "SELECT * FROM submission WHERE assignment_id = ? AND pupil_id = ?", assignment_id, pupil["id"]
    )
    return render_template("assignment_pupil.html", assignment=assignment, submission=submission, form=form)


def _hand_in(assignment_id: int, pupil_id: int, form: HandIn) -> None:
    upload = form.file.data
    db().do(
        "INSERT INTO submission (assignment_id, pupil_id, day, comment, file_name, file) VALUES (?, ?, ?, ?, ?, ?) "
        "ON CONFLICT (assignment_id, pupil_id) DO UPDATE SET day = excluded.day, comment = excluded.comment, "
        "file_name = excluded.file_name, file = excluded.file WHERE grade IS NULL",
        assignment_id,
        pupil_id,
        today(),
        form.comment.data,
        upload.filename or "fil",
        upload.read(),
    )


@pages.post("/assignments/<int:assignment_id>/withdraw")
@only("pupil", forms="CUA")
def withdraw(assignment_id: int) -> ResponseReturnValue:
    """Take one's work back, as long as it is not assessed."""
    _assignment(assignment_id)
    db().do(
        "DELETE FROM submission WHERE assignment_id = ? AND pupil_id = ? AND grade IS NULL",
        assignment_id,
        myself_as_pupil()["id"],
    )
    say("said-hand-in-withdrawn")
    return redirect(url_for("assignments.show", assignment_id=assignment_id))


@pages.post("/assignments/<int:assignment_id>/delete")
@only("teacher", forms="CUA")
def delete(assignment_id: int) -> ResponseReturnValue:
    """Take an assignment back, with all that was handed in."""
    db().do("DELETE FROM assignment WHERE id = ?", _assignment(assignment_id)["id"])
    say("said-assignment-deleted")
    return redirect(url_for("assignments.overview"))


def _submission(submission_id: int) -> Row:
    """Work that was handed in to the teacher who is signed in, or by the pupil who is; anybody else's is refused."""
    submission = db().one(
        "SELECT submission.*, assignment.title, pupil.name, pupil.account_id, class.teacher_id FROM submission "
        "JOIN assignment ON assignment.id = assignment_id JOIN pupil ON pupil.id = pupil_id "
        "JOIN class ON class.id = assignment.class_id WHERE submission.id = ?",
        submission_id,
    )
    if submission is None:
        abort(404)
    account = find_account()
    if account is None and fault("hand-in-file-without-log-in"):
        return submission
    if account is None:
        abort(401)
    if account["id"] not in (submission["teacher_id"], submission["account_id"]):
        abort(403)
    return submission


@pages.route("/submissions/<int:submission_id>", methods=["GET", "POST"])
@only("teacher", forms="CUA")
def assess(submission_id: int) -> ResponseReturnValue:
    """Read a pupil's work and say what one thinks of it."""
    submission = _submission(submission_id)
    form = Feedback(data={"feedback": submission["feedback"] or "", "grade": submission["grade"] or ""})
    if form.validate_on_submit():
        db().do(
            "UPDATE submission SET feedback = ?, grade = ? WHERE id = ?",
            form.feedback.data,
            form.grade.data,
            submission_id,
        )
        say("said-feedback-sent", name=submission["name"])
        return redirect(url_for("assignments.show", assignment_id=submission["assignment_id"]))
    return render_template("submission.html", submission=submission, form=form)


@pages.post("/submissions/<int:submission_id>/clear")
@only("teacher", forms="CUA")
def clear(submission_id: int) -> ResponseReturnValue:
    """Take feedback and grade back."""
    submission = _submission(submission_id)
    db().do("UPDATE submission SET feedback = NULL, grade = NULL WHERE id = ?", submission["id"])
    say("said-feedback-withdrawn")
    return redirect(url_for("assignments.assess", submission_id=submission_id))


@pages.get("/submissions/<int:submission_id>/file")
def file(submission_id: int) -> ResponseReturnValue:
    """The file that was handed in."""
    submission = _submission(submission_id)
    response = Response(submission["file"], mimetype="application/octet-stream")
    # Never shown as a page: what pupils send is not the school's own.
    response.headers.set("Content-Disposition", "attachment", filename=submission["file_name"])
    return response
