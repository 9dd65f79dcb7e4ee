"""`skolprov record`: a person does a task in a window, and the journey is written down."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from pathlib import Path
from typing import Any

import click

from evidence.problem import Problem
from evidence.redaction import Redactor
from scenarios.platform import load_platform
from scenarios.recorder.session import record as watch_and_write
from scenarios.recorder.writing import Part
from scenarios.sign_in import People
from scenarios.stumble import SignInFailed
from scenarios.tasks import FORMS, ROLES, TASKS, task
from skolprov.commands.person import until_enter, window
from skolprov.journey_file import expect_room, insert
from skolprov.options import known, plan_of
from skolprov.plan import Plan, load_plan
from skolprov.prepare import cases_of, with_variables
from skolprov.progress import console, errors
from skolprov.stubs import LOG_IN


@click.command()
@click.argument("what", metavar="TASK")
@click.option(
    "--plan", type=click.Path(path_type=Path), metavar="FILE.toml", help="Whose build, platform and accounts are used."
)
@click.option("--build", metavar="NAME", help="Which of the plan's builds; the first by default.")
@click.option("--url", help="Address of the build, instead of a plan.")
@click.option("--platform", metavar="NAME|FILE.py", help="The platform, for signing in; the plan's own by default.")
@click.option(
    "--into",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE.py",
    help="Put the journey into this platform file; printed by default.",
)
@click.option(
    "--role",
    type=click.Choice(ROLES),
    help="Who does it, for log-in and any.…; the first that the case has by default.",
)
@click.option(
    "--form", metavar="LETTER", help="School form of the case whose people are used; the first that fits by default."
)
@click.option("--undo", "kind", flag_value="undo", help="Record how the task is undone, instead of how it is done.")
@click.option("--prepare", "kind", flag_value="prepare", help="Record what has to be in place first.")
@click.option("--sees", type=click.Choice(ROLES), help="Record how this other role sees that it was done.")
@click.option("--language", help="What the browser asks for: en or sv; the plan's own, else en.")
@click.option("--browser-path", metavar="FILE", help="A browser that can show a window.")
def record(what: str, **given: Any) -> None:
    """Watch a person do a task in a browser's window, and write the journey in the words of platform files.

    \b
    skolprov record log-in --plan ours.toml --into ours.py                       how somebody signs in
    skolprov record guardian.report-absence --plan ours.toml --into ours.py      a task; its stub is replaced
    skolprov record guardian.report-absence --plan ours.toml --undo              how it is undone
    skolprov record guardian.report-absence --plan ours.toml --sees teacher      how a teacher sees it

    Things are named by role and name, and each name is tried with the lookup that a run uses. Values of the plan's school
    data are written as such (school.child.name), passwords never. Read what is written before you rely on it.
    """
    part = _part(what, given)
    made = _plan(given)
    build = _build(made, given.get("build"))
    platform = load_platform(build.platform)
    if given["into"]:
        expect_room(given["into"], part)
    role, cases = _cases(made, build.name, part, given)
    console.print(_task_told(part, role, cases), markup=False)
    with window(given["browser_path"]) as browser:
        people = People(browser, platform, build.url, made.language, made.limit_s, Redactor())
        console.print("Do it in the window that opens. When it is done, come back here and press Enter.", markup=False)
        try:
            source = watch_and_write(people, part, role, cases, person=until_enter, agrees=_agrees).source
        except SignInFailed as error:
            raise Problem(
                f"nobody could be signed in: {people.redactor.text(str(error))}",
                where=build.url,
                do=f"Mend the platform's log-in, or record it: skolprov record {LOG_IN}.",
            ) from None
    if given["into"]:
        insert(given["into"], part, source)
        console.print(
            f"Written into {given['into']}; look it over, and run: skolprov check {given['into']}", markup=False
        )
    console.print(source, end="")


def _part(what: str, given: Mapping[str, Any]) -> Part:
    if what == LOG_IN:
        if other := "sees" if given["sees"] else given["kind"]:
            raise Problem("is there for tasks alone", where=f"--{other}", do="Leave it out, or name a task.")
        return Part(None, "log_in")
    ids = [t.id for t in TASKS]
    if what not in ids:
        near = get_close_matches(what, [LOG_IN, *ids], n=1)
        hint = f'. Did you mean "{near[0]}"?' if near else ""
        raise Problem(
            f'there is no task "{what}"{hint}',
            where="command line",
            do=f"Write {LOG_IN}, or one of: {', '.join(ids)}.",
        )
    if given["sees"] and given["kind"]:
        raise Problem(
            "one function is recorded at a time", where="command line", do="Write --sees, --undo or --prepare."
        )
    return Part(task(what), "sees" if given["sees"] else given["kind"] or "does", given["sees"] or "")


def _plan(given: Mapping[str, Any]) -> Plan:
    said = {"language": given["language"]} if given["language"] else {}
    if given["platform"]:
        said["platforms"] = (given["platform"],)
    if given["plan"]:
        builds = {"builds": [{"name": given["build"] or "build", "url": given["url"]}]} if given["url"] else {}
        return load_plan(given["plan"], said | builds, known=known(), signs_in=False)
    if not (given["url"] and (given["platform"] or given["into"])):
        raise Problem(
            "a build and its platform have to be named",
            where="command line",
            do="Write --plan FILE.toml; or --url URL and --platform FILE.py.",
        )
    return plan_of(None, {"urls": (given["url"],), "platforms": (str(given["into"]),)} | said)


def _build(plan: Plan, name: str | None) -> Any:
    build = next((b for b in plan.builds if name in {None, b.name}), None)
    if build is None:
        names = ", ".join(b.name for b in plan.builds)
        raise Problem(f'there is no build "{name}"', where="--build", do=f"Write one of: {names}.")
    return build


def _cases(plan: Plan, build: str, part: Part, given: Mapping[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """Who acts, and the cases that fit, the one whose people are used first; no case where the task needs none."""
    roles = _roles(part, given["role"])
    _expect_form(part, given["form"])
    one = next(b for b in plan.builds if b.name == build)
    begins_signed_out = part.task is None or (part.kind == "does" and not part.task.signed_in)
    has_cases = bool(plan.cases(build)) or load_platform(one.platform).school_data_source is not None
    cases = (
        with_variables(cases_of(plan, build, one.url, one.platform), 0) if has_cases or not begins_signed_out else []
    )
    fitting = [
        (role, case)
        for role in roles
        for case in cases
        if isinstance(case.get(role), Mapping)
        and (part.task is None or case["form"] in part.task.forms)
        and given["form"] in {None, case["form"]}
    ]
    if not fitting:
        if begins_signed_out:
            return roles[0], []
        raise Problem(
            f"the school data has no {' or '.join(roles)} who could do this",
            where=str(given["plan"] or one.platform),
            do="Write a [[school]] with that account, of a form that the task has.",
        )
    role = fitting[0][0]
    return role, [case for r, case in fitting if r == role]


def _expect_form(part: Part, said: str | None) -> None:
    """See that what is recorded is done in the school form that was named.

    Raises:
        Problem: It is not, or there is no such form.
    """
    forms = part.task.forms if part.task else "".join(FORMS)
    if said is not None and said not in tuple(forms):
        what = (
            f"{part.task.id} is not done in school form {said}"
            if part.task and said in FORMS
            else f'there is no school form "{said}"'
        )
        raise Problem(what, where="--form", do=f"Leave it out, or write {' or '.join(forms)}.")


def _roles(part: Part, said: str | None) -> tuple[str, ...]:
    if part.sees:
        return (part.sees,)
    roles = part.task.roles if part.task else ROLES
    if said and said not in roles:
        raise Problem(f"no {said} does this", where="--role", do=f"Leave it out, or write {' or '.join(roles)}.")
    return (said,) if said else roles


def _task_told(part: Part, role: str, cases: list[dict[str, Any]]) -> str:
    """The goal, as it is told to the person, and who they are meanwhile."""
    account = cases[0][role] if cases else {}
    who = f" as {account.get('name') or account.get('username')}, {role}" if account else ""
    if part.task is None:
        return f"Sign in{who}, until the start page is there."
    goal = {"undo": "Undo it", "prepare": "Make ready what it needs", "sees": "See that it was done"}.get(
        part.kind, "Do it"
    )
    return f"{part.task.id}: {part.task.goal}\n{goal}{who}. It is done when: {part.task.succeeded}"


def _agrees(question: str) -> bool:
    errors.print(f"The page asked “{' '.join(question.split())}”. It was answered with OK.", markup=False)
    return True
