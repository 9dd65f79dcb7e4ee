"""What a name may mean on a page, one kind of thing after another: by label, then name, then visible text; exact before containing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from playwright.sync_api import Frame, Locator

from scenarios.targets import Target

Scope = Frame | Locator
"""Where to look: a frame, or a part of it."""
EDITABLE = (
    "input:not([type=hidden],[type=submit],[type=button],[type=reset],[type=image]), textarea, select, [contenteditable=''], "
    "[contenteditable=true], [role=textbox], [role=combobox], [role=searchbox], [role=spinbutton], [role=checkbox], [role=switch], [role=radio]"
)
"""CSS of what can be typed into, chosen from or ticked."""
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
LOOKS_LIKE = {
    "button": "button, [role=button], [role=tab], [role=menuitem]",
    "link": "a[href], [role=link]",
}
"""CSS of what people take for a thing of a kind, however it is named."""


def tiers_of(scope: Scope, target: Target, *, editable: bool) -> Iterator[tuple[Locator, bool]]:
    """What to look at, one after another, and whether that is called exactly so."""
    name = target.name
    if target.kind == "css":
        yield scope.locator(name), True
    elif target.kind == "text":
        yield scope.get_by_text(name, exact=True), True
        yield scope.get_by_text(name), False
    elif target.kind == "row":
        for role in ("row", "listitem", "article"):
            yield scope.get_by_role(role, include_hidden=True).filter(has_text=name), False
    elif target.kind == "field" or (target.kind == "thing" and editable):
        fields = scope.locator(EDITABLE)
        for exact in (True, False):
            yield scope.get_by_label(name, exact=exact).and_(fields), exact
        yield scope.get_by_placeholder(name).and_(fields), False
    else:
        yield from _named(scope, target)


def _named(scope: Scope, target: Target) -> Iterator[tuple[Locator, bool]]:
    """By role and name; then by what stands on it."""
    name = target.name
    roles = {
        "link": ("link",),
        "button": ("button", "tab", "menuitem"),
        "heading": ("heading",),
        "image": ("img",),
        "thing": _PRESSABLE,
    }
    alone = re.compile(rf"^\s*{re.escape(name)}\s*$")
    for exact in (True, False):
        tier = any_role(scope, roles[target.kind], name, exact=exact)
        if target.kind in {"button", "thing"}:
            tier = tier.or_(scope.locator("summary").filter(has_text=alone if exact else name))
        yield tier, exact
    if target.kind in LOOKS_LIKE:  # named otherwise for those who hear the page, or not at all: seen by its text
        yield scope.locator(LOOKS_LIKE[target.kind]).filter(has_text=alone), True
    if target.kind == "thing":
        yield scope.get_by_text(name, exact=True), True
        yield scope.get_by_text(name), False


def any_role(scope: Scope, roles: tuple[str, ...], name: str, *, exact: bool) -> Locator:
    """What has one of the roles and a name, hidden from those who hear the page or not."""
    first, *rest = (scope.get_by_role(role, name=name, exact=exact, include_hidden=True) for role in roles)  # type: ignore[arg-type]
    for other in rest:
        first = first.or_(other)
    return first
