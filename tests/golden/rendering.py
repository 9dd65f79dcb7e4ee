"""Renders a stored run into every format, as a user would, for comparison with what was accepted before."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

from evidence.run_directory import RunDirectory
from reports.analyse import analyse
from reports.formats import criteria_csv, csv_table, findings_csv, html, json_document, junit_xml, markdown
from reports.words import LANGUAGES, Words

GOLDEN = Path(__file__).parent
STORED = ("1.0",)
NEXT_MAJOR = "2.0"
_PICTURE = re.compile(r"data:image/[a-z+]+;base64,[A-Za-z0-9+/=]+")


def render(version: str, to: Path) -> None:
    """Write every format of a stored run into a directory; pictures as their digests, so that a diff can be read.

    Args:
        version: Schema version of the stored run.
        to: An existing directory.
    """
    run = GOLDEN / version / "run"
    report = analyse([run])
    json_document.write(report, to / "report.json")
    csv_table.write(report, to / "measures.csv")
    findings_csv.write(report, to / "findings.csv")
    criteria_csv.write(report, to / "criteria.csv")
    junit_xml.write(report, to / "junit.xml", Words("en"))
    for language in LANGUAGES:
        markdown.write(report, to / f"summary.{language}.md", Words(language))
    for language in LANGUAGES:
        page = to / f"report.{language}.html"
        html.write(report, [RunDirectory.open(run)], page, language)
        page.write_text(_PICTURE.sub(_digest, page.read_text("utf-8")), "utf-8")


def _digest(found: re.Match[str]) -> str:
    return f"picture:{hashlib.sha256(found.group().encode()).hexdigest()[:12]}"
