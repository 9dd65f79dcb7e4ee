"""The file of known findings as the report shows it: what is excused, by whom and until when, and what has to be done about it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from reports.model import KnownFinding, KnownStatus, Report
from reports.words import Words


@dataclass(frozen=True, slots=True)
class KnownRow:
    """One entry."""

    rule: str
    title: str
    """What the rule finds, in words; the rule's id where there are none."""
    element: str
    status: str
    is_excused: bool
    until: str
    owner: str
    reason: str
    entry: str
    """File and line."""


def known_rows(report: Report, words: Words) -> list[KnownRow]:
    """The entries, those first that somebody has to do something about."""
    return [
        KnownRow(
            rule=entry.rule,
            title=title_of(report, entry.rule, words),
            element=entry.element,
            status=status(entry, words),
            is_excused=entry.status == KnownStatus.EXCUSED,
            until=words.date(entry.expires.isoformat()) if entry.expires else "",
            owner=entry.owner,
            reason=entry.reason,
            entry=entry.where,
        )
        for entry in report.known
    ]


def title_of(report: Report, rule: str, words: Words) -> str:
    """What a rule finds, in words."""
    known = report.rules.get(rule, {})
    return str(known.get(f"title_{words.language}") or known.get("title_en") or rule)


def status(entry: KnownFinding, words: Words) -> str:
    """What an entry comes to today, in words."""
    lacks = words.list([words.say("known-lacks", what=key) for key in entry.lacks])
    return words.say("known-status", status=entry.status.value, lacks=lacks)


def said_of(fingerprint: str, known: Sequence[KnownFinding], words: Words) -> str:
    """What is to be said beside a finding that has an entry; empty for one that has none."""
    entry = next((entry for entry in known if entry.fingerprint == fingerprint), None)
    if entry is None:
        return ""
    if entry.status == KnownStatus.EXCUSED:
        return excuse(entry, words)
    return f"{status(entry, words)} ({entry.where})"


def excuse(entry: KnownFinding, words: Words) -> str:
    """Until when, by whom and why a finding is excused."""
    until = words.date(entry.expires.isoformat()) if entry.expires else ""
    return words.say("known-excused", until=until, owner=entry.owner, reason=entry.reason)
