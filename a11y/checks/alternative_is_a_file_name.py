"""Images whose alternative is what a camera or a template left there: for people who hear a page instead of seeing it."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

FILE_NAME = Message(
    en="The image is read out as “{alternative}”, which is the name of a file.",
    sv="Bilden läses upp som ”{alternative}”, som är ett filnamn.",
)
PLACEHOLDER = Message(
    en="The image is read out as “{alternative}”. Does that tell what it shows?",
    sv="Bilden läses upp som ”{alternative}”. Säger det vad den visar?",
)

_LOOK = r"""(s) => {
  const most = 2000;
  const file = /^[^\s?]*\w\.(jpe?g|png|gif|webp|svg|avif|bmp|tiff?|heic|jfif|ico)$/i;
  const camera = /^(img|dsc[nf]?|pxl|mvimg|dcim)[_ -]?\d{3,}[\w~-]*$/i;
  const machine = /^([0-9a-f]{32,64}|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/i;
  const word = new RegExp("^(an? |the |en |ett )?(image|images|img|picture|pic|photo|photograph|bild|bilden|foto|fotografi|graphic|grafik|" +
    "icon|ikon|thumbnail|miniatyr|miniatyrbild|placeholder|platshållare|spacer|alt|alt[ -]?text|alternativtext|alternative text|" +
    "image description|bildbeskrivning|untitled|namnlös|undefined|null|todo)[ _-]?\\d{0,3}\\.?$|^(logo|logotype|logotyp|banner)[ _-]?\\d{1,3}$", "i");
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);
  const nameInAddress = (e) => {
    const last = (attribute(e, "src") ?? "").split(/[?#]/)[0].split("/").at(-1);
    try { return decodeURIComponent(last) } catch { return last }
  };
  // Where the name of a file is what people read there, as in a list of handed-in files, the picture stands for the file.
  const readThere = (e, name) => {
    const around = e.closest("a, figure, li, tr, button, [role=listitem], [role=row], [role=option]");
    if (around?.innerText?.includes(name)) return true;
    // A box of its own among others: as far out as it holds no other picture.
    for (let at = s.parent(e), n = 0; at && n < 4 && at.querySelectorAll("img, svg, [role=img]").length === 1; at = s.parent(at), n += 1)
      if (at.innerText?.includes(name)) return true;
    return false;
  };
  const found = [];
  for (const e of s.all("img[alt], input[type=image][alt], area[alt], [role=img][aria-label], svg[aria-label]").slice(0, most)) {
    const alternative = (attribute(e, "aria-label") || attribute(e, "alt") || "").replace(/\s+/g, " ").trim();
    if (!alternative || /^(presentation|none)$/.test(attribute(e, "role") ?? "") || attribute(e, "aria-labelledby")) continue;
    if (e.localName !== "area" && !e.checkVisibility({ visibilityProperty: true })) continue;
    if (e.closest("[aria-hidden=true], [inert]")) continue;
    const named = file.test(alternative) || camera.test(alternative) || machine.test(alternative) ||
      (/\.\w{3,4}$/.test(alternative) && alternative === nameInAddress(e));
    const verdict = named ? (readThere(e, alternative) ? "" : "file") : word.test(alternative) ? "word" : "";
    if (verdict || !found.length) found.push([s.path(e), verdict, alternative.slice(0, 100)]);
    if (found.length > 100) break;
  }
  return found;
}"""


@check(
    "alternative-is-a-file-name",
    criteria=["1.1.1"],
    impact="serious",
    title=Message(
        en="An image's alternative does not tell what it shows", sv="En bilds alternativtext säger inte vad den visar"
    ),
    mend=Message(
        en='Write in a few words what the image tells people here; if it tells nothing, write alt="".',
        sv='Skriv med några ord vad bilden berättar just här; om den inte berättar något, skriv alt="".',
    ),
)
def alternative_is_a_file_name(page: Operated) -> Iterator[Outcome]:
    """Applies to images with an alternative. Expected: it is neither the name of a file nor a word that any image could bear."""
    for selector, verdict, alternative in page.ask(_LOOK):
        if verdict == "file":
            yield fails(selector, FILE_NAME, alternative=alternative)
        elif verdict == "word":
            yield unsure(selector, PLACEHOLDER, alternative=alternative)
        else:
            yield passes(selector)
