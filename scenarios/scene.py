"""What was on the page when an attempt ended: what outcome.py judges by, and what is kept for whoever looks into it."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from playwright.sync_api import Error, Page

from a11y.picture import screen_picture
from evidence.run_directory import RunDirectory
from scenarios.journal import Journal
from scenarios.settle import SAYS_BUSY

_OUT_OF_THE_TREE = "(elements) => elements.forEach((e) => e.setAttribute('aria-hidden', 'true'))"
_LIMIT_MS = 5000

_SCENE = """() => {
  const shown = (e) => e.checkVisibility ? e.checkVisibility({ opacityProperty: true, visibilityProperty: true }) : e.offsetParent !== null;
  const says = SAYS_BUSY;
  const own = Document.prototype; // a picture or form of such a name hides the document's own
  // A small thing that only fades or throbs, such as the dot that tells of something new, is an ornament; one of several in a row is a sign of loading.
  const throbs = (a) => a.effect.getKeyframes().every((frame) => Object.entries(frame).every(([name, value]) =>
    ['offset', 'computedOffset', 'easing', 'composite', 'opacity', 'scale', 'color', 'backgroundColor', 'boxShadow', 'outlineColor'].includes(name)
    || (name === 'transform' && /^(none|scale.*)$/.test(value))));
  const alone = (e) => [...(e.parentElement ? e.parentElement.children : [])].filter((one) => one.getAnimations().length).length < 2;
  const isOrnament = (a) => { const box = a.effect.target.getBoundingClientRect(); return box.width < 32 && box.height < 32 && throbs(a) && alone(a.effect.target); };
  const turns = own.getAnimations.call(document).some((a) => a.playState === 'running' && a.effect && a.effect.target
    && a.effect.getTiming().iterations === Infinity && shown(a.effect.target) && !isOrnament(a));
  const any = (selector) => [...own.querySelectorAll.call(document, selector)].some(shown);
  return { title: Object.getOwnPropertyDescriptor(own, 'title').get.call(document), says, turns, password: any('input[type=password]:not([autocomplete~=new-password])'),
    name: any('input[autocomplete~=username], input[name*=user i], input[id*=user i]') };
}""".replace("SAYS_BUSY", SAYS_BUSY)
_CHANGED = "() => window.__skolprovStill ? window.__skolprovStill(0, 0).then(([idle]) => idle) : -1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """The page at an attempt's end, as far as it tells whose fault the ending was."""

    address: str = ""
    title: str = ""
    last_action: str = ""
    """What the person did last, such as 'click button "Save"'; empty if nothing."""
    acted_at: float = 0.0
    """`time.perf_counter()` when that began."""
    says_busy: bool = False
    """Whether something in sight tells assistive technology that it is still loading."""
    turns: bool = False
    """Whether something in sight moves for ever, as a spinner does."""
    unchanged: bool = False
    """Whether nothing in the page changed since the last action began."""
    asks_to_log_in: bool = False
    """Whether the page shown is the one to log in on, to somebody who was signed in."""
    asks_for_password: bool = False
    """Whether some other page asks somebody who was signed in for a password, as settings do, too."""


def scene_of(
    page: Page,
    journal: Journal | None,
    *,
    last_act: tuple[str, float] = ("", 0.0),
    log_in_pages: Collection[str] | None = None,
) -> Scene:
    """Look at the page. A page that is gone, or busy for ever, gives what is known without it.

    Args:
        page: Where the attempt ended.
        journal: What was done on the way; None if it was not written down.
        last_act: What was done last and when, where there is no journal; empty if that is not known.
        log_in_pages: Paths on which this platform's users sign in, empty if a person did that; None if nobody was signed in.
    """
    acted_at, last_action = (journal.acted_at, journal.last_action) if journal else last_act[::-1]
    known = Scene(address=page.url, last_action=last_action, acted_at=acted_at)
    try:
        seen = page.evaluate(_SCENE)
        idle_ms = float(page.evaluate(_CHANGED))
    except Error:
        return known
    since_s = time.perf_counter() - acted_at
    # Where nobody has signed in by script, it is not known which page that is done on.
    may_log_in_here = log_in_pages is not None and (not log_in_pages or path_of(page.url) in log_in_pages)
    return Scene(
        address=page.url,
        title=str(seen["title"]),
        last_action=last_action,
        acted_at=acted_at,
        says_busy=bool(seen["says"]),
        turns=bool(seen["turns"]),
        unchanged=bool(last_action) and idle_ms / 1000 > since_s,
        asks_to_log_in=may_log_in_here and (bool(seen["password"]) or (bool(seen["name"]) and bool(log_in_pages))),
        asks_for_password=log_in_pages is not None and bool(seen["password"]),
    )


def is_browsers_own(address: str) -> bool:
    """Whether a page is the browser's own, such as the one that it shows where no server answers: nothing of the platform's.

    A window at `about:blank` into which the platform has written is the platform's.
    """
    return urlsplit(address).scheme in {"chrome-error", "chrome", "devtools"}


def path_of(address: str) -> str:
    """Which page an address names: without host and query, but with the fragment that some platforms route by."""
    parts = urlsplit(address)
    return f"{parts.path}#{parts.fragment.partition('?')[0]}"


def picture_and_tree(page: Page, directory: RunDirectory, mask: Sequence[str]) -> tuple[str | None, str | None]:
    """Keep what the page showed, and what its accessibility tree said, without what the plan masks.

    Returns:
        Names of the two blobs; None for what a page that is gone does not give.
    """
    picture = tree = None
    try:
        content = screen_picture(page, mask=mask, lossless=True)
        picture = directory.write_blob(content, ".png")
        for selector in mask:
            # Names, values and texts alike go with the element. The attempt is over, so the page may be changed.
            page.locator(selector).evaluate_all(_OUT_OF_THE_TREE)
        said = page.locator("body").aria_snapshot(timeout=_LIMIT_MS)
        tree = directory.write_blob(directory.redactor.text(said).encode(), ".yaml", compress=True)
    except Error:  # the page is gone: there is nothing to picture
        pass
    return picture, tree
