"""How one vendor's platform says how its tasks are done: a file of short functions, one per task."""

from __future__ import annotations

import importlib
import importlib.util
import re
import sys
from collections.abc import Callable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any

from evidence.problem import Problem
from scenarios.installed import GROUP, installed, load_installed
from scenarios.tasks import ROLES, TASKS

if TYPE_CHECKING:
    from scenarios.school import Account, School
    from scenarios.user import User

Journey = Callable[["User", "School"], None]
LogIn = Callable[["User", "Account"], None]


@dataclass(frozen=True, slots=True)
class Look:
    """How somebody else sees the outcome of a task."""

    role: str
    journey: Journey


class Platform:
    """One product, as its users know it.

    Args:
        platform_id: Short name, used in plans and on the command line.
        title: The product's name.
    """

    def __init__(self, platform_id: str, *, title: str) -> None:
        self.id = platform_id
        self.title = title
        self.journeys: dict[str, Journey] = {}
        self.looks: dict[str, Look] = {}
        self.preparations: dict[str, Journey] = {}
        self.undoings: dict[str, Journey] = {}
        self.not_offered: dict[str, str] = {}
        self.absent_roles: dict[str, str] = {}
        self.log_in_journey: LogIn | None = None
        self.school_data_source: Callable[[str], list[dict[str, Any]]] | None = None
        self.reset_build: Callable[[str], None] | None = None

    def log_in(self, journey: LogIn) -> LogIn:
        """Say how somebody signs in: `def log_in(user, account)`. It is the start of each task, and not measured."""
        self.log_in_journey = journey
        return journey

    def does(self, task: str) -> Callable[[Journey], Journey]:
        """Say how a task is done: `def journey(user, school)`. This is what is measured.

        Raises:
            Problem: There is no such task, or this platform has it already.
        """
        return self._register(self.journeys, task)

    def prepare(self, task: str) -> Callable[[Journey], Journey]:
        """Say what the person who does the task has to have in place first. Not measured."""
        return self._register(self.preparations, task)

    def undo(self, task: str) -> Callable[[Journey], Journey]:
        """Say how the person who did the task leaves the build as it was. Not measured."""
        return self._register(self.undoings, task)

    def sees(self, task: str, *, role: str) -> Callable[[Journey], Journey]:
        """Say how another role sees that the task was done. Not measured, but part of success.

        Raises:
            Problem: There is no such task or role.
        """
        self._known_role(role, f"platform {self.id}, {task}")
        self._known(task)

        def register(journey: Journey) -> Journey:
            self.looks[task] = Look(role, journey)
            return journey

        return register

    def does_not_offer(self, task: str, *, because: str) -> None:
        """Say that the platform has no such function: a result of its own, never a gap."""
        self._known(task)
        self.not_offered[task] = because

    def has_no(self, role: str, *, because: str) -> None:
        """Say that people of a role have no account: none of their tasks is offered, nor what everybody else does.

        Raises:
            Problem: There is no such role.
        """
        self._known_role(role, f"platform {self.id}")
        self.absent_roles[role] = because

    def why_not(self, task: str, role: str) -> str | None:
        """Why the platform does not offer a task to a role; None if it does, or says nothing of it."""
        return self.not_offered.get(task) or self.absent_roles.get(role)

    def school_data(self, source: Callable[[str], list[dict[str, Any]]]) -> Callable[[str], list[dict[str, Any]]]:
        """Say where a build tells its own people and things, for a plan that names none: `def cases(url)`."""
        self.school_data_source = source
        return source

    def reset(self, reset: Callable[[str], None]) -> Callable[[str], None]:
        """Say how a build is put back as it was before a run: `def reset(url)`."""
        self.reset_build = reset
        return reset

    def _register(self, into: dict[str, Journey], task: str) -> Callable[[Journey], Journey]:
        self._known(task)
        if task in into:
            raise Problem(f"{task} is said twice", where=f"platform {self.id}", do="Keep one of the two functions.")

        def register(journey: Journey) -> Journey:
            into[task] = journey
            return journey

        return register

    @staticmethod
    def _known_role(role: str, where: str) -> None:
        if role not in ROLES:
            raise Problem(f'there is no role "{role}"', where=where, do=f"Write one of: {', '.join(ROLES)}.")

    def _known(self, task: str) -> None:
        ids = [t.id for t in TASKS]
        if task not in ids:
            near = get_close_matches(task, ids, n=1)
            hint = f"Did you mean {near[0]}?" if near else f"The tasks are: {', '.join(ids)}."
            raise Problem(f'there is no task "{task}"', where=f"platform {self.id}", do=hint)


Platform.__module__ = "skolprov"


def shipped() -> list[str]:
    """Names of the platform files that come with Skolprov."""
    return sorted(f.stem for f in (Path(__file__).parent / "platforms").glob("*.py") if f.stem != "__init__")


def available() -> list[str]:
    """Names that a plan may use: platforms that come with Skolprov, and those that installed packages bring."""
    return sorted({*shipped(), *installed()})


def load_platform(name: str) -> Platform:
    """Load a platform by the name of a shipped or installed one, or by the path of a file of one's own.

    Args:
        name: "demo", or a path that ends in ".py".
    Raises:
        Problem: There is no such file, it cannot be imported, or it defines no platform.
    """
    if name.endswith(".py"):
        platform = getattr(_module_of(Path(name).resolve(), name), "platform", None)
    elif name in shipped():
        platform = getattr(importlib.import_module(f"scenarios.platforms.{name}"), "platform", None)
    elif name in installed():
        platform = load_installed(name)
    else:
        raise Problem(
            f'there is no platform "{name}"',
            do=f"Write one of: {', '.join(available())}; or the path of a platform file, such as ./{name}.py. "
            f"A package brings one by the entry point group {GROUP}.",
        )
    if not isinstance(platform, Platform):
        raise Problem("defines no platform", where=name, do='Begin with: platform = Platform("name", title="Name")')
    return platform


def _module_of(path: Path, name: str) -> Any:
    if not path.is_file():
        raise Problem(
            "there is no such platform file",
            where=name,
            do="Write the path of a file that defines `platform = Platform(…)`.",
        )
    spec = importlib.util.spec_from_file_location(f"skolprov_platform_{path.stem}", path)
    if spec is None or spec.loader is None:
        raise Problem("is not a Python file", where=name)
    module = importlib.util.module_from_spec(spec)
    sys.modules[spec.name] = module
    try:
        spec.loader.exec_module(module)
    except Problem as problem:
        raise Problem(problem.what, where=f"{name}, {problem.where}", do=problem.do) from None
    except (Exception, SystemExit) as error:
        line = error.__traceback__
        while line and line.tb_next:
            line = line.tb_next
        number = error.lineno if isinstance(error, SyntaxError) else line and line.tb_lineno
        at = f"{name}:{number}" if number else name
        missing = re.search(r"missing \d+ required .*?arguments?: (.+)$", str(error))
        do = f"Give it {missing[1]}, as docs/your-platform.md does." if missing else _meant(error, module)
        raise Problem(f"cannot be imported: {type(error).__name__}: {error}", where=at, do=do) from error
    return module


def _meant(error: BaseException, module: Any) -> str:
    """What to write for a name that there is not."""
    there: list[str] = []
    if isinstance(error, AttributeError) and error.obj is not None:
        there = dir(error.obj)
    elif isinstance(error, NameError):
        there = dir(module)
    elif isinstance(error, ImportError) and error.name in sys.modules:
        there = dir(sys.modules[error.name])
    missing = re.search(r"cannot import name '(\w+)'", str(error)) if isinstance(error, ImportError) else None
    name = missing[1] if missing else getattr(error, "name", None) or ""
    near = get_close_matches(name, [one for one in there if not one.startswith("_")], n=1)
    return f"Did you mean {near[0]}? Write that." if near else "Mend the platform file."
