"""Conditions, margins and the list of files: the foot of the report, for those who ask how and with what."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from evidence.conditions import LOAD_SENT, SAME_SESSION, ConditionDifference
from reports.model import Comparison, MeasureInfo, Report, RollUp, Unit, is_scan
from reports.page.figures import Figures
from reports.words import Words

_CONDITIONS = (
    "harness_version",
    "measuring_version",
    "catalogue_version",
    "browser",
    "browser_version",
    "browser_flags",
    "engine",
    "machine",
    "system",
    "workers",
    "language",
    "interleaved",
    "scanned",
    "traced",
    "network",
    "cpu_slowdown",
    "reduced_motion",
    "forced_colours",
    "text_percent",
    "text_spacing",
    "javascript",
    "checks",
    "level",
    "standard",
    "limit_s",
)
_OF_JOURNEYS = frozenset({"catalogue_version", "workers", "interleaved", "scanned", "traced", "limit_s"})
"""Conditions that say nothing of pages that were opened by their addresses."""
_MOST_DECIMALS = 3
_GROUPS = ("form", "mode")
_CSV = frozenset({"criteria.csv", "findings.csv"})
"""Tables that are not of measures."""


def _condition_text(value: Any, words: Words) -> str:
    if isinstance(value, bool):
        return words.say("yes" if value else "no")
    if isinstance(value, list | tuple):
        return ", ".join(str(item) for item in value) or "–"
    return str(value) if value not in {None, ""} else "–"


def conditions(report: Report, words: Words) -> list[tuple[str, list[str]]]:
    """Under which conditions each build was measured."""
    return [
        (name, [named_condition(name, getattr(report.runs[b.run].conditions, name), words) for b in report.builds])
        for name in _CONDITIONS
        if not (is_scan(report) and name in _OF_JOURNEYS)
    ]


def named_condition(name: str, value: Any, words: Words) -> str:
    """A condition's value as it is read; of what has a name of its own, that."""
    return words.say(f"standard-{value}") if name == "standard" else _condition_text(value, words)


def condition_name(difference: ConditionDifference, words: Words) -> str:
    """What a condition is called; with its situation, if it concerns that alone."""
    name = words.say(f"condition-{difference.name}")
    return f"{name}, {words.situation(difference.situation)}" if difference.situation else name


def both_values(difference: ConditionDifference, words: Words) -> tuple[str, str]:
    """A differing condition's value for the baseline and for the candidate, as they are read."""
    ours, theirs = difference.baseline, difference.candidate
    if difference.name == LOAD_SENT:
        return _load_text(ours, theirs, words), _load_text(theirs, ours, words)
    return named_condition(difference.name, ours, words), named_condition(difference.name, theirs, words)


def _load_text(sent: Mapping[str, Any], other: Mapping[str, Any], words: Words) -> str:
    """What one side was sent, as far as the other was not sent the same."""
    return "; ".join(_sent_text(field, value, other[field], words) for field, value in sent.items())


def _sent_text(field: str, value: Any, other: Any, words: Words) -> str:
    if field == "mix":
        sides = [(role, value.get(role, 0.0), other.get(role, 0.0)) for role in sorted({*value, *other})]
        return words.list(
            [
                f"{words.percent(share, _apart(share * 100, theirs * 100))} {words.say(f'roles-{role}').lower()}"
                for role, share, theirs in sides
                if share != theirs
            ]
        )
    if field == "own_pace":
        return words.say("sent-own-pace" if value else "sent-recorded-pace")
    if field == "not_replayed":
        return words.say("sent-without", count=len(value), tasks=[words.quoted(words.titles.get(t, t)) for t in value])
    return words.say(f"sent-{field}", value=words.number(value, _apart(value, other)))


def _apart(value: float, other: float) -> int:
    """With how many decimals two unequal values are first seen to be so."""
    return next(
        (digits for digits in range(_MOST_DECIMALS) if round(value, digits) != round(other, digits)), _MOST_DECIMALS
    )


def comparable(comparison: Comparison, words: Words, *, scan: bool = False) -> str:
    """Whether the builds may be compared, in a sentence; of a scan, whether their pages may."""
    if not comparison.comparable:
        return words.say("comparable-no")
    if comparison.conditions:
        return words.say("comparable-partly")
    return words.say("comparable-yes-scan" if scan else "comparable-yes")


def differing(comparison: Comparison, words: Words) -> str:
    """What differs, with both values."""
    if not comparison.conditions:
        return words.say("differs-nothing")
    told = []
    for difference in comparison.conditions:
        name = condition_name(difference, words)
        touches = words.say(f"touches-{difference.touches}")
        if difference.name == SAME_SESSION:
            told.append(f"{name} ({touches})")
            continue
        before, after = both_values(difference, words)
        told.append(f"{name}: {before} → {after} ({touches})")
    return "; ".join(told)


def selected(report: Report, words: Words) -> str:
    """Of which tasks, roles, school forms and modes the report is made; empty if of all."""
    chosen = report.selection
    parts = (
        [words.titles.get(task, task) for task in chosen.tasks],
        [words.say(f"roles-{role}") for role in chosen.roles],
        [words.say(f"form-{form}") for form in chosen.forms],
        [words.say(f"mode-{mode}") for mode in chosen.modes],
    )
    return "; ".join(words.list(part) for part in parts if part)


def not_measured(report: Report, words: Words) -> str:
    """What was not measured, in a line for the first screen; each is told at length further down."""
    told = [
        words.say(code, **message.values) for message in report.unknown if words.knows(code := f"short-{message.code}")
    ]
    line = "; ".join(told)
    return f"{line[:1].upper()}{line[1:]}." if line else "–"


def margin(info: MeasureInfo, words: Words, gate_margins: dict[str, float]) -> str:
    """The equivalence margin of a measure, absolute or relative."""
    value = gate_margins.get(info.id, info.margin)
    points = info.unit == Unit.SHARE
    return words.say("points", points=words.number(value * 100)) if points else words.percent(value)


def groups(report: Report, figures: Figures) -> list[tuple[str, list[tuple[str, list[RollUp | None]]]]]:
    """Task success by school form and by mode, a column per build."""
    found = {(r.kind, r.name, r.build): r for r in report.roll_ups}
    shown = []
    for kind in _GROUPS:
        names = dict.fromkeys(r.name for r in report.roll_ups if r.kind == kind)
        order = sorted(names, key=lambda name: "PCUA".find(name) if name in "PCUA" else 9)
        rows = [
            (figures.words.say(f"{kind}-{name}"), [found.get((kind, name, b.name)) for b in report.builds])
            for name in order
        ]
        if rows:
            shown.append((kind, rows))
    return shown


def files_beside(report_file: Path, directories: list[Path], words: Words) -> list[tuple[str, str, str]]:
    """The other formats and the evidence that lie beside or beneath the report: address, what it is, size."""
    shown = []
    for file in sorted(report_file.parent.glob("*")):
        code = f"file-{file.stem}-csv" if file.name in _CSV else f"file-{file.suffix.removeprefix('.')}"
        if file.is_file() and file != report_file and file.suffix in {".json", ".xml", ".csv", ".md"}:
            if file.stem in {"run", "catalogue"}:
                continue
            shown.append((file.name, words.say(code), _size(file.stat().st_size, words)))
    for directory in directories:
        for name in (
            "run.json",
            "catalogue.json",
            "attempts.jsonl",
            "findings.jsonl",
            "replays.jsonl",
            "rules.toml",
            "load_windows.jsonl",
            "blobs",
        ):
            path = directory / name
            if path.exists() and path.resolve().is_relative_to(report_file.parent.resolve()):
                address = path.resolve().relative_to(report_file.parent.resolve()).as_posix()
                code = "file-" + name.partition(".")[0].replace("_", "-")
                shown.append((address, words.say(code), _size(path.stat().st_size, words) if path.is_file() else ""))
    return shown


def _size(size_bytes: int, words: Words) -> str:
    if size_bytes >= 1_000_000:
        return f"{words.number(size_bytes / 1_000_000, 1)} MB"
    return f"{words.number(max(1, round(size_bytes / 1000)))} kB"
