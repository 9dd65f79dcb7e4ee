"""Which pages a scan is asked for: addresses, files here, and the pages that a sitemap names."""

from __future__ import annotations

import html
import re
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlsplit
from xml.parsers import expat

import requests

from evidence.problem import Problem

_SITEMAP_LIMIT_S = 30.0
_MOST_PAGES = 5000
_NO_SITEMAP = "Write the address or path of a whole sitemap.xml; a page is named without --sitemap."
_WEB_PAGE = re.compile(r"\s*(<!--.*?-->\s*)*<(!doctype\s+html|html)\b", re.IGNORECASE | re.DOTALL)
_LOCATION = re.compile(r"<(?:\w+:)?loc>\s*([^<\s]+)\s*</")


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
    parts = urlsplit(page)
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


def _in_sitemap(sitemap: str) -> list[str]:
    fetched = urlsplit(sitemap).scheme in {"http", "https"}
    content = _text_of(sitemap, fetched=fetched)
    found = [html.unescape(place) for place in _LOCATION.findall(content)]
    kind = _root_of(content, sitemap)
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
    if here := [place for place in found if fetched and urlsplit(place).scheme not in {"http", "https"}]:
        raise Problem(
            f'names "{here[0]}", which is no page of the web',
            where=sitemap,
            do="Let it name https://… alone; save it as a file here if it is to name files.",
        )
    return [_address(place) for place in found]


def _root_of(content: str, sitemap: str) -> str:
    """What kind of XML a document is: the name of its root.

    Raises:
        Problem: It is a web page, or is not XML.
    """
    if _WEB_PAGE.match(content):
        raise Problem("is no sitemap: it is a web page", where=sitemap, do=_NO_SITEMAP)
    roots: list[str] = []
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda name, _attributes: None if roots else roots.append(name)
    try:
        parser.Parse(content.lstrip("\ufeff \t\r\n"), True)
    except expat.ExpatError as error:
        raise Problem(
            f"is not XML: {expat.errors.messages[error.code]}", where=f"{sitemap}:{error.lineno}", do=_NO_SITEMAP
        ) from None
    return roots[0].rpartition(":")[2]


def _text_of(sitemap: str, *, fetched: bool) -> str:
    """What a sitemap says.

    Raises:
        Problem: It cannot be read.
    """
    try:
        if not fetched:
            return Path(sitemap).read_text("utf-8")
        answer = requests.get(sitemap, timeout=_SITEMAP_LIMIT_S)
        answer.raise_for_status()
    except requests.HTTPError:
        why = f"the server answered with status {answer.status_code}"
    except requests.Timeout:
        why = f"the server did not answer within {_SITEMAP_LIMIT_S:g} s"
    except requests.RequestException:
        why = "the server could not be reached"
    except OSError as error:
        why = error.strerror or type(error).__name__
    except UnicodeDecodeError:
        why = "it is not written in UTF-8"
    else:
        return answer.text
    raise Problem(
        f"cannot be read: {why}", where=sitemap, do="Write --sitemap with the address or path of a sitemap.xml."
    )
