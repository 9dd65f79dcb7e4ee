"""The same accessibility problem, recognised in another build; so that "new", "fixed" and "still there" mean something.

What a rebuild changes is left out: generated ids, class names, the order of siblings, containers without a meaning,
the host and port, digits, and what differs between one family and the next.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping, Sequence
from functools import cache
from urllib.parse import parse_qsl, urlsplit

from babel.dates import get_day_names, get_month_names

_WITHOUT_MEANING = frozenset({"html", "body", "div", "span", "center", "font", "b", "i"})
"""Inserted and removed for looks; as ancestors they say nothing."""
_TEST_IDS = ("data-testid", "data-test", "data-cy")
_HASH = re.compile(r"(?=[0-9a-f]*\d)(?=[0-9a-f]*[a-f])[0-9a-f]{6,}|\d+(?:[\s.,:/–-]+\d+)*", re.IGNORECASE)


def fingerprint(
    rule: str,
    role: str,
    name: str,
    path: Sequence[Mapping[str, str]],
    *,
    task: str,
    step: str,
    varying: Sequence[str] = (),
) -> str:
    """Name a problem so that it can be found again in another build.

    Args:
        rule: Id of the rule.
        role: The element's role; empty if it has none.
        name: The element's accessible name.
        path: The element's ancestors and itself, outermost first, as `a11y.engine.RawFinding.path` has them.
        task: Id of the task on whose way it was met.
        step: Name of the step.
        varying: Values that another attempt has otherwise: the case's names, titles, rooms.
    Returns:
        Twenty hexadecimal digits.
    """
    parts = [rule, role, same_words(name, varying), normal_path(path, varying), task, same_words(step, varying)]
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:20]


def same_words(text: str, varying: Sequence[str] = ()) -> str:
    """The text with a placeholder for all that another day or another family has otherwise.

    >>> same_words("Lämna Elsas blankett senast fredag 3 maj, kl. 14:30", ["Elsa Ek"])
    'lämna ¤ blankett senast @ # @, kl. #'
    """
    if forms := _forms(varying):
        text = re.sub(rf"(?<!\w)(?:{forms})(?:['’:]?s)?(?!\w)", "¤", text, flags=re.IGNORECASE)
    text = _calendar_words().sub("@", text)
    return " ".join(_HASH.sub("#", text).casefold().split())


def normal_path(path: Sequence[Mapping[str, str]], varying: Sequence[str] = ()) -> str:
    """A path that a rebuild leaves as it is: what has a meaning, by tag, role and names that somebody chose."""
    *outer, element = path or ({},)
    kept = [_part(part, varying) for part in outer if _has_meaning(part)]
    return "/".join([*kept, _part(element, varying)])


def _has_meaning(part: Mapping[str, str]) -> bool:
    return part.get("tag") not in _WITHOUT_MEANING or "role" in part or any(key in part for key in _TEST_IDS)


def _part(part: Mapping[str, str], varying: Sequence[str]) -> str:
    out = part.get("tag", "")
    for key in ("role", "name", "type", *_TEST_IDS):
        if value := part.get(key):
            out += f"[{key}={same_words(value, varying)}]"
    for key in ("href", "src"):
        if value := part.get(key):
            out += f"[{key}={_address(value, varying)}]"
    return out


def _address(value: str, varying: Sequence[str]) -> str:
    """A link's target without host, port, values and version: the place, and which questions it asks."""
    try:
        parts = urlsplit(value.strip())
    except ValueError:
        return "?"
    if parts.scheme not in ("", "http", "https"):
        return parts.scheme
    keys = ",".join(sorted({key for key, _ in parse_qsl(parts.query, keep_blank_values=True)}))
    return f"{same_words(parts.path, varying)}?{keys}" if keys else same_words(parts.path, varying)


def _forms(varying: Sequence[str]) -> str:
    """A pattern for the values, longest first. A person's name is recognised by its parts, too ("Elsa" of "Elsa Ek")."""
    forms: set[str] = set()
    for value in varying:
        words = value.split()
        if len(value) > 1:
            forms.add(value)
        if len(words) in (2, 3, 4) and all(word[:1].isupper() and word.isalpha() for word in words):
            forms.update(words)
    return "|".join(r"[\s_+.-]+".join(map(re.escape, form.split())) for form in sorted(forms, key=len, reverse=True))


@cache
def _calendar_words() -> re.Pattern[str]:
    """Names of months and weekdays, in English and Swedish; short ones only beside a digit, for "sat" is a word, too."""
    names = {
        width: {
            name.rstrip(".")
            for locale in ("en", "sv")
            for table in (get_month_names(width, locale=locale), get_day_names(width, locale=locale))
            for name in table.values()
        }
        for width in ("wide", "abbreviated")
    }
    wide, short = ("|".join(sorted(names[width], key=len, reverse=True)) for width in ("wide", "abbreviated"))
    return re.compile(
        rf"\b(?:{wide})\b|\b(?:{short})\b\.?(?=,?\s*\d)|(?<=\d\s)(?:{short})\b\.?|(?<=\d)(?:{short})\b", re.IGNORECASE
    )
