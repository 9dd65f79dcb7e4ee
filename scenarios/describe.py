"""What a thing is called, in the words of a person who meets it by focus or by eye: role and name."""

from __future__ import annotations

DESCRIBE = """(e, withPlace) => {
  const roles = { A: 'link', BUTTON: 'button', SELECT: 'combobox', TEXTAREA: 'textbox', SUMMARY: 'button', IFRAME: 'frame', IMG: 'image', BODY: 'page' };
  const types = { checkbox: 'checkbox', radio: 'radio', submit: 'button', button: 'button', reset: 'button', file: 'file', range: 'slider', number: 'spinbutton' };
  const fold = (s) => (s || '').replace(/\\s+/g, ' ').trim().slice(0, 60);
  const role = e.getAttribute('role') || (e.tagName === 'INPUT' ? types[e.type] || 'textbox' : roles[e.tagName]) || e.tagName.toLowerCase();
  const by = (e.getAttribute('aria-labelledby') || '').split(' ').map((id) => id && e.getRootNode().getElementById(id)).filter(Boolean);
  const name = fold(by.map((n) => n.textContent).join(' ')) || fold(e.getAttribute('aria-label')) || fold(e.labels && e.labels[0] && e.labels[0].textContent)
    || fold(e.alt) || (e.tagName === 'INPUT' && types[e.type] === 'button' ? fold(e.value) : '')
    || (['INPUT', 'SELECT', 'TEXTAREA', 'BODY', 'IFRAME'].includes(e.tagName) ? '' : fold(e.innerText)) || fold(e.title) || fold(e.placeholder);
  const said = name ? `${role} "${name}"` : role;
  if (!withPlace) return said;
  const part = e.parentElement && e.parentElement.closest('tr, li, fieldset, dialog, section, article, form, nav, header, footer, main');
  const head = part && (part.querySelector('h1, h2, h3, legend, th') || part);
  return head ? `${said} in "${fold(head.innerText)}"` : said;
}"""
"""A function of an element, in the page's language: `button "Save"`; with `withPlace`, where it stands, too."""
