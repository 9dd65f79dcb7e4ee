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
from skolprov.plan import Plan, load_plan
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
    made = load_plan(plan, known=known(), signs_in=False) if plan else None
    address = _address(made, build, url)
    username = account or _only_account(made, address)
    if forget:
        was_there = kept_session.forget(address, username)
        console.print("Removed." if was_there else "There was none.", markup=False)
        return
    asked = language or (made.language if made else "en")
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


def _address(plan: Plan | None, build: str | None, url: str | None) -> str:
    if (plan is None) == (url is None):
        raise Problem(
            "one build has to be named", where="command line", do="Write a plan, or --url URL --account USERNAME."
        )
    if plan is None:
        return str(url)
    names = [b.name for b in plan.builds]
    if build is None and len(names) > 1:
        raise Problem(
            "the plan has several builds", where="command line", do=f"Write --build {' or --build '.join(names)}."
        )
    if build is not None and build not in names:
        raise Problem(f'there is no build "{build}"', where="--build", do=f"Write one of: {', '.join(names)}.")
    return next(b.url for b in plan.builds if build in {None, b.name})


def _only_account(plan: Plan | None, url: str) -> str:
    accounts = _without_password(plan, url) if plan else []
    if len(accounts) != 1:
        several = f" Without a password are: {', '.join(accounts)}." if accounts else ""
        raise Problem("it has to be said who signs in", where="command line", do=f"Write --account USERNAME.{several}")
    return accounts[0]


def _without_password(plan: Plan, url: str) -> list[str]:
    cases: list[Mapping[str, Any]] = [c for b in plan.builds if b.url == url for c in plan.cases(b.name)]
    people = [case[role] for case in cases for role in ROLES if isinstance(case.get(role), Mapping)]
    return list(dict.fromkeys(p["username"] for p in people if not ({"password", "password_env"} & set(p))))
