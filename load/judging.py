"""Judges a live answer by what was recorded in its place: what is quick but not what was asked for is a failure."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from load.page import Answer, bare
from load.proof import shape_of
from load.script import Script, Step
from load.template import NotFound, Template


def failure_of(script: Script, step: Step, answer: Answer, base: str, fill: Callable[[Template], str]) -> str:
    """What is wrong with an answer.

    Args:
        script: The person's script.
        step: What was asked.
        answer: What came.
        base: Path under which the live build lies; empty at the root.
        fill: Makes a template's text for this person.
    Returns:
        A code such as "sent-back-to-log-in" or "status-500"; empty if nothing is wrong.
    """
    return _sent_back(script, step, answer, base) or _wrong_kind(step, answer) or _not_shown(step, answer, fill)


def _sent_back(script: Script, step: Step, answer: Answer, base: str) -> str:
    if step.kind == "asset":
        return ""
    if not step.asks_for_password and answer.asks_for_password:
        return "sent-back-to-log-in"
    log_in = script.log_in_path.removeprefix(script.base)
    if not log_in or step.final_path == script.log_in_path:
        return ""
    return "sent-back-to-log-in" if urlsplit(answer.address).path.removeprefix(base) == log_in else ""


def _wrong_kind(step: Step, answer: Answer) -> str:
    if answer.status >= 400 and answer.status != step.status:
        return f"status-{answer.status}"
    if step.answers == "json" and answer.data is None:
        return "not-json"
    if step.answers == "html" and step.kind == "document" and not answer.is_html:
        return "not-a-page"
    return ""


def _not_shown(step: Step, answer: Answer, fill: Callable[[Template], str]) -> str:
    for sight in step.sights:
        try:
            if bare(fill(sight)) not in answer.readable:
                return "text-not-shown"
        except NotFound as missing:
            return str(missing)
    return "answer-of-another-shape" if step.shape and shape_of(answer.data) != step.shape else ""
