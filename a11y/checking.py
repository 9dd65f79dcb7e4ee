"""Runs checks on a page one after the other, each on the page as it was found; their outcomes become findings like the engine's."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Any

from playwright.sync_api import Error, Page

from a11y.check import Check, Outcome
from a11y.engine import RawFinding, Scan, describe
from a11y.operated import Operated, TooLongError
from a11y.world import WorldError
from evidence.records import Element, Verdict

ENGINE = "Skolprov's checks"
"""Who says so, in findings."""


@dataclass(frozen=True, slots=True)
class _Looked:
    check: Check
    outcomes: tuple[Outcome, ...]
    error: str = ""


def check_page(page: Page, checks: Sequence[Check], *, limit_s: float = 30.0) -> tuple[Scan, dict[str, str]]:
    """Look at a page with checks that operate it. The page is left as it was, or is opened anew at its address.

    Args:
        page: Opened, and usable.
        checks: In the order in which they look.
        limit_s: How long one check may take, in seconds.
    Returns:
        What they say, in the engine's own form; and for each check that could not look, why.
    """
    began = perf_counter()
    address = page.url
    operated = Operated(page, address, limit_s)
    looked = [_look(operated, check) for check in checks]
    found = [
        (one.check, outcome, outcome.verdict)
        for one in looked
        for outcome in one.outcomes
        if outcome.verdict is not None and not one.error
    ]
    texts = describe(page, [outcome.selector for _, outcome, _ in found])
    return Scan(
        engine=ENGINE,
        page=address,
        findings=tuple(_raw(*one, text or {}) for one, text in zip(found, texts, strict=True)),
        passes=tuple(
            one.check.id
            for one in looked
            if one.outcomes and not one.error and all(outcome.verdict is None for outcome in one.outcomes)
        ),
        inapplicable=tuple(one.check.id for one in looked if not one.outcomes and not one.error),
        duration_s=perf_counter() - began,
    ), {one.check.id: one.error for one in looked if one.error}


def _look(operated: Operated, check: Check) -> _Looked:
    operated.begin()
    try:
        with operated.restored():
            return _Looked(check, tuple(check.look(operated)))
    except TooLongError:
        return _Looked(check, (), "took-too-long")
    except (Error, WorldError, json.JSONDecodeError) as error:
        return _Looked(check, (), f"could-not-look: {str(error).partition(chr(10))[0][:200]}")
    except Exception as error:  # noqa: BLE001 - a mistake of one check's, such as with an odd value of a page's, costs that check alone
        # Its text may hold what stands in the page: only its kind is told.
        return _Looked(check, (), f"could-not-look: harness-error {type(error).__name__}")


def _raw(check: Check, outcome: Outcome, verdict: Verdict, known: Mapping[str, Any]) -> RawFinding:
    return RawFinding(
        rule=check.id,
        verdict=verdict,
        impact=check.impact,
        tags=tuple(f"wcag{criterion.replace('.', '')}" for criterion in check.criteria),
        element=Element(
            role=known.get("role", ""),
            name=known.get("name", ""),
            selector=outcome.selector,
            snippet=known.get("snippet", ""),
        ),
        path=tuple(known.get("path", ())),
        values={"message": check.code(outcome.message), **outcome.values} if outcome.message else dict(outcome.values),
    )
