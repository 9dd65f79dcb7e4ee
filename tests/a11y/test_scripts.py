"""What a page's scripts have in them is known wherever they stand: what they do by themselves is watched for."""

from __future__ import annotations

from playwright.sync_api import Page

from a11y.checking import check_page
from a11y.checks import find_checks
from a11y.operated import Operated
from a11y.scripts import Scripts, scripts_of
from tests.a11y.conftest import Serve, whole

CHECKS = {check.id: check for check in find_checks()[0]}
FLASH = "const b = document.querySelector('.alarm'); let n = 0; const t = setInterval(() => { b.classList.toggle('on'); if ((n += 1) > 60) clearInterval(t) }, 60);"


def test_timers_are_known_by_their_time_however_they_are_written() -> None:
    swap = "setInterval(() => {{ c.textContent = t[++i % 3] }}, {})"
    assert Scripts((), (swap.format("2500"), "a,4000)", swap.format("5e3"))).intervals() == (2500, 5000)
    assert Scripts(("const every = () => wait(next, 1500); setInterval(every, LONG)",), ()).intervals() == (1500,)
    assert Scripts((), ("x=setTimeout(f,2500)",)).intervals() == ()


def test_a_file_that_looks_at_something_once_a_minute_is_no_reason_to_watch() -> None:
    assert not Scripts((), ("setInterval(ask, 60000)", "setInterval(e,t)")).repeat(5000)
    assert Scripts((), ("setInterval(move, 40)",)).repeat(5000)
    assert Scripts(("setInterval(move, SOON)",), ()).repeat(5000)


def test_scripts_are_read_where_they_stand(page: Page, serve: Serve) -> None:
    page.route("**/a.js", lambda route: route.fulfill(body="globalThis.a = 'a file'", content_type="text/javascript"))
    page.goto(serve(whole("<p>Text</p><script>globalThis.b = 'the page'</script><script src='/a.js'></script>")))
    assert scripts_of(Operated(page, page.url)) == Scripts(("globalThis.b = 'the page'",), ("globalThis.a = 'a file'",))


def test_flashes_are_found_whose_script_has_a_file_of_its_own(page: Page, serve: Serve) -> None:
    page.route("**/flash.js", lambda route: route.fulfill(body=FLASH, content_type="text/javascript"))
    style = "<style>.alarm { width: 300px; height: 200px; background: #111 } .on { background: #fff }</style>"
    page.goto(serve(whole(f"{style}<div class='alarm'></div><p>Fire drill</p><script src='/flash.js'></script>")))
    found = check_page(page, [CHECKS["flashes"]])[0].findings
    assert [(one.verdict.value, one.values["message"]) for one in found] == [("violation", "flashes")]
