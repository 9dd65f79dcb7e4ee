"""Messages and timetable: a shell for a page that the browser renders, and the JSON that it renders."""

from __future__ import annotations

import time
from datetime import date, timedelta
from typing import Any

from flask import Blueprint, abort, render_template, request, url_for
from flask.typing import ResponseReturnValue

from demo.database import Row
from demo.language import keys
from demo.school import next_school_day
from demo.web import (
    NOW,
    db,
    fault,
    find_account,
    me,
    my_child,
    my_children,
    myself_as_pupil,
    only,
    paged,
    running,
    say_day,
    t,
    today,
)

pages = Blueprint("client", __name__)
_EVERYBODY = ("teacher", "pupil", "guardian")


def _shell(view: str) -> ResponseReturnValue:
    words = {key.removeprefix(f"{view}-"): t(key) for key in keys(f"{view}-")}
    return render_template("client.html", view=view, words=words)


@pages.get("/messages")
@pages.get("/messages/<path:_within>")
@only(*_EVERYBODY)
def messages(_within: str = "") -> ResponseReturnValue:
    """The shell of the messages; what it shows is told by the address."""
    return _shell("messages")


@pages.get("/timetable")
@pages.get("/timetable/<path:_within>")
@only("pupil", "guardian", forms="CUA")
def timetable(_within: str = "") -> ResponseReturnValue:
    """The shell of the timetable."""
    return _shell("timetable")


def _message(row: Row) -> dict[str, Any]:
    return {
        "id": row["id"],
        "from": row["sender"],
        "to": row["receiver"],
        "subject": row["subject"],
        "day": say_day(row["day"]),
        "unread": bool(row["unread"]) and row["receiver_id"] == me()["id"],
    }


_MESSAGES = (
    "SELECT message.*, sender.name AS sender, receiver.name AS receiver FROM message "
    "JOIN account AS sender ON sender.id = sender_id JOIN account AS receiver ON receiver.id = receiver_id"
)


@pages.get("/api/messages")
@only(*_EVERYBODY)
def list_messages() -> ResponseReturnValue:
    """What one has received, or with `?box=sent` what one has sent; the latest first."""
    mine = "sender_id" if request.args.get("box") == "sent" else "receiver_id"
    page = paged(f"{_MESSAGES} WHERE {mine} = ? ORDER BY message.id DESC", me()["id"])
    return {"messages": [_message(row) for row in page.rows], "page": page.number, "pages": page.last}


@pages.get("/api/messages/<int:message_id>")
@only(*_EVERYBODY)
def read_message(message_id: int) -> ResponseReturnValue:
    """One message, which is read from now on."""
    row = db().one(f"{_MESSAGES} WHERE message.id = ?", message_id)
    if row is None:
        abort(404)
    if me()["id"] not in (row["sender_id"], row["receiver_id"]) and not fault("messages-of-anyone"):
        abort(403)
    if row["unread"] and row["receiver_id"] == me()["id"]:
        db().do("UPDATE message SET unread = 0 WHERE id = ?", message_id)
    return {**_message(row), "text": row["text"]}


@pages.get("/api/recipients")
@only(*_EVERYBODY)
def recipients() -> ResponseReturnValue:
    """Whom one may write to."""
    return {"recipients": _recipients()}


def _recipients() -> list[dict[str, Any]]:
    account = me()
    if account["role"] == "teacher":
        rows = db().all(
            "SELECT account.id, account.name FROM class JOIN pupil ON class_id = class.id LEFT JOIN guardianship ON pupil_id = pupil.id "
            "JOIN account ON account.id IN (account_id, guardian_id) WHERE teacher_id = ? GROUP BY account.id ORDER BY account.name",
            account["id"],
        )
        return [{"id": row["id"], "name": row["name"]} for row in rows]
    if account["role"] == "guardian":
        return [{"id": child["teacher_id"], "name": child["teacher_name"]} for child in my_children()]
    teacher = db().one("SELECT id, name FROM account WHERE id = ?", myself_as_pupil()["teacher_id"])
    return [dict(teacher)] if teacher else []


@pages.post("/api/messages")
@only(*_EVERYBODY)
def send_message() -> ResponseReturnValue:
    """Send a message; what is wrong with it comes back by field."""
    entry = request.get_json()
    to, subject, text = (str(entry.get(name, "")).strip() for name in ("to", "subject", "text"))
    errors = {}
    if to not in {str(recipient["id"]) for recipient in _recipients()}:
        errors["to"] = t("error-recipient")
    if not 0 < len(subject) <= 120:
        errors["subject"] = t("error-subject")
    if not 0 < len(text) <= 4000:
        errors["text"] = t("error-text")
    if errors:
        return {"errors": errors}, 422
    message_id = db().do(
        "INSERT INTO message (sender_id, receiver_id, subject, text, day) VALUES (?, ?, ?, ?, ?)",
        me()["id"],
        int(to),
        subject,
        text,
        today(),
    )
    return {"id": message_id}, 201


@pages.get("/api/timetable")
@only("pupil", "guardian", forms="CUA")
def week() -> ResponseReturnValue:
    """A week of a pupil's lessons: of the pupil who is signed in, or with `?child=` of a guardian's child."""
    pupil = _pupil()
    monday, wanted = _monday(), running().today
    days = [_day(pupil, monday + timedelta(days=n)) for n in range(5)]
    answer = {
        "name": pupil["name"],
        "children": [
            {"id": child["id"], "name": child["name"]}
            for child in (my_children() if me()["role"] == "guardian" else [])
        ],
        "today": today(),
        "next_school_day": next_school_day(wanted).isoformat(),
        "days": days,
        "next_lesson": _next_lesson(pupil),
    }
    if fault("timetable-waterfall"):
        # Only the first day; the page has to come back for each of the others.
        answer |= {
            "days": days[:1],
            "more": [url_for("client.one_day", day=day["date"], child=pupil["id"]) for day in days[1:]],
        }
    return answer


@pages.get("/api/timetable/<day>")
@only("pupil", "guardian", forms="CUA")
def one_day(day: str) -> ResponseReturnValue:
    """One day of the same."""
    if fault("timetable-waterfall"):
        time.sleep(0.2)
    try:
        return _day(_pupil(), date.fromisoformat(day))
    except ValueError:
        abort(404)


def _pupil() -> Row:
    if me()["role"] == "pupil":
        return myself_as_pupil()
    children = my_children()
    return my_child(request.args.get("child", children[0]["id"], int))


def _monday() -> date:
    """The Monday of the week that `?day=` lies in."""
    try:
        day = date.fromisoformat(request.args.get("day", today()))
    except ValueError:
        abort(404)
    return day - timedelta(days=day.weekday())


def _day(pupil: Row, day: date) -> dict[str, Any]:
    lessons = db().all(
        "SELECT * FROM lesson WHERE class_id = ? AND weekday = ? ORDER BY starts", pupil["class_id"], day.weekday()
    )
    return {
        "date": day.isoformat(),
        "name": say_day(day.isoformat()),
        "ends": lessons[-1]["ends"] if lessons else None,
        "lessons": [_lesson(lesson, day) for lesson in lessons],
    }


def _lesson(lesson: Row, day: date) -> dict[str, Any]:
    entry = {name: lesson[name] for name in ("title", "starts", "ends", "room")}
    account = find_account()
    if lesson["remote"] and day == running().today and account is not None and account["role"] == "pupil":
        entry["remote"] = url_for("attendance.remote", lesson_id=lesson["id"])
    return entry


def _next_lesson(pupil: Row) -> dict[str, Any] | None:
    """The first lesson after now, today or on the next school day."""
    day = running().today
    for moment in (day, next_school_day(day)):
        for lesson in _day(pupil, moment)["lessons"]:
            if moment > day or lesson["starts"] > NOW:
                return {**lesson, "day": say_day(moment.isoformat())}
    return None
