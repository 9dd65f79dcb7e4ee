"""One rule at a time: recorded as Karin, said again as Lisa, whose page is another one."""

from __future__ import annotations

import json
from datetime import UTC, datetime

import pytest

from load.page import Answer
from load.planning import flat
from load.script import SCRIPT
from load.walk import Failed
from tests.load.live import body, walk
from tests.load.traffic import KARIN, LISA, URL, Tape, answer

DONE = "<p>Done</p>"


def done(tape: Tape, path: str = "/done", **options: object) -> Tape:
    return tape.send("POST", path, answer(path, DONE), **options).expect("Done")


def test_a_token_comes_from_the_live_form_whose_address_matches() -> None:
    def page(mine: str, other: str) -> str:
        return (
            f"<form action=/out method=post><input type=hidden name=csrf_token value={other}></form>"
            f"<form action=/absence/{mine[-1]} method=post><input type=hidden name=csrf_token value={mine}>"
            "<input name=why></form>"
        )

    tape = Tape().get("/start", page("karins-token-1", "x"))
    script = done(tape, "/absence/1", pairs=[("csrf_token", "karins-token-1"), ("why", "ill")]).script(("ill",))
    sent = walk(script, answer("/start", page("lisas-token-2", "y")), answer("/done", DONE))
    assert body(sent[1]) == "csrf_token=lisas-token-2&why=ill"
    assert sent[1].url.endswith("/absence/2")


def test_a_token_is_found_by_its_name_where_redaction_has_taken_its_value() -> None:
    page = "<meta name=csrf-token content={}><p>Start</p>"
    tape = Tape().get("/start", page.format("[secret:token-1]"))
    tape.send(
        "POST", "/api/save", answer("/api/save", '{"ok": true}', "application/json"), body='{"a": "b"}',
        body_type="application/json", headers={"x-csrf-token": "[secret:by-name]"},
    )  # fmt: skip
    script = tape.expect("ok").script()
    assert script.unexplained == ()
    sent = walk(script, answer("/start", page.format("lisas")), answer("/api/save", '{"ok": true}', "application/json"))
    assert sent[1].headers["x-csrf-token"] == "lisas"


def test_a_cookie_that_the_pages_script_copies_into_a_header_is_the_live_cookie() -> None:
    ok = answer("/api/save", '{"ok": 1}', "application/json")
    tape = Tape().send("GET", "/start", answer("/start", "<p>x</p>", cookies={"XSRF-TOKEN": "[secret:cookie]"}))
    tape.send("POST", "/api/save", ok, body="{}", headers={"x-xsrf-token": "[secret:token-9]"})
    sent = walk(tape.expect("1").script(), answer("/start", "<p>x</p>", cookies={"XSRF-TOKEN": "lisas%3D"}), ok)
    assert sent[1].headers["x-xsrf-token"] == "lisas="


def test_a_link_is_found_by_the_childs_name_beside_it() -> None:
    def page(*children: tuple[str, int]) -> str:
        return "".join(f"<li>{name} <a href='/child/{number}/absence'>Report</a></li>" for name, number in children)

    tape = Tape().get("/start", page(("Bo Ek", 7))).get("/child/7/absence", DONE).expect("Done")
    live = answer("/start", page(("Olle Alm", 40), ("Mia Alm", 41)))
    assert walk(tape.script(), live, answer("/x", DONE))[1].url.endswith("/child/41/absence")
    with pytest.raises(Failed, match=r"value-not-found:link /child/\{id\}/absence"):
        walk(tape.script(), answer("/start", page(("Olle Alm", 40))), answer("/x", DONE))


def test_a_link_is_found_by_the_childs_name_in_it() -> None:
    tape = Tape().get("/start", "<a href=/c/7>Bo Ek</a>").get("/c/7", DONE).expect("Done")
    live = answer("/start", "<a href=/c/1>Olle Alm</a><a href=/c/2> Mia\n Alm</a>")
    assert walk(tape.script(), live, answer("/c/2", DONE))[1].url.endswith("/c/2")


def test_a_title_of_somebody_elses_list_gives_way_to_the_one_in_its_place_and_the_outcome_follows_it() -> None:
    tape = Tape().get("/letters", "<a href=/l/1>Week 48</a><a href=/l/2>Week 47</a>")
    script = tape.get("/l/1", "<h1>Week 48</h1>").expect("Week 48").script()
    live = answer("/letters", "<a href=/l/9>Vecka 51</a><a href=/l/8>Vecka 50</a>")
    assert walk(script, live, answer("/l/9", "<h1>Vecka 51</h1>"))[1].url.endswith("/l/9")
    with pytest.raises(Failed, match="text-not-shown"):
        walk(script, live, answer("/l/9", "<h1>Something went wrong</h1>"))


def test_an_option_is_chosen_by_its_label_and_its_value_is_the_live_one() -> None:
    def page(*children: tuple[str, int]) -> str:
        options = "".join(f"<option value={number}>{name}</option>" for name, number in children)
        radios = "".join(
            f"<label><input type=radio name=why value={n}>{w}</label>" for n, w in ((1, "Ill"), (2, "Away"))
        )
        return f"<form action=/done method=post><select name=child>{options}</select>{radios}</form>"

    tape = Tape().get("/start", page(("Ada Ek", 1), ("Bo Ek", 2)))
    script = done(tape, pairs=[("child", "2"), ("why", "1")]).script(("Bo Ek", "Ill"))
    sent = walk(script, answer("/start", page(("Mia Alm", 88), ("Olle Alm", 89))), answer("/done", DONE))
    assert body(sent[1]) == "child=88&why=1"


def test_fields_whose_names_hold_ids_are_found_by_their_rows() -> None:
    def page(*pupils: tuple[str, int]) -> str:
        rows = "".join(
            f"<tr><td>{name}</td><td><select name='s[{number}]'><option value=p>Present</option>"
            "<option value=a>Absent</option></select></td></tr>"
            for name, number in pupils
        )
        return f"<form action=/done method=post><table>{rows}</table></form>"

    tape = Tape().get("/start", page(("Ada", 1), ("Bo Ek", 2), ("Cia", 3)))
    script = done(tape, pairs=[("s[1]", "p"), ("s[2]", "a"), ("s[3]", "p")]).script(("Absent",))
    sent = walk(script, answer("/start", page(("Mia Alm", 70), ("Olle", 71))), answer("/done", DONE))
    assert body(sent[1]) == "s%5B70%5D=a&s%5B71%5D=p"


def test_a_field_that_nothing_but_its_place_tells_from_its_like_is_found_by_its_place() -> None:
    def page(*numbers: int) -> str:
        return "<form action=/done method=post>" + "".join(f"<input name=line{n}>" for n in numbers) + "</form>"

    pairs = [("line1", ""), ("line2", "milk"), ("line3", "")]
    script = done(Tape().get("/start", page(1, 2, 3)), pairs=pairs).script(("milk",))
    sent = walk(script, answer("/start", page(7, 8, 9)), answer("/done", DONE))
    assert body(sent[1]) == "line7=&line8=milk&line9="


def test_what_a_button_set_in_every_row_is_set_in_every_row_of_another_class() -> None:
    def page(*pupils: int) -> str:
        radios = "".join(
            f"<tr><td>Nr {n}</td><td><label><input type=radio name=s{n} value=p>Here</label>"
            f"<label><input type=radio name=s{n} value=a>Away</label></td></tr>"
            for n in pupils
        )
        return f"<form action=/done method=post><table>{radios}</table></form>"

    tape = Tape().get("/start", page(11, 12))
    script = done(tape, pairs=[("s11", "p"), ("s12", "p")]).script()
    sent = walk(script, answer("/start", page(31, 32, 33)), answer("/done", DONE))
    assert body(sent[1]) == "s31=p&s32=p&s33=p"


def test_ticked_boxes_unticked_boxes_and_the_button_that_was_pressed_are_sent() -> None:
    page = (
        "<form action=/done method=post><input type=checkbox name=all value=1 checked>"
        "<label><input type=checkbox name=mail value=yes> By mail</label><textarea name=t>\nHello</textarea>"
        "<input disabled name=never value=1><button name=do value=draft>Keep</button>"
        "<button name=do value=send>Send</button></form><input name=outside value=1>"
    )
    script = done(Tape().get("/start", page), pairs=[("mail", "yes"), ("t", "Hello"), ("do", "send")]).script()
    assert body(walk(script, answer("/start", page), answer("/done", DONE))[1]) == "mail=yes&t=Hello&do=send"


def test_the_accounts_own_words_are_said_by_the_other_account() -> None:
    page = "<form action=/done method=post><input name=user><input type=password name=pw><input name=note></form>"
    pairs = [("user", "karin.ek"), ("pw", "[secret:guardian.password]"), ("note", "Bo Ek is ill, says Karin Ek")]
    script = done(Tape().get("/in", page), pairs=pairs).script(("karin.ek", "", pairs[2][1]))
    sent = walk(script, answer("/in", page), answer("/done", DONE))
    assert body(sent[1]) == "user=lisa.alm&pw=hemligt&note=Mia+Alm+is+ill%2C+says+Lisa+Alm"
    assert {"guardian.username", "guardian.password", "child.name"} <= script.needs


def test_an_id_from_json_is_that_of_the_item_that_speaks_of_the_person() -> None:
    def threads(*items: tuple[int, str]) -> str:
        return json.dumps({"items": [{"id": n, "about": {"name": name}} for n, name in items], "limit": 20})

    tape = Tape().get("/api/threads?limit=20", threads((5, "Ada Ek"), (6, "Bo Ek")), "application/json")
    tape.get("/api/threads/6", '{"x": "Done"}', "application/json").expect("Done")
    live = answer("/api/threads", threads((71, "Mia Alm"), (72, "Olle Alm")), "application/json")
    sent = walk(tape.script(), live, answer("/x", '{"x": "Done"}', "application/json"))
    assert [r.url.partition("/api")[2] for r in sent] == ["/threads?limit=20", "/threads/71"]


def test_a_number_in_json_stays_a_number_and_a_small_one_is_no_id_by_chance() -> None:
    page = '{"child": {"id": 6}, "pages": 3}'
    tape = Tape().get("/api/me", page, "application/json")
    tape.send(
        "POST", "/api/save", answer("/api/save", '"Done"', "application/json"), body_type="application/json",
        body='{"childId": 6, "days": 3, "well": false, "note": null}',
    ).expect("Done")  # fmt: skip
    live = answer("/api/me", '{"child": {"id": 900}, "pages": 8}', "application/json")
    sent = walk(tape.script(), live, answer("/api/save", '"Done"', "application/json"))
    assert json.loads(body(sent[1])) == {"childId": 900, "days": 3, "well": False, "note": None}


def test_an_address_in_json_and_an_id_in_the_pages_own_address_are_followed() -> None:
    tape = Tape().get("/api/day", '{"room": "/lesson/79/remote"}', "application/json")
    tape.get("/lesson/79/remote", "<p>Room</p>").get("/api/lesson/79", '"Done"', "application/json").expect("Done")
    sent = walk(
        tape.script(), answer("/api/day", '{"room": "/lesson/5/remote"}', "application/json"),
        answer("/lesson/5/remote", "<p>Room</p>"), answer("/x", '"Done"', "application/json"),
    )  # fmt: skip
    assert [r.url.partition(".test")[2] for r in sent[1:]] == ["/lesson/5/remote", "/api/lesson/5"]


def test_data_attributes_and_scripts_give_values_too() -> None:
    def page(child: str, number: int, key: str) -> str:
        return f"<li data-child-id={number}>{child}</li><script>var apiKey = '{key}';</script>"

    tape = Tape().get("/start", page("Bo Ek", 4711, "k1k1k1"))
    tape.send(
        "POST", "/api/save", answer("/api/save", '"Done"', "application/json"), body='{"child": "4711"}',
        body_type="application/json", headers={"x-api-key": "k1k1k1"},
    ).expect("Done")  # fmt: skip
    live = answer("/start", "<li data-child-id=1>Olle Alm</li>" + page("Mia Alm", 2, "k2k2k2"))
    sent = walk(tape.script(), live, answer("/x", '"Done"', "application/json"))
    assert (body(sent[1]), sent[1].headers["x-api-key"]) == ('{"child": "2"}', "k2k2k2")


def test_what_the_browser_makes_up_is_made_up_again() -> None:
    milliseconds = "1795417200123"
    asked = f"/api/x?_={milliseconds}&request=3f2504e0-4f89-11d3-9a0c-0305e82c3301"
    tape = Tape().get("/start", "<p>x</p>").get(asked, '"Done"', "application/json").expect("Done")
    script = tape.script()
    assert script.unexplained == ()
    sent = walk(script, answer("/start", "<p>x</p>"), answer("/x", '"Done"', "application/json"))
    assert milliseconds not in sent[1].url
    assert "3f2504e0" not in sent[1].url


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("/api/child/4712", "id-without-a-source"),
        ("/api/x?child_id=12", "id-without-a-source"),
        ("/api/x?key=9f86d081884c7d659a2f", "long-and-never-seen"),
        ("/api/x?key=[secret:token-1]", "secret"),
    ],
)
def test_what_cannot_be_explained_is_listed_and_never_guessed(path: str, why: str) -> None:
    script = Tape().get("/start", "<p>x</p>").get(path, '"Done"', "application/json").expect("Done").script()
    assert [u.why for u in script.unexplained] == [why]


def test_a_token_that_is_good_once_is_the_latest_answers() -> None:
    ok = {"headers": {"x-csrf-token": "[secret:token-bbbbbbbb]"}}
    tape = Tape().get("/start", "<meta name=csrf-token content='[secret:token-aaaaaaaa]'><p>x</p>")
    for token in ("aaaaaaaa", "bbbbbbbb"):
        tape.send(
            "POST", "/api/save", answer("/api/save", '"Done"', "application/json", **ok),
            headers={"x-csrf-token": f"[secret:token-{token}]"},
        )  # fmt: skip
    tape.exchanges[-1].headers["referer"] = tape.exchanges[1].headers["referer"]  # type: ignore[index]
    sent = walk(
        tape.expect("Done").script(), answer("/start", "<meta name=csrf-token content=one><p>x</p>"),
        answer("/x", '"Done"', "application/json", headers={"x-csrf-token": "two"}),
        answer("/x", '"Done"', "application/json", headers={"x-csrf-token": "three"}),
    )  # fmt: skip
    assert [r.headers["x-csrf-token"] for r in sent[1:]] == ["one", "two"]


def test_what_was_made_is_found_at_its_location_and_a_save_names_the_version_that_was_read() -> None:
    def made(key: str, etag: str) -> Answer:
        return answer("/api/notes", "", status=201, headers={"location": f"{URL}/api/notes/{key}", "etag": etag})

    tape = Tape().get("/start", "<p>x</p>").send("POST", "/api/notes", made("aB3xx91k", '"v1a"'), kind="api")
    tape.send("PUT", "/api/notes/aB3xx91k", answer("/x", '"Done"', "application/json"), headers={"if-match": '"v1a"'})
    sent = walk(
        tape.expect("Done").script(), answer("/start", "<p>x</p>"), made("zZ9yy22m", '"v7c"'),
        answer("/x", '"Done"', "application/json"),
    )  # fmt: skip
    assert (sent[2].url, sent[2].headers["if-match"]) == (f"{URL}/api/notes/zZ9yy22m", '"v7c"')


def test_a_cursor_without_a_digit_is_the_answers() -> None:
    page = '{{"next": "{}"}}'
    tape = Tape().get("/api/list", page.format("MToz"), "application/json")
    script = tape.get("/api/list?after=MToz", '"Done"', "application/json").expect("Done").script()
    live = answer("/api/list", page.format("NDoz"), "application/json")
    assert walk(script, live, answer("/x", '"Done"', "application/json"))[1].url.endswith("?after=NDoz")


def test_another_origin_is_the_one_that_the_platform_led_to_and_its_pages_send_from_there() -> None:
    def page(port: int, key: str) -> Answer:
        at = f"http://127.0.0.1:{port}/in/{key}"
        return Answer(at, 200, "text/html", "<form method=post><input name=u></form>")

    def ok(port: int) -> Answer:
        return Answer(f"http://127.0.0.1:{port}/api/x", 200, "application/json", '"Done"')

    tape = Tape().send("GET", "/", page(9001, "kKk12345"))
    tape.send("POST", "/in/kKk12345", answer("/", DONE), origin="http://127.0.0.1:9001", pairs=[("u", "karin.ek")])
    tape.send("GET", "/api/x", ok(9001), origin="http://127.0.0.1:9001", headers={"origin": "http://127.0.0.1:9001"})
    sent = walk(tape.expect("Done").script(), page(9555, "zZz98765"), answer("/", DONE), ok(9555))
    assert sent[1].url == "http://127.0.0.1:9555/in/zZz98765"
    assert sent[2].url == "http://127.0.0.1:9555/api/x"


def test_the_time_is_told_anew_in_the_words_of_the_recording() -> None:
    tape = Tape().get("/start", "<p>x</p>")
    tape.send(
        "POST", "/api/save", answer("/api/save", '"Done"', "application/json"),
        body='{"at": "2026-11-23T07:00:01.250Z", "day": "2026-11-23"}',
    )  # fmt: skip
    sent = walk(tape.expect("Done").script(), answer("/start", "<p>x</p>"), answer("/x", '"Done"', "application/json"))
    said = json.loads(body(sent[1]))
    assert said["day"] == "2026-11-23"
    assert abs((datetime.now(UTC) - datetime.fromisoformat(said["at"])).total_seconds()) < 60


def test_a_file_of_the_page_is_asked_for_as_it_was_and_gives_up_no_task() -> None:
    tape = Tape().get("/start", "<p>x</p>")
    tape.get("/static/app-9f86d081884c7d659a2f.js", "", "text/javascript", kind="asset")
    script = tape.get("/picture/4711", "", "image/png", kind="asset").expect("x").script()
    assert script.unexplained == ()
    sent = walk(script, *[answer("/start", "<p>x</p>")] * 3)
    assert [r.url.removeprefix(URL) for r in sent[1:]] == ["/static/app-9f86d081884c7d659a2f.js", "/picture/4711"]


def test_things_that_a_case_lists_are_the_accounts_own() -> None:
    case = flat({"form": "C", "quiz": {"answers": ["five", "eight"]}})
    assert case == {"form": "C", "quiz.answers.0": "five", "quiz.answers.1": "eight"}
    tape = Tape().get("/start", "<p>0 of 5: a five</p>").expect("0 of 5: a five")
    (sight,) = tape.script(values=KARIN | case | {"quiz.answers.0": "5"}).steps[0].sights
    assert str(sight) == "0 of 5: a five"


def test_what_only_tells_requests_apart_for_tracing_is_left_out() -> None:
    tape = Tape().get(
        "/start", "<p>x</p>", headers={"traceparent": "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01"}
    )
    script = tape.expect("x").script()
    assert script.unexplained == ()
    assert "traceparent" not in walk(script, answer("/start", "<p>x</p>"))[0].headers


def test_a_date_a_page_number_and_a_version_are_plain_constants() -> None:
    tape = Tape().get("/start", "<p>x</p>")
    tape.get("/api/v2/week?from=2026-11-23&page=1", '"Done"', "application/json").expect("Done")
    script = tape.script()
    assert script.unexplained == ()
    sent = walk(script, answer("/start", "<p>x</p>"), answer("/x", '"Done"', "application/json"))
    assert sent[1].url.endswith("/api/v2/week?from=2026-11-23&page=1")


def test_an_upload_whose_body_the_archive_leaves_out_is_rebuilt_from_the_form() -> None:
    page = (
        "<form action=/done method=post enctype=multipart/form-data><input type=hidden name=t value={}>"
        "<input name=comment><input type=file name=work></form>"
    )
    tape = Tape().get("/start", page.format("one-1"))
    script = done(tape, headers={"content-type": "multipart/form-data; boundary=x"}).script(("My text", "essay.pdf"))
    assert script.unexplained == ()
    request = walk(script, answer("/start", page.format("two-2")), answer("/done", DONE))[1]
    assert request.headers["content-type"].startswith("multipart/form-data; boundary=")
    assert all(part in body(request) for part in ('name="t"\r\n\r\ntwo-2', "My text", 'filename="essay.pdf"', "%PDF-"))


def test_an_upload_without_a_form_on_any_page_is_not_replayed() -> None:
    tape = Tape().get("/start", "<p>x</p>")
    script = done(tape, headers={"content-type": "multipart/form-data; boundary=x"}).script(("essay.pdf",))
    assert [u.place for u in script.unexplained] == ["upload"]


def test_a_short_value_is_only_taken_where_the_text_names_it() -> None:
    values = KARIN | {"assessment.grade": "A", "class.name": "4B"}
    tape = Tape().get("/grades", "<p>A talk for Bo Ek. Grade: A</p>").expect("A talk for Bo Ek. Grade: A")
    (sight,) = tape.script(values=values).steps[0].sights
    assert str(sight) == "A talk for {child.name}. Grade: {assessment.grade}"


def test_an_outcome_that_stands_nowhere_in_words_is_proved_by_the_answers_keys_and_the_persons_values() -> None:
    tape = Tape().get("/start", "<p>x</p>")
    tape.send("POST", "/api/m", answer("/api/m", '{"id": 1, "to": "Bo Ek"}', "application/json"), body='{"a": 1}')
    script = tape.expect("We have told Bo Ek").script()
    assert script.proof == "shape"
    start, fine = answer("/start", "<p>x</p>"), answer("/api/m", '{"id": 9, "to": "Mia Alm"}', "application/json")
    assert len(walk(script, start, fine)) == 2
    with pytest.raises(Failed, match="answer-of-another-shape"):
        walk(script, start, answer("/api/m", '{"id": 9, "to": "Mia Alm", "error": 1}', "application/json"))
    with pytest.raises(Failed, match="text-not-shown"):
        walk(script, start, answer("/api/m", '{"id": 9, "to": "Olle"}', "application/json"))


def test_a_script_survives_being_written_as_json() -> None:
    script = done(Tape().get("/start", "<form action=/done method=post><input name=a></form>"), pairs=[("a", "b")])
    written = script.script(("b",))
    assert SCRIPT.validate_json(SCRIPT.dump_json(written)) == written


def test_a_case_that_lacks_a_value_is_not_guessed_for() -> None:
    script = Tape().get("/start", "<p>Bo Ek</p>").expect("Bo Ek").script()
    poor = {k: v for k, v in LISA.items() if k != "child.name"}
    with pytest.raises(Failed, match=r"case-without:child\.name"):
        walk(script, answer("/start", "<p>Mia Alm</p>"), own=poor)
