// One pass over what is rendered: which kinds of elements stand where, in which state. No texts, no generated ids.
// Equal parts are counted once: a list of three and a list of thirty are one structure.
() => {
  // A form's fields hide its own properties (`<input name="children">`): the getters are taken from the prototypes.
  const getter = (proto, name) => {
    const get = Object.getOwnPropertyDescriptor(proto, name).get;
    return (node) => get.call(node);
  };
  const attributes = getter(Element.prototype, "attributes");
  const localName = getter(Element.prototype, "localName");
  const shadow = getter(Element.prototype, "shadowRoot");
  const first = getter(Node.prototype, "firstChild");
  const next = getter(Node.prototype, "nextSibling");
  const type = getter(Node.prototype, "nodeType");
  const text = getter(Node.prototype, "nodeValue");
  const rendered = Element.prototype.checkVisibility;

  const ignored = new Set(["script", "style", "meta", "link", "template", "noscript", "base", "title", "source", "track"]);
  // Their parts come in any number and order: which kinds there are is what counts.
  const list = new Set(["ul", "ol", "dl", "tbody", "table", "select", "datalist", "optgroup"]);
  const listRole = /^(list|listbox|grid|table|rowgroup|feed|log)$/;
  const whole = new Set(["role", "type", "lang", "dir", "tabindex", "contenteditable", "scope", "colspan", "rowspan", "autocomplete",
    "disabled", "hidden", "open", "required", "readonly", "multiple", "inert", "controls", "target", "http-equiv",
    "aria-atomic", "aria-autocomplete", "aria-busy", "aria-checked", "aria-current", "aria-disabled", "aria-expanded", "aria-haspopup",
    "aria-hidden", "aria-invalid", "aria-level", "aria-live", "aria-modal", "aria-multiline", "aria-multiselectable", "aria-orientation",
    "aria-pressed", "aria-readonly", "aria-relevant", "aria-required", "aria-selected", "aria-sort"]);
  const present = new Set(["alt", "title", "placeholder", "href", "src", "for", "headers", "usemap", "onclick", "accesskey", "list", "pattern"]);
  const looks = /color|background|font|opacity|visibility|display|text/;
  const style = (value) =>
    value.split(";").map((d) => (looks.test(d.split(":")[0]) ? d.trim() : d.replace(/[\d.]+/g, "0").trim())).filter(Boolean).sort().join(";");
  const classes = (value) => value.split(/\s+/).filter(Boolean).sort().join(" ");

  const own = (e, tag) => {
    const seen = [];
    for (const { name, value } of attributes(e)) {
      if (whole.has(name)) seen.push(`${name}=${value}`);
      else if (name === "class") seen.push(`class=${classes(value)}`);
      else if (name === "style") { if (style(value)) seen.push(`style=${style(value)}`) } // empty, it is what a script has left behind
      else if (present.has(name) || name.startsWith("aria-")) seen.push(value.trim() ? `${name}+` : `${name}-`);
    }
    if (tag === "input" && (e.checked || e.indeterminate)) seen.push(e.checked ? "checked" : "mixed");
    if (tag === "input" || tag === "select" || tag === "textarea") seen.push(e.labels?.length ? "labelled" : "");
    return seen.sort().join("|");
  };

  let elements = 0;
  let outside = 0;
  const numbers = new Map(); // each structure once, by number; two elements are alike when their numbers are equal
  const numberOf = (structure) => {
    if (!numbers.has(structure)) numbers.set(structure, numbers.size);
    return numbers.get(structure);
  };
  const inside = (root, anyOrder) => {
    const kinds = [];
    let words = false;
    for (let node = first(root); node; node = next(node)) {
      if (type(node) === 3) words ||= /\S/.test(text(node));
      else if (type(node) === 1) {
        const kind = kindOf(node);
        if (kind !== null && kinds.at(-1) !== kind) kinds.push(kind);
      }
    }
    const parts = anyOrder ? [...new Set(kinds)].sort((a, b) => a - b) : kinds;
    return `${words ? "text," : ""}${parts}`;
  };
  const kindOf = (e) => {
    const tag = localName(e);
    if (ignored.has(tag)) return null;
    elements += 1;
    if (!rendered.call(e) && tag !== "area" && tag !== "map" && tag !== "option" && tag !== "optgroup") return null;
    const mine = own(e, tag);
    const role = Element.prototype.getAttribute.call(e, "role");
    let parts = inside(e, role ? listRole.test(role) : list.has(tag));
    const root = shadow(e);
    if (root) parts += `/shadow(${inside(root, false)})`;
    if (tag === "iframe" || tag === "frame") {
      const inner = e.contentDocument;
      if (inner?.documentElement) parts += `/frame(${page(inner)})`;
      else outside += 1;
    }
    return numberOf(`${tag}[${mine}](${parts})`);
  };
  const page = (doc) => `${doc.title.trim() ? "titled" : "untitled"} ${kindOf(doc.documentElement)}`;
  const root = page(document);
  return JSON.stringify({ structure: [...numbers.keys(), root].join("\n"), elements, outside });
}
