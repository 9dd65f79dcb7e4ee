"""The keystroke-level model gives the sums that its authors published, and Fitts' law the study's own figures."""

from __future__ import annotations

import doctest

import pytest

import reports.klm
from evidence.problem import Problem
from reports.klm import (
    AGES,
    TYPISTS,
    Profile,
    klm_time_s,
    movements_of,
    operator_times,
    own_time_s,
    pointing_time_s,
    profile_from,
)


def test_replacing_a_word_in_the_originals_two_editors_takes_the_published_times() -> None:
    # Card, Moran & Newell 1980: a five-letter word replaced by another; 0.2 s a key, 1.35 s a thought; a press is a K.
    by_keys = "MK[next line] MK[substitute] KKKKK[new] MK[return] KKKKK[old] MK[return] K[return]"
    by_mouse = "H[mouse] P[word] K[select] H[keyboard] MK[replace] KKKKK[new] MK[escape]"
    figures = {"keystroke_s": 0.2, "mental_s": 1.35}
    assert klm_time_s(letters(by_keys), **figures) == pytest.approx(4 * 1.35 + 15 * 0.2) == pytest.approx(8.4)
    assert klm_time_s(letters(by_mouse), **figures) == pytest.approx(6.2)


def letters(encoded: str) -> str:
    return "".join(part.partition("[")[0] for part in encoded.split("]"))


def test_kieras_drag_to_the_trash_is_the_sum_of_his_operators() -> None:
    # Think of deleting, find the icon, point, press, drag to the can, let go, point back to the window.
    assert klm_time_s("M M P B P B P") == pytest.approx(2 * 1.2 + 3 * 1.1 + 2 * 0.1)


def test_a_wait_is_not_the_persons_time_and_nothing_takes_no_time() -> None:
    assert klm_time_s("KW") == pytest.approx(0.28)
    assert klm_time_s("") == 0


def test_a_letter_that_is_no_operator_is_named_with_its_place() -> None:
    with pytest.raises(Problem, match='"X", letter 3 of "MPX"'):
        klm_time_s("MPX")
    with pytest.raises(Problem, match='"k", letter 1 of "kkk"'):
        klm_time_s("kkk")


@pytest.mark.parametrize(
    ("distance", "width", "height", "bits"), [(0, 40, 40, 0), (40, 40, 90, 1), (300, 200, 100, 2), (700, 100, 400, 3)]
)
def test_fitts_law_takes_so_many_bits_of_the_smaller_side(
    distance: float, width: float, height: float, bits: int
) -> None:
    assert pointing_time_s(distance, width, height) == pytest.approx(0.230 + 0.166 * bits)


def test_a_target_without_a_size_cannot_be_timed() -> None:
    with pytest.raises(Problem, match="0 × 20 px"):
        pointing_time_s(100, 0, 20)


def test_pointing_takes_the_constant_where_the_geometry_is_not_known_or_not_wanted() -> None:
    # MPBB twice: 700 px to a target 100 px high (3 bits, 0.73 s), then an option that the system draws.
    movements = [[700, 400, 100], [0, 0, 0]]
    assert own_time_s("MPBBMPBB", movements) == pytest.approx(2 * (1.2 + 0.2) + 0.73 + 1.1)
    assert own_time_s("MPBBMPBB", movements, Profile(pointing="klm")) == pytest.approx(2 * (1.2 + 0.2 + 1.1))
    assert own_time_s("MPBB") == pytest.approx(2.5)


def test_a_run_that_kept_sums_only_tells_its_first_movement_from_them() -> None:
    assert movements_of([], 700, 400, 100) == [(700, 400, 100)]
    assert movements_of([], 0, 0, 0) == []
    assert movements_of([[1, 2, 3]], 700, 400, 100) == [[1, 2, 3]]


def test_typist_and_age_change_keys_and_the_whole() -> None:
    keys = {typist: own_time_s("KKKKKKKKKK", profile=Profile(typist=typist)) for typist in TYPISTS}
    assert keys == pytest.approx(
        {
            "best": 0.8,
            "good": 1.2,
            "average-skilled": 2.0,
            "average-non-secretary": 2.8,
            "random-letters": 5.0,
            "complex-codes": 7.5,
            "worst": 12.0,
        }
    )
    whole = {age: own_time_s("MPBB", profile=Profile(age=age)) for age in AGES}
    assert whole == pytest.approx({"18-39": 2.5, "40-55": 3.5, "56-65": 4.25, "66+": 5.5})


def test_the_command_line_goes_before_the_plan_and_the_plan_before_the_usual() -> None:
    plan = {"typist": "good", "age": "56-65", "pointing": "klm"}
    assert profile_from({}, {}) == Profile()
    assert profile_from(plan, {"age": "66+", "typist": None}) == Profile(typist="good", age="66+", pointing="klm")


def test_a_typist_who_is_not_in_the_table_is_a_problem_that_lists_the_table() -> None:
    with pytest.raises(Problem, match='there is no typist "fast"') as raised:
        profile_from({"typist": "fast"})
    assert raised.value.where == "effort.typist"
    assert "average-non-secretary" in raised.value.do


def test_equal_operators_in_a_row_are_told_together_and_add_up_by_hand() -> None:
    runs = operator_times("MPBBMHKKK", [[300, 200, 100]], Profile(typist="good"))
    told = [(run.operator, run.count, run.each_s) for run in runs]
    assert told == [("M", 1, 1.2), ("P", 1, 0.56), ("B", 2, 0.1), ("M", 1, 1.2), ("H", 1, 0.4), ("K", 3, 0.12)]
    assert sum(run.count * run.each_s for run in runs) == pytest.approx(1.2 + 0.56 + 0.2 + 1.2 + 0.4 + 0.36)


def test_the_examples_in_the_docstrings_are_true() -> None:
    result = doctest.testmod(reports.klm)
    assert result.failed == 0
    assert result.attempted >= 3
