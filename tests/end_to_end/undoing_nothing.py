"""The demo school's tasks for a build that is thrown away afterwards: nothing has to be as it was."""

from __future__ import annotations

from copy import copy

from scenarios.platforms import demo

platform = copy(demo.platform)
platform.undoings = {}
