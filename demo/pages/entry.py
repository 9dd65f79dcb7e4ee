"""Getting in, getting out, and the page between."""

from __future__ import annotations

import json
import time

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from demo import passwords
from demo.database import Row
from demo.forms import LogIn
from demo.web import (
    begin_session,
    db,
    end_session,
    fault,
    me,
    my_children,
    my_classes,
    myself_as_pupil,
    only,
    running,
    say,
    today,
)

pages = Blueprint("entry", __name__)


@pages.route("/login", methods=["GET", "POST"])
def log_in() -> ResponseReturnValue:
    """Ask for user name and password."""
    form = LogIn()
    if form.validate_on_submit():
        if fault("lock-during-log-in"):
            with running().log_in_lock:
                time.sleep(0.15)
        if fault("hash-under-a-lock"):
            with running().log_in_lock:
                passwords.thorough(form.password.data, form.username.data.lower())
        account = _account(form.username.data, form.password.data)
        if account:
            begin_session(account["id"])
            return redirect(url_for("entry.start"))
        form.password.errors = ["error-wrong-password"]
        return render_template("log_in.html", form=form), 401
    return render_template("log_in.html", form=form)


def _account(username: str, password: str) -> Row | None:
    account = db().one("SELECT * FROM account WHERE username = ?", username.lower())
    if account is None:
        passwords.hashed(password, username)  # as slow as for somebody who exists, so that the clock does not tell
        return None
    stored = account["password_hash"]
    if stored is None:  # never signed in before: the password that was issued becomes the account's own
        stored = passwords.hashed(passwords.issued(running().seed, account["username"]), account["username"])
        db().do("UPDATE account SET password_hash = ? WHERE id = ?", stored, account["id"])
    return account if passwords.fits(password, account["username"], stored) else None


@pages.post("/logout")
def log_out() -> ResponseReturnValue:
    """End the session."""
    if not fault("session-survives-log-out"):
        end_session()
    say("said-logged-out")
    return redirect(url_for("entry.log_in"))


@pages.get("/")
@only("teacher", "pupil", "guardian")
def start() -> ResponseReturnValue:
    """What is new today."""
    account = me()
    unread = db().number("SELECT count(*) FROM message WHERE receiver_id = ? AND unread = 1", account["id"])
    return render_template(
        "start.html", account=account, unread=unread, about=_about(account), letter=_latest_letter(account)
    )


def _about(account: Row) -> list[str]:
    """The classes or children that the account is about, each in a line."""
    if account["role"] == "teacher":
        return [group["name"] for group in my_classes()]
    if account["role"] == "guardian":
        return [f"{child['name']}, {child['class_name']}" for child in my_children()]
    return [myself_as_pupil()["class_name"]]


def _latest_letter(account: Row) -> Row | None:
    if account["role"] != "guardian" or account["form"] not in "PC":
        return None
    return db().one(
        "SELECT * FROM letter WHERE class_id IN (SELECT value FROM json_each(?)) AND day <= ? ORDER BY day DESC, id DESC",
        json.dumps([child["class_id"] for child in my_children()]),
        today(),
    )
