"""Set-up does its work once, does it again when something changed, and says what to do when it cannot."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
UV = """#!/bin/sh
[ "$1" = --version ] && exit 0
echo "$@" >>"$UV_CALLS"
[ -n "$UV_FAILS" ] && { echo "error: no route to the index" >&2; exit 2; }
mkdir -p .venv/bin && ln -sf "$REAL_PYTHON" .venv/bin/python
"""


class Checkout:
    """A folder with the set-up script, and a `uv` on the path that notes how it is called."""

    def __init__(self, folder: Path, tools: Path) -> None:
        self.folder = folder
        self.calls = tools / "calls"
        self.environment = {
            "PATH": f"{tools}:/usr/bin:/bin",
            "HOME": str(tools),
            "UV_CALLS": str(self.calls),
            "REAL_PYTHON": str(Path(sys.executable).resolve()),
            "PYTHON": str(Path(sys.executable).resolve()),
        }

    def set_up(self, **environment: str) -> subprocess.CompletedProcess[str]:
        command = [str(self.folder / "setup.sh"), "packages"]
        return subprocess.run(
            command,
            cwd="/",
            env=self.environment | environment,
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )

    def times_installed(self) -> int:
        return len(self.calls.read_text().splitlines()) if self.calls.exists() else 0


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    tools, folder = tmp_path / "tools", tmp_path / "skolprov"
    tools.mkdir()
    folder.mkdir()
    (tools / "uv").write_text(UV)
    (tools / "uv").chmod(0o755)
    for name in ("setup.sh", "uv.lock", "pyproject.toml"):
        shutil.copy(ROOT / name, folder / name)
    return Checkout(folder, tools)


def test_packages_are_installed_as_locked_and_a_second_call_installs_nothing(checkout: Checkout) -> None:
    assert checkout.set_up().returncode == 0
    assert "sync --locked" in checkout.calls.read_text()
    assert "--compile-bytecode" in checkout.calls.read_text()
    again = checkout.set_up()
    assert (again.returncode, again.stdout, again.stderr) == (0, "", "")
    assert checkout.times_installed() == 1


def changed_lock(checkout: Checkout) -> None:
    with (checkout.folder / "uv.lock").open("a") as lock:
        lock.write("\n# changed\n")


def lost_python(checkout: Checkout) -> None:
    (checkout.folder / ".venv/bin/python").unlink()


def moved(checkout: Checkout) -> None:
    new = checkout.folder.with_name("elsewhere")
    checkout.folder.rename(new)
    checkout.folder = new


@pytest.mark.parametrize("change", [changed_lock, lost_python, moved])
def test_what_is_out_of_date_is_installed_again(checkout: Checkout, change: Callable[[Checkout], None]) -> None:
    checkout.set_up()
    change(checkout)
    assert checkout.set_up().returncode == 0
    assert checkout.times_installed() == 2


def test_nothing_is_kept_of_an_environment_that_was_made_elsewhere(checkout: Checkout) -> None:
    checkout.set_up()
    script = checkout.folder / ".venv/bin/skolprov"
    script.write_text("its first line names the folder that it was made in")
    moved(checkout)
    assert "moved" in checkout.set_up().stderr
    assert not (checkout.folder / ".venv/bin/skolprov").exists()


def test_a_failure_is_told_with_the_command_to_run_by_hand_and_tried_again(checkout: Checkout) -> None:
    failed = checkout.set_up(UV_FAILS="yes")
    assert failed.returncode == 1
    assert "no route to the index" in failed.stderr
    assert "uv sync --locked" in failed.stderr.partition("by hand")[2]
    assert checkout.set_up().returncode == 0
    assert checkout.times_installed() == 2


@pytest.mark.parametrize(("failing", "status"), [("", 0), ("test", 1), ("check", 1)])
def test_continuous_integration_runs_both_to_the_end_from_anywhere(tmp_path: Path, failing: str, status: int) -> None:
    make, calls = tmp_path / "make", tmp_path / "calls"
    make.write_text(f'#!/bin/sh\necho "$1 $(pwd) $(cat | wc -c)" >>{calls}\n[ "$1" != "{failing}" ]\n')
    make.chmod(0o755)
    done = subprocess.run(
        [str(ROOT / ".ci" / "run")],
        cwd="/",
        env={"PATH": f"{tmp_path}:/usr/bin:/bin"},
        input="yes\n",
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == status
    assert calls.read_text().splitlines() == [f"test {ROOT} 0", f"check {ROOT} 0"]


def test_make_alone_lists_what_there_is_to_do() -> None:
    told = subprocess.run(["make", "-C", str(ROOT)], capture_output=True, text=True, timeout=60, check=True).stdout
    for target in ("demo", "test", "check", "clean", "golden"):
        assert f"make {target} " in told
