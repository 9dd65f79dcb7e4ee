"""Which pages a scan is asked for: addresses, files here, and the pages that a sitemap names."""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from email.message import Message
from pathlib import Path
from urllib.parse import SplitResult, urlsplit
from xml.parsers import expat

import requests

from evidence.problem import Problem

_SITEMAP_LIMIT_S = 30.0
_MOST_PAGES = 5000
_MOST_BYTES = 50 << 20
_CHUNK_BYTES = 1 << 16
_NO_SITEMAP = "Write the address or path of a whole sitemap.xml; a page is named without --sitemap."
_IN_UTF_8 = "Write it in UTF-8, or the address or path of another sitemap.xml."
_HTML = re.compile(r"<(!doctype\s+html|html)\b", re.IGNORECASE)
_SPACE = b" \t\r\n"
_DECLARED = re.compile(rb"""<\?xml\s[^>?]{0,200}?\bencoding\s{0,9}=\s{0,9}["']([A-Za-z][\w.-]{0,40})["']""")
"""The encoding that a document itself names."""
_MARKS = {
    b"\xef\xbb\xbf": "utf-8",
    b"\xff\xfe": "utf-16",
    b"\xfe\xff": "utf-16",
    b"<\x00": "utf-16-le",
    b"\x00<": "utf-16-be",
}
"""How documents begin whose first bytes tell their encoding."""
_OF_NAMES = frozenset({"idna", "punycode"})
"""Encodings of hosts' names, which documents have not, and which take for ever to read."""
_OF_ONE = {"urlset": "url", "sitemapindex": "sitemap"}
"""What stands for one page, or one sitemap, in each kind of document."""


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
    elsewhere: list[str] = field(default_factory=list)
    """Entities in addresses that are kept in other files."""

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

    def external(self, context: str, _base: str | None, _system: str | None, _public: str | None) -> int:
        self.skipped(context.rpartition("\f")[2], False)
        return 1

    def skipped(self, name: str, _parameter: object) -> None:
        if self._in_location:
            self.elsewhere.append(name)

    @property
    def _in_location(self) -> bool:
        """Whether this is the address of a page itself: those of its pictures and films are named alike, in namespaces of their own."""
        namespace, root = self.root
        return self.path == [self.root, (namespace, _OF_ONE.get(root, "")), (namespace, "loc")]


def _read(content: bytes, charset: str | None, sitemap: str) -> _Document:
    """What an XML document names.

    Args:
        content: As it came.
        charset: The encoding that the server named, if it named one.
        sitemap: Where it is.
    Raises:
        Problem: It is a web page, or is not XML, or leaves an address to what is kept elsewhere.
    """
    text = _decoded(content, charset, sitemap)
    document = _Document()
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartElementHandler = document.start
    parser.EndElementHandler = document.end
    parser.CharacterDataHandler = document.text
    parser.ExternalEntityRefHandler = document.external
    parser.SkippedEntityHandler = document.skipped
    try:
        parser.Parse(text, True)
    except expat.ExpatError as error:
        # HTML's own beginning is no XML; how XHTML goes on may be none.
        if document.kind.lower() == "html" or (not document.kind and _HTML.match(text, _after_comments(text))):
            raise _web_page(sitemap) from None
        raise Problem(
            f"is not XML: {expat.errors.messages[error.code]}", where=f"{sitemap}:{error.lineno}", do=_NO_SITEMAP
        ) from None
    if document.kind.lower() == "html":
        raise _web_page(sitemap)
    if document.elsewhere:
        raise Problem(
            f"has an address with &{document.elsewhere[0]}; in it, which another file would say",
            where=sitemap,
            do="Write each address whole: nothing is read but the sitemap itself.",
        )
    return document


def _after_comments(text: str) -> int:
    """Where what stands after the first comments begins."""
    at = 0
    while text.startswith("<!--", at) and (end := text.find("-->", at)) >= 0:
        at = end + len("-->")
        while text[at : at + 1].isspace():
            at += 1
    return at


def _web_page(sitemap: str) -> Problem:
    return Problem("is no sitemap: it is a web page", where=sitemap, do=_NO_SITEMAP)


def _decoded(content: bytes, charset: str | None, sitemap: str) -> str:
    """The text of a document, whatever spelling its encoding goes by: the parser knows few.

    Raises:
        Problem: There is no such encoding, or it is written in another.
    """
    declared = _DECLARED.match(content.lstrip(_SPACE))
    named = (charset or "").strip("'\" ") or (declared[1].decode() if declared else "")
    try:
        encoding = codecs.lookup(named).name if named else "utf-8"
        if encoding == "ascii":  # what servers say of every text/xml; of each such document, UTF-8 says the same
            encoding = codecs.lookup(declared[1].decode()).name if declared else "utf-8"
            encoding = "utf-8" if encoding == "ascii" else encoding
        # A mark at the beginning is surer than any word about it.
        encoding = next((known for mark, known in _MARKS.items() if content.startswith(mark)), encoding)
        if encoding in _OF_NAMES:
            raise LookupError(f"unknown encoding: {named}")
        return content.decode(encoding).lstrip("\ufeff \t\r\n")
    except UnicodeDecodeError as error:
        raise Problem(
            f"cannot be read as {error.encoding}: byte {error.start + 1} is none of it", where=sitemap, do=_IN_UTF_8
        ) from None
    except (LookupError, ValueError) as error:
        raise Problem(f"cannot be read: {error}", where=sitemap, do=_IN_UTF_8) from None


def _stored(sitemap: str) -> bytes:
    try:
        with Path(sitemap).open("rb") as file:
            return _within_limit([file.read(_MOST_BYTES + 1)], sitemap)
    except OSError as error:
        raise _unreadable(sitemap, error.strerror or type(error).__name__) from None


def _fetched(sitemap: str) -> tuple[bytes, str | None]:
    """What a server answers, and the encoding that it names. Not the one that HTTP once took where none is named: XML says its own."""
    try:
        with requests.get(sitemap, timeout=_SITEMAP_LIMIT_S, stream=True) as answer:
            answer.raise_for_status()
            content = _within_limit(answer.iter_content(_CHUNK_BYTES), sitemap)
    except requests.HTTPError:
        raise _unreadable(sitemap, f"the server answered with status {answer.status_code}") from None
    except requests.Timeout:
        raise _unreadable(sitemap, f"the server did not answer within {_SITEMAP_LIMIT_S:g} s") from None
    except requests.RequestException:
        raise _unreadable(sitemap, "the server could not be reached") from None
    header = Message()
    header["Content-Type"] = answer.headers.get("Content-Type", "")
    return content, header.get_content_charset()


def _within_limit(chunks: Iterable[bytes], sitemap: str) -> bytes:
    """All of it, unpacked.

    Raises:
        Problem: It is larger than sitemaps may be.
    """
    content = bytearray()
    for chunk in chunks:
        content += chunk
        if len(content) > _MOST_BYTES:
            raise Problem(
                f"is larger than {_MOST_BYTES >> 20} MB, which no sitemap may be (sitemaps.org)",
                where=sitemap,
                do="Divide it into several, and name one of them.",
            )
    return bytes(content)


def _unreadable(sitemap: str, why: str) -> Problem:
    return Problem(
        f"cannot be read: {why}", where=sitemap, do="Write --sitemap with the address or path of a sitemap.xml."
    )
