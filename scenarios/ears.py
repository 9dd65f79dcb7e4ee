"""What is announced while nobody looks: live regions of a page, heard from inside it as they change."""

from __future__ import annotations

EARS = """(() => {
  if (window.__skolprovEars) return;
  const now = performance.now.bind(performance);
  const ears = { heard: [], found: [], sought: null, born: Math.random(), enter: () => {} };
  Object.defineProperty(window, '__skolprovEars', { value: ears, enumerable: false });
  const LIVE = '[aria-live], [role~=alert], [role~=status], [role~=log], [role~=alertdialog], output';
  const POLITENESS = { alert: 'assertive', alertdialog: 'assertive', status: 'polite', log: 'polite' };
  const kind = (e) => (e.getAttribute('role') || (e.tagName === 'OUTPUT' ? 'status' : '')).trim().split(' ')[0];
  const live = (e) => e.getAttribute('aria-live') || POLITENESS[kind(e)] || 'off';
  const exposed = (e) => {
    for (let at = e; at; at = at.parentElement || (at.getRootNode().host || null)) if (at.getAttribute('aria-hidden') === 'true' || at.inert) return false;
    return !e.checkVisibility || e.checkVisibility({ visibilityProperty: true });
  };
  const lines = (node, into = []) => {
    if (node.nodeType === 3) { if (node.data.trim()) into.push(node.data.replace(/\\s+/g, ' ').trim()); return into; }
    if (node.nodeType !== 1 && node.nodeType !== 11) return into;
    if (node.nodeType === 1) {
      if (node.getAttribute('aria-hidden') === 'true' || ['SCRIPT', 'STYLE', 'TEMPLATE'].includes(node.tagName)) return into;
      if (node.checkVisibility && !node.checkVisibility({ visibilityProperty: true }) && getComputedStyle(node).display !== 'contents') return into;
      const label = node.getAttribute('aria-label') || (node.tagName === 'IMG' ? node.alt : '');
      if (label) { into.push(label.trim()); return into; }
    }
    for (const child of (node.shadowRoot || node).childNodes) lines(child, into);
    return into;
  };
  const known = new WeakMap(); // a region's lines when it was looked at last; absent: it was not exposed
  const roots = new Set();
  const regions = () => [...roots].flatMap((root) => [...root.querySelectorAll(LIVE)]).filter((e) => live(e) !== 'off');
  const atomic = (e) => { const said = e.closest('[aria-atomic]'); return said ? said.getAttribute('aria-atomic') === 'true' : ['alert', 'status', 'alertdialog'].includes(kind(e)); };
  const say = (e, all, before, anew) => {
    const said = anew || atomic(e) ? all : all.filter((line) => !before.includes(line));
    const whole = (said.length ? said : all).join(' ');
    if (whole) ears.heard.push({ kind: live(e) === 'assertive' ? 'alert' : 'status', text: whole.slice(0, 2000), at: now() });
    if (ears.heard.length > 200) ears.heard.shift();
  };
  const listen = (touched, first) => {
    for (const e of regions()) {
      if (e.getAttribute('aria-busy') === 'true') continue;
      if (!exposed(e)) { known.delete(e); continue; }
      const all = lines(e), before = known.get(e);
      known.set(e, all);
      // What stands there when the page arrives is read in its turn, not announced. A region that arrives with its text is
      // announced only if it is an alert: screen readers learn of the others too late to compare.
      if (before === undefined) { if (!first && ['alert', 'alertdialog'].includes(kind(e)) && all.length) say(e, all, [], true); continue; }
      const added = [...touched].some((n) => n === e || e.contains(n) || (n.getRootNode().host && e.contains(n.getRootNode().host)));
      if (all.length && (all.join(' ') !== before.join(' ') ? added && all.some((line) => !before.includes(line)) : added && atomic(e))) say(e, all, before, false);
    }
  };
  const watch = (root) => {
    if (roots.has(root)) return;
    roots.add(root);
    observer.observe(root, { subtree: true, childList: true, characterData: true, attributes: true,
      attributeFilter: ['hidden', 'class', 'style', 'aria-hidden', 'aria-busy', 'role', 'aria-live', 'open', 'aria-label', 'alt'] });
    enter(root);
  };
  const enter = (within) => { if (within.querySelectorAll) for (const e of within.querySelectorAll('*')) if (e.shadowRoot) watch(e.shadowRoot); };
  ears.enter = () => enter(document);
  let loaded = false;
  const observer = new MutationObserver((changes) => {
    const touched = new Set();
    for (const change of changes) {
      if (change.type === 'childList' ? change.addedNodes.length : true) touched.add(change.type === 'characterData' ? change.target.parentNode || change.target : change.target);
      for (const node of change.addedNodes) if (node.nodeType === 1) { if (node.shadowRoot) watch(node.shadowRoot); enter(node); }
    }
    if (regions().length) listen(touched, !loaded);
  });
  const begin = () => { enter(document); listen(new Set(), true); loaded = true; };
  watch(document);
  if (document.readyState === 'loading') document.addEventListener('DOMContentLoaded', begin); else begin();
})()"""
"""Runs before the page's own scripts. It only watches: it changes nothing in the page, and sends nothing."""

TAKE = """() => {
  const ears = window.__skolprovEars;
  if (!ears) return { born: 0, title: String(document.title).slice(0, 2000), heard: [] };
  ears.enter();
  return { born: ears.born, title: String(document.title).slice(0, 2000), heard: ears.heard.splice(0, 200).filter(Boolean).map((h) => ({ kind: h.kind === 'alert' ? 'alert' : 'status', text: String(h.text).slice(0, 2000) })) };
}"""
"""What has been announced since it was asked last, and which document this is."""
