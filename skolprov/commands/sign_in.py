"""`skolprov sign-in`: a person signs in where no script can, and the session is kept for the runs that follow."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from evidence.problem import Problem
from scenarios import kept_session
from scenarios.by_hand import sign_in_by_hand
from scenarios.sign_in import locale
from scenarios.tasks import ROLES
from skolprov.commands.person import until_enter, window
from skolprov.options import known
from skolprov.plan import Plan, load_plan, plan_from
from skolprov.progress import console


@click.command(name="sign-in")
@click.argument("plan", type=click.Path(path_type=Path), required=False)
@click.option("--build", metavar="NAME", help="Which of the plan's builds; needed if it has several.")
@click.option("--url", help="Address of the build, instead of a plan.")
@click.option(
    "--account", metavar="USERNAME", help="Who signs in; by default the plan's only account without a password."
)
@click.option("--language", help="What the browser asks for: en or sv; the plan's own, else en.")
@click.option("--browser-path", metavar="FILE", help="A browser that can show a window.")
@click.option("--forget", is_flag=True, help="Remove the session that is kept, instead of signing in.")
def sign_in(
    plan: Path | None,
    build: str | None,
    url: str | None,
    account: str | None,
    language: str | None,
    browser_path: str | None,
    forget: bool,
) -> None:
    """Open a browser in which a person signs in, and keep the session: for BankID, Freja, a code by text message.

    \b
    skolprov sign-in plan.toml --account ali.nur                  an account of the plan, which needs no password then
    skolprov sign-in --url https://school.test --account ali.nur  the same, without a plan
    skolprov sign-in plan.toml --account ali.nur --forget         remove what is kept

    The session is kept in a file that only you can read, outside every run directory: $XDG_STATE_HOME/skolprov/sessions,
    else ~/.local/state/skolprov/sessions. Whoever has it can act as that person: use accounts made for tests, and --forget
    it afterwards. Attempts then begin with it instead of the platform file's log-in. When it has expired, they end as
    environment errors that name the command to renew it.
    """
    made = _plan(plan, build, url, language)
    address = _address(made, build)
    username = account or _only_account(made, address)
    if forget:
        was_there = kept_session.forget(address, username)
        console.print("Removed." if was_there else "There was none.", markup=False)
        return
    _expect_account(made, address, username)
    asked = made.language
    with window(browser_path) as browser:
        console.print(
            f"Sign in as {username} in the window that opens. When you see that person's own start page, come back here and "
            "press Enter.",
            markup=False,
        )
        locales = tuple(dict.fromkeys((locale(asked), locale("en"), locale("sv"))))
        kept = sign_in_by_hand(browser, address, username, person=until_enter, locales=locales)
    path = kept_session.keep(kept)
    console.print(
        f"Kept, and tried out: {path}\nIt is known again by {', '.join(f'“{s}”' for s in kept.signs[:3])}.",
        markup=False,
    )


def _plan(file: Path | None, build: str | None, url: str | None, language: str | None) -> Plan:
    """The plan, or one that says no more than the address; all that is wrong with either is said before a window opens."""
    if (file is None) == (url is None):
        raise Problem(
            "one build has to be named", where="command line", do="Write a plan, or --url URL --account USERNAME."
        )
    said: dict[str, Any] = {"language": language} if language else {}
    if file is not None:
        return load_plan(file, said, known=known(), signs_in=False)
    if build is not None:
        raise Problem(
            "names a build of a plan, and there is none", where="--build", do="Leave it out, or write a plan."
        )
    return plan_from({"platform": "demo", "builds": [{"name": "build", "url": url}]} | said, known=known())


def _address(plan: Plan, build: str | None) -> str:
    names = [b.name for b in plan.builds]
    if build is None and len(names) > 1:
        raise Problem(
            "the plan has several builds", where="command line", do=f"Write --build {' or --build '.join(names)}."
        )
    if build is not None and build not in names:
        raise Problem(f'there is no build "{build}"', where="--build", do=f"Write one of: {', '.join(names)}.")
    return next(b.url for b in plan.builds if build in {None, b.name})


def _only_account(plan: Plan, url: str) -> str:
    accounts = [p["username"] for p in _people(plan, url) if not ({"password", "password_env"} & set(p))]
    accounts = list(dict.fromkeys(accounts))
    if len(accounts) != 1:
        several = f" Without a password are: {', '.join(accounts)}." if accounts else ""
        raise Problem("it has to be said who signs in", where="command line", do=f"Write --account USERNAME.{several}")
    return str(accounts[0])


def _expect_account(plan: Plan, url: str, username: str) -> None:
    """Whoever is no account of the plan would sign in for nothing: no run would use the session."""
    known_names = dict.fromkeys(str(p["username"]) for p in _people(plan, url))
    if known_names and username not in known_names:
        raise Problem(
            f'the plan has no account "{username}"', where="--account", do=f"Write one of: {', '.join(known_names)}."
        )


def _people(plan: Plan, url: str) -> list[Mapping[str, Any]]:
    cases = [case for build in plan.builds if build.url == url for case in plan.cases(build.name)]
    return [case[role] for case in cases for role in ROLES if isinstance(case.get(role), Mapping)]
