"""The analysed report: every figure and verdict that the formats show, computed, and without a word of prose.

The formats (HTML, Markdown, JSON, JUnit, CSV) read this and nothing else but blobs; `reports.words` puts words in.
A figure that could not be computed is an Estimate (`reports.estimate`) without a value that says why: it is never zero. What
concerns load stands in `reports.load_model`.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from evidence.conditions import ConditionDifference
from evidence.records import (
    Build,
    Conditions,
    Disclosure,
    Element,
    Message,
    Outcome,
    PrivacyCheck,
    Verdict,
)
from reports.estimate import Estimate
from reports.klm import OperatorTime, Profile
from reports.load_model import CapacityResult, LoadSituation, ProbeSituation, ReplayResult
from reports.selection import Selection


class Unit(StrEnum):
    """What a figure is counted in. A share lies between 0 and 1; a score is a number without a unit, lower is better."""

    SHARE = "share"
    SECONDS = "seconds"
    COUNT = "count"
    PIXELS = "pixels"
    SCORE = "score"


class Judgement(StrEnum):
    """What a comparison comes to. `cannot-tell` is never green."""

    BETTER = "better"
    WORSE = "worse"
    SAME = "no-meaningful-difference"
    CANNOT_TELL = "cannot-tell"


class Rule(StrEnum):
    """By which rule a judgement was reached; each is described in the report's fine print."""

    REPRODUCED = "reproduced"
    """Seen in every pair (at least two), in none of the other build's: a fact, no probability needed."""
    SAMPLED = "sampled"
    """From the 95 % interval and the tests named in the fine print, Holm-corrected over the family."""
    COUNTED = "counted"
    """From a set difference by fingerprint, or from a count of leaks: no sampling."""
    TOGETHER = "together"
    """Too few attempts to tell this task's success alone: judged with all other tasks whose attempts agree as well."""
    MISSING = "missing"
    """One side has no figure."""


class Area(StrEnum):
    """The columns of the first screen."""

    SUCCESS = "task-success"
    EFFORT = "effort"
    ACCESSIBILITY = "accessibility"
    LOAD = "load"
    PRIVACY = "privacy"


class FindingChange(StrEnum):
    """Where a finding stands between two builds.

    Only-in means: the other build never came to the place, or is another platform, so that "new" or "fixed" would be a
    guess.
    """

    NEW = "new"
    FIXED = "fixed"
    REMAINING = "remaining"
    ONLY_BASELINE = "only-in-baseline"
    ONLY_CANDIDATE = "only-in-candidate"


class KnownStatus(StrEnum):
    """What an entry of the file of known findings comes to; those first that somebody has to do something about."""

    EXPIRED = "expired"
    """The finding is still there and its day is over: it counts again."""
    INCOMPLETE = "incomplete"
    """The entry lacks a reason, an owner or a day: it excuses nothing."""
    VANISHED = "vanished"
    """The finding was not met where it would have been, were it there: the entry can be taken out."""
    EXCUSED = "excused"
    """The finding is there, and is told apart from those that count."""
    NOT_LOOKED_AT = "not-looked-at"
    """Its page, or its rule, was not part of what was measured."""


class CriterionStatus(StrEnum):
    """What is known of a success criterion. There is no "conforms"."""

    FAILED = "failed"
    NEEDS_REVIEW = "needs-review"
    NOTHING_FOUND = "nothing-found"
    NOT_TESTED = "not-tested"


@dataclass(frozen=True, slots=True, kw_only=True)
class MeasureInfo:
    """What a measure is; its title stands in the locale as `measure-ID`."""

    id: str
    """Such as "task-success"."""
    unit: Unit
    """Of its values."""
    higher_is_better: bool
    """True for shares of success; false for effort, waits and faults."""
    area: Area
    """Column of the first screen that it belongs to."""
    judged: bool
    """Whether it gets a verdict; the others are shown only."""
    margin: float
    """Equivalence margin: absolute for shares, relative for the rest."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A blob of one of the report's runs."""

    run: int
    """Index into Report.runs (and into the run directories that were analysed)."""
    blob: str
    """Name for RunDirectory.read_blob."""
    box: tuple[float, float, float, float] | None = None
    """The element in the picture: x, y, width, height in CSS pixels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RunInfo:
    """One run that the report rests on."""

    id: str
    title: str
    path: str
    """Name of the run directory (its last part)."""
    started_at: str
    ended_at: str | None
    """Null if the run was stopped before its end: the report says so."""
    seed: int
    plan: dict[str, Any]
    plan_digest: str
    conditions: Conditions
    schema_version: str
    privacy_unasked: tuple[Message, ...] = ()
    """Which questions of privacy could not be asked."""
    shard_count: int = 1
    """Into how many shards the plan's attempts were split."""
    shards_missing: tuple[int, ...] = ()
    """Which of these are not in the run: the report says so."""
    changed: tuple[str, ...] = ()
    """Files of records that are not what they were when the run ended: the report says so."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Unattempted:
    """A task that the plan asked for and that nobody attempted on one build."""

    build: str
    task: TaskInfo
    role: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class BuildInfo:
    """One build of the report; its name is unique within the report."""

    name: str
    build: Build
    run: int
    """Index into Report.runs."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskInfo:
    """A task as the run's catalogue describes it; titles fall back to the id."""

    id: str
    role: str
    forms: tuple[str, ...]
    title_en: str
    title_sv: str
    goal_en: str
    goal_sv: str
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Ending:
    """One attempt that did not succeed, for whoever looks into it."""

    attempt: str
    run: int
    form: str
    repetition: int
    outcome: Outcome
    """What all attempts of the task together come to."""
    recorded: Outcome
    """What the attempt alone came to; another than `outcome` where another mode, or another time, tells more."""
    possible_in: tuple[str, ...]
    """Modes in which the task succeeded on this build in the same school form."""
    reason: Message | None
    step: int | None
    step_name: str
    action: str
    """Verb and target of the action that could not be done; empty if none."""
    focus_path: tuple[str, ...]
    console_errors: tuple[str, ...]
    picture: Picture | None
    heard_near: tuple[str, ...] = ()
    """For a barrier by screen reader: what is read out where the target was looked for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hearing:
    """What attempts by screen reader went through."""

    listened: float | None
    """Items heard by the best quick keys: the median of attempts that succeeded; null if none did."""
    read_past: float | None
    """The same, reading line by line."""
    announced: int
    """Attempts that succeeded and whose outcome was announced by itself."""
    of: int
    """Attempts that succeeded and expected an outcome."""
    unnamed: tuple[tuple[str, str], ...]
    """Controls without a name that were met: role, and what was read just before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TaskResult:
    """One task by one role in one mode on one build."""

    build: str
    task: str
    role: str
    mode: str
    forms: tuple[str, ...]
    planned: int
    """Attempts that the plan asked for."""
    outcomes: dict[Outcome, int]
    """Attempts by outcome; only outcomes that occurred."""
    fewer_than_planned: bool
    """Whether the rate rests on fewer attempts than planned."""
    flaky: bool
    """Whether some counted attempts succeeded and others did not: told as such, never as the better half alone."""
    success: Estimate
    """Share of counted attempts that succeeded, Wilson 95 %."""
    measures: dict[str, Estimate]
    """By measure id, task-success included; of attempts that succeeded for everything else."""
    by_css: int
    """Targets that could only be found by a CSS selector, in one attempt."""
    endings: tuple[Ending, ...]
    """Attempts that did not succeed, in order."""
    hearing: Hearing | None = None
    """What somebody with a screen reader went through; null in other modes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RollUp:
    """Task success and effort of a group of tasks on one build: a role, a school form, or everything."""

    build: str
    kind: str
    """role, form, mode or all."""
    name: str
    """Such as "guardian", "P", "keyboard"; empty for all."""
    outcomes: dict[Outcome, int]
    success: Estimate
    measures: dict[str, Estimate]
    """Means over the tasks' and modes' figures, weighted by the tasks' weights."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One comparison of one measure between baseline and candidate."""

    measure: str
    task: str
    """Empty for what is not of one task."""
    role: str
    mode: str
    """Empty for load and for what was compared over all modes of a task."""
    situation: str
    """For load; empty otherwise."""
    before: Estimate
    after: Estimate
    change: Estimate
    """Shares and numbers of faults: after minus before. The rest: after/before minus 1 (0.25 = a quarter more)."""
    amount: float | None
    """After minus before in the measure's own unit, as paired; null if not known."""
    judgement: Judgement
    rule: Rule
    margin: float
    p: float | None
    """Holm-corrected; null where no test was made."""
    more_attempts: int | None
    """For cannot-tell: about how many more attempts per build would tell; null if that is not known."""
    why: Message | None
    """For cannot-tell and for a reproduced fact: in words."""
    gated: bool
    """Whether the plan's gate looks at it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Hindrance:
    """A step that a finding stands in the way of."""

    build: str
    task: str
    mode: str
    step: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingOnBuild:
    """A finding as it was seen on one build."""

    build: str
    states: int
    """In how many states."""
    attempts: int
    """How many attempts passed those states."""
    elements: tuple[Element, ...]
    """Where, at most five, each selector once."""
    url: str
    page: str
    """Title of the page it was first seen on."""
    step: str
    values: dict[str, Any]
    picture: Picture | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FindingGroup:
    """All findings of one fingerprint: one problem, wherever it was seen."""

    fingerprint: str
    """Unique in the report; of a doubt (needs-review), the fingerprint with ":needs-review" after it."""
    rule: str
    verdict: Verdict
    criteria: tuple[str, ...]
    clauses: dict[str, list[str]]
    best_practice: bool
    impact: str
    engine: str
    element: Element
    seen: tuple[FindingOnBuild, ...]
    """In the order of the report's builds; only builds that have it."""
    hinders: tuple[Hindrance, ...]
    """Tasks and steps whose way passes it."""
    roles: tuple[str, ...]
    """Whose tasks those are."""
    modes: tuple[str, ...]
    known: bool = False
    """An entry of the file of known findings excuses it: told apart, and in no count."""


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownFinding:
    """An entry of the file of known findings."""

    fingerprint: str
    rule: str
    element: str = ""
    """Role and name, as it was first seen."""
    page: str = ""
    """Address of the page that it was first seen on."""
    task: str = ""
    """Id of the task on whose way that was; empty if it was on none."""
    reason: str = ""
    """Why it is let be for now."""
    owner: str = ""
    """Who sees to it."""
    expires: date | None = None
    """The last day on which the entry excuses; null if it says none that can be read."""
    lacks: tuple[str, ...] = ()
    """reason, owner or expires: what is empty or cannot be read, so that the entry excuses nothing."""
    where: str = ""
    """File and line of the entry."""
    status: KnownStatus = KnownStatus.NOT_LOOKED_AT


@dataclass(frozen=True, slots=True, kw_only=True)
class ClassifiedFinding:
    """What became of a finding from baseline to candidate."""

    fingerprint: str
    """Points into Report.findings."""
    verdict: Verdict
    change: FindingChange
    reproduced: bool
    """Met by at least two attempts of the one build, while two of the other passed the place and did not meet it; where it
    remains and has spread, in a task to which it has spread."""
    spread: tuple[str, ...] = ()
    """Pages of a scan, and tasks, that were looked at on both builds, and have a remaining finding on the candidate only."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageResult:
    """A page that a scan opened by its address."""

    build: str
    place: str
    """Its address without the host: the same on two builds is the same page."""
    url: str
    title: str
    not_opened: Message | None
    """Why it could not be opened; null if it could."""
    scanned: bool
    """Whether all that was asked of it could be; `unasked` and the state's record say what could not."""
    faults: int
    """Findings that fail a success criterion."""
    doubts: int
    """Findings that a person has to look at."""
    practices: int
    """Findings that no success criterion stands behind."""
    unasked: dict[str, str]
    """Checks that could not look, each with the code of the reason."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SmallTarget:
    """A target smaller than 24 × 24 CSS px that had to be hit by touch on the way to a goal (WCAG 2.5.8)."""

    build: str
    task: str
    role: str
    step: str
    target: str
    width_px: float
    height_px: float
    exception: str
    """Which exception allows it: spacing, inline, user-agent; empty if none that can be measured does."""
    attempts: int
    """How many attempts had to hit it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionBarrier:
    """What stopped people in a task and mode, of which a success criterion speaks."""

    task: str
    role: str
    mode: str
    reason: Message


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionResult:
    """One success criterion on one build."""

    build: str
    criterion: str
    level: str
    title_en: str
    title_sv: str
    clauses: dict[str, list[str]]
    status: CriterionStatus
    rules: tuple[str, ...]
    """failed, needs-review: rules that say so. nothing-found: rules that looked. not-tested: inapplicable rules."""
    problems: int
    """Distinct fingerprints with a violation."""
    lacking: tuple[str, ...] = ()
    """Versions of EN 301 549 that have no clause for it, of those whose clauses are known: v3.2.1 lacks what WCAG 2.2 added."""
    doubts: int = 0
    """Distinct fingerprints that a person has to look at."""
    pages: int = 0
    """Distinct pages, as journeys or a scan reached them, on which it is failed; of needs-review, on which there is a doubt."""
    tasks: tuple[str, ...] = ()
    """Tasks whose way passes those; none for pages without a journey."""
    barriers: tuple[CriterionBarrier, ...] = ()
    """What stopped people on their ways and falls under it, known whatever rules ran. A keyboard trap fails it, any other needs a
    person."""
    passed: tuple[str, ...] = ()
    """Rules that test it, applied somewhere, and found nothing wrong there. That is not that it is met."""
    inapplicable: tuple[str, ...] = ()
    """Rules that test it and found nothing to look at anywhere."""
    unasked: dict[str, int] = field(default_factory=dict)
    """Rules that test it and did not look at some pages, each with the number of those pages."""
    not_run: tuple[str, ...] = ()
    """Rules that test it and looked at no page at all."""
    hits: tuple[str, ...] = ()
    """Functional performance statements of EN 301 549 (4.2.x): for whom a failure matters most, in our reading."""
    reference: str = ""
    """Address of W3C's page about it; empty where the run's catalogue has none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonHit:
    """Whom the failed criteria of a build hit: one functional performance statement of EN 301 549, chapter 4.2."""

    build: str
    clause: str
    title_en: str
    title_sv: str
    problems: int
    """Distinct fingerprints with a violation of a criterion that matters most to these people, in our reading."""
    failed: tuple[str, ...]
    """Those criteria."""
    needs_review: tuple[str, ...]
    """Criteria that matter most to these people, are not failed, and that a person has to look at."""
    criteria: int
    """How many of the criteria asked for matter most to these people; of none, nothing is told of them."""
    not_tested: int
    """How many of those no rule tested there: what is not known."""
    tasks: tuple[str, ...]
    """Tasks whose way passes the faults."""
    barriers: int = 0
    """In how many tasks, each mode for itself, they were stopped by what falls under a criterion that matters most to them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeakedAddress:
    """One address that gave away what belongs to a role, however often it was asked, and by whom. This is what is counted."""

    role: str
    """Whose it is."""
    method: str
    """HTTP method."""
    url: str
    """As it was asked first; others of its kind differ in their ids alone."""
    asked_by: tuple[str, ...]
    """Roles of the accounts that got it; "nobody" without a session. Of residue, the role that had logged out."""
    tasks: tuple[str, ...]
    """Tasks whose journeys asked for it."""
    disclosed: tuple[str, ...]
    """Which personal values could be read, by their names in the school data."""
    answers: int
    """How often it leaked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyResult:
    """What replayed requests for personal content gave, on one build."""

    build: str
    kind: str
    """isolation or residue."""
    counts: dict[Disclosure, int]
    """Answers, by what they gave."""
    leaks: tuple[PrivacyCheck, ...]
    """Every answer that leaked."""
    addresses: tuple[LeakedAddress, ...]
    """The same by whose it is and address."""
    unknown: Message | None
    """Why nothing is known; null if something was asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripStep:
    """One step of a way, as shown side by side."""

    index: int
    name: str
    actions: tuple[str, ...]
    """Verb and target of each action."""
    clicks: int
    keystrokes: int
    pages: int
    predicted_s: float | None
    """Null in a mode that the keystroke-level model knows nothing of."""
    wait_s: float
    picture: Picture | None
    """What the screen showed at the step's end."""
    picture_of_another: bool
    """The picture was taken when another attempt reached the same state, which is looked at once in a run."""
    differs: bool
    """Whether this step differs from the other build's: only here, costs more or less, or ended here."""
    ended_here: bool
    """The attempt got no further."""
    listened: int | None = None
    """Items heard by the best quick keys; null in other modes than the screen reader's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class StripSide:
    """One build's way through a task: its most typical attempt."""

    build: str
    attempt: str
    outcome: Outcome
    reason: Message | None
    steps: tuple[StripStep, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Strip:
    """Both ways of a task that got worse, step by step."""

    task: str
    role: str
    mode: str
    baseline: StripSide
    candidate: StripSide
    because: tuple[str, ...]
    """Measures that got worse."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeLine:
    """One action of a predicted time, with what it consists of."""

    step: int
    """Index of its step."""
    step_name: str
    action: str
    """Verb and target."""
    operators: tuple[OperatorTime, ...]
    """In order; none for an action that only looks."""
    sum_s: float
    """Of its operators, before the age's multiplier."""
    wait_s: float
    """The system's time: from the end of the hand's part until the page was usable again."""
    differs: bool
    """Whether the baseline's way has no such action at this place, or one of other operators."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TimeSum:
    """The predicted time of one task in one mode on one build, as a sum that a reader can check."""

    build: str
    task: str
    role: str
    mode: str
    attempt: str
    """The attempt it is the sum of: the one whose own time is the middle one."""
    lines: tuple[TimeLine, ...]
    own_s: float
    """The person's: the lines' sum times the age's multiplier."""
    wait_s: float
    """The system's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SummaryCell:
    """One cell of the first screen: what changed for a role in one area."""

    role: str
    area: Area
    judgement: Judgement | None
    """Null if the area has nothing to judge: `unknown` says why."""
    measure: str
    """The measure that before and after are of: usually task-success, predicted-time, accessibility, load-success and
    privacy; wait or load-p95 where that is what got worse."""
    unit: Unit
    """SHARE for task-success and load-success, SECONDS for times, COUNT for numbers of faults."""
    before: Estimate
    after: Estimate
    added: int | None
    """accessibility, privacy: faults that only the candidate has; null elsewhere."""
    removed: int | None
    worse: tuple[str, ...]
    """Tasks that got worse."""
    unknown: Message | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """One candidate against the baseline."""

    baseline: str
    candidate: str
    judgement: Judgement
    """worse if anything did, else better if something did, else cannot-tell if anything is, else no difference."""
    comparable: bool
    """False if conditions differ so that nothing or not everything can be compared."""
    conditions: tuple[ConditionDifference, ...]
    """What differs, with both values."""
    summary: tuple[SummaryCell, ...]
    """Roles in the order teacher, pupil, guardian; areas in the order of Area."""
    differences: tuple[Difference, ...]
    """Worst first."""
    findings: tuple[ClassifiedFinding, ...]
    """Violations, needs-review and best practices; look them up in Report.findings."""
    strips: tuple[Strip, ...]
    headline: tuple[Message, ...]
    """The changes that matter most, worst first; at most eight."""
    counts: dict[Judgement, int]
    """Judged differences by judgement."""
    not_compared: tuple[Message, ...]
    """Tasks that one build does not offer or that were measured on one build only, and why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class GateResult:
    """Whether the plan's gate is passed."""

    failed: bool
    reasons: tuple[Message, ...]
    """What got worse under the gate, worst first."""
    cannot_tell: int
    """Gated differences about which nothing can be said: printed, never green by silence."""
    measures: tuple[str, ...]
    """Measures that may fail it."""
    margins: dict[str, float]
    without_verdict: tuple[str, ...] = ()
    """Candidates of which nothing that the gate looks at could be compared: neither passed nor failed."""
    worse: int = 0
    """How many differences fail it: of many, `reasons` tells the first alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WeakTask:
    """What proves nothing in one task's journey: what was so before the last action already, and error pages of which nothing was expected."""

    task: str
    expectations: tuple[str, ...]
    """Verb and target, such as 'expect text "Saved"', each once, in the order in which they were met."""
    errors: tuple[str, ...] = ()
    """The same of actions that led to a page answered with an error, of which nothing was expected, with the status."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """Everything that one or several runs say, and what they do not."""

    title: str
    schema_version: str
    harness_version: str
    runs: tuple[RunInfo, ...]
    builds: tuple[BuildInfo, ...]
    """The first is the baseline."""
    roles: tuple[str, ...]
    modes: tuple[str, ...]
    tasks: tuple[TaskInfo, ...]
    """Tasks that were attempted, in the order of the roles."""
    measures: tuple[MeasureInfo, ...]
    results: tuple[TaskResult, ...]
    roll_ups: tuple[RollUp, ...]
    comparisons: tuple[Comparison, ...]
    """One for each build but the first; none if there is one build."""
    findings: tuple[FindingGroup, ...]
    """All; those in the way of most tasks first; best practices and needs-review are told apart by their fields."""
    criteria: tuple[CriterionResult, ...]
    """Of each build the success criteria that were asked for. There is no "conforms": nothing found is not met."""
    load: tuple[LoadSituation, ...]
    replays: tuple[ReplayResult, ...]
    """Of each task, the one replay before any load; none if no load was to be sent."""
    privacy: tuple[PrivacyResult, ...]
    headline: tuple[Message, ...]
    """Of the comparisons; of the build itself if there is one only."""
    unknown: tuple[Message, ...]
    """What this report does not know."""
    selection: Selection
    """Which part of what was measured this report is made of."""
    left_out: tuple[Unattempted, ...]
    """Tasks that the plan asked for and that were not attempted on a build, with the reason."""
    notes: tuple[Message, ...]
    """Warnings: a run that was stopped, a broken measure, fewer attempts than planned, states not scanned."""
    gate: GateResult
    probes: tuple[ProbeSituation, ...] = ()
    """What real browsers met under load, for each situation that had any."""
    capacities: tuple[CapacityResult, ...] = ()
    """For each build whose capacity was looked for, what it carries."""
    pages: tuple[PageResult, ...] = ()
    """Pages that were opened by their addresses, without a journey, in the order of the builds."""
    persons: tuple[PersonHit, ...] = ()
    """Of each build, whom its failed criteria hit; none where the run's catalogue does not know the statements."""
    small_targets: tuple[SmallTarget, ...] = ()
    """Targets too small for a finger, as measured by touch."""
    known: tuple[KnownFinding, ...] = ()
    """Entries of the file of known findings, those first that somebody has to do something about."""
    weak: tuple[WeakTask, ...] = ()
    """Tasks whose journeys hold weak expectations."""
    rules: dict[str, dict[str, Any]] = field(default_factory=dict)
    """From the catalogue: rule id → title_en, title_sv, mend_en, mend_sv, criteria."""
    criteria_catalogue: dict[str, dict[str, Any]] = field(default_factory=dict)
    """From the catalogue: criterion → title_en, title_sv, level, clauses, reference."""
    messages: dict[str, dict[str, str]] = field(default_factory=dict)
    """From the catalogue: message code → en, sv (Fluent patterns), for codes the locale does not know."""
    states_scanned: dict[str, int] = field(default_factory=dict)
    """Per build: distinct states that the engine looked at."""
    states: dict[str, int] = field(default_factory=dict)
    """Per build: distinct states reached."""
    profile: Profile = field(default_factory=Profile)
    """Whose own time is told, and how pointing is."""
    time_sums: tuple[TimeSum, ...] = ()
    """One for each task, role, mode and build that succeeded at least once, in the order of the results."""


def is_scan(report: Report) -> bool:
    """Whether a report is of pages alone: nobody attempted anything on them, and no load was sent."""
    return bool(report.pages) and not report.results and not report.load
