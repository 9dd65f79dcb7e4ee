"""What leaked is counted once for each address and whose it is: in the headline, on the first screen and in the table alike."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path

import pytest

from reports.analyse import analyse
from reports.formats import html
from reports.model import Judgement, Report
from reports.privacy import leaking, leaks_between
from tests.reports.synthetic import write_synthetic_run

PAGE = ("isolation", "GET", "/assessments/#")
OTHER = ("isolation", "GET", "/messages/#")


@pytest.fixture(scope="module")
def asked_often(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """A run in which what leaked was asked for twice more: by another role, and on another task's way."""
    run = tmp_path_factory.mktemp("leaks") / "run"
    write_synthetic_run(run, tasks=("guardian.read-assessment", "any.log-out"), load=False, scanned=False)
    file = run / "privacy.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    leaks = [row for row in rows if row["verdict"] == "leak"]
    again = [row | {"id": f"{row['id']}-{n}", **more} for row in leaks
             for n, more in enumerate(({"asked_by": "teacher", "disclosed": ["child.email"]}, {"task": "guardian.see-timetable", "url": f"{row['url']}99"}))]  # fmt: skip
    file.write_text("".join(json.dumps(row) + "\n" for row in [*rows, *again]), "utf-8")
    return analyse([run])


def test_an_address_that_leaks_to_several_and_on_several_ways_is_one(asked_often: Report) -> None:
    isolation, residue = (r for r in asked_often.privacy if r.build == "worse")
    assert isolation.counts["leak"] == residue.counts["leak"] == 3
    (page,) = isolation.addresses
    assert (page.role, page.answers) == ("guardian", 3)
    assert page.asked_by == ("guardian", "teacher")
    assert page.tasks == ("guardian.read-assessment", "guardian.see-timetable")
    assert page.disclosed[-1] == "child.email"  # what any of the answers gave away
    assert len(page.disclosed) > 1
    assert len(residue.addresses) == 1


def test_the_order_in_which_answers_were_written_does_not_matter(asked_often: Report, tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run", tasks=("guardian.read-assessment", "any.log-out"), load=False, scanned=False)
    rows = [json.dumps(asdict(leak)) for result in asked_often.privacy for leak in result.leaks]
    file = tmp_path / "run" / "privacy.jsonl"
    told = []
    for order in (rows, rows[::-1]):
        file.write_text("\n".join(order), "utf-8")
        told.append(analyse([tmp_path / "run"]).privacy)
    assert len(rows) == 6
    assert told[0] == told[1]


@pytest.mark.parametrize(
    "ids",
    [
        ("17", "1234567"),
        ("07f6b3a2-2b1c-4d5e-8f90-a1b2c3d4e5f6", "c0ffee00-9b1c-4d5e-8f90-ffffffffffff"),
        ("5f1d7e8a9b0c1d2e3f4a5b6c", "0a1d7e8a9b0c1d2e3f4a5b6c"),
    ],
    ids=["numbers", "UUIDs", "hexadecimal"],
)
def test_ids_in_an_address_do_not_matter(ids: tuple[str, str], tmp_path: Path) -> None:
    write_synthetic_run(tmp_path / "run", tasks=("guardian.read-assessment",), load=False, scanned=False)
    file = tmp_path / "run" / "privacy.jsonl"
    (leak, *_) = [row for row in map(json.loads, file.read_text("utf-8").splitlines()) if row["verdict"] == "leak"]
    rows = [leak | {"id": f"leak-{one}", "url": f"http://127.0.0.1/learners/{one}/results"} for one in ids]
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    (asked,) = [r for r in analyse([tmp_path / "run"]).privacy if r.leaks]
    assert len(asked.addresses) == 1


def test_headline_first_screen_and_table_count_the_same(asked_often: Report, tmp_path: Path) -> None:
    (comparison,) = asked_often.comparisons
    told = {m.code: m.values["count"] for m in comparison.headline if m.code.startswith("headline-")}
    (cell,) = (c for c in comparison.summary if c.area == "privacy" and c.role == "guardian")
    rows = [one for result in asked_often.privacy if result.build == "worse" for one in result.addresses]
    assert told["headline-leaks"] + told["headline-read-after-log-out"] == cell.added == len(rows) == 2
    (difference,) = (d for d in comparison.differences if d.measure == "privacy" and d.role == "guardian")
    assert (difference.before.value, difference.after.value) == (0, 2)
    assert difference.judgement == Judgement.WORSE
    page = html.render(asked_often, [], tmp_path / "report.en.html", "en").partition("<h3>What leaked</h3>")[2]
    body = page.partition("<tbody>")[2].partition("</tbody>")[0]
    assert body.count("<tr>") == 2
    assert "another guardian and another teacher" in body
    assert "the next person at the computer, after log-out" in body


def test_one_more_who_can_read_an_address_is_a_leak_of_one_address() -> None:
    ours = {(PAGE, "teacher"): True, (PAGE, "pupil"): False}
    theirs = {(PAGE, "teacher"): True, (PAGE, "pupil"): True, (OTHER, "pupil"): True, (OTHER, "nobody"): True}
    assert (leaking(ours), leaking(theirs)) == (1, 2)
    assert leaks_between(ours, theirs) == (2, 0)
    assert leaks_between(theirs, ours) == (0, 1)
