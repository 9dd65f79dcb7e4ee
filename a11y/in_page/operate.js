// What checks ask of a page: which things there are, where they stand, what has focus. Changes nothing.
(() => {
  // A form's fields hide its own properties (`<input name="children">`): the getters are taken from the prototypes.
  const getter = (proto, name) => {
    const get = Object.getOwnPropertyDescriptor(proto, name).get;
    return (node) => get.call(node);
  };
  const id = getter(Element.prototype, "id");
  const tagOf = getter(Element.prototype, "localName");
  const childNodes = getter(Node.prototype, "childNodes");
  const parentElement = getter(Node.prototype, "parentElement");
  const parentNode = getter(Node.prototype, "parentNode");
  const rootOf = (node) => Node.prototype.getRootNode.call(node);
  const roots = () => {
    const found = [document];
    for (const root of found)
      for (const e of root.querySelectorAll("*")) if (e.shadowRoot) found.push(e.shadowRoot);
    return found;
  };
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const unique = (root, selector) => root.querySelectorAll(selector).length === 1;
  const within = (e, root) => {
    if (id(e) && unique(root, `#${CSS.escape(id(e))}`)) return `#${CSS.escape(id(e))}`;
    const parts = [];
    for (let at = e; at && at !== root; at = parentElement(at)) {
      const tag = CSS.escape(tagOf(at));
      const alike = parentNode(at) ? [...childNodes(parentNode(at))].filter((s) => s instanceof Element && tagOf(s) === tagOf(at)) : [at];
      parts.unshift(alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(at) + 1})` : tag);
      if (id(at) && at !== e && unique(root, `#${CSS.escape(id(at))}`)) {
        parts[0] = `#${CSS.escape(id(at))}`;
        break;
      }
      if (unique(root, parts.join(" > "))) break;
    }
    return parts.join(" > ");
  };
  const path = (e) => {
    const way = [];
    for (let at = e; at; ) {
      const root = rootOf(at);
      way.unshift(within(at, root));
      at = root.host ?? null;
    }
    return way.join(" >> ");
  };
  const find = (way) => way.split(" >> ").reduce((e, selector) => e && (e.shadowRoot ?? e).querySelector(selector), document);
  const shown = (e) => {
    if (!Element.prototype.checkVisibility.call(e, { opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height } = Element.prototype.getBoundingClientRect.call(e);
    return width > 1 && height > 1;
  };
  const focused = () => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e && e !== document.body && e !== document.documentElement ? e : null;
  };
  const box = (e) => {
    const { left, top, width, height } = Element.prototype.getBoundingClientRect.call(e);
    return [left, top, width, height];
  };
  // As people would call it: for a report's sentence, not for a judgement.
  const called = (e) => {
    const said = e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.innerText).join(" ") || e.innerText || e.alt || e.title ||
      e.getAttribute("placeholder") || "";
    const text = said.replace(/\s+/g, " ").trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text || `<${e.localName}>`;
  };
  // Any colour that a style may have, as [red, green, blue, alpha], the last from 0 to 1.
  const known = new Map();
  let brush;
  const rgba = (colour) => {
    if (!known.has(colour)) {
      const plain = /^rgba?\((\d+), (\d+), (\d+)(?:, ([\d.]+))?\)$/.exec(colour);
      if (plain) known.set(colour, [+plain[1], +plain[2], +plain[3], plain[4] === undefined ? 1 : +plain[4]]);
      else {
        brush ??= Object.assign(document.createElement("canvas"), { width: 1, height: 1 }).getContext("2d", { willReadFrequently: true });
        brush.clearRect(0, 0, 1, 1);
        brush.fillStyle = colour;
        brush.fillRect(0, 0, 1, 1);
        const [r, g, b, a] = brush.getImageData(0, 0, 1, 1).data;
        known.set(colour, [r, g, b, a / 255]);
      }
    }
    return known.get(colour);
  };
  // How things of a kind look, in letters alone: another build has it, too, whatever the classes are called there.
  const look = (e) => {
    const style = getComputedStyle(e);
    let number = 7;
    for (const sign of [style.color, style.backgroundColor, style.borderTopColor, style.borderTopStyle, style.fontWeight].join("|")) number = (Math.imul(number, 31) + sign.codePointAt(0)) >>> 0;
    let letters = "";
    for (let n = 0; n < 7; n += 1, number = Math.floor(number / 26)) letters += String.fromCharCode(97 + (number % 26));
    return letters;
  };
  globalThis.skolprovOperate = { look, all, path, find, shown, focused, box, called, parent: parentElement, rgba };
})();
