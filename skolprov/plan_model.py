"""What a plan says: what is measured, on which builds, with whose accounts, and what may fail the gate."""

from __future__ import annotations

import hashlib
import json
import os
from datetime import date, datetime, time
from pathlib import Path
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BaseModel, ConfigDict, Field, SecretStr, Strict

from evidence.problem import Problem
from scenarios.surroundings import LARGEST_TEXT_PERCENT, UNLIMITED
from scenarios.tasks import FORMS, ROLES
from skolprov.plan_checks import (
    Age,
    CheckName,
    EnvironmentVariable,
    Form,
    HealthAddress,
    Host,
    KnownFile,
    Language,
    Measure,
    Mode,
    Name,
    NetworkName,
    PlatformName,
    Point,
    Pointing,
    Role,
    Selector,
    Shape,
    Situation,
    SituationId,
    TaskPattern,
    Typist,
    Url,
    each_once,
    every_check,
    task_ids,
)


class Part(BaseModel):
    """What all parts of a plan have in common: unknown keys are mistakes, and nothing changes afterwards."""

    # Inputs stay out of pydantic's own messages: one of them may be a password.
    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        strict=True,
        hide_input_in_errors=True,
        validate_default=True,
        use_attribute_docstrings=True,
    )
    noun: ClassVar[str] = "a plan"


class Account(Part):
    """Somebody who can sign in. Further keys, such as telephone, are values that journeys may use."""

    model_config = ConfigDict(extra="allow")
    noun: ClassVar[str] = "an account"

    username: Annotated[str, Field(min_length=1)]
    """What this person types to sign in."""
    name: str = ""
    """Name, as the platform shows it."""
    password_env: EnvironmentVariable | None = None
    """Environment variable that holds the password."""
    password: SecretStr | None = None
    """The password itself, for accounts that need no secrecy; it never reaches evidence either."""


class Case(Part):
    """People and things that belong together. Further tables, such as child or lesson, are values for journeys."""

    model_config = ConfigDict(extra="allow")
    noun: ClassVar[str] = "a case"

    form: Form
    """School form: P preschool, C compulsory, U upper secondary, A adult education."""
    teacher: Account | None = None
    """The teacher's account."""
    pupil: Account | None = None
    """The pupil's account; none in preschool."""
    guardian: Account | None = None
    """The guardian's account; none in adult education."""


Cases = Annotated[tuple[Case, ...], Strict(False)]


class Build(Part):
    """One deployed version of a platform. The first one of a plan is the baseline."""

    noun: ClassVar[str] = "a build"

    name: Name
    """Name in every table of the report."""
    url: Url
    """Address of its first page."""
    platform: PlatformName = ""
    """Platform file that drives it: a shipped name, or a path ending in .py; else the plan's own `platform`."""
    school: Cases = ()
    """Cases of this build alone; else the plan's own `school`, else what the build itself tells."""


class PermittedHost(Part):
    """A host that may be sent load, other than this machine itself."""

    noun: ClassVar[str] = "a permitted host"

    host: Host
    """Host name, without scheme or path."""
    max_per_minute: Annotated[float, Field(gt=0)]
    """Most people per minute that its owner has agreed to."""
    contact: Annotated[str, Field(min_length=1)]
    """Who agreed, and can be reached during the run."""


class OwnStream(Part):
    """People of one role who come for the same things, at the same times."""

    noun: ClassVar[str] = "a stream"

    role: Role
    """Who comes."""
    share: Annotated[float, Field(gt=0, le=1)]
    """Of all who come; the shares of a situation sum to 1."""
    tasks: Annotated[tuple[TaskPattern, ...], Strict(False)] = ()
    """What they come for, as ids or patterns; none named: all that the role does."""
    points: Annotated[tuple[Point, ...], Strict(False)] = ()
    """How many come when, as pairs of a minute and a height, joined by straight lines; only the heights' proportions count."""
    shape: Shape | None = None
    """In place of points: flash (at_min, halves_in_min), peak (at_min, width_min), plateau (from_min, until_min) or ramp."""
    at_min: Annotated[float, Field(ge=0)] | None = None
    """flash: the minute that all wait for. peak: the minute at which most come."""
    halves_in_min: Annotated[float, Field(gt=0)] | None = None
    """flash: minutes after which half as many come."""
    width_min: Annotated[float, Field(gt=0)] | None = None
    """peak: minutes during which more than half as many come."""
    from_min: Annotated[float, Field(ge=0)] | None = None
    """plateau: the minute at which they begin to come."""
    until_min: Annotated[float, Field(gt=0)] | None = None
    """plateau: the minute until which they come."""


class OwnSituation(Part):
    """A situation of this plan's own."""

    noun: ClassVar[str] = "a situation"

    id: SituationId
    """What the plan and the report call it."""
    minutes: Annotated[float, Field(gt=0, le=1440)] = 60.0
    """How long it takes in a school's day; a run passes it in `duration_s`."""
    visits_per_pupil: Annotated[float, Field(gt=0)] | None = None
    """How many people come in all for each pupil of the school system; needed where the plan tells `pupils`."""
    streams: Annotated[tuple[OwnStream, ...], Strict(False), Field(min_length=1)]
    """Who comes for what, and when."""


class Capacity(Part):
    """Where it breaks: the largest arrival rate that keeps the limits."""

    noun: ClassVar[str] = "capacity"

    situation: Situation = "ordinary-day"
    """Situation whose tasks and mix of people are sent, arriving evenly."""
    success: Annotated[float, Field(gt=0, lt=1)] = 0.99
    """Share of people who have to reach their outcome. The nearer to 1, the more people it takes to show it: 299 for 0.99."""
    wait_s: Annotated[float, Field(gt=0, le=60)] = 2.0
    """What the 95th percentile of the wait may be, for each request apart."""
    precision: Annotated[float, Field(ge=0.02, le=1)] = 0.1
    """How close the highest rate that kept the limits and the lowest that broke them have to come. The closer, the longer each
    rate is sent: a small overload takes its time to show."""
    highest_per_minute: Annotated[float, Field(ge=1)] = 6000.0
    """No higher rate is sent, whatever the platform carries."""

    @classmethod
    def usual(cls) -> Capacity:
        """With every default."""
        return cls.model_construct()


class Load(Part):
    """What happens when everybody does it at once."""

    noun: ClassVar[str] = "load"

    situations: Annotated[tuple[Situation, ...], Strict(False), each_once] = ()
    """Situations to replay, in this order; none: no load."""
    duration_s: Annotated[float, Field(gt=0, le=86_400)] = 40.0
    """How long people keep arriving, per situation and build."""
    peak_per_minute: Annotated[float, Field(gt=0)] = 40.0
    """Arrivals per minute at the situation's peak."""
    pupils: Annotated[int, Field(gt=0, le=10_000_000)] | None = None
    """In place of peak_per_minute, the size of a school system: as many arrive per minute as would there, by the assumptions of
    docs/method.md; a school has some 500 pupils, Stockholm 140 000."""
    own_situations: Annotated[tuple[OwnSituation, ...], Strict(False)] = ()
    """Situations beside those that there are; `situations` chooses among all."""
    stop_at_failed: Annotated[float, Field(gt=0, le=1)] | None = None
    """Share of people who failed, of those who left within ten seconds, at which the load ends early. By default 0.5 on permitted
    hosts; on this machine itself it then goes on."""
    health: HealthAddress = ""
    """Address that has to answer with a status below 400, or the load ends early: a whole one, or a path of each build."""
    probes: Annotated[int, Field(ge=0, le=20)] = 0
    """Real browsers that walk the situation's journeys while it is sent. Each takes a processor's work: on the machine that also
    sends the load, or serves the build, they make both slower."""
    permitted: Annotated[tuple[PermittedHost, ...], Strict(False)] = ()
    """Hosts that may be sent load. Without one, only this machine itself."""
    capacity: Capacity | None = None
    """Whether, after the situations, the largest rate is looked for that keeps the limits; it takes minutes for each build."""

    @property
    def played(self) -> tuple[str, ...]:
        """All situations whose tasks are replayed."""
        return tuple(dict.fromkeys((*self.situations, *([self.capacity.situation] if self.capacity else ()))))


class Effort(Part):
    """Whose own time is predicted. A report can be written again for another person, from the same run."""

    noun: ClassVar[str] = "effort"

    typist: Typist = "average-non-secretary"
    """How fast this person types: best (0.08 s a key), good (0.12), average-skilled (0.20), average-non-secretary (0.28),
    random-letters (0.50), complex-codes (0.75) or worst (1.20)."""
    age: Age = "18-39"
    """Age of this person: 18-39 (times 1), 40-55 (1.4), 56-65 (1.7) or 66+ (2.2)."""
    pointing: Pointing = "fitts"
    """How long pointing takes: fitts, by distance and size of the target, or klm, 1.1 s everywhere."""


class Gate(Part):
    """What makes a comparison fail."""

    noun: ClassVar[str] = "the gate"

    measures: Annotated[tuple[Measure, ...], Strict(False)] = ()
    """Measures that may fail the gate; none named: all."""
    margins: Annotated[dict[Measure, Annotated[float, Field(ge=0)]], Strict(False)] = {}
    """By measure, the difference that is still no meaningful one, in the measure's unit."""


class Plan(Part):
    """What is measured. Made by `load_plan` or `plan_from`, which say all that is wrong with one."""

    title: Annotated[str, Field(min_length=1)]
    """What the report is called; by default, the names of the builds."""
    seed: Annotated[int, Field(ge=0)] = 1
    """Chooses people and things for each attempt, and the arrivals under load."""
    repeats: Annotated[int, Field(ge=1, le=1000)] = 2
    """Attempts per task, role, school form, mode and build. Two can show a reproduced fact; rates and times need more."""
    modes: Annotated[tuple[Mode, ...], Strict(False), Field(min_length=1), each_once]
    """Interaction modes; by default, all that there are."""
    tasks: Annotated[tuple[TaskPattern, ...], Strict(False), Field(min_length=1), task_ids]
    """Ids of tasks; a plan may write patterns such as "guardian.*". By default, all."""
    roles: Annotated[tuple[Role, ...], Strict(False), Field(min_length=1), each_once] = ROLES
    """Whose tasks are done."""
    forms: Annotated[tuple[Form, ...], Strict(False), Field(min_length=1), each_once] = tuple(FORMS)
    """School forms."""
    language: Language = "en"
    """Language that the browser asks the platform for, as a tag such as "sv" or "en-GB": any that the product speaks. The
    journeys' words have to be in it. The report is written in Swedish and English whatever stands here."""
    network: NetworkName = UNLIMITED
    """Network that the pages come over: unlimited, slow-3g, slow-4g or fast-4g."""
    cpu_slowdown: Annotated[float, Field(ge=1, le=20)] = 1.0
    """How many times slower the page's processor is made; 4 is about a cheap telephone."""
    reduced_motion: bool = False
    """Whether the person has asked the system for less motion."""
    forced_colours: bool = False
    """Whether the system replaces the page's colours, as high contrast does."""
    text_percent: Annotated[int, Field(ge=100, le=LARGEST_TEXT_PERCENT)] = 100
    """How large text is, in per cent of what the page asks for; 200 is WCAG 1.4.4."""
    text_spacing: bool = False
    """Whether text is spaced as in WCAG 1.4.12."""
    javascript: bool = True
    """Whether the page's scripts run, for platforms that promise to do without."""
    platform: PlatformName = ""
    """Platform file for builds that name none."""
    scan: bool = True
    """Whether each state is checked for accessibility on the way."""
    known: KnownFile = ""
    """File of accessibility findings that are known and fail no gate until a day: docs/known-findings.md."""
    checks: Annotated[tuple[CheckName, ...], Strict(False), every_check] = ()
    """Checks that are asked of each state besides, once its attempt is over, in the mode pointer (else the plan's first): their ids, or "all". They
    operate the page, and take seconds a state, or compare all states at the end; docs/scan.md tells how, and what they leave out. Of axe-core's
    rules all are asked, unless some are named here, too."""
    limit_s: Annotated[float, Field(gt=0, le=600)] = 10.0
    """Seconds after which something that has not appeared is taken as not there."""
    mask: Annotated[tuple[Selector, ...], Strict(False)] = ()
    """CSS selectors of what no picture may show."""
    trace: Literal["on", "failures", "off"] = "failures"
    """Of what Playwright's trace is kept: failures walks once more, outside all figures, what did not succeed; on makes every
    attempt slower, and its waits comparable with such runs only."""
    builds: Annotated[tuple[Build, ...], Strict(False), Field(min_length=1)]
    """What is measured; the first is the baseline of the comparison."""
    school: Cases = ()
    """People and things for all builds that have none of their own."""
    load: Load = Load()
    """What happens when everybody does it at once."""
    effort: Effort = Effort()
    """Whose own time is predicted."""
    gate: Gate = Gate()
    """What makes a comparison fail."""

    def cases(self, build: str) -> list[dict[str, Any]]:
        """People and things for one build, as journeys take them: with passwords. Empty if the build is to tell its own.

        Args:
            build: Name of the build.
        """
        own = next(b.school for b in self.builds if b.name == build)
        return [_as_written(case) for case in own or self.school]

    def secrets(self) -> dict[str, str]:
        """Every password of the plan by a name of its own, such as "school.0.guardian.password"."""
        places = [(f"builds.{b.name}.school", b.school) for b in self.builds] + [("school", self.school)]
        found = {}
        for place, cases in places:
            for index, case in enumerate(cases):
                for role, account in _accounts(case).items():
                    if secret := _password(account):
                        found[f"{place}.{index}.{role}.password"] = secret
        return found

    def as_evidence(self) -> dict[str, Any]:
        """The plan with every default written out and no secret: what run.json keeps."""
        content: dict[str, Any] = self.model_dump(mode="python", exclude={"school", "builds"})
        content["builds"] = [
            {
                "name": b.name,
                "url": b.url,
                "platform": _file_name(b.platform),
                "school": [_without_secrets(c) for c in b.school],
            }
            for b in self.builds
        ]
        content["platform"] = _file_name(self.platform)
        content["known"] = _file_name(self.known)
        content["school"] = [_without_secrets(case) for case in self.school]
        plain: dict[str, Any] = json.loads(json.dumps(content, default=_plain))
        return plain

    def digest(self) -> str:
        """SHA-256 of the plan as evidence, so that two runs can be told to follow one plan; without what changes reports alone."""
        return hashlib.sha256(json.dumps(self.measured(), sort_keys=True, ensure_ascii=False).encode()).hexdigest()

    def measured(self) -> dict[str, Any]:
        """The plan as evidence, without what changes reports alone."""
        return {key: value for key, value in self.as_evidence().items() if key not in _OF_REPORTS}


_OF_REPORTS = frozenset({"title", "known", "effort", "gate"})
"""Keys that change no measurement: a report can be written again with others from the same run."""


def _accounts(case: Case) -> dict[str, Account]:
    return {role: account for role in ROLES if isinstance(account := getattr(case, role), Account)}


def _password(account: Account) -> str:
    if account.password is not None:
        return account.password.get_secret_value()
    return os.environ.get(account.password_env or "", "")


def _as_written(case: Case) -> dict[str, Any]:
    content: dict[str, Any] = case.model_dump(mode="python", exclude_none=True)
    for role, account in _accounts(case).items():
        if account.password is not None:
            content[role]["password"] = account.password.get_secret_value()
    return content


def _without_secrets(case: Case) -> dict[str, Any]:
    content: dict[str, Any] = case.model_dump(mode="python", exclude_none=True)
    for role in _accounts(case):
        content[role].pop("password", None)
    return content


def _file_name(platform: str) -> str:
    """A path of this machine says nothing elsewhere; the file's name does."""
    return Path(platform).name


def _plain(value: Any) -> str:
    """TOML's dates and times as JSON has them."""
    if isinstance(value, date | datetime | time):
        return value.isoformat()
    raise Problem(f"a plan cannot hold a {type(value).__name__}")
