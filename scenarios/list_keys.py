"""Choosing from a list of the browser's own that has focus: the arrows, until it shows the option."""

from __future__ import annotations

from playwright.sync_api import Error

from scenarios.hand import Hand
from scenarios.lookup import Thing
from scenarios.stumble import Barrier, Stumble

_BETWEEN_KEYS_MS = 150
"""Between the first and the second arrow; half the time that a person takes for a key."""

_LOOKS = """(e, label) => { const said = (o) => (o.label || o.text).replace(/\\s+/g, ' ').trim();
    const open = [...e.options].filter((o) => !o.disabled);
    return { wanted: open.findIndex((o) => said(o) === label), now: open.indexOf(e.selectedOptions[0]) }; }"""


def choose_by_arrows(hand: Hand, thing: Thing, option: str) -> None:
    """Press the arrows until the list shows the option.

    Args:
        hand: Whose keys.
        thing: A select element that has focus.
        option: As it is called there.
    Raises:
        Barrier: The keys do not lead to the option, or the page is left before it is chosen.
        Stumble: The list does not offer it.
    """
    place = thing.ask(_LOOKS, option)
    if place["wanted"] < 0:
        raise Stumble("option-not-offered", target=str(thing.target), option=option)
    if place["wanted"] != place["now"]:
        hand.tally.think()
    try:
        for pressed in range(abs(place["wanted"] - place["now"])):
            if pressed == 1:  # fingers are slower than a script: a list that sends itself has done so by now
                hand.page.wait_for_timeout(_BETWEEN_KEYS_MS)
            hand.key("ArrowDown" if place["wanted"] > place["now"] else "ArrowUp")
        after = thing.ask(_LOOKS, option)
    except Error as error:
        if "context was destroyed" not in str(error) and "navigat" not in str(error):
            raise
        # The first arrow already sent the form or left the page (3.2.2): the option cannot be reached by keys.
        raise Barrier("context-changed", target=str(thing.target)) from None
    if after["wanted"] != after["now"]:
        raise Barrier("keys-without-effect", target=str(thing.target), keys="ArrowDown, ArrowUp")
