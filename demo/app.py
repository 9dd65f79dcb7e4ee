"""The demo school's web application: puts its pages together, and what holds for all of them (language, safety, errors)."""

from __future__ import annotations

import secrets
import time
from urllib.parse import urlencode

from flask import Flask, Response, abort, redirect, render_template, request, session, url_for
from flask.typing import ResponseReturnValue
from flask_wtf.csrf import CSRFError, CSRFProtect
from werkzeug.exceptions import HTTPException

from demo import menu, web
from demo.language import LANGUAGES
from demo.pages import (
    absence,
    assessments,
    assignments,
    attendance,
    care,
    children,
    client,
    control,
    details,
    entry,
    leave,
    letters,
    talks,
)

LARGEST_UPLOAD_BYTES = 2 * 1024 * 1024
CROWDED_PAGES_A_SECOND = 20
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; "
    "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
)
_PAGES = (
    absence,
    assessments,
    assignments,
    attendance,
    care,
    children,
    client,
    control,
    details,
    entry,
    leave,
    letters,
    talks,
)


def create_app(running: web.Running) -> Flask:
    """Make the application for one build.

    Args:
        running: Its data, its day and its faults.
    """
    app = Flask("demo")
    app.config.update(
        SECRET_KEY=secrets.token_hex(32),
        SESSION_COOKIE_NAME="skola",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        MAX_CONTENT_LENGTH=LARGEST_UPLOAD_BYTES,
        SEND_FILE_MAX_AGE_DEFAULT=86_400,
        WTF_CSRF_TIME_LIMIT=None,
    )
    app.extensions["demo-school"] = running
    app.jinja_options = {"trim_blocks": True, "lstrip_blocks": True}
    app.jinja_env.globals.update(
        t=web.t,
        day=web.say_day,
        language=web.language,
        languages=LANGUAGES,
        fault=web.fault,
        faults_in=web.faults_in,
        today=web.today,
        find_account=web.find_account,
        menu=menu.menu,
    )
    csrf = CSRFProtect(app)
    csrf.exempt(control.pages)
    app.before_request(_refuse_a_crowd)
    app.before_request(_switch_language)
    app.after_request(_protect)
    app.register_error_handler(HTTPException, _excuse)
    app.register_error_handler(CSRFError, _excuse)
    for page in _PAGES:
        app.register_blueprint(page.pages)
    return app


def _refuse_a_crowd() -> None:
    if not web.fault("errors-when-crowded") or request.endpoint == "static":
        return
    now = time.monotonic()
    recent = web.running().recent_pages
    recent.append(now)
    recent[:] = [moment for moment in recent[-CROWDED_PAGES_A_SECOND * 4 :] if moment > now - 1]
    if len(recent) > CROWDED_PAGES_A_SECOND:
        abort(503)


def _switch_language() -> ResponseReturnValue | None:
    chosen = request.args.get("lang")
    if chosen not in LANGUAGES:
        return None
    session["language"] = chosen
    query = urlencode([(key, value) for key, value in request.args.items(multi=True) if key != "lang"])
    return redirect("/" + request.path.lstrip("/") + (f"?{query}" if query else ""))


def _protect(response: Response) -> Response:
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Referrer-Policy"] = "same-origin"
    if request.endpoint != "static":
        keep = web.fault("pages-kept-after-log-out") and request.method == "GET"
        response.headers["Cache-Control"] = "private, max-age=600" if keep else "no-store"
        response.headers["Vary"] = "Accept-Language" if keep else "Cookie, Accept-Language"
        if keep:
            session.accessed = False  # or the framework says again that the page varies with the cookie
    return response


def _excuse(error: HTTPException) -> ResponseReturnValue:
    """An error page in the person's language; for scripts, the same as JSON."""
    code = error.code or 500
    known = code if code in {400, 401, 403, 404, 405, 413, 503} else 500
    if isinstance(error, CSRFError):
        known = 400
    heading, advice = web.t(f"error-{known}"), web.t(f"error-{known}-advice")
    if request.path.startswith(("/api/", "/demo/")):
        return {"error": heading}, code
    if code == 401:
        return redirect(url_for("entry.log_in"))
    return render_template("error.html", heading=heading, advice=advice), code
