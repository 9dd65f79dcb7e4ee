"""From a plan to a run that can begin: builds that answer, people to do the tasks, conditions, a directory to write to."""

from __future__ import annotations

import json
import os
import secrets
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from importlib.metadata import version
from pathlib import Path
from typing import Any

from playwright.sync_api import Error, sync_playwright

from a11y.catalogue import catalogue as rules_catalogue
from evidence.conditions import Touches, compare_conditions
from evidence.problem import Problem
from evidence.records import Build as BuildRecord
from evidence.records import Conditions, LeftOut, Run, missing_shards
from evidence.redaction import Redactor
from evidence.run_directory import RunDirectory
from load.arrivals import rates_for_pupils
from load.capacity import Search, within_agreement
from load.corrections import Corrections
from load.limits import Limits
from load.permission import PermittedHost, permit
from load.situations import comes_for
from load.spec import Team
from reports.words import Words
from scenarios.browser import FoundBrowser, described, find_browser, launch
from scenarios.browser_elsewhere import ENDPOINT_VARIABLE
from scenarios.now import utc
from scenarios.platform import load_platform
from scenarios.session import Session
from scenarios.surroundings import Surroundings
from scenarios.tasks import TASKS, catalogue
from skolprov.conditions import conditions_here
from skolprov.har_file import HarFile
from skolprov.left_out import say_left_out
from skolprov.own_situations import situation_in
from skolprov.plan import Capacity, Plan
from skolprov.progress import console
from skolprov.sharing import cores, say_shard, with_as_many_workers

_CASES_PER_FORM = 100
"""Cases kept for the journeys, per form and build; load may use more, and keeps them in memory only."""
_ROLES = ("teacher", "pupil", "guardian")


@dataclass(frozen=True, slots=True)
class Prepared:
    """A run that can begin.

    Args:
        directory: Where it is written.
        cases: All cases by build, for load.
        plan: As run.json holds it, but with what people are called: a user name may be an identity number.
    """

    directory: RunDirectory
    cases: Mapping[str, list[dict[str, Any]]]
    plan: Mapping[str, Any]

    @property
    def session(self) -> Session:
        """What the runner has to know."""
        return Session.from_plan(self.plan)


@dataclass(frozen=True, slots=True)
class How:
    """What does not belong to the plan: by which means it is carried out."""

    browser_path: str | None = None
    browser_endpoint: str | None = None
    """Address of a browser elsewhere, which may hold a token."""
    workers: int | None = 1
    """Attempts at once; None: as many as this machine has cores and the school data has people for."""
    shard: tuple[int, int] = (1, 1)
    """Which part of the attempts is made here, counted from 1, and of how many."""
    resume: bool = False
    named_tasks: tuple[str, ...] = ()
    """Tasks that the command line names one by one: one that cannot be attempted is a mistake then, not a gap to report."""
    words: str = "en"
    """Language of what is printed; the report is written in every one."""
    team: Team = field(default_factory=Team)
    """Who sends load."""
    rules: Corrections = field(default_factory=dict)
    """What somebody wrote about where the values of a replay come from."""
    har: HarFile | None = None
    """A recording that somebody made in their browser's own tools: then no journey is carried out."""
    exports: bool = False
    """Whether what was recorded is written as a locustfile, and no load is sent."""
    hurries: bool = False
    """Whether load's people act at the pace of the recording's browser: for who has little time, as the demo has."""


def prepare(plan: Plan, out: Path, how: How) -> Prepared:
    """Make a run ready, or take up an interrupted one.

    Args:
        plan: What to measure.
        out: The run directory; new, or with `how.resume` the interrupted run's.
        how: By which means.
    Raises:
        Problem: A build does not answer, nobody is there to do the tasks, or the run that is to go on followed another plan.
    """
    if how.browser_endpoint:
        os.environ[ENDPOINT_VARIABLE] = how.browser_endpoint  # there the workers find it, and no file holds it
    found = find_browser(how.browser_path)
    for build in plan.builds:
        load_platform(build.platform)
        for name in plan.load.situations:
            permit(build.url, peak_of(plan, name), permitted_hosts(plan))
        if plan.load.capacity:
            search = within_agreement(search_of(plan.load.capacity), build.url, permitted_hosts(plan))
            permit(build.url, search.highest_per_minute, permitted_hosts(plan))
    found = _expect_answers(plan, found)
    console.print(_measures_with(found, Words(how.words)), markup=False)
    cases = {b.name: with_variables(cases_of(plan, b.name, b.url, b.platform), i) for i, b in enumerate(plan.builds)}
    how, content, left_out = _shared_out(plan, cases, how)
    digest = plan.digest()
    redactor = _redactor(plan, cases, found)
    if how.resume:
        directory = RunDirectory.open(out, redactor)
        _expect_same_shard(directory.run(), how)
        _expect_same_plan(directory.run(), plan)
        _expect_same_conditions(directory.run(), conditions_of(plan, found, how))
        # The builds may answer elsewhere now, and the passwords stand in other variables.
        again = replace(directory.run(), title=plan.title, plan=content, left_out=left_out, ended_at=None, records={})
        directory.write_run(again)
        return Prepared(directory, cases, content)
    run = Run(
        id=f"{utc()[:19].replace(':', '')}-{secrets.token_hex(3)}",
        title=plan.title,
        started_at=utc(),
        ended_at=None,
        seed=plan.seed,
        builds=[BuildRecord(name=b.name, url=b.url, platform=Path(b.platform).stem) for b in plan.builds],
        plan=content,
        plan_digest=digest,
        conditions=conditions_of(plan, found, how),
        left_out=left_out,
        shards=[how.shard[0]] if how.shard[1] > 1 else [],
        shard_count=how.shard[1],
    )
    return Prepared(RunDirectory.create(out, run, {"tasks": catalogue()} | rules_catalogue(), redactor), cases, content)


def _shared_out(
    plan: Plan, cases: Mapping[str, list[dict[str, Any]]], how: How
) -> tuple[How, dict[str, Any], list[LeftOut]]:
    """How many work on it, the plan as run.json holds it, and what of it cannot be attempted; said now, not when it is too late."""
    content = _content(plan, cases, how)
    session = Session.from_plan(content)
    words = Words(how.words)
    if how.workers is None:
        session = with_as_many_workers(session, words)
        how, content = replace(how, workers=session.workers), content | {"workers": session.workers}
    left_out = session.left_out()
    session.assignments()  # whoever is missing is missed now
    anything = bool(session.planned())
    say_left_out(left_out, [b.name for b in plan.builds], how.named_tasks, words, anything=anything)
    say_shard(session, plan, words)
    return how, content, left_out


def _redactor(plan: Plan, cases: Mapping[str, list[dict[str, Any]]], found: FoundBrowser) -> Redactor:
    """What takes the secrets of this run out of all that is written."""
    redactor = Redactor()
    if found.endpoint:
        redactor.add("browser-endpoint", found.endpoint)
    for name, secret in plan.secrets().items():
        redactor.add(name.rpartition(".school.")[2] or name, secret)
    for build_cases in cases.values():
        for case in build_cases:
            for role in _ROLES:
                if variable := _account(case, role).get("password_env"):
                    redactor.add(f"{role}.password", os.environ.get(variable, ""))
    return redactor


def search_of(capacity: Capacity) -> Search:
    """What a plan asks to be looked for, where it asks for a build's capacity."""
    return Search(
        Limits(success=capacity.success, wait_s=capacity.wait_s), capacity.precision, capacity.highest_per_minute
    )


def permitted_hosts(plan: Plan) -> list[PermittedHost]:
    """The hosts whose owners agreed to load, as the plan names them."""
    return [PermittedHost(host=p.host, max_per_minute=p.max_per_minute, contact=p.contact) for p in plan.load.permitted]


def peak_of(plan: Plan, name: str) -> float:
    """The highest rate at which people arrive in a situation of the plan, in people per minute, if all its roles take part."""
    if plan.load.pupils is None:
        return plan.load.peak_per_minute
    situation = situation_in(plan, name)
    return rates_for_pupils(situation, 60, plan.load.pupils, frozenset(situation.mix)).peak_per_minute


def _expect_answers(plan: Plan, found: FoundBrowser) -> FoundBrowser:
    """Ask each build once, with the browser that will measure it: a dead address is found before anything is measured.

    Returns:
        The browser, with what is known once it has answered.
    """
    with sync_playwright() as playwright:
        browser = launch(playwright, found)
        found = described(browser, found)
        for build in plan.builds:
            page = browser.new_page()
            try:
                page.goto(build.url, timeout=plan.limit_s * 1000, wait_until="commit")
            except Error as error:
                said = str(error).splitlines()[0]
                code = next((w.rstrip(" .;") for w in said.split() if w.startswith("net::")), "no answer")
                raise Problem(
                    f"{build.url} cannot be reached: {_in_words(code)} ({code})",
                    where=f'the build "{build.name}"',
                    do=_advice(code, elsewhere=bool(found.endpoint)),
                ) from None
            finally:
                page.close()
        browser.close()
    return found


def _measures_with(found: FoundBrowser, words: Words) -> str:
    """What measures, in a line: the first of a run, on a terminal and in a log."""
    place = "elsewhere" if found.endpoint else found.path or "own"  # an endpoint may hold a token
    browser = f"{found.name} {found.version}"
    return words.say("terminal-measures", version=version("skolprov"), browser=browser, place=place, cores=cores())


def _in_words(code: str) -> str:
    words = {
        "CONNECTION_REFUSED": "nothing listens there",
        "NAME_NOT_RESOLVED": "there is no such host",
        "CERT_DATE_INVALID": "its certificate has expired or is not valid yet",
        "CERT_AUTHORITY_INVALID": "its certificate is from nobody whom the browser trusts",
        "CERT_COMMON_NAME_INVALID": "its certificate is for another host",
        "SSL": "no secure connection could be made",
    }
    return next((said for part, said in words.items() if part in code), "it did not answer")


def _advice(code: str, *, elsewhere: bool) -> str:
    if elsewhere and "CERT" not in code and "SSL" not in code:
        return "The browser is elsewhere: the build's address has to lead to the build from there. Nothing was run."
    if "CERT" in code or "SSL" in code:
        return "Mend the certificate, or measure a build with a valid one; a certificate is never passed over."
    return "Start the build, or mend its url. Nothing was run."


def cases_of(plan: Plan, name: str, url: str, platform_name: str) -> list[dict[str, Any]]:
    """The people and things of a build: the plan's, else what the build itself tells.

    Raises:
        Problem: There are none.
    """
    cases = plan.cases(name)
    if cases:
        return cases
    platform = load_platform(platform_name)
    if platform.school_data_source is None:
        raise Problem(
            "nobody is there to do the tasks: the plan has no school data",
            where=f'the build "{name}"',
            do='Write at least one [[school]] with form, accounts and things; see docs/plan.md, "Cases".',
        )
    try:
        return platform.school_data_source(url)
    except (OSError, ValueError, KeyError) as error:
        raise Problem(
            f"{url} does not tell its school data: {type(error).__name__}",
            where=f'the build "{name}"',
            do=f'Is it a build of the platform "{platform.id}"? If so, write its [[school]] into the plan.',
        ) from None


def with_variables(cases: Sequence[dict[str, Any]], build: int) -> list[dict[str, Any]]:
    """The cases with each password in an environment variable, where the workers find it and no file holds it."""
    kept: Counter[str] = Counter()
    first: list[dict[str, Any]] = []
    rest: list[dict[str, Any]] = []
    for case in cases:
        kept[case["form"]] += 1
        (first if kept[case["form"]] <= _CASES_PER_FORM else rest).append({**case})
    for index, case in enumerate(first):
        for role in _ROLES:
            account = _account(case, role)
            if "password" in account:
                variable = f"SKOLPROV_PASSWORD_{build}_{index}_{role.upper()}"
                os.environ[variable] = account["password"]
                case[role] = {k: v for k, v in account.items() if k != "password"} | {"password_env": variable}
    return first + rest


def _account(case: Mapping[str, Any], role: str) -> dict[str, Any]:
    account = case.get(role)
    return account if isinstance(account, dict) else {}


def _content(plan: Plan, cases: Mapping[str, list[dict[str, Any]]], how: How) -> dict[str, Any]:
    """The plan as run.json holds it: with each build's people, and without a password."""
    content = plan.as_evidence()
    content["builds"] = [
        {"name": b.name, "url": b.url, "platform": b.platform, "school": [c for c in cases[b.name] if _is_kept(c)]}
        for b in plan.builds
    ]
    content["school"] = []
    situations = [situation_in(plan, name) for name in plan.load.played]
    replayed = [t.id for t in TASKS if any(comes_for(s, role, t.id) for s in situations for role in t.roles)]
    return content | {
        "browser_path": how.browser_path,
        "workers": how.workers or 1,
        "shard": list(how.shard),
        "replayed": replayed,
    }


def _is_kept(case: Mapping[str, Any]) -> bool:
    return not any("password" in _account(case, role) for role in _ROLES)


def _expect_same_plan(run: Run, plan: Plan) -> None:
    if run.plan_digest == plan.digest():
        return
    now = json.loads(json.dumps(plan.measured(), ensure_ascii=False))
    differing = [
        f"{key} differs" if isinstance(value, dict) else f"{key}: {run.plan[key]} then, {value} now"
        for key, value in now.items()
        if key not in _OF_PEOPLE and key in run.plan and run.plan[key] != value
    ]
    raise Problem(
        f"followed another plan ({'; '.join(differing) or 'its builds or its school data differ'}); "
        "attempts under two plans are no one run",
        where=f"run {run.id}",
        do="Go on with the plan and options that it was begun with, or begin a new run.",
    )


_OF_PEOPLE = frozenset({"builds", "school"})
"""Parts of a plan that are long, and hold people's data: only that they differ is said."""


def _expect_same_shard(run: Run, how: How) -> None:
    number, count = how.shard
    if run.merged and count == 1:
        if missing := missing_shards(run):
            raise Problem(
                f"lacks shard {', '.join(map(str, missing))} of {run.shard_count}",
                where=f"run {run.id}",
                do=f"Measure it (--shard {missing[0]}/{run.shard_count}) and merge it first.",
            )
        return
    if count != run.shard_count or (count > 1 and run.shards != [number]):
        held = f"--shard {run.shards[0]}/{run.shard_count}" if run.shards else "no --shard"
        raise Problem(
            f"was begun with {held}, and is to go on with {f'--shard {number}/{count}' if count > 1 else 'none'}",
            where=f"run {run.id}",
            do="Go on with the shard that it was begun with; other shards are runs of their own, for `skolprov merge`.",
        )


def _expect_same_conditions(run: Run, now: Conditions) -> None:
    differing = [d for d in compare_conditions(run.conditions, now) if d.touches is not Touches.NOTHING]
    if differing:
        said = "; ".join(f"{d.name}: {d.baseline} then, {d.candidate} now" for d in differing)
        raise Problem(
            f"was measured under other conditions ({said}); one run has one set of them",
            where=f"run {run.id}",
            do="Go on where it was begun, with the same options, or begin a new run.",
        )


def conditions_of(plan: Plan, found: FoundBrowser, how: How) -> Conditions:
    """Under which conditions this machine measures a plan."""
    here = conditions_here(
        found,
        workers=how.workers or 1,
        language=plan.language,
        interleaved=len(plan.builds) > 1,
        scanned=plan.scan,
        traced=plan.trace == "on",
        surroundings=Surroundings.from_plan(plan.model_dump()),
    )
    return replace(here, checks=sorted(plan.checks), limit_s=plan.limit_s)
