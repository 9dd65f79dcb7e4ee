"""Fields that ask for what was typed a moment ago: for people to whom each letter is a labour, or who do not remember what it was."""

from __future__ import annotations

import re
from collections.abc import Iterator

from a11y.audit import Told, Way, audit
from a11y.check import Message
from evidence.records import Action, Element, Verdict

SAME_AGAIN = Message(
    en="What was typed into {before} was typed into {field} again, which was empty. Can the page not know it, and need it be asked for?",
    sv="Det som skrevs i {before} skrevs en gång till i {field}, som var tomt. Kan sidan inte veta det, och behöver den fråga?",
)


@audit(
    "asked-for-again",
    criteria=["3.3.7"],
    impact="moderate",
    title=Message(en="What was typed already has to be typed again", sv="Det som redan är skrivet måste skrivas igen"),
    mend=Message(
        en="Fill in what the person has told on the way already, or let them choose it.",
        sv="Fyll i det som användaren redan har uppgett på vägen, eller låt det gå att välja.",
    ),
)
def asked_for_again(way: Way) -> Iterator[Told]:
    """Applies to what a journey types. Expected: nothing of one attempt into two fields, of which the second was not filled in already."""
    known = {(action.attempt, action.index): action for action in way.actions}
    for action in way.actions:
        if action.verb != "fill" or not action.done or not action.state:
            continue
        before = known.get((action.attempt, action.typed_before or 0))
        if before is None:
            yield Told(state=action.state)
        else:
            yield _told(action, before, action.state)


def _told(action: Action, before: Action, state: str) -> Told:
    return Told(
        state=state,
        element=Element(role="textbox", name=_name(action.target), selector="", snippet=""),
        path=({"tag": "form"}, {"tag": "input"}),
        verdict=Verdict.NEEDS_REVIEW,
        message=SAME_AGAIN,
        values={"field": action.target, "before": before.target},
    )


def _name(target: str) -> str:
    """What a target is called: `field "Phone"` says it in quotation marks."""
    quoted = re.search(r'"(.*)"', target)
    return quoted.group(1) if quoted else target
