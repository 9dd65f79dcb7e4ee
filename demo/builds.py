"""The two builds of the demo school that are compared out of the box: one without a fault, one with a dozen."""

from __future__ import annotations

BUILDS: dict[str, tuple[str, ...]] = {
    "good": (),
    "worse": (
        "absence-report-takes-a-detour",
        "care-hours-not-saved",
        "mistake-empties-the-form",
        "keyboard-trap-in-date-picker",
        "mouse-only-hand-in",
        "send-feedback-outside-tab-order",
        "low-contrast-text",
        "field-without-label",
        "image-without-alternative",
        "slow-attendance",
        "lock-during-log-in",
        "assessment-of-any-child",
        "session-survives-log-out",
    ),
}
"""Names of the faults that each build has."""
