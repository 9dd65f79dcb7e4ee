"""What a scan says of its pages: in a terminal, and as JSON for programs; and whether they fail."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Container, Iterator, Sequence
from dataclasses import asdict
from functools import cache

from a11y.catalogue import catalogue
from evidence.records import Finding, Verdict
from reports.rule_words import mend_of_rule, said_by_check, title_of_rule
from reports.scans import why_unasked
from reports.words import LANGUAGES, Words
from skolprov.scan import Seen
from skolprov.wording import words_of

_words = cache(words_of)


def texts(finding: Finding) -> dict[str, dict[str, str]]:
    """Title, remedy and message of a finding, each by language; the message only where a check of ours says more."""
    known = catalogue()["rules"].get(finding.rule, {})
    said: dict[str, dict[str, str]] = {"title": {}, "mend": {}, "message": {}}
    for language in LANGUAGES:
        words = _words(language)
        said["title"][language] = title_of_rule(finding.rule, known, words)
        said["mend"][language] = mend_of_rule(known, words)
        if message := said_by_check(known, finding.values, words):
            said["message"][language] = message
    return {part: by_language for part, by_language in said.items() if by_language}


def fails(pages: Sequence[Seen], known: Container[str] = ()) -> bool:
    """Whether a success criterion is failed somewhere; best practices and known findings fail nothing."""
    return any(_counts(f, known) for page in pages for f in page.findings)


def _counts(finding: Finding, known: Container[str]) -> bool:
    return finding.verdict is Verdict.VIOLATION and not finding.best_practice and finding.fingerprint not in known


def as_json(pages: Sequence[Seen], known: Container[str] = ()) -> str:
    """A list of findings, each with the address of its page."""
    return json.dumps(
        [
            {
                "url": page.url,
                "rule": f.rule,
                "verdict": f.verdict.value,
                "criteria": f.criteria,
                "clauses": f.clauses,
                "best_practice": f.best_practice,
                "impact": f.impact,
                "selector": f.element.selector,
                "element": asdict(f.element),
                "engine": f.engine,
                "fingerprint": f.fingerprint,
                "known": f.fingerprint in known,
                "values": f.values,
                **texts(f),
            }
            for page in pages
            for f in page.findings
        ],
        ensure_ascii=False,
        indent=2,
    )


_NAMED = 3
"""So many of the checks that could not look for one reason are named in a terminal; with --out the report names all."""
_PLACES = 3
"""So many places of a kind of finding are told in a terminal; the JSON file has all."""


def summary(pages: Sequence[Seen], language: str, known: Container[str] = ()) -> str:
    """What all pages together come to: one rule's findings on forty pages are one kind of fault. Never that they conform."""
    found = [f for page in pages for f in page.findings if _counts(f, known)]
    failed = sorted(
        {number for f in found for number in f.criteria}, key=lambda n: [int(part) for part in n.split(".")]
    )
    opened = [page for page in pages if not page.across]
    looked = sum(page.looked_at for page in opened)
    some_known = any(f.fingerprint in known for page in pages for f in page.findings)
    code = "faults" if found else "unseen" if not looked else "known" if some_known else "nothing"
    return words_of(language).say(
        f"scan-summary-{code}",
        pages=len(opened),
        unseen=len(opened) - looked,
        kinds=len({f.rule for f in found}),
        places=len(found),
        criteria=", ".join(failed),
    )


def lines_of(page: Seen, language: str, known: Container[str] = ()) -> Iterator[str]:
    """What is told of a page in a terminal: each kind of finding once, with its first places."""
    words = _words(language)
    if page.not_opened:
        yield f"– {page.url}  {words.message(page.not_opened)}"
        return
    groups: dict[tuple[str, Verdict, bool], list[Finding]] = defaultdict(list)
    for finding in page.findings:
        is_known = finding.verdict is Verdict.VIOLATION and finding.fingerprint in known
        groups[finding.rule, finding.verdict, is_known].append(finding)
    beside = f"  {words.say('scan-beside-others')}" if page.across else ""
    sign = "✗" if fails([page], known) else "✓" if page.looked_at else "!"
    yield f"{sign} {page.url}{f' → {page.led_to}' if page.led_to else ''}{beside}"
    for (rule, verdict, is_known), found in sorted(
        groups.items(), key=lambda g: (g[0][1] is not Verdict.VIOLATION, g[1][0].best_practice, g[0][2], g[0][0])
    ):
        said = texts(found[0])
        sign = "?" if verdict is Verdict.NEEDS_REVIEW else "·" if found[0].best_practice else "○" if is_known else "✗"
        number = f" ({', '.join(found[0].criteria)})" if found[0].criteria else ""
        yield f"  {sign} {said['title'][language]}{number}  {rule} × {len(found)}"
        for finding in found[:_PLACES]:
            more = texts(finding).get("message", {}).get(language, "")
            yield f"      {finding.element.selector}{'  ' + more if more else ''}"
    yield from (f"  ! {said}" for said in _unasked(page, words))


def _unasked(page: Seen, words: Words) -> Iterator[str]:
    """What could not look, once for each reason."""
    by_reason: dict[str, list[str]] = defaultdict(list)
    for name, reason in page.errors:
        by_reason[words.say(why_unasked(reason))].append(name)
    for why, names in by_reason.items():
        checks = ", ".join([*names[:_NAMED], *(["…"] if len(names) > _NAMED else [])])
        yield words.say("scan-unasked", count=len(names), checks=checks, why=why)
