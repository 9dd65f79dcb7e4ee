"""The demo school's words in Swedish and English: Fluent texts, and dates as people write them."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

from babel.dates import format_date
from fluent.runtime import FluentBundle, FluentResource

LANGUAGES = ("sv", "en")
"""The first is used when a browser asks for neither."""


class UnknownTextError(KeyError):
    """A page asked for a text that the locale files do not have: a bug of ours."""


@cache
def _bundle(language: str) -> FluentBundle:
    bundle = FluentBundle([language], use_isolating=False)
    source = (Path(__file__).parent / "locale" / f"{language}.ftl").read_text("utf-8")
    bundle.add_resource(FluentResource(source))
    return bundle


@cache
def _plain(language: str, key: str) -> str:
    return _formatted(language, key, {})


def _formatted(language: str, key: str, values: dict[str, object]) -> str:
    bundle = _bundle(language)
    if not bundle.has_message(key):
        raise UnknownTextError(f"{language}.ftl has no {key}")
    pattern = bundle.get_message(key).value
    assert pattern is not None
    text, errors = bundle.format_pattern(pattern, values)
    if errors:
        raise UnknownTextError(f"{language}.ftl, {key}: {errors[0]}")
    return str(text)


def worded(language: str, key: str, **values: object) -> str:
    """A text in a language.

    Args:
        language: "sv" or "en".
        key: The text's name in the locale files.
        values: What the text speaks of.
    Raises:
        UnknownTextError: The text does not exist, or lacks a value.
    """
    return _formatted(language, key, values) if values else _plain(language, key)


def keys(prefix: str) -> list[str]:
    """Names of all texts that begin so: what a page hands to its script."""
    lines = (Path(__file__).parent / "locale" / "en.ftl").read_text("utf-8").splitlines()
    return [line.partition(" =")[0] for line in lines if line.startswith(prefix)]


@cache
def day_in_words(language: str, day: str, *, year: bool = False) -> str:
    """A day such as "Monday 23 November", from "2026-11-23"."""
    pattern = "EEEE d MMMM y" if year else "EEEE d MMMM"
    return str(format_date(date.fromisoformat(day), pattern, locale="sv" if language == "sv" else "en_GB"))
