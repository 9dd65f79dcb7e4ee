"""What checks and rules are called where somebody chooses among them: in a plan, and on the command lines of scans and runs."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from difflib import get_close_matches

from a11y.catalogue import catalogue, own_rules, rules
from a11y.standards import STANDARDS, criteria, is_asked_for

ALL = "all"
"""Names every check of ours and every rule of the engine."""
ENGINE_RULES = "axe"
"""Names every rule of the engine."""
LISTED = "`skolprov checks` lists them."
_NEAREST = 3


@dataclass(frozen=True, slots=True)
class NoSuchCheck:
    """A name that nothing answers to."""

    what: str
    """What is wrong, with the nearest names."""
    do: str
    instead: str
    """The nearest name; empty if none is near."""


def check_names() -> list[str]:
    """Ids of our own checks and audits."""
    return [rule.id for rule in own_rules()]


def rule_names(level: str = "AAA") -> list[str]:
    """Ids of the engine's rules that are asked at a level; best practices are at every one.

    Args:
        level: A, AA or AAA.
    """
    levels = {number: criterion.level for number, criterion in criteria().items()}
    return [
        name
        for name, rule in rules().items()
        if not rule["criteria"] or any(len(levels[number]) <= len(level) for number in rule["criteria"])
    ]


def no_such_check(name: str, *, checks: Collection[str], rules_asked: Collection[str]) -> NoSuchCheck | None:
    """What is wrong with a name; None if it is a check's, a rule's, or one of the words for all of them.

    Args:
        name: As it was written.
        checks: Ids of the checks that could be asked.
        rules_asked: Ids of the engine's rules that could be.
    """
    names = (ALL, ENGINE_RULES, *checks, *rules_asked)
    if name in names:
        return None
    if name in rules():
        return NoSuchCheck(
            f'"{name}" is asked at level AAA alone', "Leave it out, or ask it of pages: skolprov scan --level AAA", ""
        )
    near = get_close_matches(name, names, n=_NEAREST)
    meant = " or ".join(f'"{one}"' for one in near)
    hint = f". Did you mean {meant}?" if near else ""
    return NoSuchCheck(f'there is no check "{name}"{hint}', LISTED, "".join(near[:1]))


def not_asked(name: str, level: str, standard: str) -> tuple[str, str] | None:
    """What is wrong with asking a check or rule, and what to write: nothing that it finds would count. None if it does, or is advice.

    Args:
        name: Its id.
        level: A, AA or AAA.
        standard: wcag22, wcag21 or en301549.
    """
    numbers = catalogue()["rules"].get(name, {}).get("criteria", ())
    if not numbers or is_asked_for(numbers, level, standard):
        return None
    which = f"{name} is {', '.join(numbers)}"
    needed = min((criteria()[number].level for number in numbers), key=len)
    instead = f" --level {needed}" if len(needed) > len(level) else ""
    if is_asked_for(numbers, "AAA", standard):
        return f"{which}, which is level {needed}", f"Write{instead}, or leave {name} out."
    if not is_asked_for(numbers, "AAA", "wcag22"):
        return f"{which}, which {STANDARDS['wcag22']} took out", f"Write --standard wcag21, or leave {name} out."
    do = f"Write --standard wcag22{instead}, or leave {name} out."
    return f"{which}, which is not in {STANDARDS[standard]}", do


def chosen(named: Collection[str], *, checks: Collection[str], rules_asked: Collection[str]) -> tuple[str, ...]:
    """The ids that were named, in the order in which they are asked; without the rules, where all of them are.

    Args:
        named: Ids, or the words for all of them.
        checks: Ids of the checks that could be asked.
        rules_asked: Ids of the engine's rules that could be.
    """
    every_rule = ALL in named or ENGINE_RULES in named
    of_ours = [check for check in checks if check in named or ALL in named]
    return (*of_ours, *(rule for rule in rules_asked if rule in named and not every_rule))
