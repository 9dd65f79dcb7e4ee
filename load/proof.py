"""Which answer must show what, so that a replay is never taken for a success because it was quick."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any, Literal

from evidence.records import Expectation, Recording
from load.page import bare
from load.recording import Exchange
from load.script import Step
from load.template import SHORTEST_WITHIN, Own, Part, Template, templated

_CLOCK_STEP = timedelta(milliseconds=20)
"""The browser's clock and ours are read one after the other."""
Proof = Literal["text", "shape", "none"]


def prove(
    steps: tuple[Step, ...], exchanges: Sequence[Exchange], recording: Recording, parts: Mapping[str, Part]
) -> tuple[tuple[Step, ...], Proof]:
    """Give each step what its answer must show.

    The text of an expectation must be in the answer in which it last stood when the person saw it. An outcome that the
    page's own script puts into words stands in no answer: then the last JSON answer must have the same keys, and what
    the words speak of.

    Returns:
        The steps, and what shows the outcome.
    """
    found = list(steps)
    proof: Proof = "none"
    for number, expectation in enumerate(recording.expectations, start=1):
        index = _shown_in(expectation, exchanges)
        if index is not None:
            sight = _with_short_values(templated(expectation.text, parts), recording.values)
            if sight not in found[index].sights:
                found[index] = replace(found[index], sights=(*found[index].sights, sight))
        if number == len(recording.expectations):
            proof = "text" if index is not None else "none"
    if proof == "none" and (last := _last_data(exchanges)) is not None:
        spoken = _spoken_of(recording.expectations, exchanges[last], parts)
        found[last] = replace(found[last], shape=shape_of(exchanges[last].answer.data), sights=spoken)
        proof = "shape"
    return tuple(found), proof


def _with_short_values(text: Template, values: Mapping[str, str]) -> Template:
    """Holes for values such as a grade, too short to be taken for the case's wherever they stand.

    "Grade: B" speaks of assessment.grade: the value stands behind a colon, or beside its own name.
    """
    found: list[Part] = []
    for part in text.parts:
        if not isinstance(part, str):
            found.append(part)
            continue
        short = {
            value: Own(name)
            for name, value in sorted(values.items(), reverse=True)
            if 0 < len(value) < SHORTEST_WITHIN
            and name != "form"
            and not name.rpartition(".")[2].isdigit()
            and (f": {value}" in part or name.rpartition(".")[2].casefold() in part.casefold())
        }
        pattern = re.compile(r"(?<!\w)(" + "|".join(map(re.escape, short)) + r")(?!\w)") if short else None
        pieces = pattern.split(part) if pattern else [part]
        found += [short.get(piece, piece) if i % 2 else piece for i, piece in enumerate(pieces)]
    return Template.of(*found)


def _shown_in(expectation: Expectation, exchanges: Sequence[Exchange]) -> int | None:
    text, at = bare(expectation.text), datetime.fromisoformat(expectation.at) + _CLOCK_STEP
    there = [i for i, e in enumerate(exchanges) if e.kind != "asset" and e.ended_at <= at and text in e.answer.readable]
    return there[-1] if text and there else None


def _spoken_of(
    expectations: Sequence[Expectation], exchange: Exchange, parts: Mapping[str, Part]
) -> tuple[Template, ...]:
    """The person's own values in the outcome's text that stand in the answer, too."""
    told = templated(expectations[-1].text, parts).parts if expectations else ()
    values = [v for v, part in parts.items() if part in told and not isinstance(part, str)]
    return tuple(Template.of(parts[v]) for v in values if bare(v) in exchange.answer.readable)


def _last_data(exchanges: Sequence[Exchange]) -> int | None:
    """The last JSON answer of the task; of one that changed something, rather than of one that asked."""
    there = [i for i, e in enumerate(exchanges) if not e.signing_in and e.answer.data is not None]
    changing = [i for i in there if exchanges[i].method != "GET"]
    return changing[-1] if changing else there[-1] if there else None


def shape_of(data: Any) -> str:
    """The keys of a JSON content; what lies under them differs from person to person."""
    if isinstance(data, dict):
        return ",".join(sorted(data))
    return type(data).__name__
