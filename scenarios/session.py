"""What a run has to do: which journeys, on which builds, in which order, with whose children. Read from run.json's plan."""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from evidence.problem import Problem
from evidence.records import LeftOut, Message
from scenarios.account_pool import Need, PoolCase, TooFewAccounts, share_out, spread
from scenarios.extent import extent
from scenarios.platform import Platform, load_platform
from scenarios.surroundings import PLAIN, Surroundings
from scenarios.tasks import ROLES, Task, select


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildUnderTest:
    """One build, and the people and things that live on it."""

    name: str
    url: str
    platform: str
    cases: list[dict[str, Any]]

    def names(self) -> list[str]:
        """What its people are called: a list of other people's children is the same page for another family."""
        people = [account for case in self.cases for account in case.values() if isinstance(account, Mapping)]
        return sorted({str(person["name"]) for person in people if "name" in person})

    def cases_for(self, role: str, form: str) -> list[int]:
        """The cases of a school form in which somebody of this role can sign in."""
        return [i for i, case in enumerate(self.cases) if case["form"] == form and isinstance(case.get(role), Mapping)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Assignment:
    """One attempt to be made."""

    build: BuildUnderTest
    task: Task
    role: str
    form: str
    mode: str
    repetition: int
    order: int
    case: int

    @property
    def key(self) -> str:
        """Names the attempt within the run; the same for the same attempt when a run goes on."""
        return f"{self.task.id}[{self.role}-{self.form}-{self.mode}-{self.build.name}-{self.repetition}]"

    share: int = 0
    """Which part of the shard's tasks it belongs to; one worker makes all attempts of a share."""

    @property
    def pair(self) -> str:
        """The same for attempts that are compared with each other."""
        return f"{self.task.id}-{self.role}-{self.repetition}"


class _Slot(NamedTuple):
    """An attempt that the plan asks for, before somebody is found to make it."""

    build: BuildUnderTest
    task: Task
    role: str
    form: str
    mode: str
    repetition: int
    offered: bool


_Planned = Sequence[tuple[int, _Slot]]
"""Attempts with their place in the whole plan."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """All that the runner has to know."""

    builds: list[BuildUnderTest]
    tasks: tuple[Task, ...]
    roles: tuple[str, ...]
    forms: str
    modes: tuple[str, ...]
    repeats: int
    seed: int
    language: str
    limit_s: float
    scan: bool
    mask: tuple[str, ...]
    browser_path: str | None
    workers: int
    trace: str = "off"
    """on: each attempt is traced; failures: what did not succeed is walked once more for a trace; off."""
    shard: tuple[int, int] = (1, 1)
    """Which part of the attempts, counted from 1, and of how many: (2, 5) is the second of five."""
    surroundings: Surroundings = PLAIN
    checks: tuple[str, ...] = ()
    """Ids of the checks that are asked of each state, and of the engine's rules where only some of them are."""
    replayed: tuple[str, ...] = ()
    """Ids of the tasks that load will replay."""

    @property
    def recorded_mode(self) -> str:
        """The mode whose attempts stand for what everybody does: their traffic is kept, and their states are asked the checks."""
        return "pointer" if "pointer" in self.modes else self.modes[0]

    @classmethod
    def from_plan(cls, plan: Mapping[str, Any]) -> Session:
        """Read the plan as run.json holds it."""
        return cls(
            builds=[
                BuildUnderTest(
                    name=b["name"], url=b["url"], platform=b["platform"], cases=b["school"] or plan["school"]
                )
                for b in plan["builds"]
            ],
            tasks=select(plan["tasks"]),
            roles=tuple(plan["roles"]),
            forms="".join(plan["forms"]),
            modes=tuple(plan["modes"]),
            repeats=plan["repeats"],
            seed=plan["seed"],
            language=plan["language"],
            limit_s=plan["limit_s"],
            scan=plan["scan"],
            mask=tuple(plan["mask"]),
            browser_path=plan.get("browser_path"),
            workers=plan.get("workers", 1),
            trace=plan.get("trace", "off"),
            shard=tuple(plan.get("shard", (1, 1))),
            surroundings=Surroundings.from_plan(plan),
            checks=tuple(plan.get("checks", ())),
            replayed=tuple(plan.get("replayed", ())),
        )

    def assignments(self) -> list[Assignment]:
        """The attempts of this shard, in the order in which they are made.

        The builds take turns (A B, then B A), so that the machine's drift falls on both. A repetition takes another
        school form and another family; both builds of a pair get the same. All attempts of a task are made by one worker on
        one machine.

        Raises:
            TooFewAccounts: There are not enough people for so many workers.
        """
        planned = list(enumerate(self._planned()))
        own = {task for task, shard in self._shards(planned).items() if shard == self.shard[0] - 1}
        mine = [(order, slot) for order, slot in planned if slot.task.id in own]
        shares = self._shares(mine)
        people = self._people(planned, shares)
        return [
            Assignment(
                build=slot.build,
                task=slot.task,
                role=slot.role,
                form=slot.form,
                mode=slot.mode,
                repetition=slot.repetition,
                order=order,
                case=self._case(slot, people, shares[slot.task.id]) if slot.offered else 0,
                share=shares[slot.task.id],
            )
            for order, slot in mine
        ]

    def planned(self) -> int:
        """How many attempts all shards make together."""
        return sum(1 for _ in self._planned())

    def shards_share_people(self) -> TooFewAccounts | None:
        """Why the shards of this run act as the same people; None if each has people of its own, or there is one shard."""
        try:
            self._of_shard(list(enumerate(self._planned())))
        except TooFewAccounts as short:
            return short
        return None

    def left_out(self) -> list[LeftOut]:
        """What the plan asks for and no attempt is made of: nothing says how it is done, or nobody is there to do it."""
        platforms = self._platforms()
        return [
            LeftOut(build=build.name, task=task.id, role=role, reason=reason)
            for build in self.builds
            for task in self.tasks
            for role in self._roles_of(task)
            if (reason := self._why_not(build, platforms[build.name], task, role))
        ]

    def _platforms(self) -> dict[str, Platform]:
        return {build.name: load_platform(build.platform) for build in self.builds}

    def _roles_of(self, task: Task) -> list[str]:
        """Who does a task, of the roles and school forms that were chosen."""
        return [role for role in task.roles if role in self.roles and self._forms_of(task, role)]

    def _forms_of(self, task: Task, role: str) -> list[str]:
        return [form for form in task.forms_for(role) if form in self.forms]

    def _why_not(self, build: BuildUnderTest, platform: Platform, task: Task, role: str) -> Message | None:
        """Why nobody can attempt a task on a build; a task that is not offered is a result, and no reason."""
        if platform.why_not(task.id, role) is not None:
            return None
        if task.id not in platform.journeys:
            return Message(code="not-scripted", values={"platform": platform.id})
        forms = self._forms_of(task, role)
        if not any(build.cases_for(role, form) for form in forms):
            return Message(code="no-account", values={"role": role, "forms": "".join(forms)})
        return None

    def _planned(self) -> Iterator[_Slot]:
        """Every attempt that the plan asks for, whoever makes it."""
        platforms = self._platforms()
        for repetition in range(1, self.repeats + 1):
            for task_index, task in enumerate(self.tasks):
                for role in self._roles_of(task):
                    able = [b for b in self.builds if self._why_not(b, platforms[b.name], task, role) is None]
                    offering = [b for b in able if platforms[b.name].why_not(task.id, role) is None]
                    forms = self._forms_of(task, role)
                    forms = [f for f in forms if any(b.cases_for(role, f) for b in offering)] or forms
                    form = forms[(repetition - 1 + task_index) % len(forms)]
                    # The pointer's first attempt is the one whose traffic is kept; its sign-in then serves the others.
                    for mode_index, mode in enumerate(sorted(self.modes, key=lambda m: m != "pointer")):
                        # A B, then B A, within each task and mode: being first must not always fall on one build.
                        turn = repetition + task_index + mode_index
                        for build in able if turn % 2 else able[::-1]:
                            offered = build in offering
                            if offered:
                                _expect_somebody(build, role, form)
                            if offered or repetition == 1:  # said once: another try would say the same
                                yield _Slot(build, task, role, form, mode, repetition, offered)

    def _shards(self, planned: _Planned) -> dict[str, int]:
        """The shard of each task, from 0: what is compared with each other is measured on one machine."""
        return spread(self._weights(planned), self.shard[1])

    def _shares(self, mine: _Planned) -> dict[str, int]:
        """The worker of each of the shard's tasks, from 0."""
        return spread(self._weights(mine), self.workers)

    def _weights(self, planned: _Planned) -> Counter[str]:
        """How much there is to do for each task, in all its attempts, in the order in which they are planned."""
        platforms = self._platforms()
        weights: Counter[str] = Counter()
        for (task, build), attempts in Counter((slot.task.id, slot.build.name) for _, slot in planned).items():
            weights[task] += attempts * extent(platforms[build], task)
        return weights

    def _people(self, planned: _Planned, shares: Mapping[str, int]) -> dict[tuple[str, int], int]:
        """The worker of each case of this shard, by build and index."""
        try:
            of_shard = self._of_shard(planned)
        except (
            TooFewAccounts
        ):  # said by shards_share_people: they may be run one after the other, or on builds of their own
            of_shard = None
        own = [c for c in self._pool() if of_shard is None or of_shard[c.build, c.index] == self.shard[0] - 1]
        mine = [(order, slot) for order, slot in planned if slot.task.id in shares]
        number, count = self.shard
        called = "workers" if count == 1 else f"workers of shard {number} of {count}"
        return share_out(own, self._needs(mine, shares, self.workers), called=called)

    def _of_shard(self, planned: _Planned) -> dict[tuple[str, int], int]:
        needs = self._needs(planned, self._shards(planned), self.shard[1])
        return share_out(self._pool(), needs, called="shards")

    def _needs(self, planned: _Planned, part_of: Mapping[str, int], parts: int) -> dict[str, list[set[Need]]]:
        needs: dict[str, list[set[Need]]] = {build.name: [set() for _ in range(parts)] for build in self.builds}
        for _, slot in planned:
            if slot.offered:
                needs[slot.build.name][part_of[slot.task.id]].add((slot.form, slot.role))
        return needs

    def _pool(self) -> list[PoolCase]:
        """All cases, with those people in them who act: they do a task, or look whether it was done."""
        looks = {look.role for p in self._platforms().values() for task, look in p.looks.items() if self._has(task)}
        return [
            PoolCase(
                build=build.name,
                index=index,
                site=build.url.rstrip("/"),
                form=case["form"],
                accounts={
                    role: str(case[role]["username"])
                    for role in ROLES
                    if role in {*self.roles, *looks} and isinstance(case.get(role), Mapping)
                },
            )
            for build in self.builds
            for index, case in enumerate(build.cases)
        ]

    def _has(self, task: str) -> bool:
        return any(chosen.id == task for chosen in self.tasks)

    def _case(self, slot: _Slot, people: Mapping[tuple[str, int], int], share: int) -> int:
        """One family per repetition, so that a sign-in serves several tasks."""
        cases = slot.build.cases_for(slot.role, slot.form)
        shuffled = random.Random(f"{self.seed}-{slot.form}").sample(cases, len(cases))  # noqa: S311 - a choice, not a secret
        own = [case for case in shuffled if people.get((slot.build.name, case)) == share]
        return own[(slot.repetition - 1) % len(own)]


def _expect_somebody(build: BuildUnderTest, role: str, form: str) -> None:
    if not build.cases_for(role, form):
        raise Problem(
            f"the school data has no {role}'s account in a case of form {form}, and that of another build has",
            where=f"builds.{build.name}",
            do=f'Write a [[school]] with form = "{form}" and a {role}, or leave the form out with --form.',
        )


def most_workers(session: Session, limit: int) -> tuple[int, TooFewAccounts | None]:
    """How many workers a session can keep busy with people of their own.

    Args:
        session: What the run has to do.
        limit: Not more than this.
    Returns:
        The number, at least 1, and who is missing for more; None if nobody is.
    """
    tasks = len({a.task.id for a in replace(session, workers=1).assignments()})
    short = None
    for workers in range(max(min(limit, tasks), 1), 1, -1):
        try:
            replace(session, workers=workers).assignments()
        except TooFewAccounts as too_few:
            short = short or too_few
        else:
            return workers, short
    return 1, short
