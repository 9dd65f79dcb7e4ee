"""The demo school as a process: it tells its address, serves, goes back to its beginning, and ends."""

from __future__ import annotations

import http.cookiejar
import json
import os
import subprocess
import sys
import urllib.parse
import urllib.request
from collections.abc import Sequence
from pathlib import Path

import pytest
from lxml import html

from demo.server import Served, main, serve


def _fetch(url: str, data: bytes | None = None) -> str:
    with urllib.request.urlopen(url, data=data, timeout=20) as answer:
        return str(answer.read().decode())


def test_a_served_build_tells_its_day_its_faults_and_its_cases() -> None:
    with serve(["slow-attendance"], families=4, seed=3) as build:
        school = build.school()
        assert (school["today"], school["faults"]) == ("2026-11-23", ["slow-attendance"])
        assert [case["form"] for case in school["cases"]] == ["C", "P", "U", "A"]
    with pytest.raises(ProcessLookupError):
        os.kill(build.pid, 0)


def test_a_reset_puts_the_data_back_and_lets_people_stay_signed_in(served: Served) -> None:
    opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(http.cookiejar.CookieJar()))
    opener.addheaders = [("Accept-Language", "en")]
    account = served.school()["cases"][0]["guardian"]

    def send(address: str, **entries: str) -> str:
        page = html.fromstring(opener.open(served.url + address, timeout=20).read())
        entries["csrf_token"] = page.xpath("//input[@name='csrf_token']/@value")[-1]
        return str(
            opener.open(served.url + address, urllib.parse.urlencode(entries).encode(), timeout=20).read().decode()
        )

    assert "Hello" in send("/login", username=account["username"], password=account["password"])
    details = {key: account[key] for key in ("email", "street", "town")}
    assert account["new_telephone"] in send("/details", telephone=account["new_telephone"], **details)
    served.reset()
    assert account["telephone"] in opener.open(served.url + "/details", timeout=20).read().decode()


def _started(*words: str) -> subprocess.Popen[str]:
    command = [sys.executable, "-m", "demo", "--families", "4", *words]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)


def test_it_ends_when_its_caller_is_gone() -> None:
    process = _started("--until-stdin-closes")
    assert process.stdin
    assert process.stdout
    url = json.loads(process.stdout.readline())["url"]
    assert json.loads(_fetch(f"{url}/demo/health")) == {"ok": True}
    process.stdin.close()
    assert process.wait(20) == 0


def test_it_ends_when_it_is_terminated_and_leaves_no_file_behind() -> None:
    process = _started()
    assert process.stdout
    json.loads(process.stdout.readline())
    files = [file.readlink() for file in Path(f"/proc/{process.pid}/fd").iterdir()]
    database = next(file for file in files if file.name == "school.sqlite")
    process.terminate()
    assert process.wait(20) == 0
    assert not database.parent.exists()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--fault", "no-such-fault"], "no-such-fault"),
        (["--today", "2026-11-28"], "Saturday"),
        (["--today", "soon"], "is not a date"),
        (["--families", "1"], "from 4"),
    ],
)
def test_a_wrong_word_is_said_so_before_anything_starts(
    words: Sequence[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main(words)
    assert ended.value.code == 2
    assert said in capsys.readouterr().err


def test_a_port_that_is_taken_is_said_so(served: Served, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--families", "4", "--port", served.url.rpartition(":")[2]]) == 2
    assert "choose another with --port" in capsys.readouterr().err


def test_a_build_that_does_not_start_says_why() -> None:
    with pytest.raises(RuntimeError, match="no-such-fault"), serve(["no-such-fault"], families=4):
        pass
