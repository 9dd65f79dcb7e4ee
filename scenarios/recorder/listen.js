// Listens to what a person does in a page, before the page's own scripts hear of it, and tells it with what the thing is called.
// Arguments: the name of the function that is told to, and the name under which elements can be asked for again.
(tellName, showName) => {
  const told = window[tellName];
  if (typeof told !== 'function' || window[showName]) return;
  delete window[tellName];
  const tell = (what) => { try { return told(what); } catch { return null; /* the page is going */ } };
  const now = performance.now.bind(performance), later = window.setTimeout.bind(window), never = window.clearTimeout.bind(window);
  const document_ = Array.from(crypto.getRandomValues(new Uint32Array(2))).join('-');
  const numbers = new WeakMap(), elements = new Map(), secret = new WeakSet();
  let next = 1;
  Object.defineProperty(window, showName, { value: (id) => id === 'lines' ? lines() : elements.get(id) || null });

  const fold = (s) => (s || '').replace(/\s+/g, ' ').trim();
  const shown = (e) => e.checkVisibility ? e.checkVisibility({ checkVisibilityCSS: true }) : e.getClientRects().length > 0;
  const idOf = (e) => {
    if (!numbers.has(e)) numbers.set(e, `${document_}:${next++}`);
    const id = numbers.get(e);
    elements.set(id, e);
    if (elements.size > 400) elements.delete(elements.keys().next().value);
    return id;
  };
  const textOf = (e) => fold(e.innerText || e.textContent);
  const byIds = (e, attribute) => (e.getAttribute(attribute) || '').split(/\s+/).filter(Boolean)
    .map((id) => e.getRootNode().getElementById && e.getRootNode().getElementById(id)).filter(Boolean).map((n) => fold(n.textContent)).join(' ');
  const labelText = (label) => {
    const copy = label.cloneNode(true);
    copy.querySelectorAll('input, select, textarea, option').forEach((inner) => inner.remove());
    return fold(copy.textContent);
  };
  const isText = (e) => e.tagName === 'TEXTAREA' || e.isContentEditable || ['textbox', 'searchbox', 'combobox', 'spinbutton'].includes(e.getAttribute('role')) && e.tagName !== 'SELECT' && e.tagName !== 'BUTTON' && 'value' in e ||
    (e.tagName === 'INPUT' && !['button', 'submit', 'reset', 'image', 'checkbox', 'radio', 'file', 'hidden', 'range', 'color'].includes(e.type));
  const isSecret = (e) => {
    if (e.type === 'password' || /password|one-time-code/.test(e.autocomplete || '')) secret.add(e);
    return secret.has(e);
  };
  const roles = { A: 'link', BUTTON: 'button', SUMMARY: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', IMG: 'img' };
  const types = { checkbox: 'checkbox', radio: 'radio', submit: 'button', button: 'button', reset: 'button', image: 'button', file: 'file' };
  const roleOf = (e) => e.getAttribute('role') || (e.tagName === 'INPUT' ? types[e.type] || 'textbox' : e.tagName === 'A' && !e.href ? '' : roles[e.tagName]) || '';

  const names = (e) => {
    const labels = e.labels ? [...e.labels].map(labelText) : [];
    const isField = ['INPUT', 'SELECT', 'TEXTAREA'].includes(e.tagName);
    const own = isField ? (roleOf(e) === 'button' ? [fold(e.value)] : []) : [textOf(e), textOf(e).length > 60 ? fold((e.innerText || '').split('\n')[0]) : ''];
    const inner = isField ? [] : [...e.querySelectorAll('img[alt], svg title')].map((i) => fold(i.alt || i.textContent));
    const all = [byIds(e, 'aria-labelledby'), fold(e.getAttribute('aria-label')), ...labels, fold(e.alt), ...own, ...inner, fold(e.title), fold(e.placeholder)];
    return [...new Set(all.filter((n) => n && n.length <= 120))];
  };
  const headOf = (part) => {
    const named = byIds(part, 'aria-labelledby') || fold(part.getAttribute('aria-label'));
    const head = part.querySelector(part.tagName === 'FIELDSET' ? 'legend' : part.tagName === 'TABLE' ? 'caption' : part.tagName === 'TR' ? 'th, td' : 'h1, h2, h3, h4, legend, th');
    return [named, head ? textOf(head) : ''].filter((n) => n && n.length <= 80);
  };
  const up = (e) => e.parentElement || (e.getRootNode() instanceof ShadowRoot ? e.getRootNode().host : null);
  const around = (e) => {
    const within = [], near = [];
    let depth = 0;
    for (let at = up(e); at && at !== document.body && depth < 12; at = up(at), depth++) {
      if (at.matches('dialog, fieldset, section, form, nav, table, tr, li, article, [role]')) within.push(...headOf(at));
      if (depth < 6 && near.length < 14)
        for (const other of at.querySelectorAll('*')) {
          if (near.length >= 14) break;
          if (other.contains(e) || e.contains(other) || other.children.length || other.tagName === 'OPTION' || !shown(other)) continue;
          const text = textOf(other);
          if (text && text.length <= 60) near.push(text);
        }
    }
    return { within: [...new Set(within)], near: [...new Set(near)] };
  };
  const steady = (word) => /^[a-z][a-z_-]{2,}$/i.test(word) && !/css-|__/.test(word);
  const selectors = (e) => {
    const tag = e.tagName.toLowerCase(), found = [];
    if (steady(e.id)) found.push(`#${e.id}`);
    for (const a of ['data-testid', 'data-test', 'name', 'href', 'type', 'value'])
      if (e.getAttribute(a) && !(a === 'value' && isText(e))) found.push(`${tag}[${a}=${JSON.stringify(e.getAttribute(a))}]`);
    const classes = [...e.classList].filter(steady);
    if (classes.length) found.push(`${tag}.${classes.map((c) => CSS.escape(c)).join('.')}`);
    let path = '';
    for (let at = e; at && at !== document.documentElement; at = at.parentElement) {
      const same = at.parentElement ? [...at.parentElement.children].filter((c) => c.tagName === at.tagName) : [at];
      path = `${at.tagName.toLowerCase()}${same.length > 1 ? `:nth-of-type(${same.indexOf(at) + 1})` : ''}${path ? ` > ${path}` : ''}`;
      if (steady(at.id)) { path = `#${at.id}${path.includes(' > ') ? path.slice(path.indexOf(' > ')) : ''}`; break; }
    }
    return [...found, path];
  };
  const facts = (e) => ({ id: idOf(e), tag: e.tagName, role: roleOf(e), names: names(e), ...around(e), selectors: selectors(e) });

  const lines = () => {
    const status = [...document.querySelectorAll('[role=status], [role=alert], [aria-live]:not([aria-live=off]), dialog[open], [role=dialog], [role=alertdialog]')].filter(shown);
    const heads = [...document.querySelectorAll('h1, h2, h3, [role=heading]')].filter(shown);
    const split = (e) => (e.innerText || '').split('\n');
    return [...new Set([...status.flatMap(split), ...heads.flatMap(split), ...split(document.body || document.documentElement)].map(fold))].filter((l) => l && l.length <= 200);
  };
  let filling = null;
  const say = (kind, e, more = {}) => { filling = kind === 'fill' ? e : null; tell({ kind, ...(e ? facts(e) : {}), lines: lines(), title: document.title, path: location.pathname + location.search + location.hash, ...more }); };

  const pressable = 'a[href], button, summary, input, select, textarea, option, label, [contenteditable=""], [contenteditable=true], [role=button], [role=link], [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option], [role=checkbox], [role=radio], [role=switch], [role=gridcell], [role=treeitem]';
  const meant = (event) => {
    for (const at of event.composedPath()) if (at instanceof Element && at.matches(pressable)) return at;
    let hand = null;
    for (const at of event.composedPath()) {
      if (!(at instanceof Element) || getComputedStyle(at).cursor !== 'pointer') break;
      hand = at;
    }
    return hand;
  };
  const isChoice = (e) => e.tagName === 'INPUT' && ['checkbox', 'radio'].includes(e.type);
  const isField = (e) => isText(e) || isChoice(e) || e.tagName === 'SELECT' || e.type === 'file' || ['checkbox', 'switch', 'radio', 'menuitemcheckbox'].includes(roleOf(e));

  // What a person is about to press or fill is looked up beforehand: once pressed, it may be gone. A press that comes sooner is
  // held back for that moment, and then given to the page.
  const looked = new Map();
  const keyOf = (e) => `${idOf(e)} ${names(e)[0] || ''}`;
  const isLooked = (e) => { const at = looked.get(keyOf(e)); return at > 0 && now() - at < 4000; };
  const lookUp = (e) => {
    const key = keyOf(e), before = looked.get(key);
    if (before instanceof Promise) return before;
    if (before > 0 && now() - before < 1000) return Promise.resolve();
    const more = roleOf(e) === 'radio' ? { groups: groupsOf(e) } : {};
    const answer = Promise.race([Promise.resolve(tell({ kind: 'about', field: isField(e), ...facts(e), ...more })), new Promise((go) => later(go, 6000))])
      .catch(() => null).then(() => { looked.set(key, now()); });
    looked.set(key, answer);
    return answer;
  };
  let sent = -1, passing = null;
  const on = (type, act) => window.addEventListener(type, (event) => {
    if (event.isTrusted || (passing && event.composedPath().includes(passing))) act(event);
  }, { capture: true });
  on('click', (event) => {
    const e = meant(event);
    if (!e || e.matches('option, select') || e.type === 'file') return;
    if (e.tagName === 'LABEL' && e.control) return;  // the control has a click or a change of its own
    if (isText(e) && !e.readOnly) return;
    if (!passing && !isLooked(e)) {
      event.preventDefault();
      event.stopImmediatePropagation();
      lookUp(e).then(() => { passing = e; try { e.click(); } finally { passing = null; } });
      return;
    }
    if (isChoice(e)) return;  // it tells of its change
    sent = now();
    const role = roleOf(e);
    if (['checkbox', 'switch', 'menuitemcheckbox'].includes(role)) say('tick', e, { on: e.getAttribute('aria-checked') !== 'true' });
    else if (role === 'radio') say('pick', e, { groups: groupsOf(e) });
    else say('click', e);
  });
  const groupsOf = (e) => {
    const groups = [];
    for (let at = up(e), depth = 0; at && depth < 8; at = up(at), depth++)
      if (at.matches('fieldset, tr, li, [role=radiogroup], [role=group], [role=row]')) groups.push(...headOf(at));
    return [...new Set(groups)];
  };
  on('input', (event) => {
    const e = event.composedPath()[0];
    if (!(e instanceof Element)) return;
    const field = e.isContentEditable ? e.closest('[contenteditable=""], [contenteditable=true]') || e : e;
    if (!isText(field)) return;
    const typed = isSecret(field) ? { secret: true } : { value: field.isContentEditable ? field.innerText.trim() : field.value };
    if (filling === field) tell({ kind: 'more', id: idOf(field), ...typed });
    else say('fill', field, typed);
  });
  on('change', (event) => {
    const e = event.composedPath()[0];
    if (e instanceof HTMLSelectElement) say('choose', e, { options: [...e.selectedOptions].map((o) => fold(o.text)) });
    else if (!(e instanceof HTMLInputElement)) return;
    else if (e.type === 'checkbox') say('tick', e, { on: e.checked });
    else if (e.type === 'radio') say('pick', e, { groups: groupsOf(e) });
    else if (e.type === 'range' || e.type === 'color') say('fill', e, { value: e.value });
  });
  // Files may be given by a driver, whose events the browser does not vouch for; nothing else of them is believed.
  window.addEventListener('change', (event) => {
    const e = event.composedPath()[0];
    if (e instanceof HTMLInputElement && e.type === 'file' && e.files.length) say('attach', e, { files: [...e.files].map((f) => f.name) });
  }, { capture: true });
  on('submit', (event) => { if (now() - sent > 400 && !event.submitter) say('sent', null); });
  on('dblclick', () => say('nothing', null, { note: 'a double click, for which there is no word' }));
  on('drop', () => say('nothing', null, { note: 'something was dragged and dropped, for which there is no word' }));
  let resting = 0;
  const about = (event) => {
    const e = meant(event), thing = e && e.tagName === 'LABEL' && e.control ? e.control : e;
    if (thing && !thing.matches('option')) lookUp(thing);
  };
  on('pointerover', (event) => { never(resting); resting = later(() => about(event), 50); });
  on('focusin', about);
}
