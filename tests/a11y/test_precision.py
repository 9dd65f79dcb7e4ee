"""What people judged of other people's pages belongs to pages and checks that there are, and is counted right."""

from __future__ import annotations

from a11y.checks import find_checks
from benchmarks.precision.__main__ import Judgement, Said, Seen, read_judgements, read_sites, shares


def test_each_judgement_is_of_a_page_and_a_check_that_there_are() -> None:
    pages = [page.name for site in read_sites() for page in site.pages]
    checks = {check.id for check in find_checks()[0]}
    for judged in read_judgements():
        assert judged.rule in checks, judged
        assert any(name.startswith(judged.page) for name in pages), judged
        assert judged.verdict in {"true", "false", "unclear"}, judged
        assert judged.why, judged


def test_at_least_forty_pages_are_looked_at_and_fifteen_of_them_are_held_out() -> None:
    pages = [(page.name, site.new) for site in read_sites() for page in site.pages]
    assert len({name for name, _ in pages}) == len(pages) >= 40
    assert sum(new for _, new in pages) >= 15


def _said(rule: str, selector: str) -> Said:
    return Said(rule, selector, "", "")


def test_shares_are_of_rows_and_places_and_what_was_mended_counts_as_first_seen_alone() -> None:
    judgements = [
        Judgement("Old", "mouse-only", "true", "by hand"),
        Judgement("New", "faint-control", "unclear", "an icon beside it", selector="#b"),
        Judgement("New", "faint-control", "true", "by hand"),
        Judgement("New", "keyboard-trap", "false", "a frame", mended=3),
    ]
    seen = [
        Seen("Old 1.0: start", False, (_said("mouse-only", "#a"), _said("mouse-only", "#b")), 0, {}, {}),
        Seen("New: list", True, (_said("faint-control", "#a"), _said("faint-control", "#b")), 0, {}, {}),
        Seen("New: form", True, (_said("faint-control", "#c"), _said("flashes", "#d")), 0, {}, {}),
    ]
    lines = list(shares(seen, judgements))
    assert lines[-5:] == [
        "all pages: 3 pages; 2 of 3 rows are true (0.667), 4 of 5 places (0.800)",
        "known before: 1 pages; 1 of 1 rows are true (1.000), 2 of 2 places (1.000)",
        "known before, as first seen: 1 pages; 1 of 1 rows are true (1.000), 2 of 2 places (1.000)",
        "held out: 2 pages; 1 of 2 rows are true (0.500), 2 of 3 places (0.667)",
        "held out, as first seen: 2 pages; 1 of 3 rows are true (0.333), 2 of 6 places (0.333)",
    ]
    assert "not judged: New: form | flashes | #d |  | " in lines
    assert "false | no longer said | New (held out) | keyboard-trap | any | a frame" in lines
