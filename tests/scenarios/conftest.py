from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack

import pytest
from playwright.sync_api import Browser

from scenarios.modes import mode
from scenarios.user import User
from tests.conftest import Site, served

LIMIT_S = 1.5
"""Short, because these pages are there at once or never."""

MakeUser = Callable[..., User]


def page(body: str, title: str = "A page") -> str:
    return f'<!doctype html><html lang="en"><meta charset="utf-8"><title>{title}</title><body>{body}'


@pytest.fixture
def user_of(browser: Browser) -> Iterator[MakeUser]:
    """A person in front of the first page of a small site, in a mode."""
    with ExitStack() as stack:

        def make(site: Site | str, mode_id: str = "pointer", *, opened: bool = True, limit_s: float = LIMIT_S) -> User:
            url = stack.enter_context(served({"/": page(site)} if isinstance(site, str) else site))
            acting = mode(mode_id)
            context = browser.new_context(**acting.context(), locale="en-GB")
            stack.callback(context.close)
            user = User(context.new_page(), acting, url, limit_s)
            if opened:
                user.open("/")
            return user

        yield make
