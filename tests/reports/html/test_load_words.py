"""Why people failed under load is told in words, whichever code the generator wrote."""

from __future__ import annotations

import pytest

from reports.page.load import _reason
from reports.words import Words


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("sent-back-to-log-in", "sent back to log in"),
        ("status-503", "answer 503, overloaded"),
        ("status-429", "answer 429"),
        ("value-not-found:form /absence", "an earlier answer lacked a value (form /absence)"),
        ("a-code-of-tomorrow", "a-code-of-tomorrow"),
    ],
)
def test_a_code_is_worded(code: str, said: str) -> None:
    assert _reason(code, Words("en")) == said
