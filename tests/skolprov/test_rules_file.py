"""The file of rules says how each value is replayed, in a way that is read back as it was, and as somebody corrects it."""

from __future__ import annotations

import json
import re
import tomllib
from dataclasses import replace
from pathlib import Path

import pytest

from evidence.problem import Problem
from load.correlation import Correlation
from load.template import Fresh, Given, Part, Template
from skolprov.rules_file import _said, read_rules, write_rules
from tests.load.live import body, walk
from tests.load.traffic import KARIN, LISA, URL, Tape, answer

JSON = "application/json"
MONTH_AGO = "2026-10-24T07:00:01.300Z"
KEY = ("guardian.report-absence", "guardian", "C")


def recorded(person: dict[str, str], child: int, token: str, nonce: str) -> Tape:
    start = answer(
        "/start",
        f"<meta name=csrf-token content={token}><li>{person['child.name']} <a href=/child/{child}/absence>Report</a></li>"
        f"<script>var apiKey = 'k{token}'</script><form action=/note method=post><input name=text></form>",
        cookies={"seen": f"c{token}"},
        headers={"x-page": f"p{token}"},
    )
    children = json.dumps({"items": [{"id": child + 1}, {"id": child, "who": {"name": person["child.name"]}}]})
    headers = {
        "x-first-id": str(child + 1),
        "x-csrf-token": token,
        "x-key": f"k{token}",
        "x-seen": f"c{token}",
        "x-page": f"p{token}",
    }
    tape = Tape().of(person).send("GET", "/start", start).get(f"/child/{child}/absence", "<p>x</p>")
    tape.get("/api/children", children, JSON)
    tape.send("POST", "/note", answer("/note", "<p>Noted</p>"), pairs=[("text", person["child.name"])])
    return tape.send(
        "POST", "/api/save?page=1", answer("/api/save", '"Done"', JSON), headers={**headers, "x-nonce": nonce},
        body=json.dumps({"child": child, "text": "{fine}", "by": person["guardian.name"]}), body_type=JSON,
    ).expect("Done")  # fmt: skip


def found(corrections: object = ()) -> Correlation:
    mine = recorded(KARIN, 7, "karins-token-1", "9f86d081884c7d65")
    hers = recorded(LISA, 80, "lisas-token-22", "60303ae22b998861")
    return mine.beside(hers, task=KEY[0], corrections=corrections)  # type: ignore[arg-type]


def test_what_is_written_is_read_back_as_the_same_replay(tmp_path: Path) -> None:
    one = found()
    assert one.script.unexplained == ()
    file = tmp_path / "rules.toml"
    write_rules(file, [one])
    read = read_rules(file)
    assert set(read) == {KEY}
    again = found(read[KEY])
    assert len(again.used) == len(read[KEY]) >= 9
    assert again.script.steps == one.script.steps
    assert {e.rules for e in again.script.extractions} == {e.rules for e in one.script.extractions}
    kinds = {type(rule).__name__ for e in one.script.extractions for rule in e.rules}
    assert {"LinkAddress", "Attribute", "JsonValue", "Cookie", "Header", "ScriptText"} <= kinds


def test_a_value_says_what_was_recorded_and_whether_another_account_bears_it_out(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    write_rules(file, [found()])
    text = file.read_text("utf-8")
    assert '# recorded: "karins-token-1"; as the second recording has it' in text
    (token,) = [v for v in tomllib.loads(text)["task"][0]["value"] if v["place"] == "header x-csrf-token"]
    assert token == {
        "request": "POST /api/save",
        "place": "header x-csrf-token",
        "from": "GET /start",
        "find": [{"element": "meta", "attribute": "content", "where": "name=csrf-token"}],
    }


def test_a_text_around_a_given_value_and_a_moment_of_another_day_are_read_back_as_they_were(tmp_path: Path) -> None:
    def tape(group: str) -> Tape:
        start = Tape().get("/api/me", json.dumps({"group": group}), JSON)
        address = f"/api/out?next=%252Fclass%252F{group}%252Fhome&since={MONTH_AGO}"
        return start.send("GET", address, answer("/api/out", '"Done"', JSON)).expect("Done")

    one = tape("blue").beside(tape("red"), task=KEY[0])
    file = tmp_path / "rules.toml"
    write_rules(file, [one])
    (following,) = tomllib.loads(file.read_text("utf-8"))["task"]
    back = next(v for v in following["value"] if v["place"] == "query next")
    assert (back["from"], back["within"]) == ("GET /api/me", "%2Fclass%2F{given}%2Fhome")
    again = tape("blue").beside(tape("red"), task=KEY[0], corrections=read_rules(file)[KEY])
    assert again.script.steps == one.script.steps
    file.write_text(
        f'[[task]]\ntask = "{KEY[0]}"\nrole = "guardian"\nform = "C"\n[[task.value]]\nrequest = "GET /api/out"\n'
        'place = "query since"\nmake = "iso"\nafter_s = -3600\n'
    )
    (said,) = read_rules(file)[KEY]
    assert said.says == Template.of(Fresh("iso", after_s=-3600))


def test_a_text_with_a_hole_that_no_rule_of_the_file_fills_is_not_written_as_if_one_did() -> None:
    one = found()
    extractions = {e.name: e for e in one.script.extractions}
    value = next(v for v in one.values if str(v.place) == "header x-csrf-token")
    (given,) = value.says.parts

    def said(*parts: Part) -> list[str]:
        return [
            line.partition(" = ")[0] for line in _said(one.script, replace(value, says=Template(parts)), extractions)
        ]

    assert said("Dear ", given) == ["from", "find", "within"]
    assert said(Given("label7"), " of ", given) == []


def test_what_somebody_corrects_is_what_is_sent(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    head = f'[[task]]\ntask = "{KEY[0]}"\nrole = "guardian"\nform = "C"\n'
    file.write_text(
        f"""{head}
[[task.value]]
request = "POST /api/save"
place = "json by"
says = "{{{{{{child.name}}}}}}"

[[task.value]]
request = "POST /api/save"
place = "query page"
from = "GET /api/children"
find = [{{ json = ["items", 0, "id"] }}]

[[task.value]]
request = "POST /note"
place = "field text"
says = "Hello {{guardian.name}}"
""",
        "utf-8",
    )
    script = found(read_rules(file)[KEY]).script
    live = recorded(LISA, 31, "todays-token-3", "0000000000000000")
    sent = walk(script, *(e.answer for e in live.exchanges))
    assert sent[4].url == f"{URL}/api/save?page=32"
    assert json.loads(body(sent[4]))["by"] == "{Mia Alm}"
    assert body(sent[3]) == "text=Hello+Lisa+Alm"


def test_a_value_that_nobody_could_explain_is_explained_by_hand(tmp_path: Path) -> None:
    tape = Tape().get("/start", "<p>x</p>").get("/api/child/4712", '"Done"', JSON).expect("Done")
    one = tape.beside(None, task=KEY[0])
    file = tmp_path / "rules.toml"
    write_rules(file, [one])
    assert 'unexplained = "id-without-a-source"' in file.read_text("utf-8")
    assert not any(read_rules(file)[KEY])
    file.write_text(
        file.read_text("utf-8").replace('unexplained = "id-without-a-source"', 'make = "digits"\nlength = 3')
    )
    script = tape.beside(None, task=KEY[0], corrections=read_rules(file)[KEY]).script
    assert script.unexplained == ()
    sent = walk(script, answer("/start", "<p>x</p>"), answer("/x", '"Done"', JSON))
    assert re.fullmatch(rf"{URL}/api/child/\d{{3}}", sent[1].url)


def test_a_source_that_there_is_not_is_told_with_those_that_there_are(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    head = f'[[task]]\ntask = "{KEY[0]}"\nrole = "guardian"\nform = "C"\n[[task.value]]\nrequest = "POST /api/save"\n'
    file.write_text(f'{head}place = "json child"\nfrom = "GET /begin"\nfind = [{{ header = "etag" }}]\n', "utf-8")
    with pytest.raises(
        Problem, match=r'rules.toml:5: no request before "POST /api/save" is called "GET /begin"'
    ) as told:
        found(read_rules(file)[KEY])
    assert "GET /start" in told.value.do


@pytest.mark.parametrize(
    ("wrong", "line", "said", "do"),
    [
        ('place = "head etag"\nsays = "x"', 5, "is no place in a request", "header etag"),
        ('place = "query a"', 5, "says nothing, and has to say one thing", "says, from, make, unexplained"),
        ('place = "query a"\nsays = "x"\nmake = "uuid"', 5, "says says and make", "says, from, make"),
        ('place = "query a"\nmake = "uid"', 5, 'there is no "uid"', "milliseconds"),
        ('place = "query a"\nfrom = "GET /"', 5, "does not say where in the answer", "find = "),
        ('place = "query a"\nsays = "{child name}"', 5, "a bracket that holds no name", "{child.name}"),
        ('place = "query a"\nsay = "x"', 8, "is not a key of a value. Did you mean `says`?", "says"),
        ('place = "query a"\nfrom = "GET /"\nfind = [{ etag = "x" }]', 9, "is not a key of a place in an answer", "header"),
        ('place = "query a"\nfrom = "GET /"\nfind = [{ nth = 1 }]', 9, "says nothing", "link, element, json"),
        ('place = "query a"\nfrom = "GET /"\nfind = [{ link = "A" }]', 9, "where the link leads", "leads_to"),
        ('place = "query a"\nfrom = "GET /"\nfind = [{ header = "x" }]\nwithin = "/a"', 5, "has no {given}", "/class/{given}"),
        ('place = "query a"\nsays = "x"\nwithin = "/{given}"', 5, "nothing gives it", "beside from and find"),
        ('place = "query a"\nmake = "uuid"\nafter_s = 9', 5, "belongs to a moment", 'make = "iso"'),
        ('place = "query a"\nsays = 3', 8, "has to be a text, and is a whole number", "says"),
        ('place = "query a"\nfrom = "GET /"\nfind = [{ json = [true] }]', 9, "", ""),
    ],
)  # fmt: skip
def test_each_mistake_is_told_with_its_line_and_key(tmp_path: Path, wrong: str, line: int, said: str, do: str) -> None:
    file = tmp_path / "rules.toml"
    head = f'[[task]]\ntask = "{KEY[0]}"\nrole = "guardian"\nform = "C"\n[[task.value]]\nrequest = "GET /"\n'
    file.write_text(f"{head}{wrong}\n", "utf-8")
    with pytest.raises(Problem) as raised:
        read_rules(file)
    told = str(raised.value)
    assert re.search(rf"rules\.toml:{line}\b", told), told
    assert "task[0].value[0]" in told
    assert said in told
    assert do in told


def test_a_task_or_role_that_there_is_not_is_told(tmp_path: Path) -> None:
    file = tmp_path / "rules.toml"
    file.write_text('[[task]]\ntask = "guardian.fly"\nrole = "guardian"\nform = "C"\n', "utf-8")
    with pytest.raises(Problem, match=r'rules\.toml:1: task\[0\]: there is no task "guardian\.fly"'):
        read_rules(file)
