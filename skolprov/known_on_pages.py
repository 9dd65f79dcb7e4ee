"""Known findings on pages that were scanned without a journey: which are excused there, and which entries say nothing any more."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from a11y.catalogue import own_rules, rules
from a11y.names import ENGINE_RULES
from a11y.standards import is_asked_for
from evidence.records import Verdict
from reports.known import Known, known_notes, stands_on, status_of
from reports.model import KnownFinding, KnownStatus
from reports.page.known import excuse
from skolprov.scan import Asked, Seen
from skolprov.wording import words_of


def judge_on_pages(known: Known, pages: Sequence[Seen], asked: Asked) -> tuple[KnownFinding, ...]:
    """Each entry with its status.

    Args:
        known: The file's entries.
        pages: What was found, all pages.
        asked: What was asked of them: a rule that was not asked says nothing of an entry.
    """
    there = {f.fingerprint for page in pages for f in page.findings if f.verdict is Verdict.VIOLATION}
    judged = []
    for entry in known.entries:
        looked = _is_asked(entry.rule, asked) and any(
            stands_on(entry.page, page.url, page.state.place) for page in pages if _could_look(entry.rule, page)
        )
        status = status_of(entry, known.today, there=entry.fingerprint in there, looked=looked)
        judged.append(replace(entry, status=status))
    return tuple(judged)


def excused_on_pages(judged: Sequence[KnownFinding]) -> dict[str, KnownFinding]:
    """The entries that excuse something, by their fingerprint."""
    return {entry.fingerprint: entry for entry in judged if entry.status is KnownStatus.EXCUSED}


def lines_of_known(judged: Sequence[KnownFinding], language: str) -> Iterator[str]:
    """What is told of the entries in a terminal, after all pages: who sees to what, and what has to be done about the file."""
    words = words_of(language)
    for entry in excused_on_pages(judged).values():
        yield f"○ {entry.rule}  {entry.element}  {excuse(entry, words)}"
    for note in known_notes(judged):
        yield f"! {words.message(note)}"


def _is_asked(rule: str, asked: Asked) -> bool:
    own = {rule.id: rule.criteria for rule in own_rules()}
    criteria = own.get(rule) or tuple(rules().get(rule, {}).get("criteria", ()))
    is_named = not asked.only or rule in asked.only or (ENGINE_RULES in asked.only and rule not in own)
    return is_named and is_asked_for(criteria, asked.level, asked.standard)


def _could_look(rule: str, page: Seen) -> bool:
    failed = {name for name, _ in page.errors}
    part = ENGINE_RULES if rule in rules() else "checks"
    return page.not_opened is None and not failed & {rule, part}
