"""Playwright's trace of a journey, as it may be kept: without secrets, and without what the plan masks.

A trace holds all that went over the network, every key that was pressed, and the pages themselves. It is written into a
directory that only this user can read, cleaned there, and goes into the run directory after that.
"""

from __future__ import annotations

import json
import re
import tempfile
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from io import BytesIO
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error

from evidence.redaction import Redactor
from scenarios.traffic import learn, learn_from_text

_PICTURES = (".jpeg", ".jpg", ".png", ".gif", ".webp", ".avif", ".ico", ".woff", ".woff2", ".ttf", ".otf")
_OF_THIS_MACHINE = ".stacks"
"""Where in our own files each action was: says nothing elsewhere."""
_REFERENCE = re.compile(r"(resources|screencast)/\S+|(page|frame|context|call)@\w+|[0-9a-f]{40}(\.\w+)?")
"""Names by which a trace's parts point to each other; digits in them are nobody's."""
_EPOCH = (1980, 1, 1, 0, 0, 0)


@contextmanager
def traced(
    context: BrowserContext, redactor: Redactor, *, pictures: bool, keep: Callable[[bytes], None]
) -> Iterator[None]:
    """Trace what is done in a browser context.

    Args:
        context: The browser context to trace.
        redactor: Knows the passwords; is told the cookies and tokens that the trace holds.
        pictures: Whether pictures and pages go into it; not where the plan masks something.
        keep: Gets the trace, cleaned; is not called if the browser died with it.
    """
    context.tracing.start(screenshots=pictures, snapshots=pictures, sources=False)
    try:
        yield
    finally:
        with tempfile.TemporaryDirectory(prefix="skolprov-") as folder:
            file = Path(folder) / "trace.zip"
            with suppress(Error):  # the browser is gone, and the trace with it
                context.tracing.stop(path=file)
            if file.is_file():
                keep(cleaned(file, redactor, pictures=pictures))


def cleaned(file: Path, redactor: Redactor, *, pictures: bool = True) -> bytes:
    """A trace without secrets, as a zip file.

    Args:
        file: The trace that the browser wrote.
        redactor: Knows the passwords; is told the cookies and tokens that are found here, before anything is replaced.
        pictures: False leaves out what was read from the page, too: it may hold what the plan masks.
    """
    with zipfile.ZipFile(file) as archive:
        entries = {name: archive.read(name) for name in archive.namelist() if not name.endswith(_OF_THIS_MACHINE)}
    for name, content in entries.items():
        _learn(name, content, redactor)
    written = BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in entries.items():
            archive.writestr(zipfile.ZipInfo(name, _EPOCH), _clean(name, content, redactor, pictures=pictures))
    return written.getvalue()


def _learn(name: str, content: bytes, redactor: Redactor) -> None:
    text = _text(content)
    if not _is_lines(name):
        if not name.endswith(_PICTURES):
            learn_from_text(text, redactor)
        return
    for line in filter(None, text.splitlines()):
        event = json.loads(line)
        if event.get("type") == "resource-snapshot":
            learn(event["snapshot"], redactor)
        elif event.get("type") == "frame-snapshot":
            _learn_from_page(event["snapshot"].get("html"), redactor)


def _learn_from_page(node: Any, redactor: Redactor) -> None:
    """Tokens that stand in a page's fields: a node is a list of its name, its attributes and its children."""
    if not isinstance(node, list):
        return
    if len(node) > 1 and isinstance(node[0], str) and isinstance(node[1], dict):
        attributes = node[1]
        value = attributes.get("value") or attributes.get("content") or ""
        learn_from_text(f'<input name="{attributes.get("name", "")}" value="{value}">', redactor)
    for child in node:
        _learn_from_page(child, redactor)


def _clean(name: str, content: bytes, redactor: Redactor, *, pictures: bool) -> bytes:
    if name.endswith(_PICTURES):
        return content
    if not _is_lines(name):
        return redactor.text(_text(content)).encode("utf-8", "surrogateescape")
    events = (json.loads(line) for line in _text(content).splitlines() if line)
    kept = [_event(event, redactor, pictures=pictures) for event in events]
    return "".join(json.dumps(event, ensure_ascii=False) + "\n" for event in kept).encode("utf-8", "surrogateescape")


def _event(event: dict[str, Any], redactor: Redactor, *, pictures: bool) -> Any:
    if not pictures:
        event = {key: value for key, value in event.items() if key != "result"}
        if event.get("type") == "console":
            event = {**event, "text": "", "args": []}
    return _value(event, redactor)


def _value(value: Any, redactor: Redactor) -> Any:
    """As the redactor cleans values, but for the names by which the parts of a trace point to each other."""
    if isinstance(value, str):
        return value if _REFERENCE.fullmatch(value) else redactor.text(value)
    if isinstance(value, dict):
        kept = {key: _value(item, redactor) for key, item in value.items()}
        if isinstance(value.get("name"), str) and isinstance(value.get("value"), str):
            kept["value"] = redactor.named(value["name"], value["value"])
        return kept
    if isinstance(value, list):
        return [_value(item, redactor) for item in value]
    return value


def _is_lines(name: str) -> bool:
    return name.endswith((".trace", ".network"))


def _text(content: bytes) -> str:
    """Any bytes as text and back again: a secret in a file that is no text is a secret, too."""
    return content.decode("utf-8", "surrogateescape")
