// What checks ask of a page: which things there are, where they stand, what has focus. Changes nothing.
(() => {
  const roots = () => {
    const found = [document];
    for (const root of found)
      for (const e of root.querySelectorAll("*")) if (e.shadowRoot) found.push(e.shadowRoot);
    return found;
  };
  const all = (selector) => roots().flatMap((root) => [...root.querySelectorAll(selector)]);
  const unique = (root, selector) => root.querySelectorAll(selector).length === 1;
  const within = (e, root) => {
    if (e.id && unique(root, `#${CSS.escape(e.id)}`)) return `#${CSS.escape(e.id)}`;
    const parts = [];
    for (let at = e; at && at !== root; at = at.parentElement) {
      const tag = CSS.escape(at.localName);
      const alike = at.parentNode ? [...at.parentNode.children].filter((s) => s.localName === at.localName) : [at];
      parts.unshift(alike.length > 1 ? `${tag}:nth-of-type(${alike.indexOf(at) + 1})` : tag);
      if (at.id && at !== e && unique(root, `#${CSS.escape(at.id)}`)) {
        parts[0] = `#${CSS.escape(at.id)}`;
        break;
      }
      if (unique(root, parts.join(" > "))) break;
    }
    return parts.join(" > ");
  };
  const path = (e) => {
    const way = [];
    for (let at = e; at; ) {
      const root = at.getRootNode();
      way.unshift(within(at, root));
      at = root.host ?? null;
    }
    return way.join(" >> ");
  };
  const find = (way) => way.split(" >> ").reduce((e, selector) => e && (e.shadowRoot ?? e).querySelector(selector), document);
  const shown = (e) => {
    if (!e.checkVisibility({ opacityProperty: true, visibilityProperty: true })) return false;
    const { width, height } = e.getBoundingClientRect();
    return width > 1 && height > 1;
  };
  const focused = () => {
    let e = document.activeElement;
    while (e?.shadowRoot?.activeElement) e = e.shadowRoot.activeElement;
    return e && e !== document.body && e !== document.documentElement ? e : null;
  };
  const box = (e) => {
    const { left, top, width, height } = e.getBoundingClientRect();
    return [left, top, width, height];
  };
  // As people would call it: for a report's sentence, not for a judgement.
  const called = (e) => {
    const said = e.getAttribute("aria-label") || [...(e.labels ?? [])].map((l) => l.innerText).join(" ") || e.innerText || e.alt || e.title ||
      e.getAttribute("placeholder") || "";
    const text = said.replace(/\s+/g, " ").trim();
    return text.length > 60 ? `${text.slice(0, 59)}…` : text || `<${e.localName}>`;
  };
  globalThis.skolprovOperate = { all, path, find, shown, focused, box, called };
})();
