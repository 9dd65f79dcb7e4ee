// Says of a page what it is compared by with others: its heading, the links that pages have in common and their order, what leads
// to help, and how long the words of its instructions are. Of texts only numbers; of addresses no values, and what looks like a token only
// as a short digest, which two addresses can be compared by. Changes nothing.
(s) => {
  const [mostGroups, mostLinks, mostParts, mostTexts, longest] = [20, 100, 30, 400, 100];
  const closest = (e, selector) => Element.prototype.closest.call(e, selector);
  const around = (e, selector) => (s.parent(e) ? closest(s.parent(e), selector) : null);
  const inside = (e, selector) => [...Element.prototype.querySelectorAll.call(e, selector)];
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name) ?? "";
  // A form's fields hide its own properties (`<input name="localName">`): the getters are taken from the prototypes.
  const getter = (proto, name) => Object.getOwnPropertyDescriptor(proto, name).get;
  const [tagOf, nextOf] = ["localName", "nextElementSibling"].map((name) => getter(Element.prototype, name));
  const tag = (e) => tagOf.call(e);
  const next = (e) => nextOf.call(e);
  const textOf = getter(Node.prototype, "textContent");
  const clean = (text) => text.replace(/\s+/g, " ").trim();
  // A personal identity number, or what was meant for one: whether its last digit is right does not matter here.
  const nobody = (text) => text.replace(/(?<!\d)(?:18|19|20)?\d\d(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[6-8]\d|9[01])\s?[-+]?\s?\d{4}(?!\d)/g, "¤");
  const cut = (whole, text = nobody(whole)) => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);
  const rendered = (e) => Element.prototype.checkVisibility.call(e, { visibilityProperty: true });
  const given = (e) => clean(attribute(e, "aria-labelledby").split(/\s+/).filter(Boolean)
    .map((id) => { const at = document.getElementById(id); return at ? textOf.call(at) : ""; }).join(" ")) || clean(attribute(e, "aria-label"));
  const called = (e) => cut(given(e) ||
    clean([textOf.call(e), ...inside(e, "img[alt], svg[aria-label]").map((i) => attribute(i, "alt") || attribute(i, "aria-label"))].join(" ")) ||
    clean(attribute(e, "title")) || clean(attribute(e, "value")));

  // Where it stands in the window, as far as that shows it.
  const box = (e) => {
    const [left, top, width, height] = s.box(e);
    const bottom = Math.min(top + height, innerHeight);
    return width > 1 && left >= 0 && top >= 0 && left + width <= innerWidth + 1 && bottom - top > 1 ? [left, top, width, bottom - top] : [];
  };

  const digest = (text) => { let number = 0; for (const sign of text) number = (Math.imul(number, 31) + sign.codePointAt(0)) | 0; return `¤${number >>> 0}`; };
  const LONG = 16; // signs: words and numbers in one, that long, nobody writes by hand
  const isToken = (text) => /[\da-f]{8}-[\da-f]{4}-[\da-f]{4}-[\da-f]{4}-[\da-f]{12}/i.test(text) ||
    text.split(/[-_.~+%=]/).some((part) => part.length >= LONG && /\d/.test(part));
  const untold = (text) => nobody(text.split(/([/;?&])/).map((part) => (isToken(part) ? digest(part) : part)).join(""));
  const route = (hash) => (/^#[/!]/.test(hash) ? hash.split("?")[0] : "");
  const place = (url) => {
    const path = url.protocol === "file:" ? url.pathname.split("/").slice(-2).join("/") : url.pathname;
    const keys = [...new Set(url.searchParams.keys())].sort().join("&");
    return `${url.protocol === "file:" || url.origin === location.origin ? "" : url.origin}${untold(`${path}${keys ? `?${keys}` : ""}${route(url.hash)}`)}`;
  };
  const here = new URL(location.href);
  const target = (a) => {
    let url;
    try { url = new URL(attribute(a, "href"), document.baseURI); } catch { return ""; }
    if (!/^(https?|file):$/.test(url.protocol)) return "";
    const part = url.hash && !route(url.hash) && url.href.split("#")[0] === here.href.split("#")[0];
    return part ? "" : place(url).slice(0, 300);
  };

  const main = "main, [role=main]";
  const content = `${main}, article, aside, section, [role=article], [role=region]`;
  const roles = { nav: "navigation", main: "main", header: "banner", footer: "contentinfo", aside: "complementary", search: "search" };
  const partRole = (e) => {
    const role = attribute(e, "role").trim().split(/\s+/)[0] || roles[tag(e)];
    return /^(banner|contentinfo)$/.test(role) && !attribute(e, "role") && around(e, `${content}, nav`) ? "" : role;
  };
  const parts = [];
  for (const e of s.all("nav, main, header, footer, aside, search, [role=navigation], [role=main], [role=banner], [role=contentinfo], [role=complementary], [role=search]")) {
    const role = partRole(e);
    if (Object.values(roles).includes(role) && parts.length < mostParts && !around(e, main) && rendered(e)) parts.push({ e, role, name: cut(given(e)) });
  }
  const partOf = (e) => parts.findLast((part) => Node.prototype.contains.call(part.e, e));
  const key = (part) => `${part.role} ${part.name}`.trim();

  const groups = [];
  for (const part of parts) {
    if (!/^(navigation|banner|contentinfo)$/.test(part.role) || groups.length === mostGroups) continue;
    const links = inside(part.e, "a[href]").filter((a) => tag(a) === "a" && partOf(a) === part && rendered(a)).slice(0, mostLinks)
      .map((a) => ({ name: called(a), target: target(a) })).filter((link) => link.name && link.target);
    if (links.length) groups.push({ role: part.role, name: part.name, selector: s.path(part.e), box: box(part.e), links });
  }

  const helps = /^(get |to |our |the |få )?(help|hjälp|support|contact|kontakt|kontakta oss|faq|vanliga frågor|frågor och svar|chat|chatt|kundtjänst|customer service|user support)([ :&,–-].*)?$/i;
  const help = [];
  for (const e of s.all("a[href], button")) {
    if (help.length === mostLinks || !/^(a|button)$/.test(tag(e)) || around(e, main)) continue;
    const reach = /^(tel|mailto):/i.exec(attribute(e, "href").trim())?.[1].toLowerCase();
    const name = reach ?? called(e);
    if ((!reach && (name.length > 40 || !helps.test(name))) || !rendered(e) || around(e, "dialog, [role=dialog]")) continue;
    const before = parts.filter((part) => Node.prototype.compareDocumentPosition.call(part.e, e) & Node.DOCUMENT_POSITION_FOLLOWING).length;
    const within = partOf(e);
    help.push({ name, target: tag(e) === "a" && !reach ? target(e) : "", selector: s.path(e), box: box(e), place: before, within: within ? key(within) : "" });
  }

  const headings = s.all("h1, [role=heading][aria-level='1']").filter((e) => rendered(e) && !closest(e, "dialog, [role=dialog], [aria-hidden=true]"));
  const heading = headings.find((e) => closest(e, main)) ?? headings[0];
  const loaded = performance.getEntriesByType("navigation")[0]?.name ?? location.href;
  const lang = clean(attribute(document.documentElement, "lang"));

  // Instructions and messages: what stands in and before forms, in dialogs, and where changes are announced; not what people have written.
  const told = "form, fieldset, dialog, [role=form], [role=dialog], [role=alertdialog], [role=alert], [role=status]";
  const described = new Set(s.all("[aria-describedby]").flatMap((e) => attribute(e, "aria-describedby").split(/\s+/)));
  const beforeForm = (e) => {
    for (let at = next(e), far = 0; at && far < 4; at = next(at), far += 1) {
      if (/^h[1-6]$/.test(tag(at))) return false;
      if (tag(at) === "form") return true;
    }
    return false;
  };
  const words = (text) => text.match(/\p{L}[\p{L}\p{M}'’-]*/gu) ?? [];
  const syllables = (word) => word.toLowerCase().replace(/[^a-z]/g, "").replace(/([^aeiouyl]|[aeiouy]l)e$/, "$1").match(/[aeiouy]+/g)?.length || 1;
  const counts = { sentences: 0, words: 0, long_words: 0, syllables: 0 };
  let [text, most] = [null, 0];
  for (const e of s.all("p, li, dd, legend, [role=alert], [role=status], [aria-live=polite], [aria-live=assertive]").slice(0, 8 * mostTexts)) {
    if (inside(e, "p, li, dd, legend, div, input, select, textarea").length) continue;
    if (!(closest(e, told) || described.has(attribute(e, "id")) || beforeForm(e))) continue;
    if (around(e, "nav, [role=navigation], article, blockquote, table, [contenteditable], [aria-hidden=true]") || !rendered(e)) continue;
    const language = closest(e, "[lang]");
    if (language && attribute(language, "lang").split("-")[0].toLowerCase() !== lang.split("-")[0].toLowerCase()) continue;
    const said = clean(textOf.call(e)), its = words(said);
    if (its.length < 5) continue;
    counts.sentences += Math.max(1, (said.match(/[.!?:]+(?=\s|$)/g) ?? []).length);
    counts.words += its.length;
    counts.long_words += its.filter((word) => (word.match(/\p{L}/gu) ?? []).length > 6).length;
    counts.syllables += its.reduce((sum, word) => sum + syllables(word), 0);
    if (its.length > most) [text, most] = [e, its.length];
  }

  return {
    address: place(here).slice(0, 300), heading: heading ? cut(clean(textOf.call(heading))) : "", language: lang.split("-")[0].toLowerCase().slice(0, 10),
    routed: place(new URL(loaded)) !== place(here), groups, parts: parts.map(key), help,
    text: text && { selector: s.path(text), box: box(text), ...counts },
  };
}
