"""Runs checks on a page one after the other, each on the page as it was found; their outcomes become findings like the engine's."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from threading import Event
from time import perf_counter
from typing import Any

from playwright.sync_api import Error, Page

from a11y.check import Check, Outcome
from a11y.engine import RawFinding, Scan, describe
from a11y.operated import LostError, NoAddressError, Operated, TooLongError
from a11y.world import WorldError
from evidence.records import Element, Verdict

ENGINE = "Skolprov's checks"
"""Who says so, in findings."""
TOO_LONG = "took-too-long"
"""Why a check did not look, where its time was over, or the page held it up for ever."""
NO_ADDRESS = "no-address"
"""Why a check did not look that has to see how a page begins, where none leads to it."""
NOT_PUT_BACK = "not-put-back"
"""Why a check did not look, where the page was no longer there because others could not put it back."""
MOST_HELD_UP = 3
"""A page that holds up so many checks is asked no further."""
_PATIENCE_S = 30.0
"""So long after a check's time is over it is still waited for: a question may be under way, or the page be opened anew."""

Guard = Callable[[float], AbstractContextManager[Event]]
"""Ends the browser where what is done within takes more seconds than that, and sets the event: a page in an endless loop answers nothing,
and nothing that is asked of it can be taken back."""


class HeldUpError(Exception):
    """A page held up a check for ever, and the browser was ended: the others can be asked in a new one."""

    def __init__(self, check: str) -> None:
        super().__init__(check)
        self.check = check
        """Its id; empty if all had looked already."""


@contextmanager
def unguarded(limit_s: float) -> Iterator[Event]:  # noqa: ARG001 - as a guard is called
    """Nobody ends the browser: for pages that are one's own."""
    yield Event()


@dataclass(frozen=True, slots=True)
class LeadBack:
    """How a page is come to again to which no address leads."""

    window: Callable[[], Page]
    """Leads to it in another window, and gives that; raises a11y.operated.LostError if it cannot."""
    most_s: float
    """How long that may take for one check, however often."""


@dataclass(frozen=True, slots=True)
class _Looked:
    check: Check
    outcomes: tuple[Outcome, ...] = ()
    error: str = ""
    texts: tuple[Mapping[str, Any] | None, ...] = ()
    """What the page says of the elements of those outcomes that have a verdict."""

    def found(self) -> list[Outcome]:
        """The outcomes that have a verdict."""
        return [outcome for outcome in self.outcomes if outcome.verdict is not None]


def check_page(
    page: Page,
    checks: Sequence[Check],
    *,
    limit_s: float = 30.0,
    guard: Guard = unguarded,
    lead_back: LeadBack | None = None,
) -> tuple[Scan, dict[str, str]]:
    """Look at a page with checks that operate it. The page is left as it was, or is opened anew at its address.

    Args:
        page: Opened, and usable.
        checks: In the order in which they look.
        limit_s: How long one check may take, in seconds.
        guard: Ends the browser if the page holds one up for ever.
        lead_back: How the page is come to again, where its address does not lead to it.
    Returns:
        What they say, in the engine's own form; and for each check that could not look, why.
    Raises:
        HeldUpError: The browser was ended.
    """
    began = perf_counter()
    address = page.url
    patience_s = limit_s + _PATIENCE_S + (lead_back.most_s if lead_back else 0.0)
    with _unless_overdue(guard(patience_s), ""):
        operated = Operated(page, address, limit_s, lead_back.window if lead_back else None)
    looked: list[_Looked] = []
    for check in checks:
        with _unless_overdue(guard(patience_s), check.id):
            looked.append(_look(operated, check))
    return Scan(
        engine=ENGINE,
        page=address,
        findings=tuple(
            _raw(one.check, outcome, outcome.verdict, text or {})
            for one in looked
            for outcome, text in zip(one.found(), one.texts, strict=True)
            if outcome.verdict is not None
        ),
        passes=tuple(one.check.id for one in looked if one.outcomes and not one.error and not one.found()),
        inapplicable=tuple(one.check.id for one in looked if not one.outcomes and not one.error),
        duration_s=perf_counter() - began,
        cookies=tuple(sorted(operated.cookies)),
    ), {one.check.id: one.error for one in looked if one.error}


@contextmanager
def _unless_overdue(guard: AbstractContextManager[Event], check: str) -> Iterator[None]:
    with guard as overdue:
        try:
            yield
        except (Error, WorldError):
            if not overdue.is_set():
                raise
    if overdue.is_set():
        raise HeldUpError(check)


def _look(operated: Operated, check: Check) -> _Looked:
    try:
        operated.begin()
        with operated.restored():
            looked = _Looked(check, tuple(check.look(operated)))
        found = [outcome.selector for outcome in looked.found()]
        return replace(looked, texts=tuple(describe(operated.page, found)) if found else ())
    except TooLongError:
        return _Looked(check, error=TOO_LONG)
    except NoAddressError:
        return _Looked(check, error=NO_ADDRESS)
    except LostError:
        return _Looked(check, error=NOT_PUT_BACK)
    except (Error, WorldError, json.JSONDecodeError) as error:
        return _Looked(check, error=f"could-not-look: {str(error).partition(chr(10))[0][:200]}")
    except Exception as error:  # noqa: BLE001 - a mistake of one check's, such as with an odd value of a page's, costs that check alone
        # Its text may hold what stands in the page: only its kind is told.
        return _Looked(check, error=f"could-not-look: harness-error {type(error).__name__}")


def _raw(check: Check, outcome: Outcome, verdict: Verdict, known: Mapping[str, Any]) -> RawFinding:
    return RawFinding(
        rule=check.id,
        verdict=verdict,
        impact=check.impact,
        tags=tuple(
            f"wcag{criterion.replace('.', '')}"
            for criterion in (check.criteria if outcome.criteria is None else outcome.criteria)
        ),
        element=Element(
            role=known.get("role", ""),
            name=known.get("name", ""),
            selector=outcome.selector,
            snippet=known.get("snippet", ""),
        ),
        path=_path(known.get("path", ()), outcome.kind),
        values={"message": check.code(outcome.message), **outcome.values} if outcome.message else dict(outcome.values),
    )


def _path(path: Sequence[dict[str, str]], kind: str) -> tuple[dict[str, str], ...]:
    return (*path[:-1], {**path[-1], "kind": kind}) if path and kind else tuple(path)
