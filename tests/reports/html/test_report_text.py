"""The HTML report as text: escaped, self-contained, the same every time, and honest about what is not known."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html as parser

from evidence.records import Attempt, Element, Finding, LoadWindow, Outcome, State, Verdict
from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import html
from reports.model import Area, Comparison, FindingChange, Report, Unit
from reports.page.accessibility import accessibility, element_of
from reports.page.figures import Figures
from reports.page.first_screen import shared_faults, verdicts
from reports.page.pictures import Pictures
from reports.words import LANGUAGES, Words, words_for
from tests.reports.html.conftest import FEW, Analysed, Opened, Rendered
from tests.reports.synthetic import HOSTILE, not_offered, write_synthetic_run

LOCALE = Path(html.__file__).parents[1] / "locale"


def tree(file: Path) -> parser.HtmlElement:
    return parser.fromstring(file.read_text("utf-8"))


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_a_page_says_is_shown_as_text(rendered: Rendered, language: str) -> None:
    document = tree(rendered(language, **FEW, hostile=True))
    assert len(document.findall(".//script")) == 1
    assert document.xpath("//*[@onerror or @onload or @onclick]") == []
    assert document.xpath("//img[not(starts-with(@src, 'data:image/'))]") == []
    schemes = {str(a).partition(":")[0] for a in document.xpath("//a/@href") if ":" in str(a)}
    assert schemes <= {"http", "https"}
    assert "<script>alert(1)</script>" in document.text_content()
    assert "{{ 7*7 }}" in document.text_content()


def test_nothing_of_a_page_is_executed(rendered: Rendered, opened: Opened) -> None:
    file = rendered(**FEW, hostile=True)
    page = opened(file)
    alerts: list[str] = []
    page.on("dialog", lambda dialog: (alerts.append(dialog.message), dialog.dismiss()))
    page.reload()
    page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
    assert alerts == []
    assert HOSTILE[:10] in page.locator("body").inner_text()


def test_a_picture_of_the_order_of_focus_takes_the_columns_width_and_no_frame_hides_its_numbers(
    analysed: Analysed,
) -> None:
    report, directory = analysed()
    shown = next(g for g in report.findings if g.seen[-1].picture and g.verdict is Verdict.VIOLATION)
    for values, wide in (({}, False), ({"order": ["#a", "#b"]}, True)):
        seen = tuple(replace(one, values=values) for one in shown.seen)
        told = replace(report, findings=(replace(shown, seen=seen),), comparisons=())
        view = accessibility(told, None, Figures(Words("en")), Pictures([directory]))
        [place] = view.groups[0].faults[0].places
        assert place.picture is not None
        assert (place.in_order, place.picture.box is None) == (wide, wide)


@pytest.mark.parametrize(
    ("language", "role", "said"),
    [
        ("en", "button", "button “Save”"),
        ("sv", "button", "knapp ”Save”"),
        ("sv", "doc-noteref", "doc-noteref ”Save”"),
        ("sv", "", "”Save”"),
    ],
)
def test_a_thing_is_told_by_its_role_and_name_in_the_readers_language(
    analysed: Analysed, language: str, role: str, said: str
) -> None:
    report, _ = analysed()
    group = replace(report.findings[0], element=Element(role=role, name="Save", selector="#s", snippet="<b>"))
    assert element_of(group, Words(language)) == said


@pytest.mark.parametrize(
    ("language", "measured", "doubt"),
    [
        ("en", "Contrast 2.16 to 1, text #b0b0b0 on #ffffff; at least 4.5:1 is asked.", "The text stands on a picture"),
        ("sv", "Kontrast 2,16 till 1, text #b0b0b0 på #ffffff; minst 4.5:1 krävs.", "Texten står på en bild"),
    ],
)
def test_what_the_engine_measured_and_why_it_could_not_tell_are_sentences(
    rendered: Rendered, language: str, measured: str, doubt: str
) -> None:
    said = re.sub("[\u2066-\u2069]", "", tree(rendered(language)).text_content())
    assert measured in said
    assert doubt in said
    assert "messageKey" not in said


def test_control_characters_do_not_reach_the_file(rendered: Rendered) -> None:
    assert re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]", rendered(**FEW, hostile=True).read_text("utf-8")) is None


@pytest.mark.slow
def test_the_policy_lets_the_one_script_run_and_no_other(rendered: Rendered) -> None:
    document = tree(rendered())
    script = document.find(".//script").text
    digest = base64.b64encode(hashlib.sha256(script.encode()).digest()).decode()
    policy = document.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    assert f"script-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")


def test_equal_evidence_gives_equal_text(rendered: Rendered, tmp_path: Path) -> None:
    file = rendered(**FEW, hostile=True)
    directory = RunDirectory.open(file.parent)
    assert html.render(analyse([file.parent]), [directory], file, "en") == file.read_text("utf-8")


def test_the_file_stays_small(rendered: Rendered) -> None:
    assert rendered().stat().st_size < 3_000_000


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_code_is_left_without_words(rendered: Rendered, language: str) -> None:
    text = tree(rendered(language)).text_content()
    left = re.findall(
        r"\b(?:measure|verdict|judgement|outcome|headline|unknown|note|why|gate|mode|role|form|findings|criterion"
        r"|condition|disclosure|situation|file|by|impact)-[a-z_-]+ ?(?:\([a-z_]+: |$)",
        text,
        re.MULTILINE,
    )
    assert left == []
    assert "{$" not in text


def test_both_languages_have_the_same_messages() -> None:
    def names(language: str) -> dict[str, set[str]]:
        return {
            file.name.partition(".")[0]: set(re.findall(r"^([A-Za-z][\w-]*) =", file.read_text("utf-8"), re.MULTILINE))
            for file in LOCALE.glob(f"*.{language}.ftl")
        }

    assert names("en") == names("sv")


def test_what_was_not_measured_says_so_and_is_never_zero(rendered: Rendered) -> None:
    document = tree(rendered(**FEW, load=False, privacy=False, scanned=False))
    for section in ("load", "privacy", "accessibility"):
        assert "Not known" in document.get_element_by_id(section).text_content()
    cells = [cell.text_content() for cell in document.xpath("//table[contains(@class, 'verdicts')]//td[position()>3]")]
    assert cells
    assert not any("0" in cell for cell in cells)


def test_one_build_alone_is_a_report_without_comparison(rendered: Rendered) -> None:
    document = tree(rendered(**FEW, builds=("good",), load=False))
    assert document.xpath("//*[@id='changes']") == []
    answer = document.get_element_by_id("answer").text_content()
    assert "nothing is compared" in answer
    assert "100 %" in answer.replace("\N{NO-BREAK SPACE}", " ").replace("100%", "100 %")


def test_three_builds_are_two_comparisons(rendered: Rendered) -> None:
    document = tree(rendered(**FEW, builds=("good", "worse", "third")))
    assert len(document.xpath("//*[@id='answer']//*[@class='answer']")) == 2
    ids = document.xpath("//@id")
    assert len(ids) == len(set(ids))


def test_a_picture_that_is_gone_leaves_the_report_whole(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=("guardian.report-absence",), load=False)
    report = analyse([directory.path])
    for blob in (directory.path / "blobs").iterdir():
        blob.write_bytes(b"not a picture")
    file = tmp_path / "report.en.html"
    html.write(report, [directory], file, "en")
    document = tree(file)
    assert document.xpath("//img") == []
    assert document.get_element_by_id("changes") is not None


def test_pictures_beyond_the_budget_are_left_out_and_counted(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=("guardian.report-absence",), load=False)
    report = analyse([directory.path])
    whole = Pictures([directory])
    small = Pictures([directory], budget_bytes=1000)
    picture = report.comparisons[0].strips[0].candidate.steps[0].picture
    assert whole.show(picture, 300) is not None
    assert small.show(picture, 300) is None
    assert small.left_out == 1


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_not_offered_stands_once_with_its_reason_and_stopped_nobody(tmp_path: Path, language: str) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("teacher.take-attendance",), load=False)
    not_offered(directory, "guardian.book-talk", "guardian", because="no accounts for <guardians>")
    html.write(analyse([tmp_path / "run"]), [directory], tmp_path / "report.html", language)
    document = tree(tmp_path / "report.html")
    told = document.xpath("//*[contains(text(), 'no accounts for <guardians>')]")
    assert len(told) == 1
    assert told[0].xpath("ancestor::table/preceding::h3[1]/@id") == ["not-offered"]
    assert {a.get("href") for a in document.xpath("//table[contains(@class, 'matrix')]//a")} == {"#not-offered"}
    assert document.xpath("//*[@id='stops']") == []


def test_tasks_that_no_build_offers_for_one_reason_stand_together_and_nowhere_else(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("teacher.take-attendance",), load=False)
    for task in ("guardian.book-talk", "guardian.report-absence"):
        not_offered(directory, task, "guardian", because="no accounts")
    not_offered(directory, "teacher.message-guardian", "teacher", because="no messages")
    report = analyse([tmp_path / "run"])
    html.write(report, [directory], tmp_path / "report.html", "en")
    document = tree(tmp_path / "report.html")
    table = document.xpath("//h3[@id='not-offered']/following::table[1]")[0]
    told = [[" ".join(c.text_content().split()) for c in row] for row in table.xpath("tbody/tr")]
    titles = [t.title_en for t in report.tasks if t.id.startswith("guardian.")]
    assert len(titles) == 2
    assert [cells[1] for cells in told] == ["no messages", "no accounts"]
    assert all(title in told[1][0] for title in titles)
    matrix = document.xpath("//table[contains(@class, 'matrix')]")[0].text_content()
    assert "2 tasks are not offered" in matrix
    assert "1 task is not offered" in matrix
    effort = document.xpath("//section[@id='effort']")[0].text_content()
    assert not any(title in matrix or title in effort for title in titles)


def test_a_task_that_one_build_does_not_offer_leads_from_its_cell_to_the_reason(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=("teacher.take-attendance",), load=False)
    not_offered(directory, "guardian.book-talk", "guardian", because="no talks")
    for attempt in [a for a in directory.read(Attempt) if a.task == "guardian.book-talk" and a.build == "good"]:
        directory.append(replace(attempt, id=f"{attempt.id}-done", outcome=Outcome.SUCCEEDED, reason=None))
    html.write(analyse([tmp_path / "run"]), [directory], tmp_path / "report.html", "en")
    document = tree(tmp_path / "report.html")
    (place,) = {
        a.get("href") for a in document.xpath("//table[contains(@class, 'matrix')]//a[contains(@href, 'offered')]")
    }
    assert document.xpath(f"//*[@id='{place[1:]}']/ancestor::tr//bdi/text()") == ["–", "no talks"]


def test_of_a_role_that_nothing_is_offered_to_the_first_screen_says_nothing_and_not_nought(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("good",), tasks=("teacher.take-attendance",), load=False)
    not_offered(directory, "guardian.book-talk", "guardian")
    html.write(analyse([tmp_path / "run"]), [directory], tmp_path / "report.html", "en")
    rows = tree(tmp_path / "report.html").xpath("//section[@id='answer']//tbody/tr")
    figures = {r.findtext("th"): [" ".join(c.text_content().split()) for c in r.findall("td")] for r in rows}
    assert figures["Guardians"] == ["Nothing is offered to them"]
    assert figures["Teachers"][2] != "–"


def test_what_has_no_name_is_called_by_what_it_says_and_never_by_a_frameworks_marks(tmp_path: Path) -> None:
    directory = write_synthetic_run(tmp_path / "run", builds=("worse",), tasks=("guardian.report-absence",), load=False)
    found = next(f for f in directory.read(Finding) if f.criteria)
    says, silent = "<b data-v-1a2b=''>3 have not started</b>", '<i data-v-1a2b="">'
    for number, snippet in enumerate((says, silent)):
        nameless = Element(role="", name="", selector=f'.cell > b{number}[data-v-1a2b=""]', snippet=snippet)
        directory.append(replace(found, id=f"nameless-{number}", element=nameless, fingerprint=f"nameless-{number}"))
    html.write(analyse([tmp_path / "run"]), [directory], tmp_path / "report.html", "en")
    places = tree(tmp_path / "report.html").xpath("//section[@id='accessibility']//bdi/text()")
    assert "“3 have not started”" in places
    assert ".cell > b1" in places


def _with_other_endings(run: Path, **other: object) -> Path:
    """The second of two keyboard attempts at reporting an absence ends a little otherwise."""
    file = run / "attempts.jsonl"
    rows = [json.loads(line) for line in file.read_text("utf-8").splitlines()]
    mine = [r for r in rows if (r["task"], r["build"], r["mode"]) == ("guardian.report-absence", "worse", "keyboard")]
    mine[0]["focus_path"] = [*[f'link "{name}"' for name in "ABCDEFGH"], "page"]
    mine[1]["focus_path"] = [*[f'link "{name}"' for name in "ABCDEFGHI"], "page"]
    mine[1]["reason"]["values"] |= other
    file.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return run


@pytest.mark.parametrize(
    ("other", "ways", "times"), [({"stops": 32}, 1, "barrier × 2"), ({"target": 'textbox "Date"'}, 2, "barrier")]
)
def test_attempts_that_ended_alike_are_told_once_and_so_is_their_summary(
    tmp_path: Path, other: dict[str, object], ways: int, times: str
) -> None:
    """How many stops lie before the end depends on the menu of a school form."""
    write_synthetic_run(tmp_path / "run", tasks=("guardian.report-absence",), load=False, privacy=False, scanned=False)
    run = _with_other_endings(tmp_path / "run", **other)
    html.write(analyse([run]), [RunDirectory.open(run)], tmp_path / "report.en.html", "en")
    (told,) = tree(tmp_path / "report.en.html").xpath("//details[starts-with(@id, 'task-guardian')]")
    assert told.find("summary").text_content().count("worse, keyboard: barrier") == 1
    heads = [" ".join(head.text_content().split()) for head in told.xpath(".//h4")]
    assert heads == [f"worse · keyboard · {times}"] * ways


def test_a_picture_of_another_attempt_says_so(analysed: Analysed, rendered: Rendered) -> None:
    page = tree(rendered())
    report, run = analysed()
    firsts = {state.attempt for state in run.read(State)}
    strips = report.comparisons[0].strips
    sides = [side for strip in strips for side in (strip.baseline, strip.candidate)]
    assert {side.attempt in firsts for side in sides} == {True, False}
    for side in sides:
        shown = [step for step in side.steps if step.picture]
        own = side.attempt in firsts
        assert [step.picture_of_another for step in shown] == [not own and not step.ended_here for step in shown]
    said = page.xpath("//li[contains(@class, 'step')]//span[contains(., 'another attempt on the same page')]")
    assert len(said) == sum(
        s.picture_of_another for one in strips for side in (one.baseline, one.candidate) for s in side.steps
    )


def test_a_fault_that_several_roles_meet_is_counted_for_each_and_the_sum_is_told(
    comparison: Comparison, synthetic_report: Report
) -> None:
    words = Words("en")
    assert shared_faults(synthetic_report, comparison, words) == ""
    more = tuple(
        replace(cell, added=cell.added + 1) if cell.area == Area.ACCESSIBILITY and cell.added is not None else cell
        for cell in comparison.summary
    )
    new = sum(c.change in {FindingChange.NEW, FindingChange.ONLY_CANDIDATE} and c.fingerprint in _counted(synthetic_report)
              for c in comparison.findings)  # fmt: skip
    assert shared_faults(synthetic_report, replace(comparison, summary=more), words).endswith(
        f"in all there are {new}."
    )


def _counted(report: Report) -> set[str]:
    return {g.fingerprint for g in report.findings if g.verdict == "violation" and not g.best_practice}


@pytest.mark.parametrize("language", LANGUAGES)
def test_of_a_role_that_no_load_was_sent_for_the_cell_says_that_and_not_that_none_was_sent(
    tmp_path: Path, language: str
) -> None:
    directory = write_synthetic_run(tmp_path / "run", tasks=["pupil.see-timetable"], privacy=False, scanned=False)
    kept = [w for w in directory.read(LoadWindow) if w.role != "pupil"]
    (file,) = directory.path.glob("load_windows*.jsonl")
    lines = [line for line in file.read_text("utf-8").splitlines() if json.loads(line).get("role") != "pupil"]
    assert len(lines) == len(kept)
    file.write_text("\n".join(lines) + "\n", "utf-8")
    report = analyse([directory.path])
    cell = next(c for c in report.comparisons[0].summary if c.role == "pupil" and c.area == Area.LOAD)
    said = {"en": "nobody in this role took part in the load", "sv": "ingen i den här rollen var med i belastningen"}
    assert Words(language).message(cell.unknown) == said[language]


def test_one_leak_and_one_failed_criterion_agree_with_their_nouns() -> None:
    swedish, english = Words("sv"), Words("en")
    assert (swedish.say("leaks-added", number=1), swedish.say("faults-added", number=1)) == ("1 ny", "1 nytt")
    counts = {"of": 9, "review": 0, "nothing": 0, "untested": 8}
    assert "är 1 underkänt, 0 behöver" in swedish.say("criteria-counts", failed=1, **counts)
    assert english.say("person-not-tested", number=1, of=1) == "the only criterion was not tested"
    assert english.say("person-not-tested", number=1, of=3) == "1 of 3 criteria was not tested"


@pytest.fixture(scope="module")
def weighted(tmp_path_factory: pytest.TempPathFactory) -> Report:
    """Two tasks, of which one is done three times as often."""
    tasks = ["teacher.take-attendance", "teacher.assess-submission"]
    directory = write_synthetic_run(
        tmp_path_factory.mktemp("weighted") / "run", tasks=tasks, load=False, privacy=False, scanned=False
    )
    known = json.loads((directory.path / "catalogue.json").read_text("utf-8"))
    known["tasks"][tasks[0]]["weight"] = 3.0
    (directory.path / "catalogue.json").write_text(json.dumps(known), "utf-8")
    return analyse([directory.path])


def test_effort_of_a_role_is_the_mean_by_how_often_a_task_is_done_of_what_both_completed(weighted: Report) -> None:
    comparison = weighted.comparisons[0]
    cell = next(c for c in comparison.summary if c.area == Area.EFFORT)
    both = [d for d in comparison.differences if d.measure == cell.measure and d.after.value is not None]
    assert {d.task for d in both} == {"teacher.take-attendance", "teacher.assess-submission"}
    weights = [3.0 if d.task == "teacher.take-attendance" else 1.0 for d in both]
    for side in ("before", "after"):
        values = [getattr(d, side).value for d in both]
        mean = sum(w * v for w, v in zip(weights, values, strict=True)) / sum(weights)
        assert getattr(cell, side).value == pytest.approx(mean)
        assert mean != pytest.approx(sum(values) / len(values))


@pytest.mark.parametrize("language", LANGUAGES)
def test_beside_a_mean_stand_the_figures_of_the_task_that_got_worst(weighted: Report, language: str) -> None:
    figures = Figures(Words(language))
    comparison = weighted.comparisons[0]
    cell = next(c for c in comparison.summary if c.area == Area.EFFORT)
    waits = [d for d in comparison.differences if d.measure == "wait" and d.judgement == "worse"]
    worst = max(waits, key=lambda d: d.amount or 0)
    note = verdicts(weighted, Figures(words_for(weighted, language)))[0].rows[0].cells[1].note
    assert cell.measure == "wait"
    assert figures.both([worst.before.value, worst.after.value], Unit.SECONDS) in note
    assert {"en": "mean wait", "sv": "i medeltal"}[language] in note
