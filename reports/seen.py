"""What was measured or seen where a rule found something, or why it could not be told, as a sentence."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from reports.rule_words import said_by_check
from reports.words import Words

_MEASURED = {
    "measured-contrast": {"contrastRatio", "expectedContrastRatio", "fgColor", "bgColor"},
    "measured-link-contrast": {"contrastRatio", "requiredContrastRatio", "nodeColor", "parentColor"},
    "measured-size": {"width", "height", "minSize"},
}
"""Sentences, and the values of axe-core that each needs."""
_DOUBTS = {
    **dict.fromkeys(("bgImage", "imgNode"), "picture"),
    "bgGradient": "gradient",
    **dict.fromkeys(("bgOverlap", "fgAlpha", "elmPartiallyObscured", "elmPartiallyObscuring"), "overlap"),
    "pseudoContent": "generated",
    "shortTextContent": "short",
    "nonBmp": "signs",
    "complexTextShadows": "shadow",
    "equalRatio": "same-colour",
    "outsideViewport": "outside",
}
"""Why axe-core leaves a contrast to a person, by its own keys."""


def seen_in_words(values: Mapping[str, Any], known: Mapping[str, Any], words: Words) -> str:
    """The sentence; nothing where there is no more to say than the rule's title does.

    Args:
        values: Of the finding.
        known: What the catalogue has of its rule.
        words: The reader's.
    """
    if said := said_by_check(known, values, words):
        return said
    if doubt := _DOUBTS.get(str(values.get("messageKey"))):
        return words.say(f"doubt-{doubt}")
    for code, needed in _MEASURED.items():
        if needed <= values.keys():
            return words.say(code, **values)
    return ""
