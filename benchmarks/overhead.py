"""What measuring costs: `python -m benchmarks.overhead [rounds]`.

Four ratios, each of ways that take turns in one session on one build of the demo school:

- a pointer journey through us, without scans, against the same actions in bare Playwright;
- the attempts of a run, as many as a plan makes by default, with every state scanned, against as many walks of bare
  Playwright with axe-playwright-python called at the same states: a run scans each state once, and knows it after that;
- the first of these attempts alone, which meets every state for the first time;
- one attempt as a run makes it, without scans (a context, the way to the start page, a journal, states) against the bare
  script in a context of its own, opened at the start page.

Printed are the ratio of the medians over all journeys and a bootstrap 95 % interval.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from statistics import median
from typing import Any

import numpy as np
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, sync_playwright

from benchmarks.journeys import JOURNEYS
from demo.server import serve
from evidence.records import Action, Build, Run, State
from evidence.redaction import Redactor
from evidence.run_directory import RunDirectory
from scenarios.browser import find_browser, launch
from scenarios.journal import Journal
from scenarios.platform import load_platform
from scenarios.school import School
from scenarios.sign_in import People
from scenarios.states import States
from scenarios.stopwatch import Stopwatch
from skolprov.options import plan_of
from skolprov.plan import Plan
from skolprov.prepare import How, conditions_of, with_variables

_ROUNDS = 12
_LIMIT_S = 20.0
_FORM = "C"


@dataclass
class Bench:
    """A build, its people, and what has been timed."""

    browser: Browser
    url: str
    cases: list[dict[str, Any]]
    people: People
    folder: Path
    times: dict[tuple[str, str], list[float]] = field(default_factory=dict)
    stops: dict[str, list[int]] = field(default_factory=dict)
    """For each task: after which of its actions ours met a state for the first time."""
    _runs: int = 0
    _met: tuple[RunDirectory, States] | None = None
    _scanned: tuple[RunDirectory, States] | None = None

    def run(self, *, scanned: bool, again: bool = False) -> tuple[RunDirectory, States]:
        """Where ours writes. With scans a new run, which knows no state, or the same again; without, one that has met them."""
        if again and self._scanned is not None:
            return self._scanned
        if not scanned and self._met is not None:
            return self._met
        directory = self.directory()
        made = (directory, States(directory, "build", "pointer", scanned, ()))
        if scanned:
            self._scanned = made
        else:
            self._met = made
        return made

    def school(self, task: str, mark: str) -> School:
        role = task.partition(".")[0]
        case = next(
            c for c in self.cases if c["form"] == _FORM and all(r in c for r in ("teacher", "pupil", "guardian"))
        )
        return School(case, role=role, mark=mark)

    def directory(self) -> RunDirectory:
        self._runs += 1
        plan = plan_of(None, {"urls": (f"build={self.url}",), "platforms": ["demo"]})
        run = Run(
            id=str(self._runs),
            title="benchmark",
            started_at="2026-01-01T00:00:00Z",
            ended_at=None,
            seed=1,
            builds=[Build(name="build", url=self.url, platform="demo")],
            plan={},
            plan_digest="",
            conditions=conditions_of(plan, find_browser(), How()),
        )
        return RunDirectory.create(self.folder / str(self._runs), run, {})

    @contextmanager
    def page(self, school: School) -> Iterator[Page]:
        """A signed-in page at its start, without anything of ours listening."""
        known = self.people.session_of(school.me)
        context = self.browser.new_context(
            viewport={"width": 1280, "height": 800}, locale="en-GB", storage_state=known.state
        )
        page = context.new_page()
        page.goto(known.start)
        yield page
        context.close()

    def timed(self, way: str, task: str, work: Callable[[], None]) -> None:
        begin = time.perf_counter()
        work()
        self.times.setdefault((way, task), []).append(time.perf_counter() - begin)

    def bare(self, task: str, mark: str, *, scanned: bool) -> None:
        school, axe = self.school(task, mark), Axe()
        stops = self.stops[task]
        with self.page(school) as page:

            def walk() -> None:
                if scanned and 0 in stops:
                    axe.run(page)
                for number, _ in enumerate(JOURNEYS[task](page, school), start=1):
                    if scanned and number in stops:
                        axe.run(page)

            self.timed("bare + axe" if scanned else "bare", task, walk)

    def ours(self, task: str, mark: str, *, scanned: bool, again: bool = False) -> None:
        school = self.school(task, mark)
        directory, states = self.run(scanned=scanned, again=again)
        journey = load_platform("demo").journeys[task]
        with self.people.somebody(school.me) as user:

            def walk() -> None:
                user.journal = journal = Journal(directory, "attempt", task, states, Stopwatch())
                journal.look(user.page)
                journey(user, school)
                journal.end_step()

            self.timed("ours + scans, again" if again else "ours + scans" if scanned else "ours", task, walk)
        if scanned and not again:
            self.stops[task] = _first_met(directory)

    def scanned_twice(self, task: str, mark: str) -> None:
        """Two attempts of one run: the first meets every state, the second knows them."""
        self.ours(task, mark, scanned=True)
        self.ours(task, f"{mark} again", scanned=True, again=True)

    def whole(self, task: str, mark: str, *, by_us: bool) -> None:
        if by_us:
            self.timed("whole, ours", task, lambda: self.ours(task, mark, scanned=False))
            self.times[("ours", task)].pop()
        else:
            self.timed("whole, bare", task, lambda: self.bare(task, mark, scanned=False))
            self.times[("bare", task)].pop()


def _first_met(directory: RunDirectory) -> list[int]:
    """After how many actions each state was met first, from what the run directory holds."""
    actions = list(directory.read(Action))
    states = {s.id for s in directory.read(State)}
    met: dict[str, int] = {}
    for action in actions:
        if action.state is not None:
            met.setdefault(action.state, action.index)
    return [0] * (len(states) > len(met)) + sorted(met.values())


def main(rounds: int) -> None:
    """Measure, by turns, and print the ratios."""
    with sync_playwright() as playwright, serve(families=60) as served, tempfile.TemporaryDirectory() as folder:
        browser = launch(playwright, find_browser())
        cases = with_variables(served.school()["cases"], os.getpid())
        people = People(browser, load_platform("demo"), served.url, "en", _LIMIT_S, Redactor())
        bench = Bench(browser, served.url, cases, people, Path(folder))
        for task in JOURNEYS:  # warm: browser caches, sign-ins, and which states there are
            bench.ours(task, "warm", scanned=True)
            bench.ours(task, "warm again", scanned=False)
            bench.bare(task, "warm", scanned=True)
        bench.times.clear()
        for number in range(rounds):
            for task in JOURNEYS:
                ways = [
                    lambda t=task, n=number: bench.bare(t, f"a{n}", scanned=False),
                    lambda t=task, n=number: bench.ours(t, f"b{n}", scanned=False),
                    lambda t=task, n=number: bench.whole(t, f"c{n}", by_us=False),
                    lambda t=task, n=number: bench.whole(t, f"d{n}", by_us=True),
                    lambda t=task, n=number: bench.bare(t, f"e{n}", scanned=True),
                    lambda t=task, n=number: bench.scanned_twice(t, f"f{n}"),
                ]
                for way in ways if number % 2 else reversed(ways):
                    way()
        browser.close()
    repeats = int(Plan.model_fields["repeats"].default)
    for title, a, b in (
        ("a journey, no scans, against bare Playwright", ["ours"], ["bare"]),
        (
            f"{repeats} attempts of a run, each state scanned, against axe-playwright-python at the same states",
            ["ours + scans", *["ours + scans, again"] * (repeats - 1)],
            ["bare + axe"] * repeats,
        ),
        ("the first of these attempts alone", ["ours + scans"], ["bare + axe"]),
        (
            "an attempt with its context, no scans, against a bare script with its context",
            ["whole, ours"],
            ["whole, bare"],
        ),
    ):
        print(f"{title}: {_ratio(bench.times, a, b)}")


def _ratio(times: dict[tuple[str, str], list[float]], a: Sequence[str], b: Sequence[str]) -> str:
    """Sum over the journeys of the medians of the ways `a` over those of `b`, with a bootstrap interval over the rounds."""
    random = np.random.default_rng(1)

    def total(ways: Sequence[str], pick: Any) -> float:
        return sum((median(np.asarray(times[way, task])[pick].tolist()) for way in ways for task in JOURNEYS), 0.0)

    rounds = len(times[a[0], next(iter(JOURNEYS))])
    every = np.arange(rounds)
    drawn = []
    for _ in range(2000):
        pick = random.choice(every, rounds)
        drawn.append(total(a, pick) / total(b, pick))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return f"{total(a, every) / total(b, every):.2f} (95 %: {low:.2f} to {high:.2f}; {rounds} rounds, {total(b, every) * 1000:.0f} ms)"


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
