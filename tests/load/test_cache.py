"""What a person's browser asks for again, and how: by the rules of RFC 9111 for a private cache."""

from __future__ import annotations

import pytest

from load.cache import Cache
from load.page import Answer

URL = "http://127.0.0.1/look.css"
NOON, ELEVEN = "Fri, 27 Nov 2026 12:00:00 GMT", "Fri, 27 Nov 2026 11:00:00 GMT"


class Clock:
    now_s = 100.0

    def __call__(self) -> float:
        return self.now_s


def answer(status: int = 200, text: str = "body {}", **headers: str) -> Answer:
    return Answer(URL, status, "text/css", text, {n.replace("_", "-"): v for n, v in headers.items()})


def fresh_after(seconds: float, **headers: str) -> bool:
    clock = Clock()
    cache = Cache(clock)
    cache.take(URL, {}, answer(**headers))
    clock.now_s += seconds
    return cache.fresh(URL, {}) is not None


@pytest.mark.parametrize(
    ("headers", "for_s"),
    [
        ({"cache_control": "max-age=60"}, 60),
        ({"cache_control": "private, max-age=60", "expires": ELEVEN}, 60),  # the newer word counts
        ({"cache_control": "max-age=60", "age": "20"}, 40),
        ({"date": ELEVEN, "expires": NOON}, 3600),
        ({"date": NOON, "last_modified": ELEVEN}, 360),  # a tenth of its age, as browsers guess
    ],
)
def test_an_answer_is_fresh_for_as_long_as_the_server_says(headers: dict[str, str], for_s: int) -> None:
    assert fresh_after(for_s - 1, **headers)
    assert not fresh_after(for_s + 1, **headers)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"cache_control": "no-cache, max-age=60"},
        {"cache_control": "no-store, max-age=60"},
        {"cache_control": "max-age=0"},
        {"cache_control": "max-age=often"},
        {"expires": "0"},
        {"date": NOON, "expires": ELEVEN},
        {"cache_control": "max-age=60", "vary": "*"},
    ],
)
def test_what_the_server_does_not_let_pass_for_fresh_is_asked_for_again(headers: dict[str, str]) -> None:
    assert not fresh_after(0, **headers)


def test_what_is_no_longer_fresh_is_asked_for_with_its_validators_and_a_304_makes_it_fresh_again() -> None:
    clock = Clock()
    cache = Cache(clock)
    cache.take(URL, {}, answer(cache_control="max-age=10", etag='"a1"', last_modified=ELEVEN))
    clock.now_s += 11
    assert cache.validators(URL, {}) == {"if-none-match": '"a1"', "if-modified-since": ELEVEN}
    seen = cache.take(URL, {}, answer(304, "", cache_control="max-age=10"))
    assert (seen.status, seen.text) == (200, "body {}")
    assert cache.fresh(URL, {}) is not None
    assert cache.validators(URL, {})["if-none-match"] == '"a1"'


def test_a_changed_answer_takes_the_place_of_the_old_one_and_one_that_may_not_be_kept_removes_it() -> None:
    cache = Cache(Clock())
    cache.take(URL, {}, answer(etag='"a1"'))
    cache.take(URL, {}, answer(text="new", etag='"a2"'))
    assert cache.validators(URL, {}) == {"if-none-match": '"a2"'}
    cache.take(URL, {}, answer(cache_control="no-store", etag='"a3"'))
    assert cache.validators(URL, {}) == {}


def test_an_answer_that_varies_by_a_header_serves_only_requests_that_say_the_same() -> None:
    cache = Cache(Clock())
    cache.take(URL, {"cookie": "s=1"}, answer(cache_control="max-age=60", vary="Cookie, Accept-Language"))
    assert cache.fresh(URL, {"cookie": "s=1"}) is not None
    assert cache.fresh(URL, {"cookie": "s=2"}) is None


def test_what_was_changed_by_a_request_is_forgotten_and_failures_are_never_kept() -> None:
    cache = Cache(Clock())
    cache.take(URL, {}, answer(cache_control="max-age=60"))
    cache.forget(URL)
    assert cache.fresh(URL, {}) is None
    cache.take(URL, {}, answer(500, cache_control="max-age=60"))
    assert cache.fresh(URL, {}) is None
