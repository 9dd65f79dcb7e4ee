"""Whole words: what says "Unpaid" does not say "Paid", and the row of Anna Bergman is not that of Anna Berg."""

from __future__ import annotations

import re
from enum import IntEnum

from playwright.sync_api import ElementHandle


class Fit(IntEnum):
    """How well a name fits something that holds it."""

    PART = 0
    """It begins or ends within a word."""
    HYPHEN = 1
    """In whole words, of which a hyphen makes longer ones: Anna Berg in Anna Berg-Ek."""
    WORDS = 2
    WHOLE = 3
    """A cell, a line or an element says nothing else."""


_FITS = """(_, [elements, wanted]) => {
  const fold = (s) => s.replace(/[\\u200b\\u00ad]/g, '').replace(/\\s+/g, ' ').toLowerCase();
  const name = fold(wanted).trim(), is = (c) => c !== undefined && /[\\p{L}\\p{M}\\p{N}_]/u.test(c);
  // Where an element begins or ends, a word does: between a line break or the cells of a row there is often no blank.
  const read = (element) => {
    let text = '';
    const edges = new Set([0]);
    const visit = (n) => {
      if (n.nodeType === 3) {
        const more = fold(n.nodeValue);
        text += text.endsWith(' ') ? more.trimStart() : more;
      } else if (n.nodeType === 1 && !/^(SCRIPT|STYLE|NOSCRIPT)$/.test(n.tagName)) {
        edges.add(text.length);
        [...(n.shadowRoot ? n.shadowRoot.childNodes : []), ...n.childNodes].forEach(visit);
        edges.add(text.length);
      }
    };
    visit(element);
    return { text, edges };
  };
  const said = (s) => { const text = fold(s || '').trim(); return { text, edges: new Set([0, text.length]) }; };
  const named = (e) => [
    ...['aria-label', 'title', 'alt', 'placeholder', 'value'].map((a) => said(e.getAttribute(a))),
    ...[...(e.labels || [])].map(read),
    ...(e.getAttribute('aria-labelledby') || '').split(/\\s+/).map((id) => id && e.getRootNode().getElementById?.(id)).filter(Boolean).map(read),
  ];
  const fit = ({ text, edges }) => {
    let best = -1;
    for (let i = text.indexOf(name); name && i >= 0; i = text.indexOf(name, i + 1)) {
      const end = i + name.length, before = text[i - 1], after = text[end];
      const begins = edges.has(i) || (before === ' ' && edges.has(i - 1)), ends = edges.has(end) || (after === ' ' && edges.has(end + 1));
      const free = (begins || !is(name[0]) || !is(before)) && (ends || !is(name[name.length - 1]) || !is(after));
      const hyphen = (!begins && /[-‐‑]/.test(before) && is(text[i - 2])) || (!ends && /[-‐‑]/.test(after) && is(text[end + 1]));
      best = Math.max(best, begins && ends ? 3 : !free ? 0 : hyphen ? 1 : 2);
    }
    return best;
  };
  return elements.map((e) => { const best = Math.max(fit(read(e)), ...named(e).map(fit)); return best < 0 ? 2 : best; });
}"""
"""A name that comes from elsewhere, and was found there, is taken to fit in whole words."""


def fits(found: list[ElementHandle], name: str) -> list[int]:
    """How well a name fits each of the elements of one document that hold it."""
    fit: list[int] = found[0].evaluate(_FITS, [found, name]) if found else []
    return fit


def best_fitting(found: list[ElementHandle], name: str, least: Fit = Fit.PART) -> tuple[list[ElementHandle], int]:
    """Of the elements of one document that hold a name, those that it fits best, and how well it does.

    Args:
        found: The elements.
        name: The name.
        least: How well it has to fit.
    """
    fit = fits(found, name)
    best = max(fit, default=int(least))
    return [e for e, how in zip(found, fit, strict=True) if how == best and how >= least], best


def how_fits(said: str, name: str) -> Fit | None:
    """How well a name fits what is said, where elements break it into pieces and whether a blank stands there is lost.

    Returns:
        None if it is not said at all.
    """
    letters = r"\s*".join(re.escape(c) for c in name if not c.isspace())
    if not letters:
        return None
    first, last = (r"(?<!\w)" if name.strip()[0].isalnum() else ""), (r"(?!\w)" if name.strip()[-1].isalnum() else "")
    patterns = {
        Fit.WHOLE: rf"^\s*{letters}\s*$",
        Fit.WORDS: rf"(?<!\w[-‐‑]){first}{letters}{last}(?![-‐‑]\w)",
        Fit.HYPHEN: f"{first}{letters}{last}",
        Fit.PART: letters,
    }
    return next((fit for fit, pattern in patterns.items() if re.search(pattern, said, re.IGNORECASE)), None)


def says_words(said: str, name: str) -> bool:
    """Whether a name is said in whole words."""
    return (how_fits(said, name) or Fit.PART) >= Fit.HYPHEN
