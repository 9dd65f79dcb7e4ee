"""What a plan's values have to be, beyond their types: ids that exist, addresses that lead somewhere, variables that are set.

Each check gives its own words: what is wrong, what to write instead, and all that there would have been to choose from.
"""

from __future__ import annotations

import ipaddress
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BeforeValidator, Strict, ValidationInfo
from pydantic_core import PydanticCustomError

from a11y.names import chosen, no_such_check
from reports.klm import AGES, POINTINGS, TYPISTS
from scenarios.kept_session import command, is_kept
from scenarios.surroundings import NETWORKS, UNLIMITED
from scenarios.tasks import FORMS, ROLES
from skolprov.own_situations import SHAPES, in_own_situations, is_point
from skolprov.plan_lines import Place
from skolprov.plan_mistakes import ONE_OF, PLAN_ERROR, Mistake
from skolprov.plan_secrets import names_a_secret

_NAME_LENGTH = 60


@dataclass(frozen=True, slots=True)
class Known:
    """What there is to choose from in a plan."""

    tasks: Sequence[str]
    """Ids of the catalogue, in its order."""
    modes: Sequence[str]
    """Interaction modes."""
    platforms: Sequence[str]
    """Names of the platform files that come with Skolprov."""
    situations: Sequence[str]
    """Situations of load."""
    measures: Sequence[str] = ()
    """Ids of the measures that the gate may name."""
    checks: Sequence[str] = ()
    """Ids of the checks that operate a page."""
    rules: Sequence[str] = ()
    """Ids of the engine's rules that journeys are asked."""


@dataclass(frozen=True, slots=True)
class Checks:
    """What a plan is checked against."""

    known: Known
    environment: Mapping[str, str]
    folder: Path
    """Where the plan lies: paths in it are meant from there."""
    signs_in: bool = True
    """Whether people are to be signed in: then their passwords have to be at hand."""


def wrong(what: str, do: str = "", *, given: str = "", instead: str = "") -> PydanticCustomError:
    """A mistake in the plan's own words.

    Args:
        what: What is wrong.
        do: What to do, where `instead` does not say it.
        given: The text in the plan that is to be replaced.
        instead: What to replace it by; empty if that cannot be told.
    """
    values = {"what": what, "do": do, "given": given, "instead": instead}
    return PydanticCustomError(PLAN_ERROR, "{what}", values)


def _one_of(kind: str, choices: Callable[[Known], Sequence[str]] | tuple[str, ...], plural: str = "") -> AfterValidator:
    def check(value: str, info: ValidationInfo) -> str:
        valid = choices if isinstance(choices, tuple) else choices(_checks(info).known)
        if value in valid:
            return value
        near = get_close_matches(value, valid, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        listed = f"The {plural or kind + 's'} are: {', '.join(valid)}." if near else f"{ONE_OF} {', '.join(valid)}."
        raise wrong(f'there is no {kind} "{value}".{hint}', listed, given=value, instead=near[0] if near else "")

    return AfterValidator(check)


def _checks(info: ValidationInfo) -> Checks:
    if not isinstance(info.context, Checks):
        raise TypeError("a plan is made by load_plan or plan_from")
    return info.context


def _pattern(value: str, info: ValidationInfo) -> str:
    tasks = _checks(info).known.tasks
    if any(fnmatchcase(task, value) for task in tasks):
        return value
    patterns = [f"{role}.*" for role in dict.fromkeys(task.partition(".")[0] for task in tasks)]
    near = get_close_matches(value, patterns if "*" in value else tasks, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    do = f"The tasks are: {', '.join(tasks)}. A pattern such as guardian.* names several."
    raise wrong(f'there is no task "{value}".{hint}', do, given=value, instead=near[0] if near else "")


def _selected(patterns: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """The ids that the patterns name, in the catalogue's order."""
    return tuple(t for t in _checks(info).known.tasks if any(fnmatchcase(t, pattern) for pattern in patterns))


def _check_name(value: str, info: ValidationInfo) -> str:
    known = _checks(info).known
    if mistake := no_such_check(value, checks=known.checks, rules_asked=known.rules):
        raise wrong(mistake.what, mistake.do, given=value if mistake.instead else "", instead=mistake.instead)
    return value


def _every_check(named: tuple[str, ...], info: ValidationInfo) -> tuple[str, ...]:
    """The ids that were named, in the order in which they are asked; all of them for "all"."""
    known = _checks(info).known
    return chosen(named, checks=known.checks, rules_asked=known.rules)


def _each_once(values: tuple[str, ...]) -> tuple[str, ...]:
    """What is named twice is not done twice."""
    return tuple(dict.fromkeys(values))


def _name(value: str) -> str:
    if not value.strip() or value != value.strip() or len(value) > _NAME_LENGTH or not value.isprintable():
        raise wrong(
            f"a build's name has 1 to {_NAME_LENGTH} characters, with no blank at either end",
            'Write:  name = "candidate"',
        )
    return value


def _url(value: str) -> str:
    shown = "" if "@" in value else value  # it may hold a password
    try:
        parts = urlsplit(value)
        host, has_password, _ = parts.hostname, parts.password or parts.username, parts.port
    except ValueError:
        raise wrong("is not an address", 'Write:  url = "https://school.example.org"', given=shown) from None
    if has_password:
        raise wrong(
            "an address may not carry a user name or a password",
            'Write them in an account: guardian = { username = "…", password_env = "GUARDIAN_PASSWORD" }',
        )
    if parts.scheme in {"http", "https"} and host:
        return value
    if "://" not in value and re.match(r"[\w.-]+(:\d+)?(/|$)", value):
        scheme = "http" if _is_this_machine(re.split(r"[:/]", value)[0]) else "https"
        raise wrong("an address begins with https:// or http://", given=value, instead=f"{scheme}://{value}")
    meant, rest = get_close_matches(parts.scheme, ("https", "http"), n=1), value.partition(":")[2].lstrip("/")
    if meant and rest and shown:
        raise wrong("is not an address that a browser could open", given=value, instead=f"{meant[0]}://{rest}")
    example = 'Write:  url = "https://school.example.org"'
    raise wrong("is not an address that a browser could open", example, given=shown)


def _is_this_machine(host: str) -> bool:
    try:
        return ipaddress.ip_address(host).is_loopback
    except ValueError:
        return host == "localhost"


def _platform(value: str, info: ValidationInfo) -> str:
    """A shipped platform's name as it is; a path made absolute, because a plan means it from its own folder."""
    checks = _checks(info)
    if not value or value in checks.known.platforms:
        return value
    if value.endswith(".py"):
        path = (checks.folder / Path(value).expanduser()).resolve()
        if path.is_file():
            return str(path)
        raise wrong(f'there is no platform file "{value}"', f"Looked for at {path}.")
    near = get_close_matches(value, checks.known.platforms, n=1)
    hint = f' Did you mean "{near[0]}"?' if near else ""
    do = f"The platforms are: {', '.join(checks.known.platforms)}; or write the path of a platform file, such as ./{value}.py."
    raise wrong(f'there is no platform "{value}".{hint}', do, given=value, instead=near[0] if near else "")


def _known_file(value: str, info: ValidationInfo) -> str:
    """A path made absolute, because a plan means it from its own folder."""
    path = (_checks(info).folder / Path(value).expanduser()).resolve()
    if not value or path.is_file():
        return str(path) if value else ""
    raise wrong(
        f'there is no file "{value}"',
        f"Looked for at {path}. `skolprov baseline RUN --out {path.name}` writes one from a run.",
    )


def _environment_variable(value: str, info: ValidationInfo) -> str:
    if not re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", value) or not value.isupper():  # it may be the password itself
        raise wrong(
            "names an environment variable, in capitals; this is not one",
            'Write:  password_env = "GUARDIAN_PASSWORD", and before the run:  export GUARDIAN_PASSWORD=…',
        )
    if _checks(info).signs_in and not _checks(info).environment.get(value):
        raise wrong(f"the environment variable {value} is not set", f"Set it before the run:  export {value}=…")
    return value


def _language(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", value):
        raise wrong("is not a language tag", 'Write:  language = "sv"')
    return value


def _host(value: str) -> str:
    if not re.fullmatch(r"[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?|\[?[0-9A-Fa-f:]+\]?", value):
        host = urlsplit(value).hostname if "://" in value else None
        raise wrong(
            "a host is a name alone, without scheme, port or path",
            'Write:  host = "school.example.org"',
            given=value if host else "",
            instead=host or "",
        )
    return value.lower()


def _situation_id(value: str) -> str:
    if not re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", value) or len(value) > _NAME_LENGTH:
        raise wrong("is no id: small letters and digits, joined by hyphens", 'Write:  id = "exam-day"')
    return value


def _point(value: Any) -> Any:
    if not is_point(value):
        raise wrong("is no pair of a minute and a height", "Write:  points = [[0, 0.1], [30, 1.0], [60, 0.2]]")
    return value


def _health(value: str) -> str:
    return value if not value or (value.startswith("/") and not value.startswith("//")) else _health_url(value)


def _health_url(value: str) -> str:
    try:
        return _url(value)
    except PydanticCustomError:
        raise wrong("is neither a path nor an address", 'Write:  health = "/health"') from None


def _selector(value: str) -> str:
    if not value.strip():
        raise wrong("is an empty selector", 'Write:  mask = ["img.portrait"]')
    return value


def _measure(value: str, info: ValidationInfo) -> str:
    known = _checks(info).known.measures
    if known and value not in known:
        near = get_close_matches(value, known, n=1)
        hint = f' Did you mean "{near[0]}"?' if near else ""
        raise wrong(
            f'there is no measure "{value}".{hint}',
            f"The measures are: {', '.join(known)}.",
            given=value,
            instead=near[0] if near else "",
        )
    return value


Mode = Annotated[str, _one_of("mode", lambda known: known.modes)]
Role = Annotated[str, _one_of("role", lambda _: ROLES)]
Form = Annotated[str, _one_of("school form", lambda _: tuple(FORMS))]
Typist = Annotated[str, _one_of("typist", tuple(TYPISTS))]
Age = Annotated[str, _one_of("age", tuple(AGES))]
Pointing = Annotated[str, _one_of("way of pointing", POINTINGS, "ways of pointing")]
NetworkName = Annotated[str, _one_of("network", (UNLIMITED, *NETWORKS))]
Situation = Annotated[str, _one_of("situation", lambda known: known.situations)]
SituationId = Annotated[str, AfterValidator(_situation_id)]
Shape = Annotated[str, _one_of("shape", tuple(SHAPES))]
Point = Annotated[tuple[float, float], Strict(False), BeforeValidator(_point)]
HealthAddress = Annotated[str, AfterValidator(_health)]
CheckName = Annotated[str, AfterValidator(_check_name)]
Measure = Annotated[str, AfterValidator(_measure)]
TaskPattern = Annotated[str, AfterValidator(_pattern)]
task_ids = AfterValidator(_selected)
every_check = AfterValidator(_every_check)
each_once = AfterValidator(_each_once)
Name = Annotated[str, AfterValidator(_name)]
Url = Annotated[str, AfterValidator(_url)]
KnownFile = Annotated[str, AfterValidator(_known_file)]
PlatformName = Annotated[str, AfterValidator(_platform)]
EnvironmentVariable = Annotated[str, AfterValidator(_environment_variable)]
Language = Annotated[str, AfterValidator(_language)]
Host = Annotated[str, AfterValidator(_host)]
Selector = Annotated[str, AfterValidator(_selector)]


def across(given: Mapping[str, Any], checks: Checks) -> list[Mistake]:
    """The mistakes that no single value shows: two builds of one name, a build without a platform, an unfit account."""
    builds = [b for b in _listed(given.get("builds")) if isinstance(b, Mapping)]
    mistakes = [*_names_twice(builds), *_without_platform(builds, given), *_checks_without_scan(given)]
    mistakes += in_own_situations(given)
    for index, build in enumerate(builds):
        mistakes += _in_cases(("builds", index, "school"), build.get("school"), [build], checks)
    return mistakes + _in_cases(("school",), given.get("school"), [b for b in builds if not b.get("school")], checks)


def _listed(value: Any) -> list[Any]:
    return list(value) if isinstance(value, list | tuple) else []


def _names_twice(builds: list[Mapping[str, Any]]) -> Iterator[Mistake]:
    seen: dict[Any, int] = {}
    for index, build in enumerate(builds):
        name = build.get("name")
        if isinstance(name, str) and name in seen:
            what = f'builds[{seen[name]}] is called "{name}" already'
            yield Mistake(("builds", index, "name"), what, "Give each build a name of its own.")
        elif isinstance(name, str):
            seen[name] = index


def _checks_without_scan(given: Mapping[str, Any]) -> Iterator[Mistake]:
    if given.get("checks") and given.get("scan") is False:
        yield Mistake(
            ("checks",), "are asked of states that are scanned, and scan is false", "Leave one of the two out."
        )


def _without_platform(builds: list[Mapping[str, Any]], given: Mapping[str, Any]) -> Iterator[Mistake]:
    if given.get("platform"):
        return
    for index, build in enumerate(builds):
        if "platform" not in build:
            do = 'Write:  platform = "demo"   in the build, or at the top of the plan for all builds.'
            yield Mistake(("builds", index, "platform"), "is missing: nothing says how tasks are done there", do)


def _in_cases(place: Place, cases: Any, builds: list[Mapping[str, Any]], checks: Checks) -> list[Mistake]:
    mistakes: list[Mistake] = []
    urls = [b["url"] for b in builds if isinstance(b.get("url"), str)]
    for index, case in enumerate(_listed(cases)):
        if isinstance(case, Mapping):
            here = (*place, index)
            mistakes += _unfit_accounts(here, case, urls, checks)
            mistakes += _stray_secrets(here, case)
    return mistakes


def _unfit_accounts(place: Place, case: Mapping[str, Any], urls: list[str], checks: Checks) -> Iterator[Mistake]:
    absent = {"P": ("pupil", "preschool children"), "A": ("guardian", "adults")}.get(str(case.get("form")))
    accounts = [role for role in ROLES if isinstance(case.get(role), Mapping)]
    if not accounts:
        do = 'Write:  guardian = { name = "…", username = "…", password_env = "GUARDIAN_PASSWORD" }'
        yield Mistake(place, "names nobody who could sign in", do)
    for role in accounts:
        if absent and role == absent[0]:
            do = f"Remove it; values that journeys need stand in tables of their own, such as child.name. Form is {case['form']}."
            yield Mistake((*place, role), f"{absent[1]} have no {role} account", do)
        given = [key for key in ("password", "password_env") if key in case[role]]
        misspelt = not given and any(names_a_secret(key) for key in case[role])  # told as a stray secret
        example = f'Write:  password_env = "{role.upper()}_PASSWORD"'
        if len(given) > 1:
            yield Mistake((*place, role), "has both password and password_env", example)
        elif not given and not misspelt and checks.signs_in:
            yield from _nobody_signed_in(place, role, str(case[role].get("username", "")), urls, example)


def _nobody_signed_in(place: Place, role: str, username: str, urls: list[str], example: str) -> Iterator[Mistake]:
    """An account needs no password on a build that a person has signed it in to."""
    lacking = [url for url in urls if not is_kept(url, username)]
    if lacking or not urls:
        by_hand = f"; or sign in by hand:  {command(lacking[0], username)}" if lacking and username else ""
        yield Mistake((*place, role), "has no password, and nobody has signed it in by hand", f"{example}{by_hand}")


def _stray_secrets(place: Place, table: Mapping[str, Any]) -> Iterator[Mistake]:
    """Keys that look like a password's, where none belongs: their values would be taken for plain ones, and written down."""
    for key, value in table.items():
        is_account = place[-1] in ROLES
        if is_account and key in {"password", "password_env"}:
            continue
        if isinstance(value, Mapping):
            yield from _stray_secrets((*place, key), value)
        elif names_a_secret(key):
            do = 'A password stands in an account, as  password_env = "GUARDIAN_PASSWORD"; any other value needs another name.'
            yield Mistake((*place, key), "looks like a password, and would be kept as an ordinary value", do)
