"""The weekly letter: teachers publish it, guardians and pupils read it."""

from __future__ import annotations

import json

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.forms import Letter
from demo.web import db, me, my_children, my_classes, myself_as_pupil, only, paged, say, today

pages = Blueprint("letters", __name__)


def _class_ids() -> list[int]:
    """The classes whose letters the account may read."""
    role = me()["role"]
    if role == "teacher":
        return [group["id"] for group in my_classes()]
    if role == "guardian":
        return [child["class_id"] for child in my_children()]
    return [myself_as_pupil()["class_id"]]


def _letter(letter_id: int) -> Row:
    letter = db().one(
        "SELECT letter.*, class.name AS class_name FROM letter JOIN class ON class.id = class_id WHERE letter.id = ?",
        letter_id,
    )
    if letter is None:
        abort(404)
    if letter["class_id"] not in _class_ids():
        abort(403)
    return letter


@pages.get("/letters")
@only("teacher", "guardian", "pupil", forms="PC")
def archive() -> ResponseReturnValue:
    """All letters, the latest first."""
    page = paged(
        "SELECT letter.id, subject, day, class.name AS class_name FROM letter JOIN class ON class.id = class_id "
        "WHERE class_id IN (SELECT value FROM json_each(?)) ORDER BY day DESC, letter.id DESC",
        json.dumps(_class_ids()),
    )
    return render_template("letters.html", page=page)


@pages.get("/letters/<int:letter_id>")
@only("teacher", "guardian", "pupil", forms="PC")
def read(letter_id: int) -> ResponseReturnValue:
    """One letter."""
    return render_template("letter.html", letter=_letter(letter_id))


@pages.route("/letters/new", methods=["GET", "POST"])
@only("teacher", forms="PC")
def write() -> ResponseReturnValue:
    """Write a letter to one's class."""
    form = Letter()
    group = my_classes()[0]
    if form.validate_on_submit():
        db().do(
            "INSERT INTO letter (class_id, subject, text, day) VALUES (?, ?, ?, ?)",
            group["id"],
            form.subject.data,
            form.text.data,
            today(),
        )
        say("said-letter-published", name=group["name"])
        return redirect(url_for("letters.archive"))
    return render_template("letter_new.html", form=form, group=group)


@pages.post("/letters/<int:letter_id>/delete")
@only("teacher", forms="PC")
def delete(letter_id: int) -> ResponseReturnValue:
    """Take a letter back."""
    letter = _letter(letter_id)
    db().do("DELETE FROM letter WHERE id = ?", letter["id"])
    say("said-letter-deleted")
    return redirect(url_for("letters.archive"))
