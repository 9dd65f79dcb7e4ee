"""Who is there: the teacher's register, the pupil's own view of it, and the remote lesson's door."""

from __future__ import annotations

import time

from flask import Blueprint, abort, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.web import db, fault, me, myself_as_pupil, only, running, say, today

pages = Blueprint("attendance", __name__)
STATUSES = ("present", "absent", "late")


@pages.get("/attendance")
@only("teacher")
def today_list() -> ResponseReturnValue:
    """Today's lessons, and the pupils who are reported absent."""
    lessons = db().all(
        "SELECT lesson.*, class.name AS class_name, "
        "EXISTS (SELECT 1 FROM attendance WHERE lesson_id = lesson.id AND day = ?) AS registered "
        "FROM lesson JOIN class ON class.id = class_id WHERE teacher_id = ? AND weekday = ? ORDER BY starts",
        today(),
        me()["id"],
        running().today.weekday(),
    )
    absent = db().all(
        "SELECT pupil.name, comment FROM absence JOIN pupil ON pupil.id = pupil_id JOIN class ON class.id = class_id "
        "WHERE teacher_id = ? AND day = ? ORDER BY pupil.name",
        me()["id"],
        today(),
    )
    return render_template("attendance.html", lessons=lessons, absent=absent)


@pages.route("/attendance/<int:lesson_id>", methods=["GET", "POST"])
@only("teacher")
def register(lesson_id: int) -> ResponseReturnValue:
    """One lesson's register for today."""
    lesson = _my_lesson(lesson_id)
    pupils = _pupils(lesson)
    if fault("slow-attendance"):
        _look_up_one_by_one(pupils)
    if fault("query-for-each-pupil"):
        for pupil in pupils:
            _messages_about(pupil)
    missing: list[Row] = []
    chosen = {pupil["id"]: pupil["status"] or ("absent" if pupil["reported"] else "") for pupil in pupils}
    if request.method == "POST":
        chosen = {pupil["id"]: request.form.get(f"pupil-{pupil['id']}", "") for pupil in pupils}
        missing = [pupil for pupil in pupils if chosen[pupil["id"]] not in STATUSES]
        if not missing:
            _keep(lesson, chosen)
            say("said-attendance-saved")
            return redirect(url_for("attendance.register", lesson_id=lesson_id))
    return render_template(
        "register.html", lesson=lesson, pupils=pupils, chosen=chosen, missing=missing, statuses=STATUSES
    )


def _keep(lesson: Row, chosen: dict[int, str]) -> None:
    with db().together():
        db().connection.executemany(
            "INSERT OR REPLACE INTO attendance (lesson_id, day, pupil_id, status) VALUES (?, ?, ?, ?)",
            [(lesson["id"], today(), pupil_id, status) for pupil_id, status in chosen.items()],
        )


def _look_up_one_by_one(pupils: list[Row]) -> None:
    """A query for each pupil to a register that answers slowly, as in a system that was joined to an older one."""
    for pupil in pupils:
        db().number("SELECT count(*) FROM attendance WHERE pupil_id = ? AND status = 'absent'", pupil["id"])
        time.sleep(0.025)


def _messages_about(pupil: Row) -> int:
    """How many messages of the whole school mention a pupil or a guardian, each looked for apart: no index can help."""
    guardians = db().all(
        "SELECT name FROM guardianship JOIN account ON account.id = guardian_id WHERE pupil_id = ?", pupil["id"]
    )
    return sum(
        db().number(
            "SELECT count(*) FROM message JOIN account AS sender ON sender.id = sender_id "
            "JOIN account AS receiver ON receiver.id = receiver_id "
            "WHERE instr(lower(message.text || message.subject || sender.name || receiver.name), lower(?))",
            person["name"],
        )
        for person in (pupil, *guardians)
    )


@pages.post("/attendance/<int:lesson_id>/clear")
@only("teacher")
def clear(lesson_id: int) -> ResponseReturnValue:
    """Begin today's register anew."""
    lesson = _my_lesson(lesson_id)
    db().do("DELETE FROM attendance WHERE lesson_id = ? AND day = ?", lesson["id"], today())
    say("said-register-cleared")
    return redirect(url_for("attendance.register", lesson_id=lesson_id))


@pages.route("/attendance/<int:lesson_id>/functions", methods=["GET", "POST"])
@only("teacher")
def functions(lesson_id: int) -> ResponseReturnValue:
    """Where "All present" stands in a build with the fault."""
    if not fault("all-present-on-a-page-of-its-own"):
        abort(404)
    lesson = _my_lesson(lesson_id)
    if request.method == "POST":
        _keep(lesson, {pupil["id"]: "present" for pupil in _pupils(lesson)})
        return redirect(url_for("attendance.register", lesson_id=lesson_id))
    return render_template("register_functions.html", lesson=lesson)


def _my_lesson(lesson_id: int) -> Row:
    lesson = db().one(
        "SELECT lesson.*, class.name AS class_name FROM lesson JOIN class ON class.id = class_id "
        "WHERE lesson.id = ? AND teacher_id = ? AND weekday = ?",
        lesson_id,
        me()["id"],
        running().today.weekday(),
    )
    if lesson is None:
        abort(403)
    return lesson


def _pupils(lesson: Row) -> list[Row]:
    return db().all(
        "SELECT pupil.id, pupil.name, attendance.status, absence.id IS NOT NULL AS reported, "
        "remote_presence.pupil_id IS NOT NULL AS joined FROM pupil "
        "LEFT JOIN attendance ON attendance.lesson_id = ?1 AND attendance.day = ?2 AND attendance.pupil_id = pupil.id "
        "LEFT JOIN absence ON absence.pupil_id = pupil.id AND absence.day = ?2 "
        "LEFT JOIN remote_presence ON remote_presence.lesson_id = ?1 AND remote_presence.day = ?2 "
        "AND remote_presence.pupil_id = pupil.id WHERE class_id = ?3 ORDER BY pupil.name",
        lesson["id"],
        today(),
        lesson["class_id"],
    )


@pages.get("/my-attendance")
@only("pupil")
def mine() -> ResponseReturnValue:
    """What the teachers have registered of the pupil who is signed in."""
    registered = db().all(
        "SELECT attendance.day, status, title, starts FROM attendance JOIN lesson ON lesson.id = lesson_id "
        "WHERE pupil_id = ? ORDER BY attendance.day DESC, starts",
        myself_as_pupil()["id"],
    )
    return render_template("my_attendance.html", registered=registered)


@pages.route("/lessons/<int:lesson_id>/remote", methods=["GET", "POST"])
@only("pupil", forms="UA")
def remote(lesson_id: int) -> ResponseReturnValue:
    """The door to a remote lesson: in by POST, out by POST with `leave`."""
    pupil = myself_as_pupil()
    lesson = db().one(
        "SELECT * FROM lesson WHERE id = ? AND class_id = ? AND weekday = ? AND remote = 1",
        lesson_id,
        pupil["class_id"],
        running().today.weekday(),
    )
    if lesson is None:
        abort(403)
    place = (lesson_id, today(), pupil["id"])
    if request.method == "POST":
        if "leave" in request.form:
            db().do("DELETE FROM remote_presence WHERE lesson_id = ? AND day = ? AND pupil_id = ?", *place)
        else:
            db().do("INSERT OR IGNORE INTO remote_presence VALUES (?, ?, ?)", *place)
        return redirect(url_for("attendance.remote", lesson_id=lesson_id))
    inside = db().one("SELECT 1 FROM remote_presence WHERE lesson_id = ? AND day = ? AND pupil_id = ?", *place)
    return render_template("remote_lesson.html", lesson=lesson, inside=inside is not None)
