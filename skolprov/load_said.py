"""What is said of a load session in a terminal, before it and at its end; and what may end it early. For whoever answers for it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from urllib.parse import urljoin, urlsplit

from evidence.records import LoadSession
from load.permission import is_loopback
from load.stopping import StopRule
from reports.words import Words
from scenarios.tasks import task
from skolprov.plan import Build, Plan
from skolprov.progress import console, errors

_FAILED_ELSEWHERE = 0.5
"""Share of failures at which load on somebody else's host ends, unless the plan says another."""
_BY_RULE = frozenset({"load-stopped-failed", "load-stopped-health"})


def stop_rule(plan: Plan, build: Build) -> StopRule:
    """What ends the load on a build early."""
    failed = plan.load.stop_at_failed
    if failed is None and not is_loopback((urlsplit(build.url).hostname or "").lower()):
        failed = _FAILED_ELSEWHERE
    return StopRule(failed, urljoin(build.url, plan.load.health) if plan.load.health else "")


def say_planned(session: LoadSession, words: Words, probes: int = 0) -> None:
    """Print what is going to be sent.

    Args:
        session: As it was planned.
        words: In which language.
        probes: Real browsers that walk meanwhile.
    """
    for line in _planned(session, words):
        console.print(line, markup=False)
    if probes:
        console.print("  " + words.say("terminal-load-probes", count=probes), markup=False)


def _planned(session: LoadSession, words: Words) -> Iterator[str]:
    planned = session.forecast
    if planned is None:
        return
    yield words.say(
        "terminal-load-planned", situation=words.situation(session.situation), build=session.build, people=session.people,
        duration=words.number(session.duration_s), peak=words.number(session.peak_per_minute),
        requests=planned.requests, rate=planned.peak_requests_per_s,
    )  # fmt: skip
    yield "  " + words.say("terminal-load-senders", workers=session.workers)
    if session.pupils is not None:
        yield "  " + words.say(
            "terminal-load-pupils", pupils=session.pupils, minutes=words.number(session.minutes or 0),
            visits=round(session.pupils * (session.visits_per_pupil or 0)),
        )  # fmt: skip
        if session.of_size < 1:
            yield "  " + words.say("terminal-load-scaled", share=words.percent(session.of_size))
    written = [
        f"{words.quoted(_title(name, words))} {number}{_label(planned.labels.get(name), words)}"
        for name, number in planned.writes.items()
    ]
    yield "  " + words.say("terminal-load-writes", number=sum(planned.writes.values()), tasks=words.list(written))
    if planned.left_out:
        yield "  " + words.say("terminal-load-hosts", hosts=words.list(planned.left_out))


def say_left(session: LoadSession, words: Words) -> None:
    """Print whose data may still stand on the platform.

    Args:
        session: As it was kept.
        words: In which language.
    """
    say_left_of(session.build, session.left or {}, session.forecast.labels if session.forecast else {}, words)


def say_left_of(build: str, left: Mapping[str, int], labels: Mapping[str, list[str]], words: Words) -> None:
    """Print whose data may still stand on a build, if anybody's does.

    Args:
        build: Its name.
        left: How many people's, by task.
        labels: The words that it can be found by, by task.
        words: In which language.
    """
    if not left:
        return
    tasks = [
        f"{words.quoted(_title(name, words))} {number}{_label(labels.get(name), words)}"
        for name, number in left.items()
    ]
    errors.print(words.say("load-left", build=build, tasks=words.list(tasks)), markup=False)


def _label(found_by: list[str] | None, words: Words) -> str:
    return f" ({words.say('load-label', words=found_by)})" if found_by else ""


def _title(name: str, words: Words) -> str:
    known = task(name)
    return known.title_sv if words.language == "sv" else known.title


def say_not_sent(situation: str, build: str, words: Words) -> None:
    """Print that a situation is not sent, because a stop rule ended an earlier one on the same build.

    Args:
        situation: Its id.
        build: The build's name.
        words: In which language.
    """
    said = words.say("terminal-load-not-sent", situation=words.situation(situation), build=build)
    errors.print(said, markup=False)


def say_stopped(session: LoadSession, words: Words) -> bool:
    """Print why a session ended early, if it did; whether it was a stop rule that ended it.

    Args:
        session: As it was kept.
        words: In which language.
    """
    if session.stopped is None:
        return False
    reason = words.message(session.stopped)
    errors.print(
        words.say(
            "terminal-load-stopped", situation=words.situation(session.situation), build=session.build, reason=reason
        ),
        markup=False,
    )
    return session.stopped.code in _BY_RULE
