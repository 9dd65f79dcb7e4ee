"""A school that uses what makes replays fail: each pattern is one task, guarded so that only today's values get through.

Signing in happens on another port. `Patterned.done` holds what reached the school, by pattern and account.
"""

from __future__ import annotations

import base64
import logging
import secrets
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from flask import Flask, Response, abort, jsonify, make_response, redirect, request, session
from werkzeug.serving import BaseWSGIServer, make_server
from werkzeug.wrappers import Response as AnyResponse

PAGE = """<!doctype html><html lang="en"><head><title>{title}</title>{head}</head>
<body><main><h1>{title}</h1>{body}<p role="status"></p></main><script>{script}</script></body></html>"""
SAY = "const say = t => document.querySelector('[role=status]').textContent = t;"
PATTERNS = {
    "rotating-token": "Diary",
    "ids-in-paths": "Journal",
    "bearer": "Lunch",
    "etag": "Care plan",
    "double-submit": "Contact",
    "wizard": "Leave",
    "cursor": "Groups",
    "made-by-the-browser": "Pick-up",
}
"""Each pattern and the heading of its page."""


@dataclass
class Patterned:
    """The state of one such school."""

    families: int = 8
    url: str = ""
    identity_url: str = ""
    done: dict[tuple[str, int], Any] = field(default_factory=dict)
    tokens: dict[int, str] = field(default_factory=dict)
    """The one token that each account may use next."""
    codes: dict[str, int] = field(default_factory=dict)
    bearers: dict[str, int] = field(default_factory=dict)
    drafts: dict[str, int] = field(default_factory=dict)
    plans: dict[int, tuple[str, str]] = field(default_factory=dict)
    """Text and ETag of each child's plan."""
    wizards: dict[str, dict[str, str]] = field(default_factory=dict)
    keys: set[str] = field(default_factory=set)
    """Idempotency keys that were used."""

    def child(self, n: int) -> str:
        return f"{['Alma', 'Bo', 'Cilla', 'Dan', 'Elsa', 'Folke', 'Greta', 'Hugo'][n % 8]} Ek {n}"

    def cases(self) -> list[dict[str, Any]]:
        return [
            {
                "form": "C",
                "guardian": {"name": f"Guardian {n}", "username": f"guardian.{n}", "password": f"pass-word-{n}-&%"},
                "child": {"name": self.child(n)},
            }
            for n in range(self.families)
        ]

    def account(self, name: str, password: str) -> int | None:
        named = [(c["guardian"]["username"], c["guardian"]["password"]) for c in self.cases()]
        return named.index((name, password)) if (name, password) in named else None


def page(title: str, body: str = "", script: str = "", head: str = "") -> str:
    return PAGE.format(title=title, body=body, script=SAY + script, head=head)


def identity(school: Patterned) -> Flask:
    """The other origin: signs people in, and sends them back with a code that is good once."""
    app = Flask("identity")
    app.secret_key = secrets.token_bytes(16)
    app.config.update(SESSION_COOKIE_NAME="identity")
    asked: dict[str, tuple[str, str]] = {}

    @app.get("/authorize")
    def authorize() -> AnyResponse:
        key = secrets.token_urlsafe(12)
        asked[key] = request.args["return_to"], request.args["state"]
        return redirect(f"/sign-in/{key}")

    @app.route("/sign-in/<key>", methods=["GET", "POST"])
    def sign_in(key: str) -> AnyResponse | str:
        return_to, state = asked[key]
        if request.method == "POST":
            if request.headers.get("Origin") not in (None, school.identity_url):
                abort(403)
            n = school.account(request.form["username"], request.form["password"])
            if n is not None and request.form["transaction"] == session.get("transaction"):
                code = secrets.token_urlsafe(16)
                school.codes[code] = n
                return redirect(f"{return_to}?code={code}&state={state}")
        session["transaction"] = secrets.token_hex(16)
        return page(
            "Sign in",
            f"<form method=post><input type=hidden name=transaction value={session['transaction']}>"
            "<label>User name <input name=username></label>"
            "<label>Password <input type=password name=password></label><button>Log in</button></form>",
        )

    return app


def build(school: Patterned) -> Flask:  # noqa: C901, PLR0915 - one small application, read from the top
    app = Flask("patterned")
    app.secret_key = secrets.token_bytes(16)
    app.config.update(SESSION_COOKIE_NAME="school")

    def me() -> int:
        return int(session["n"])

    def finish(pattern: str, content: Any = True) -> None:
        school.done[pattern, me()] = content

    def next_token() -> str:
        school.tokens[me()] = secrets.token_urlsafe(24)
        return school.tokens[me()]

    def spend_token(sent: str | None) -> None:
        if not sent or school.tokens.pop(me(), None) != sent:
            abort(400)

    @app.before_request
    def before() -> Any:
        if "n" not in session and request.path not in ("/callback", "/favicon.ico"):
            session["state"] = secrets.token_urlsafe(12)
            back = f"{school.url}/callback"
            return redirect(f"{school.identity_url}/authorize?return_to={back}&state={session['state']}")
        return None

    @app.get("/callback")
    def callback() -> AnyResponse:
        n = school.codes.pop(request.args["code"], None)
        if n is None or request.args["state"] != session.get("state"):
            abort(403)
        session.clear()
        session["n"] = n
        return redirect("/")

    @app.get("/")
    def start() -> str:
        links = "".join(f"<li><a href=/{pattern}>{title}</a></li>" for pattern, title in PATTERNS.items())
        return page("Start", f"<p>Welcome, Guardian {me()}</p><ul>{links}</ul>")

    # A token for each request: the answer to one holds the next one's.
    @app.get("/rotating-token")
    def diary() -> str:
        return page(
            "Diary",
            "<label>Text <input id=t></label><button id=s>Save</button><button id=p>Publish</button>",
            "let token = document.querySelector('meta[name=csrf-token]').content;"
            "const ask = async (where, body) => { const r = await fetch(where, {method: 'POST', body: JSON.stringify(body),"
            "headers: {'Content-Type': 'application/json', 'X-CSRF-Token': token}}); token = r.headers.get('X-CSRF-Token');"
            "return r.json(); };"
            "document.querySelector('#s').onclick = async () => { await ask('/api/diary', "
            "{text: document.querySelector('#t').value}); say('Kept') };"
            "document.querySelector('#p').onclick = async () => say((await ask('/api/diary/publish', {})).told)",
            f"<meta name=csrf-token content='{next_token()}'>",
        )

    @app.post("/api/diary")
    def keep_diary() -> AnyResponse:
        spend_token(request.headers.get("X-CSRF-Token"))
        finish("diary", request.get_json()["text"])
        return make_response(jsonify(kept=True), 200, {"X-CSRF-Token": next_token()})

    @app.post("/api/diary/publish")
    def publish_diary() -> AnyResponse:
        spend_token(request.headers.get("X-CSRF-Token"))
        finish("rotating-token", school.done["diary", me()])
        return make_response(jsonify(told=f"Published for {school.child(me())}"), 200, {"X-CSRF-Token": next_token()})

    # Ids in paths: one in the page's data, one in the Location of what was made.
    @app.get("/ids-in-paths")
    def journal() -> str:
        return page(
            "Journal",
            f"<section data-child-id={4711 + 37 * me()}><h2>{school.child(me())}</h2>"
            "<button id=s>Write</button></section>",
            "document.querySelector('#s').onclick = async () => {"
            "const child = document.querySelector('[data-child-id]').dataset.childId;"
            "const made = await fetch(`/api/children/${child}/entries`, {method: 'POST'});"
            "const kept = await fetch(made.headers.get('Location'), {method: 'PUT', body: 'Fine day'});"
            "say((await kept.json()).told) }",
        )

    @app.post("/api/children/<int:child>/entries")
    def make_entry(child: int) -> Response:
        if child != 4711 + 37 * me():
            abort(403)
        key = secrets.token_hex(8)
        school.drafts[key] = me()
        return Response(status=201, headers={"Location": f"/api/children/{child}/entries/{key}"})

    @app.put("/api/children/<int:child>/entries/<key>")
    def fill_entry(child: int, key: str) -> Response:
        if child != 4711 + 37 * me() or school.drafts.pop(key, None) != me():
            abort(404)
        finish("ids-in-paths", request.get_data(as_text=True))
        return jsonify(told=f"Written about {school.child(me())}")

    # A bearer token that the page's script asks for, and that cookies do not replace.
    @app.get("/bearer")
    def lunch() -> str:
        return page(
            "Lunch",
            "<button id=s>No lunch tomorrow</button>",
            "document.querySelector('#s').onclick = async () => {"
            "const {access_token} = await (await fetch('/api/token', {method: 'POST'})).json();"
            "const headers = {Authorization: 'Bearer ' + access_token, 'Content-Type': 'application/json'};"
            "const mine = await (await fetch('/api/me', {headers})).json();"
            "const r = await fetch('/api/lunch', {method: 'POST', headers, body: JSON.stringify("
            "{child: mine.children[0].id, eats: false})}); say((await r.json()).told) }",
        )

    def bearer() -> int:
        n = school.bearers.get(request.headers.get("Authorization", "").removeprefix("Bearer "))
        if n is None or n != me():
            abort(401)
        return n

    @app.post("/api/token")
    def token() -> Response:
        made = f"{secrets.token_urlsafe(20)}.{secrets.token_urlsafe(20)}"
        school.bearers[made] = me()
        return jsonify(access_token=made, token_type="Bearer", expires_in=3600)

    @app.get("/api/me")
    def api_me() -> Response:
        n = bearer()
        return jsonify(children=[{"id": 900 + n, "name": school.child(n)}], unread=3)

    @app.post("/api/lunch")
    def no_lunch() -> Response:
        n = bearer()
        if request.get_json()["child"] != 900 + n:
            abort(403)
        finish("bearer")
        return jsonify(told=f"No lunch for {school.child(n)}")

    # A save that is refused unless it names the version that was read.
    def plan() -> tuple[str, str]:
        return school.plans.setdefault(me(), ("", f'"{secrets.token_hex(8)}"'))

    @app.get("/etag")
    def care_plan() -> str:
        return page(
            "Care plan",
            "<label>Plan <input id=t></label><button id=s>Save</button>",
            "let tag; fetch('/api/plan').then(r => { tag = r.headers.get('ETag'); });"
            "document.querySelector('#s').onclick = async () => { const r = await fetch('/api/plan', {method: 'PUT',"
            "headers: {'If-Match': tag, 'Content-Type': 'application/json'},"
            "body: JSON.stringify({text: document.querySelector('#t').value})}); say((await r.json()).told) }",
        )

    @app.get("/api/plan")
    def read_plan() -> AnyResponse:
        return make_response(jsonify(text=plan()[0]), 200, {"ETag": plan()[1]})

    @app.put("/api/plan")
    def write_plan() -> AnyResponse:
        if request.headers.get("If-Match") != plan()[1]:
            abort(412)
        school.plans[me()] = request.get_json()["text"], f'"{secrets.token_hex(8)}"'
        finish("etag", school.plans[me()][0])
        return make_response(jsonify(told=f"Saved for {school.child(me())}"), 200, {"ETag": plan()[1]})

    # The cookie's value has to come back in a header and in a field.
    @app.get("/double-submit")
    def contact() -> AnyResponse:
        answer = make_response(
            page(
                "Contact",
                "<form id=f><label>Telephone <input name=telephone></label><button>Save</button></form>",
                "document.querySelector('#f').onsubmit = async e => { e.preventDefault();"
                "const value = document.cookie.split('; ').find(c => c.startsWith('XSRF-TOKEN=')).slice(11);"
                "const body = new URLSearchParams(new FormData(e.target)); body.set('_xsrf', value);"
                "const r = await fetch('/api/contact', {method: 'POST', headers: {'X-XSRF-TOKEN': value}, body});"
                "say((await r.json()).told) }",
            )
        )
        answer.set_cookie("XSRF-TOKEN", secrets.token_hex(16))
        return answer

    @app.post("/api/contact")
    def save_contact() -> Response:
        cookie = request.cookies.get("XSRF-TOKEN")
        if not cookie or cookie != request.headers.get("X-XSRF-TOKEN") or cookie != request.form["_xsrf"]:
            abort(403)
        finish("double-submit", request.form["telephone"])
        return jsonify(told=f"{request.form['telephone']} is kept for Guardian {me()}")

    # Three steps, whose state is the server's.
    @app.get("/wizard")
    def wizard() -> AnyResponse:
        key = secrets.token_urlsafe(9)
        school.wizards[key] = {"n": str(me()), "step": "1"}
        return redirect(f"/wizard/{key}/1")

    @app.route("/wizard/<key>/<int:step>", methods=["GET", "POST"])
    def wizard_step(key: str, step: int) -> AnyResponse | str:
        state = school.wizards.get(key, {})
        if state.get("n") != str(me()) or int(state["step"]) < step:
            abort(409)
        if request.method == "POST":
            if request.form["version"] != state["version"]:
                abort(409)
            state |= {name: value for name, value in request.form.items() if name not in ("version",)}
            state["step"] = str(step + 1)
            if step == 3:
                finish("wizard", (state["child"], state["why"]))
                return page("Leave", f"<p>Leave is applied for: {school.child(me())}</p>")
            return redirect(f"/wizard/{key}/{step + 1}")
        state["version"] = secrets.token_hex(4)
        fields = {
            1: f"<label>Child <select name=child><option value=1>Choose</option><option value={300 + me()}>"
            f"{school.child(me())}</option></select></label><button>Next</button>",
            2: "<label>Why <input name=why></label><button>Next</button>",
            3: f"<p>{state.get('why')}</p><button>Send</button>",
        }
        return page(
            "Leave", f"<form method=post><input type=hidden name=version value={state['version']}>{fields[step]}</form>"
        )

    # Lists that go on behind a cursor.
    @app.get("/cursor")
    def groups() -> str:
        return page(
            "Groups",
            "<ul id=l></ul><button id=m>More</button>",
            "let next = ''; const more = async () => { const r = await (await fetch('/api/groups?size=3' + "
            "(next && '&after=' + encodeURIComponent(next)))).json(); next = r.next;"
            "for (const g of r.groups) { const b = document.createElement('button'); b.textContent = 'Join ' + g.title;"
            "b.onclick = async () => say((await (await fetch('/api/groups/' + g.ref + '/join', {method: 'POST'})).json()).told);"
            "document.querySelector('#l').append(b) } }; document.querySelector('#m').onclick = more; more()",
        )

    def ref(n: int, i: int) -> str:
        return base64.urlsafe_b64encode(f"{n}-{i}".encode()).decode().rstrip("=")

    @app.get("/api/groups")
    def list_groups() -> Response:
        after = request.args.get("after")
        first = 0
        if after:
            owner, _, text = base64.urlsafe_b64decode(after).decode().partition(":")
            if owner != str(me()):
                abort(400)
            first = int(text)
        items = [
            {"ref": ref(me(), i), "title": f"Class of {school.child(me())}" if i == 4 else f"Group {i}"}
            for i in range(first, first + 3)
        ]
        return jsonify(groups=items, next=base64.urlsafe_b64encode(f"{me()}:{first + 3}".encode()).decode())

    @app.post("/api/groups/<key>/join")
    def join(key: str) -> Response:
        if key != ref(me(), 4):
            abort(403)
        finish("cursor")
        return jsonify(told=f"Joined the class of {school.child(me())}")

    # What the browser makes up: a key that is good once, the time, a counter that begins anew, a nonce.
    @app.get("/made-by-the-browser")
    def pick_up() -> str:
        return page(
            "Pick-up",
            "<button id=s>Grandmother comes</button>",
            "let count = 0; const random = n => [...crypto.getRandomValues(new Uint8Array(n))]"
            ".map(b => b.toString(16).padStart(2, '0')).join('');"
            "document.querySelector('#s').onclick = async () => { let r; for (const step of ['check', 'send']) {"
            "r = await fetch('/api/pick-up/' + step + '?t=' + Date.now(), {method: 'POST', headers: {"
            "'Idempotency-Key': crypto.randomUUID(), 'Content-Type': 'application/json', 'X-Nonce': random(16)},"
            "body: JSON.stringify({seq: ++count, at: new Date().toISOString()})}) } say((await r.json()).told) }",
        )

    @app.post("/api/pick-up/<step>")
    def picked_up(step: str) -> Response:
        used = {request.headers["Idempotency-Key"], request.headers["X-Nonce"]}
        late = abs(int(request.args["t"]) / 1000 - time.time()) > 60
        body = request.get_json()
        said_at = time.strptime(body["at"].partition(".")[0], "%Y-%m-%dT%H:%M:%S")
        late = late or abs(time.mktime(said_at) - time.mktime(time.gmtime())) > 60
        uuid.UUID(request.headers["Idempotency-Key"])
        if late or used & school.keys or len(request.headers["X-Nonce"]) != 32 or body["seq"] != 1 + (step == "send"):
            abort(409)
        school.keys |= used
        if step == "send":
            finish("made-by-the-browser")
        return jsonify(told=f"Pick-up is noted for {school.child(me())}")

    return app


@contextmanager
def _on_a_port(app: Flask) -> Iterator[BaseWSGIServer]:
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        thread.join()


@contextmanager
def serve(school: Patterned) -> Iterator[Patterned]:
    """The school and its sign-in, each on a free port of this machine."""
    logging.getLogger("werkzeug").setLevel(logging.ERROR)
    with _on_a_port(identity(school)) as signing_in, _on_a_port(build(school)) as serving:
        school.identity_url = f"http://127.0.0.1:{signing_in.server_port}"
        school.url = f"http://127.0.0.1:{serving.server_port}"
        yield school
