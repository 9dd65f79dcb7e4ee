"""Which keys of a plan hold secrets, and how a line is shown without them; so that no message quotes a password."""

from __future__ import annotations

import re
from difflib import SequenceMatcher

_TELLING = re.compile(r"passw|passphrase|pwd|secret|token|l[öo]sen|api_?key|^pin$", re.IGNORECASE)
_NEAR = 0.8
"""Likeness from which a word counts as a misspelt "password"; "pasword" has 0.93, "passport" 0.75."""
_STRING = r"\"(?:\\.|[^\"\\])*\"|'[^']*'"
_ASSIGNMENT = re.compile(rf"(?P<key>[\w-]+|{_STRING})(?P<sign>\s*=\s*)(?P<value>{_STRING}|[^\s,}}#]+.*)?")
_USER_IN_ADDRESS = re.compile(r"(?<=://)[^/@\s\"']+(?=@)")


def names_a_secret(key: str) -> bool:
    """Whether a key tells, perhaps misspelt, that its value is a secret.

    >>> [names_a_secret(key) for key in ("password", "pasword", "lösenord", "telephone")]
    [True, True, True, False]
    """
    word = key.strip("\"'").lower()
    return bool(_TELLING.search(word)) or SequenceMatcher(None, word, "password").ratio() >= _NEAR


def without_secrets(line: str) -> str:
    """A line of a plan as it may be shown.

    >>> without_secrets('pupil = { username = "elsa", pasword = "hemligt" }')
    'pupil = { username = "elsa", pasword = "…" }'
    """

    def shown(match: re.Match[str]) -> str:
        if match["value"] is None or not names_a_secret(match["key"]):
            # What follows an assignment without secret may hold one, when it is an inline table.
            head = match["key"] + match["sign"]
            return head + (_ASSIGNMENT.sub(shown, match["value"]) if match["value"] else "")
        return f'{match["key"]}{match["sign"]}"…"'

    return _ASSIGNMENT.sub(shown, _USER_IN_ADDRESS.sub("…", line))
