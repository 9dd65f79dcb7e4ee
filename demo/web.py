"""What every page of the demo school needs to know: whose request it is, the data, the day, the language, the faults."""

from __future__ import annotations

import secrets
import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import wraps
from pathlib import Path
from typing import ParamSpec, cast

from flask import abort, current_app, flash, g, redirect, request, session, url_for
from flask.typing import ResponseReturnValue

from demo.database import Database, Row
from demo.faults import FAULTS
from demo.language import LANGUAGES, day_in_words, worded
from demo.school import Case

P = ParamSpec("P")
NOW = "07:40"
"""The school's time of day: its first lesson is about to begin."""


@dataclass(slots=True)
class Running:
    """One build of the demo school while it serves."""

    database: Database
    today: date
    seed: int
    cases: list[Case]
    faults: frozenset[str] = frozenset()
    sessions: dict[str, int] = field(default_factory=dict)
    """Account id by session; kept here, so that logging out ends it whatever the browser still holds."""
    log_in_lock: threading.Lock = field(default_factory=threading.Lock)
    recent_pages: list[float] = field(default_factory=list)


def running() -> Running:
    """The build that answers this request."""
    return cast(Running, current_app.extensions["demo-school"])


def db() -> Database:
    """The build's data."""
    return running().database


def today() -> str:
    """The school's today, as YYYY-MM-DD."""
    return running().today.isoformat()


def fault(name: str) -> bool:
    """Whether a fault is switched on.

    Raises:
        KeyError: There is no such fault: a bug of ours.
    """
    return FAULTS[name].name in running().faults


_PLANTED = Path(__file__).parent / "static" / "faults"
_FILES = {kind: sorted(file.stem for file in _PLANTED.glob(f"*.{kind}")) for kind in ("css", "js")}


def faults_in(kind: str) -> list[str]:
    """The faults switched on that are a style sheet or a script of their own, by name.

    Args:
        kind: css or js.
    """
    return [name for name in _FILES[kind] if fault(name)]


def language() -> str:
    """The language of this request's page: the person's choice, else what the browser asks for."""
    chosen = session.get("language")
    if chosen in LANGUAGES:
        return str(chosen)
    return request.accept_languages.best_match(LANGUAGES) or LANGUAGES[0]


def t(key: str, **values: object) -> str:
    """A text in the page's language."""
    return worded(language(), key, **values)


def say_day(day: str, *, year: bool = False) -> str:
    """A day in words, in the page's language."""
    return day_in_words(language(), day, year=year)


def say(key: str, **values: object) -> None:
    """Show a message on the next page."""
    flash(t(key, **values))


def begin_session(account_id: int) -> None:
    """Sign somebody in, in a session that nobody knew before."""
    chosen = session.get("language")
    session.clear()
    if chosen:
        session["language"] = chosen
    session["id"] = secrets.token_urlsafe(24)
    running().sessions[session["id"]] = account_id


def end_session() -> None:
    """Sign out, so that the session's cookie is worth nothing any more."""
    chosen = session.get("language")
    running().sessions.pop(session.get("id", ""), None)
    session.clear()
    if chosen:
        session["language"] = chosen


def find_account() -> Row | None:
    """Who is signed in, or None. Looked up once per request."""
    if "account" not in g:
        account_id = running().sessions.get(session.get("id", ""))
        g.account = db().one("SELECT * FROM account WHERE id = ?", account_id) if account_id else None
    return cast("Row | None", g.account)


def me() -> Row:
    """Who is signed in, on a page that only they see."""
    account = find_account()
    if account is None:
        abort(401)
    return account


def only(
    *roles: str, forms: str = "PCUA"
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """A page for these roles alone: others are sent to log in, or refused.

    Args:
        roles: Who may see it.
        forms: School forms that have it, as letters.
    """

    def guard(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            account = find_account()
            if account is None:
                if request.path.startswith("/api/"):
                    abort(401)
                return redirect(url_for("entry.log_in"))
            if account["role"] not in roles or account["form"] not in forms:
                abort(403)
            return view(*args, **kwargs)

        return guarded

    return guard


def my_children() -> list[Row]:
    """The children of the guardian who is signed in, with their classes and teachers."""
    return db().all(
        "SELECT pupil.*, class.name AS class_name, class.teacher_id, account.name AS teacher_name FROM guardianship "
        "JOIN pupil ON pupil.id = pupil_id JOIN class ON class.id = class_id JOIN account ON account.id = teacher_id "
        "WHERE guardian_id = ? ORDER BY pupil.name",
        me()["id"],
    )


def my_child(pupil_id: int) -> Row:
    """One of them; anybody else's child is refused."""
    child = next((child for child in my_children() if child["id"] == pupil_id), None)
    if child is None:
        abort(403)
    return child


def my_pupil(pupil_id: int) -> Row:
    """A pupil of the teacher who is signed in; anybody else's is refused."""
    pupil = db().one(
        "SELECT pupil.*, class.name AS class_name FROM pupil JOIN class ON class.id = class_id "
        "WHERE pupil.id = ? AND teacher_id = ?",
        pupil_id,
        me()["id"],
    )
    if pupil is None:
        abort(403)
    return pupil


def myself_as_pupil() -> Row:
    """The pupil who is signed in, with class and teacher."""
    pupil = db().one(
        "SELECT pupil.*, class.name AS class_name, class.teacher_id FROM pupil JOIN class ON class.id = class_id "
        "WHERE account_id = ?",
        me()["id"],
    )
    if pupil is None:
        abort(403)
    return pupil


def my_classes() -> list[Row]:
    """The classes of the teacher who is signed in."""
    return db().all("SELECT * FROM class WHERE teacher_id = ? ORDER BY name", me()["id"])


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a long list."""

    rows: list[Row]
    number: int
    last: int


PAGE_ROWS = 10


def paged(sql: str, *values: object, rows: int = PAGE_ROWS) -> Page:
    """The part of a query's rows that `?page=` asks for.

    Args:
        sql: The query, with its order.
        values: For its question marks.
        rows: On one page.
    """
    count = db().number(f"SELECT count(*) FROM ({sql})", *values)  # noqa: S608 - our own queries alone
    last = max(1, -(-count // rows))
    number = min(max(1, request.args.get("page", 1, int)), last)
    return Page(db().all(f"{sql} LIMIT ? OFFSET ?", *values, rows, (number - 1) * rows), number, last)
