"""What a platform file may say, and which mistakes in it are named."""

from __future__ import annotations

import pytest

from evidence.problem import Problem
from scenarios.platform import Platform


def test_who_has_no_account_is_offered_nothing_not_even_what_everybody_does() -> None:
    platform = Platform("ours", title="Ours")
    platform.does_not_offer("pupil.see-timetable", because="no timetable")
    platform.has_no("guardian", because="no accounts for guardians")
    assert platform.why_not("any.log-in", "guardian") == "no accounts for guardians"
    assert platform.why_not("guardian.book-talk", "guardian") == "no accounts for guardians"
    assert platform.why_not("any.log-in", "pupil") is None
    assert platform.why_not("pupil.see-timetable", "pupil") == "no timetable"


def test_a_role_that_there_is_not_is_named() -> None:
    with pytest.raises(Problem, match="parent"):
        Platform("ours", title="Ours").has_no("parent", because="no accounts")
