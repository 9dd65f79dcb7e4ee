"""What became of an attempt, and whose fault it was: the platform's, the script's, the surroundings', or ours.

Evidence decides: answers, uncaught page errors, what was still on its way, and what was on the page at the end. A target
that nobody finds speaks for the script, unless the page never became what it was to be. What a single attempt cannot know,
whether another mode found the target, reports/attribution.py tells from all of them.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error

from evidence.problem import Problem
from evidence.records import UNREACHABLE, Message, Outcome, Request
from scenarios.scene import Scene
from scenarios.stumble import Ambiguous, Barrier, NotFound, NotSeen, SignInBroken, SignInFailed, Stumble, Unanswered
from scenarios.trouble import Trouble

_UNREACHABLE = re.compile(
    r"net::ERR_(CONNECTION|NAME|ADDRESS|CERT|SSL|INTERNET|NETWORK|TIMED_OUT|EMPTY_RESPONSE|SOCKET|PROXY|TUNNEL)\w*"
)
_GONE = re.compile(
    r"Target (page, context or browser has been closed|crashed)|Browser (has been )?closed|Page crashed|Connection closed",
    re.I,
)
_ASKED_FOR = re.compile(r'navigating to "([^"]+)"')
_LIMIT = re.compile(r"Timeout (\d+)ms exceeded")
_OURS = Path(__file__).resolve().parent
_HARNESS = tuple(str(_OURS.parent / name) for name in ("scenarios", "a11y", "evidence", "load", "skolprov"))


@dataclass(frozen=True, slots=True)
class Ending:
    """How an attempt ended."""

    outcome: Outcome
    reason: Message | None = None
    focus_path: list[str] = field(default_factory=list)
    heard: list[str] = field(default_factory=list)


SUCCEEDED = Ending(Outcome.SUCCEEDED)


def ending_of(  # noqa: PLR0911 - one return for each kind of cause
    error: Exception | SystemExit, trouble: Trouble, *, seen_by: str | None = None, scene: Scene | None = None
) -> Ending:
    """Classify what ended an attempt.

    Args:
        error: What was raised.
        trouble: What the page complained of on the way.
        seen_by: The role that looked for the outcome, if it was raised then.
        scene: What was on the page at the end; None if nobody could look.
    Returns:
        Outcome and reason. The reason's code says what happened, its values with what.
    """
    values = {"seen_by": seen_by} if seen_by else {}
    if trouble.crashed:
        return Ending(Outcome.FAILED, Message(code="page-crashed", values=dict(values)))
    if isinstance(error, SignInBroken):
        return Ending(Outcome.FAILED, Message(code=error.code, values=error.values | values))
    if isinstance(error, SignInFailed):
        refused = int(error.values.get("status") or 0) < 500
        outcome, code = (Outcome.ENVIRONMENT_ERROR, error.code) if refused else (Outcome.FAILED, "server-error")
        return Ending(outcome, Message(code=code, values=error.values))
    if isinstance(error, Barrier) and not seen_by:
        return Ending(Outcome.BARRIER, Message(code=error.code, values=error.values), error.focus_path, error.heard)
    if isinstance(error, Stumble):
        return _of_stumble(error, trouble, scene or Scene(), values)
    if isinstance(error, Error):
        return _of_browser(error, trouble, values)
    if isinstance(error, Problem):
        said = {"what": error.what, "where": error.where, "do": error.do}
        return Ending(Outcome.SCRIPT_ERROR, Message(code="problem", values=said))
    return _of_exception(error)


def broken_sign_in(
    error: Stumble, trouble: Trouble, scene: Scene, *, asks_again: bool, held_back: bool
) -> Message | None:
    """What the platform did that let nobody in; None where it may have looked at who they are and said no, or the script is wrong.

    Args:
        error: What ended the signing in.
        trouble: What the page complained of.
        scene: What was on the page at the end.
        asks_again: Whether the page still asks for a password.
        held_back: Whether the browser itself finds what was typed to be of the wrong kind, and sends no such form.
    """
    if trouble.denied_at > scene.acted_at:
        return None
    answered = _of_answers(trouble, scene)
    if answered or isinstance(error, Ambiguous):
        return answered
    # A form that comes back, or that the browser itself does not send, is how a wrong password ends, whatever else broke there.
    if (asks_again and trouble.answered_at > scene.acted_at) or (held_back and trouble.asked_at < scene.acted_at):
        return None
    found = _of_page(error, trouble, scene)
    return found if found and found.code != "status" else None


def unreachable_in(said: str) -> str:
    """The browser's own word for why no server was reached, in what it said; empty if one was."""
    match = _UNREACHABLE.search(said)
    return match.group() if match else ""


def _of_exception(error: Exception | SystemExit) -> Ending:
    at = traceback.extract_tb(error.__traceback__)[-1] if error.__traceback__ else None
    where = f"{Path(at.filename).name}:{at.lineno}" if at else ""
    # Only the kind and place of an exception are kept: its text and locals may hold what nobody should read.
    said = {"kind": type(error).__name__, "where": where}
    ours = at is not None and at.filename.startswith(_HARNESS) and "platforms" not in Path(at.filename).parts
    return Ending(Outcome.HARNESS_ERROR if ours else Outcome.SCRIPT_ERROR, Message(code="exception", values=said))


def _of_stumble(error: Stumble, trouble: Trouble, scene: Scene, values: dict[str, str]) -> Ending:
    if gone := unreachable_in(trouble.lost):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code=UNREACHABLE, values={"error": gone}))
    found = _of_answers(trouble, scene) or _of_page(error, trouble, scene)
    if found:
        return Ending(Outcome.FAILED, Message(code=found.code, values=error.values | values | found.values))
    # Whoever only looks for somebody else's outcome, and does not find it, has found what was to be known.
    # An alert only tells something, and what it tells came instead of what the journey goes on with; a question is one
    # that the journey does not know.
    is_unknown_question = isinstance(error, Unanswered) and error.values.get("question") != "alert"
    speaks_for_script = (
        isinstance(error, Ambiguous) or (isinstance(error, NotFound) and not values) or is_unknown_question
    )
    outcome = Outcome.SCRIPT_ERROR if speaks_for_script else Outcome.FAILED
    # A thing may be missing because the press before, which was to bring it, did nothing: whose fault that is, is not known.
    idle = {"idle": scene.last_action} if isinstance(error, NotFound) and _press_did_nothing(trouble, scene) else {}
    return Ending(outcome, Message(code=error.code, values=error.values | values | idle))


def _press_did_nothing(trouble: Trouble, scene: Scene) -> bool:
    is_press = scene.last_action.startswith("click ")
    return is_press and scene.unchanged and trouble.asked_at < scene.acted_at


def _of_answers(trouble: Trouble, scene: Scene) -> Message | None:
    """What the platform's own answers, or those that did not come, say of why a thing was not there."""
    # What broke before the person acted last did not keep them from acting: it is told, and decides nothing.
    if trouble.server_errors and trouble.server_error_at >= scene.acted_at:
        worst = trouble.server_errors[-1]
        return Message(code="server-error", values={"status": worst.status, "method": worst.method, "url": worst.url})
    if waiting := trouble.document_unanswered():
        return _no_answer(*waiting)
    if scene.asks_to_log_in or (scene.asks_for_password and 0 < trouble.refused_at >= scene.acted_at):
        return Message(code="session-expired", values={"url": scene.address, "action": scene.last_action})
    return None


def _of_page(  # noqa: PLR0911 - one return for each kind of evidence
    error: Stumble, trouble: Trouble, scene: Scene
) -> Message | None:
    """What the page itself says of why a thing was not there."""
    if not isinstance(error, NotFound) and error.code != "not-seen":
        return None
    # Things are missing for many reasons; only what broke since the last action may be this one's.
    if trouble.page_error and trouble.page_error_at >= scene.acted_at:
        return Message(code="page-error", values={"error": trouble.page_error})
    if isinstance(error, NotFound) and trouble.last_status >= 400:
        return Message(code="status", values={"status": trouble.last_status})
    waiting = trouble.unanswered(scene.acted_at)
    if scene.says_busy or (scene.turns and waiting):
        longest = max(waiting, key=lambda w: w[1], default=None)
        asked = {"method": longest[0].method, "url": longest[0].url} if longest else {}
        return Message(code="still-loading", values=asked)
    if waiting and isinstance(error, NotSeen) and trouble.document_at < scene.acted_at:
        return _no_answer(*max(waiting, key=lambda w: w[1]))
    if isinstance(error, NotSeen) and scene.unchanged and trouble.asked_at < scene.acted_at:
        return Message(code="nothing-happened", values={"action": scene.last_action})
    return None


def _no_answer(request: Request, waited_s: float) -> Message:
    values = {"method": request.method, "url": request.url, "seconds": round(waited_s, 1)}
    return Message(code="no-answer", values=values)


def _of_browser(  # noqa: PLR0911 - one return for each kind of cause
    error: Error, trouble: Trouble, values: dict[str, str]
) -> Ending:
    said = str(error).splitlines()[0]
    if gone := unreachable_in(said):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code=UNREACHABLE, values={"error": gone}))
    if "ERR_TOO_MANY_REDIRECTS" in said or "crashed" in said.lower():
        code = "page-crashed" if "crashed" in said.lower() else "too-many-redirects"
        return Ending(Outcome.FAILED, Message(code=code, values=dict(values)))
    if _GONE.search(said):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code="browser-gone", values={}))
    if "Timeout" in said:
        asked = _ASKED_FOR.search(str(error))
        limit = _LIMIT.search(said)
        if not asked or not limit:
            return Ending(Outcome.FAILED, Message(code="timed-out", values=dict(values)))
        late = {"method": "GET", "url": asked[1], "seconds": int(limit[1]) / 1000}
        return Ending(Outcome.FAILED, Message(code="no-answer", values=late | values))
    if trouble.server_errors:
        worst = trouble.server_errors[-1]
        answer = {"status": worst.status, "method": worst.method, "url": worst.url}
        return Ending(Outcome.FAILED, Message(code="server-error", values=answer | values))
    return Ending(Outcome.HARNESS_ERROR, Message(code="browser-error", values={"error": said[:200]}))
