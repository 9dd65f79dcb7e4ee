"""Before load is sent, the terminal says what will be: people, requests, the highest rate, what is written, and by how many it is sent."""

from __future__ import annotations

from dataclasses import replace

import pytest

from reports.words import Words
from skolprov.load_said import say_planned
from tests.reports.html.test_load_words import SESSION


@pytest.mark.parametrize(
    ("language", "workers", "told"),
    [
        ("en", 1, ["300 people are going to come in 60 s, at most 420 a minute; 4,200 requests, at most 88 a second", "Sent by one process."]),
        ("en", 3, ["“Hand in an assignment” 300", "cdn", "Sent by 3 processes, which share the arrivals."]),
        ("sv", 3, ["300 personer kommer på 60 s, som mest 420 i minuten", "Skickas av 3 processer, som delar på dem som kommer."]),
    ],
)  # fmt: skip
def test_what_is_going_to_be_sent_is_said_before(
    language: str, workers: int, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    say_planned(replace(SESSION, workers=workers), Words(language))
    said = " ".join(capsys.readouterr().out.replace("\u2068", "").replace("\u2069", "").replace("\xa0", " ").split())
    assert [one for one in told if one not in said] == []
