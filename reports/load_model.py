"""The load of an analysed report: replays, tasks and requests under load, the probes' success meanwhile, and capacity."""

from __future__ import annotations

from dataclasses import dataclass

from evidence.records import CapacityLevel, LoadForecast, LostWorker, Message, Strain
from reports.estimate import Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadFigure:
    """One task (or request, or everything) under one situation on one build."""

    build: str
    situation: str
    kind: str
    """all (every task together), task, part (of every task: signing in), or request."""
    name: str
    task: str
    role: str
    started: int
    completed: int
    failed: int
    success: Estimate
    failures: dict[str, int]
    p50: Estimate
    """Seconds from the intended start until done; of those who completed."""
    p95: Estimate
    """Of n people who completed; of fewer than 20 it is the slowest one's time."""
    p99: Estimate
    """Of fewer than 100 it is the slowest one's time."""
    again: int = 0
    """Of requests, how many were sent a second time, since a kept connection was closed without an answer."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadPoint:
    """What happened to all tasks of a situation in one window."""

    start_s: float
    length_s: float
    started: int
    completed: int
    failed: int
    p50_s: float | None
    p95_s: float | None


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadOnBuild:
    """How one situation was sent at one build."""

    build: str
    people: int
    duration_s: float
    peak_per_minute: float
    mix: dict[str, float]
    late: int
    generator_cpu: float
    stopped: Message | None
    not_replayed: dict[str, str]
    """Task id → code of the reason."""
    workers: int
    """How many processes shared the arrivals."""
    lost_workers: tuple[LostWorker, ...]
    """Those that went away, and of how many people nobody knows what became."""
    pupils: int | None
    """Size of the school system whose rates were sent; null where a rate was asked for."""
    visits: float | None
    """How many people would come in such a system."""
    minutes: float | None
    """How long the situation takes in a school's day."""
    of_size: float
    """Share of that size's rates that was sent."""
    forecast: LoadForecast | None
    """What was going to be sent; null in runs of earlier versions."""
    own_pace: bool
    """Whether people took their own time, and not that of the recording's browser."""
    left: dict[str, int] | None
    """By task, people of whose data nobody knows that it is gone; null in runs of earlier versions."""
    points: tuple[LoadPoint, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSituation:
    """One situation over all builds."""

    id: str
    builds: tuple[LoadOnBuild, ...]
    figures: tuple[LoadFigure, ...]
    """kind "all" first, then tasks, by build."""
    requests: tuple[LoadFigure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayResult:
    """What one replay of a task by another account came to, before any load."""

    build: str
    task: str
    role: str
    form: str
    requests: int
    """How many the recording has."""
    as_recorded: int
    """How many were answered with the recorded status, and an answer of the recorded size."""
    rules: int
    """How many rules find what the platform gives."""
    values: dict[str, int]
    """How many values are of each kind."""
    corrected: int
    """How many of them a person explained."""
    two_accounts: bool
    """Whether the rules were held against another recording."""
    failure: str
    """Code of why the outcome was not in the answer; empty if it was."""
    failed_request: str
    """The request whose answer was wrong; empty where none was."""
    differing: tuple[str, ...]
    """Requests that were answered otherwise than in the recording."""
    unexplained: tuple[str, ...]
    """Values of which nobody knows where they come from."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeWalk:
    """One journey that a real browser walked under load."""

    build: str
    task: str
    role: str
    at_s: float
    """When the person came, after the session's start."""
    took_s: float
    """From coming until done, or until it was over without."""
    done: bool | None
    """Whether the person got it done; null if it counts for nothing, because the script or the harness was wrong."""
    reason: Message | None
    slowest: str
    """Verb and target of the action that was waited for longest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeFigure:
    """One task in real browsers on one build: beside load, and without."""

    build: str
    task: str
    role: str
    mode: str
    success: Estimate
    """Share of walks under load that got it done, Wilson 95 %."""
    wait: Estimate
    """Seconds of waiting in a walk that got it done, the middle one."""
    lcp: Estimate
    """The middle page of the middle walk."""
    getting_in: Estimate
    """Seconds until the task itself began, the middle one."""
    calm_success: Estimate
    """The same of the attempts without load, in the same mode."""
    calm_wait: Estimate
    calm_lcp: Estimate


@dataclass(frozen=True, slots=True, kw_only=True)
class ProbeSituation:
    """What real browsers met while one situation was sent."""

    situation: str
    figures: tuple[ProbeFigure, ...]
    walks: tuple[ProbeWalk, ...]
    """In the order in which people came."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityResult:
    """How many people a minute one build carries, doing what a situation's people do."""

    build: str
    situation: str
    low: float | None
    """The highest rate that was shown to keep the limits; null if none was."""
    high: float | None
    """The lowest rate that broke them or, where `limited_by` is generator, at which the generator came to its own limit."""
    limited_by: str
    """platform: it broke the limits; generator: what sent the load was at its own limit; highest: no more was to be sent; or
    unfinished: the search was stopped, or the platform did not recover."""
    success: float
    """The limit: the share of people who have to reach their outcome."""
    wait_s: float
    """The limit: what the 95th percentile of each request's wait may be."""
    precision: float | None
    """How close both ends were to come."""
    gave_way: tuple[Strain, ...]
    """What was broken at the rate `high`, the most strained first."""
    people: int
    """How many people show that the rate `low` was kept."""
    failed: int
    """How many of these did not reach their outcome."""
    sessions: int
    """In how many full sessions."""
    levels: tuple[CapacityLevel, ...]
    """All that was sent, in that order."""
    recovered_s: float | None
    """The longest time, of all falls of the load, until nobody waited too long any more; null if that never came."""
    recovers: bool | None
    """Whether that came after the last fall; null if the load never was too much."""
    on_the_senders_machine: bool
    """Whether the load was sent from the machine that serves the build: both shared its processors."""
