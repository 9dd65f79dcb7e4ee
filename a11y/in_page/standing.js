// How a page stands, apart from its structure: what is written where, scrolled where, focus on what, filled in and kept how; and putting
// it back so.
// What is as it was is not touched. After operate.js.
(() => {
  const s = skolprovOperate;
  // A form's fields hide its own properties (`<input name="children">`): the getters are taken from the prototypes.
  const shadow = Object.getOwnPropertyDescriptor(Element.prototype, "shadowRoot").get;
  const rendered = Element.prototype.checkVisibility;
  const written = Object.getOwnPropertyDescriptor(Document.prototype, "cookie").get;

  // What is filled in, as a number: no digest of a page tells of it.
  const filled = () => {
    let number = 0;
    const add = (text) => { for (const sign of `${text}|`) number = (Math.imul(number, 31) + sign.codePointAt(0)) | 0 };
    for (const e of s.all("input:not([type=hidden], [type=file]), textarea, select"))
      add(e.localName === "select" ? [...e.selectedOptions].map((o) => o.index) : `${e.value}${e.checked}${e.indeterminate}`);
    return number;
  };
  const focused = () => (s.focused() ? s.path(s.focused()) : "");
  // What the page keeps for its next visit. A document in a sandbox, or at an address without a host, may keep nothing.
  const allowed = (read) => { try { return read() } catch (e) { if (e.name === "SecurityError") return null; throw e } };
  const kept = () => allowed(() => [localStorage, sessionStorage].map((of) => ({ ...of })));
  const cookies = () => allowed(() => written.call(document));
  const entries = (of) => JSON.stringify(Object.entries(of).sort());
  const keep = (was, address) => {
    let changed = false;
    const here = location.origin === new URL(address).origin; // it may have been left for another host
    for (const [i, of] of was && here ? [localStorage, sessionStorage].entries() : []) {
      if (entries({ ...of }) === entries(was[i])) continue;
      changed = true;
      of.clear();
      for (const [name, value] of Object.entries(was[i])) of.setItem(name, value);
    }
    return changed;
  };
  // What can be read, by its element: both as numbers. Only what stands right in the element.
  const first = Object.getOwnPropertyDescriptor(Node.prototype, "firstChild").get;
  const next = Object.getOwnPropertyDescriptor(Node.prototype, "nextSibling").get;
  const ignored = /^(script|style|noscript|template|head|select|textarea)$/;
  const digits = (number, text) => { for (let i = 0; i < text.length; i += 1) number = (Math.imul(number, 31) + text.charCodeAt(i)) | 0; return number };
  const texts = () => {
    const said = {};
    const inside = (node, place) => {
      let words = "";
      const beside = new Map();
      for (let at = first.call(node); at; at = next.call(at)) {
        if (at.nodeType === 3) words += at.data.trim();
        else if (at.nodeType === 1) {
          const tag = at.localName, nth = beside.get(tag) ?? 0;
          beside.set(tag, nth + 1);
          const seen = rendered.call(at, { opacityProperty: true, visibilityProperty: true }) || getComputedStyle(at).display === "contents";
          if (ignored.test(tag) || !seen) continue;
          const inner = digits((Math.imul(place, 31) + nth) | 0, tag);
          inside(at, inner);
          const root = shadow.call(at) ?? (at instanceof HTMLIFrameElement || at instanceof HTMLFrameElement ? at.contentDocument : null);
          if (root) inside(root, (inner + 1) | 0);
        }
      }
      if (words) said[place] = digits(0, words);
    };
    inside(document, 0);
    return said;
  };
  // The places whose words differ, up to so many.
  const differing = (found, now) => [...new Set([...Object.keys(found), ...Object.keys(now)])].filter((place) => found[place] !== now[place]).slice(0, 200);

  // What is scrolled within the page, by its way.
  const scrolledNow = () => s.all("*").filter((e) => e !== document.scrollingElement && (Math.abs(e.scrollTop) >= 1 || Math.abs(e.scrollLeft) >= 1)).slice(0, 50);
  const places = () => scrolledNow().map((e) => [s.path(e), e.scrollLeft, e.scrollTop]);
  const scrollBack = (was) => {
    const wanted = new Map(was.map(([way, left, top]) => [s.find(way), [left, top]]));
    let moved = false;
    for (const e of new Set([...scrolledNow(), ...wanted.keys()])) {
      const [left, top] = wanted.get(e) ?? [0, 0];
      if (!e || (Math.abs(e.scrollLeft - left) < 1 && Math.abs(e.scrollTop - top) < 1)) continue;
      Element.prototype.scrollTo.call(e, { left, top, behavior: "instant" });
      moved = true;
    }
    return moved;
  };
  const stands = (within = places()) => ({ x: scrollX, y: scrollY, within, focused: focused(), entry: navigation.currentEntry?.key ?? "", filled: filled(), kept: kept(), cookies: cookies() });

  // Whether the page's structure may be another one since it was last marked. Nodes and attributes are observed; what a style
  // sheet, a popover or a new shadow root does to what is rendered is seen by going through the elements. What a frame's page does
  // is not seen from here.
  let touched = true;
  let mark = 0;
  let observed = new WeakSet();
  const observer = new MutationObserver(() => { touched = true });
  const parts = { subtree: true, childList: true, attributes: true, characterData: true };
  const look = (root, number) => {
    if (!observed.has(root)) {
      observed.add(root);
      observer.observe(root, parts);
      touched = true;
    }
    for (const e of root.querySelectorAll("*")) {
      const inner = shadow.call(e);
      number = (Math.imul(number, 31) + (rendered.call(e) ? 1 : 2)) | 0;
      if (inner) number = look(inner, (number + 3) | 0);
      if (e instanceof HTMLIFrameElement || e instanceof HTMLFrameElement) touched = true;
    }
    return number;
  };
  const untouched = () => {
    const now = look(document, 0);
    if (observer.takeRecords().length || now !== mark) touched = true;
    const same = !touched;
    mark = now;
    touched = false; // from here on
    return same;
  };

  // Where it is scrolled to, and what has focus. Whether anything was scrolled back, the window or a part.
  const place = (was) => {
    if (focused() !== was.focused) {
      s.focused()?.blur();
      if (was.focused) s.find(was.focused)?.focus({ preventScroll: true });
    }
    const elsewhere = scrollX !== was.x || scrollY !== was.y;
    if (elsewhere) scrollTo({ left: was.x, top: was.y, behavior: "instant" });
    return [elsewhere, scrollBack(was.within)];
  };
  const back = (was, address) => {
    const [whole, within] = place(was);
    const chosen = keep(was.kept, address); // such as colours: the digest may not know of them
    const now = within ? stands() : stands(was.within); // else they are where they were
    return { same: !chosen && now.filled === was.filled && now.cookies === was.cookies, untouched: untouched(), scrolled: whole || within, now };
  };
  globalThis.skolprovStanding = { stands, place, back, texts, differing };
})();
