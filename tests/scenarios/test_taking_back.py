"""What many people wrote under load is taken back by the platform's own way of undoing it, as each of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import requests

from demo.server import Served, serve
from evidence.redaction import Redactor
from load.spec import Deed
from scenarios.session import BuildUnderTest, Session
from scenarios.taking_back import take_back

TASK = "guardian.report-absence"
FIELD = re.compile(r'name="?csrf_token"? value="?([^">\s]+)')


def token_in(page: requests.Response) -> str:
    found = FIELD.search(page.text)
    assert found, page.text
    return found[1]


def signed_in(school: Served, case: Mapping[str, Any]) -> requests.Session:
    browser = requests.Session()
    browser.headers["Accept-Language"] = "en"
    token = token_in(browser.get(f"{school.url}/login"))
    account = case["guardian"]
    form = {"csrf_token": token, "username": account["username"], "password": account["password"]}
    assert account["name"] in browser.post(f"{school.url}/login", form).text
    return browser


def reported(school: Served, case: Mapping[str, Any]) -> bool:
    return "Withdraw" in signed_in(school, case).get(f"{school.url}/absence").text


def report(school: Served, case: Mapping[str, Any]) -> None:
    browser = signed_in(school, case)
    page = browser.get(f"{school.url}/absence")
    child = re.search(rf'<option value="?(\d+)"?[^>]*>\s*{case["child"]["name"]}', page.text)
    assert child, page.text
    form = {"csrf_token": token_in(page), "child": child[1], "day": school.school()["today"]}
    browser.post(f"{school.url}/absence", form)


def settings(build: BuildUnderTest) -> Session:
    return Session(
        builds=[build], tasks=(), roles=("guardian",), forms="C", modes=("pointer",), repeats=1, seed=1, language="en",
        limit_s=5.0, scan=False, mask=(), browser_path=None, workers=1,
    )  # fmt: skip


@pytest.mark.slow
def test_what_was_written_is_gone_and_what_cannot_be_undone_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with serve(families=24) as school:
        cases = [case for case in school.school()["cases"] if case["form"] == "C"][:3]
        for number, case in enumerate(cases):
            monkeypatch.setenv(f"GUARDIAN_{number}", case["guardian"]["password"])
        for case in cases[:2]:
            report(school, case)
            assert reported(school, case)
        kept = [
            {**case, "guardian": {**case["guardian"], "password_env": f"GUARDIAN_{number}"}}
            for number, case in enumerate(cases)
        ]
        build = BuildUnderTest(name="good", url=school.url, platform="demo", cases=kept)
        deeds = [Deed(TASK, "guardian", case, "") for case in (0, 1, 2, 99)]
        deeds.append(Deed("guardian.dance", "guardian", 0, ""))  # no way of undoing it is told
        tried: list[int] = []
        options: dict[str, Any] = {"within_s": 60, "done": tried.append}
        with ThreadPoolExecutor(1) as apart:  # the browser of other tests may have a loop in this thread
            left = apart.submit(take_back, settings(build), build, deeds, Redactor(), **options).result()
        assert [reported(school, case) for case in cases] == [False, False, False]
    assert left == {TASK: 2, "guardian.dance": 1}
    assert tried == [1, 2, 3]


def test_when_its_time_is_over_the_rest_is_left() -> None:
    build = BuildUnderTest(name="good", url="http://127.0.0.1:9", platform="demo", cases=[{"form": "C"}])
    deeds = [Deed(TASK, "guardian", 0, "")] * 3
    with ThreadPoolExecutor(1) as alone:  # the browser of other tests may have a loop in this thread
        left = alone.submit(take_back, settings(build), build, deeds, Redactor(), within_s=-1)
    assert left.result() == {TASK: 3}
