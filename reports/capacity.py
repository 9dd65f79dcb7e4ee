"""What each build carries: between which arrival rates its limits are broken, what gives way first, and whether it recovers."""

from __future__ import annotations

import ipaddress
from urllib.parse import urlsplit

from evidence.capacity import RECOVERY, SEARCH, shown
from evidence.records import CapacityLevel
from reports.load_model import CapacityResult
from reports.source import Source


def capacities(source: Source) -> tuple[CapacityResult, ...]:
    """One for each build and situation for which capacity was looked for, in the order of the builds."""
    levels = source.all(CapacityLevel)
    situations = dict.fromkeys(level.situation for level in levels)
    return tuple(
        _result(source, build.name, tuple(own))
        for situation in situations
        for build in source.builds
        if (own := [level for level in levels if (level.build, level.situation) == (build.name, situation)])
    )


def _result(source: Source, build: str, levels: tuple[CapacityLevel, ...]) -> CapacityResult:
    found = shown(levels)
    kept, broken, generator = found.kept, found.broken, found.generator
    recoveries = [level for level in levels if level.phase == RECOVERY]
    recovered = [level.recovered_s for level in recoveries if level.recovered_s is not None]
    plan = (source.plan_of(build).get("load") or {}).get("capacity") or {}
    return CapacityResult(
        build=build,
        situation=levels[0].situation,
        low=kept.per_minute if kept else None,
        high=generator.per_minute if generator else broken.per_minute if broken else None,
        limited_by=_limited_by(found.generator is not None, found.broken is not None, kept, plan),
        success=levels[-1].success,
        wait_s=levels[-1].wait_s,
        precision=plan.get("precision"),
        gave_way=tuple(broken.gave_way) if broken and not generator else (),
        people=kept.people if kept else 0,
        failed=kept.failed if kept else 0,
        sessions=sum(level.phase == SEARCH and level.per_minute == kept.per_minute for level in levels) if kept else 0,
        levels=levels,
        recovered_s=max(recovered, default=None),
        recovers=None if not recoveries else recoveries[-1].recovered_s is not None,
        on_the_senders_machine=_is_loopback(next(b.build.url for b in source.builds if b.name == build)),
    )


def _limited_by(generator: bool, broken: bool, kept: CapacityLevel | None, plan: dict[str, float]) -> str:
    if generator:
        return "generator"
    if broken:
        return "platform"
    return "highest" if kept and kept.per_minute >= plan.get("highest_per_minute", 0.0) else "unfinished"


def _is_loopback(url: str) -> bool:
    host = urlsplit(url).hostname or ""
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost" or host.endswith(".localhost")
