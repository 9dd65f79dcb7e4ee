"""axe-core, asked about one state of a page; for the runner of journeys, which turns its answer into findings.

axe-core comes with axe-playwright-python and is pinned by the lock file. It runs in a world of its own inside each
frame (a11y.world), so that a page can neither break nor see it.
"""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from time import perf_counter
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Error, Page

from a11y.world import (
    ScriptsForbiddenError,
    World,
    WorldError,
    answers,
    has_just_answered,
    main_world,
    script,
    world_of,
)
from evidence.records import Element, Verdict

_AXE = re.sub(r"[^\x00-\x7f]", lambda c: f"\\u{ord(c[0]):04x}", Axe().axe_script)
"""In ASCII, which the browser reads sooner; the few other characters all stand in texts."""
_OURS = script("axe.js").replace("LEGIBLE", script("legible.js")).replace("ROOMY", script("roomy.js"))
_found_version = re.search(r"axe v(\d+\.\d+\.\d+)", _AXE[:100])
ENGINE = f"axe-core {_found_version.group(1) if _found_version else 'unknown'}"
"""Name and version, as it stands in conditions and findings."""
_ANSWERS_WITHIN_MS = 10_000
_LIMIT_S = 60.0
_INTO = " >> "
_Target = list[str | list[str]]
"""axe's way to an element: an entry per frame, in each a selector, or one per shadow root."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RawFinding:
    """What a rule says of one element."""

    rule: str
    verdict: Verdict
    impact: str
    tags: tuple[str, ...]
    element: Element
    path: tuple[dict[str, str], ...]
    """The element and what it stands in, outermost first, through frames and shadow roots: tag and lasting attributes. Of the element
    itself also what stands for a name where it has none, `words` or `place`, and `kind`, as `a11y.check.Outcome.kind` has it."""
    values: dict[str, Any]
    """What the rule measured, such as the contrast and the two colours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scan:
    """What the engine says of one state."""

    engine: str
    page: str = ""
    """Address of the page, as `a11y.fingerprint.fingerprint` takes it."""
    findings: tuple[RawFinding, ...] = ()
    passes: tuple[str, ...] = ()
    """Rules that applied and found nothing wrong."""
    inapplicable: tuple[str, ...] = ()
    """Rules that found nothing to look at."""
    duration_s: float = 0.0
    cookies: tuple[str, ...] = ()
    """Values of cookies that came while it looked, and are there no longer: they may stand in what it quotes."""
    first: int = 1
    """Number of its first finding within the state, where somebody else has found something there already."""
    error: str = ""
    """Why the engine could not look: page-closed, navigated-away, not-responding, scripts-forbidden, or engine-failed with the words."""


@dataclass
class _Look:
    """One scan under way: the worlds entered so far, by the browser's id of their frame."""

    page: Page
    top: World
    aaa: bool
    worlds: dict[str, World] = field(default_factory=dict)

    def world_at(self, way: tuple[str, ...]) -> World | None:
        """The world of the frame at the end of a way of iframe selectors; None where we did not get in."""
        world: World | None = self.top
        for selector in way:
            if world is None:
                return None
            with suppress(Error, WorldError, KeyError):
                world = self.worlds.get(world.frame_at(selector.split(_INTO)))
                continue
            return None
        return world


def scan(page: Page, *, level: str = "AA") -> Scan:
    """Check what the page shows now against the rules of WCAG 2.2 and the best practices. Changes nothing.

    A page that can't be checked is told apart by `Scan.error`; nothing is raised.

    Args:
        page: As it is.
        level: AAA asks the rules of that level, too.
    """
    began = perf_counter()
    address = _address(page)
    try:
        if has_just_answered(page) or answers(page, within_ms=_ANSWERS_WITHIN_MS):
            return _scan(page, began, level)
        error = "not-responding"
    except (Error, WorldError) as problem:
        error = _reason(page, address, problem)
    return Scan(engine=ENGINE, page=address, duration_s=perf_counter() - began, error=error)


def rules_of_the_engine(page: Page) -> list[dict[str, Any]]:
    """All rules that the pinned engine has, each with `id` and `tags`; for the test of our own table."""
    world = main_world(page)
    _inject(world)
    rules: list[dict[str, Any]] = json.loads(
        world.run("JSON.stringify(axe.getRules().map((r) => ({ id: r.ruleId, tags: r.tags })))")
    )
    return rules


def describe(page: Page, selectors: Sequence[str]) -> list[dict[str, Any] | None]:
    """What elements of the page's own document are: role, name, snippet, path; None for what is not there (any longer).

    Args:
        page: As it is.
        selectors: The way to each, through shadow roots with " >> ".
    """
    if not selectors:
        return []
    world = main_world(page)
    _inject(world)
    return _describe(world, [selector.split(_INTO) for selector in selectors])


def only_rules(scanned: Scan, rules: Collection[str]) -> Scan:
    """What some rules say of a state; the whole scan where none is named."""
    if not rules:
        return scanned
    return replace(
        scanned,
        findings=tuple(finding for finding in scanned.findings if finding.rule in rules),
        passes=tuple(rule for rule in scanned.passes if rule in rules),
        inapplicable=tuple(rule for rule in scanned.inapplicable if rule in rules),
    )


def _scan(page: Page, began: float, level: str) -> Scan:
    look = _Look(page, main_world(page), level == "AAA")
    _bring_in(look, look.top)
    if len(page.frames) == 1:
        answer = json.loads(look.top.wait_for("() => skolprovAxe.whole()", limit_s=_LIMIT_S))
    else:
        parts = list(_parts(look, look.top, None))
        answer = json.loads(look.top.wait_for("(parts) => skolprovAxe.together(parts)", parts, limit_s=_LIMIT_S))
    return Scan(
        engine=ENGINE,
        page=page.url,
        findings=tuple(_described(look, answer["findings"])),
        passes=tuple(sorted(answer["passes"])),
        inapplicable=tuple(sorted(answer["inapplicable"])),
        duration_s=perf_counter() - began,
    )


def _bring_in(look: _Look, world: World) -> None:
    _inject(world)
    if look.aaa:
        world.run("skolprovAxe.alsoAAA()")


def _inject(world: World) -> None:
    """Bring axe-core into a frame, once per document."""
    if world.run("typeof skolprovAxe") != "object":
        world.run(f"{_AXE}\n;{_OURS}\n;0")


def _parts(look: _Look, world: World, context: Any) -> Iterator[str]:
    """Each frame's part of the answer, depth first, as axe's `finishRun` expects it; null where we can't get in."""
    inner = world.call("(context) => skolprovAxe.frames(context)", context)
    yield world.wait_for("(context) => skolprovAxe.part(context)", context, limit_s=_LIMIT_S)
    for child in inner:
        try:
            frame = world.frame_at(_listed(child["frameSelector"]))
            inside = look.worlds[frame] = world_of(look.page, frame)
            _bring_in(look, inside)
            parts = list(_parts(look, inside, child["frameContext"]))
        except (Error, WorldError, KeyError):
            yield "null"
        else:
            yield from parts


def _described(look: _Look, findings: list[dict[str, Any]]) -> Iterator[RawFinding]:
    """The findings with what their elements are, asked once per frame."""
    by_way: dict[tuple[str, ...], list[dict[str, Any]]] = defaultdict(list)
    for finding in findings:
        by_way[_way(finding["target"])].append(finding)
    outer_paths: dict[tuple[str, ...], tuple[dict[str, str], ...]] = {}
    for way, there in by_way.items():
        targets = [_listed(finding["target"][-1]) for finding in there]
        texts = _describe(look.world_at(way), targets)
        outer = outer_paths.setdefault(way, _path_to_frame(look, way))
        for finding, target, text in zip(there, targets, texts, strict=True):
            yield _raw(finding, _INTO.join((*way, *target)), text or {}, outer)


def _describe(world: World | None, targets: list[list[str]]) -> list[dict[str, Any] | None]:
    if world is None:
        return [None] * len(targets)
    texts: list[dict[str, Any] | None] = json.loads(world.call(script("describe.js"), targets))
    return texts


def _path_to_frame(look: _Look, way: tuple[str, ...]) -> tuple[dict[str, str], ...]:
    path: tuple[dict[str, str], ...] = ()
    for depth, selector in enumerate(way):
        text = _describe(look.world_at(way[:depth]), [selector.split(_INTO)])[0]
        path += tuple(text["path"]) if text else ()
    return path


def _raw(finding: dict[str, Any], selector: str, text: dict[str, Any], outer: tuple[dict[str, str], ...]) -> RawFinding:
    element = Element(
        role=text.get("role", ""), name=text.get("name", ""), selector=selector, snippet=text.get("snippet", "")
    )
    return RawFinding(
        rule=finding["rule"],
        verdict=Verdict(finding["verdict"]),
        impact=finding["impact"],
        tags=tuple(finding["tags"]),
        element=element,
        path=(*outer, *text.get("path", ())),
        values=finding["values"],
    )


def _way(target: _Target) -> tuple[str, ...]:
    return tuple(_INTO.join(_listed(entry)) for entry in target[:-1])


def _listed(entry: str | list[str]) -> list[str]:
    return [entry] if isinstance(entry, str) else list(entry)


def _address(page: Page) -> str:
    with suppress(Error):
        return page.url
    return ""


def _reason(page: Page, address: str, problem: Exception) -> str:
    if page.is_closed():
        return "page-closed"
    lost = ("context", "navigat", "Frame", "frame", "detached", "closed")
    if isinstance(problem, Error) and (_address(page) != address or any(word in problem.message for word in lost)):
        return "navigated-away"
    if isinstance(problem, ScriptsForbiddenError):  # as the body of a message often is
        return "scripts-forbidden"
    return f"engine-failed: {str(problem)[:200]}"
