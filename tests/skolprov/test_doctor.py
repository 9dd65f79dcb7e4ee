"""The doctor really tries what a run needs, and names the command that mends what is missing."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from importlib import metadata
from pathlib import Path
from types import SimpleNamespace

import pytest
from playwright.sync_api import Browser, Page

from scenarios.browser import find_browser
from skolprov import doctor as doctor_module
from skolprov import doctor_machine
from skolprov.doctor import doctor, examine, examine_browser
from skolprov.examined import Examined, State
from tests.conftest import elsewhere


@pytest.fixture(scope="module")
def page(browser: Browser) -> Iterator[Page]:
    opened = browser.new_page()
    yield opened
    opened.close()


def named(name: str, examined: list[Examined]) -> Examined:
    return next(one for one in examined if one.name == name)


@pytest.fixture(scope="module")
def examined() -> list[Examined]:
    return elsewhere(examine)()


def test_a_machine_that_runs_the_tests_lacks_nothing(
    examined: list[Examined], capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_module, "examine", lambda _: examined)
    assert doctor() == 0
    told = capsys.readouterr().out
    assert "starts and shows a page" in told
    assert find_browser().version in told
    assert "✗" not in told
    assert "All that is needed is there" in told


def test_everything_that_is_not_ok_says_what_mends_it(examined: list[Examined]) -> None:
    assert [one.name for one in examined if one.state is not State.OK and not one.mend] == []


def test_a_wrong_browser_is_missing_and_fails_the_examination(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_module, "examine", examine_browser)
    assert doctor("/nowhere/chromium") == 2
    told = capsys.readouterr().out
    assert "✗ Browser" in told
    assert "--browser-path /nowhere/chromium: is not there" in told
    assert "Missing: Browser." in told


def test_a_browser_that_lacks_a_library_names_it_and_the_command(tmp_path: Path) -> None:
    program = tmp_path / "chromium"
    program.write_text(
        '#!/bin/sh\n[ "$1" = --version ] && { echo "Chromium 150.0.1.2"; exit 0; }\n'
        "echo 'error while loading shared libraries: libnss3.so: cannot open shared object file' >&2; exit 127\n"
    )
    program.chmod(0o755)
    (browser,) = elsewhere(examine_browser)(str(program))
    assert browser.state is State.MISSING
    assert "libnss3.so" in browser.mend
    assert "install-deps" in browser.mend


def test_a_browser_without_fonts_is_noticed_by_what_it_draws(page: Page) -> None:
    assert doctor_module._draws_text(page)
    blank = SimpleNamespace(
        set_content=lambda html: page.set_content(html.replace("sans-serif'", "sans-serif; visibility: hidden'")),
        screenshot=page.screenshot,
        locator=page.locator,
    )
    assert not doctor_module._draws_text(blank)  # type: ignore[arg-type]


def test_a_user_without_namespaces_is_told_that_the_sandbox_is_off(monkeypatch: pytest.MonkeyPatch) -> None:
    found = find_browser()
    monkeypatch.setattr(os, "geteuid", lambda: 1000)
    with_flags = SimpleNamespace(name=found.name, version="1", path="/b", flags=("--no-sandbox",), endpoint="")
    told = doctor_module._browser(with_flags)  # type: ignore[arg-type]
    assert told.state is State.DOUBTFUL
    assert told.mend


def test_a_package_that_is_not_installed_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(metadata, "requires", lambda _: ["flask>=3.1", "no-such-package-here>=1"])
    packages = doctor_module._packages()
    assert packages.state is State.MISSING
    assert "no-such-package-here" in packages.what


def test_a_package_of_another_version_than_locked_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor_module, "_locked", lambda: {"flask": {"0.0.1"}})
    packages = doctor_module._packages()
    assert packages.state is State.DOUBTFUL
    assert "flask" in packages.what
    assert "0.0.1" in packages.what


def test_locust_that_does_not_start_is_missing_with_its_last_word(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    python = tmp_path / "python"
    python.write_text("#!/bin/sh\necho \"ModuleNotFoundError: No module named 'gevent'\" >&2; exit 1\n")
    python.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(python))
    locust = doctor_module._locust()
    assert locust.state is State.MISSING
    assert "gevent" in locust.what


@pytest.mark.parametrize(
    ("limits", "examination", "state"),
    [
        ({"cpu.max": "50000 100000"}, doctor_machine._cores, State.DOUBTFUL),
        ({"memory.max": "1000000000", "memory.current": "900000000"}, doctor_machine._memory, State.DOUBTFUL),
        ({"memory.max": "max", "memory.current": "900000000"}, doctor_machine._memory, State.OK),
    ],
)
def test_a_container_s_own_limits_count(
    limits: dict[str, str], examination: Callable[[], Examined], state: State, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_machine, "_cgroup", lambda name: limits.get(name, ""))
    assert examination().state is state


def test_a_full_disk_and_a_folder_that_cannot_be_written_are_doubtful(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(doctor_machine.shutil, "disk_usage", lambda _: SimpleNamespace(free=2**20))
    assert doctor_machine._room("Disk", tmp_path).state is State.DOUBTFUL
    monkeypatch.undo()
    monkeypatch.setattr(os, "access", lambda *_: False)
    assert "cannot be written" in doctor_machine._room("Disk", tmp_path).what


def test_a_proxy_that_would_catch_the_machine_s_own_traffic_is_doubtful(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("http_proxy", "http://proxy.example.org:3128")
    monkeypatch.delenv("no_proxy", raising=False)
    monkeypatch.delenv("NO_PROXY", raising=False)
    assert doctor_machine._proxy().state is State.DOUBTFUL
    monkeypatch.setenv("no_proxy", "127.0.0.1,localhost")
    assert doctor_machine._proxy().state is State.OK
