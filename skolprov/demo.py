"""The embedded school platform, for people: two builds measured against each other, or one served to try things on."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from difflib import get_close_matches
from typing import Any

from demo.builds import BUILDS
from demo.faults import FAULTS
from demo.server import PortNotFree, serve
from evidence.problem import Problem
from skolprov.options import plan_of
from skolprov.plan import Plan
from skolprov.progress import console

DEMO_WORKERS = 3
"""Somebody who looks at it for the first time has little time: three attempts at once, whichever build they are on. The waits
are longer for both builds then, and the report says that three attempts shared the machine."""
_LEFT_OUT = (
    "any.log-in",
    "guardian.see-timetable",
    "guardian.read-weekly-letter",
    "guardian.apply-for-leave",
    "guardian.update-contact-details",
    "teacher.message-guardian",
    "teacher.publish-weekly-letter",
    "teacher.create-assignment",
    "pupil.join-remote-lesson",
    "pupil.read-feedback",
)
"""What other tasks of the demo do in the same way: each signs in, guardians read an assessment, fill in a form with days and mend a
mistake in their details, pupils see a timetable and write a message, teachers write documentation."""
DEMO_SELECTION = ("-k", f"(guardian or not any.) and not ({' or '.join(_LEFT_OUT)})")
"""What everybody does (log out, recover from a mistake) is tried as guardian only, unless tasks or roles are named."""
DEMO_TITLE = "Demo: good → worse"
"""Read alike in both of the report's languages."""
_LOAD: Mapping[str, Any] = {"situations": ["absence-morning"], "duration_s": 6.0, "peak_per_minute": 960.0}
"""Enough people for the percentiles to mean something, on a machine that also serves the pages."""
_LIMIT_S = 3.0
"""The demo school answers within milliseconds: what has not come by then will not come."""
_TRACE = "off"
"""Walking what failed once more takes time, and a demo has little; `skolprov demo --trace failures` does it."""
_SHOWN_ACCOUNTS = 2
_NEAR = 3
_HIGHEST_PORT = 65_535
_ANYWHERE = "http://127.0.0.1"
DEMO_DEFAULTS = {
    "workers": str(DEMO_WORKERS),
    "limit_s": f"{_LIMIT_S:g}",
    "trace": _TRACE,
    "situations": ", ".join(_LOAD["situations"]),
    "duration_s": f"{_LOAD['duration_s']:g}",
    "peak_per_minute": f"{_LOAD['peak_per_minute']:g}",
}
"""What the demo's options are where nothing is said, for its help."""

_MODES = ("pointer", "keyboard")
"""How the demo operates its builds unless modes are named: each further one takes half as long again."""


@contextmanager
def demo_plan(given: Mapping[str, Any]) -> Iterator[Plan]:
    """Serve the two builds, and give the plan that measures them.

    Args:
        given: Options of the command line; they win over the demo's own choices.
    """
    options = {**given, "title": given.get("title") or DEMO_TITLE, "platforms": ["demo"]}
    options |= {key: given[key] if given.get(key) is not None else value for key, value in _LOAD.items()}
    if given.get("pupils") is not None:
        options["peak_per_minute"] = given.get("peak_per_minute")
    options["limit_s"] = _LIMIT_S if given.get("limit_s") is None else given["limit_s"]
    options["trace"] = given.get("trace") or _TRACE
    options["modes"] = given.get("modes") or list(_MODES)
    plan_of(None, options, builds=[{"name": n, "url": _ANYWHERE} for n in BUILDS])  # mistakes first, then two servers
    with ExitStack() as stack:
        served = {name: stack.enter_context(serve(faults)) for name, faults in BUILDS.items()}
        console.print(
            "Two builds of the demo school: " + "   ".join(f"{n} → {s.url}" for n, s in served.items()), markup=False
        )
        yield plan_of(None, options, builds=[{"name": n, "url": s.url} for n, s in served.items()])


def serve_demo(faults: Sequence[str], *, port: int, families: int, seed: int, today: str | None) -> None:
    """Serve one build until Ctrl-C, and print its address and some accounts.

    Raises:
        Problem: There is no such fault, the day is none, or the port is taken.
    """
    faults = [name.strip() for named in faults for name in named.split(",") if name.strip()]
    unknown = [name for name in faults if name not in FAULTS]
    if unknown == ["help"]:
        console.print(_listed(FAULTS), markup=False)
        return
    if unknown:
        near = get_close_matches(unknown[0], FAULTS, n=_NEAR)
        meant = f"Did you mean one of these?\n{_listed(near)}\n" if near else ""
        do = f"{meant}All of them are listed by:  skolprov demo serve --fault help"
        raise Problem(f"there is no fault {unknown[0]}", where="--fault", do=do)
    try:
        day = {"today": date.fromisoformat(today)} if today else {}
        with serve(faults, port=port, families=families, seed=seed, **day) as served:
            _introduce(served.url, served.school()["cases"], faults)
            while True:
                time.sleep(3600)
    except ValueError:
        raise Problem(f'"{today}" is not a day', where="--today", do="Write it as 2026-11-23.") from None
    except PortNotFree as error:
        do = f"Choose another, such as --port {port + 1 if port < _HIGHEST_PORT else port - 1}; or leave it out: a free one is found."
        raise Problem(f"port {port} of 127.0.0.1 cannot be used: {error}", where="--port", do=do) from None
    except RuntimeError as error:
        raise Problem(str(error), where="demo serve") from None
    except KeyboardInterrupt:
        return


def _listed(names: Iterable[str]) -> str:
    return "\n".join(f"  {name:<36} {FAULTS[name].en}" for name in names)


def _introduce(url: str, cases: Sequence[Mapping[str, Any]], faults: Sequence[str]) -> None:
    console.print(f"{url}   {'faults: ' + ', '.join(faults) if faults else 'no faults'}", markup=False)
    shown: dict[str, int] = {}
    named: set[str] = set()
    for case in cases:
        shown[case["form"]] = shown.get(case["form"], 0) + 1
        if shown[case["form"]] <= _SHOWN_ACCOUNTS:
            for role in ("teacher", "pupil", "guardian"):
                account = case.get(role)
                if account and account["username"] not in named:  # a teacher has many pupils
                    named.add(account["username"])
                    console.print(
                        f"  {case['form']}  {role:<9} {account['username']:<28} {account['password']}", markup=False
                    )
    console.print(
        f"All accounts: {url}/demo/school.json\nMeasure it: skolprov run --platform demo --url {url}\nCtrl-C ends it.",
        markup=False,
    )
