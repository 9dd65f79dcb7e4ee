"""What makes replays fail, recorded by a real browser and replayed as a third account, without a rule written by hand."""

from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from playwright.sync_api import Browser

from evidence.records import Build, Recording, Replay
from load.correlation import Correlation, correlation
from load.fidelity import Try, replay_each, third_account
from load.permission import host_of
from load.planning import flat, why_not
from load.recording import read_traffic
from tests.load import recorder
from tests.load.patterns import Patterned, serve

JOURNEYS = {
    "rotating-token": recorder.diary,
    "ids-in-paths": recorder.journal,
    "bearer": recorder.lunch,
    "etag": recorder.care_plan,
    "double-submit": recorder.contact,
    "wizard": recorder.leave,
    "cursor": recorder.groups,
    "made-by-the-browser": recorder.pick_up,
}


@dataclass
class Outcome:
    """What came of replaying everything at a fresh school on other ports."""

    school: Patterned = field(default_factory=Patterned)
    replays: dict[str, Replay] = field(default_factory=dict)


@dataclass
class Replayed:
    """All patterns, from one recording each, and from two by different accounts."""

    of_one: dict[str, Correlation] = field(default_factory=dict)
    of_two: dict[str, Correlation] = field(default_factory=dict)
    alone: Outcome = field(default_factory=Outcome)
    together: Outcome = field(default_factory=Outcome)

    def replay(self, outcome: Outcome, scripts: dict[str, Correlation], recordings: list[Recording]) -> None:
        with serve(outcome.school) as school:
            cases = [flat(case) for case in school.cases()]
            tries = [Try(c, third_account(c.script, recordings, cases), why_not(c.script)) for c in scripts.values()]
            for replay in replay_each(tries, cases, "fresh", school.url, frozenset([host_of(school.url)])):
                outcome.replays[replay.task.removeprefix("guardian.")] = replay


@pytest.fixture(scope="module")
def replayed(tmp_path_factory: pytest.TempPathFactory, browser: Browser) -> Replayed:
    with serve(Patterned()) as first:
        build = Build(name="recorded", url=first.url, platform="patterned")
        directory = recorder.new_run(tmp_path_factory.mktemp("patterns") / "run", build)
        recordings = [
            recorder.record(browser, directory, build, first, f"guardian.{pattern}", case, journey)
            for pattern, journey in JOURNEYS.items()
            for case in (1, 4)
        ]
    found = Replayed()
    for recording, other in zip(recordings[::2], recordings[1::2], strict=True):
        traffic, others = (read_traffic(directory, r, build.url) for r in (recording, other))
        pattern = recording.task.removeprefix("guardian.")
        found.of_one[pattern] = correlation(traffic, recording, build.url)
        found.of_two[pattern] = correlation(traffic, recording, build.url, (others, other))
    found.replay(found.alone, found.of_one, recordings)
    found.replay(found.together, found.of_two, recordings)
    return found


# Slow: sixteen journeys in a browser. What each pattern needs is asked for by itself in test_correlation and test_second.
@pytest.mark.slow
@pytest.mark.parametrize("pattern", JOURNEYS)
def test_a_third_account_does_what_two_accounts_did(replayed: Replayed, pattern: str) -> None:
    replay = replayed.together.replays[pattern]
    assert (replay.failure, [r for r in replay.requests if r.failure or r.differs]) == ("", [])
    assert (pattern, 7) in replayed.together.school.done
    assert (replay.case, replay.unexplained) == (7, [])
    assert replay.proof in {"text", "shape"}


@pytest.mark.slow
@pytest.mark.parametrize("pattern", [p for p in JOURNEYS if p != "made-by-the-browser"])
def test_one_recording_is_enough_for_what_the_platform_gives(replayed: Replayed, pattern: str) -> None:
    assert replayed.alone.replays[pattern].failure == ""
    assert (pattern, 7) in replayed.alone.school.done


@pytest.mark.slow
def test_of_one_recording_a_nonce_is_listed_and_nothing_is_sent(replayed: Replayed) -> None:
    replay = replayed.alone.replays["made-by-the-browser"]
    assert replay.failure == "unexplained-value:header x-nonce of POST /api/pick-up/check"
    assert [u.partition(" of ")[0] for u in replay.unexplained] == ["header x-nonce", "header x-nonce"]
    assert {r.status for r in replay.requests} == {0}
