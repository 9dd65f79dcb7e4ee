"""The report as one HTML file that stands alone: for procurement to read from the top, print and archive.

No network, and no script is needed to read it. All that a page under test said is hostile: it is escaped, and the
page's own policy forbids what would get past that.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from evidence.records import Disclosure
from evidence.run_directory import RunDirectory
from reports.model import Area, KnownStatus, LeakedAddress, Report, is_scan
from reports.page import fine_print
from reports.page.accessibility import accessibility
from reports.page.capacity import capacity_views
from reports.page.criteria import asked_for, counts_in_words, criteria_rows, person_rows
from reports.page.effort import effort
from reports.page.figures import SIGNS, Figures
from reports.page.first_screen import LOOKS, verdicts
from reports.page.hearing import hearing
from reports.page.known import known_rows
from reports.page.load import situations, told_of_few
from reports.page.pictures import Pictures
from reports.page.replays import replay_rows
from reports.page.scan import kind_rows, page_rows
from reports.page.small_targets import small_targets_view
from reports.page.strips import ways
from reports.page.tasks import absent, matrix, stops, title_of
from reports.words import LANGUAGES, Words, words_for

_NAMES = {"en": "English", "sv": "Svenska"}
_TEMPLATES = "templates"
_KINDS = 8
"""Kinds of fault on a scan's first screen."""
_PAGES = 8
"""Pages that are named for one kind of fault."""
_BELOW = {"note-late", "note-fewer"}
"""Notes that the first screen leaves to the fine print: the table itself marks them, or they change nothing."""
_CONTROLS = dict.fromkeys((*range(9), 11, 12, *range(14, 32), *range(127, 160)), "�")
"""Control characters that a page under test may have put into a name: HTML forbids them."""


def write(report: Report, run_directories: Sequence[RunDirectory], to: Path, language: str) -> None:
    """Write the report as one self-contained file.

    Args:
        report: What was analysed.
        run_directories: Where its pictures lie, in the order of `report.runs`.
        to: The file; where its name has the language (`report.sv.html`), the other language is linked beside it.
        language: "en" or "sv".
    Raises:
        Problem: There are no words in that language.
    """
    to.write_text(render(report, run_directories, to, language), "utf-8")


def render(report: Report, run_directories: Sequence[RunDirectory], to: Path, language: str) -> str:
    """The report as text; equal evidence gives equal text."""
    environment = _environment()
    script = _trimmed(_source(environment, "script.js"))
    content = _content(report, run_directories, to, language)
    content |= {"script": Markup(script), "policy": _policy(script)}  # noqa: S704 - our own file
    page = environment.get_template("report.html.jinja").render(content)
    return _trimmed(page.translate(_CONTROLS)) + "\n"


def _content(report: Report, run_directories: Sequence[RunDirectory], to: Path, language: str) -> dict[str, Any]:
    words = words_for(report, language)
    words.titles |= {situation.id: words.situation(situation.id) for situation in report.load}
    words.titles |= {info.id: words.say(f"measure-{info.id}") for info in report.measures}
    figures = Figures(words)
    pictures = Pictures(run_directories)
    infos = {task.id: task for task in report.tasks}
    # In the order of the page: where pictures have to be left out, it is those at the end.
    shown_ways = [(c, ways(report, c, figures, pictures)) for c in report.comparisons]
    against = report.comparisons or (None,)
    found = [(accessibility(report, comparison, figures, pictures), comparison) for comparison in against]
    shown_stops = stops(report, figures, pictures)
    return {
        "report": report,
        "language": language,
        "languages": [(code, _NAMES[code], _beside(to, language, code)) for code in LANGUAGES],
        "words": words,
        "say": words.say,
        "figures": figures,
        "areas": [area.value for area in Area],
        "signs": SIGNS,
        "looks": LOOKS,
        "units": {info.id: info.unit for info in report.measures},
        "verdicts": verdicts(report, figures),
        "selected": fine_print.selected(report, words),
        "not_measured": fine_print.not_measured(report, words),
        "first_notes": [words.message(note) for note in report.notes if note.code not in _BELOW][:2],
        "comparable": lambda comparison: fine_print.comparable(comparison, words, scan=is_scan(report)),
        "differing": lambda comparison: fine_print.differing(comparison, words),
        "planned": max((result.planned for result in report.results), default=0),
        "matrix": matrix(report, figures),
        "any_fewer": any(result.fewer_than_planned for result in report.results),
        "groups": fine_print.groups(report, figures),
        "stops": shown_stops,
        "absent": absent(report, figures),
        "title_of": lambda info, task: title_of(info, task, language),
        "task_title": lambda task: title_of(infos.get(task), task, language),
        "ways": shown_ways,
        "effort": effort(report, figures),
        "hearing": hearing(report, figures),
        "accessibility": found,
        "scan": is_scan(report),
        "kind_rows": lambda comparison: kind_rows(report, comparison, words),
        "most_kinds": _KINDS,
        "page_rows": page_rows(report, figures),
        "most_pages": _PAGES,
        "scanned": any(report.states_scanned.values()),
        "known": known_rows(report, words),
        "excused": sum(entry.status == KnownStatus.EXCUSED for entry in report.known),
        "criteria": criteria_rows(report, words),
        "criteria_asked": asked_for(report, words) if report.criteria else "",
        "criteria_counts": lambda build: counts_in_words(report, build, words),
        "persons": person_rows(report, words) if any(report.states_scanned.values()) else [],
        "small": small_targets_view(report, figures),
        "load": situations(report, figures),
        "replays": replay_rows(report, words),
        "capacities": capacity_views(report, figures),
        "asked": any(result.unknown is None for result in report.privacy),
        "privacy_unknown": list(dict.fromkeys(words.message(r.unknown) for r in report.privacy if r.unknown)),
        "read_by": lambda kind, leaked: _read_by(kind, leaked, words),
        "disclosures": [verdict.value for verdict in Disclosure],
        "told_of_few": lambda measure, estimates: told_of_few(measure, estimates, figures),
        "margin": lambda info: fine_print.margin(info, words, report.gate.margins),
        "conditions": fine_print.conditions(report, words),
        "files": fine_print.files_beside(to, [directory.path for directory in run_directories], words),
        "left_out": pictures.left_out,
    }


def _read_by(kind: str, leaked: LeakedAddress, words: Words) -> str:
    """Who got what is somebody else's: accounts of these roles, or whoever sits down at the computer next."""
    if kind == "residue":
        return words.say("read-by-next-person")
    return words.list([words.say(f"asked-by-{role}") for role in leaked.asked_by])


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("reports", _TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["is_web"] = _is_web
    environment.filters["without_people"] = _without_people
    environment.filters["tojson_readable"] = lambda value: json.dumps(value, ensure_ascii=False, indent=2)
    return environment


def _source(environment: Environment, name: str) -> str:
    if environment.loader is None:
        raise RuntimeError("the environment has a loader")
    return environment.loader.get_source(environment, name)[0]


def _trimmed(text: str) -> str:
    """Without empty lines and trailing blanks; done to the script first, so that its digest fits what is written."""
    return "\n".join(line.rstrip() for line in text.split("\n") if line.strip())


def _policy(script: str) -> str:
    """Nothing is loaded or sent, and no script runs but the one that came with the page."""
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; img-src data:; style-src 'unsafe-inline'; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def _is_web(address: str) -> bool:
    """Whether an address may be a link: http and https only, and one that parses."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme in {"http", "https"} and bool(parts.netloc)


def _beside(to: Path, language: str, other: str) -> str:
    """The file of the same report in another language, by its name; empty if the name does not tell."""
    marked = f".{language}."
    if other == language or marked not in to.name:
        return ""
    return to.name.replace(marked, f".{other}.")


def _without_people(plan: Mapping[str, Any]) -> dict[str, Any]:
    """A plan as a report shows it: a school's people would fill hundreds of pages, and are nobody's business there."""

    def counted(part: Mapping[str, Any]) -> dict[str, Any]:
        if not isinstance(part.get("school"), list):
            return dict(part)
        forms = Counter(str(case.get("form", "?")) for case in part["school"])
        return {**part, "school": dict(sorted(forms.items()))}

    return {**counted(plan), "builds": [counted(build) for build in plan.get("builds", ())]}
