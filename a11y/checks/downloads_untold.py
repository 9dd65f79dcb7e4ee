"""Links that fetch a file without saying so: for people who expect a page, and whose programs may not open the file."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

UNTOLD = Message(
    en="“{called}” fetches a file ({kind}), and nothing in the link or beside it says so.",
    sv="”{called}” hämtar en fil ({kind}), och inget i länken eller intill säger det.",
)
IS_IT_A_PAGE = Message(
    en="“{called}” leads to a file ({kind}), and nothing in the link or beside it says so. Is it clear that no page follows?",
    sv="”{called}” leder till en fil ({kind}), och inget i länken eller intill säger det. Framgår det att det inte är en sida?",
)

_MOST = 1000
_LOOK = r"""(s, most) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  // What browsers hand to other programs, and what many show themselves.
  const handed = /\.(docx?|dotx?|xlsx?|pptx?|od[tsp]|rtf|zip|7z|rar|csv|ics|epub|pages|numbers|key|exe|msi|dmg|apk)$/i, shown = /\.(pdf)$/i;
  const told = /(?<!\p{L})(pdf|docx?|word(?=\W*(dokument|document|file|fil)|\W*$)|excel|xlsx?|power ?point|pptx?|odt|ods|odp|rtf|zip|csv|ics|epub|\d+\s*[km]b|download\p{L}*|files?|fil(en|er(na)?)?|ladda (ner|ned|hem)|hämta|kalkylblad|spreadsheet|(text)?dokument(en)?|documents?|spara|save|export\p{L}*)(?!\p{L})|[⬇⤓⇩📄📎💾]/iu;
  const drawn = (e) => ["::before", "::after"].map((which) => getComputedStyle(e, which).content).filter((c) => /["']/.test(c)).join(" ");
  const place = (e) => { try { return decodeURIComponent(new URL(e.href).pathname) } catch { return "" } };
  const found = [];
  for (const e of s.all("a[href], area[href]").slice(0, most)) {
    if (!/^(https?|file|blob|data):$/.test(e.protocol) || !s.shown(e) || e.closest("[aria-hidden=true], [inert]")) continue;
    const given = e.hasAttribute("download") ? attribute(e, "download") || place(e) : "";
    const file = e.hasAttribute("download") ? /(\.\w{1,5})$/.exec(given)?.[0] ?? "…" : handed.exec(place(e))?.[0] ?? shown.exec(place(e))?.[0];
    if (!file) continue;
    const referred = ["aria-labelledby", "aria-describedby"].flatMap((a) => attribute(e, a).split(/\s+/)).filter(Boolean)
      .map((id) => e.getRootNode().getElementById(id)?.textContent ?? "");
    const inside = [e, ...e.querySelectorAll("*")].slice(0, 50);
    // "The plan (PDF, 2 MB)", where the link is "The plan"; and a heading that says what all of a list are.
    const own = s.parent(e) && s.parent(e).textContent.length < 200 ? s.parent(e).textContent : "";
    const list = e.closest("ul, ol, table, section"), before = list?.previousElementSibling;
    const heading = [...(before?.matches("h1, h2, h3, h4, h5, h6, p") ? [before.textContent.slice(0, 200)] : []), list?.querySelector("caption, h2, h3, h4")?.textContent ?? ""];
    const words = [e.textContent, own, ...heading, ...referred, ...inside.flatMap((i) => [attribute(i, "aria-label"), attribute(i, "alt"), attribute(i, "title"), drawn(i)])];
    const kind = file.replace(/^\./, "").toUpperCase();
    found.push([s.path(e), s.called(e), kind, told.test(words.join(" ")) ? "told" : shown.test(file) && !e.hasAttribute("download") ? "shown" : "handed"]);
    if (found.length === 100) break;
  }
  return found;
}"""


@check(
    "downloads-untold",
    criteria=[],
    impact="minor",
    title=Message(en="A link fetches a file without saying so", sv="En länk hämtar en fil utan att säga det"),
    mend=Message(
        en="Write the kind of file into the link, and its size if it is large: “The year's plan (PDF, 2 MB)”.",
        sv="Skriv filens sort i länken, och storleken om den är stor: ”Årsplanen (PDF, 2 MB)”.",
    ),
)
def downloads_untold(page: Operated) -> Iterator[Outcome]:
    """Applies to visible links that ask the browser to save a file, or lead to one that it mostly hands to another program, or shows in
    another way than a page. Expected: the link, or what stands beside it, says so.
    """
    for way, called, kind, how in page.ask(_LOOK, _MOST):
        if how == "told":
            yield passes(way)
        elif how == "shown":
            yield unsure(way, IS_IT_A_PAGE, called=called, kind=kind)
        else:
            yield fails(way, UNTOLD, called=called, kind=kind)
