"""Which pages a sitemap names, whoever wrote it and however it is written."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from evidence.problem import Problem
from skolprov import scan_addresses
from skolprov.scan_addresses import addresses_of
from tests.conftest import Page, Site

Serve = Callable[[Site], str]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("<urlset><url><loc>https://a.test/", ":1: is not XML: "),
        ("<urlset><url><loc>https://a.test/</loc></url>", ":1: is not XML: "),
        ("<!doctype html><title>Letters</title><br>", ": is no sitemap: it is a web page"),
        ("<html><body/></html>", ": is no sitemap: it is a web page"),
        ("<rss><channel/></rss>", ": is no sitemap: it is a document of <rss>"),
        ('<?xml version="1.0"?><urlset></urlset>', ": is a sitemap that names no page"),
    ],
)
def test_what_is_wrong_with_a_sitemap_is_told(tmp_path: Path, text: str, said: str) -> None:
    (tmp_path / "map.xml").write_text(text, "utf-8")
    with pytest.raises(Problem) as raised:
        addresses_of([], str(tmp_path / "map.xml"))
    assert f"map.xml{said}" in str(raised.value)


SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE s:urlset [<!ENTITY school "https://a.test">]>
<s:urlset xmlns:s="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">
  <!-- <s:url><s:loc>https://a.test/commented-out</s:loc></s:url> -->
  <s:url><s:loc><![CDATA[https://a.test/?a=1&b=2]]></s:loc><image:image><image:loc>https://a.test/dog.png</image:loc></image:image></s:url>
  <s:url><s:loc>
    &school;/<!-- here -->frånvaro?a=1&amp;b=2
  </s:loc></s:url>
</s:urlset>"""
NAMED = ["https://a.test/?a=1&b=2", "https://a.test/frånvaro?a=1&b=2"]


def test_a_sitemap_is_read_as_xml_and_its_pictures_are_no_pages(serve_site: Serve, tmp_path: Path) -> None:
    for name, text in (
        ("utf-8", "\ufeff" + SITEMAP),
        ("utf-16", SITEMAP.replace("UTF-8", "UTF-16")),
        ("iso-8859-1", SITEMAP.replace("UTF-8", "ISO-8859-1")),
        ("windows-1252", SITEMAP.replace("UTF-8", "windows-1252")),
    ):
        (tmp_path / name).write_bytes(text.encode(name))
        assert addresses_of([], str(tmp_path / name)) == NAMED
    for kind in ("text/xml", "text/xml; charset=utf-8", "application/xml"):
        url = serve_site({"/map.xml": Page(SITEMAP, kind=kind)})
        assert addresses_of([], f"{url}/map.xml") == NAMED
    (tmp_path / "map.xml").write_text(SITEMAP.replace("UTF-8", "klingon"), "utf-8")
    with pytest.raises(Problem, match="unknown encoding"):
        addresses_of([], str(tmp_path / "map.xml"))


def test_a_sitemap_that_means_to_fill_the_memory_is_no_sitemap(tmp_path: Path) -> None:
    of_tens = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    bomb = f'<!DOCTYPE urlset [<!ENTITY e0 "0123456789">{of_tens}]><urlset><url><loc>&e9;</loc></url></urlset>'
    (tmp_path / "map.xml").write_text(bomb, "utf-8")
    with pytest.raises(Problem, match="is not XML: limit on input amplification factor"):
        addresses_of([], str(tmp_path / "map.xml"))


WITH_UMLAUT = "<urlset><url><loc>https://a.test/frånvaro</loc></url></urlset>"


@pytest.mark.parametrize("charset", ["utf8", "'utf-8'", '"UTF_8"', "us-ascii"])
def test_utf_8_is_known_by_every_name_and_where_the_server_says_less(serve_site: Serve, charset: str) -> None:
    url = serve_site({"/map.xml": Page(WITH_UMLAUT, kind=f"text/xml; charset={charset}")})
    assert addresses_of([], f"{url}/map.xml") == ["https://a.test/frånvaro"]


def test_the_servers_word_about_the_encoding_goes_before_the_documents(serve_site: Serve) -> None:
    text = f'<?xml version="1.0" encoding="ISO-8859-1"?>{WITH_UMLAUT}'
    url = serve_site({"/map.xml": Page(text, kind="text/xml; charset=utf-8"), "/own.xml": Page(text, kind="text/xml")})
    assert addresses_of([], f"{url}/map.xml") == ["https://a.test/frånvaro"]
    assert addresses_of([], f"{url}/own.xml") == ["https://a.test/frÃ¥nvaro"]


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf8"),
        ("shift_jis", "Shift_JIS"),
        ("utf-16-le", "UTF-16"),
        ("gb18030", "GB18030"),
        ("utf-8", "US-ASCII"),
    ],
)
def test_a_sitemap_is_read_in_the_encoding_that_it_names(tmp_path: Path, encoding: str, named: str) -> None:
    text = f'<?xml version="1.0" encoding="{named}"?>{WITH_UMLAUT.replace("frånvaro", "欠席")}'
    (tmp_path / "map.xml").write_bytes(text.encode(encoding))
    assert addresses_of([], str(tmp_path / "map.xml")) == ["https://a.test/欠席"]


@pytest.mark.parametrize(
    ("written", "named", "said"),
    [
        ("latin-1", "", "cannot be read as utf-8: byte 36 is none of it"),
        ("utf-8", "zlib", "'zlib' is not a text encoding"),
        ("utf-8", "punycode", "unknown encoding: punycode"),
    ],
)
def test_a_sitemap_in_another_encoding_than_it_names_says_so(
    tmp_path: Path, written: str, named: str, said: str
) -> None:
    head = f'<?xml version="1.0" encoding="{named}"?>' if named else ""
    (tmp_path / "map.xml").write_bytes((head + WITH_UMLAUT).encode(written))
    with pytest.raises(Problem, match=said):
        addresses_of([], str(tmp_path / "map.xml"))


@pytest.mark.parametrize("namespace", ["", ' xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'])
def test_a_picture_beside_an_address_is_no_page(tmp_path: Path, namespace: str) -> None:
    picture = '<i:loc xmlns:i="http://www.google.com/schemas/sitemap-image/1.1">https://a.test/dog.png</i:loc>'
    text = f"<urlset{namespace}><url><loc>https://a.test/</loc>{picture}</url></urlset>"
    (tmp_path / "map.xml").write_text(text, "utf-8")
    assert addresses_of([], str(tmp_path / "map.xml")) == ["https://a.test/"]


@pytest.mark.parametrize(
    "head",
    [
        '<!DOCTYPE urlset [<!ENTITY e SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE urlset [<!ENTITY n SYSTEM "n.txt"><!ENTITY e "a&n;b">]>',
        '<!DOCTYPE urlset SYSTEM "names.dtd">',
    ],
)
def test_an_address_that_another_file_would_complete_is_not_shortened_in_silence(tmp_path: Path, head: str) -> None:
    (tmp_path / "map.xml").write_text(f"{head}<urlset><url><loc>https://a.test/&e;</loc></url></urlset>", "utf-8")
    with pytest.raises(Problem, match=r"has an address with &[en]; in it, which another file would say"):
        addresses_of([], str(tmp_path / "map.xml"))
    beside = "<urlset><url><loc>https://a.test/</loc><lastmod>&e;</lastmod></url></urlset>"
    (tmp_path / "map.xml").write_text(head + beside, "utf-8")
    assert addresses_of([], str(tmp_path / "map.xml")) == ["https://a.test/"]


def test_thousands_of_comments_are_passed_over(tmp_path: Path) -> None:
    """A reader that goes back for each of them does not end in a lifetime."""
    comments = "<!-- a -->\n" * 5000
    (tmp_path / "map.xml").write_text(comments + WITH_UMLAUT, "utf-8")
    assert addresses_of([], str(tmp_path / "map.xml")) == ["https://a.test/frånvaro"]
    for end, said in (("nothing", "is not XML"), ("<!doctype html><p>", "it is a web page")):
        (tmp_path / "map.xml").write_text(comments + end, "utf-8")
        with pytest.raises(Problem, match=said):
            addresses_of([], str(tmp_path / "map.xml"))


def test_a_sitemap_that_is_larger_than_they_may_be_is_not_read_to_its_end(
    serve_site: Serve, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(scan_addresses, "_MOST_BYTES", 1 << 20)
    large = " " * (1 << 20) + WITH_UMLAUT
    (tmp_path / "map.xml").write_text(large, "utf-8")
    url = serve_site({"/map.xml": Page(large, kind="text/xml")})
    for place in (str(tmp_path / "map.xml"), f"{url}/map.xml"):
        with pytest.raises(Problem, match="is larger than 1 MB, which no sitemap may be"):
            addresses_of([], place)
