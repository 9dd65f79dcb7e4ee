"""The parts of a page that people name when they say where a thing lies: a dialog, a table, the row of a child."""

from __future__ import annotations

from playwright.sync_api import Frame, Locator

from scenarios.one_world import elements
from scenarios.targets import Target
from scenarios.tiers import Scope, any_role, tiers_of
from scenarios.whole_words import Fit, fits

_NAMED_REGIONS = ("dialog", "alertdialog", "region", "group", "radiogroup", "form")
"""Looked for first: few on a page, and quickly asked for their names."""
_REGIONS = (
    "search",
    "navigation",
    "complementary",
    "main",
    "table",
    "grid",
    "treegrid",
    "row",
    "article",
    "list",
    "listbox",
    "listitem",
    "menu",
    "tabpanel",
    "toolbar",
)


def regions(frame: Frame, target: Target) -> list[list[Scope]]:
    """The parts of the page that are meant: all that fit equally well, and those that hold others of them after these."""
    if target.kind != "thing":
        tiers = tiers_of(frame, target, editable=False)
        return next((found for t, exact in tiers if (found := _parts(t, "" if exact else target.name))), [])
    for roles in (_NAMED_REGIONS, _REGIONS):
        if found := _parts(any_role(frame, roles, target.name, exact=True)):
            return [[scope for scopes in found for scope in scopes]]
    around = frame.locator("section, fieldset, form, article, li, tr, dialog", has_text=target.name)
    holding = [*(any_role(frame, roles, target.name, exact=False) for roles in (_NAMED_REGIONS, _REGIONS)), around]
    for least in (Fit.HYPHEN, Fit.PART):
        for tier in holding:
            if found := _parts(tier, target.name, least):
                return found
    return []


_HOLDS_NONE = "(_, found) => found.map((e) => !found.some((other) => other !== e && e.contains(other)))"


def _parts(tier: Locator, name: str = "", least: Fit = Fit.PART) -> list[list[Scope]]:
    """What a tier finds, or what of it a name fits best: what holds no other of them, and then the rest."""
    seen = tier.filter(visible=True)
    found = elements(seen)
    fit = fits(found, name) if name else [Fit.WHOLE] * len(found)
    meant = [i for i, how in enumerate(fit) if how == max(fit) and how >= least]
    if len(meant) < 2:
        return [[seen.nth(i)] for i in meant]
    inner: list[bool] = found[0].evaluate(_HOLDS_NONE, [found[i] for i in meant])
    groups = [
        [seen.nth(i) for i, is_inner in zip(meant, inner, strict=True) if is_inner == which] for which in (True, False)
    ]
    return [list(group) for group in groups if group]
