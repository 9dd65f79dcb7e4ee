"""What became of an attempt, and whose fault it was: the platform's, the script's, the surroundings', or ours.

Evidence decides. HTTP 5xx, uncaught page errors and a time-out with the target present speak for the platform; a
target that nobody finds speaks for the script.
"""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Error

from evidence.problem import Problem
from evidence.records import Message, Outcome
from scenarios.journal import Trouble
from scenarios.stumble import Ambiguous, Barrier, NotFound, SignInFailed, Stumble

_UNREACHABLE = re.compile(
    r"net::ERR_(CONNECTION|NAME|ADDRESS|CERT|SSL|INTERNET|NETWORK|TIMED_OUT|EMPTY_RESPONSE|SOCKET|PROXY|TUNNEL)\w*"
)
_GONE = re.compile(
    r"Target (page, context or browser has been closed|crashed)|Browser (has been )?closed|Page crashed|Connection closed",
    re.I,
)
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
    error: Exception, trouble: Trouble, *, seen_by: str | None = None
) -> Ending:
    """Classify what ended an attempt.

    Args:
        error: What was raised.
        trouble: What the page complained of on the way.
        seen_by: The role that looked for the outcome, if it was raised then.
    Returns:
        Outcome and reason. The reason's code says what happened, its values with what.
    """
    values = {"seen_by": seen_by} if seen_by else {}
    if isinstance(error, SignInFailed) and int(error.values.get("status") or 0) >= 500:
        return Ending(Outcome.FAILED, Message(code="server-error", values=error.values))
    if isinstance(error, SignInFailed):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code=error.code, values=error.values))
    if isinstance(error, Barrier) and not seen_by:
        return Ending(Outcome.BARRIER, Message(code=error.code, values=error.values), error.focus_path, error.heard)
    if isinstance(error, Stumble):
        return _of_stumble(error, trouble, values)
    if isinstance(error, Error):
        return _of_browser(error, trouble, values)
    if isinstance(error, Problem):
        return Ending(
            Outcome.SCRIPT_ERROR,
            Message(code="problem", values={"what": error.what, "where": error.where, "do": error.do}),
        )
    at = traceback.extract_tb(error.__traceback__)[-1] if error.__traceback__ else None
    where = f"{Path(at.filename).name}:{at.lineno}" if at else ""
    # Only the kind and place of an exception are kept: its text and locals may hold what nobody should read.
    said = {"kind": type(error).__name__, "where": where}
    ours = at is not None and at.filename.startswith(_HARNESS) and "platforms" not in Path(at.filename).parts
    return Ending(Outcome.HARNESS_ERROR if ours else Outcome.SCRIPT_ERROR, Message(code="exception", values=said))


def _of_stumble(  # noqa: PLR0911 - one return for each kind of evidence
    error: Stumble, trouble: Trouble, values: dict[str, str]
) -> Ending:
    if match := _UNREACHABLE.search(trouble.lost):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code="unreachable", values={"error": match.group()}))
    if trouble.server_errors:
        worst = trouble.server_errors[-1]
        return Ending(
            Outcome.FAILED,
            Message(code="server-error", values={"status": worst.status, "url": worst.url, **error.values, **values}),
        )
    if isinstance(error, Ambiguous):
        return Ending(Outcome.SCRIPT_ERROR, Message(code=error.code, values=error.values | values))
    if isinstance(error, NotFound) and not values:
        if trouble.page_errors:
            return Ending(
                Outcome.FAILED, Message(code="page-error", values={"error": trouble.console_errors[-1], **error.values})
            )
        if trouble.last_status >= 400:
            return Ending(
                Outcome.FAILED, Message(code="status", values={"status": trouble.last_status, **error.values})
            )
        return Ending(Outcome.SCRIPT_ERROR, Message(code=error.code, values=error.values))
    return Ending(Outcome.FAILED, Message(code=error.code, values=error.values | values))


def _of_browser(error: Error, trouble: Trouble, values: dict[str, str]) -> Ending:
    said = str(error).splitlines()[0]
    if match := _UNREACHABLE.search(said):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code="unreachable", values={"error": match.group()}))
    if "ERR_TOO_MANY_REDIRECTS" in said or "crashed" in said.lower():
        code = "page-crashed" if "crashed" in said.lower() else "too-many-redirects"
        return Ending(Outcome.FAILED, Message(code=code, values=dict(values)))
    if _GONE.search(said):
        return Ending(Outcome.ENVIRONMENT_ERROR, Message(code="browser-gone", values={}))
    if "Timeout" in said:
        return Ending(Outcome.FAILED, Message(code="timed-out", values=dict(values)))
    if trouble.server_errors:
        return Ending(
            Outcome.FAILED, Message(code="server-error", values={"status": trouble.server_errors[-1].status, **values})
        )
    return Ending(Outcome.HARNESS_ERROR, Message(code="browser-error", values={"error": said[:200]}))
