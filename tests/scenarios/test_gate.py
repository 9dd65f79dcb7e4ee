"""A gate before a window: it notes what may change something, lets none of it through where only reading is allowed, and closes for good."""

from __future__ import annotations

from collections.abc import Iterator
from threading import Thread

import pytest
from playwright.sync_api import Browser, Page

from scenarios.gate import Gate
from tests.a11y.test_held import WAYS, Site
from tests.conftest import Page as Served
from tests.conftest import served

_WRITES = {"fetched", "beacon", "inner", "socket"}
"""Ways that leave the page where it is and are not only reading."""


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()
    Thread(target=made.server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    made.server.shutdown()


@pytest.mark.parametrize(
    ("reads_only", "closed", "noted"),
    [(False, False, (True, False)), (True, False, (False, True)), (False, True, (False, False))],
)
def test_a_gate_lets_pass_what_it_is_told_to_and_notes_the_rest(
    browser: Browser, site: Site, reads_only: bool, closed: bool, noted: tuple[bool, bool]
) -> None:
    gate = Gate()
    context = browser.new_context(**Gate.options())
    gate.stand_before(context)
    try:
        page = context.new_page()
        _open(page, site)
        gate.begin(reads_only=reads_only, silent=reads_only)
        if closed:
            gate.close(page)
        for way in sorted(_WRITES | {"read"}):
            page.evaluate(f"() => {{ Promise.resolve(ways.{way}()).catch(() => {{}}) }}")
            page.wait_for_timeout(80)
        passes = {WAYS[way] for way in _WRITES} if not (reads_only or closed) else set()
        assert set(site.heard) == passes | {"GET /read"}
        assert (gate.wrote, gate.refused) == noted
    finally:
        context.close()


@pytest.mark.parametrize(("way", "wrote"), [("socket", True), ("read", False)])
def test_what_is_said_on_a_socket_has_written(browser: Browser, site: Site, way: str, *, wrote: bool) -> None:
    gate = Gate()
    context = browser.new_context(**Gate.options())
    gate.stand_before(context)
    try:
        page = context.new_page()
        _open(page, site)
        gate.begin(reads_only=False)
        page.evaluate(f"() => {{ ways.{way}() }}")
        page.wait_for_timeout(80)
        assert (gate.wrote, site.heard) == (wrote, [WAYS.get(way, "GET /read")])
    finally:
        context.close()


def test_no_service_worker_speaks_for_a_page_behind_a_gate(browser: Browser) -> None:
    worker = Served("onfetch = () => {}", kind="text/javascript")
    with served({"/": "<!doctype html><title>Page</title>", "/worker.js": worker}) as url:
        context = browser.new_context(**Gate.options())
        try:
            page = context.new_page()
            page.goto(url)
            page.evaluate("navigator.serviceWorker.register('/worker.js').catch(() => {})")
            assert page.evaluate("async () => (await navigator.serviceWorker.getRegistrations()).length") == 0
        finally:
            context.close()


def _open(page: Page, site: Site) -> None:
    page.goto(site.address)
    page.wait_for_function("document.title === 'open'")
    page.wait_for_timeout(50)
    site.heard.clear()
