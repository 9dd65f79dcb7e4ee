"""What is not there: proven by a page that has settled, not by a second that has passed."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

from playwright.sync_api import Error, Page

SETTLED_S = 0.5
"""For how long nothing may have changed before what is not there is taken as not coming. What a page shows later than that,
by a timer alone and without a request, is not waited for."""
_EVERY_MS = 40


@dataclass(frozen=True, slots=True)
class Looked:
    """What came of looking for something that may not be there."""

    there: bool
    waited_s: float
    """How long the person had to wait until they could tell."""
    proof_s: float = 0.0
    """How long we went on looking at a page that had settled: no time of the person's."""
    settled: bool = True
    """Whether the page had settled; if not, the limit was reached."""


def look_until_settled(
    seen: Callable[[], bool], page: Page, has_settled: Callable[[float], bool], limit_s: float, *, may_go: bool
) -> Looked:
    """Look until something is there, or the page has settled without it.

    Args:
        seen: The look.
        page: Pumped meanwhile, so that its events arrive.
        has_settled: Whether nothing is under way, asked with `time.perf_counter()` at the beginning of the look.
        limit_s: Seconds until giving up, if the page settles never.
        may_go: Whether what is there may still go: then a page with it is waited for until the limit.
    """
    began = time.perf_counter()
    while True:
        settled = has_settled(began)  # first: what is looked for now is looked for on a page that has settled
        looked = time.perf_counter()
        there = _seen(seen, page)
        # A browser that waits for a page answers no look: what it shows after the limit came too late.
        in_time = time.perf_counter() - looked < limit_s
        waited = time.perf_counter() - began
        if there and not may_go:
            return Looked(in_time, waited)
        if there is False and settled:
            proof = min(waited, SETTLED_S)
            return Looked(False, waited - proof, proof)
        if waited >= limit_s:
            return Looked(bool(there), waited, settled=settled)
        page.wait_for_timeout(_EVERY_MS)


def _seen(seen: Callable[[], bool], page: Page) -> bool | None:
    """None if the page was replaced while somebody looked."""
    try:
        return seen()
    except Error:
        if page.is_closed():
            raise
        return None
