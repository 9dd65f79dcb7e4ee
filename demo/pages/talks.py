"""Development talks: teachers offer times, guardians book one."""

from __future__ import annotations

from datetime import datetime, timedelta

from flask import Blueprint, abort, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.forms import Offer, Talk
from demo.web import db, me, my_child, my_children, my_classes, only, say, say_day, today

pages = Blueprint("talks", __name__)


@pages.get("/talks/offered")
@only("teacher", forms="PCU")
def offered() -> ResponseReturnValue:
    """All times that one has offered, day by day."""
    talks = db().all(
        "SELECT talk.*, pupil.name FROM talk JOIN class ON class.id = talk.class_id LEFT JOIN pupil ON pupil.id = pupil_id "
        "WHERE teacher_id = ? AND day >= ? ORDER BY day, starts",
        me()["id"],
        today(),
    )
    return render_template("talks_offered.html", days=_by_day(talks))


def _by_day(talks: list[Row]) -> dict[str, list[Row]]:
    days: dict[str, list[Row]] = {}
    for talk in talks:
        days.setdefault(talk["day"], []).append(talk)
    return days


@pages.route("/talks/offer", methods=["GET", "POST"])
@only("teacher", forms="PCU")
def offer() -> ResponseReturnValue:
    """Offer times on one day."""
    form = Offer()
    if form.validate_on_submit():
        times = _times(form.starts.data, form.ends.data, int(form.minutes.data))
        with db().together():
            db().connection.executemany(
                "INSERT OR IGNORE INTO talk (class_id, day, starts, ends) VALUES (?, ?, ?, ?)",
                [(my_classes()[0]["id"], form.day.data, starts, ends) for starts, ends in times],
            )
        say("said-times-offered", count=len(times), day=say_day(form.day.data))
        return redirect(url_for("talks.offered"))
    return render_template("talks_offer.html", form=form)


def _times(starts: str, ends: str, minutes: int) -> list[tuple[str, str]]:
    """Beginnings and ends of the talks that fit between two times of day."""
    at, end = (datetime.strptime(time, "%H:%M") for time in (starts, ends))  # noqa: DTZ007 - a time of day, in no zone
    length, times = timedelta(minutes=minutes), []
    while at + length <= end:
        times.append((f"{at:%H:%M}", f"{at + length:%H:%M}"))
        at += length
    return times


@pages.post("/talks/offered/<day>/remove")
@only("teacher", forms="PCU")
def remove(day: str) -> ResponseReturnValue:
    """Take back the times of a day that nobody has booked."""
    db().do(
        "DELETE FROM talk WHERE day = ? AND pupil_id IS NULL AND class_id IN (SELECT id FROM class WHERE teacher_id = ?)",
        day,
        me()["id"],
    )
    say("said-times-removed")
    return redirect(url_for("talks.offered"))


@pages.get("/talks")
@only("guardian", forms="PCU")
def children() -> ResponseReturnValue:
    """One's children and their booked talks."""
    booked = {child["id"]: db().one("SELECT * FROM talk WHERE pupil_id = ?", child["id"]) for child in my_children()}
    return render_template("talks.html", children=my_children(), booked=booked)


@pages.route("/talks/<int:pupil_id>", methods=["GET", "POST"])
@only("guardian", forms="PCU")
def book(pupil_id: int) -> ResponseReturnValue:
    """Choose a time for one child."""
    child = my_child(pupil_id)
    free = db().all(
        "SELECT * FROM talk WHERE class_id = ? AND pupil_id IS NULL AND day > ? ORDER BY day, starts",
        child["class_id"],
        today(),
    )
    form = Talk()
    form.time.choices = [(str(talk["id"]), f"{say_day(talk['day'])}, {talk['starts']}") for talk in free]
    if form.validate_on_submit():
        talk = next((talk for talk in free if str(talk["id"]) == form.time.data), None)
        if talk is not None and take(talk, child):
            say("said-talk-booked", name=child["name"], day=say_day(talk["day"]), time=talk["starts"])
            return redirect(url_for("talks.children"))
    if form.time.data:  # it was free when the page was shown
        form.time.errors = ["error-talk-taken"]
    return render_template("talk_book.html", child=child, days=_by_day(free), form=form)


def take(talk: Row, child: Row) -> bool:
    """Book a time unless somebody was quicker; a child has one talk at most."""
    with db().together():
        cursor = db().connection.execute(
            "UPDATE talk SET pupil_id = ? WHERE id = ? AND pupil_id IS NULL", (child["id"], talk["id"])
        )
        if cursor.rowcount:
            db().do("UPDATE talk SET pupil_id = NULL WHERE pupil_id = ? AND id != ?", child["id"], talk["id"])
    return bool(cursor.rowcount)


@pages.post("/talks/<int:pupil_id>/cancel")
@only("guardian", forms="PCU")
def cancel(pupil_id: int) -> ResponseReturnValue:
    """Give a booked time back."""
    child = my_child(pupil_id)
    if db().one("SELECT 1 FROM talk WHERE pupil_id = ?", pupil_id) is None:
        abort(404)
    db().do("UPDATE talk SET pupil_id = NULL WHERE pupil_id = ?", pupil_id)
    say("said-talk-cancelled", name=child["name"])
    return redirect(url_for("talks.children"))
