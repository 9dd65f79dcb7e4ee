"""The traffic of a journey, as load and privacy need it: with bodies, without secrets, their places kept."""

from __future__ import annotations

import json
import re
from base64 import b64decode
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import unquote_plus

from playwright.sync_api import BrowserContext, Error

from evidence.redaction import Redactor

_TOKEN_FIELD = re.compile(
    r"""<(?:input|meta)\b[^>]*\bname=["']?(?P<name>[^"'\s>]*(?:csrf|xsrf|token|nonce|__viewstate|samlre|wresult)[^"'\s>]*)["']?[^>]*>""",
    re.I,
)
_VALUE = re.compile(r"""\b(?:value|content)=["']?(?P<value>[^"'\s>]{8,})""", re.I)
_JSON_TOKEN = re.compile(
    r'"(?P<name>[\w-]*(?:token|csrf|secret|nonce|jwt|ticket)[\w-]*)"\s*:\s*"(?P<value>[^"]{8,})"', re.I
)
_SECRET_HEADER = re.compile(r"cookie|auth|token|csrf|xsrf|api-?key|secret|session", re.I)
_TEXT = re.compile(r"text/|json|javascript|xml|x-www-form-urlencoded")


def without_secrets(har: Path, redactor: Redactor) -> bytes:
    """An HTTP archive as it may be kept.

    Secrets are looked for in the whole archive first and replaced afterwards, so that a token has one placeholder in
    the answer that gave it and in the request that sent it.

    Args:
        har: The archive that the browser wrote.
        redactor: Knows the passwords; is told the cookies and tokens that are found here.
    """
    archive = json.loads(har.read_text("utf-8"))
    entries: list[dict[str, Any]] = archive["log"]["entries"]
    for entry in entries:
        learn(entry, redactor)
    for entry in entries:
        entry["request"]["cookies"] = [{**c, "value": "[secret:cookie]"} for c in entry["request"].get("cookies", [])]
        entry["response"]["cookies"] = [{**c, "value": "[secret:cookie]"} for c in entry["response"].get("cookies", [])]
        for message in (entry["request"], entry["response"]):
            for header in message["headers"]:
                if _SECRET_HEADER.search(header["name"]):
                    header["value"] = redactor.text(_hidden(header["name"].lower(), header["value"]))
        _decode(entry["response"]["content"])
    cleaned: bytes = json.dumps(redactor.value(archive), ensure_ascii=False).encode()
    return cleaned


def learn(entry: dict[str, Any], redactor: Redactor) -> None:
    """Tell the redactor the cookies and tokens of one request and its answer, as an HTTP archive holds them."""
    for message in (entry["request"], entry["response"]):
        for cookie in message.get("cookies", []):
            redactor.add_unnamed("cookie", cookie["value"])
        for header in message["headers"]:
            if _SECRET_HEADER.search(header["name"]) and header["name"].lower() not in {"cookie", "set-cookie"}:
                redactor.add_unnamed("token", header["value"].partition(" ")[2] or header["value"])
    _decode(entry["response"]["content"])
    learn_from_text(entry["response"]["content"].get("text", ""), redactor)
    for parameter in entry["request"].get("postData", {}).get("params", []):
        parameter["value"] = unquote_plus(parameter["value"]) if "%" in parameter["value"] else parameter["value"]


def learn_cookies(context: BrowserContext, redactor: Redactor, gone: Iterable[str] = ()) -> None:
    """Tell the redactor the cookies that a browser context has now, and the values of those that it had meanwhile."""
    for value in gone:
        redactor.add_unnamed("cookie", value)
    with suppress(Error):  # the browser may be gone
        for cookie in context.cookies():
            redactor.add_unnamed("cookie", cookie.get("value", ""))


def learn_from_text(text: str, redactor: Redactor) -> None:
    """Tell the redactor the tokens that stand in a page's fields or in JSON."""
    for tag in _TOKEN_FIELD.finditer(text):
        if value := _VALUE.search(tag.group()):
            redactor.add_unnamed("token", value.group("value"))
    for match in _JSON_TOKEN.finditer(text):
        redactor.add_unnamed("token", match.group("value"))


def _decode(content: dict[str, Any]) -> None:
    """Text that the archive holds in base64 as text, or secrets in it would be kept."""
    if content.get("encoding") == "base64":
        if _TEXT.search(content.get("mimeType", "")):
            content["text"] = b64decode(content["text"]).decode("utf-8", "replace")
            del content["encoding"]
        else:
            content.pop("text", None)
            content.pop("encoding", None)


def _hidden(header: str, value: str) -> str:
    if header in {"cookie", "set-cookie"}:
        return re.sub(
            r"(?P<name>[^=;\s]+)=(?P<value>[^;]*)",
            lambda m: m.group() if m["name"].lower() in _COOKIE_ATTRIBUTES else f"{m['name']}=[secret:cookie]",
            value,
        )
    return value


_COOKIE_ATTRIBUTES = {"path", "domain", "expires", "max-age", "samesite"}
