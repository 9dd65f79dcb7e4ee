"""How a person finds a thing on the screen: by label, then name, then visible text; the exact name before one that contains it.

Frames, shadow roots and dialogs are one page, as people see it. Looking never changes the page.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Page

from scenarios.apart import apart, described
from scenarios.crossings import crossings
from scenarios.one_world import elements
from scenarios.regions import regions
from scenarios.sight import Sight, sight_of
from scenarios.stumble import Ambiguous, NotFound
from scenarios.targets import Target
from scenarios.tiers import EDITABLE, LOOKS_LIKE, Scope, tiers_of
from scenarios.whole_words import Fit, best_fitting

VALUE = """(e) => e.tagName === 'SELECT' ? e.selectedOptions[0]?.text ?? '' :
  e.type === 'checkbox' || e.type === 'radio' ? (e.checked ? 'ticked' : 'unticked') : 'value' in e && e.tagName !== 'LI' && e.tagName !== 'BUTTON' ? e.value : e.innerText"""
"""What a field holds, or a thing says: a function of the element."""


@dataclass(frozen=True, slots=True)
class Thing:
    """Something found on the screen, ready to be acted upon."""

    target: Target
    handle: ElementHandle
    page: Page
    waited_s: float = 0.0
    """How long it took to appear."""

    def ask(self, script: str, argument: object = None) -> Any:
        """Evaluate a function of the element, which only looks."""
        return self.handle.evaluate(script, argument)


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for, and where."""

    target: Target
    near: Target | None = None
    within: Target | None = None
    editable: bool = False
    """Whether a bare name means a field."""
    in_words: bool = False
    """Whether a name has to fit in whole words, as it has to where something is expected. Else part of a word comes last."""


Sees = Callable[[Page, Look], list[ElementHandle]]
"""What somebody perceives that fits a look, without waiting: what is in sight, or what is heard."""


def the_one(
    page: Page, look: Look, found: list[ElementHandle], sees: Sees, waited_s: float = 0.0, *, on_screen: bool = True
) -> Thing:
    """Of what fits a look, the one thing that is meant.

    Args:
        page: The page.
        look: What was looked for.
        found: What fits; at least one.
        sees: How the person perceives the page.
        waited_s: How long it took to appear.
        on_screen: Whether the person looks. Whoever hears the page is told nothing of what lies outside a modal dialog.
    Raises:
        Ambiguous: Several things fit equally well; says what would tell them apart.
    """
    if on_screen:
        found = _of_one_frame(page, look, found)
    if look.target.kind in {"thing", "text"} and not look.editable:
        found = _controls(found)
    if len(found) > 1:
        found = _fewer(found, on_screen=on_screen)
    if len(found) > 1:
        raise _ambiguous(page, look, found, sees)
    return Thing(look.target, found[0], page, waited_s)


def not_found(page: Page, look: Look) -> NotFound:
    """Nothing fits a look. What says the same without being what was looked for is named: it may only look like it."""
    values = {"target": str(look.target), **_where(look)}
    if look.target.kind in LOOKS_LIKE:
        with suppress(Error):  # a page on its way to another
            if says_so := visible(page, replace(look, target=Target("text", look.target.name))):
                values |= {"stands_as": described(says_so[:1], place=False)[0], "kind": look.target.kind}
    return NotFound("target-not-found", **values)


def _ambiguous(page: Page, look: Look, found: list[ElementHandle], sees: Sees) -> Ambiguous:
    tell = apart(
        found,
        near=lambda text: sees(page, replace(look, near=Target("thing", text))),
        within=lambda text: sees(page, replace(look, within=Target("thing", text))),
    )
    values = {"target": str(look.target), "found": described(found), "count": len(found), **_where(look)}
    if any(tell):
        return Ambiguous("several-fit-apart", apart=[t for t in tell if t], **values)
    return Ambiguous("several-fit", **values)


def least_fit(look: Look) -> Fit:
    """How well a name has to fit for a look to be met."""
    return Fit.HYPHEN if look.in_words else Fit.PART


def visible(page: Page, look: Look) -> list[ElementHandle]:
    """All visible things that fit, without waiting and without a complaint if there are several."""
    return _matches(page, look)


def _where(look: Look) -> dict[str, str]:
    places = {"near": look.near, "within": look.within}
    return {name: str(place) for name, place in places.items() if place}


@dataclass(frozen=True, slots=True)
class _Found:
    """What fits in one frame."""

    frame: Frame
    things: list[ElementHandle]
    rank: tuple[bool, int, int]
    """Out of sight or not, the tier, and how badly the name fits: the least is meant, whichever frame it stands in."""


_BEST = (False, 0, -Fit.WHOLE)
_WORDS = frozenset({"text", "heading", "row"})
"""Kinds of things that are nothing but what they say."""


def _matches(page: Page, look: Look) -> list[ElementHandle]:
    found = _in_frames(page, look, every=False)
    if found:
        return found[0].things
    return _editors(page, look) if look.editable or look.target.kind == "field" else []


def _in_frames(page: Page, look: Look, *, every: bool) -> list[_Found]:
    """What fits best, frame by frame.

    Args:
        page: The page.
        look: What to look for.
        every: Whether all frames count, or the first in which something fits as well as can be is enough.
    """
    found: list[_Found] = []
    for frame in page.frames:
        try:
            here = _in_frame(frame, look)
            if here and _is_drawn(frame):
                found.append(here)
                if not every and here.rank == _BEST:
                    break
        except Error:
            if frame == page.main_frame:
                raise
    return [f for f in found if f.rank == min(other.rank for other in found)]


def _in_frame(frame: Frame, look: Look) -> _Found | None:
    places: list[list[Scope]] = regions(frame, look.within) if look.within else [[frame]]
    return next((found for scopes in places if (found := _in_scopes(scopes, frame, look))), None)


_HAS_ROOM = "e => e.clientWidth > 1 && e.clientHeight > 1 && e.checkVisibility({ visibilityProperty: true })"


def _is_drawn(frame: Frame) -> bool:
    """Whether a frame, and all that it lies in, has a place on the screen: scripts keep some without."""
    while frame.parent_frame:
        if not frame.frame_element().evaluate(_HAS_ROOM):
            return False
        frame = frame.parent_frame
    return True


def _of_one_frame(page: Page, look: Look, found: list[ElementHandle]) -> list[ElementHandle]:
    """What was found, or what a dialog holds before it.

    Raises:
        Ambiguous: As much fits equally well in another frame.
    """
    rivals = _in_frames(page, look, every=True) if len(page.frames) > 1 else []
    if len(rivals) < 2:
        return found
    facts = [_facts(rival) for rival in rivals]
    kept = [r for r, fact in zip(rivals, facts, strict=True) if fact["inside"]] or rivals
    hrefs = {fact["href"] for fact in facts}
    if len(kept) > 1 and (len(hrefs) > 1 or None in hrefs):
        things = [text for rival in kept for text in described(rival.things)]
        count = sum(len(rival.things) for rival in kept)
        raise Ambiguous("several-fit", target=str(look.target), found=things, count=count, **_where(look))
    own = found[0].owner_frame()
    return found if any(rival.frame == own for rival in kept) else kept[0].things


def _facts(found: _Found) -> dict[str, Any]:
    """Where the first of what fits leads, and whether it, or a frame that it lies in, is within the dialog on top."""
    facts: dict[str, Any] = found.things[0].evaluate(_SAME)
    frame = found.frame
    while frame.parent_frame:
        facts["inside"] = facts["inside"] and frame.frame_element().evaluate(_SAME)["inside"]
        frame = frame.parent_frame
    return facts


_EDITOR = """() => { const body = document.body;
  return document.designMode === 'on' || (body && body.isContentEditable) ? body : document.querySelector('[contenteditable=""], [contenteditable=true]'); }"""


def _editors(page: Page, look: Look) -> list[ElementHandle]:
    """A rich-text editor that is a document of its own, in a frame called so or beside such a text."""
    for frame in page.frames[1:]:
        try:
            editor = frame.evaluate_handle(_EDITOR).as_element()
            if editor and _is_framed_by(frame, look):
                return [editor]
        except Error:  # the frame is on its way to another document
            continue
    return []


def _is_framed_by(frame: Frame, look: Look) -> bool:
    """Whether a frame, or one around it, is called so or stands beside a text that says so."""
    while frame.parent_frame:
        element, parent = frame.frame_element(), frame.parent_frame
        called = element.evaluate("e => [e.title, e.getAttribute('aria-label') || '']")
        if look.target.name.casefold() in [c.strip().casefold() for c in called]:
            return True
        frames = elements(parent.locator("iframe, frame").filter(visible=True))
        beside = _nearest(frames, _anchors(parent, Target("thing", look.target.name)))
        if any(e.evaluate("(a, b) => a === b", element) for e in beside):
            return True
        frame = parent
    return False


_ONCE = "(_, found) => [...new Set(found)]"


def _once(found: list[ElementHandle]) -> list[ElementHandle]:
    """Each element once, of those that parts of the page that hold one another have in common."""
    held = found[0].evaluate_handle(_ONCE, found).get_properties().values() if len(found) > 1 else []
    return [e for p in held if (e := p.as_element())] or found


def _in_scopes(scopes: list[Scope], frame: Frame, look: Look) -> _Found | None:
    if look.target.kind == "crossing":
        parts = [part for s in scopes for part in ([None] if isinstance(s, Frame) else elements(s)[:1])]
        cells = [e for part in parts for e in crossings(frame, look.target, editable=look.editable, part=part)]
        return _Found(frame, _once(cells), _BEST) if cells else None
    out_of_sight: _Found | None = None
    is_field = look.editable or look.target.kind == "field"
    # What is clipped away says in words what is drawn there, such as a sign; what is transparent says nothing to those who look.
    unread = Sight.TRANSPARENT if look.in_words and look.target.kind in _WORDS else Sight.NOWHERE
    all_tiers = zip(*(tiers_of(scope, look.target, editable=look.editable) for scope in scopes), strict=True)
    at = 0
    for at, tiers in enumerate(all_tiers):
        handles = [e for tier, _ in tiers for e in elements(tier if is_field else tier.filter(visible=True))]
        handles = _once(handles) if len(scopes) > 1 else handles
        sight = sight_of(handles)
        found, fit = [e for e in handles if sight[e] not in {Sight.NOWHERE, unread}], int(Fit.WHOLE)
        if found and not tiers[0][1]:
            found, fit = best_fitting(found, look.target.name, least_fit(look))
        if found and look.near:
            found = _nearest(found, _anchors(frame, look.near))
        if seen := [e for e in found if sight[e] >= Sight.TRANSPARENT]:
            # A second copy that is wholly transparent, kept to measure how much room there is, is not the one that people see.
            return _Found(frame, [e for e in seen if sight[e] == Sight.SEEN] or seen, (False, at, -fit))
        out_of_sight = out_of_sight or (_Found(frame, found, (True, at, -fit)) if found else None)
    if out_of_sight or not is_field:
        return out_of_sight
    beside = [e for scope in scopes for e in _beside_text(scope, look)]
    return _Found(frame, _once(beside), (False, at + 1, 0)) if beside else None


def _anchors(scope: Scope, near: Target) -> list[ElementHandle]:
    target = Target("text", near.name) if near.kind == "thing" else near
    for tier, exact in tiers_of(scope, target, editable=False):
        found = elements(tier.filter(visible=True))
        if found:
            return found if exact else best_fitting(found, target.name)[0]
    return []


_DISTANCES = """(_, [anchors, candidates]) => candidates.map((candidate) => Math.min(...anchors.map((anchor) => {
  let steps = 0;
  for (let at = anchor; at; at = at.parentNode || at.host, steps++) if (at.contains(candidate)) return steps;
  return 1e6;
})))"""


def _nearest(candidates: list[ElementHandle], anchors: list[ElementHandle]) -> list[ElementHandle]:
    """Those that share the smallest part of the page with an anchor."""
    if not anchors or not candidates:
        return []
    distances: list[int] = candidates[0].evaluate(_DISTANCES, [anchors, candidates])
    least = min(distances)
    return [c for c, d in zip(candidates, distances, strict=True) if d == least]


_UNLABELLED = "e => ![...(e.labels || [])].some((label) => label.innerText.trim() && label.getClientRects().length)"
"""Whether no label says whose field it is: one that has its own answers to no other text beside it."""


def _beside_text(scope: Scope, look: Look) -> list[ElementHandle]:
    """A field without a label, found as sighted people find it: by the text beside it."""
    fields = elements(scope.locator(f"{EDITABLE}, iframe").filter(visible=True))
    anchors = _anchors(scope, Target("text", look.target.name))
    near = _nearest(fields, anchors) if fields and anchors else []
    # A labelled field nearby, such as the radio buttons beneath their legend, means that no field further off is meant.
    near = [e for e in near if e.evaluate(_UNLABELLED)]
    if len(near) > 1:
        following = anchors[0].evaluate(
            "(a, fields) => fields.findIndex((f) => a.compareDocumentPosition(f) & Node.DOCUMENT_POSITION_FOLLOWING)",
            near,
        )
        near = [near[max(0, int(following))]]
    # What stands beside the text may be a document of its own, with an editor in it.
    return [e for e in near if not e.evaluate("e => e.tagName === 'IFRAME'")]


_CONTROLS = """(_, found) => {
  const named = 'a, button, summary, [role=button], [role=link], [role=tab], [role=menuitem], [role=menuitemradio], [role=menuitemcheckbox], [role=option], [role=switch]';
  const control = (e) => {
    let at = e;
    while (at && !at.matches(`${named}, [tabindex]`)) at = at.parentElement || (at.getRootNode().host ?? null);
    // Focus may also rest on a part of the page, to scroll it or to begin to read there: that is no control.
    const part = at && !at.matches(named) && (at.tabIndex < 0 || at.querySelector(`${named}, input, select, textarea, [tabindex]`) || at.scrollHeight > at.clientHeight + 1);
    return at && !part ? at : e;
  };
  return [...new Set(found.map(control))];
}"""


def _controls(found: list[ElementHandle]) -> list[ElementHandle]:
    """What is found by its text is pressed where people press it: on the control that the text lies in."""
    held = found[0].evaluate_handle(_CONTROLS, found)
    return [e for p in held.get_properties().values() if (e := p.as_element())]


_SAME = """(e) => {
  const open = [...document.querySelectorAll('dialog:modal, [role=dialog][aria-modal=true], [role=alertdialog][aria-modal=true]')]
    .filter((e) => e.checkVisibility({ visibilityProperty: true }) && e.getClientRects().length);
  // The one on top is where the page can be hit: an open dialog beneath it is inert, or lies under it. Their order in the document says nothing.
  const hit = (modal) => {
    const b = modal.getBoundingClientRect();
    for (const [fx, fy] of [[.5, .5], [.1, .1], [.9, .1], [.1, .9], [.9, .9]]) {
      const at = document.elementFromPoint(Math.max(0, Math.min(innerWidth - 1, b.left + b.width * fx)), Math.max(0, Math.min(innerHeight - 1, b.top + b.height * fy)));
      if (at && modal.contains(at)) return true;
    }
    return false;
  };
  const top = open.filter(hit).pop() || open.pop();
  const within = (n) => { for (let at = n; at; at = at.parentNode || at.host) if (at === top) return true; return !top; };
  return { href: e.href || null, inside: within(e) };
}"""


def _fewer(found: list[ElementHandle], *, on_screen: bool) -> list[ElementHandle]:
    """What lies outside the modal dialog on top is out of reach; links to one address are one way.

    Args:
        found: What fits.
        on_screen: Whether it was found by looking.
    """
    facts = [h.evaluate(_SAME) for h in found]
    inside = [i for i, fact in enumerate(facts) if fact["inside"]] if on_screen else []
    kept = inside or list(range(len(found)))
    if len({facts[i]["href"] for i in kept}) == 1 and facts[kept[0]]["href"]:
        kept = kept[:1]
    return [found[i] for i in kept]
