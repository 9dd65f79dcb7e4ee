"""The whole report as JSON, for programs; `schema()` says what each field means, in JSON Schema."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

from reports.model import Report

FORMAT = "skolprov-report"
_ADAPTER = TypeAdapter(Report)


def document(report: Report) -> dict[str, Any]:
    """The report as plain data: `format` says what it is, everything else has the names of `reports.model`."""
    return {"format": FORMAT, **_ADAPTER.dump_python(report, mode="json")}


def write(report: Report, to: Path) -> None:
    """Write the report.

    Args:
        report: What to write.
        to: The file.
    """
    to.write_text(json.dumps(document(report), ensure_ascii=False, indent=1, allow_nan=False) + "\n", "utf-8")


def read(file: Path) -> Report:
    """Read a report that `write` has written.

    Args:
        file: The file.
    Raises:
        ValueError: It is not such a report.
    """
    content = json.loads(file.read_text("utf-8"))
    if content.pop("format", None) != FORMAT:
        raise ValueError(f"{file} is not a report of Skolprov")
    return _ADAPTER.validate_python(content)


def schema() -> dict[str, Any]:
    """JSON Schema of the document."""
    described = _ADAPTER.json_schema(mode="serialization")
    described["properties"] = {"format": {"const": FORMAT}, **described["properties"]}
    return described
