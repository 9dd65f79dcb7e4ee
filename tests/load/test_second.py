"""Two accounts did the same: what is told by both is known, and what the second one refutes is not believed."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from load.correlation import Correlation
from tests.load.live import body, walk
from tests.load.traffic import BEGAN, KARIN, URL, Tape, answer

JSON = "application/json"
OK = '"Done"'


def api(tape: Tape, path: str, **options: object) -> Tape:
    return tape.send("POST", path, answer(path, OK, JSON), **options).expect("Done")


def kinds(found: Correlation) -> dict[str, tuple[str, bool | None]]:
    return {f"{v.request} {v.place}": (v.kind, v.confirmed) for v in found.values}


def test_a_word_that_differs_between_accounts_is_not_taken_for_fixed() -> None:
    def tape(colour: str) -> Tape:
        return api(Tape().get("/api/me", json.dumps({"group": colour}), JSON), f"/api/groups/{colour}")

    found = tape("blue").beside(tape("red"))
    assert kinds(found)["POST /api/groups/blue path 3"] == ("given", True)
    sent = walk(found.script, answer("/api/me", '{"group": "green"}', JSON), answer("/x", OK, JSON))
    assert sent[1].url.endswith("/api/groups/green")


def test_a_word_that_differs_and_that_nobody_gave_is_listed() -> None:
    def tape(colour: str) -> Tape:
        return api(Tape().get("/start", "<p>x</p>"), f"/api/groups/{colour}")

    assert [u.why for u in tape("blue").beside(tape("red")).script.unexplained] == ["differs-between-accounts"]
    assert tape("blue").script().unexplained == ()


def test_a_number_that_two_accounts_send_alike_is_fixed_and_one_accounts_is_not_known_to_be() -> None:
    def tape() -> Tape:
        return api(Tape().get("/start", "<p>x</p>"), "/api/reasons/7")

    assert [u.why for u in tape().script().unexplained] == ["id-without-a-source"]
    found = tape().beside(tape())
    assert found.script.unexplained == ()
    assert kinds(found)["POST /api/reasons/{id} path 3"] == ("fixed", True)
    assert [u.why for u in tape().beside(tape().of(KARIN)).script.unexplained] == ["id-without-a-source"]


def test_a_source_that_only_happened_to_hold_the_value_is_refuted() -> None:
    def tape(child: int, newest_id: int) -> Tape:
        page = json.dumps({"newest_id": newest_id, "person": {"key": child}})
        return api(Tape().get("/api/me", page, JSON), f"/api/child/{child}/absence")

    found = tape(7, 7).beside(tape(9, 7))
    sent = walk(found.script, answer("/api/me", '{"newest_id": 1, "person": {"key": 2}}', JSON), answer("/x", OK, JSON))
    assert sent[1].url.endswith("/api/child/2/absence")


def test_a_small_number_without_a_telling_name_is_given_where_both_accounts_bear_it_out() -> None:
    def tape(row: int) -> Tape:
        return api(Tape().get("/api/week", json.dumps({"first": row}), JSON), "/api/save", body=f'{{"row": {row}}}')

    assert kinds(tape(3).beside(None))["POST /api/save json row"] == ("fixed", None)
    found = tape(3).beside(tape(5))
    assert kinds(found)["POST /api/save json row"] == ("given", True)
    sent = walk(found.script, answer("/api/week", '{"first": 8}', JSON), answer("/x", OK, JSON))
    assert json.loads(body(sent[1])) == {"row": 8}


@pytest.mark.parametrize(
    ("mine", "hers", "form"),
    [
        ("9f86d081884c7d659a2feaa0c55ad015", "60303ae22b998861bce3b28f33eec1be", r"[0-9a-f]{32}"),
        ("pT3-kq_90zLmXw42", "Zz81_uYt-0QaBc7d", r"[\w-]{16}"),
        ("4821904417", "9930128840", r"\d{10}"),
        ("3f2504e0-4f89-11d3-9a0c-0305e82c3301", "7d444840-9dc0-11d1-b245-5ffdce74fad2", r"[0-9a-f-]{36}"),
    ],
)
def test_a_nonce_is_made_anew_in_its_own_letters_and_is_the_same_where_it_is_sent_again(
    mine: str, hers: str, form: str
) -> None:
    def tape(nonce: str) -> Tape:
        first = Tape().get("/start", "<p>x</p>").send(
            "POST", "/api/check", answer("/api/check", "{}", JSON), headers={"x-nonce": nonce}
        )  # fmt: skip
        return api(first, "/api/save", headers={"x-nonce": nonce})

    found = tape(mine).beside(tape(hers))
    assert kinds(found)["POST /api/save header x-nonce"] == ("made", True)
    answers = [answer("/start", "<p>x</p>"), answer("/api/check", "{}", JSON), answer("/x", OK, JSON)]
    one, other = (walk(found.script, *answers) for _ in range(2))
    assert one[1].headers["x-nonce"] == one[2].headers["x-nonce"]
    assert re.fullmatch(form, one[1].headers["x-nonce"])
    assert one[1].headers["x-nonce"] not in {mine, hers, other[1].headers["x-nonce"]}


def test_what_an_answer_gave_is_no_nonce() -> None:
    def tape(key: str) -> Tape:
        return api(Tape().get("/start", f"<p>Your key is {key}</p>"), "/api/save", headers={"x-key": key})

    script = tape("9f86d081884c7d65").beside(tape("60303ae22b998861")).script
    assert [u.why for u in script.unexplained] == ["differs-between-accounts"]


def test_a_counter_that_begins_anew_for_everybody_is_fixed() -> None:
    def tape() -> Tape:
        tape = Tape().get("/start", "<p>x</p>")
        for number in (1, 2):
            api(tape, "/api/save", body=f'{{"seq": {number}}}')
        return tape

    found = tape().beside(tape())
    assert [v.confirmed for v in found.values if str(v.place) == "json seq"] == [True, True]
    sent = walk(found.script, answer("/start", "<p>x</p>"), answer("/x", OK, JSON), answer("/x", OK, JSON))
    assert [body(r) for r in sent[1:]] == ['{"seq": 1}', '{"seq": 2}']


def test_a_name_that_only_looked_like_the_accounts_own_is_refuted() -> None:
    def tape(values: dict[str, str]) -> Tape:
        return api(Tape().get("/start", "<p>x</p>").of(values), "/api/save", body='{"team": "Karin Ek"}')

    found = tape(KARIN).beside(tape(KARIN | {"guardian.name": "Lisa Alm", "guardian.username": "lisa.alm"}))
    assert kinds(found)["POST /api/save json team"] == ("fixed", True)


def test_requests_are_laid_beside_each_other_though_one_account_had_more_to_load() -> None:
    def tape(child: int, *more: str) -> Tape:
        tape = Tape().get("/start", "<p>x</p>")
        for path in more:
            tape.get(path, "{}", JSON)
        return api(tape.get("/api/me", json.dumps({"child": child}), JSON), "/api/save", body=f'{{"for": {child}}}')

    found = tape(3).beside(tape(5, "/api/news", "/api/banner"))
    assert kinds(found)["POST /api/save json for"] == ("given", True)


def moment(tape: Tape, days: int, minutes: int = 0) -> str:
    """So long after the tape's next request will have been answered, as scripts write it."""
    at = BEGAN + timedelta(seconds=len(tape.exchanges) + 0.3, days=days, minutes=minutes)
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def since(days: int, minutes: int = 0, later: timedelta = timedelta()) -> Tape:
    tape = Tape().get("/start", "<p>x</p>")
    api(tape, f"/api/register?since={moment(tape, days, minutes)}")
    for number, one in enumerate(tape.exchanges):
        shifted = re.sub(r"since=(.+)", lambda m: f"since={_later(m[1], later)}", one.url)
        tape.exchanges[number] = replace(one, url=shifted, ended_at=one.ended_at + later)
    return tape


def _later(text: str, later: timedelta) -> str:
    at = datetime.fromisoformat(text.replace("Z", "+00:00")) + later
    return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def sent_since(found: Correlation) -> float:
    """How many days before now a replay asks for."""
    sent = walk(found.script, answer("/start", "<p>x</p>"), answer("/x", OK, JSON))
    said = datetime.fromisoformat(parse_qs(urlsplit(sent[1].url).query)["since"][0].replace("Z", "+00:00"))
    return (datetime.now(UTC) - said).total_seconds() / 86400


@pytest.mark.parametrize(
    ("days", "minutes"), [(-30, 0), (-30, -60), (0, -90)], ids=["", "over a change of clocks", "hours"]
)
def test_a_moment_that_scripts_reckon_from_the_clock_is_as_long_ago_in_a_replay(days: int, minutes: int) -> None:
    found = since(days, minutes).beside(since(days, minutes, later=timedelta(minutes=7)))
    assert found.script.unexplained == ()
    assert kinds(found)["POST /api/register query since"] == ("made", True)
    assert sent_since(found) == pytest.approx(-days - minutes / 1440, abs=0.01)


def test_whole_days_ago_are_believed_of_one_recording_and_no_other_moment_is() -> None:
    assert sent_since(since(-30).beside(None)) == pytest.approx(30, abs=0.01)
    assert kinds(since(-30, -60).beside(None))["POST /api/register query since"][0] != "made"


def test_a_moment_that_is_not_as_long_ago_in_both_recordings_is_not_made_up() -> None:
    found = since(-30).beside(since(-12, later=timedelta(minutes=7)))
    assert [u.why for u in found.script.unexplained] == ["differs-between-accounts"]


def test_an_address_in_a_value_has_a_hole_for_the_one_word_of_it_that_an_answer_gives() -> None:
    def tape(group: str) -> Tape:
        back = quote(quote(f"{URL}/coach/#/{group}/home", safe=""), safe="")
        start = Tape().get("/api/me", json.dumps({"group": group}), JSON)
        return api(start, f"/api/sign-out?next={back}")

    found = tape("blue").beside(tape("red"))
    assert kinds(found)["POST /api/sign-out query next"] == ("given", True)
    sent = walk(found.script, answer("/api/me", '{"group": "green"}', JSON), answer("/x", OK, JSON))
    (back,) = parse_qs(urlsplit(sent[1].url).query)["next"]
    assert unquote(back) == f"{URL}/coach/#/green/home"


def test_an_address_in_a_value_that_differs_in_what_nobody_gave_is_listed() -> None:
    def tape(group: str, colour: str) -> Tape:
        start = Tape().get("/api/me", json.dumps({"group": group}), JSON)
        return api(start, f"/api/sign-out?next=%252F{group}%252F{colour}")

    for blue, red in ((("a1", "blue"), ("b2", "red")), (("a1", "blue"), ("a1", "red"))):
        (found,) = tape(*blue).beside(tape(*red)).script.unexplained
        assert found.why == "differs-between-accounts"


def test_a_word_that_both_accounts_sent_alike_is_no_hole_though_it_is_the_given_word_of_one() -> None:
    def tape(group: str) -> Tape:
        start = Tape().get("/api/me", json.dumps({"group": group}), JSON)
        return api(start, f"/api/sign-out?next={quote(f'/class/{group}/list?page=1', safe='')}")

    found = tape("1").beside(tape("2"))
    assert kinds(found)["POST /api/sign-out query next"] == ("given", True)
    sent = walk(found.script, answer("/api/me", '{"group": "7"}', JSON), answer("/x", OK, JSON))
    assert parse_qs(urlsplit(sent[1].url).query)["next"] == ["/class/7/list?page=1"]


@pytest.mark.parametrize("text", ["2026-02-30T10:00Z", "2026-11-27T25:00Z", "2026-11-27T10:00+99:99"])
def test_what_is_written_like_a_moment_and_is_none_is_a_text_like_any_other(text: str) -> None:
    def tape(other: str) -> Tape:
        return api(Tape().get("/start", "<p>x</p>"), f"/api/register?since={quote(other)}")

    assert kinds(tape(text).beside(None))["POST /api/register query since"][0] == "fixed"
    found = tape(text).beside(tape("2026-11-27T10:00Z"))
    assert [u.why for u in found.script.unexplained] == ["differs-between-accounts"]
    assert [u.why for u in tape("2026-11-27T10:00Z").beside(tape(text)).script.unexplained] == [
        "differs-between-accounts"
    ]
