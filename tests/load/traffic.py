"""Traffic written down by hand, for one rule at a time."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from evidence.records import Expectation, Recording
from load.corrections import Correction
from load.correlation import Correlation, correlation
from load.page import Answer
from load.recording import Exchange, Traffic
from load.script import Script

URL = "http://school.test"
BEGAN = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
KARIN = {
    "guardian.name": "Karin Ek",
    "guardian.username": "karin.ek",
    "guardian.password": "[secret:guardian.password]",
    "child.name": "Bo Ek",
    "form": "C",
}
LISA = {
    "guardian.name": "Lisa Alm",
    "guardian.username": "lisa.alm",
    "guardian.password": "hemligt",
    "child.name": "Mia Alm",
    "form": "C",
}


def answer(path: str, text: str, mime: str = "text/html", **options: Any) -> Answer:
    return Answer(f"{URL}{path}", options.pop("status", 200), mime, text, **options)


class Tape:
    """Exchanges, one after the other."""

    def __init__(self) -> None:
        self.exchanges: list[Exchange] = []
        self.expected: list[Expectation] = []
        self.whose: dict[str, str] = {}

    def get(self, path: str, text: str, mime: str = "text/html", **options: Any) -> Tape:
        return self.send("GET", path, answer(path, text, mime), **options)

    def send(self, method: str, path: str, came: Answer, **options: Any) -> Tape:
        at_s = float(len(self.exchanges))
        headers = {"referer": self.exchanges[-1].answer.address} if self.exchanges else {}
        exchange = Exchange(
            kind=options.get("kind", "document" if came.is_html else "api"),
            method=method,
            url=options.get("origin", URL) + path,
            headers=headers | options.get("headers", {}),
            body_type=options.get("body_type", ""),
            body=options.get("body", ""),
            pairs=tuple(options.get("pairs", ())),
            started_s=at_s,
            ended_s=at_s + 0.5,
            ended_at=BEGAN + timedelta(seconds=at_s + 0.5),
            signing_in=False,
            answer=came,
        )
        self.exchanges.append(exchange)
        return self

    def expect(self, text: str) -> Tape:
        at = BEGAN + timedelta(seconds=len(self.exchanges))
        self.expected.append(Expectation(text=text, at=at.isoformat()))
        return self

    def script(self, typed: tuple[str, ...] = (), values: dict[str, str] | None = None) -> Script:
        return self.beside(None, typed, values).script

    def beside(
        self,
        other: Tape | None,
        typed: tuple[str, ...] = (),
        values: dict[str, str] | None = None,
        *,
        task: str = "guardian.do",
        corrections: Sequence[Correction] = (),
    ) -> Correlation:
        """Made replayable with another recording to hold it against: Lisa's, if nothing else is said."""
        second = (other.traffic, other.recording(values=other.whose or LISA)) if other else None
        recording = replace(self.recording(typed, values), task=task)
        return correlation(self.traffic, recording, URL, second, corrections)

    @property
    def traffic(self) -> Traffic:
        return Traffic(tuple(self.exchanges), ())

    def of(self, values: dict[str, str]) -> Tape:
        self.whose = values
        return self

    def recording(self, typed: tuple[str, ...] = (), values: dict[str, str] | None = None) -> Recording:
        return Recording(
            id="r", build="b", task="guardian.do", role="guardian", form="C", attempt="a", case=0, har="",
            values=values or KARIN, typed=list(typed), signed_in_at=BEGAN.isoformat(), ended_at=BEGAN.isoformat(),
            expectations=self.expected,
        )  # fmt: skip
