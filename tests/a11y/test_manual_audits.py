"""docs/scan.md says which checks answer what Lighthouse leaves to people: they exist, and test the criteria that stand beside them."""

from __future__ import annotations

import re
from pathlib import Path

from a11y.catalogue import catalogue

_AUDITS = {
    "focus-traps", "focusable-controls", "interactive-element-affordance", "logical-tab-order", "managed-focus",
    "offscreen-content-hidden", "use-landmarks", "visual-order-follows-dom", "custom-controls-labels", "custom-controls-roles",
}  # fmt: skip
_ROW = re.compile(r"^\| `([a-z-]+)` \| ([^|]+) \| ([^|]+) \| ([\d., ]+) \|$", re.MULTILINE)


def test_each_manual_audit_of_lighthouses_is_answered_by_rules_that_exist_or_said_to_be_a_persons() -> None:
    part = (Path(__file__).parents[2] / "docs" / "scan.md").read_text("utf-8").partition("## What Lighthouse leaves")[2]
    rows = _ROW.findall(part.partition("\n## ")[0])
    known = catalogue()["rules"]
    assert {audit for audit, *_ in rows} == _AUDITS
    for audit, _, answered, criteria in rows:
        rules = re.findall(r"`([a-z-]+)`", answered)
        assert set(rules) <= set(known), audit
        assert rules or "a person" in answered, audit
        tested = {number for rule in rules for number in known[rule]["criteria"]}
        assert tested <= set(criteria.split(", ")) <= set(catalogue()["criteria"]), audit
