// Says of elements, given by selectors, what a record keeps: role, name, markup without values, path. Changes nothing.
(targets) => {
  // A form's fields hide its own properties (`<input name="children">`): the getters are taken from the prototypes.
  const getter = (proto, name) => {
    const get = Object.getOwnPropertyDescriptor(proto, name).get;
    return (node) => get.call(node);
  };
  const attributes = getter(Element.prototype, "attributes");
  const tag = getter(Element.prototype, "localName");
  const children = getter(Node.prototype, "childNodes");
  const kind = getter(Node.prototype, "nodeType");
  const text = getter(Node.prototype, "nodeValue");
  const parent = getter(Node.prototype, "parentNode");
  const attribute = (e, name) => Element.prototype.getAttribute.call(e, name);

  const longest = 300;
  const labelled = ["submit", "button", "reset"]; // their value is the label that people read
  const hidden = (e, name) =>
    name === "nonce" || name === "srcdoc" ||
    (name === "value" && !(tag(e) === "input" && labelled.includes((attribute(e, "type") ?? "").toLowerCase())));
  const opening = (e) => {
    let out = `<${tag(e)}`;
    for (const { name, value } of attributes(e)) out += ` ${name}="${hidden(e, name) && value ? "…" : value.replaceAll('"', "&quot;")}"`;
    return `${out}>`;
  };
  const empty = new Set(["input", "img", "br", "hr", "meta", "link", "area", "source", "track", "embed", "col", "wbr"]);
  const silent = new Set(["script", "style", "textarea", "select", "template", "noscript"]);
  const markup = (node, room) => {
    if (kind(node) === Node.TEXT_NODE) return text(node).replace(/\s+/g, " ");
    if (kind(node) !== Node.ELEMENT_NODE) return "";
    let out = opening(node);
    if (empty.has(tag(node))) return out;
    if (!silent.has(tag(node)) && attribute(node, "contenteditable") === null)
      for (const child of children(node)) {
        if (out.length > room) break;
        out += markup(child, room - out.length);
      }
    return `${out}</${tag(node)}>`;
  };
  const cut = (s) => (s.length > longest ? `${s.slice(0, longest - 1)}…` : s);

  const kept = ["role", "name", "type", "data-testid", "data-test", "data-cy", "href", "src"];
  const path = (element) => {
    const parts = [];
    for (let e = element; e; e = parent(e) ?? e.host) {
      if (kind(e) !== Node.ELEMENT_NODE) continue;
      const own = e === element ? kept : ["role", "data-testid", "data-test", "data-cy"];
      parts.unshift({ tag: tag(e), ...Object.fromEntries(own.map((n) => [n, attribute(e, n)]).filter(([, v]) => v)) });
    }
    return parts;
  };
  // Of what has no name: the words that it begins with, where it is no large part of the page, and how many like it, without words, too,
  // stand before it in the same box.
  const [fewWords, mostText, mostBeside] = [40, 300, 200];
  const said = (node, room) => {
    if (kind(node) === Node.TEXT_NODE) return text(node);
    if (kind(node) !== Node.ELEMENT_NODE || silent.has(tag(node)) || attribute(node, "contenteditable") !== null) return "";
    let out = "";
    for (const child of children(node)) {
      if (out.length > room) break;
      out += ` ${said(child, room - out.length)}`;
    }
    return out;
  };
  const wordsOf = (e) => {
    const words = said(e, 2 * mostText).replace(/\s+/g, " ").trim();
    if (words.length > mostText) return "";
    return words.length > fewWords ? words.slice(0, fewWords).replace(/\s+\S*$/, "") : words;
  };
  const bare = (e) => !kept.some((name) => name !== "type" && attribute(e, name));
  const placeOf = (e) => {
    let before = 0;
    for (const other of parent(e) ? [...children(parent(e))].slice(0, mostBeside) : []) {
      if (other === e) break;
      if (kind(other) === Node.ELEMENT_NODE && tag(other) === tag(e) && bare(other) && !said(other, 1).trim()) before += 1;
    }
    return before;
  };
  const nameless = (e) => {
    const words = wordsOf(e);
    return words ? { words } : { place: String(placeOf(e)) };
  };
  const find = (target) =>
    [].concat(target).reduce((e, selector) => e && (e.shadowRoot ?? e).querySelector(selector), document);

  // axe's own role and name: the ones that its rules judged by. Asking the browser for its accessibility tree instead would
  // switch that on for the rest of the page's life, slow the page, and so change the waits that are measured.
  const ask = (question) => { try { return question() ?? ""; } catch { return ""; } };
  const one = (target) => {
    const e = find(target);
    if (!e) return null;
    const role = ask(() => axe.commons.aria.getRole(e));
    // strict: what has no role has no name, though it holds text; a list item would be named by all that it holds
    const name = role === "listitem" ? "" : ask(() => axe.commons.text.accessibleText(e, { strict: !role })).replace(/\s+/g, " ").trim();
    const way = path(e);
    if (!name) Object.assign(way.at(-1), nameless(e));
    return { role, name: cut(name), snippet: cut(markup(e, longest)), path: way };
  };
  axe.teardown();
  axe.setup(document);
  try {
    return JSON.stringify(targets.map(one));
  } finally {
    axe.teardown();
  }
}
