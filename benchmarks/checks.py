"""What the checks that operate a page cost: `python -m benchmarks.checks [rounds]`.

On one page of about a thousand elements, of the kind that schools have (a menu that unfolds, a register, a form, cards, links),
opened anew each time and by turns: axe-playwright-python as it comes, and all our checks one after the other, as a run looks at
a state. Printed are the ratio of the medians with a bootstrap 95 % interval, and what each check takes of that;
besides, what it takes to gather what the audits compare states by (a11y/across/).
"""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread

import numpy as np
from axe_playwright_python.sync_playwright import Axe
from numpy.typing import NDArray
from playwright.sync_api import Browser, Page, sync_playwright

from a11y.check import Check, Outcome
from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.gathering import gather
from a11y.operated import Operated
from benchmarks.scans import STYLE
from scenarios.browser import find_browser, launch

_ROUNDS = 9
_PUPILS = 60
_CARDS = 24
_STYLE = """
body { margin: 0; line-height: 1.5 } main { padding: 16px; max-width: 60rem } header { background: #e8eef7; padding: 8px 16px } .tip { position: relative; text-decoration: underline dotted }
.tip span { display: none; position: absolute; left: 90%; top: 0; background: #fff; width: 20ch } .tip:hover span { display: block }
header ul { list-style: none; margin: 0; padding: 0; display: flex; flex-wrap: wrap; gap: 12px } header ul ul:not([hidden]) { display: block }
.skip { position: absolute; left: -999px } .skip:focus { left: 8px } button, select, input { font: inherit; min-height: 32px }
.cards { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: 16px; padding: 0; list-style: none }
.card { border: 1px solid #767676; border-radius: 6px; padding: 12px } .card h3 { margin: 0 } a:hover { color: #003a70 }
.banner { background: linear-gradient(#00386b, #005a9c); color: #fff; padding: 24px } button:hover { background: #cfe0f5 }
:focus-visible { outline: 3px solid #00529b; outline-offset: 2px } fieldset { border: 1px solid #767676 }
"""
_MENU = """<li><button aria-expanded="false" aria-controls="menu{0}">{1}</button><ul id="menu{0}" hidden>
<li><a href="/{0}/a">{1}: this week</a></li><li><a href="/{0}/b">{1}: next week</a></li><li><a href="/{0}/c">{1}: the whole term</a></li></ul></li>"""
_CARD = """<li class="card"><h3><a href="/courses/{0}">Course {0}</a></h3><p>Two tasks are to be handed in before <strong>Friday</strong>.</p>
<p><span>Teacher:</span> <span>Maja Ek</span></p></li>"""
_ROW = """<tr><th scope="row"><a href="/pupils/{0}">Freja Lind {0}</a></th><td><label><input type="checkbox"> Present</label></td>
<td><label><input type="checkbox"> Late</label></td><td>Year 5</td><td>Class 5B</td></tr>"""
_FORM = """<form novalidate><h2>Report an absence</h2><p><label for="pupil">Pupil</label> <select id="pupil"><option>Freja</option><option>Ali</option>
</select></p><p><label for="day">Day</label> <input id="day" type="date" required></p><fieldset><legend>Part of the day</legend>
<label><input type="radio" name="part" checked> The whole day</label> <label><input type="radio" name="part"> Some lessons</label></fieldset>
<p><label for="why">Reason</label> <textarea id="why" aria-describedby="hint"></textarea></p><p id="hint">A few words will do.</p><p id="wrong" role="alert"></p>
<p><label for="mail">Email</label> <input id="mail" type="email" autocomplete="email"></p>
<p><label><input type="checkbox"> Send me a copy</label></p><button>Send</button></form>"""
_DIALOG = """<p><button aria-haspopup="dialog" id="ask">Ask the school</button></p><p>Half a day is <span class="tip">one session<span>Four lessons</span></span></p><dialog aria-labelledby="asked"><h2 id="asked">Ask the school</h2><form method="dialog"><p><label>Your question <input></label></p>
<button>Close</button></form></dialog>"""
_SCRIPT = """document.getElementById("ask").addEventListener("click", () => document.querySelector("dialog").showModal());
document.querySelector("form[novalidate]").addEventListener("submit", (event) => {
  event.preventDefault();
  const missing = [...event.target.elements].find((field) => field.required && !field.value);
  document.getElementById("wrong").textContent = missing ? "Error: the day is missing." : "";
  missing?.focus();
});
for (const button of document.querySelectorAll("header button")) button.addEventListener("click", () => {
  const open = button.getAttribute("aria-expanded") === "true";
  button.setAttribute("aria-expanded", String(!open));
  document.getElementById(button.getAttribute("aria-controls")).hidden = open;
});"""


def school_page() -> str:
    """A page with what a school's start page has, and with no fault."""
    rows = "".join(_ROW.format(number) for number in range(_PUPILS))
    menus = "".join(
        _MENU.format(n, word) for n, word in enumerate(("Lessons", "Absence", "Messages", "Meals", "Health"))
    )
    cards = "".join(_CARD.format(number) for number in range(_CARDS))
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Class 5B - School</title>'
        f'<meta name="viewport" content="width=device-width"><style>{STYLE}{_STYLE}</style></head><body>'
        f'<a class="skip" href="#content">Skip to the content</a><header><nav aria-label="Main"><ul>{menus}</ul></nav></header>'
        f'<main id="content" tabindex="-1"><h1>Class 5B</h1><div class="banner"><p>The summer term begins on Monday.</p></div>'
        f'<h2>Courses</h2><ul class="cards">{cards}</ul><h2>Register</h2><div>'
        f'<table><caption>Pupils</caption><tbody>{rows}</tbody></table></div>{_FORM}{_DIALOG}</main><footer><p>Write to <a href="/office">the school\'s office</a>.</p></footer>'
        f"<script>{_SCRIPT}</script></body></html>"
    )


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the base class names it so
        pass


@contextmanager
def served(html: str) -> Iterator[str]:
    """The address of a page."""
    with TemporaryDirectory() as folder:
        Path(folder, "page.html").write_text(html, "utf-8")
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(_Quiet, directory=folder))
        Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/page.html"
        finally:
            server.shutdown()
            server.server_close()


@contextmanager
def opened(browser: Browser, address: str) -> Iterator[Page]:
    """A fresh window on the page."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    page = context.new_page()
    page.goto(address)
    yield page
    context.close()


def main(rounds: int) -> None:
    """Measure, by turns, and print the ratio and the table."""
    checks, _ = find_checks()
    library: list[float] = []
    ours: list[float] = []
    gathered: list[float] = []
    each: dict[str, list[float]] = {check.id: [] for check in checks}
    with sync_playwright() as playwright, served(school_page()) as address:
        browser = launch(playwright, find_browser())
        with opened(browser, address) as page:
            elements = page.evaluate("document.querySelectorAll('*').length")
        for number in range(rounds):
            for ours_now in (True, False) if number % 2 else (False, True):
                with opened(browser, address) as page:
                    begin = time.perf_counter()
                    if not ours_now:
                        Axe().run(page)
                        library.append(time.perf_counter() - begin)
                        continue
                    starts: list[tuple[str, float]] = []
                    seen, errors = check_page(page, [_noted(check, starts) for check in checks])
                    end = time.perf_counter()
                    ours.append(end - begin)
                    begin = time.perf_counter()
                    facts = gather(page)
                    gathered.append(time.perf_counter() - begin)
                    assert facts is not None
                    assert not errors, errors
                    assert not seen.findings, [(one.rule, one.element.selector) for one in seen.findings]
                    for (check_id, start), (_, following) in zip(starts, [*starts[1:], ("", end)], strict=True):
                        each[check_id].append(following - start)
        browser.close()
    print(f"{elements} elements, {len(checks)} checks: {_ratio(np.array(ours), np.array(library))}")
    for check_id, times in sorted(each.items(), key=lambda one: -median(one[1])):
        print(f"{median(times) * 1000:7.0f} ms  {median(times) / median(library):5.2f}  {check_id}")
    print(
        f"{median(gathered) * 1000:7.0f} ms  {median(gathered) / median(library):5.2f}  what the audits compare states by"
    )


def _noted(check: Check, starts: list[tuple[str, float]]) -> Check:
    """The check, which notes when it begins to look: it is at work until the next one does."""

    def look(operated: Operated) -> Iterator[Outcome]:
        starts.append((check.id, time.perf_counter()))
        return check.look(operated)

    return replace(check, look=look)


def _ratio(ours: NDArray[np.float64], library: NDArray[np.float64]) -> str:
    random = np.random.default_rng(1)
    drawn = []
    for _ in range(2000):
        pick = random.choice(len(ours), len(ours))
        drawn.append(np.median(ours[pick]) / np.median(library[pick]))
    low, high = np.quantile(drawn, [0.025, 0.975])
    return (
        f"{np.median(ours) / np.median(library):.2f} of axe-playwright-python's {np.median(library) * 1000:.0f} ms "
        f"(95 %: {low:.2f} to {high:.2f}; {len(ours)} rounds)"
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
