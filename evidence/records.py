"""The records of a run: plain, typed, one JSON object a line. Whoever reads a run directory reads these.

Times are UTC in ISO 8601; durations are seconds in fields that end in `_s`; sizes end in `_bytes`, lengths on the
screen in `_px` (CSS pixels). A record holds codes and values, never sentences: words are put in by the report, in the
reader's language. The text beneath each field is its entry in the column dictionary.

Longer than other files: it is one contract, and whoever reads a run directory reads it in one place.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Annotated, Any, get_args, get_type_hints

SCHEMA_VERSION = "1.0"
MEASURING_VERSION = "5"
"""Raised when a figure's way of being measured changes; figures of different versions are not compared."""


UNREACHABLE = "unreachable"
"""Code of the reason of an attempt that no server answered: it says nothing of the build, and is made again when the run goes on."""


SIGN_IN = "sign-in"
"""What signing in is called under load, where it is told apart from the tasks that begin with it."""


Blob = Annotated[str, "blob"]
"""Path, within the run directory, of big evidence that lies beside the lines."""


class Outcome(StrEnum):
    """What became of an attempt. The values are defined in docs/method.md, under Effectiveness."""

    SUCCEEDED = "succeeded"
    FAILED = "failed"
    BARRIER = "barrier"
    NOT_OFFERED = "not-offered"
    SCRIPT_ERROR = "script-error"
    ENVIRONMENT_ERROR = "environment-error"
    HARNESS_ERROR = "harness-error"


COUNTED = frozenset({Outcome.SUCCEEDED, Outcome.FAILED, Outcome.BARRIER})
"""The outcomes that stand in a rate; the others are counted and shown apart."""


class Verdict(StrEnum):
    """What a rule says of one element in one state."""

    VIOLATION = "violation"
    NEEDS_REVIEW = "needs-review"


class Disclosure(StrEnum):
    """What a replayed request for personal content gave to somebody else."""

    DENIED = "denied"
    PUBLIC = "public"
    SAME_AS_OWN = "same-as-own"
    LEAK = "leak"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A sentence to be worded by the report."""

    code: str
    """Which sentence; the catalogue in the run directory and the report's locale know it."""
    values: dict[str, Any] = field(default_factory=dict)
    """What the sentence speaks of, by name."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Build:
    """One deployed version of a platform."""

    name: str
    """The name used in every table; the first build of a comparison is the baseline."""
    url: str
    """Where it answered."""
    platform: str
    """Id of the platform file that drove it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """All that must be equal for two figures to be compared."""

    harness_version: str
    """Version of Skolprov."""
    measuring_version: str
    """Version of the way of measuring."""
    catalogue_version: str
    """Version of the task catalogue."""
    browser: str
    """Product name and how it was shown, such as "Chromium headless shell"."""
    browser_version: str
    """Full version number of the browser."""
    browser_flags: list[str]
    """Flags given to the browser beside Playwright's own."""
    engine: str
    """Accessibility engine and its version, such as "axe-core 4.12.0"."""
    machine: str
    """Class of the machine: processor model, cores, memory."""
    system: str
    """Operating system and Python version."""
    workers: int
    """How many attempts ran at once; above 1, waits are not comparable with a serial run."""
    language: str
    """Language that the browser asked for, such as "en"."""
    interleaved: bool
    """Whether the builds were measured by turns in one session (A B B A)."""
    scanned: bool
    """Whether states were checked for accessibility on the way."""
    traced: bool = False
    """Whether each attempt was traced; that makes it slower. A repeat for a trace is in no figure and does not count here."""
    network: str = "unlimited"
    """Network that the pages came over, by name."""
    cpu_slowdown: float = 1.0
    """How many times slower the page's processor was made."""
    reduced_motion: bool = False
    """Whether the system asked for less motion."""
    forced_colours: bool = False
    """Whether the system replaced the page's colours."""
    text_percent: int = 100
    """How large text was, in per cent of what the page asks for."""
    text_spacing: bool = False
    """Whether text was spaced as in WCAG 1.4.12."""
    javascript: bool = True
    """Whether the page's scripts ran."""
    checks: list[str] = field(default_factory=list)
    """Ids of the checks that operated the pages beside the engine; of a scan that asked a part of the engine's rules alone, these, too."""
    level: str = "AA"
    """Level of WCAG up to which findings were kept."""
    standard: str = "wcag22"
    """Whose criteria they were kept of: wcag22, wcag21 or en301549."""
    limit_s: float | None = None
    """After how many seconds what had not appeared was not there. Null for pages alone, and in earlier versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """A task that the plan asks for and that no attempt is made of on one build."""

    build: str
    """Name of the build."""
    task: str
    """Id of the task."""
    role: str
    """Whose task it is."""
    reason: Message
    """not-scripted: the platform file says neither how it is done nor that it is not offered; no-account: nobody of this role
    is in the school data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """All attempts, findings and load of one or more builds, under one plan. Stands in run.json."""

    id: str
    """Unique name of the run."""
    title: str
    """What the report is called."""
    started_at: str
    """When the run began."""
    ended_at: str | None
    """When the run ended; null if it was stopped before its end."""
    seed: int
    """Chose people and things for each attempt."""
    builds: list[Build]
    """What was measured; the first is the baseline of a comparison."""
    plan: dict[str, Any]
    """The plan as it was carried out, with every default written out and no secret."""
    plan_digest: str
    """SHA-256 of the plan, so that two runs can be told to follow one plan."""
    conditions: Conditions
    """Under which conditions it was measured."""
    left_out: list[LeftOut] = field(default_factory=list)
    """What the plan asks for and could not be attempted, with the reason."""
    privacy_unasked: list[Message] = field(default_factory=list)
    """Which questions of privacy could not be asked, and why."""
    shards: list[int] = field(default_factory=list)
    """Which shards of the plan's attempts it holds, counted from 1; empty if the plan was not split."""
    shard_count: int = 1
    """Into how many shards the plan's attempts were split; 1 if they were not."""
    merged: list[str] = field(default_factory=list)
    """Ids of the runs that it was merged from; empty if it was measured in one piece."""
    records: dict[str, str] = field(default_factory=dict)
    """SHA-256 of each file of records when the run ended, by its name: what was changed or lost since is noticed."""
    schema_version: str = SCHEMA_VERSION
    """Version of these records: major.minor."""


def missing_shards(run: Run) -> tuple[int, ...]:
    """Which shards of its plan a run does not hold, counted from 1."""
    return tuple(shard for shard in range(1, run.shard_count + 1) if run.shard_count > 1 and shard not in run.shards)


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """A request that went wrong on the way."""

    method: str
    """HTTP method."""
    url: str
    """Address, without secrets."""
    status: int | None
    """HTTP status; null if no answer came."""
    error: str
    """The browser's own word for why no answer came, such as "net::ERR_CONNECTION_REFUSED"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """Something that somebody with a screen reader heard."""

    kind: str
    """title (of a new page), status or alert (a live region), focus (where it went), dialog (the
    page's or the browser's own); or the role of a control."""
    text: str
    """The words, without secrets, cut to 200 characters; for a control without a name, what was read just before it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One journey, carried out once, in one mode, on one build. Written when it ends, however it ends."""

    id: str
    """Unique within the run; steps, actions and findings point to it."""
    build: str
    """Name of the build."""
    task: str
    """Id of the task, such as "guardian.report-absence"."""
    role: str
    """Who did it: teacher, pupil or guardian."""
    form: str
    """School form: "P", "C", "U" or "A"."""
    mode: str
    """Interaction mode, such as "keyboard"."""
    repetition: int
    """Counts from 1. The same task, form, role, mode and repetition on two builds is a pair."""
    order: int
    """Place in the session, from 0; shows the interleaving."""
    case: int
    """Index of the people and things it was done with, in the school data."""
    outcome: Outcome
    """Exactly one."""
    reason: Message | None
    """Why it did not succeed; null if it did."""
    started_at: str
    """When it began."""
    duration_s: float
    """From the first measured action until the outcome was observed; preparation, checks and undo are not in it."""
    seen_by: str | None
    """Role that saw the outcome beside the one who acted; null if nobody else looked."""
    leftover: Message | None = None
    """Why the build could not be left as it was; null if it was, or if there was nothing to undo."""
    planned_steps: int | None = None
    """How many steps the journey has where it is known; null otherwise."""
    step: int | None = None
    """Index of the step that it ended in, if it did not succeed."""
    css_locators: int = 0
    """How many of its targets could only be found by a CSS selector."""
    focus_path: list[str] = field(default_factory=list)
    """For a keyboard barrier: the stops that focus made, in order, each as role and name."""
    heard_near: list[str] = field(default_factory=list)
    """For a barrier by screen reader: what is read out where the target was looked for, without secrets."""
    announced: bool | None = None
    """Whether the last expected outcome was announced by itself; false if it had to be searched for, null in other modes."""
    console_errors: list[str] = field(default_factory=list)
    """What the page wrote to the console as an error, and uncaught exceptions; after them, those of the role that looked."""
    failed_requests: list[Request] = field(default_factory=list)
    """Requests without an answer or with status 400 and above; after them, those of the role that looked."""
    picture: Blob | None = None
    """Blob: the page when it ended, unless it succeeded."""
    tree: Blob | None = None
    """Blob: the accessibility tree when it ended, unless it succeeded."""
    address: str = ""
    """Address of the page when it ended, without secrets, unless it succeeded."""
    title: str = ""
    """Title of that page."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trace:
    """Playwright's trace of a journey: of the attempt itself, or of its repeat after it did not succeed."""

    attempt: str
    """Id of the attempt."""
    blob: Blob
    """Blob: the trace, a zip file without secrets, for `playwright show-trace`."""
    repeat: bool
    """True if the journey was walked once more for it, outside every figure; false if the attempt itself was traced."""
    outcome: Outcome
    """How the traced journey ended; another than the attempt's means that it does not end alike each time."""
    reason: Message | None
    """Why it did not succeed; null if it did."""
    pictures: bool
    """False where the plan masks something: then neither pictures nor pages are in it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A named part of an attempt."""

    attempt: str
    """Id of the attempt."""
    index: int
    """Counts from 1."""
    name: str
    """As the journey names it, or its first action in words."""
    started_s: float
    """After the attempt's first measured action."""
    duration_s: float
    """Until its last action was done and the page usable again."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Action:
    """One thing done: a click, a field filled, a choice. Written when it is done, or when it could not be."""

    attempt: str
    """Id of the attempt."""
    step: int
    """Index of its step."""
    index: int
    """Counts from 1 within the attempt."""
    verb: str
    """What was done: open, follow, click, fill, choose, tick, untick, attach, agree, decline, switch_to, expect, expect_no, read, back, reload."""
    target: str
    """On what, as role and name, such as 'button "Save"'."""
    done: bool
    """False for the action at which the attempt ended without success."""
    started_s: float
    """After the attempt's first measured action."""
    duration_s: float
    """How long the hand's part took the script; says nothing about a person."""
    wait_s: float
    """From the end of the hand's part until the page was usable again."""
    clicks: int
    """Presses of the pointer's button."""
    keystrokes: int
    """Keys pressed, Tab and arrows included."""
    pages: int
    """Documents loaded in the main frame because of it."""
    scrolled_px: float
    """How far the page had to be scrolled to reach the target."""
    pointer_travel_px: float
    """How far the pointer moved."""
    target_width_px: float
    """The target's size along the line of movement is taken from these two."""
    target_height_px: float
    """See target_width_px."""
    operators: str
    """KLM operators in order, such as "HMPBB"; the system's wait stands in wait_s. Empty in a mode that the model does not know."""
    by_css: bool
    """True if the target could only be named by a CSS selector."""
    state: str | None
    """Id of the state that it led to."""
    weak: bool = False
    """For an expectation: it was met before the last action already, so that it proves nothing of what that action did."""
    movements: list[list[float]] = field(default_factory=list)
    """One for each P of the operators whose geometry is known, in order: distance to the target, its width and its
    height. Empty in runs of measuring version 1, of which the first movement is known from the fields above."""
    listened: int | None = None
    """By screen reader: items heard until the target was reached, by the best quick keys; null in other modes."""
    read_past: int | None = None
    """The same, reading line by line."""
    heard: list[Heard] = field(default_factory=list)
    """By screen reader: what was announced once it was done, at most ten."""
    announced: bool | None = None
    """For an expectation by screen reader: whether it was announced; true for an answer to the browser's own dialog that
    only told something; null for everything else."""
    unnamed: list[Heard] = field(default_factory=list)
    """By screen reader: controls without a name that reading line by line meets before the target."""
    status: int | None = None
    """HTTP status of the document that it led to; null if it led to none, or the browser had it already."""
    size_exception: str = ""
    """Why a target of a finger may be smaller than 24 × 24 CSS px (WCAG 2.5.8): spacing, inline or user-agent; empty if
    none of these holds, or if it is large enough."""
    typed_before: int | None = None
    """For an empty field: index of the action that had typed the same into another one; null for everything else, and where
    no check asks for that. What was typed is kept nowhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Vitals:
    """How the browser saw one visit to a page: written when the page was left. Fields are null where it did not say."""

    attempt: str
    """Id of the attempt."""
    action: int
    """Index of the action that led there; 0 for the page that the attempt began on."""
    state: str | None
    """Id of the state in which the page was when that action was over."""
    soft: bool
    """True if the address changed within one document. The browser's figures are of documents: all others are null then."""
    ttfb_s: float | None
    """Time to first byte: from the document's beginning, redirects included, until its answer began."""
    lcp_s: float | None
    """Largest contentful paint: until the largest text or picture in sight was drawn, as far as it was when last asked."""
    inp_s: float | None
    """Interaction to next paint: the slowest key, press or tap until something was drawn; to 8 ms, and none below 16."""
    cls: float | None
    """Cumulative layout shift: the worst window of unexpected movement, without a unit."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NamedLink:
    """A link among those that pages have in common."""

    name: str
    """What it is called."""
    target: str
    """Where it leads: path, and which questions it asks there, without their values; the host only where it is another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A navigation, a header or a footer, outside the main part of a page."""

    role: str
    """navigation, banner or contentinfo."""
    name: str
    """Its accessible name; empty if it has none."""
    selector: str
    """The way to it."""
    box: list[float]
    """Where it stood in the window: x, y, width, height in CSS pixels; empty if it was not in sight."""
    links: list[NamedLink]
    """In their order; links of a group within it are that group's."""


@dataclass(frozen=True, slots=True, kw_only=True)
class HelpOffer:
    """A link or button, outside the main part of a page, that leads to help or to somebody who helps."""

    name: str
    """What it is called; of a number or address to write to, only which of the two it is."""
    target: str
    """As that of a link; empty for a button."""
    selector: str
    """The way to it."""
    box: list[float]
    """Where it stood in the window; empty if it was not in sight."""
    place: int
    """How many of the page's parts begin before it."""
    within: str
    """The part that it stands in; empty if it stands in none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextCounts:
    """How long the words and sentences of a page's instructions and messages are. Numbers alone, and no text."""

    selector: str
    """The way to the longest of these texts."""
    box: list[float]
    """Where that stood in the window; empty if it was not in sight."""
    sentences: int
    """Sentences; a text without a full stop is one."""
    words: int
    """Words."""
    long_words: int
    """Words of more than six letters."""
    syllables: int
    """Syllables of English words, counted by their groups of vowels."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a state is compared by with the others of its build."""

    address: str
    """Its own address, as links' targets are written."""
    heading: str
    """The main heading; empty if there is none."""
    language: str
    """The language that the page declares, such as "sv"; empty if it declares none."""
    routed: bool
    """Whether a script led here: the document was loaded at another address."""
    groups: list[LinkGroup]
    """Navigations, header and footer, in their order."""
    parts: list[str]
    """The page's parts in their order, by role and name: "banner", "navigation Main", "main"."""
    help: list[HelpOffer]
    """What leads to help."""
    text: TextCounts | None = None
    """Of instructions and messages; null where there are none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A distinct condition of the page, reached in one mode on one build. Written once per run."""

    id: str
    """Unique within the run: build, mode and digest."""
    build: str
    """Name of the build."""
    mode: str
    """Mode in which it was reached."""
    url: str
    """Address at which it was first met, without secrets."""
    title: str
    """The page's title then."""
    digest: str
    """SHA-256 over the page's structure, without its texts: two pupils' pages of one kind have one digest."""
    elements: int
    """Number of elements, frames and shadow roots included."""
    attempt: str
    """Attempt that met it first; empty for a page that a scan opened by its address."""
    step: int
    """Index of the step that met it first; 0 for a page of a scan."""
    scanned: bool
    """Whether the accessibility engine looked at it; false says why in `scan_error` or that scanning was off."""
    scan_error: str
    """Why the engine could not look at it; empty if it could."""
    scan_s: float
    """How long that took; in no other figure. 0 where `scanned_as` names another state."""
    scanned_as: str = ""
    """State of another mode, the same page with the same looks, whose scan is this one's, too; empty for a scan of its own."""
    passes: list[str] = field(default_factory=list)
    """Rules that applied and found nothing wrong."""
    inapplicable: list[str] = field(default_factory=list)
    """Rules that found nothing to look at."""
    picture: Blob | None = None
    """Blob: what the screen showed, with the plan's masks."""
    unpictured: str = ""
    """Why there is no picture: undrawn, if the page's scripts kept it from being drawn in time, or page-closed; empty if there is one."""
    place: str = ""
    """For a page of a scan: its address without the host, by which it is found again on another build."""
    not_opened: Message | None = None
    """For a page of a scan: why it could not be opened; null if it could."""
    unasked: dict[str, str] = field(default_factory=dict)
    """Checks that did not look at it, each with the code of the reason."""
    leftover: Message | None = None
    """Why what was sent on the way to it, walked once more for the checks, may still be there; null if nothing is."""
    facts: Facts | None = None
    """What it is compared by with other states; null where no check asks for that, or where it could not be read."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Element:
    """A thing on a page, as it can be found again."""

    role: str
    """Role in the accessibility tree; empty if it has none."""
    name: str
    """Accessible name; empty if it has none."""
    selector: str
    """CSS selector, through frames and shadow roots with " >> "."""
    snippet: str
    """Its own markup, cut to 300 characters, without the values of fields."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One accessibility problem: rule, element, state."""

    id: str
    """Unique within the run."""
    state: str
    """Id of the state it was found in."""
    build: str
    """Name of the build."""
    mode: str
    """Mode in which the state was reached."""
    task: str
    """Task on whose way it was first met; actions say which other tasks pass the state."""
    step: str
    """Name of the step in which it was first met."""
    engine: str
    """Who says so, such as "axe-core 4.12.0"."""
    rule: str
    """Id of the rule."""
    verdict: Verdict
    """violation, or needs-review where a person has to look."""
    criteria: list[str]
    """WCAG 2.2 success criteria, such as "1.4.3"; empty for a best practice."""
    clauses: dict[str, list[str]]
    """EN 301 549 clauses by version of the standard."""
    best_practice: bool
    """True if no success criterion stands behind it: reported apart, never in a count against a standard."""
    impact: str
    """minor, moderate, serious or critical; the engine's own scale."""
    element: Element
    """Where."""
    values: dict[str, Any]
    """What was seen, such as the contrast measured."""
    fingerprint: str
    """The same problem has the same fingerprint in another build."""
    picture: Blob | None = None
    """Blob: the element and its surroundings."""
    box: list[float] = field(default_factory=list)
    """The element within the picture: x, y, width, height in CSS pixels; empty if it is not in sight."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """A text that had to be seen while a journey was recorded."""

    text: str
    """The text, without secrets."""
    at: str
    """When it was seen."""
    weak: bool = False
    """It stood there before the last action already."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnPart:
    """What a person did by hand while a journey was recorded, signing in included: so long they take before the next request."""

    at: str
    """When it began."""
    operators: str
    """KLM operators in order, such as "HMPBB"."""
    movements: list[list[float]]
    """One for each P: distance to the target, its width and its height."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Recording:
    """The traffic of one journey, from which load is made."""

    id: str
    """Unique within the run."""
    build: str
    """Build that it was recorded on."""
    task: str
    """Id of the task."""
    role: str
    """Who did it."""
    form: str
    """School form."""
    attempt: str
    """Attempt that was recorded."""
    case: int
    """Index of its people and things in the school data."""
    har: Blob
    """Blob: HTTP archive 1.2 with bodies, gzipped. A secret is replaced by "[secret:NAME]", the same wherever it stood."""
    values: dict[str, str]
    """The case's values by dotted name, such as child.name; secrets as "[secret:NAME]"."""
    typed: list[str]
    """What the person typed or chose, in order."""
    signed_in_at: str
    """When the sign-in was over: requests before belong to it."""
    ended_at: str
    """When the outcome had been observed."""
    expectations: list[Expectation]
    """Texts that proved the way, in order; the last proves the outcome."""
    signs_in: bool = True
    """Whether the sign-in is in it: only then can others replay it."""
    mark: str = ""
    """The word that the journey could put into its texts; whoever replays it writes the same. Empty in earlier versions."""
    own_parts: list[OwnPart] = field(default_factory=list)
    """What the person did by hand, in order of time. Empty in runs of earlier versions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyCheck:
    """One question to the platform: does this answer belong to somebody else?"""

    id: str
    """Unique within the run."""
    build: str
    """Name of the build."""
    kind: str
    """isolation: another account asked. residue: the same browser asked after log-out."""
    task: str
    """Task whose personal content was asked for."""
    role: str
    """Role of the account whose content it is."""
    asked_by: str
    """Role of the account that asked; "nobody" without a session."""
    method: str
    """HTTP method."""
    url: str
    """Address asked for, without secrets."""
    status: int
    """HTTP status of the answer; 0 if there was none."""
    verdict: Disclosure
    """What came back."""
    disclosed: list[str]
    """Which personal values could be read, by their names in the school data, never the values."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LostWorker:
    """A worker that went away while it was sending load, and the gap that it left."""

    heard_s: float
    """When it told for the last time, after the session's start. What it had counted until then is in the windows."""
    noticed_s: float
    """When it was noticed that it is gone. From then on its arrivals were the others'."""
    unknown: int
    """People who were under way in it, or should have arrived through it before that was noticed. They stand in no window."""
    taken_over: int
    """Arrivals of its share that the other workers took over."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayedRequest:
    """One request of a replay, beside the recorded one."""

    name: str
    """Method and address pattern."""
    kind: str
    """document, api or asset."""
    signing_in: bool
    """Whether it belongs to the sign-in."""
    recorded_status: int
    """HTTP status in the recording, at the end of its redirects."""
    status: int
    """HTTP status in the replay; 0 if it was not sent or not answered."""
    recorded_bytes: int
    """Size of the recorded answer."""
    bytes: int
    """Size of the answer in the replay."""
    differs: list[str]
    """What is not as recorded: sent, status or size."""
    failure: str
    """Code of what was wrong with the answer; empty if nothing was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """One recording, sent once as another account before any load: whether it does what was recorded."""

    id: str
    """Unique within the run."""
    build: str
    """Name of the build that it was sent at."""
    task: str
    """Id of the task."""
    role: str
    """Who did it."""
    form: str
    """School form."""
    recording: str
    """Id of the recording."""
    second: str
    """Id of the recording that its rules were held against; empty if the run has none."""
    case: int
    """Index, in the school data, of the account that it was sent as; -1 if it was not sent."""
    proof: str
    """What shows the outcome: text, shape (the keys of a JSON answer), or none."""
    requests: list[ReplayedRequest]
    """All requests of the recording, in its order."""
    values: dict[str, int]
    """How many values of its requests are of each kind: fixed, own, given, made, form."""
    rules: int
    """How many rules find the values that the platform gives."""
    unexplained: list[str]
    """Values of which nobody knows where they come from, by place and request."""
    corrected: int
    """How many values a file of rules explains."""
    failure: str
    """Code of why the outcome was not in the answer; empty if it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadForecast:
    """What a load session was going to send, as it was told before its first person arrived."""

    tasks: dict[str, int]
    """People by task."""
    requests: int
    """Of all people together; where the platform redirects, more."""
    peak_requests_per_s: int
    """Most of them within one second, if the platform answers at once."""
    writes: dict[str, int]
    """By task, requests that may write data; signing in is not counted."""
    labels: dict[str, list[str]]
    """By task, the words that what it writes can be found by; tasks whose texts hold none are missing."""
    left_out: list[str]
    """Hosts that the recorded pages asked for, too, and that are sent nothing."""
    prepared: dict[str, int] = field(default_factory=dict)
    """By task, for how many accounts what it needs was put in place before, or tried to be: that may have written data, too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadSession:
    """One situation, sent at one build."""

    id: str
    """Unique within the run; windows point to it."""
    build: str
    """Name of the build."""
    situation: str
    """Id of the situation, such as "absence-morning"."""
    started_at: str
    """When the first person could have arrived."""
    duration_s: float
    """How long people kept arriving."""
    seed: int
    """Of the arrivals."""
    people: int
    """How many arrived, by the schedule."""
    peak_per_minute: float
    """The schedule's highest arrival rate."""
    mix: dict[str, float]
    """Share of each role."""
    window_s: float
    """Length of a window."""
    late: int
    """Arrivals that the generator started more than 100 ms after their time: its limit, not the platform's."""
    generator_cpu: float
    """Share of one core that the generator used; of several workers, the busiest."""
    stopped: Message | None
    """Why it ended early; null if it did not."""
    not_replayed: dict[str, str] = field(default_factory=dict)
    """Tasks of the situation that could not be replayed, with the code of the reason."""
    workers: int = 1
    """How many processes shared the arrivals."""
    lost_workers: list[LostWorker] = field(default_factory=list)
    """Those of them that went away before the end, in order of time."""
    pupils: int | None = None
    """Size of the school system whose rates were sent; null where a rate was asked for."""
    visits_per_pupil: float | None = None
    """How many people were taken to come for each of its pupils."""
    minutes: float | None = None
    """How long the situation takes in a school's day; its curve was passed in `duration_s`. Null in earlier versions."""
    of_size: float = 1.0
    """Share of that size's rates that was sent: below 1 where this machine can send no more."""
    forecast: LoadForecast | None = None
    """What was going to be sent. Null in earlier versions."""
    own_pace: bool = False
    """Whether people took the time that is predicted for their own part; else as long as the recording's browser did."""
    left: dict[str, int] | None = None
    """By task, people who did it and of whose data nobody knows that it is gone. Null in earlier versions."""
    purpose: str = "situation"
    """situation; or capacity: one arrival rate of a search, with the situation's tasks and mix, and in none of its figures."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LoadWindow:
    """What happened in one span of a load session to one task or one request. Windows add up, histograms merge."""

    session: str
    """Id of the load session."""
    build: str
    """Name of the build."""
    kind: str
    """task, request, or part: a part of tasks that is told apart, such as signing in; in no sum of tasks."""
    name: str
    """Id of the task; for a request its method and address pattern; for a part its name, such as "sign-in"."""
    task: str
    """Id of the task that the request belongs to; "sign-in" for signing in."""
    role: str
    """Who."""
    start_s: float
    """Beginning of the window after the session's start. A person belongs to the window in which they would have acted."""
    started: int
    """How many began."""
    completed: int
    """How many reached their outcome."""
    failed: int
    """How many did not."""
    failures: dict[str, int]
    """Why, by code, such as "sent-back-to-log-in" or "status-500"."""
    histogram: str
    """HdrHistogram (V2, base64) of the time to complete in microseconds, from the intended start, successes only."""
    again: int = 0
    """Of requests, how many were sent a second time, since the platform closed a kept connection without an answer. The time of both
    is in the histogram."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Strain:
    """How near the people of one task, or those who made one request, came to a limit."""

    limit: str
    """success: the share of people who reach their outcome; wait: the time of one request in twenty."""
    task: str
    """Id of the task; "sign-in" for signing in; empty for all tasks together."""
    role: str
    """Who; empty for everybody."""
    request: str
    """Method and address pattern of the request that was waited for; empty for the limit of success."""
    people: int
    """How many were counted: people, or requests."""
    beyond: int
    """How many of them did not succeed, or waited longer than the limit."""
    p95_s: float | None = None
    """95th percentile of the wait; null for the limit of success, and where no request was answered."""
    why: str = ""
    """For the limit of success: the most frequent code of a failure."""


@dataclass(frozen=True, slots=True, kw_only=True)
class CapacityLevel:
    """One arrival rate of a search for capacity, as it was judged when its session had ended. Sessions of one rate are judged
    together, so that the last level of a rate counts."""

    session: str
    """Id of the load session."""
    build: str
    """Name of the build."""
    situation: str
    """Id of the situation whose tasks and mix of people were sent."""
    index: int
    """Counts from 1 within the search."""
    phase: str
    """ramp: too short to show that limits are kept; search; or recovery: a low rate after the load fell."""
    per_minute: float
    """People arriving per minute."""
    verdict: str
    """kept; broken; cannot-tell: too few people for either; or generator: what sent the load was at its own limit."""
    sessions: int
    """How many sessions at this rate were judged together."""
    people: int
    """How many arrived in them."""
    failed: int
    """How many of these did not reach their outcome."""
    success: float
    """The limit: the share of people who have to reach their outcome."""
    wait_s: float
    """The limit: what the 95th percentile of each request's wait may be."""
    gave_way: list[Strain]
    """The limits that were shown to be broken, the most strained first."""
    slowest: Strain | None
    """The request that was waited for longest, whatever the verdict; null if none was answered."""
    late: int
    """Arrivals that the generator started more than 100 ms after their time."""
    generator_cpu: float
    """Share of one core that the generator used, at most."""
    recovered_s: float | None = None
    """Of a recovery: seconds from the end of the high rate until nobody failed or waited longer than the limit any more; null if that did not come."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """One journey that a real browser walked while load was sent: somebody came, signed in, and did one task. No attempt, and in no
    figure of attempts."""

    id: str
    """Unique within the run."""
    session: str
    """Id of the load session under which it was walked."""
    build: str
    """Name of the build."""
    task: str
    """Id of the task."""
    role: str
    """Who."""
    form: str
    """School form."""
    mode: str
    """Interaction mode."""
    number: int
    """Which of the browsers, from 1."""
    case: int
    """Index of its people and things in the school data."""
    at_s: float
    """When the person came, after the session's start."""
    outcome: Outcome
    """As of an attempt; here environment-error, too, is the platform's: who is not let in, or gets no answer, did not get it done."""
    reason: Message | None
    """Why it did not succeed; null if it did. not-over: long after the load had ended it still went on."""
    getting_in_s: float | None
    """From coming until the task itself began: signing in, and what had to be prepared; null if it never began."""
    took_s: float
    """From coming until the task was done, or until it was over without; of one that is not-over, until it was broken off."""
    duration_s: float
    """Of the task itself, as of an attempt."""
    waits_s: list[float]
    """After each action until the page was usable again, in order."""
    slowest: str
    """Verb and target of the action that was waited for longest; empty if there was none."""
    lcp_s: list[float]
    """Largest contentful paint of each page that the task led to."""
    picture: Blob | None = None
    """Blob: the page when it ended, unless it succeeded."""


FILES: dict[str, type] = {
    "attempts": Attempt,
    "traces": Trace,
    "steps": Step,
    "actions": Action,
    "vitals": Vitals,
    "states": State,
    "findings": Finding,
    "recordings": Recording,
    "privacy": PrivacyCheck,
    "replays": Replay,
    "load_sessions": LoadSession,
    "load_windows": LoadWindow,
    "capacity": CapacityLevel,
    "probes": Probe,
}
"""Which record lies in which file of the run directory (`attempts` is `attempts.jsonl`)."""

Record = (
    Attempt
    | Trace
    | Step
    | Action
    | Vitals
    | State
    | Finding
    | Recording
    | PrivacyCheck
    | Replay
    | LoadSession
    | LoadWindow
    | CapacityLevel
    | Probe
)


def blob_fields(record: type) -> tuple[str, ...]:
    """Names of a record's fields that hold a blob's path.

    Args:
        record: One of `FILES`.
    """
    hints = get_type_hints(record, include_extras=True)
    return tuple(name for name, hint in hints.items() if Blob in (hint, *get_args(hint)))
