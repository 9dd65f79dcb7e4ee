"""What one person's browser keeps of answers, so that a replay asks for a file as often as a browser does: RFC 9111, a private cache.

What is fresh is not asked for; what has a validator is asked for with it, and a 304 weighs what it weighs.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from email.utils import parsedate_to_datetime

from load.page import Answer

_HEURISTIC = 0.1
"""The share of an answer's age since its last change for which it passes for fresh where the server says nothing (RFC 9111, 4.2.2)."""


@dataclass(slots=True)
class _Kept:
    answer: Answer
    varies: tuple[tuple[str, str], ...]
    """What the request said in those headers that the answer varies by."""
    fresh_until_s: float


class Cache:
    """One person's.

    Args:
        clock: Seconds that only grow.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._kept: dict[str, _Kept] = {}

    def has(self, url: str) -> bool:
        """Whether anything is kept of an address."""
        return url in self._kept

    def fresh(self, url: str, headers: Mapping[str, str]) -> Answer | None:
        """The answer to a GET that need not be asked for.

        Args:
            url: Absolute.
            headers: Of the request, names in small letters, its cookies among them.
        """
        kept = self._matching(url, headers)
        # As a copy: a page that was taken apart is not kept so.
        return replace(kept.answer) if kept is not None and self._clock() < kept.fresh_until_s else None

    def validators(self, url: str, headers: Mapping[str, str]) -> dict[str, str]:
        """Headers that ask whether what is kept is still right; none if nothing is kept that can be asked for so."""
        kept = self._matching(url, headers)
        if kept is None:
            return {}
        asked = {}
        if tag := kept.answer.headers.get("etag"):
            asked["if-none-match"] = tag
        if changed := kept.answer.headers.get("last-modified"):
            asked["if-modified-since"] = changed
        return asked

    def take(self, url: str, headers: Mapping[str, str], answer: Answer) -> Answer:
        """Keep an answer to a GET if a browser would, or renew what is kept by a 304.

        Args:
            url: Absolute.
            headers: Of the request.
            answer: What came.
        Returns:
            What the person sees: of a 304 what was kept.
        """
        kept = self._kept.get(url)
        if answer.status == 304 and kept is not None:
            renewed = {**kept.answer.headers, **answer.headers}
            kept.answer = replace(kept.answer, headers=renewed, cookies=answer.cookies)
            kept.fresh_until_s = self._clock() + _lifetime_s(renewed)
            return replace(kept.answer)
        if answer.status == 200:
            self._keep(url, headers, answer)
        return answer

    def forget(self, url: str) -> None:
        """Something was changed there."""
        self._kept.pop(url, None)

    def _matching(self, url: str, headers: Mapping[str, str]) -> _Kept | None:
        kept = self._kept.get(url)
        if kept is None or any(headers.get(name, "") != value for name, value in kept.varies):
            return None
        return kept

    def _keep(self, url: str, headers: Mapping[str, str], answer: Answer) -> None:
        said = answer.headers
        if "no-store" in said.get("cache-control", "").lower():
            self._kept.pop(url, None)
            return
        varies = [name.strip().lower() for name in said.get("vary", "").split(",") if name.strip()]
        lifetime_s = _lifetime_s(said)
        asks_again = "etag" in said or "last-modified" in said
        if "*" in varies or not (lifetime_s > 0 or asks_again):
            self._kept.pop(url, None)
            return
        said_then = tuple((name, headers.get(name, "")) for name in varies)
        self._kept[url] = _Kept(replace(answer), said_then, self._clock() + lifetime_s)


def _lifetime_s(headers: Mapping[str, str]) -> float:
    """For how long an answer is fresh from now on."""
    directives = {}
    for directive in headers.get("cache-control", "").lower().split(","):
        name, _, value = directive.strip().partition("=")
        directives[name] = value.strip('"')
    if "no-cache" in directives:
        return 0.0
    age_s = float(headers["age"]) if headers.get("age", "").isdigit() else 0.0
    if "max-age" in directives:
        return float(directives["max-age"]) - age_s if directives["max-age"].isdigit() else 0.0
    now_s = _moment_s(headers.get("date", ""))
    now_s = time.time() if now_s is None else now_s
    if "expires" in headers:
        expires_s = _moment_s(headers["expires"])
        return 0.0 if expires_s is None else expires_s - now_s - age_s
    changed_s = _moment_s(headers.get("last-modified", ""))
    return 0.0 if changed_s is None else max(0.0, (now_s - changed_s) * _HEURISTIC - age_s)


def _moment_s(text: str) -> float | None:
    try:
        return parsedate_to_datetime(text).timestamp()
    except (ValueError, TypeError):
        return None
