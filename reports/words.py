"""Puts words to codes, in the reader's language; so that evidence holds no sentences and reads well in both.

The words stand in `reports/locale/*.LANGUAGE.ftl` (Fluent); what they do not know is looked for in the run's own
catalogue of messages, and in the end shown as its code and values: never left out.
"""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from babel import Locale
from babel.dates import format_date, format_datetime
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent
from fluent.runtime import FluentBundle, FluentResource
from fluent.syntax.ast import Resource

from evidence.problem import Problem
from evidence.records import SIGN_IN, Message
from reports.model import Report

LANGUAGES = ("en", "sv")
_LOCALE = Path(__file__).parent / "locale"
_CULTURE = {"en": "en_GB", "sv": "sv_SE"}
_QUOTES = {"en": "“”", "sv": "””"}
MINUS = "\N{MINUS SIGN}"
_TOLD = re.compile(
    r"(?:(?P<verb>open|reload|back|follow|click|fill|choose|tick|untick|attach|agree|decline|switch_to|expect|expect_no|read) )?"
    r'(?:(?P<page>page)|(?:(?P<role>[a-z][a-z-]*) )?"(?P<name>.*?)"(?: in "(?P<place>[^"]*)")?)',
    re.DOTALL,
)
"""What records call a thing (`button "Save"`, perhaps with the part it stands in) and what was done to it (`click button "Save"`)."""


class Words:
    """The words of one language.

    Args:
        language: "en" or "sv".
        messages: Message code → language → Fluent pattern, from the run's catalogue.
        titles: What to write in place of an id that occurs as a value, such as a task's title.
    Raises:
        Problem: There are no words in that language.
    """

    def __init__(
        self,
        language: str,
        messages: Mapping[str, Mapping[str, str]] | None = None,
        titles: Mapping[str, str] | None = None,
    ) -> None:
        if language not in LANGUAGES:
            raise Problem(f'there are no words in "{language}"', do=f"Write one of: {', '.join(LANGUAGES)}.")
        self.language = language
        self.titles = dict(titles or {})
        self._culture = Locale.parse(_CULTURE[language])
        self._bundle = _bundle(language, messages or {})

    def knows(self, code: str) -> bool:
        """Whether there are words for a code."""
        return bool(self._bundle.has_message(_identifier(code)))

    def say(self, code: str, **values: Any) -> str:
        """The sentence of a code, with its values in place.

        Args:
            code: Id of a message, such as "headline-lost"; signs that Fluent does not allow count as hyphens.
            values: What the sentence speaks of. Lists become enumerations, ids with a title their title.
        """
        identifier = _identifier(code)
        spoken = {name: self._spoken(value) for name, value in values.items()}
        if not self._bundle.has_message(identifier):
            return _bare(code, spoken)
        pattern = self._bundle.get_message(identifier).value
        if pattern is None:
            return _bare(code, spoken)
        text, _ = self._bundle.format_pattern(pattern, spoken)
        return str(text)

    def situation(self, name: str) -> str:
        """What a situation of load is called; one that a plan brought by its own id."""
        return self.say(f"situation-{name}") if self.knows(f"situation-{name}") else name

    def message(self, message: Message | None) -> str:
        """The sentence of a record's message; empty for none."""
        return self.say(message.code, **message.values) if message else ""

    def headline(self, message: Message) -> str:
        """The sentence of a headline, begun with whom it concerns: "Teachers and pupils: …"."""
        said = self.message(message)
        roles = [self.say(f"roles-{role}").lower() for role in message.values.get("roles", ())]
        if not roles:
            follows = (
                "roles" in message.values
            )  # written to go on after a colon; what begins with a build's name is not
            return f"{said[:1].upper()}{said[1:]}" if follows else said
        who = self.list(roles)
        return f"{who[:1].upper()}{who[1:]}: {said}"

    def number(self, value: float, digits: int = 0) -> str:
        """A number with a fixed number of decimals, by the language's rules, with a true minus sign."""
        return format_decimal(_rounded(value, digits), _decimals(digits), locale=self._culture).replace("-", MINUS)

    def percent(self, share: float, digits: int = 0) -> str:
        """A share as a percentage."""
        pattern = self._culture.percent_formats[None].pattern.replace("#,##0", _decimals(digits))
        return format_percent(_rounded(share, digits + 2), pattern, locale=self._culture).replace("-", MINUS)

    def date(self, iso: str) -> str:
        """The day of a time in ISO 8601."""
        return format_date(datetime.fromisoformat(iso).date(), "long", locale=self._culture)

    def time(self, iso: str) -> str:
        """Day and time of day, in UTC."""
        return format_datetime(datetime.fromisoformat(iso), "d MMMM yyyy HH:mm 'UTC'", locale=self._culture)

    def list(self, items: list[str]) -> str:
        """An enumeration: "a, b and c"."""
        return format_list(items, style="standard", locale=self._culture)

    def quoted(self, text: str) -> str:
        """A text in the language's quotation marks, as it is."""
        return text.join(_QUOTES[self.language])

    def told(self, text: str) -> str:
        """A thing, or what was done to it, in the reader's words: `click button "Save"` as records have it. Any other text as it is."""
        match = _TOLD.fullmatch(text)
        if match is None:
            return text
        verb, page, role, name, place = match.group("verb", "page", "role", "name", "place")
        thing = self.say("told-page") if page else self.say("told-thing" if role else "told-name", role=role, name=name)
        if place is not None:
            thing = self.say("told-place", thing=thing, place=place)
        return self.say("told-deed", verb=verb, thing=thing) if verb else thing

    def _spoken(self, value: Any) -> Any:
        if value is None:
            return ""
        if isinstance(value, bool):
            return str(value).lower()
        if isinstance(value, str):
            # Which part cuts off or scrolls is chosen by the word itself.
            return self.titles.get(value) or (value if value == "page" else self.told(value))
        if isinstance(value, list | tuple):
            return self.list([str(self._spoken(item)) for item in value])
        if isinstance(value, int | float) and math.isfinite(value):
            return value
        return str(value)


def words_for(report: Report, language: str) -> Words:
    """The words of a report: tasks, situations and measures by their titles, and the messages that its runs brought."""
    words = Words(language, report.messages)
    for task in report.tasks:
        words.titles[task.id] = task.title_sv if language == "sv" else task.title_en
    for number, known in report.criteria_catalogue.items():
        title = known.get(f"title_{language}") or known.get("title_en")
        words.titles[number] = f"{number} {title}" if title else number
    named = {f"measure-{m.id}": m.id for m in report.measures} | {f"situation-{s.id}": s.id for s in report.load}
    named["load-task-sign-in"] = SIGN_IN
    words.titles |= {item: words.say(code) for code, item in named.items() if words.knows(code)}
    return words


def _bundle(language: str, messages: Mapping[str, Mapping[str, str]]) -> FluentBundle:
    texts = {code: patterns.get(language) or patterns.get("en") or "" for code, patterns in messages.items()}
    return _bundle_of(language, tuple(texts.items()))


@lru_cache(maxsize=16)
def _bundle_of(language: str, messages: tuple[tuple[str, str], ...]) -> FluentBundle:
    """One for all formats of a report: it keeps each sentence in the form that it made of it when it was first said."""
    bundle = FluentBundle([_CULTURE[language].replace("_", "-")], use_isolating=False)
    for code, text in messages:
        indented = text.replace("\n", "\n    ")
        bundle.add_resource(FluentResource(f"{_identifier(code)} = {indented}\n"), allow_overrides=True)
    for resource in _locale(language):
        bundle.add_resource(resource, allow_overrides=True)
    return bundle


@cache
def _locale(language: str) -> list[Resource]:
    """Our own words, read once: parsing them takes a third of a second."""
    return [FluentResource(file.read_text("utf-8")) for file in sorted(_LOCALE.glob(f"*.{language}.ftl"))]


def _identifier(code: str) -> str:
    identifier = re.sub(r"[^A-Za-z0-9_-]", "-", code)
    return identifier if identifier[:1].isalpha() else f"code-{identifier}"


def _bare(code: str, values: Mapping[str, Any]) -> str:
    said = ", ".join(f"{name}: {value}" for name, value in values.items())
    return f"{code} ({said})" if said else code


def _rounded(value: float, digits: int) -> float:
    """Without the negative zero that would read as "−0"."""
    return round(value, digits) + 0.0


def _decimals(digits: int) -> str:
    return f"#,##0.{'0' * digits}" if digits else "#,##0"
