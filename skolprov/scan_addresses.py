"""Which pages a scan is asked for: addresses, files here, and the pages that a sitemap names."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from xml.parsers import expat

import requests

from evidence.problem import Problem

_SITEMAP_LIMIT_S = 30.0
_MOST_PAGES = 5000
_NO_SITEMAP = "Write the address or path of a whole sitemap.xml; a page is named without --sitemap."
_WEB_PAGE = re.compile(rb"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_OF_ONE = {"urlset": "url", "sitemapindex": "sitemap"}
"""What stands for one page, or one sitemap, in each kind of document."""
_BOM = b"\xef\xbb\xbf"


def addresses_of(pages: Sequence[str], sitemap: str | None) -> list[str]:
    """The addresses that were named, each once: of pages, of files here, and of a sitemap's pages.

    Args:
        pages: Addresses (http, https, file), or paths of files.
        sitemap: Address or path of a sitemap (sitemaps.org, 0.9).
    Raises:
        Problem: One of them is neither, or the sitemap cannot be read.
    """
    named = [*map(_address, pages), *(_in_sitemap(sitemap) if sitemap else ())]
    if not named:
        raise Problem("no page is named", where="command line", do="Write an address, a file, or --sitemap URL.")
    return list(dict.fromkeys(named))


def _address(page: str) -> str:
    parts = _split(page)
    if parts.scheme in {"http", "https"} and not parts.hostname:
        raise Problem("is no address: it names no host", where=page, do="Write it whole, such as https://school.test/")
    if parts.scheme in {"http", "https", "file"}:
        return page
    if Path(page).is_file():
        return Path(page).resolve().as_uri()
    raise Problem(
        "is no page: neither an address nor a file",
        where=page,
        do=f"Write it whole, such as https://{page.lstrip('/')}"
        if "." in page.partition("/")[0]
        else "Write https://…, or the path of an HTML file.",
    )


def _split(address: str) -> SplitResult:
    try:
        return urlsplit(address)
    except ValueError as error:
        raise Problem(
            f"is no address: {error}", where=address, do="Write it whole, such as https://school.test/"
        ) from None


def _in_sitemap(sitemap: str) -> list[str]:
    fetched = _split(sitemap).scheme in {"http", "https"}
    content, charset = _fetched(sitemap) if fetched else (_stored(sitemap), None)
    document = _read(content, charset, sitemap)
    found, kind = document.locations, document.kind
    if kind == "sitemapindex":
        named = f", such as {found[0]}" if found else ""
        raise Problem("is a list of sitemaps", where=sitemap, do=f"Name one of them{named}.")
    if kind != "urlset":
        raise Problem(
            f"is no sitemap: it is a document of <{kind}>, and not of <urlset>", where=sitemap, do=_NO_SITEMAP
        )
    if not found:
        raise Problem(
            "is a sitemap that names no page",
            where=sitemap,
            do="Write <url><loc>https://…</loc></url> in it for each page, or name the pages without --sitemap.",
        )
    if len(found) > _MOST_PAGES:
        raise Problem(
            f"names {len(found)} pages, which is too many",
            where=sitemap,
            do=f"Write a sitemap with {_MOST_PAGES} or fewer.",
        )
    # What a server names must not open what lies on this machine.
    if here := [place for place in found if fetched and _split(place).scheme not in {"http", "https"}]:
        raise Problem(
            f'names "{here[0]}", which is no page of the web',
            where=sitemap,
            do="Let it name https://… alone; save it as a file here if it is to name files.",
        )
    return [_address(place) for place in found]


@dataclass
class _Document:
    """What has been read of an XML document so far."""

    path: list[tuple[str, str]] = field(default_factory=list)
    """Namespace and name of each element that is open, from the root on."""
    root: tuple[str, str] = ("", "")
    locations: list[str] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    """Of the address that is being read: it comes in pieces."""

    @property
    def kind(self) -> str:
        """The name of the root."""
        return self.root[1]

    def start(self, name: str, _attributes: object) -> None:
        namespace, _, local = name.rpartition(" ")
        self.path.append((namespace, local))
        if len(self.path) == 1:
            self.root = self.path[0]

    def text(self, said: str) -> None:
        if self._in_location:
            self.parts.append(said)

    def end(self, _name: str) -> None:
        if self._in_location:
            self.locations += filter(None, ["".join(self.parts).strip()])
            self.parts.clear()
        self.path.pop()

    @property
    def _in_location(self) -> bool:
        """Whether this is the address of a page itself: those of its pictures and films are named alike, in namespaces of their own."""
        namespace, root = self.root
        return self.path == [self.root, (namespace, _OF_ONE.get(root, "")), (namespace, "loc")]


def _read(content: bytes, charset: str | None, sitemap: str) -> _Document:
    """What an XML document names.

    Args:
        content: As it came: the parser sees to its encoding.
        charset: The encoding that the server named; the document's own word, if it named none.
        sitemap: Where it is.
    Raises:
        Problem: It is a web page, or is not XML.
    """
    content = content.removeprefix(_BOM).lstrip(b" \t\r\n")
    if _WEB_PAGE.match(content):
        raise Problem("is no sitemap: it is a web page", where=sitemap, do=_NO_SITEMAP)
    document = _Document()
    parser = expat.ParserCreate(charset, namespace_separator=" ")
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.text
    try:
        parser.Parse(content, True)
    except expat.ExpatError as error:
        raise Problem(
            f"is not XML: {expat.errors.messages[error.code]}", where=f"{sitemap}:{error.lineno}", do=_NO_SITEMAP
        ) from None
    except (LookupError, ValueError) as error:  # of the encoding that it names
        raise Problem(f"cannot be read: {error}", where=sitemap, do="Write it in UTF-8.") from None
    return document


def _stored(sitemap: str) -> bytes:
    try:
        return Path(sitemap).read_bytes()
    except OSError as error:
        raise _unreadable(sitemap, error.strerror or type(error).__name__) from None


def _fetched(sitemap: str) -> tuple[bytes, str | None]:
    """What a server answers, and the encoding that it names. Not the one that HTTP once took where none is named: XML says its own."""
    try:
        answer = requests.get(sitemap, timeout=_SITEMAP_LIMIT_S)
        answer.raise_for_status()
    except requests.HTTPError:
        raise _unreadable(sitemap, f"the server answered with status {answer.status_code}") from None
    except requests.Timeout:
        raise _unreadable(sitemap, f"the server did not answer within {_SITEMAP_LIMIT_S:g} s") from None
    except requests.RequestException:
        raise _unreadable(sitemap, "the server could not be reached") from None
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type", "")
    return answer.content, header.get_content_charset()


def _unreadable(sitemap: str, why: str) -> Problem:
    return Problem(
        f"cannot be read: {why}", where=sitemap, do="Write --sitemap with the address or path of a sitemap.xml."
    )
