"""A scan's run directory, written without a browser: pages by their places, each with what was found on it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from a11y.catalogue import catalogue
from a11y.checking import ENGINE
from evidence.records import Build, Element, Finding, Message, State, Verdict
from evidence.run_directory import RunDirectory
from tests.reports.synthetic import conditions, make_run


@dataclass(frozen=True)
class Found:
    """One finding on a page."""

    rule: str
    name: str
    verdict: Verdict = Verdict.VIOLATION
    values: Mapping[str, Any] = field(default_factory=dict)


TRAP = Found("keyboard-trap", "Date", values={"message": "stays", "called": "Date"})
IMAGE = Found("image-alt", "")
GREY = Found("color-contrast", "Grey")
DOUBT = Found(
    "same-name-other-target", "Read more", Verdict.NEEDS_REVIEW, {"message": "says-nothing", "called": "Read more"}
)
ADVICE = Found("region", "Outside")
_ASKED = {"document-title", *(one.rule for one in (TRAP, IMAGE, GREY, DOUBT, ADVICE))}


def write_scan(
    path: Path,
    pages: Mapping[str, Sequence[Found]],
    *,
    host: str = "old.test",
    closed: Mapping[str, Message] | None = None,
    inapplicable: Sequence[str] = (),
    unasked: Mapping[str, Mapping[str, str]] | None = None,
    **changed: Any,
) -> RunDirectory:
    """Write one.

    Args:
        path: A new directory.
        pages: By place, such as "/letters": what was found there.
        host: Names the build.
        closed: By place: why it could not be opened.
        inapplicable: Rules that found nothing to look at on any page.
        unasked: By place: checks that could not look, each with the code of the reason.
        changed: Conditions that differ.
    """
    known = catalogue()["rules"]
    usual = conditions(interleaved=False, engine="axe-core 4.12.1", **({"checks": ["keyboard-trap"]} | changed))
    run = make_run(id=host, title=host, plan={"pages": [*pages], "scan": True, "gate": {}}, conditions=usual)
    run = replace(run, builds=[Build(name=host, url=f"https://{host}", platform="")])
    directory = RunDirectory.create(path, run, catalogue())
    for number, (place, found) in enumerate({**pages, **dict.fromkeys(closed or {}, ())}.items(), start=1):
        state = State(
            id=f"{host}.page-{number}", build=host, mode="pointer", url=f"https://{host}{place}", title=f"Page {number}",
            digest="d", elements=9, attempt="", step=0, scanned=place in pages, scan_error="", scan_s=0.1, place=place,
            passes=sorted(_ASKED - {one.rule for one in found} - (unasked or {}).get(place, {}).keys()),
            inapplicable=list(inapplicable), unasked=dict((unasked or {}).get(place, {})), not_opened=(closed or {}).get(place),
        )  # fmt: skip
        for index, one in enumerate(found):
            criteria = known[one.rule]["criteria"]
            directory.append(
                Finding(
                    id=f"{state.id}/{one.rule}/{index}", state=state.id, build=host, mode="pointer", task="", step="",
                    engine=ENGINE if "messages" in known[one.rule] else usual.engine, rule=one.rule, verdict=one.verdict,
                    criteria=criteria, clauses={}, best_practice=not criteria, impact="serious",
                    element=Element(role="", name=one.name, selector=f"#{one.rule}", snippet=f"<p>{one.name}</p>"),
                    values=dict(one.values), fingerprint=f"{one.rule}/{one.name}",
                )
            )  # fmt: skip
        directory.append(state)
    directory.end("2026-11-23T09:04:00Z")
    return directory
