"""Under which conditions this machine measures: for runs of a plan, and for tests with a `user`, in one way."""

from __future__ import annotations

import os
import platform as machine
import sys
from dataclasses import asdict
from importlib.metadata import version
from pathlib import Path

from a11y.engine import ENGINE
from evidence.records import MEASURING_VERSION, Conditions
from scenarios.browser import FoundBrowser
from scenarios.surroundings import PLAIN, Surroundings
from scenarios.tasks import CATALOGUE_VERSION


def conditions_here(
    found: FoundBrowser,
    *,
    workers: int,
    language: str,
    scanned: bool,
    interleaved: bool = False,
    traced: bool = False,
    surroundings: Surroundings = PLAIN,
) -> Conditions:
    """The conditions on this machine, now.

    Args:
        found: The browser.
        workers: Attempts at once.
        language: What the browser asks for.
        scanned: Whether states are checked for accessibility.
        interleaved: Whether builds are measured by turns.
        traced: Whether each attempt is traced.
        surroundings: What the person's system and network are set to.
    """
    return Conditions(
        harness_version=version("skolprov"),
        measuring_version=MEASURING_VERSION,
        catalogue_version=CATALOGUE_VERSION,
        browser=found.name,
        browser_version=found.version,
        browser_flags=list(found.flags),
        engine=ENGINE if scanned else "",
        machine=_machine(),
        system=f"{_system()}, Python {machine.python_version()}",
        workers=workers,
        language=language,
        interleaved=interleaved,
        scanned=scanned,
        traced=traced,
        **asdict(surroundings),
    )


def _machine() -> str:
    model = machine.processor() or machine.machine()
    cpuinfo = Path("/proc/cpuinfo")
    if cpuinfo.is_file():
        names = [
            line.partition(":")[2].strip()
            for line in cpuinfo.read_text("utf-8").splitlines()
            if line.startswith("model name")
        ]
        model = names[0] if names else model
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30 if hasattr(os, "sysconf") else 0
    return f"{model}, {os.cpu_count()} cores, {memory:.0f} GiB"


def _system() -> str:
    try:
        return machine.freedesktop_os_release().get("PRETTY_NAME", sys.platform)
    except OSError:
        return machine.platform(terse=True)
