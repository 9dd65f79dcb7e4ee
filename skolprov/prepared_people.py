"""Who can do what under load: a task that the platform's file prepares is done by those alone for whom that worked.

Preparing writes on the platform: it is said before, done for nobody who is not needed, and remembered, so that it can be taken back.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import Error

from evidence.records import Recording
from load.capacity import Step
from load.correlation import Correlation
from load.fidelity import UNPREPARED, in_order_of_trial
from load.planning import flat, why_not
from load.situations import comes_for
from load.spec import Deed
from reports.words import Words
from scenarios.now import utc
from scenarios.platform import Platform, load_platform
from scenarios.preparing import Due, prepare_people
from scenarios.session import BuildUnderTest
from scenarios.staging import mark_of
from skolprov.load_said import say_left_of
from skolprov.own_situations import situation_in
from skolprov.plan import Build, Plan
from skolprov.prepare import How, Prepared
from skolprov.progress import console, errors, phase

_WITHIN_S = 300.0
"""How long people are prepared, one after the other; the rest does something else, and that is said."""
_ACCOUNTS_TRIED = 3
"""For a rehearsal: the next account is prepared where it did not work for one."""

Cases = Sequence[Mapping[str, Any]]


@dataclass(frozen=True, slots=True)
class Ready:
    """Who can do what.

    Args:
        cases: The cases, each with the tasks that nobody prepared for it.
        deeds: What preparing may have written.
    """

    cases: Cases
    deeds: tuple[Deed, ...] = ()


def prepared_people(plan: Plan, prepared: Prepared, build: Build, cases: Cases, how: How) -> Ready:
    """Prepare what the plan's situations play, for all accounts that can do it.

    Args:
        plan: Says which situations are played.
        prepared: The run.
        build: What is sent the load.
        cases: Its people and things, with passwords.
        how: In which language it is told.
    """
    due = _due(plan, prepared, build, cases)
    ready, deeds = _prepare(prepared, build, due, how)
    return Ready(_marked(cases, {one.task for one in due}, ready), deeds)


def prepared_for_rehearsal(
    prepared: Prepared, build: Build, cases: Cases, found: Sequence[Correlation], how: How
) -> Ready:
    """Prepare what is going to be replayed once, for the account that replays it alone.

    Args:
        prepared: The run.
        build: Where it is replayed.
        cases: Its people and things, with passwords.
        found: What is replayed.
        how: In which language it is told.
    """
    needs = load_platform(build.platform).preparations
    scripts = {
        (one.script.task, one.script.role, one.script.form): one.script
        for one in found
        if one.script.task in needs and not why_not(one.script)
    }
    if not scripts:
        return Ready(cases)
    people = [flat(case) for case in cases[: len(_under_test(prepared, build).cases)]]
    recordings = list(prepared.directory.read(Recording))
    orders = {
        key: [Due(script.task, script.role, case) for case in in_order_of_trial(script, recordings, people)]
        for key, script in scripts.items()
    }
    ready, deeds = for_one_of_each(list(orders.values()), lambda due: _prepare(prepared, build, due, how))
    return Ready(_marked(cases, {script.task for script in scripts.values()}, ready), deeds)


def for_one_of_each(
    orders: Sequence[Sequence[Due]], prepare: Callable[[Sequence[Due]], tuple[frozenset[Due], tuple[Deed, ...]]]
) -> tuple[frozenset[Due], tuple[Deed, ...]]:
    """Prepare the first account of each task for which it works, out of few.

    Args:
        orders: For each task the accounts that would do, the best first.
        prepare: Prepares for some; for whom it worked, and what may have been written.
    Returns:
        The same of all together.
    """
    ready: frozenset[Due] = frozenset()
    deeds: tuple[Deed, ...] = ()
    for nth in range(_ACCOUNTS_TRIED):
        open_ = [order for order in orders if not ready.intersection(order[:nth])]
        due = [order[nth] for order in open_ if nth < len(order)]
        if not due:
            break
        now, written = prepare(due)
        ready, deeds = ready | now, deeds + written
    return ready, deeds


class ReadyForEach:
    """Who can do what at each level of a search: prepared anew wherever the build was put back, and else once.

    Args:
        put_back: Puts the build back; whether that could be done.
        prepare: Prepares all.
    """

    def __init__(self, put_back: Callable[[], bool], prepare: Callable[[], Ready]) -> None:
        self._put_back = put_back
        self._prepare = prepare
        self._ready: Ready | None = None

    def __call__(self, step: Step) -> Cases:
        """The cases for what is sent next; before a recovery nothing is put back."""
        if not step.is_recovery and self._put_back():
            self._ready = None
        if self._ready is None:
            self._ready = self._prepare()
        return self._ready.cases

    @property
    def deeds(self) -> tuple[Deed, ...]:
        """What preparing may have written that still stands."""
        return self._ready.deeds if self._ready else ()


def _prepare(prepared: Prepared, build: Build, due: Sequence[Due], how: How) -> tuple[frozenset[Due], tuple[Deed, ...]]:
    """Say what is going to be prepared, prepare it, and say for whom it was; besides, what that may have written."""
    if not due:
        return frozenset(), ()
    words = Words(how.words)
    mark = mark_of(f"{prepared.directory.run().id} {build.name} {utc()}")
    say_preparing(due, build.name, load_platform(build.platform), mark, words)
    ready: frozenset[Due] = frozenset()
    deeds: list[Deed] = []
    with phase(f"Preparing {build.name}", len(due)) as shown:
        try:
            ready = prepare_people(
                prepared.session, _under_test(prepared, build), due, prepared.directory.redactor, mark=mark,
                within_s=_WITHIN_S, begins=lambda one: deeds.append(Deed(one.task, one.role, one.case, mark)),
                done=lambda number: shown.advance(number, build.name),
            )  # fmt: skip
        except KeyboardInterrupt:
            say_left_of(build.name, Counter(deed.task for deed in deeds), {}, words)
            raise
        except Error as error:  # without a browser nobody is prepared
            errors.print(str(error).splitlines()[0], markup=False)
    for task in dict.fromkeys(one.task for one in due):
        of_task = [one for one in due if one.task == task]
        said = words.say("terminal-prepared", task=task, ready=len(ready.intersection(of_task)), people=len(of_task))
        console.print(said, markup=False)
    return ready, tuple(deeds)


def say_preparing(due: Sequence[Due], build: str, platform: Platform, mark: str, words: Words) -> None:
    """Print what is going to be prepared, for how many, and what becomes of it afterwards.

    Args:
        due: For whom.
        build: Where.
        platform: Its own file.
        mark: The word that it can be found by.
        words: In which language.
    """
    for task in dict.fromkeys(one.task for one in due):
        then = "reset" if platform.reset_build else "undo" if task in platform.undoings else "stays"
        people = sum(one.task == task for one in due)
        said = words.say("terminal-preparing", task=task, build=build, people=people, mark=mark, then=then)
        console.print(said, markup=False)


def _under_test(prepared: Prepared, build: Build) -> BuildUnderTest:
    return next(one for one in prepared.session.builds if one.name == build.name)


def _marked(cases: Cases, tasks: Collection[str], ready: Collection[Due]) -> Cases:
    """The cases, each with those of the tasks that are not prepared for it."""
    left = [
        " ".join(sorted(set(tasks) - {one.task for one in ready if one.case == number})) for number in range(len(cases))
    ]
    return [
        {**case, UNPREPARED: not_for_it} if not_for_it else case for case, not_for_it in zip(cases, left, strict=True)
    ]


def _due(plan: Plan, prepared: Prepared, build: Build, cases: Cases) -> list[Due]:
    """All who could do what was recorded and has to be prepared."""
    needs = load_platform(build.platform).preparations
    if not needs:
        return []
    situations = [situation_in(plan, name) for name in plan.load.played]
    recorded = {(r.task, r.role, r.form) for r in prepared.directory.read(Recording) if r.task in needs}
    return [
        Due(task, role, number)
        for task, role, form in sorted(recorded)
        if any(comes_for(situation, role, task) for situation in situations)
        for number, case in enumerate(cases)
        if case.get("form", form) == form and role in case
    ]
