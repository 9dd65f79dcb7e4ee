"""Situations that a plan brings itself: what is wrong with one beyond its types, and what load makes of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any, TypeGuard

from load.curves import Curve, flash, peak, plateau, through
from load.situations import SITUATIONS, Situation, Stream, Turnout
from scenarios.tasks import TASKS
from skolprov.plan_lines import Place
from skolprov.plan_mistakes import Mistake

if TYPE_CHECKING:
    from skolprov.plan_model import OwnSituation, OwnStream, Plan

SHAPES: Mapping[str, tuple[str, ...]] = {
    "flash": ("at_min", "halves_in_min"),
    "peak": ("at_min", "width_min"),
    "plateau": ("from_min", "until_min"),
    "ramp": (),
}
"""The shapes that a stream's curve may have, with the keys that each of them needs."""
_MOMENTS = ("at_min", "from_min", "until_min")
_EXAMPLES = {"at_min": 10, "halves_in_min": 15, "width_min": 20, "from_min": 0, "until_min": 30}
_RISE_MIN = 1.0
"""How long a flash crowd takes from the moment until most arrive."""
_ROUNDING = 0.005


def situation_in(plan: Plan, name: str) -> Situation:
    """A situation by its id: the plan's own, or one that there is.

    Args:
        plan: Says its own.
        name: One of the plan's situations.
    """
    own = next((one for one in plan.load.own_situations if one.id == name), None)
    return SITUATIONS[name] if own is None else _situation(own)


def _situation(own: OwnSituation) -> Situation:
    streams = tuple(
        Stream(s.role, s.share, _curve(s, own.minutes), s.tasks or _everything(s.role)) for s in own.streams
    )
    if own.visits_per_pupil is None:
        return Situation(own.id, own.minutes, streams, None)
    first = own.streams[0].role
    share = sum(s.share for s in own.streams if s.role == first)
    return Situation(own.id, own.minutes, streams, Turnout(first, own.visits_per_pupil * share))


def _everything(role: str) -> tuple[str, ...]:
    return f"{role}.*", "any.*"


def _curve(stream: OwnStream, minutes: float) -> Curve:
    if stream.points:
        return through(*((minute / minutes, height) for minute, height in stream.points))
    moments = {key: (getattr(stream, key) or 0.0) / minutes for key in SHAPES[stream.shape or "ramp"]}
    if stream.shape == "flash":
        return flash(moments["at_min"], _RISE_MIN / minutes, moments["halves_in_min"])
    if stream.shape == "peak":
        return peak(moments["at_min"], moments["width_min"])
    if stream.shape == "plateau":
        return plateau(moments["from_min"], moments["until_min"])
    return through((0, 0), (1, 1))


def in_own_situations(given: Mapping[str, Any]) -> Iterator[Mistake]:
    """The mistakes of a plan's own situations that no single value shows.

    Args:
        given: The plan as it was read; values of a wrong type are passed over, and told elsewhere.
    """
    load = given.get("load")
    if not isinstance(load, Mapping):
        return
    seen: dict[str, str] = dict.fromkeys(SITUATIONS, "comes with Skolprov")
    for index, own in enumerate(_tables(load.get("own_situations"))):
        place: Place = ("load", "own_situations", index)
        name = own.get("id")
        if isinstance(name, str) and name in seen:
            yield Mistake((*place, "id"), f'a situation "{name}" {seen[name]}', "Give it an id of its own.")
        elif isinstance(name, str):
            seen[name] = f"stands above already, as load.own_situations[{index}]"
        yield from _sized(place, own, load)
        yield from _streams(place, own)


def _sized(place: Place, own: Mapping[str, Any], load: Mapping[str, Any]) -> Iterator[Mistake]:
    chosen = load.get("situations")
    if (
        load.get("pupils")
        and isinstance(chosen, list | tuple)
        and own.get("id") in chosen
        and not _number(own, "visits_per_pupil")
    ):
        what = "is missing: the plan tells the size in pupils, and nothing says how many people come for each"
        yield Mistake((*place, "visits_per_pupil"), what, "Write:  visits_per_pupil = 0.2")


def _streams(place: Place, own: Mapping[str, Any]) -> Iterator[Mistake]:
    streams = _tables(own.get("streams"))
    shares = [_number(stream, "share") for stream in streams]
    if streams and all(shares) and abs(sum(shares) - 1) > _ROUNDING:
        even = ", ".join(f"{share / sum(shares):.2g}" for share in shares)
        yield Mistake(
            (*place, "streams", 0, "share"),
            f"the shares of the situation's streams sum to {sum(shares):g}, not to 1",
            f"Write shares that sum to 1, such as {even}." if len(streams) > 1 else "Write:  share = 1.0",
        )
    minutes = _number(own, "minutes") or 60.0
    for index, stream in enumerate(streams):
        here = (*place, "streams", index)
        yield from _tasks(here, stream)
        yield from (_points(here, stream, minutes) if stream.get("points") else _shape(here, stream, minutes))


def _tasks(place: Place, stream: Mapping[str, Any]) -> Iterator[Mistake]:
    role, patterns = stream.get("role"), stream.get("tasks")
    done = [task.id for task in TASKS if role in task.roles]
    if not done or not isinstance(patterns, list | tuple):
        return
    for number, pattern in enumerate(patterns):
        named = [task.id for task in TASKS if isinstance(pattern, str) and fnmatchcase(task.id, pattern)]
        if named and not set(named) & set(done):
            do = f"A {role} does: {', '.join(done)}."
            yield Mistake((*place, "tasks", number), f'"{pattern}" is nothing that a {role} does', do)


def _points(place: Place, stream: Mapping[str, Any], minutes: float) -> Iterator[Mistake]:
    if stream.get("shape"):
        yield Mistake(
            (*place, "shape"), "stands beside points, and both say when people come", "Leave one of them out."
        )
    points = stream["points"]
    if not isinstance(points, list | tuple) or not all(is_point(point) for point in points):
        return  # told by its type
    times = [float(minute) for minute, _ in points]
    example = f"Write:  points = [[0, 0.1], [{minutes / 2:g}, 1.0], [{minutes:g}, 0.2]]   with minutes that grow"
    if len(points) < 2 or times != sorted(times):
        yield Mistake((*place, "points"), "have to be at least two, in order of time", example)
    elif times[0] < 0 or times[-1] > minutes:
        what = f"lie outside the situation, which takes minutes 0 to {minutes:g}"
        yield Mistake((*place, "points"), what, example)
    elif min(float(height) for _, height in points) < 0 or not any(height for _, height in points):
        yield Mistake((*place, "points"), "need heights of 0 or more, and one of them more than 0", example)


def is_point(point: Any) -> bool:
    """Whether a value is a minute and a height."""
    return isinstance(point, list | tuple) and len(point) == 2 and all(_is_number(value) for value in point)


def _shape(place: Place, stream: Mapping[str, Any], minutes: float) -> Iterator[Mistake]:
    shape = stream.get("shape")
    if shape is None:
        do = f'Write:  shape = "peak"   (or {", ".join(SHAPES)}), or points = [[0, 0.1], [30, 1.0]]'
        yield Mistake((*place, "shape"), "is missing: nothing says when people come", do)
    if not isinstance(shape, str) or shape not in SHAPES:
        return
    for key in dict.fromkeys(key for keys in SHAPES.values() for key in keys):
        value = stream.get(key)
        if key in SHAPES[shape] and value is None:
            yield Mistake((*place, key), f"is missing, and {shape} needs it", f"Write:  {key} = {_EXAMPLES[key]}")
        elif key not in SHAPES[shape] and value is not None:
            needs = ", ".join(SHAPES[shape]) or "none"
            yield Mistake(
                (*place, key), f"has no meaning for {shape}", f"Leave it out; the keys of {shape} are: {needs}."
            )
        elif key in _MOMENTS and _is_number(value) and value > minutes:
            what = f"lies after the situation's end, at {minutes:g} minutes"
            yield Mistake((*place, key), what, f"Write at most {minutes:g}, or more minutes.")
    if (
        shape == "plateau"
        and _number(stream, "until_min")
        and _number(stream, "until_min") <= _number(stream, "from_min")
    ):
        yield Mistake((*place, "until_min"), "has to be later than from_min", f"Write:  until_min = {minutes:g}")


def own_ids(given: Mapping[str, Any]) -> list[str]:
    """The ids of a plan's own situations, which it may choose among."""
    load = given.get("load")
    tables = _tables(load.get("own_situations")) if isinstance(load, Mapping) else []
    return [own["id"] for own in tables if isinstance(own.get("id"), str)]


def _tables(value: Any) -> Sequence[Mapping[str, Any]]:
    """The tables of a list; a list that holds something else is told by its type, and looked at no further."""
    tables = value if isinstance(value, list | tuple) else []
    return tables if all(isinstance(one, Mapping) for one in tables) else []


def _is_number(value: Any) -> TypeGuard[float]:
    return isinstance(value, int | float) and not isinstance(value, bool)


def _number(table: Mapping[str, Any], key: str) -> float:
    value = table.get(key)
    return float(value) if _is_number(value) else 0.0
