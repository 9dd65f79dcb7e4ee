"""What a build carries, and who got it done in real browsers meanwhile, in sentences: for the page, the summary and the terminal."""

from __future__ import annotations

from collections.abc import Iterator

from evidence.records import SIGN_IN, Strain
from reports.load_model import CapacityResult
from reports.model import Report, Unit
from reports.page.figures import Figures
from reports.words import Words


def lines_of_load(report: Report, words: Words) -> Iterator[str]:
    """All of it, a line each."""
    for probes in report.probes:
        situation = words.say(f"situation-{probes.situation}")
        for build in report.builds:
            own = [walk.done for walk in probes.walks if walk.build == build.name and walk.done is not None]
            if own:
                yield words.say("terminal-probes", situation=situation, build=build.name, done=sum(own), of=len(own))
    for result in report.capacities:
        yield f"{words.say(f'situation-{result.situation}')}: {carries(result, words)}"
        for strain in result.gave_way[:1]:
            yield f"{result.build}: {words.say('capacity-first')} {gave_way(strain, result, Figures(words))}"
        if said := recovery(result, words):
            yield f"{result.build}: {said}"


def carries(result: CapacityResult, words: Words) -> str:
    """What a build carries, in one sentence."""
    low = words.number(result.low) if result.low is not None else ""
    high = words.number(result.high) if result.high is not None else ""
    if result.low is None:
        known = "none" if result.limited_by == "platform" else "unknown"
        return words.say(f"capacity-{known}", build=result.build, high=high)
    return words.say(f"capacity-{result.limited_by}", build=result.build, low=low, high=high)


def gave_way(strain: Strain, result: CapacityResult, figures: Figures) -> str:
    """One limit that was broken: whose task, which request, by how much."""
    words = figures.words
    task = words.say("all-tasks") if not strain.task else words.titles.get(strain.task, strain.task)
    if strain.task == SIGN_IN:
        task = words.say("load-task-sign-in")
    if strain.role:
        task = f"{words.say(f'role-{strain.role}')}: {task}"
    return words.say(
        f"capacity-gave-way-{strain.limit}",
        task=task,
        request=strain.request,
        share=words.percent(strain.beyond / strain.people if strain.people else 0.0),
        people=strain.people,
        limit=figures.value(result.wait_s, Unit.SECONDS),
        needed=needed(result.success, words),
        seconds=figures.value(strain.p95_s, Unit.SECONDS),
        why=words.say(strain.why) if words.knows(strain.why) else strain.why,
    )


def needed(share: float, words: Words) -> str:
    """A limit of success, with a decimal only where it has one."""
    return words.percent(share, 0 if round(100 * share, 6).is_integer() else 1)


def recovery(result: CapacityResult, words: Words) -> str:
    """Whether a build recovered once the load had fallen; empty where it never was too much."""
    if result.recovers is None:
        return ""
    if not result.recovers:
        return words.say("capacity-not-recovered")
    return words.say("capacity-recovered", seconds=words.number(result.recovered_s or 0.0, 0))
