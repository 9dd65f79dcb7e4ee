"""A very small school platform for the tests of load: tokens per form, ids in addresses, a JSON API, an upload."""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, abort, jsonify, redirect, request, session
from werkzeug.serving import make_server
from werkzeug.wrappers import Response as AnyResponse

NAMES = ["Alma", "Bo", "Cilla", "Dan", "Elsa", "Folke", "Greta", "Hugo"]
PAGE = """<!doctype html><html lang="en"><head><title>{title}</title><meta name="csrf-token" content="{token}">
<link rel="stylesheet" href="/static/look.css"><script src="/static/messages.js" defer></script></head>
<body><nav><a href="/">Start</a> <a href="/messages">Messages</a> <a href="/my/details">My details</a>
<a href="/book/{me}">Book a talk</a></nav><main><h1>{title}</h1>{body}</main></body></html>"""
MESSAGES_JS = """
const main = document.querySelector('#app');
const token = document.querySelector('meta[name=csrf-token]').content;
async function list() {
  const threads = await (await fetch('/api/v1/threads?limit=20')).json();
  main.innerHTML = '';
  for (const t of threads.items) {
    const b = document.createElement('button');
    b.textContent = 'Write to ' + t.with.name;
    b.onclick = () => { history.pushState({}, '', '/messages/' + t.id); write(t.id); };
    main.append(b);
  }
}
async function write(id) {
  const thread = await (await fetch('/api/v1/threads/' + id)).json();
  main.innerHTML = '<label>Text <input id="t"></label><button id="s">Send</button><p role="status"></p>';
  document.querySelector('#s').onclick = async () => {
    const text = document.querySelector('#t').value;
    const r = await fetch('/api/v1/threads/' + id + '/messages', {method: 'POST', headers: {'X-CSRF-Token': token,
      'Content-Type': 'application/json'}, body: JSON.stringify({text, thread: id, to: thread.with.id, at: Date.now()})});
    const sent = await r.json();
    document.querySelector('[role=status]').textContent = 'Sent to ' + sent.to;
  };
}
if (main) list();
"""


@dataclass
class SmallSchool:
    """The state of one small school; every account's ids are its own."""

    families: int = 8
    forgets_sessions: bool = False
    """After signing in, every page is silently the login page."""
    breaks_on: str = ""
    """A path that answers 500."""
    sends_away: str = ""
    """An address that signing in redirects to."""
    says_nothing: bool = False
    """A reported absence is thanked for with a page without the outcome."""
    url: str = ""
    reported: list[tuple[str, str]] = field(default_factory=list)
    attendance: dict[int, dict[int, str]] = field(default_factory=dict)
    sent: list[tuple[str, int, str]] = field(default_factory=list)
    handed_in: list[tuple[str, str, int]] = field(default_factory=list)
    booked: dict[int, str] = field(default_factory=dict)
    requests: list[tuple[float, str, str]] = field(default_factory=list)
    paused: threading.Lock = field(default_factory=threading.Lock)

    def guardian(self, n: int) -> str:
        return f"guardian.{n}"

    def child_id(self, n: int) -> int:
        return 4711 + 37 * n

    def child(self, n: int) -> str:
        return f"{NAMES[n % len(NAMES)]} {'Ek' if n < len(NAMES) else 'Alm'} {n}"

    def cases(self) -> list[dict[str, Any]]:
        return [
            {
                "form": "C",
                "guardian": {"name": f"Guardian {n}", "username": self.guardian(n), "password": f"pass-word-{n}-&%"},
                "child": {"name": self.child(n)},
                "teacher": {"name": f"Teacher {n}", "username": f"teacher.{n}", "password": f"teach-word-{n}"},
                "pupil": {"name": self.child(n)},
            }
            for n in range(self.families)
        ]

    def hold(self, seconds: float) -> None:
        """Answer nobody for a while."""
        with self.paused:
            time.sleep(seconds)

    @contextmanager
    def pause(self, seconds: float) -> Iterator[None]:
        """Answer nobody for a while from now on."""
        thread = threading.Thread(target=self.hold, args=(seconds,))
        thread.start()
        yield
        thread.join()


def _login(error: str = "") -> str:
    session["login_token"] = secrets.token_urlsafe(16)
    return PAGE.format(
        title="Log in",
        token="none",
        me=0,
        body=f"<p>{error}</p><form method=post action='/login'><input type=hidden name=csrf_token"
        f" value='{session['login_token']}'><label>User name <input name=username></label>"
        "<label>Password <input type=password name=password></label><button>Log in</button></form>",
    )


def build(school: SmallSchool) -> Flask:  # noqa: C901, PLR0915 - one small application, read from the top
    app = Flask(__name__)
    app.secret_key = secrets.token_bytes(16)

    def token() -> str:
        session.setdefault("token", secrets.token_urlsafe(24))
        return str(session["token"])

    def page(title: str, body: str) -> str:
        return PAGE.format(title=title, token=token(), body=body, me=9000 + int(session["n"]))

    def guard_token(sent: str | None) -> None:
        if not sent or sent != session.get("token"):
            abort(400)

    @app.before_request
    def before() -> Any:
        school.requests.append((time.monotonic(), request.method, request.path))
        with school.paused:
            pass
        if school.breaks_on and request.path.startswith(school.breaks_on):
            return "broken", 500
        if request.path.startswith(("/static", "/login")):
            return None
        if "n" not in session:
            return redirect("/login")
        if school.forgets_sessions and not request.path.startswith("/api") and request.path != "/":
            return _login()
        return None

    @app.get("/static/<name>")
    def static_file(name: str) -> Response:
        text = MESSAGES_JS if name.endswith(".js") else "body { font: 1rem sans-serif }"
        kind = "text/javascript" if name.endswith(".js") else "text/css"
        return Response(text, mimetype=kind, headers={"Cache-Control": "max-age=3600"})

    @app.get("/login")
    def login_page() -> str:
        return _login()

    @app.post("/login")
    def log_in() -> AnyResponse | str:
        if request.form["csrf_token"] != session.get("login_token"):
            abort(400)
        for n, case in enumerate(school.cases()):
            for role in ("guardian", "teacher"):
                if (request.form["username"], request.form["password"]) == (
                    case[role]["username"],
                    case[role]["password"],
                ):
                    session.clear()
                    session.update(n=n, role=role)
                    return redirect(school.sends_away or "/")
        return _login("Wrong user name or password")

    @app.get("/")
    def start() -> str:
        n = int(session["n"])
        if session["role"] == "teacher":
            return page("Today", f"<a href='/lessons/{n + 60}/attendance'>Attendance</a>")
        rows = [f"<li>{NAMES[(n + 3) % 8]} Sibling <a href='/children/{n + 100}/absence'>Report absence</a></li>"] * (
            n % 3
        )
        rows.append(
            f"<li><b>{school.child(n)}</b> <a href='/children/{school.child_id(n)}/absence'>Report absence</a></li>"
        )
        return page("Start", f"<p>Welcome</p><ul>{''.join(rows)}</ul><a href='/hand-in/{n + 800}'>Hand in</a>")

    @app.route("/children/<int:child>/absence", methods=["GET", "POST"])
    def absence(child: int) -> AnyResponse | str:
        n = int(session["n"])
        if child != school.child_id(n):
            abort(403)
        if request.method == "POST":
            guard_token(request.form.get("csrf_token"))
            school.reported.append((school.child(n), request.form["reason"]))
            return redirect(f"/children/{child}?saved=1")
        return page(
            "Report absence",
            f"<form method=post><input type=hidden name=csrf_token value='{token()}'>"
            "<label>Search <input name=q form=other></label>"
            "<label>Reason <select name=reason><option value=1>Choose</option><option value=7>Ill</option>"
            "</select></label><label><input type=checkbox name=all value=yes checked> All day</label>"
            "<label>Note <textarea name=note></textarea></label><button name=do value=send>Send</button></form>"
            "<form id=other method=post action='/log-out'><input type=hidden name=csrf_token value=nope></form>",
        )

    @app.get("/children/<int:child>")
    def child_page(child: int) -> str:
        if school.says_nothing:
            return page("Child", "<p>Thank you</p>")
        return page("Child", f"<p role=status>Absence reported for <b>{school.child(int(session['n']))}</b></p>")

    @app.route("/lessons/<int:lesson>/attendance", methods=["GET", "POST"])
    def attendance(lesson: int) -> AnyResponse | str:
        n = int(session["n"])
        if lesson != n + 60:
            abort(403)
        first, size = 1000 * (n + 1), 3 + n
        if request.method == "POST":
            guard_token(request.form.get("csrf_token"))
            statuses = {int(k[7:]): v for k, v in request.form.items() if k.startswith("status-")}
            if set(statuses) != set(range(first, first + size)):
                abort(403)
            school.attendance[lesson] = statuses
            return redirect(f"/lessons/{lesson}/attendance?saved=1")
        rows = "".join(
            f"<tr><th scope=row>{school.child(n) if i == n % size else f'Other {first + i}'}</th><td>"
            + "".join(
                f"<label><input type=radio name=status-{first + i} value={value}> {value.title()}</label>"
                for value in ("present", "absent")
            )
            + "</td></tr>"
            for i in range(size)
        )
        saved = "<p role=status>Attendance saved</p>" if request.args.get("saved") else ""
        mark = "document.querySelectorAll('[value=present]').forEach(r => r.checked = true)"
        return page(
            "Attendance",
            f"{saved}<form method=post action='/lessons/{lesson}/attendance'><input type=hidden name=csrf_token"
            f" value='{token()}'><button type=button onclick=\"{mark}\">All present</button><table>{rows}</table>"
            "<button>Save</button></form>",
        )

    @app.route("/hand-in/<int:task>", methods=["GET", "POST"])
    def hand_in(task: int) -> AnyResponse | str:
        if task != int(session["n"]) + 800:
            abort(403)
        if request.method == "POST":
            guard_token(request.form.get("csrf_token"))
            file = request.files["file"]
            school.handed_in.append((request.form["comment"], file.filename or "", len(file.read())))
            return page("Hand in", f"<p>Handed in: {file.filename}</p>")
        return page(
            "Hand in",
            f"<form method=post enctype=multipart/form-data><input type=hidden name=csrf_token value='{token()}'>"
            "<label>Comment <input name=comment></label><label>File <input type=file name=file></label>"
            "<button>Hand in</button></form>",
        )

    @app.route("/book/<int:me>", methods=["GET", "POST"])
    def book(me: int) -> AnyResponse | str:
        n = int(session["n"])
        if me != 9000 + n:
            abort(403)
        if request.method == "POST":
            guard_token(request.form.get("csrf_token"))
            slot = int(request.form["slot"])
            if slot in school.booked:
                return page("Book a talk", "<p>That time is taken</p>")
            school.booked[slot] = school.child(n)
            return page("Book a talk", f"<p>You have booked {8 + slot // 6:02}:{slot % 6}0</p>")
        times = "".join(
            f"<label><input type=radio name=slot value={s}> {8 + s // 6:02}:{s % 6}0</label>"
            for s in range(20)
            if s not in school.booked
        )
        return page(
            "Book a talk",
            f"<form method=post><input type=hidden name=csrf_token value='{token()}'>{times}<button>Book</button></form>",
        )

    @app.route("/my/details", methods=["GET", "POST"])
    def details() -> AnyResponse | tuple[str, int] | str:
        problem, status = "", 200
        if request.method == "POST":
            guard_token(request.form.get("csrf_token"))
            if request.form["telephone"].isdigit():
                return page("My details", f"<p>Saved for {school.cases()[int(session['n'])]['guardian']['name']}</p>")
            problem, status = "<p>Write digits only</p>", 422
        return (
            page(
                "My details",
                f"{problem}<form method=post action='/my/details'><input type=hidden name=csrf_token value='{token()}'>"
                f"<label>Telephone <input name=telephone value='070{session['n']}'></label><button>Save</button></form>",
            ),
            status,
        )

    @app.get("/messages")
    def messages() -> str:
        return page("Messages", "<div id=app></div>")

    @app.get("/api/v1/threads")
    def threads() -> Response:
        n = int(session["n"])
        items = [
            {"id": 500 + 10 * n + i, "with": {"id": 70 + n + i, "name": f"Teacher {(n + i) % school.families}"}}
            for i in range(3)
        ]
        return jsonify(items=items[n % 3 :] + items[: n % 3], limit=20)

    @app.get("/api/v1/threads/<int:thread>")
    def thread_of(thread: int) -> Response:
        n, i = int(session["n"]), (thread - 500) % 10
        if not 500 + 10 * n <= thread < 503 + 10 * n:
            abort(403)
        return jsonify(id=thread, **{"with": {"id": 70 + n + i, "name": f"Teacher {(n + i) % school.families}"}})

    @app.post("/api/v1/threads/<int:thread>/messages")
    def send(thread: int) -> Response:
        guard_token(request.headers.get("X-CSRF-Token"))
        n, body = int(session["n"]), request.get_json()
        if body["thread"] != thread or not 70 + n <= body["to"] < 73 + n or abs(body["at"] / 1000 - time.time()) > 60:
            abort(403)
        school.sent.append((body["text"], thread, school.guardian(n)))
        return jsonify(to=f"Teacher {(body['to'] - 70) % school.families}")

    return app


@contextmanager
def serve(school: SmallSchool) -> Iterator[SmallSchool]:
    """The school on a free port of this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    server = make_server("127.0.0.1", 0, build(school), threaded=True)
    school.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield school
    finally:
        server.shutdown()
        thread.join()
