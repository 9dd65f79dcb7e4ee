"""Replayed once before the load: a row for each task, with what the replay asked, and whether it did what was recorded."""

from __future__ import annotations

from dataclasses import dataclass

from reports.load_model import ReplayResult
from reports.model import Report
from reports.page.load import reason_of
from reports.page.tasks import title_of
from reports.words import Words


@dataclass(frozen=True, slots=True)
class ReplayRow:
    """One task of one role and school form, on one build."""

    build: str
    name: str
    form: str
    requests: str
    rules: str
    done: bool
    outcome: str
    notes: tuple[str, ...]


def replay_rows(report: Report, words: Words) -> list[ReplayRow]:
    """All, in the report's order."""
    return [_row(report, one, words) for one in report.replays]


def _row(report: Report, one: ReplayResult, words: Words) -> ReplayRow:
    info = next((task for task in report.tasks if task.id == one.task), None)
    return ReplayRow(
        build=one.build,
        name=f"{words.say(f'role-{one.role}')}: {title_of(info, one.task, words.language)}",
        form=one.form,
        requests=words.say("replay-requests", alike=one.as_recorded, requests=one.requests),
        rules=str(one.rules),
        done=not one.failure,
        outcome=outcome_of(one, words),
        notes=tuple(_notes(one, words)),
    )


def outcome_of(one: ReplayResult, words: Words) -> str:
    """Whether a replay got there, in words."""
    if not one.failure:
        return words.say("replay-done")
    reason = reason_of(one.failure, words)
    return words.say("replay-left-out", reason=f"{reason}: {one.failed_request}" if one.failed_request else reason)


def _notes(one: ReplayResult, words: Words) -> list[str]:
    told = []
    if one.differing:
        told.append(words.say("replay-differs", requests=words.list(list(dict.fromkeys(one.differing)))))
    if one.unexplained:
        told.append(words.say("replay-unexplained", values=words.list(list(one.unexplained))))
    if one.corrected:
        told.append(words.say("replay-corrected", count=one.corrected))
    return told
