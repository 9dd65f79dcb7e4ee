"""How a person finds a thing on the screen: by label, then name, then visible text; the exact name before one that contains it.

Frames, shadow roots and dialogs are one page, as people see it. Looking never changes the page.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from playwright.sync_api import ElementHandle, Error, Frame, Locator, Page

from scenarios.describe import DESCRIBE
from scenarios.settle import poll
from scenarios.stumble import Ambiguous, NotFound
from scenarios.targets import Target

Scope = Frame | Locator

_EDITABLE = (
    "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]), textarea, select, [contenteditable=''], "
    "[contenteditable=true], [role=textbox], [role=combobox], [role=searchbox], [role=spinbutton], [role=checkbox], [role=switch], [role=radio]"
)
_PRESSABLE = (
    "button",
    "link",
    "tab",
    "menuitem",
    "menuitemradio",
    "menuitemcheckbox",
    "option",
    "checkbox",
    "radio",
    "switch",
    "gridcell",
)
_LOOKS_LIKE = {
    "button": "button, [role=button], [role=tab], [role=menuitem]",
    "link": "a[href], [role=link]",
}
_REGIONS = (
    "dialog",
    "alertdialog",
    "region",
    "group",
    "radiogroup",
    "form",
    "navigation",
    "main",
    "table",
    "grid",
    "row",
    "article",
    "list",
    "listitem",
)


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


Sees = Callable[[Page, Look], list[ElementHandle]]
"""What somebody perceives that fits a look, without waiting: what is in sight, or what is heard."""


def find(page: Page, look: Look, limit_s: float, sees: Sees) -> Thing:
    """Find the one thing that is meant, waiting for it as a person would.

    Args:
        page: The page.
        look: What to look for.
        limit_s: Seconds until giving up.
        sees: How the person perceives the page.
    Raises:
        NotFound: Nothing that they perceive is called that.
        Ambiguous: Several things fit equally well.
    """
    found: list[ElementHandle] = []

    def seen() -> bool:
        found[:] = sees(page, look)
        return bool(found)

    waited = poll(seen, page, limit_s)
    if waited is None:
        raise NotFound("target-not-found", target=str(look.target), **_where(look))
    if look.target.kind in {"thing", "text"} and not look.editable:
        found[:] = _controls(found)
    if len(found) > 1:
        found[:] = _fewer(found)
    if len(found) > 1:
        said = [h.evaluate(f"e => ({DESCRIBE})(e, true)") for h in found[:5]]
        raise Ambiguous("several-fit", target=str(look.target), found=said, count=len(found), **_where(look))
    return Thing(look.target, found[0], page, waited)


def visible(page: Page, look: Look) -> list[ElementHandle]:
    """All visible things that fit, without waiting and without a complaint if there are several."""
    return _matches(page, look)


def _where(look: Look) -> dict[str, str]:
    places = {"near": look.near, "within": look.within}
    return {name: str(place) for name, place in places.items() if place}


def _matches(page: Page, look: Look) -> list[ElementHandle]:
    for frame in page.frames:
        try:
            scopes: list[Scope] = [frame]
            if look.within:
                scopes = _regions(frame, look.within)
            for scope in scopes:
                found = _in_scope(scope, frame, look)
                if found:
                    return found
        except Error:
            if frame == page.main_frame:
                raise
    return []


def _regions(frame: Frame, target: Target) -> list[Scope]:
    if target.kind != "thing":
        found = next(
            (t.filter(visible=True) for t in _tiers(frame, target, editable=False) if t.filter(visible=True).count()),
            None,
        )
        return [found.first] if found is not None else []
    for exact in (True, False):
        for role in _REGIONS:
            region = frame.get_by_role(role, name=target.name, exact=exact, include_hidden=True).filter(visible=True)  # type: ignore[arg-type]
            if region.count():
                return [region.first]
    around = frame.locator("section, fieldset, form, article, li, tr, dialog", has_text=target.name).filter(
        visible=True
    )
    return [around.last] if around.count() else []


def _in_scope(scope: Scope, frame: Frame, look: Look) -> list[ElementHandle]:
    out_of_sight: list[ElementHandle] = []
    for tier in _tiers(scope, look.target, editable=look.editable):
        found = tier.filter(visible=True).element_handles()
        if found and look.near:
            found = _nearest(found, _anchors(frame, look.near))
        if found and (seen := _in_sight(found)):
            return seen
        out_of_sight = out_of_sight or found
    if look.editable or look.target.kind == "field":
        return out_of_sight or _beside_text(scope, look)
    return out_of_sight


def _tiers(scope: Scope, target: Target, *, editable: bool) -> Iterator[Locator]:
    name = target.name
    if target.kind == "css":
        yield scope.locator(name)
    elif target.kind == "text":
        yield scope.get_by_text(name, exact=True)
        yield scope.get_by_text(name)
    elif target.kind == "row":
        for role in ("row", "listitem", "article"):
            yield scope.get_by_role(role, include_hidden=True).filter(has_text=name)
    elif target.kind == "field" or (target.kind == "thing" and editable):
        fields = scope.locator(_EDITABLE)
        for exact in (True, False):
            yield scope.get_by_label(name, exact=exact).and_(fields)
        yield scope.get_by_placeholder(name).and_(fields)
    else:
        yield from _named(scope, target)


def _named(scope: Scope, target: Target) -> Iterator[Locator]:
    """By role and name; then by what stands on it."""
    name = target.name
    roles = {
        "link": ("link",),
        "button": ("button", "tab", "menuitem"),
        "heading": ("heading",),
        "image": ("img",),
        "thing": _PRESSABLE,
    }
    for exact in (True, False):
        tier = _any_role(scope, roles[target.kind], name, exact=exact)
        if target.kind in {"button", "thing"}:
            tier = tier.or_(scope.locator("summary").filter(has_text=name))
        yield tier
    if target.kind in _LOOKS_LIKE:  # named otherwise for those who hear the page, or not at all: seen by its text
        yield scope.locator(_LOOKS_LIKE[target.kind]).filter(has_text=re.compile(rf"^\s*{re.escape(name)}\s*$"))
    if target.kind == "thing":
        yield scope.get_by_text(name, exact=True)
        yield scope.get_by_text(name)


def _any_role(scope: Scope, roles: tuple[str, ...], name: str, *, exact: bool) -> Locator:
    first, *rest = (scope.get_by_role(role, name=name, exact=exact, include_hidden=True) for role in roles)  # type: ignore[arg-type]
    for other in rest:
        first = first.or_(other)
    return first


def _anchors(frame: Frame, near: Target) -> list[ElementHandle]:
    for tier in _tiers(frame, Target("text", near.name) if near.kind == "thing" else near, editable=False):
        found = tier.filter(visible=True).element_handles()
        if found:
            return found
    return []


_DISTANCES = """(_, [anchors, candidates]) => candidates.map((candidate) => Math.min(...anchors.map((anchor) => {
  let steps = 0;
  for (let at = anchor; at; at = at.parentNode || at.host, steps++) if (at.contains(candidate)) return steps;
  return 1e6;
})))"""


def _nearest(candidates: list[ElementHandle], anchors: list[ElementHandle]) -> list[ElementHandle]:
    """Those that share the smallest part of the page with an anchor."""
    if not anchors:
        return []
    distances: list[int] = candidates[0].evaluate(_DISTANCES, [anchors, candidates])
    least = min(distances)
    return [c for c, d in zip(candidates, distances, strict=True) if d == least]


def _beside_text(scope: Scope, look: Look) -> list[ElementHandle]:
    """A field without a label, found as sighted people find it: by the text beside it."""
    fields = scope.locator(_EDITABLE).filter(visible=True).element_handles()
    anchors = next(
        (
            a
            for t in _tiers(scope, Target("text", look.target.name), editable=False)
            if (a := t.filter(visible=True).element_handles())
        ),
        [],
    )
    near = _nearest(fields, anchors) if fields and anchors else []
    if len(near) > 1:
        following = anchors[0].evaluate(
            "(a, fields) => fields.findIndex((f) => a.compareDocumentPosition(f) & Node.DOCUMENT_POSITION_FOLLOWING)",
            near,
        )
        near = [near[max(0, int(following))]]
    return near


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


_IN_SIGHT = """(_, found) => {
  const up = (e) => e.parentElement || e.getRootNode().host;
  const cut = (e) => {
    for (let at = e; at && at !== document.documentElement; at = up(at)) {
      const style = getComputedStyle(at), box = at.getBoundingClientRect();
      if (style.overflow !== 'visible' && (box.width <= 1 || box.height <= 1)) return true;
      const clip = /rect\\((\\d+)px,? (\\d+)px,? (\\d+)px,? (\\d+)px/.exec(style.clip);
      if (clip && (clip[2] - clip[4] <= 1 || clip[3] - clip[1] <= 1)) return true;
      if (/^inset\\((50|100)%/.test(style.clipPath)) return true;
    }
    return false;
  };
  return found.map((e) => !cut(e) || [...(e.labels || [])].some((label) => !cut(label)));
}"""


def _in_sight(found: list[ElementHandle]) -> list[ElementHandle]:
    """Without what is clipped away for those who hear the page: people who look press what is drawn in its place."""
    seen: list[bool] = found[0].evaluate(_IN_SIGHT, found)
    return [e for e, is_seen in zip(found, seen, strict=True) if is_seen]


_SAME = """(e) => {
  const modal = document.querySelector('dialog:modal, [role=dialog][aria-modal=true]');
  return { href: e.href || null, inside: modal ? modal.contains(e) : true };
}"""


def _fewer(found: list[ElementHandle]) -> list[ElementHandle]:
    """What lies outside an open modal dialog is out of reach; links to one address are one way."""
    facts = [h.evaluate(_SAME) for h in found]
    inside = [i for i, fact in enumerate(facts) if fact["inside"]]
    kept = inside or list(range(len(found)))
    if len({facts[i]["href"] for i in kept}) == 1 and facts[kept[0]]["href"]:
        kept = kept[:1]
    return [found[i] for i in kept]
