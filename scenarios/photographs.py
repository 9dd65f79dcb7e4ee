"""Pictures for the evidence: of the screen, and of the elements that findings are about, each taken once in a run."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

from playwright.sync_api import Error, Page

from a11y.findings import with_pictures
from a11y.picture import Picture, element_picture, screen_picture
from evidence.records import Finding
from evidence.run_directory import RunDirectory


@dataclass(slots=True)
class Photographs:
    """Takes pictures and keeps them.

    Args:
        directory: Where they are kept.
        mask: CSS selectors of what no picture may show.
        most: Pictures of elements of one state, at most; each costs as much as a click.
    """

    directory: RunDirectory
    mask: Sequence[str]
    most: int
    _taken: set[tuple[str, str]] = field(default_factory=set)

    def of_screen(self, page: Page) -> tuple[str | None, str]:
        """The blob of what the screen shows; or None, and why, as `State.unpictured` has it."""
        try:
            content = screen_picture(page, mask=self.mask)
        except Error:
            return None, "page-closed" if page.is_closed() else "undrawn"
        return self.directory.write_blob(content, ".jpg"), ""

    def of_findings(self, page: Page, findings: Sequence[Finding]) -> list[Finding]:
        """The findings of one state, those that no picture was taken of yet with theirs; the page must still be in the state.

        The same problem on forty pages needs one picture, and a list of thirty rows a few; one of each rule comes first.
        """
        of_rule: Counter[str] = Counter()
        fresh: list[tuple[int, Finding]] = []
        for finding in findings:
            if (finding.rule, finding.element.selector) not in self._taken:
                of_rule[finding.rule] += 1
                fresh.append((of_rule[finding.rule], finding))
        chosen = [finding for _, finding in sorted(fresh, key=lambda one: one[0])[: self.most]]
        pictured = {f.id: f for f in with_pictures(chosen, partial(self._of_element, page))}
        self._taken |= {(f.rule, f.element.selector) for f in chosen}
        return [pictured.get(finding.id, finding) for finding in findings]

    def _of_element(self, page: Page, selector: str, order: Sequence[str]) -> tuple[str, Picture] | None:
        picture = element_picture(page, selector, mask=self.mask, order=order)
        return (self.directory.write_blob(picture.png, ".png"), picture) if picture else None
