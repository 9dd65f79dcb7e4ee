"""`skolprov init`: the two files with which somebody who brings a platform begins."""

from __future__ import annotations

import re
from pathlib import Path

import click

from evidence.problem import Problem
from scenarios.tasks import TASKS
from skolprov.options import known
from skolprov.plan import plan_from
from skolprov.progress import console
from skolprov.stubs import plan_file, platform_file


@click.command()
@click.argument("name")
@click.option("--url", required=True, help="Address of a build to begin with.")
@click.option("--title", help="The product's name; NAME by default.")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    metavar="DIR",
    help="Where the files go; here by default.",
)
def init(name: str, url: str, title: str | None, out: Path) -> None:
    """Write a platform file with every task still to be written, and a plan: NAME.py and NAME.toml.

    \b
    skolprov init ours --url https://school.test

    Nothing is written over. What is not written yet is reported as not scripted, and counts neither way.
    """
    if not re.fullmatch(r"[A-Za-z][A-Za-z0-9_-]*", name):
        raise Problem(
            f'"{name}" cannot be the name of a platform',
            where="command line",
            do="Begin with a letter, and go on with letters, digits, - or _, such as: skolprov init ours --url …",
        )
    plan_from(
        {"platform": "demo", "builds": [{"name": "now", "url": url}]}, known=known()
    )  # says what is wrong with it
    files = {
        out / f"{name}.py": platform_file(name, title or name),
        out / f"{name}.toml": plan_file(name, title or name, url),
    }
    for path in files:
        if path.exists():
            raise Problem(
                "is there already, and is not written over", where=str(path), do="Choose another name, or --out DIR."
            )
    for path, content in files.items():
        write_new(path, content)
    platform, plan = files
    said = (
        f"{platform}  {len(TASKS)} tasks to write\n{plan}  what is measured, and with whose accounts\n"
        f"Next: write accounts into {plan}, then\n"
        f"  skolprov record log-in --plan {plan} --into {platform}\n"
        f"  skolprov check {platform} --plan {plan}\n"
        f"  skolprov run {plan}"
    )
    console.print(said, markup=False)


def write_new(path: Path, content: str) -> None:
    """Write a file that must not be there yet.

    Raises:
        Problem: It is, or its folder cannot be written to.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:
            file.write(content)
    except OSError as error:
        raise Problem(f"cannot be written: {error.strerror}", where=str(path), do="Choose another --out DIR.") from None
