// How a page stands apart from what it shows: scrolled where, focus on what, filled in and kept how; and putting it back so.
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
  const stands = () => ({ x: scrollX, y: scrollY, focused: focused(), entry: navigation.currentEntry?.key ?? "", filled: filled(), kept: kept(), cookies: cookies() });

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

  const back = (was, address) => {
    if (focused() !== was.focused) {
      s.focused()?.blur();
      if (was.focused) s.find(was.focused)?.focus({ preventScroll: true });
    }
    if (scrollX !== was.x || scrollY !== was.y) scrollTo({ left: was.x, top: was.y, behavior: "instant" });
    const chosen = keep(was.kept, address); // such as colours: the digest may not know of them
    const now = stands();
    return { same: !chosen && now.filled === was.filled && now.cookies === was.cookies, untouched: untouched(), now };
  };
  globalThis.skolprovStanding = { stands, back };
})();
