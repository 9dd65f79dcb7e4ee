"""What is gathered of a page when it is met, to be compared with other pages later."""

from __future__ import annotations

import json
from contextlib import suppress

from playwright.sync_api import Error, Page
from pydantic import TypeAdapter, ValidationError

from a11y.world import WorldError, main_world, script
from evidence.records import Facts

_FACTS = TypeAdapter(Facts)


def gather(page: Page) -> Facts | None:
    """Read a page's facts. Changes nothing; some milliseconds at a thousand elements. None if they cannot be read."""
    with suppress(Error, WorldError, ValidationError):
        told = main_world(page).run(
            f"(() => {{ {script('operate.js')}\n; return JSON.stringify(({script('gather.js')})(skolprovOperate)) }})()"
        )
        return _FACTS.validate_python(json.loads(told))
    return None
