"""The class list with guardians' telephone numbers, and a child's development plan."""

from __future__ import annotations

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo.forms import Note
from demo.web import db, me, my_children, my_pupil, only, say, today

pages = Blueprint("children", __name__)


@pages.get("/class")
@only("teacher")
def class_list() -> ResponseReturnValue:
    """All pupils of one's classes, with their guardians."""
    rows = db().all(
        "SELECT pupil.id, pupil.name, class.name AS class_name, guardian.name AS guardian_name, "
        "coalesce(guardian.telephone, own.telephone) AS telephone FROM pupil JOIN class ON class.id = class_id "
        "LEFT JOIN guardianship ON pupil_id = pupil.id LEFT JOIN account AS guardian ON guardian.id = guardian_id "
        "LEFT JOIN account AS own ON own.id = account_id WHERE teacher_id = ? ORDER BY class.name, pupil.name",
        me()["id"],
    )
    return render_template("class_list.html", rows=rows)


def _notes(pupil_id: int) -> list[object]:
    return list(db().all("SELECT * FROM note WHERE pupil_id = ? ORDER BY id DESC", pupil_id))


@pages.route("/class/<int:pupil_id>", methods=["GET", "POST"])
@only("teacher", forms="PC")
def documentation(pupil_id: int) -> ResponseReturnValue:
    """A child's development plan, as the teacher writes it."""
    pupil = my_pupil(pupil_id)
    form = Note()
    if form.validate_on_submit():
        db().do("INSERT INTO note (pupil_id, day, text) VALUES (?, ?, ?)", pupil_id, today(), form.text.data)
        say("said-note-saved", name=pupil["name"])
        return redirect(url_for("children.documentation", pupil_id=pupil_id))
    return render_template("documentation.html", pupil=pupil, notes=_notes(pupil_id), form=form)


@pages.post("/notes/<int:note_id>/delete")
@only("teacher", forms="PC")
def delete_note(note_id: int) -> ResponseReturnValue:
    """Take a note back."""
    note = db().one("SELECT * FROM note WHERE id = ?", note_id)
    if note is None:
        abort(404)
    pupil = my_pupil(note["pupil_id"])
    db().do("DELETE FROM note WHERE id = ?", note_id)
    say("said-note-deleted")
    return redirect(url_for("children.documentation", pupil_id=pupil["id"]))


@pages.get("/plan")
@only("guardian", forms="PC")
def plan() -> ResponseReturnValue:
    """One's children's development plans."""
    return render_template("plan.html", children=[(child, _notes(child["id"])) for child in my_children()])
