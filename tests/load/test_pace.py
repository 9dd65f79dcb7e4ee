"""How long people take for their own part, and what is told of a session before it begins."""

from __future__ import annotations

import math
import random
import statistics
from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest

from evidence.records import OwnPart
from load.forecast import forecast
from load.pace import SPREAD, drawn_pace, own_time_of, paced
from load.recording import Traffic
from load.script import Script
from load.spec import Visit
from load.walk import Walk
from reports.klm import own_time_s
from tests.load.live import Live
from tests.load.traffic import BEGAN, LISA, URL, Tape, answer

FORM = '<form method=post action="/absence"><label>Note <input name=note></label><button>Send</button></form>'


def recorded() -> tuple[Script, Traffic]:
    """A page with a form, a style sheet of it, what its script asks for, and what is sent."""
    tape = Tape().get("/absence", FORM)
    tape.get("/look.css", "body {}", "text/css", kind="asset")
    tape.get("/api/hours", '{"open": true}', "application/json")
    tape.send("POST", "/absence", answer("/absence", "<p>Reported</p>"), body_type="application/x-www-form-urlencoded",
              pairs=[("note", "ill")])  # fmt: skip
    tape.expect("Reported")
    return tape.script(typed=("ill",)), Traffic(tuple(tape.exchanges), ())


def part(at_s: float, operators: str) -> OwnPart:
    return OwnPart(at=(BEGAN + timedelta(seconds=at_s)).isoformat(), operators=operators, movements=[])


def seconds(operators: str, movements: Sequence[Sequence[float]]) -> float:
    return own_time_s(operators, movements)


def test_a_request_comes_after_the_predicted_time_of_what_the_person_did_since_the_last_one() -> None:
    script, traffic = recorded()
    # The address is typed before anything is asked; then the page and what its own script asks come by themselves.
    parts = [part(-1, "MK"), part(2.6, "MPBBMKKK"), part(2.9, "MPBB")]
    own = {step.name: step.own_s for step in paced(script, traffic, parts, seconds).steps}
    fill, press = 1.2 + 1.1 + 0.2 + 1.2 + 3 * 0.28, 1.2 + 1.1 + 0.2
    assert own == {
        "GET /absence": 0.0, "GET /look.css": 0.0, "GET /api/hours": 0.0, "POST /absence": pytest.approx(fill + press),
    }  # fmt: skip


def test_a_recording_that_does_not_say_what_was_done_by_hand_keeps_its_own_pauses() -> None:
    script, traffic = recorded()
    assert paced(script, traffic, [], seconds) == script


class Waiting(Live):
    """Hands that note how long the person waits before each request."""

    def __init__(self, script: Script, pace: float) -> None:
        super().__init__(answer("/absence", FORM), answer("/look.css", "", "text/css"),
                         answer("/api/hours", '{"open": true}', "application/json"), answer("/absence", "<p>Reported</p>"))  # fmt: skip
        self.waited: list[float] = []
        Walk(script, LISA, URL, self, pace).go()

    def look(self, seconds: float) -> None:
        self.waited.append(round(seconds, 3))


def test_a_slow_person_takes_longer_for_their_own_part_and_not_for_the_browser_s() -> None:
    script, traffic = recorded()
    script = paced(script, traffic, [part(2.6, "MPBB")], seconds)
    usual, slow = Waiting(script, 1.0).waited, Waiting(script, 2.0).waited
    assert slow[-1] == 2 * usual[-1] == 5.0
    assert slow[:-1] == usual[:-1]
    assert own_time_of(script) == 2.5


def test_paces_are_spread_around_the_prediction_as_observed_times_are() -> None:
    chance = random.Random(3)
    drawn = [drawn_pace(chance) for _ in range(20_000)]
    assert statistics.mean(drawn) == pytest.approx(1, abs=0.01)
    assert statistics.stdev(drawn) == pytest.approx(SPREAD, abs=0.01)
    assert statistics.median(drawn) == pytest.approx(1 / math.sqrt(1 + SPREAD**2), abs=0.01)  # of a lognormal


def test_what_will_be_sent_is_known_before_it_is() -> None:
    script, traffic = recorded()
    script = paced(script, traffic, [part(2.6, "MPBB" * 4)], seconds)
    script = replace(script, third_parties=("cdn.example.org",))
    visits = [Visit(0.1 * number, 0, 0) for number in range(5)] + [Visit(30.0, 0, 0)]
    told = forecast([script], visits)
    assert told.tasks == {"guardian.do": 6}
    assert told.requests == 24
    assert told.writes == {"guardian.do": 6}
    assert told.left_out == ["cdn.example.org"]
    # Five come within half a second; each asks for the page and all that follows by itself before they fill in the form.
    assert told.peak_requests_per_s == 10


def test_signing_in_and_pictures_are_nothing_that_writes_data() -> None:
    script, _ = recorded()
    signing_in = replace(script, steps=tuple(replace(step, signing_in=True) for step in script.steps))
    assert forecast([signing_in], [Visit(0, 0, 0)]).writes == {}
