"""Fields that have to be filled in and differ from others in colour alone: for people who tell colours apart poorly, or do not see them."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

TOLD_SO = Message(
    en="The form says “{told}”, and “{called}” and the others that are required differ from the rest in colour alone.",
    sv="Formuläret säger ”{told}”, och ”{called}” och de andra som måste fyllas i skiljer sig från resten bara genom färgen.",
)
DIFFERS_IN_COLOUR = Message(
    en="“{called}” is required, and differs in colour alone from “{other}”, which is not. Is it said in another way, too?",
    sv="”{called}” måste fyllas i, och skiljer sig bara genom färgen från ”{other}”, som är frivilligt. Sägs det även på annat sätt?",
)

_LOOK = r"""(s) => {
  const wanted = "input:not([type=hidden], [type=submit], [type=button], [type=reset], [type=image]), select, textarea";
  const marks = /[*＊✱∗•†‡●]|requi|obligat|mandator|must|nödvänd|måste|krävs|kräver|frivil|valfri|option|ej tvingande/iu;
  const colours = "färg|colou?r|red|röd\\p{L}*|blue|blå\\p{L}*|green|grön\\p{L}*|orange|yellow|gul\\p{L}*|bold red";
  const asks = "requi|obligat|mandator|must|måste|krävs|fylla? i|fill";
  const says = new RegExp(`(?<!\\p{L})(${colours})(?!\\p{L}).{0,80}(${asks})|(${asks}).{0,80}(?<!\\p{L})(${colours})(?!\\p{L})`, "iu");
  // What a name of a colour stands for, of red, green and blue: these lead all others by that much.
  const hues = [[/^r[eö]d/iu, [0]], [/^bl[uå]/iu, [2]], [/^gr[eö]/iu, [1]], [/^(orange|yellow|gul)/iu, [0, 1]], [/^(färg|colou)/iu, null]];
  const isOf = (colour, line) => {
    const [word] = new RegExp(`(?<!\\p{L})(${colours})(?!\\p{L})`, "iu").exec(line) ?? [""];
    const [, leading] = hues.find(([name]) => name.test(word.replace(/^bold /i, ""))) ?? [];
    const rgb = s.rgba(colour).slice(0, 3), lead = Math.max(...rgb) - Math.min(...rgb);
    return leading === undefined ? false : lead > 60 && (!leading || leading.every((one) => rgb[one] - Math.min(...rgb) > 40 && leading.includes(rgb.indexOf(Math.max(...rgb)))));
  };
  const textOf = (e) => clean(e ? Object.getOwnPropertyDescriptor(HTMLElement.prototype, "innerText").get.call(e) : "");
  const lineOf = (form) => [form, Object.getOwnPropertyDescriptor(Element.prototype, "previousElementSibling").get.call(form)]
    .filter((e) => e instanceof HTMLElement && s.shown(e) && (e === form || !holds(e))).flatMap((e) => textOf(e).split(/(?<=[.!?:])\s/)).find((one) => one.length < 200 && says.test(one)) ?? "";
  const clean = (text) => (text ?? "").replace(/\s+/g, " ").trim();
  const within = (part, selector) => [...Element.prototype.querySelectorAll.call(part, selector)]; // a form's fields may hide its own
  const holds = (part) => within(part, wanted).length;
  // What belongs to a field alone: the largest box around it that holds no other field.
  const around = (e, form) => {
    let at = e;
    for (let up = s.parent(e); up && up !== form && holds(up) === 1; up = s.parent(up)) at = up;
    return at;
  };
  const generated = (part) => ["::before", "::after"].map((which) => {
    const style = getComputedStyle(part, which);
    return style.content === "none" || style.content === "normal" ? "" : `${style.content} ${style.backgroundImage}`;
  }).join("");
  const look = (e, form) => {
    const labels = [...(e.labels ?? [])].filter((l) => s.shown(l));
    const own = around(e, form);
    const told = (e.getAttribute("aria-describedby") ?? "").split(/\s+/).map((id) => document.getElementById(id)?.innerText).join(" ");
    const parts = [own, ...own.querySelectorAll("*"), ...labels, ...labels.flatMap((l) => [...l.querySelectorAll("*")])].slice(0, 60);
    const text = [own === e ? "" : own.innerText, ...labels.map((l) => l.innerText), told, e.getAttribute("placeholder"), e.title, ...parts.map(generated)].map(clean).join(" ");
    const field = getComputedStyle(e), label = labels[0] && getComputedStyle(labels[0].querySelector("span, b, strong, em") ?? labels[0]);
    const kind = `${e.localName} ${e.type}`;
    return {
      e, kind, required: e.required || e.getAttribute("aria-required") === "true", marked: marks.test(text) || Boolean(own !== e && own.querySelector("svg, img")),
      colour: {
        label: label ? label.color : "", plate: labels[0] ? getComputedStyle(labels[0]).backgroundColor : "",
        border: `${kind}|${field.borderTopColor}|${field.borderLeftColor}|${field.borderBottomColor}`, ground: `${kind}|${field.backgroundColor}`,
      },
      shape: [
        label ? `${label.fontWeight}|${label.fontStyle}|${label.textDecorationLine}|${label.fontSize}|${label.textTransform}` : "",
        `${kind}|${field.borderTopWidth}|${field.borderLeftWidth}|${field.borderBottomWidth}|${field.borderTopStyle}|${field.borderLeftStyle}|${field.borderBottomStyle}`,
        `${kind}|${field.backgroundImage}|${field.boxShadow === "none"}|${field.outlineStyle}`, generated(own),
      ],
    };
  };
  const found = [];
  for (const form of s.all("form, [role=form]").slice(0, 30)) {
    const fields = within(form, wanted).slice(0, 100).filter((e) => s.shown(e) && !e.disabled && !/^(checkbox|radio)$/.test(e.type)).map((e) => look(e, form));
    let [needed, free] = [fields.filter((f) => f.required), fields.filter((f) => !f.required)];
    // Where no attribute says which are required, the form's own words do: those whose labels have the colour.
    let line;
    if (!needed.length && free.length > 1 && (line = lineOf(form))) {
      needed = free.filter((f) => f.colour.label && isOf(f.colour.label, line));
      free = free.filter((f) => !needed.includes(f));
    }
    if (!needed.length || !free.length) continue;
    const first = needed[0];
    const clear = needed.every((f) => f.marked) || free.every((f) => f.marked) || first.shape.some((_, n) => !free.some((f) => needed.some((one) => one.shape[n] === f.shape[n])) && free.some((f) => f.kind === first.kind));
    // A colour that all of the required have and none of the others.
    const told = Object.keys(first.colour).find((name) => first.colour[name] && needed.every((f) => f.colour[name].split("|").slice(-1)[0] === first.colour[name].split("|").slice(-1)[0]) &&
      free.some((f) => f.kind === first.kind || (name === "label" && f.colour.label) || name === "plate") &&
      free.every((f) => (f.colour[name] || name === "label") && f.colour[name].split("|").slice(-1)[0] !== first.colour[name].split("|").slice(-1)[0]) &&
      (name === "label" || name === "plate" || fields.every((f) => f.kind.split(" ")[0] === first.kind.split(" ")[0])));
    if (clear || !told) { found.push([s.path(first.e), "", "", ""]); continue; }
    found.push([s.path(first.e), s.called(first.e), s.called(free[0].e), line ?? lineOf(form)]);
  }
  return found;
}"""


@check(
    "required-by-colour-alone",
    criteria=["1.4.1"],
    impact="serious",
    title=Message(
        en="Required fields are told from others by colour alone",
        sv="Fält som måste fyllas i skiljer sig från andra bara genom färgen",
    ),
    mend=Message(
        en="Write “(required)” in the label of each field that is, or “(optional)” in the others'.",
        sv="Skriv ”(måste fyllas i)” i etiketten till varje sådant fält, eller ”(frivilligt)” i de andras.",
    ),
)
def required_by_colour_alone(page: Operated) -> Iterator[Outcome]:
    """Applies to forms with required fields among others, by an attribute or by a sentence that names their colour. Expected: words, a mark or a shape tell them apart, where a colour does."""
    for selector, called, other, told in page.ask(_LOOK):
        if told:
            yield fails(selector, TOLD_SO, called=called, told=told)
        elif called:
            yield unsure(selector, DIFFERS_IN_COLOUR, called=called, other=other)
        else:
            yield passes(selector)
