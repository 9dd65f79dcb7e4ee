"""What lies between the states of a run: audited from its evidence when all journeys are over, or all shards are together."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from a11y.across import find_audits
from a11y.audit import Audit, Met, Way
from a11y.auditing import Audited, audit_ways
from a11y.findings import findings_of
from evidence.records import Action, Attempt, Finding, State, Step
from evidence.run_directory import RunDirectory
from scenarios.school import flat
from scenarios.session import Session


def audits_among(checks: Collection[str]) -> tuple[Audit, ...]:
    """The audits among the checks that a plan asks for."""
    return tuple(audit for audit in find_audits()[0] if audit.id in checks)


def audit_states(directory: RunDirectory, session: Session) -> None:
    """Audit what the attempts of a run met. Done again, with more attempts, it takes the place of what was said before.

    Args:
        directory: The run; nobody else writes to it now.
        session: What it had to do.
    """
    audits = audits_among(session.checks)
    if not audits:
        return
    states = {state.id: state for state in directory.read(State)}
    attempts = {attempt.id: attempt for attempt in directory.read(Attempt)}
    ways = list(_ways(directory, session, states, attempts))
    _forget(directory, audits)
    of_state: dict[str, list[Finding]] = defaultdict(list)
    for finding in directory.read(Finding):
        of_state[finding.state].append(finding)
    steps = {(step.attempt, step.index): step.name for step in directory.read(Step)}
    own = {audit.id for audit in audits}
    said = audit_ways([way for way, _ in ways], audits)
    varying = {state: way.varying for way, met in ways for state in met}
    for state, audited in said.items():
        record = states[state]
        attempt = attempts.get(record.attempt)
        task, step = (attempt.task if attempt else ""), steps.get((record.attempt, record.step), "")
        for finding in findings_in(record, audited, of_state[state], task, step, varying.get(state, ())):
            directory.append(finding)
        directory.append(with_audits(record, audited, own))


def findings_in(
    state: State,
    audited: Audited,
    known: Sequence[Finding],
    task: str = "",
    step: str = "",
    varying: Sequence[str] = (),
    page: str = "",
) -> list[Finding]:
    """What audits found in a state, with the picture of its screen.

    Args:
        state: The state.
        audited: What they say of it.
        known: What is found there already.
        task: Task on whose way it was first met.
        step: Name of the step.
        varying: Values of the case.
        page: Its address, as a fingerprint takes it, if that is another.
    """
    made = findings_of(
        audited.scan(page or state.url, 1 + max((int(one.id.rpartition("/")[2]) for one in known), default=0)),
        state=state.id,
        build=state.build,
        mode=state.mode,
        task=task,
        step=step,
        varying=varying,
    )
    return [
        replace(finding, picture=state.picture, box=[*box])
        for finding, (_, box) in zip(made, audited.found, strict=True)
    ]


def with_audits(state: State, audited: Audited, own: set[str]) -> State:
    """A state, with what audits say of it in place of what they said before.

    Args:
        state: Its record.
        audited: What they say.
        own: Ids of the audits.
    """
    return replace(
        state,
        passes=[*(rule for rule in state.passes if rule not in own), *audited.passes],
        inapplicable=[*(rule for rule in state.inapplicable if rule not in own), *audited.inapplicable],
        unasked={rule: why for rule, why in state.unasked.items() if rule not in own} | audited.unasked,
    )


def met_of(state: State) -> Met | None:
    """A state as audits see it; None if nothing was gathered of it."""
    return Met(state.id, state.url, state.title, state.facts) if state.facts else None


def _ways(
    directory: RunDirectory, session: Session, states: dict[str, State], attempts: dict[str, Attempt]
) -> Iterator[tuple[Way, list[str]]]:
    """What people of one role and school form met on one build: others have other pages."""
    of_kind: dict[tuple[str, ...], list[Met]] = defaultdict(list)
    done: dict[tuple[str, ...], list[Action]] = defaultdict(list)
    cases: dict[tuple[str, ...], set[int]] = defaultdict(set)
    for attempt in attempts.values():
        cases[_kind(attempt)].add(attempt.case)
    for state in states.values():
        if (met := met_of(state)) and state.attempt in attempts:
            of_kind[_kind(attempts[state.attempt])].append(met)
    for action in directory.read(Action):
        if action.attempt in attempts and action.verb == "fill" and action.state in states:
            done[_kind(attempts[action.attempt])].append(action)
    builds = {build.name: build for build in session.builds}
    for kind, met_there in of_kind.items():
        build = builds[kind[0]]
        names = [value for case in sorted(cases[kind]) for value in flat(build.cases[case]).values()]
        way = Way(states=met_there, actions=done[kind], varying=[*names, *build.names()])
        yield way, [met.id for met in met_there]


def _kind(attempt: Attempt) -> tuple[str, ...]:
    return attempt.build, attempt.mode, attempt.role, attempt.form


def _forget(directory: RunDirectory, audits: Sequence[Audit]) -> None:
    """Take out what audits found when less was known."""
    own = {audit.id for audit in audits}
    lines = list(directory.lines(Finding))
    kept = [line for line in lines if line["rule"] not in own]
    if len(kept) < len(lines):
        directory.write_lines(
            "findings", [json.dumps(line, ensure_ascii=False, separators=(",", ":")) for line in kept]
        )
