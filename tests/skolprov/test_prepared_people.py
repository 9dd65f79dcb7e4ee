"""What is put in place before load: for whom it is needed, anew where it went away, said before, and never forgotten."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from load.capacity import Step
from load.fidelity import UNPREPARED
from load.spec import Deed
from reports.words import Words
from scenarios.platform import Platform
from scenarios.preparing import Due
from skolprov.prepared_people import Cases, Ready, ReadyForEach, _marked, for_one_of_each, say_preparing

RAMP, RECOVERY = Step("ramp", 60.0, 10.0), Step("recovery", 15.0, 10.0)
TASK = "pupil.read-feedback"


def cases_of(*steps: Step, can_be_put_back: bool) -> tuple[list[Cases], ReadyForEach]:
    """What each step is sent with; each preparation works for one account fewer."""
    prepared: list[Ready] = []

    def prepare() -> Ready:
        number = len(prepared)
        prepared.append(Ready([{"account": at} for at in range(number, 5)], (Deed(TASK, "pupil", number, "bcdfg"),)))
        return prepared[-1]

    ready = ReadyForEach(lambda: can_be_put_back, prepare)
    return [ready(step) for step in steps], ready


def test_each_level_is_sent_to_those_for_whom_it_was_prepared_after_the_build_was_put_back() -> None:
    cases, ready = cases_of(RAMP, RAMP, RECOVERY, RAMP, can_be_put_back=True)
    assert [of_level[0]["account"] for of_level in cases] == [0, 1, 1, 2]
    assert [deed.case for deed in ready.deeds] == [2], "the rest went when the build was put back"


def test_a_platform_that_cannot_be_put_back_is_prepared_once_and_not_before_anything_is_sent() -> None:
    cases, ready = cases_of(RAMP, RECOVERY, RAMP, can_be_put_back=False)
    assert [of_level[0]["account"] for of_level in cases] == [0, 0, 0]
    assert len(ready.deeds) == 1
    assert cases_of(can_be_put_back=False)[1].deeds == ()


def test_a_search_that_goes_on_with_a_recovery_is_prepared_and_not_put_back() -> None:
    def put_back() -> bool:
        raise AssertionError

    assert ReadyForEach(put_back, lambda: Ready(["somebody"]))(RECOVERY) == ["somebody"]  # type: ignore[list-item]


def test_for_a_rehearsal_one_account_of_each_task_is_prepared_and_another_where_it_did_not_work() -> None:
    feedback, marks = ([Due(task, "pupil", case) for case in (9, 8, 7, 6)] for task in (TASK, "pupil.see-marks"))
    asked: list[list[Due]] = []

    def prepare(due: Sequence[Due]) -> tuple[frozenset[Due], tuple[Deed, ...]]:
        asked.append(list(due))
        works = frozenset(one for one in due if one.task == TASK)
        return works, tuple(Deed(one.task, one.role, one.case, "bcdfg") for one in due)

    ready, deeds = for_one_of_each([feedback, marks], prepare)
    assert asked == [[feedback[0], marks[0]], [marks[1]], [marks[2]]], "it is given up after a few"
    assert ready == {feedback[0]}
    assert len(deeds) == 4, "what did not work may have written something, too"


def test_whom_a_task_was_not_prepared_for_does_not_do_it() -> None:
    cases = [{"form": "C"}, {"form": "C"}]
    assert _marked(cases, {TASK}, {Due(TASK, "pupil", 1)}) == [{"form": "C", UNPREPARED: TASK}, {"form": "C"}]


@pytest.mark.parametrize(
    ("language", "way", "told"),
    [
        ("en", "", ["on good for 2 accounts", "have “bcdfg”", "Nothing takes it back"]),
        ("en", "undo", ["taken back afterwards"]),
        ("sv", "reset", ["i good för 2 konton", "”bcdfg”", "när bygget återställs"]),
    ],
)
def test_what_is_going_to_be_prepared_is_said_before_and_what_becomes_of_it(
    language: str, way: str, told: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    platform = Platform("ours", title="Ours")
    if way == "undo":
        platform.undo(TASK)(lambda _, __: None)
    if way == "reset":
        platform.reset(lambda _: None)
    say_preparing([Due(TASK, "pupil", 0), Due(TASK, "pupil", 1)], "good", platform, "bcdfg", Words(language))
    said = " ".join(capsys.readouterr().out.replace("\u2068", "").replace("\u2069", "").split())
    assert [one for one in told if one not in said] == []
