"""Gives pytest the words for an attempt that did not succeed: `pytest -p scenarios.runner -p skolprov.wording RUN/run.json`."""

from __future__ import annotations

from evidence.records import Attempt
from evidence.run_directory import RunDirectory
from reports.story import facts_of, failure
from reports.words import LANGUAGES, Words


def words_of(language: str) -> Words:
    """The words of a language; English for one that there are no words in."""
    return Words(language if language in LANGUAGES else "en")


def pytest_skolprov_wording(attempt: Attempt, directory: RunDirectory, language: str) -> str:
    """What stopped the attempt, what to mend, and where more is to be seen."""
    words = words_of(language)
    return "\n".join(failure(facts_of(directory, attempt.id, words.language), words, directory))
