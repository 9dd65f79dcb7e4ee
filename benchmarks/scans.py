"""What looking at one state costs, by the size of the page: `python -m benchmarks.scans [rounds]`.

On a class list of so many elements, in a fresh document each time and by turns: axe-playwright-python as it comes, our scan
alone, and all that a run does at a new state (its digest, the picture of the screen, the scan). Printed are the ratios of
the medians.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from statistics import median

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, sync_playwright

from a11y.digest import digest
from a11y.engine import scan
from a11y.picture import screen_picture
from scenarios.browser import find_browser, launch

_ROUNDS = 9
_SIZES = (70, 200, 500, 1000, 2000)
STYLE = (
    "body { font: 16px sans-serif; color: #222; background: #fff } nav { background: #e8eef7 } "
    "td, th { padding: 8px; border-bottom: 1px solid #ccc } a { color: #00529b }"
)
_ROW = (
    '<tr><th scope="row">Pupil {0}</th><td><a href="#p{0}">Freja Lind {0}</a></td>'
    '<td><label><input type="radio" name="r{0}"> Present</label></td>'
    '<td><label><input type="radio" name="r{0}"> Absent</label></td><td>Year 5</td></tr>'
)
_ELEMENTS_OF_A_ROW = 11


def class_list(elements: int) -> str:
    """A page of about so many elements, with no fault."""
    rows = "".join(_ROW.format(number) for number in range(elements // _ELEMENTS_OF_A_ROW))
    return (
        f'<!doctype html><html lang="en"><head><title>Class list</title><style>{STYLE}</style></head><body>'
        '<header><nav aria-label="Main"><a href="#a">Start</a> <a href="#b">Timetable</a></nav></header><main><h1>Class list</h1>'
        f"<table><caption>Pupils</caption><tbody>{rows}</tbody></table></main></body></html>"
    )


def everything(page: Page) -> None:
    digest(page)
    screen_picture(page)
    scan(page)


WAYS: dict[str, Callable[[Page], object]] = {
    "library": lambda page: Axe().run(page),
    "scan": scan,
    "everything": everything,
}


def main(rounds: int) -> None:
    """Measure, by turns, and print the ratios."""
    with sync_playwright() as playwright:
        browser = launch(playwright, find_browser())
        for size in _SIZES:
            times: dict[str, list[float]] = {way: [] for way in WAYS}
            for number in range(rounds):
                for way in list(WAYS) if number % 2 else reversed(WAYS):
                    page = browser.new_context(viewport={"width": 1280, "height": 800}).new_page()
                    page.set_content(class_list(size))
                    begin = time.perf_counter()
                    WAYS[way](page)
                    times[way].append(time.perf_counter() - begin)
                    page.context.close()
            library, alone, all_of_it = (median(times[way]) for way in WAYS)
            print(
                f"{size} elements: scan {alone / library:.2f}, with digest and picture {all_of_it / library:.2f} "
                f"of axe-playwright-python's {library * 1000:.0f} ms"
            )
        browser.close()


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else _ROUNDS)
