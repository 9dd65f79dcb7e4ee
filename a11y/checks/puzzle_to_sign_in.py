"""Puzzles on the way in: for people who cannot solve, remember or make out what a form asks to tell them from a machine."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, unsure
from a11y.operated import Operated

A_PUZZLE = Message(
    en="Whoever logs in here meets “{called}”, which may set a puzzle. Is there another way in, without one?",
    sv="Den som loggar in här möter ”{called}”, som kan ge en uppgift att lösa. Finns det en annan väg in, utan en sådan?",
)
A_SUM = Message(
    en="Whoever logs in here has to answer “{called}”. Is there another way in, without a task to solve?",
    sv="Den som loggar in här måste svara på ”{called}”. Finns det en annan väg in, utan någon uppgift att lösa?",
)

_LOOK = r"""(s) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const secrets = s.all("input[type=password]").filter((e) => s.shown(e));
  if (!secrets.length) return [];
  const forms = [...new Set(secrets.map((e) => e.form))];
  // One password is asked for to log in; of two, one is chosen.
  const enters = forms.filter((form) => secrets.filter((e) => e.form === form).length === 1);
  const within = (e) => enters.some((form) => !form || Node.prototype.contains.call(form, e));
  const found = [];
  const large = (e) => { const { width, height } = e.getBoundingClientRect(); return s.shown(e) && width >= 100 && height >= 40 };
  const known = /recaptcha\/(api2|enterprise)\/anchor|hcaptcha|arkoselabs|funcaptcha|geetest|captcha/i;
  for (const e of s.all("iframe, img, canvas").slice(0, 200)) {
    const address = `${attribute(e, "src")} ${attribute(e, "alt")} ${attribute(e, "title")} ${attribute(e, "id")} ${attribute(e, "class")}`;
    // What only shows that one is known to be a person, sets no puzzle.
    if (known.test(address) && !/size=invisible|challenges\.cloudflare/i.test(address) && large(e) && within(e)) found.push([s.path(e), attribute(e, "title") || attribute(e, "alt") || "captcha", "puzzle"]);
  }
  const numbers = "(\\d+|one|two|three|four|five|six|seven|eight|nine|ten|ett|två|tre|fyra|fem|sex|sju|åtta|nio|tio)";
  const sum = new RegExp(`(?<![\\p{L}\\d-])${numbers} ?([+×*]|plus|minus|times|gånger) ?${numbers}(?![\\p{L}\\d-])`, "iu");
  for (const e of s.all("input:not([type]), input[type=text], input[type=number], input[type=tel]").slice(0, 200)) {
    const text = [...[...(e.labels ?? [])].map((l) => l.innerText), attribute(e, "aria-label"), attribute(e, "placeholder")].join(" ");
    if (s.shown(e) && within(e) && sum.test(text)) found.push([s.path(e), s.called(e), "sum"]);
  }
  return found.slice(0, 3);
}"""


@check(
    "puzzle-to-sign-in",
    criteria=["3.3.8"],
    impact="serious",
    title=Message(en="One may have to solve something to log in", sv="Man kan behöva lösa en uppgift för att logga in"),
    mend=Message(
        en="Let people log in without it: hold off machines by the number of tries, or by a check that asks nothing.",
        sv="Låt användaren logga in utan den: håll maskiner borta med ett tak för antal försök, eller med en kontroll som inte frågar något.",
    ),
)
def puzzle_to_sign_in(page: Operated) -> Iterator[Outcome]:
    """Applies to forms with one password in which a known puzzle stands, or a sum is asked for. Expected: a person says whether there is
    another way; to know objects by sight is allowed, to make out letters or to count is not.
    """
    for way, called, what in page.ask(_LOOK):
        yield unsure(way, A_PUZZLE if what == "puzzle" else A_SUM, called=called)
