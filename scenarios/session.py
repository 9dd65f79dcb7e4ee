"""What a run has to do: which journeys, on which builds, in which order, with whose children. Read from run.json's plan."""

from __future__ import annotations

import random
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evidence.problem import Problem
from scenarios.surroundings import PLAIN, Surroundings
from scenarios.tasks import Task, select


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
    """Which part of the tasks it belongs to; one worker makes all attempts of a share."""

    @property
    def pair(self) -> str:
        """The same for attempts that are compared with each other."""
        return f"{self.task.id}-{self.role}-{self.repetition}"


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
    surroundings: Surroundings = PLAIN

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
            surroundings=Surroundings.from_plan(plan),
        )

    def assignments(self) -> list[Assignment]:
        """All attempts in the order in which they are made.

        The builds take turns (A B, then B A), so that the machine's drift falls on both. A repetition takes another
        school form and another family; both builds of a pair get the same.
        """
        planned = list(self._planned())
        shares = {task.id: index % self.workers for index, task in enumerate(self.tasks)}
        return [
            Assignment(
                build=build,
                task=task,
                role=role,
                form=form,
                mode=mode,
                repetition=repetition,
                order=order,
                case=case,
                share=shares[task.id],
            )
            for order, (build, task, role, form, mode, repetition, case) in enumerate(planned)
        ]

    def _planned(self) -> Iterator[tuple[BuildUnderTest, Task, str, str, str, int, int]]:
        for repetition in range(1, self.repeats + 1):
            for task_index, task in enumerate(self.tasks):
                for role in task.roles:
                    forms = [f for f in task.forms_for(role) if f in self.forms and self._cases(self.builds[0], f)]
                    if role not in self.roles or not forms:
                        continue
                    form = forms[(repetition - 1 + task_index) % len(forms)]
                    # The pointer's first attempt is the one whose traffic is kept; its sign-in then serves the others.
                    for mode_index, mode in enumerate(sorted(self.modes, key=lambda m: m != "pointer")):
                        # A B, then B A, within each task and mode: being first must not always fall on one build.
                        turn = repetition + task_index + mode_index
                        builds = self.builds if turn % 2 else self.builds[::-1]
                        for build in builds:
                            yield (
                                build,
                                task,
                                role,
                                form,
                                mode,
                                repetition,
                                self._case(build, form, repetition, task_index % self.workers),
                            )

    def _case(self, build: BuildUnderTest, form: str, repetition: int, share: int) -> int:
        """One family per repetition, so that a sign-in serves several tasks."""
        cases = self._cases(build, form)
        if not cases:
            raise Problem(
                f"the school data has no case of form {form}",
                where=f"builds.{build.name}",
                do=f'Write a [[school]] with form = "{form}", or leave the form out with --form.',
            )
        shuffled = random.Random(f"{self.seed}-{form}").sample(cases, len(cases))  # noqa: S311 - a choice, not a secret
        own = _share(build, shuffled, self.workers, share)
        return own[(repetition - 1) % len(own)]

    @staticmethod
    def _cases(build: BuildUnderTest, form: str) -> list[int]:
        return [i for i, case in enumerate(build.cases) if case["form"] == form]


def _share(build: BuildUnderTest, cases: list[int], workers: int, share: int) -> list[int]:
    """The cases of one share of the tasks: no two shares have a teacher in common, or workers would undo each other's work.

    It hangs on the task, not on the process that happens to take it: both builds of a pair must get the same people.

    Raises:
        Problem: There are fewer teachers than workers.
    """
    if workers == 1:
        return cases
    teachers = sorted({_teacher(build.cases[case]) for case in cases})
    own = [case for case in cases if teachers.index(_teacher(build.cases[case])) % workers == share]
    if not own:
        raise Problem(
            f"there are {len(teachers)} teachers of form {build.cases[cases[0]]['form']} for {workers} workers",
            where=f"builds.{build.name}, school data",
            do="Use fewer workers, or write more [[school]] cases with other teachers.",
        )
    return own


def _teacher(case: Mapping[str, Any]) -> str:
    teacher = case.get("teacher")
    return str(teacher.get("username", "")) if isinstance(teacher, Mapping) else ""
