"""Fields for one's own name, address or password that do not say so to the browser: for people who let it fill them in, since
writing or remembering is hard."""

from __future__ import annotations

from collections.abc import Iterator

from a11y.check import Message, Outcome, check, fails, passes, unsure
from a11y.operated import Operated

IN_A_LOG_IN = Message(
    en="One logs in with “{called}”, and the field does not tell the browser what it is for. So the browser cannot fill it in.",
    sv="Man loggar in med ”{called}”, men fältet talar inte om för webbläsaren vad det är till för. Då kan webbläsaren inte fylla i det.",
)
IS_IT_ONES_OWN_TO_LOG_IN = Message(
    en="One logs in with “{called}”, and the field does not tell the browser what it is for. Does one write a name or password of one's own there?",
    sv="Man loggar in med ”{called}”, men fältet talar inte om för webbläsaren vad det är till för. Skriver man sitt eget namn eller lösenord där?",
)
ABOUT_ONESELF = Message(
    en="“{called}” asks for something of one's own, and the field does not tell the browser what. So the browser cannot fill it in.",
    sv="”{called}” frågar efter ens egna uppgifter, men fältet talar inte om för webbläsaren vilka. Då kan webbläsaren inte fylla i dem.",
)
IS_IT_ONES_OWN = Message(
    en="“{called}” does not tell the browser what it is for. Does one write about oneself here? Then the browser could fill it in.",
    sv="”{called}” talar inte om för webbläsaren vad det är till för. Skriver man om sig själv här? Då kunde webbläsaren fylla i det.",
)

# By the words of the label alone, and whole: "Email" and "Your email address", but not "The guardian's email".
_LOOK = r"""(s) => {
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  const inForm = (form) => [...Object.getOwnPropertyDescriptor(HTMLFormElement.prototype, "elements").get.call(form)];
  const purposes = [
    ["email", "e-?mail( ?address)?|mail address|e-?post( ?adress)?|mejl( ?adress)?|mejladress"],
    ["tel", "(tele|mobile |cell |home |work )?phone( ?number)?|mobile( number)?|telefon|mobil(telefon)?|(telefon|mobil)(telefon)?n(umme)?r|hemtelefon"],
    ["given-name", "(first|given) ?name|förnamn|tilltalsnamn"],
    ["family-name", "(last|family) ?name|surname|efternamn"],
    ["name", "name|full ?name|first and last name|name and surname|namn|för- och efternamn|fullständigt namn|hela namnet"],
    ["street-address", "(street |home |postal |mailing )?address|(gatu|hem|bostads|utdelnings|post)?adress|gata"],
    ["postal-code", "post ?code|postal code|zip( ?code)?|postn(umme)?r"],
    ["address-level2", "town|city|postort|stad|bostadsort"],
    ["bday", "date of birth|birth ?(day|date)|födelsedatum|födelsedag"],
    ["cc-number", "(credit |debit )?card number|(kredit|betal)?kortn(umme)?r"],
    ["username", "user ?name|användarnamn"],
  ].map(([token, words]) => [token, new RegExp(`^(${words})$`, "iu")]);
  const login = /^(user( ?name)?|log ?in( name)?|user ?id|account( name)?|användar(namn|-?id)?|användare|inloggningsnamn|konto(namn)?|(user ?name|användarnamn|e-?mail( address)?|e-?post(adress)?)( ?(or|eller|\/) ?(user ?name|användarnamn|e-?mail( address)?|e-?post(adress)?|mobiln(umme)?r|phone( number)?|telefonn(umme)?r))?)$/iu;
  const password = /^(pass ?word|pass ?phrase|pass ?wort|lösenord|lösen)$/iu;
  // A code that comes anew each time is in no list of what people have; one for an exam or a child's device is nobody's own.
  const onceOnly = /engång|one[- ]?time|(?<!\p{L})(sms|otp|totp|2fa)(?!\p{L})|verif|bekräftelse|authenticat|säkerhetskod|security code/iu;
  const shared = /(?<!\p{L})(prov(et|ets)?|tentan?|exam|test(et)?|quiz)(?!\p{L})|barn|child|kids?(?!\p{L})|platta|tablet|(?<!\p{L})(klassen|gruppen|kursen|our class|the class|group)(?!\p{L})/iu;
  const mine = /^(?:please )?(?:(?:enter|fill in|write|type|ange|fyll i|skriv) )?(your|my|ditt|din|dina|mitt|min|mina) (?:own |egen |eget |egna )?/iu;
  const entered = /^(?:please )?(?:enter|fill in|write|type|ange|fyll i|skriv) /iu;
  // Of somebody else, or of a thing; or it is something to find.
  const others = /child|pupil|student|parent|guardian|kin|emergency|contact person|teacher|staff|employee|colleague|member|friend|guest|invit|recipient|beneficiar|user|customer|person|participant|company|organi[sz]ation|school|class|group|course|project|room|event|file|search|filter|find|barn|elev|syskon|vårdnadshavare|målsman|förälder|anhörig|kontakt|lärare|personal|anställd|kollega|medlem|vän(?!ta|ster)|gäst|bjud|mottagare|användare(?!namn)|kund|deltagare|företag|organisation|skola|klass|grupp|kurs|projekt|lokal|rum|evenemang|sök|filtrera|hitta|add|new|create|edit|lägg till|skapa|ny(?!het)|redigera/iu;
  const clean = (text) => (text ?? "").replace(/\((required|obligatori\p{L}*|måste fyllas i|optional|frivilligt?|valfritt?)\)|\b(required|obligatorisk\p{L}*)\b|[*:?!✱∗…]/giu, " ").replace(/\s+/g, " ").trim();
  const said = (e) => {
    const ids = attribute(e, "aria-labelledby").split(/\s+/).filter(Boolean).map((id) => e.getRootNode().getElementById(id)?.textContent).filter(Boolean);
    // Without the value of what stands in the label, such as the field itself.
    const labels = [...(e.labels ?? [])].map((l) => { const copy = l.cloneNode(true); copy.querySelectorAll("input, select, textarea, small, [role=note]").forEach((x) => x.remove()); return copy.textContent });
    return [ids.join(" "), attribute(e, "aria-label"), labels.join(" "), attribute(e, "placeholder"), attribute(e, "title")].map(clean).find(Boolean) ?? "";
  };
  // The words that tell whose it is: of the form, of the groups it stands in; a row of a table is of somebody among others.
  const around = (e, form) => {
    const texts = [attribute(form ?? e, "aria-label"), form?.id ?? "", attribute(form ?? e, "class"), attribute(form ?? e, "action").split("?")[0].replace(/^https?:..[^/]*/, "")];
    for (let at = s.parent(e), n = 0; at && n < 30; at = s.parent(at), n += 1) {
      if (at.localName === "fieldset" || /^(group|region|search|dialog|row)$/.test(attribute(at, "role")) || at.localName === "tr") texts.push(at.querySelector("legend")?.textContent ?? "", attribute(at, "aria-label"), document.getElementById(attribute(at, "aria-labelledby"))?.textContent ?? "", at.localName === "tr" ? "person" : "", attribute(at, "role") === "search" ? "search" : "");
      if (at === form) break;
    }
    // The heading that it stands under.
    const heads = s.all("h1, h2, h3, h4, h5, h6, legend").slice(0, 300).filter((h) => h.compareDocumentPosition(e) & Node.DOCUMENT_POSITION_FOLLOWING);
    texts.push(heads.at(-1)?.textContent ?? "");
    const button = form && inForm(form).find((b) => b.type === "submit" && s.shown(b));
    texts.push(button ? button.innerText || button.value || "" : "");
    return texts.join(" · ");
  };
  const told = (e) => attribute(e, "autocomplete").trim().split(/\s+/).some((token) => token && !/^(on|off|false|true|nope|none)$/i.test(token));
  const fields = s.all("input:not([type]), input[type=text], input[type=email], input[type=tel], input[type=password], input[type=date], input[type=number], textarea").slice(0, 300)
    .filter((e) => !e.disabled && !e.readOnly && s.shown(e) && !e.closest("[inert], [aria-hidden=true]"));
  const found = [], doubtful = new Map(), perhaps = new Set();
  const add = (e, how, token) => found.push({ way: s.path(e), called: s.called(e), how, token });
  const secrets = fields.filter((e) => e.type === "password");
  for (const e of fields) {
    const text = said(e), form = e.form;
    // To log in: one password, at most one thing beside it, and a button or heading that says so.
    const alike = secrets.filter((o) => o.form === form), near = fields.filter((o) => o.form === form && o.type !== "password");
    const enters = alike.length === 1 && near.length <= 1 && form && /(?<!\p{L})(log ?in|sign ?in|logga in|inloggning)(?!\p{L})/iu.test(`${around(e, form)}`) && !/sign ?up|register|registrera|create|skapa/iu.test(around(e, form));
    if (enters && (e.type === "password" || login.test(text))) {
      const token = e.type === "password" ? "current-password" : "username";
      const plain = e.type !== "password" || password.test(text.replace(mine, "").replace(entered, ""));
      if (told(e)) add(e, "well", token);
      else if (plain && !shared.test(around(e, form))) add(e, "login", token);
      else if (!onceOnly.test(`${text} ${around(e, form)}`)) add(e, "login?", token);
      continue;
    }
    if (e.type === "password") continue; // a new one, or somebody else's
    const own = mine.test(text), bare = text.replace(own ? mine : entered, "");
    const purpose = purposes.find(([, words]) => words.test(bare));
    if (!purpose) continue;
    if (told(e)) add(e, "well", purpose[0]);
    else if (own && purpose[0] !== "username") add(e, "own", purpose[0]);
    else if (form && !own && purpose[0] !== "username" && !/^get$/i.test(attribute(form, "method")) && !others.test(around(e, form)) && !perhaps.has(form)) {
      // A name alone may be a thing's; with a telephone number it is a person's.
      const known = doubtful.get(form) ?? new Map();
      doubtful.set(form, known.set(purpose[0], known.get(purpose[0]) ?? e));
      if (known.size < 2) continue;
      perhaps.add(form);
      const [token, first] = [...known][0];
      add(first, "perhaps", token);
    }
  }
  return found.slice(0, 30);
}"""


@check(
    "purpose-not-told",
    criteria=["1.3.5"],
    impact="moderate",
    title=Message(
        en="A field for one's own data does not say what it is for",
        sv="Ett fält för egna uppgifter säger inte vad det är till för",
    ),
    mend=Message(
        en='Give the field the autocomplete value that fits it: to log in "username" and "current-password", else such as "name", "email" or "tel".',
        sv='Ge fältet det autocomplete-värde som passar: vid inloggning "username" och "current-password", annars till exempel "name", "email" eller "tel".',
    ),
)
def purpose_not_told(page: Operated) -> Iterator[Outcome]:
    """Applies to fields whose label is the name of something that people have, such as “Email”. Expected: those in which one writes
    of oneself have the value of autocomplete for it. Whether a value that is there is a good one is another rule's matter.
    """
    for field in page.ask(_LOOK):
        if field["how"] == "well":
            yield passes(field["way"])
            continue
        seen = {"called": field["called"], "token": field["token"]}
        if field["how"] == "login":
            yield fails(field["way"], IN_A_LOG_IN, **seen)
        elif field["how"] == "login?":
            yield unsure(field["way"], IS_IT_ONES_OWN_TO_LOG_IN, **seen)
        elif field["how"] == "own":
            yield fails(field["way"], ABOUT_ONESELF, **seen)
        else:
            yield unsure(field["way"], IS_IT_ONES_OWN, **seen)
