"""Findings grouped by fingerprint, what they stand in the way of, and what became of them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from evidence.records import Action, Attempt, Finding, Outcome, State, Verdict, Vitals
from reports.model import ClassifiedFinding, FindingChange, FindingGroup, FindingOnBuild, Hindrance, Picture
from reports.source import ROLES, Source, rank

_IMPACTS = ("critical", "serious", "moderate", "minor")
_ELEMENTS = 5
_DOUBT = ":needs-review"
"""Ends the fingerprint of a group of doubts, so that no two groups share one."""
NO_TASK = ""
"""Stands for the task where a page was opened by its address."""
Place = tuple[str, str, str]
"""Task, mode and name of a step; of a page without a journey no task, and what it is called."""


@dataclass(frozen=True)
class Ways:
    """Which attempts came through which states and places."""

    through: Mapping[str, frozenset[str]]
    """Attempts by state."""
    places: Mapping[str, tuple[Place, ...]]
    """Places by state, in order of first passing."""
    visited: Mapping[tuple[str, Place], Mapping[str, frozenset[str]]]
    """Attempts that passed a scanned state, by build and place; with each the checks that were asked of no such state."""
    scanned: Mapping[tuple[str, str], frozenset[str]]
    """Attempts that passed a scanned state, by build and task."""
    finished: Mapping[tuple[str, str, str], frozenset[str]]
    """Attempts that succeeded, by build, task and mode."""
    unasked: Mapping[str, frozenset[str]]
    """Checks that were not asked of some state on the way, by attempt."""
    asked: Mapping[str, frozenset[str]]
    """From `rules_asked`."""

    def looked_at(self, rule: str, build: str, place: Place) -> frozenset[str]:
        """Attempts of a build that passed a state at which the rule looked, at a place."""
        if rule not in self.asked.get(build, ()):
            return frozenset()
        visited = self.visited.get((build, place), {})
        return frozenset(attempt for attempt, unasked in visited.items() if rule not in unasked)

    def walked(self, rule: str, build: str, task: str, mode: str) -> frozenset[str]:
        """Attempts of a build that succeeded, and on whose whole way the rule was left out nowhere."""
        if rule not in self.asked.get(build, ()):
            return frozenset()
        finished = self.finished.get((build, task, mode), frozenset()) & self.scanned.get((build, task), frozenset())
        return frozenset(attempt for attempt in finished if rule not in self.unasked.get(attempt, ()))


def rules_asked(source: Source) -> dict[str, frozenset[str]]:
    """By build, the rules that looked at any state of it: a check that was asked of none has found nothing, and says nothing."""
    asked: dict[str, set[str]] = defaultdict(set)
    for state in source.all(State):
        asked[state.build].update(state.passes, state.inapplicable)
    for finding in source.all(Finding):
        asked[finding.build].add(finding.rule)
    return {build: frozenset(rules) for build, rules in asked.items()}


def is_looked_at(state: State, asked: Mapping[str, frozenset[str]]) -> bool:
    """Whether any rule looked at a state."""
    return state.scanned and not asked.get(state.build, frozenset()) <= state.unasked.keys()


def find_ways(source: Source) -> Ways:
    """Join attempts to the states that they came through: what each began on, and what their actions led to."""
    through: dict[str, set[str]] = defaultdict(set)
    places: dict[str, dict[Place, None]] = defaultdict(dict)
    visited: dict[tuple[str, Place], dict[str, frozenset[str]]] = defaultdict(dict)
    unasked: dict[str, set[str]] = defaultdict(set)
    scanned: dict[tuple[str, str], set[str]] = defaultdict(set)
    began_on = [(visit.attempt, visit.state, "") for visit in source.all(Vitals) if visit.action == 0]
    led_to = [(a.attempt, a.state, source.step_names.get((a.attempt, a.step), "")) for a in source.all(Action)]
    for attempt_id, state_id, step in (*began_on, *led_to):
        attempt = source.attempts.get(attempt_id)
        state = source.states.get(state_id or "")
        if attempt is None or state is None:
            continue
        place = (attempt.task, attempt.mode, step)
        through[state.id].add(attempt.id)
        places[state.id][place] = None
        unasked[attempt.id].update(state.unasked)
        if state.scanned:
            here = visited[attempt.build, place]
            here[attempt.id] = here.get(attempt.id, frozenset(state.unasked)) & state.unasked.keys()
            scanned[attempt.build, attempt.task].add(attempt.id)
    for state in source.all(State):
        if (
            is_page(state) and state.scanned
        ):  # the address is the whole way, and the page itself stands for who came there
            visited[state.build, _page(state)][state.id] = frozenset(state.unasked)
        if is_page(state):
            places[state.id][_page(state)] = None
    finished: dict[tuple[str, str, str], set[str]] = defaultdict(set)
    for attempt in source.all(Attempt):
        if attempt.outcome == Outcome.SUCCEEDED:
            finished[attempt.build, attempt.task, attempt.mode].add(attempt.id)
    return Ways(
        through={k: frozenset(v) for k, v in through.items()},
        places={k: tuple(v) for k, v in places.items()},
        visited=dict(visited),
        scanned={k: frozenset(v) for k, v in scanned.items()},
        finished={k: frozenset(v) for k, v in finished.items()},
        unasked={k: frozenset(v) for k, v in unasked.items()},
        asked=rules_asked(source),
    )


def is_page(state: State) -> bool:
    """Whether a state was opened by its address, by a scan."""
    return not state.attempt and bool(state.place)


def _page(state: State) -> Place:
    return NO_TASK, state.mode, state.place


def group_findings(source: Source, ways: Ways) -> tuple[FindingGroup, ...]:
    """One group per problem; those in the way of most tasks first, then by impact.

    A violation in one state and a doubt in another are two groups: a doubt is never counted as a fault.
    """
    grouped: dict[tuple[str, Verdict], list[Finding]] = defaultdict(list)
    for finding in source.all(Finding):
        grouped[finding.fingerprint, finding.verdict].append(finding)
    groups = [_group(source, ways, findings) for findings in grouped.values()]
    return tuple(sorted(groups, key=_weight))


def _weight(group: FindingGroup) -> tuple[bool, bool, int, int, str, str]:
    tasks = {h.task or h.step for h in group.hinders}
    unsure = group.verdict != Verdict.VIOLATION
    return unsure, group.best_practice, -len(tasks), rank(_IMPACTS, group.impact), group.rule, group.fingerprint


def _group(source: Source, ways: Ways, findings: Sequence[Finding]) -> FindingGroup:
    first = findings[0]
    hinders = dict.fromkeys(
        Hindrance(build=f.build, task=task, mode=mode, step=step)
        for f in findings
        for task, mode, step in ways.places.get(f.state) or ((f.task, f.mode, f.step),)
    )
    passing = {attempt for f in findings for attempt in ways.through.get(f.state, ())}
    roles = {source.attempts[a].role for a in passing} or {f.task.partition(".")[0] for f in findings if f.task}
    builds = [b.name for b in source.builds]
    by_build = {name: [f for f in findings if f.build == name] for name in builds}
    return FindingGroup(
        fingerprint=name_of_group(first),
        rule=first.rule,
        verdict=first.verdict,
        criteria=tuple(first.criteria),
        clauses=first.clauses,
        best_practice=first.best_practice,
        impact=min((f.impact for f in findings), key=lambda impact: rank(_IMPACTS, impact)),
        engine=first.engine,
        element=first.element,
        seen=tuple(_on_build(source, ways, name, found) for name, found in by_build.items() if found),
        hinders=tuple(hinders),
        roles=tuple(sorted(roles, key=lambda role: rank(ROLES, role))),
        modes=tuple(dict.fromkeys(f.mode for f in findings)),
    )


def name_of_group(finding: Finding) -> str:
    """The fingerprint of the group that a finding belongs to."""
    return finding.fingerprint + ("" if finding.verdict == Verdict.VIOLATION else _DOUBT)


def _on_build(source: Source, ways: Ways, build: str, findings: Sequence[Finding]) -> FindingOnBuild:
    pictured = next((f for f in findings if f.picture), None)
    state = source.states.get(findings[0].state)
    attempts = {a for f in findings for a in ways.through.get(f.state, ())}
    elements = {f.element.selector: f.element for f in findings}
    return FindingOnBuild(
        build=build,
        states=len({f.state for f in findings}),
        attempts=len(attempts),
        elements=tuple(elements.values())[:_ELEMENTS],
        url=state.url if state else "",
        page=state.title if state else "",
        step=findings[0].step,
        values=findings[0].values,
        picture=_picture(source.run_of(build), pictured) if pictured else None,
    )


def _picture(run: int, finding: Finding) -> Picture:
    box = finding.box
    marked = (box[0], box[1], box[2], box[3]) if len(box) == 4 else None
    return Picture(run=run, blob=finding.picture or "", box=marked)


def classify(
    source: Source, ways: Ways, groups: Sequence[FindingGroup], baseline: str, candidate: str
) -> tuple[ClassifiedFinding, ...]:
    """New, fixed, remaining – or only in one, where the other never came to the place or is another platform.

    Args:
        source: The evidence.
        ways: From `find_ways`.
        groups: From `group_findings`.
        baseline: Name of a build.
        candidate: Name of another.
    """
    platforms = {b.name: b.build.platform for b in source.builds}
    same_platform = platforms[baseline] == platforms[candidate]
    moved = _moved(groups, baseline, candidate)
    found: list[ClassifiedFinding] = []
    for group in groups:
        here = {on.build: on.attempts for on in group.seen}
        ours, theirs = here.get(baseline), here.get(candidate)
        if ours is None and theirs is None:
            continue
        if (ours is not None and theirs is not None) or group.fingerprint in moved:
            if ours is not None:  # what has moved is told once, by the baseline's fingerprint
                spread = _spread(ways, group, baseline, candidate) if same_platform else {}
                reproduced = _spread_again(source, ways, group, candidate, spread) if spread else not _on_pages(group)
                found.append(
                    _classified(group, FindingChange.REMAINING, reproduced=reproduced, spread=tuple(sorted(spread)))
                )
            continue
        other = candidate if theirs is None else baseline
        came = _came(ways, group.rule, group.hinders, other)
        only = FindingChange.ONLY_BASELINE if theirs is None else FindingChange.ONLY_CANDIDATE
        told = FindingChange.FIXED if theirs is None else FindingChange.NEW
        change = told if came and same_platform else only
        reproduced = (ours or theirs or 0) >= 2 and len(came) >= 2
        found.append(_classified(group, change, reproduced=reproduced))
    return tuple(found)


def _classified(
    group: FindingGroup, change: FindingChange, *, reproduced: bool, spread: tuple[str, ...] = ()
) -> ClassifiedFinding:
    return ClassifiedFinding(
        fingerprint=group.fingerprint, verdict=group.verdict, change=change, reproduced=reproduced, spread=spread
    )


def _on_pages(group: FindingGroup) -> bool:
    return all(h.task == NO_TASK for h in group.hinders)


def _spread(ways: Ways, group: FindingGroup, baseline: str, candidate: str) -> dict[str, set[str]]:
    """Pages and tasks that have a finding on the candidate, and on the baseline were looked at and do not; who came there then.

    A finding has one fingerprint on all pages and in all tasks, so that a part that stands on forty is told once; that it now
    stands on a forty-first must not get lost in that.
    """
    before = {_where(h) for h in group.hinders if h.build == baseline}
    spread: dict[str, set[str]] = {}
    for where in {_where(h) for h in group.hinders if h.build == candidate} - before:
        now = [h for h in group.hinders if h.build == candidate and _where(h) == where]
        if came := _came(ways, group.rule, now, baseline):
            spread[where] = came
    return spread


def _where(hindrance: Hindrance) -> str:
    return hindrance.task or hindrance.step


def _spread_again(
    source: Source, ways: Ways, group: FindingGroup, candidate: str, spread: Mapping[str, set[str]]
) -> bool:
    """Whether two attempts at a task met what two had passed without meeting it."""
    states = {f.state for f in source.all(Finding) if f.build == candidate and name_of_group(f) == group.fingerprint}
    met = {attempt for state in states for attempt in ways.through.get(state, ())}
    return any(
        len(came) >= 2 and sum(source.attempts[attempt].task == where for attempt in met) >= 2
        for where, came in spread.items()
    )


def _came(ways: Ways, rule: str, hinders: Iterable[Hindrance], build: str) -> set[str]:
    """Attempts of a build that would have met a finding, were it there."""
    attempts: set[str] = set()
    for h in hinders:
        attempts |= ways.looked_at(rule, build, (h.task, h.mode, h.step))
        attempts |= ways.walked(rule, build, h.task, h.mode)
    return attempts


def _moved(groups: Sequence[FindingGroup], baseline: str, candidate: str) -> set[str]:
    """Findings of one side that the other side has under another fingerprint.

    Of an element that nothing names, the page's address is part of the fingerprint, and a build may have moved the page;
    or one build has put the same thing into another part. The same rule and element on a way that both share is the same problem.
    """
    sides: dict[str, dict[tuple[object, ...], set[str]]] = {baseline: {}, candidate: {}}
    for group in groups:
        builds = {on.build for on in group.seen} & {baseline, candidate}
        if len(builds) != 1:
            continue
        element = group.element
        problem = (group.rule, group.verdict, element.role, element.name, element.selector)
        for task in {(h.task, h.mode) for h in group.hinders if h.task != NO_TASK}:
            sides[next(iter(builds))].setdefault((*problem, task), set()).add(group.fingerprint)
    shared = sides[baseline].keys() & sides[candidate].keys()
    return {key for same in shared for side in sides.values() for key in side[same]}


def counted(groups: Iterable[FindingGroup]) -> list[FindingGroup]:
    """Those that count against a standard: violations of a success criterion, but for those that are known."""
    return [g for g in groups if g.verdict == Verdict.VIOLATION and not g.best_practice and not g.known]
