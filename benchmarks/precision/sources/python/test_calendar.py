"""Two tests that pass and one that fails, for the reports of packages."""

import json
from calendar import TextCalendar, month_name


def test_reads():
    assert json.loads("[1]") == [1]


def test_writes():
    assert TextCalendar().formatmonth(2026, 1)


def test_names():
    assert month_name[1] == "Januari"
