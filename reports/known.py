"""Findings that somebody has taken as known: which of them a report excuses, and which entries say nothing any more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import unquote, urlsplit

from evidence.records import Message, State, Verdict
from reports.accessibility import Ways
from reports.model import FindingGroup, KnownFinding, KnownStatus
from reports.source import Source

_NAMED = 5
"""So many entries of one kind are named in a warning; the report's table has all."""
_ORDER = tuple(KnownStatus)


@dataclass(frozen=True, slots=True)
class Known:
    """The entries of a file of known findings, on one day."""

    file: str
    """Its name."""
    entries: tuple[KnownFinding, ...]
    today: date


def status_of(entry: KnownFinding, today: date, *, there: bool, looked: bool) -> KnownStatus:
    """What an entry comes to.

    Args:
        entry: Of the file.
        today: An entry excuses until its day is over.
        there: Whether the finding was met.
        looked: Whether it would have been met, were it there.
    """
    if not there:
        return KnownStatus.VANISHED if looked else KnownStatus.NOT_LOOKED_AT
    if entry.lacks or entry.expires is None:
        return KnownStatus.INCOMPLETE
    return KnownStatus.EXPIRED if entry.expires < today else KnownStatus.EXCUSED


def stands_on(page: str, address: str, place: str) -> bool:
    """Whether what was found on a page would be found on one that was looked at, which may be of another build.

    Args:
        page: Address of the page that it was found on.
        address: Of the page that was looked at.
        place: What that is called among the pages of its scan; empty if it was no scan. Of files only this is the same in
            another folder.
    """
    if urlsplit(page).scheme == urlsplit(address).scheme == "file":
        within = (place or address).partition("?")[0].partition("#")[0]
        return unquote(urlsplit(page).path).endswith("/" + (within if place else within.rpartition("/")[2]))
    return _place_of(page) == _place_of(address)


def _place_of(address: str) -> str:
    """A page's address without host, port and values, so that it is found again on another build."""
    parts = urlsplit(address)
    return f"{parts.path}#{parts.fragment}" if parts.fragment.startswith(("/", "!")) else parts.path


def judge_known(known: Known, source: Source, ways: Ways, groups: Sequence[FindingGroup]) -> tuple[KnownFinding, ...]:
    """Each entry with its status, those first that somebody has to do something about.

    Args:
        known: The file's entries.
        source: The evidence.
        ways: From `find_ways`.
        groups: From `group_findings`.
    """
    there = {group.fingerprint for group in groups if group.verdict == Verdict.VIOLATION}
    states: dict[tuple[str, str], list[State]] = {}
    for state in source.all(State):
        if state.scanned:
            states.setdefault((state.url, state.place), []).append(state)

    def on_page(page: str) -> Iterator[State]:
        for (address, place), of_page in states.items():
            if stands_on(page, address, place):
                yield from of_page

    judged = [
        replace(
            entry,
            status=status_of(
                entry,
                known.today,
                there=entry.fingerprint in there,
                looked=_is_looked_for(entry, ways, on_page(entry.page)),
            ),
        )
        for entry in known.entries
    ]
    return tuple(sorted(judged, key=lambda entry: _ORDER.index(entry.status)))


def _is_looked_for(entry: KnownFinding, ways: Ways, there: Iterable[State]) -> bool:
    """Whether an entry's rule looked at its page, or along the whole of its task.

    Args:
        entry: Of the file.
        ways: From `find_ways`.
        there: The scanned states of its page.
    """
    walked = any(
        ways.walked(entry.rule, build, task, mode) for build, task, mode in ways.finished if task == entry.task
    )
    return walked or any(entry.rule in ways.asked[state.build] and entry.rule not in state.unasked for state in there)


def excused(groups: Sequence[FindingGroup], known: Sequence[KnownFinding]) -> tuple[FindingGroup, ...]:
    """The groups, those marked that an entry excuses."""
    prints = {entry.fingerprint for entry in known if entry.status == KnownStatus.EXCUSED}
    return tuple(replace(group, known=group.fingerprint in prints) for group in groups)


def known_notes(known: Sequence[KnownFinding]) -> Iterator[Message]:
    """What somebody has to do about the file: one warning for each kind, with the first entries by file and line."""
    for status in (KnownStatus.EXPIRED, KnownStatus.INCOMPLETE, KnownStatus.VANISHED):
        of_kind = [entry for entry in known if entry.status == status]
        if of_kind:
            named = [entry.where for entry in of_kind[:_NAMED]]
            yield Message(
                code=f"note-known-{status}",
                values={"count": len(of_kind), "where": named, "more": len(of_kind) - len(named)},
            )
