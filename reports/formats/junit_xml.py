"""JUnit XML for the CI servers that show it: a suite per build, a case per task and mode, a suite per comparison, and one of what
is known. Of a scan, a case per page and per success criterion."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path

from lxml import etree

from evidence.records import Outcome, Verdict
from reports.endings import passed, sentences
from reports.faults import Kind, added, kinds
from reports.model import Comparison, CriterionStatus, Difference, Judgement, Report, TaskResult, is_scan
from reports.page.criteria import barrier_in_words, status_in_words
from reports.page.known import excuse, said_of, status
from reports.words import Words, words_for

_FORBIDDEN = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BROKEN = (Outcome.SCRIPT_ERROR, Outcome.ENVIRONMENT_ERROR, Outcome.HARNESS_ERROR)


def write(report: Report, to: Path, words: Words) -> None:
    """Write the report.

    Args:
        report: What to write.
        to: The file.
        words: Whose language is written.
    """
    said = words_for(report, words.language)
    root = etree.Element("testsuites", name=_legal(report.title))
    for build in report.builds:
        mine = [r for r in report.results if r.build == build.name]
        cases = list(_cases_of_build(mine, said))
        if is_scan(report):
            cases += [*_cases_of_pages(report, build.name, said), *_cases_of_criteria(report, build.name, said)]
        _suite(root, build.name, cases)
    for comparison in report.comparisons:
        _suite(
            root,
            f"{comparison.candidate} against {comparison.baseline}",
            list(_cases_of_comparison(report, comparison, said)),
        )
    if report.known:
        _suite(root, "known findings", list(_cases_of_known(report, said)))
    etree.ElementTree(root).write(to, encoding="utf-8", xml_declaration=True, pretty_print=True)


def _suite(root: etree._Element, name: str, cases: Sequence[etree._Element]) -> None:
    def number(tag: str) -> str:
        return str(sum(case.find(tag) is not None for case in cases))

    suite = etree.SubElement(
        root,
        "testsuite",
        name=_legal(name),
        tests=str(len(cases)),
        failures=number("failure"),
        errors=number("error"),
        skipped=number("skipped"),
    )
    suite.extend(cases)


def _cases_of_build(results: Sequence[TaskResult], words: Words) -> Iterator[etree._Element]:
    for result in results:
        case = _case(f"{result.build}.{result.role}", f"{result.task} [{result.mode}]")
        properties = etree.SubElement(case, "properties")
        for name, value in _properties(result):
            etree.SubElement(properties, "property", name=name, value=_legal(value))
        _judge(case, result, words)
        yield case


def _judge(case: etree._Element, result: TaskResult, words: Words) -> None:
    stopped = [e for e in result.endings if e.outcome in (Outcome.FAILED, Outcome.BARRIER)]
    if stopped:
        first = stopped[0]
        failure = etree.SubElement(
            case,
            "failure",
            type=first.outcome.value,
            message=_legal(_often(result, words) + (words.message(first.reason) or first.outcome.value)),
        )
        failure.text = _legal("\n".join(_told(result, words)))
    elif set(result.outcomes) == {Outcome.NOT_OFFERED}:
        etree.SubElement(case, "skipped", message=_legal(words.message(result.endings[0].reason)))
    elif any(outcome in _BROKEN for outcome in result.outcomes):
        first = next(e for e in result.endings if e.outcome in _BROKEN)
        error = etree.SubElement(
            case, "error", type=first.outcome.value, message=_legal(words.message(first.reason) or first.outcome.value)
        )
        error.text = _legal("\n".join(_told(result, words)))


def _often(result: TaskResult, words: Words) -> str:
    """Said first of what succeeded in some attempts: it stays a failure, and nobody has to guess why it comes and goes."""
    return words.say("flaky-sentence", **passed(result)) + " " if result.flaky else ""


def _told(result: TaskResult, words: Words) -> Iterator[str]:
    for e in result.endings:
        where = f", {e.step}. {e.step_name}" if e.step else ""
        said = " ".join(sentences(words, e.reason, e.outcome, mode=result.mode, possible_in=e.possible_in))
        yield f"{e.outcome.value} · {e.form} {e.repetition}{where}: {said} [{e.attempt}]"
        if e.focus_path:
            yield "    " + " → ".join(map(words.told, e.focus_path))
        if e.heard_near:
            yield "    " + " · ".join(map(words.told, e.heard_near))


def _properties(result: TaskResult) -> Iterator[tuple[str, str]]:
    for outcome, count in result.outcomes.items():
        yield f"outcome.{outcome.value}", str(count)
    yield "planned", str(result.planned)
    if result.flaky:
        yield "flaky", "{passed} of {of}".format(**passed(result))
    for measure, figure in result.measures.items():
        if figure.value is not None:
            yield measure, f"{figure.value:.6g}"


def _cases_of_pages(report: Report, build: str, words: Words) -> Iterator[etree._Element]:
    """The pages of a scan: whether each could be opened, and all that was asked could be asked of it."""
    for page in (page for page in report.pages if page.build == build):
        case = _case(f"{build}.pages", page.place)
        if page.not_opened is not None:
            etree.SubElement(case, "error", type="not-opened", message=_legal(words.message(page.not_opened)))
        elif page.unasked or not page.scanned:
            etree.SubElement(case, "skipped", message=_legal(", ".join(page.unasked) or words.say("page-not-scanned")))
        yield case


def _cases_of_criteria(report: Report, build: str, words: Words) -> Iterator[etree._Element]:
    """The success criteria that were asked for: what failed each; where nothing looked, a person has to, or all is known, it is
    skipped."""
    for result in (result for result in report.criteria if result.build == build):
        title = result.title_sv if words.language == "sv" else result.title_en
        case = _case(f"{build}.wcag", f"{result.criterion} {title} ({result.level})")
        here = [g for g in report.findings if result.criterion in g.criteria and any(s.build == build for s in g.seen)]
        mine = [g for g in here if not g.known]
        lines = [line for kind in kinds(report, mine, build, words) for line in told(kind)]
        lines += [barrier_in_words(report, barrier, words) for barrier in result.barriers]
        faults = sum(g.verdict == Verdict.VIOLATION for g in mine)
        if result.status == CriterionStatus.FAILED and not faults and not result.barriers:
            excuses = dict.fromkeys(said_of(g.fingerprint, report.known, words) for g in here if g.known)
            etree.SubElement(case, "skipped", message=_legal("\n".join([*excuses, *lines])))
        elif result.status == CriterionStatus.FAILED:
            said = status_in_words(replace(result, problems=faults, pages=0), words)
            etree.SubElement(case, "failure", type="violation", message=_legal(said)).text = _legal("\n".join(lines))
        elif result.status != CriterionStatus.NOTHING_FOUND:
            said = status_in_words(result, words)
            etree.SubElement(case, "skipped", message=_legal("\n".join([said, *lines])))
        yield case


def _cases_of_comparison(report: Report, comparison: Comparison, words: Words) -> Iterator[etree._Element]:
    """What cannot be told is skipped, and so stands out from what is as good as before."""
    for d in comparison.differences:
        where = " ".join(part for part in (d.task, d.situation, f"[{d.mode}]" if d.mode else "") if part)
        name = f"{d.measure} {where}".strip()
        case = _case(f"{comparison.candidate} against {comparison.baseline}.{d.role}", name)
        if d.judgement == Judgement.WORSE:
            failure = etree.SubElement(case, "failure", type=d.rule.value, message=_legal(f"{name}: {_change(d)}"))
            failure.text = _legal("\n".join([words.message(d.why), *_new_faults(report, comparison, d, words)]))
        elif d.judgement == Judgement.CANNOT_TELL:
            etree.SubElement(case, "skipped", message=_legal(f"{d.judgement.value}: {words.message(d.why)}"))
        yield case


def _cases_of_known(report: Report, words: Words) -> Iterator[etree._Element]:
    """The entries of the file of known findings, all skipped: the gate alone says what fails."""
    for entry in report.known:
        case = _case("known findings", f"{entry.rule} {entry.element} [{entry.fingerprint}]")
        said = [status(entry, words), entry.where]
        if entry.reason and entry.owner and entry.expires:
            said.insert(1, excuse(entry, words))
        etree.SubElement(case, "skipped", message=_legal("; ".join(said)))
        yield case


def _new_faults(report: Report, comparison: Comparison, difference: Difference, words: Words) -> Iterator[str]:
    """What is new among the faults that somebody meets."""
    if difference.measure == "accessibility":
        new = [g for g in added(report, comparison) if not difference.role or difference.role in g.roles]
        for kind in kinds(report, new, comparison.candidate, words):
            yield from told(kind)


def told(kind: Kind) -> Iterator[str]:
    """A kind of fault in lines: what it is and who says so, where it was seen, and how to mend it."""
    number = f" ({', '.join(kind.criteria)})" if kind.criteria else ""
    yield f"{kind.title}{number} [{kind.rule}, {kind.engine}]"
    yield from (f"    {place}" for place in kind.places)
    if kind.mend:
        yield f"    {kind.mend}"


def _change(difference: Difference) -> str:
    before, after = ("–" if e.value is None else f"{e.value:.4g}" for e in (difference.before, difference.after))
    return f"{before} → {after}"


def _case(classname: str, name: str) -> etree._Element:
    return etree.Element("testcase", classname=_legal(classname), name=_legal(name))


def _legal(text: str) -> str:
    """Without the characters that XML cannot hold."""
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)
