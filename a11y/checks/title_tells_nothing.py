"""Pages whose title is what a program or a template left there: for people with many tabs open, and those who hear the title first."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated
from a11y.titles import Title, kind_of

LEFT_OVER = Message(
    en="The title is “{title}”, which a program or a template has left there.",
    sv="Titeln är ”{title}”, som ett program eller en mall har lämnat kvar.",
)
FILE_NAME = Message(
    en="The title is “{title}”, which is the name of a file, and the page itself does not show it.",
    sv="Titeln är ”{title}”, som är ett filnamn, och sidan själv visar det inte.",
)
ADDRESS = Message(
    en="The title is “{title}”, which is an address that the page itself does not show.",
    sv="Titeln är ”{title}”, som är en adress som sidan själv inte visar.",
)
ONE_OF_MANY = Message(
    en="The title is “{title}” alone. Does it tell whose page this is, and what it is for?",
    sv="Titeln är bara ”{title}”. Säger den vems sida det är och vad den är till för?",
)

_NAMES_OF_PLACES = {Title.ADDRESS: ADDRESS, Title.FILE_NAME: FILE_NAME}
_READ_THERE = """(s, title) => [document.body.innerText, ...s.all("input, textarea").map((e) => e.value)].some((text) => text.toLowerCase().includes(title))"""
_LOOK = """(s) => {
  if (document.documentElement.localName !== "html" || !document.body) return null;
  const own = (proto, name, of) => Object.getOwnPropertyDescriptor(proto, name).get.call(of); // a picture named "title" hides the page's
  const clean = (text) => (text ?? "").replace(/\\s+/g, " ").trim();
  return {
    title: clean(own(Document.prototype, "title", document)).slice(0, 300),
    headings: s.all("h1, h2, [role=heading]").filter(s.shown).slice(0, 10).map((e) => clean(e.textContent).slice(0, 300)),
  };
}"""


@check(
    "title-tells-nothing",
    criteria=["2.4.2"],
    impact="serious",
    title=Message(en="The page's title does not say what it is", sv="Sidans titel säger inte vad det är för sida"),
    mend=Message(
        en="Write into <title> what the page is for, then whose it is: “Report absence – Ekbacken School”.",
        sv="Skriv i <title> vad sidan är till för, och sedan vems den är: ”Anmäl frånvaro – Ekbackens skola”.",
    ),
)
def title_tells_nothing(page: Operated) -> Iterator[Outcome]:
    """Applies to pages with a title. Expected: it is no leftover of a program or template, no address, and no name of a file that
    the page does not show. A page that bears the same words as its heading may be about just that: a person looks."""
    seen = page.ask(_LOOK)
    if seen is None or not seen["title"]:
        return
    title = seen["title"]
    plain = title.casefold()
    heading = any(plain == one.casefold() for one in seen["headings"])
    kind = kind_of(title)
    if kind is Title.LEFT_OVER:
        # A document without a name may be called so by the page itself.
        known = heading or page.ask(_READ_THERE, title.lower())
        yield unsure("html", ONE_OF_MANY, title=title) if known else fails("html", LEFT_OVER, title=title)
    elif kind in _NAMES_OF_PLACES:
        known = page.ask(_READ_THERE, title.lower())
        yield passes("html") if known else fails("html", _NAMES_OF_PLACES[kind], title=title)
    elif kind is Title.ONE_OF_MANY and not heading:
        yield unsure("html", ONE_OF_MANY, title=title)
    else:
        yield passes("html")
