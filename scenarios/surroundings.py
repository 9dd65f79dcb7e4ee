"""Under which conditions a page is met, whatever the mode: a slow network or machine, and how people set their browser.

Each can be set for a run, alone or together, and stands in the run's conditions. They hold for the measured part of an
attempt: signing in, preparing, looking and undoing happen without them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any
from weakref import WeakKeyDictionary

from playwright.sync_api import CDPSession, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Network:
    """What a network gives at best, as Chromium's request-level throttling has it."""

    latency_ms: float
    """From a request until its answer begins, at least."""
    down_bytes_per_s: float
    up_bytes_per_s: float


UNLIMITED = "unlimited"
NETWORKS: dict[str, Network] = {
    "slow-3g": Network(latency_ms=2000, down_bytes_per_s=50_000, up_bytes_per_s=50_000),
    "slow-4g": Network(latency_ms=562.5, down_bytes_per_s=180_000, up_bytes_per_s=84_375),
    "fast-4g": Network(latency_ms=165, down_bytes_per_s=1_012_500, up_bytes_per_s=168_750),
}
"""Named networks. Source: the presets of Chromium's developer tools, whose "Slow 4G" was called "Fast 3G" until 2024: 1.6 Mbit/s
down, 750 kbit/s up and 150 ms, adjusted to what throttling of requests instead of packets makes of them."""

LARGEST_TEXT_PERCENT = 200
"""WCAG 1.4.4 Resize Text."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """The conditions of one run."""

    network: str = UNLIMITED
    """Name of a network, or unlimited."""
    cpu_slowdown: float = 1.0
    """How many times slower the page's processor is."""
    reduced_motion: bool = False
    """The person has asked the system for less motion."""
    forced_colours: bool = False
    """The system replaces the page's colours by the person's own few."""
    text_percent: int = 100
    """How large text is, as a percentage of what the page asks for; its boxes stay."""
    text_spacing: bool = False
    """The person spaces text as in WCAG 1.4.12: lines 1.5, paragraphs 2, letters 0.12, words 0.16 times the size of the font."""
    javascript: bool = True
    """Whether the page's scripts run."""

    @classmethod
    def from_plan(cls, plan: Mapping[str, Any]) -> Surroundings:
        """Read the plan as run.json holds it; one from before there were conditions has none."""
        return cls(**{name: plan[name] for name in cls.__dataclass_fields__ if name in plan})

    def context(self) -> dict[str, Any]:
        """Options for Playwright's browser context."""
        options: dict[str, Any] = {}
        if self.reduced_motion:
            options["reduced_motion"] = "reduce"
        if self.forced_colours:
            options["forced_colors"] = "active"
        return options

    def surround(self, page: Page) -> None:
        """Put a page, and every window that it opens, under these conditions; what it shows now included.

        Args:
            page: A page that is signed in already.
        """
        if self == PLAIN:
            return
        self._put_on(page)
        # Not the bare method: Playwright marks a listener's owner, and this one is frozen.
        page.context.on("page", lambda opened: self._put_on(opened))  # noqa: PLW0108
        if not self.javascript:  # what is meant for people without scripts shows when a page is loaded without them
            page.reload(wait_until="load")

    def _put_on(self, page: Page) -> None:
        session = page.context.new_cdp_session(page)
        if network := NETWORKS.get(self.network):
            session.send("Network.enable")
            session.send(
                "Network.emulateNetworkConditions",
                {
                    "offline": False,
                    "latency": network.latency_ms,
                    "downloadThroughput": network.down_bytes_per_s,
                    "uploadThroughput": network.up_bytes_per_s,
                },
            )
        if self.cpu_slowdown != 1:
            session.send("Emulation.setCPUThrottlingRate", {"rate": self.cpu_slowdown})
        for script in self._scripts():
            page.add_init_script(script)
            page.evaluate(script)
        if not self.javascript:
            session.send("Emulation.setScriptExecutionDisabled", {"value": True})
            _SILENT[page] = session

    def _scripts(self) -> Iterator[str]:
        if self.text_percent != PLAIN.text_percent:
            yield f"({_ENLARGE})({self.text_percent / 100})"
        if self.text_spacing:
            yield f"({_ADOPT})({_SPACING!r})"


PLAIN = Surroundings()
"""Nothing out of the ordinary."""

_SILENT: WeakKeyDictionary[Page, CDPSession] = WeakKeyDictionary()
"""Pages whose scripts do not run, and by what that is undone."""


@contextmanager
def scripts_running(page: Page) -> Iterator[None]:
    """Let scripts run for a moment: an accessibility engine is a script. The page's own are past their time by then."""
    session = _SILENT.get(page)
    if session is None:
        yield
        return
    session.send("Emulation.setScriptExecutionDisabled", {"value": False})
    try:
        yield
    finally:
        session.send("Emulation.setScriptExecutionDisabled", {"value": True})


_SPACING = (
    "*:not(#_):not(#_) { line-height: 1.5 !important; letter-spacing: 0.12em !important; word-spacing: 0.16em !important } "
    "p:not(#_):not(#_) { margin-bottom: 2em !important }"
)
"""The figures of WCAG 1.4.12; more specific than what pages write, as a person's own style goes before the page's."""

_ADOPT = """(rules) => {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(rules);
  const put = () => { if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet); };
  put();
  setInterval(put, 250);
}"""
"""A style sheet that is no element of the page and that no Content-Security-Policy stops; put back where a page drops it."""

_ENLARGE = """(factor) => {
  const sheet = new CSSStyleSheet(), quoted = (s) => '"' + s.replace(/[\\\\"]/g, '\\\\$&').replace(/\\n/g, '\\\\a ') + '"';
  // Telephones enlarge text themselves; there this is all, and the rest would come on top of it.
  const probe = () => { const s = document.createElement('span'); s.textContent = 'x'; s.style.cssText = 'position:absolute;font-size:20px;text-size-adjust:100%'; document.documentElement.append(s);
    const before = s.offsetWidth; s.style.textSizeAdjust = '400%'; const after = s.offsetWidth; s.remove(); return after > before * 2; };
  const absolute = /(\\d*\\.?\\d+)(px|pt|pc|in|cm|mm|q|[sld]?v(?:w|h|i|b|min|max))\\b/gi, relative = /(\\d*\\.?\\d+)(%|r?em)/gi;
  const words = { 'xx-small': 9, 'x-small': 10, small: 13, medium: 16, large: 18, 'x-large': 24, 'xx-large': 32, 'xxx-large': 48 };
  const times = (value, root) => {
    if (words[value]) return words[value] * factor + 'px';
    const larger = value.replace(absolute, (_, n, unit) => n * factor + unit);
    return root ? larger.replace(relative, (_, n, unit) => n * factor + unit) : larger;
  };
  const rule = (selector, style) => {
    const size = style.fontSize;
    if (!size) return '';
    const root = /(^|,)\\s*(html|:root)\\s*(,|$)/.test(selector), larger = times(size, root);
    return larger === size ? '' : `${selector} { font-size: ${larger}${style.getPropertyPriority('font-size') ? ' !important' : ''} }\\n`;
  };
  const larger = (rules) => [...rules].map((r) => {
    if (r.selectorText) return rule(r.selectorText, r.style);
    if (r.styleSheet) { try { return larger(r.styleSheet.cssRules); } catch { return ''; } }
    if (!r.cssRules || !r.cssText.startsWith('@') || /^@(-\\w+-)?(keyframes|font)/.test(r.cssText)) return '';
    const inner = larger(r.cssRules);
    return inner && r.cssText.slice(0, r.cssText.indexOf('{')) + '{' + inner + '}\\n';
  }).join('');
  let known = '', telephone = null;
  const refresh = () => {
    if (!document.documentElement) return;
    if (!document.adoptedStyleSheets.includes(sheet)) document.adoptedStyleSheets.push(sheet);
    if (telephone === null) telephone = probe();
    if (telephone) { if (!known) sheet.replaceSync(known = `*:not(#_):not(#_) { text-size-adjust: ${factor * 100}% !important }`); return; }
    let all = `html { font-size: ${factor * 100}% }\\n:where(button, input, select, textarea) { font-size: ${factor * 13.3333}px }\\n`;
    for (const s of [...document.styleSheets, ...document.adoptedStyleSheets]) if (s !== sheet) try { all += larger(s.cssRules); } catch { /* another host's: it keeps its rules to itself */ }
    for (const e of document.querySelectorAll('[style*="font"]')) if (e.style.fontSize && times(e.style.fontSize) !== e.style.fontSize) all += `[style=${quoted(e.getAttribute('style'))}] { font-size: ${times(e.style.fontSize)} !important }\\n`;
    if (all !== known) sheet.replaceSync(known = all);
  };
  refresh();
  document.addEventListener('DOMContentLoaded', refresh);
  document.addEventListener('load', refresh, true);
  setInterval(refresh, 250);
}"""
"""Enlarges text alone, as a browser's own setting does: a rule of the page's that gives a font's size in absolute units is said
again with a larger one, and what depends on the root's size follows by itself."""
