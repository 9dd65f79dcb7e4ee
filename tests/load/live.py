"""A platform that answers what a test says, and notes what it was sent."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from load.page import Answer
from load.script import Script
from load.walk import Failed, Request, Walk
from tests.load.traffic import LISA, URL


class Live:
    """Hands whose world is a list of answers, one for each request in turn."""

    def __init__(self, *answers: Answer) -> None:
        self.answers = list(answers)
        self.sent: list[Request] = []
        self.sent_until_in: int | None = None

    def send(self, request: Request, judge: Callable[[Answer], str]) -> Answer:
        self.sent.append(request)
        came = self.answers[len(self.sent) - 1]
        if failure := judge(came):
            raise Failed(failure)
        return came

    def look(self, seconds: float) -> None:
        assert 0 <= seconds <= 1

    def signed_in(self) -> None:
        self.sent_until_in = len(self.sent)

    def together(self, errands: Sequence[Callable[[], None]]) -> None:
        for errand in errands:
            errand()


def walk(script: Script, *answers: Answer, own: Mapping[str, str] = LISA) -> list[Request]:
    """What another person sends when the platform answers so."""
    live = Live(*answers)
    Walk(script, own, URL, live).go()
    return live.sent


def body(request: Request) -> str:
    return (request.body or b"").decode()
