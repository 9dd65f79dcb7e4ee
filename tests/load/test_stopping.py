"""What ends a load session early: too many failures among those who left, or a health address that is silent."""

from __future__ import annotations

import threading

import pytest

from evidence.problem import Problem
from evidence.records import Message
from load.spec import Counts
from load.stopping import FailureWatch, HealthWatch, StopRule, answer_of
from tests.conftest import Page, served


def counts(elapsed_s: float, done: int, failed: int) -> Counts:
    return Counts(elapsed_s, done + failed, done, failed, 0, 0, 0.0)


def first_stop(watch: FailureWatch, *told: tuple[float, int, int]) -> tuple[float, Message] | None:
    for elapsed_s, done, failed in told:
        if why := watch.look(counts(elapsed_s, done, failed)):
            return elapsed_s, why
    return None


def test_a_session_ends_when_the_share_of_those_who_failed_is_reached() -> None:
    stopped = first_stop(FailureWatch(StopRule(0.5)), (1, 20, 0), (2, 20, 15), (3, 20, 20), (4, 20, 40))
    assert stopped
    assert stopped[0] == 3
    assert stopped[1] == Message(code="load-stopped-failed", values={"failed": 20, "people": 40, "seconds": 10.0})


def test_what_went_well_long_ago_does_not_hide_that_everybody_fails_now() -> None:
    well = [(float(second), 20 * second, 0) for second in range(1, 31)]
    ill = [(30.0 + second, 600, 20 * second) for second in range(1, 11)]
    stopped = first_stop(FailureWatch(StopRule(0.5)), *well, *ill)
    assert stopped
    assert 33 <= stopped[0] <= 36


def test_of_a_few_people_no_share_is_taken() -> None:
    assert first_stop(FailureWatch(StopRule(0.5)), (1, 0, 10), (2, 0, 19)) is None


def test_without_a_share_nobody_s_failure_ends_it() -> None:
    assert first_stop(FailureWatch(StopRule()), (1, 0, 1000)) is None


def test_an_address_is_well_if_it_answers_below_400_and_is_not_followed_elsewhere() -> None:
    with served({"/": "fine", "/ill": Page("no", 503), "/moved": Page("", to="http://192.0.2.1/")}) as url:
        assert answer_of(url) == ""
        assert answer_of(f"{url}/moved") == ""
        assert answer_of(f"{url}/ill") == "503"
    assert answer_of("http://127.0.0.1:9/") == "ConnectionRefusedError"


def test_nothing_is_sent_where_the_address_does_not_answer_to_begin_with() -> None:
    with pytest.raises(Problem, match=r"127\.0\.0\.1:9/health has to answer .* \(ConnectionRefusedError\)"):
        HealthWatch("http://127.0.0.1:9/health", lambda _: None).begin()


def test_an_address_that_falls_silent_is_told_once_with_what_it_said(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("load.stopping._ASKED_EVERY_S", 0.02)
    told: list[Message] = []
    heard = threading.Event()

    def ill(why: Message) -> None:
        told.append(why)
        heard.set()

    site: dict[str, Page | str] = {"/health": "fine"}
    with served(site) as url:
        watch = HealthWatch(f"{url}/health", ill)
        watch.begin()
        site["/health"] = Page("no", 500)
        assert heard.wait(5)
        watch.end()
    assert told == [Message(code="load-stopped-health", values={"url": f"{url}/health", "said": "500"})]
