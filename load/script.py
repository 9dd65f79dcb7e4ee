"""A recording made replayable: what one person sends, what they wait for, and where each value comes from."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any, Literal

from pydantic import TypeAdapter

from load.form import Change, FormRef
from load.rules import Extraction
from load.template import Template

Kind = Literal["document", "api", "asset"]
Answers = Literal["html", "json", "other"]


@dataclass(frozen=True, slots=True)
class FormBody:
    """A form of an earlier page, filled in and sent; its address and its other fields are the live form's."""

    kind: Literal["form"]
    page: int
    """Index of the step whose answer holds the form."""
    form: FormRef
    changes: tuple[Change, ...]
    extra: tuple[tuple[Template, Template], ...] = ()
    """Pairs that the page's script added."""
    files: tuple[tuple[str, str], ...] = ()
    """Field and file name of each upload."""


@dataclass(frozen=True, slots=True)
class FieldsBody:
    """Pairs that no form of the page explains, put together by a script."""

    kind: Literal["fields"]
    fields: tuple[tuple[Template, Template], ...]
    multipart: bool = False


@dataclass(frozen=True, slots=True)
class JsonBody:
    """A JSON content with holes."""

    kind: Literal["json"]
    content: Any
    """As recorded."""
    holes: tuple[tuple[tuple[str | int, ...], Template], ...]
    """What takes the place of which value in it."""
    mime: str = "application/json"


@dataclass(frozen=True, slots=True)
class TextBody:
    """Anything else."""

    kind: Literal["text"]
    text: Template
    mime: str = ""


Body = FormBody | FieldsBody | JsonBody | TextBody


@dataclass(frozen=True, slots=True)
class Step:
    """One request and what its answer must be."""

    kind: Kind
    method: str
    name: str
    """Method and address pattern, the same for all people."""
    address: Template
    """Without the host; for a form, only where the form's own address is not used."""
    headers: tuple[tuple[str, Template], ...]
    body: Body | None
    wave: int
    """Steps of one wave are sent at the same time, as the browser did."""
    pause_s: float
    """What passed before it in the recording."""
    signing_in: bool
    status: int
    """Recorded status at the end of its redirects; below 400, a live one from 400 on is a failure."""
    answers: Answers
    asks_for_password: bool
    """Whether the recorded answer did; if not, a live one that does has sent the person back to log in."""
    final_path: str
    """Path of the recorded answer, at the end of its redirects."""
    size_bytes: int = 0
    """Of the recorded answer."""
    sights: tuple[Template, ...] = ()
    """Texts that must be in its answer."""
    shape: str = ""
    """The JSON answer's keys, where nothing else shows the outcome."""
    own_s: float = 0.0
    """What the person themselves does before it, as predicted for them; 0 where nobody acted, and the pause is the browser's."""


Why = Literal["secret", "seen-without-a-rule", "long-and-never-seen", "id-without-a-source", "differs-between-accounts"]


@dataclass(frozen=True, slots=True)
class Unexplained:
    """A value that the replay cannot know."""

    step: str
    place: str
    why: Why


@dataclass(frozen=True, slots=True)
class Script:
    """All that is needed to send one task as anybody."""

    task: str
    role: str
    form: str
    recording: str
    """Id of the recording."""
    base: str
    """Path under which the recorded build lay; empty at the root."""
    log_in_path: str
    """Path of the page that asks for the password; empty if none was seen."""
    steps: tuple[Step, ...]
    extractions: tuple[Extraction, ...]
    unexplained: tuple[Unexplained, ...] = ()
    third_parties: tuple[str, ...] = ()
    """Hosts that were asked in the recording and are left alone in the replay."""
    needs: frozenset[str] = field(default_factory=frozenset)
    """Names of the case's values without which it cannot be sent."""
    proof: Literal["text", "shape", "none"] = "none"
    """What shows the outcome."""
    mark: str = ""
    """The word that the journey could put into its texts."""
    label: str = ""
    """The word in what it writes by which that can be found; empty where there is none."""


SCRIPT = TypeAdapter(Script)
"""Reads and writes a script as JSON."""
