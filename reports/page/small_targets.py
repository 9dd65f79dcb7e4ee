"""The table of targets too small for a finger, and how many small ones an exception allows."""

from __future__ import annotations

from dataclasses import dataclass

from reports.model import Report
from reports.page.figures import Figures
from reports.page.tasks import title_of
from reports.target_sizes import MEASURED_IN


@dataclass(frozen=True, slots=True)
class SmallTargetRow:
    """One target on one build."""

    task: str
    step: str
    target: str
    build: str
    number: int
    """Place of the build in the report, from 1: its hue and shape."""
    size: str
    attempts: int


@dataclass(frozen=True, slots=True)
class SmallTargetsView:
    """What touch has to say of sizes."""

    measured: bool
    """Whether anything was done by touch."""
    rows: tuple[SmallTargetRow, ...]
    """Those that no exception allows."""
    allowed: str
    """How many others an exception allows, in words; empty if there are none."""


def small_targets_view(report: Report, figures: Figures) -> SmallTargetsView:
    """The table, in the reader's language."""
    infos = {task.id: task for task in report.tasks}
    places = {build.name: place for place, build in enumerate(report.builds, start=1)}
    words = figures.words
    failing = [t for t in report.small_targets if not t.exception]
    allowed = len(report.small_targets) - len(failing)
    return SmallTargetsView(
        measured=MEASURED_IN in report.modes,
        rows=tuple(
            SmallTargetRow(
                task=f"{words.say(f'role-{t.role}')}: {title_of(infos.get(t.task), t.task, words.language)}",
                step=t.step,
                target=words.told(t.target),
                build=t.build,
                number=places[t.build],
                size=f"{int(t.width_px)} × {int(t.height_px)}",
                attempts=t.attempts,
            )
            for t in failing
        ),
        allowed=words.say("small-targets-allowed", number=allowed) if allowed else "",
    )
