"""Bringing a platform of one's own: what `init` writes, what `check` sees without a browser, and what packages bring."""

from __future__ import annotations

import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from evidence.problem import Problem
from scenarios.platform import load_platform
from scenarios.tasks import TASKS
from skolprov import cli
from skolprov.check_platform import check_platform
from skolprov.check_source import Source

FAULTS: list[dict[str, Any]] = tomllib.loads(
    Path(__file__).with_name("faults_of_platform_files.toml").read_text("utf-8")
)["fault"]
CASE = {"form": "C", "guardian": {"name": "Ali Nur", "username": "ali"}, "child": {"name": "Alva Nur"}}


def command(*words: str) -> Result:
    return CliRunner().invoke(cli.main, words)


def _file(tmp_path: Path, fault: dict[str, Any]) -> Path:
    body = "\n".join(f"    {line}" for line in fault["journey"].strip().splitlines())
    path = tmp_path / "ours.py"
    path.write_text(
        'from skolprov import Platform, button, css, link\n\nplatform = Platform("ours", title="Ours")\n\n'
        f'@platform.does("guardian.see-timetable")\ndef journey(user, school):\n{body}\n\n{fault.get("rest", "").strip()}\n'
        "@platform.log_in\ndef log_in(user, account):\n    user.open('/')\n",
        "utf-8",
    )
    return path


# --- init ---------------------------------------------------------------------------------------------------------


def test_what_init_writes_is_a_platform_that_loads_with_every_task_still_to_be_written(tmp_path: Path) -> None:
    made = command("init", "ours", "--url", "http://127.0.0.1:8090", "--title", 'Our "own"', "--out", str(tmp_path))
    assert made.exit_code == 0, made.output
    platform = load_platform(str(tmp_path / "ours.py"))
    assert platform.title == 'Our "own"'
    assert not platform.journeys
    assert not platform.not_offered
    text = (tmp_path / "ours.py").read_text("utf-8")
    assert all(f"# {task.id} · " in text and f"# {task.goal}" in text for task in TASKS)
    checked = command("check", str(tmp_path / "ours.py"), "--plan", str(tmp_path / "ours.toml"))
    assert checked.exit_code == 0, checked.output
    assert f"{len(TASKS)} tasks to write" in checked.output


def test_the_stubs_are_functions_once_the_marks_are_taken_away(tmp_path: Path) -> None:
    command("init", "ours", "--url", "http://127.0.0.1:8090", "--out", str(tmp_path))
    path = tmp_path / "ours.py"
    lines = path.read_text("utf-8").splitlines()
    code = [line[2:] if line.startswith(("# @", "# def ", "#     ")) else line for line in lines]
    path.write_text("\n".join(code), "utf-8")
    assert set(load_platform(str(path)).journeys) == {task.id for task in TASKS}
    assert command("check", str(path)).exit_code == 1  # each target is still the stub's


@pytest.mark.parametrize("there", ["ours.py", "ours.toml"])
def test_init_writes_over_nothing(tmp_path: Path, there: str) -> None:
    (tmp_path / there).write_text("mine", "utf-8")
    assert command("init", "ours", "--url", "http://127.0.0.1:8090", "--out", str(tmp_path)).exit_code == 2
    assert [p.name for p in tmp_path.iterdir()] == [there]
    assert (tmp_path / there).read_text("utf-8") == "mine"


@pytest.mark.parametrize("words", [("ours", "--url", "school.test"), ("../ours", "--url", "http://127.0.0.1:1")])
def test_init_refuses_what_could_not_be_run(tmp_path: Path, words: tuple[str, ...]) -> None:
    assert command("init", *words, "--out", str(tmp_path)).exit_code == 2
    assert not list(tmp_path.iterdir())


# --- check --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: str(fault["id"]))
def test_a_fault_of_a_platform_file_is_told_on_its_line(tmp_path: Path, fault: dict[str, Any]) -> None:
    remarks = check_platform(_file(tmp_path, fault), [CASE]).remarks
    fitting = [r for r in remarks if fault["says"] in r.what]
    assert [(r.line, r.weight.value) for r in fitting] == [(fault["line"], fault["sign"])], remarks
    assert fault.get("do", "") in fitting[0].do
    assert command("check", str(tmp_path / "ours.py")).exit_code in {0, 1}


def test_a_journey_without_fault_is_told_of_in_no_way(tmp_path: Path) -> None:
    journey = 'user.click(link("Timetable"))\nuser.click(link(school.child.name))\nuser.expect("School ends at")'
    checked = check_platform(_file(tmp_path, {"journey": journey}), [CASE])
    assert checked.remarks == []
    assert command("check", str(tmp_path / "ours.py")).exit_code == 0


def test_a_misspelt_name_of_the_school_is_suspected_without_a_plan_and_told_with_one(tmp_path: Path) -> None:
    journey = "user.click(link(school.child.name))\nuser.click(link(school.child.name))\nuser.expect(school.chlid.name)"
    path = _file(tmp_path, {"journey": journey})
    suspected = [(r.line, r.weight.value, r.what) for r in check_platform(path).remarks]
    assert suspected == [(9, "!", "school.chlid is read here alone. Did you mean school.child?")]
    told = [(r.line, r.weight.value) for r in check_platform(path, [CASE]).remarks if "chlid" in r.what]
    assert told == [(9, "✗")]


def test_a_name_that_logging_in_reads_and_an_account_of_the_plan_lacks_is_told(tmp_path: Path) -> None:
    path = tmp_path / "ours.py"
    path.write_text(
        'from skolprov import Platform\n\nplatform = Platform("ours", title="Ours")\n\n\n@platform.log_in\n'
        'def log_in(user, account):\n    user.fill("User name", account.username)\n    user.expect(f"Welcome, {account.name}")\n'
    )
    lacking = {"form": "C", "guardian": {"username": "ali.nur"}, "teacher": {"username": "per", "name": "Per Lind"}}
    told = [(r.line, r.weight.value, r.what) for r in check_platform(path, [lacking]).remarks if "account" in r.what]
    what = "account.name is not in the plan's school data: guardian of case 1 has none (logging in)"
    assert told == [(9, "✗", what)]
    named = lacking | {"guardian": {"username": "ali.nur", "name": "Ali Nur"}}
    assert not [r for r in check_platform(path, [named]).remarks if "account" in r.what]


def test_a_helper_of_other_things_is_not_held_to_be_a_person(tmp_path: Path) -> None:
    fault = {
        "journey": "user.expect(ends_of(school.child, user))",
        "rest": "def ends_of(child, user):\n    return child.title()\n",
    }
    assert check_platform(_file(tmp_path, fault), [CASE]).remarks == []


def test_the_demo_school_s_file_has_nothing_to_mend() -> None:
    assert command("check", "scenarios/platforms/demo.py").exit_code == 0


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("from skolprov import Platfrom\n", "Platform"),
        ("from skolprov import Platform\nplatform = Platfrom('x', title='X')\n", "Platform"),
        ("from skolprov import Platform\nplatform = Platform('x', title='X')\n@platform.doess('any.log-in')\ndef x(user, school): ...\n", "does"),
    ],
)  # fmt: skip
def test_a_misspelt_name_in_a_platform_file_is_told_with_the_one_that_there_is(
    tmp_path: Path, text: str, meant: str
) -> None:
    (tmp_path / "ours.py").write_text(text, "utf-8")
    with pytest.raises(Problem) as raised:
        load_platform(str(tmp_path / "ours.py"))
    assert raised.value.do == f"Did you mean {meant}? Write that."


def test_a_file_that_cannot_be_loaded_is_named_with_its_line(tmp_path: Path) -> None:
    (tmp_path / "ours.py").write_text("from skolprov import Platform\n\nplatform = Platfrom('x')\n", "utf-8")
    ended = command("check", str(tmp_path / "ours.py"))
    assert ended.exit_code == 2
    ended = command("check", str(tmp_path / "none.py"))
    assert ended.exit_code == 2


def test_checking_against_a_plan_needs_no_password(tmp_path: Path) -> None:
    command("init", "ours", "--url", "http://127.0.0.1:8090", "--out", str(tmp_path))
    plan = tmp_path / "ours.toml"
    plan.write_text(
        plan.read_text("utf-8") + '\n[[school]]\nform = "C"\n'
        'guardian = { name = "Ali Nur", username = "ali", password_env = "NOT_SET_ANYWHERE" }\nchild.name = "Alva Nur"\n',
        "utf-8",
    )
    assert command("check", str(tmp_path / "ours.py"), "--plan", str(plan)).exit_code == 0


def test_verbs_are_read_in_order_through_helpers_that_call_each_other(tmp_path: Path) -> None:
    path = tmp_path / "ours.py"
    path.write_text(
        "def a(user, school):\n    user.click('x')\n    b(user)\n    user.expect('y')\n\n"
        "def b(user):\n    user.fill('z', '1')\n    a(user, None)\n",
        "utf-8",
    )
    source = Source(path)
    function = next(f for f in source.with_helpers(source._by_name["a"]))
    assert [verb for _, verb in source.verbs(function)] == ["click", "fill", "expect"]


# --- installed platforms ------------------------------------------------------------------------------------------


def _wheel(folder: Path, name: str, module: str, entry: str, source: str) -> Path:
    """A package as it comes from an index, small enough to be read here."""
    wheel = folder / f"{name}-1.2-py3-none-any.whl"
    info = f"{name}-1.2.dist-info"
    files = {
        f"{module}.py": source,
        f"{info}/METADATA": f"Metadata-Version: 2.1\nName: {name.replace('_', '-')}\nVersion: 1.2\n",
        f"{info}/WHEEL": "Wheel-Version: 1.0\nGenerator: hand\nRoot-Is-Purelib: true\nTag: py3-none-any\n",
        f"{info}/entry_points.txt": f"[skolprov.platforms]\n{entry}\n",
    }
    with zipfile.ZipFile(wheel, "w") as archive:
        for path, content in files.items():
            archive.writestr(path, content)
        archive.writestr(f"{info}/RECORD", "".join(f"{path},,\n" for path in (*files, f"{info}/RECORD")))
    return wheel


@pytest.fixture(scope="module")
def packages(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A directory into which five packages were installed: two good, one broken, two that claim one name, one that takes ours."""
    folder, target = tmp_path_factory.mktemp("wheels"), tmp_path_factory.mktemp("installed")
    good = 'from skolprov import Platform\nplatform = Platform("{0}", title="{0}")\n'
    wheels = [
        _wheel(folder, "good_one", "good_one", "vklass = good_one", good.format("vklass")),
        _wheel(folder, "by_object", "by_object", "infomentor = by_object:platform", good.format("infomentor")),
        _wheel(folder, "broken_one", "broken_one", "broken = broken_one", "import nothing_of_that_name\n"),
        _wheel(folder, "first_twin", "first_twin", "twin = first_twin", good.format("twin")),
        _wheel(folder, "second_twin", "second_twin", "twin = second_twin", good.format("twin")),
        _wheel(folder, "taker", "taker", "demo = taker", good.format("not-the-demo")),
    ]
    root = Path(__file__).resolve().parents[2]
    uv = next(str(p) for p in (root / ".uv/bin/uv", Path("/usr/bin/uv"), Path("uv")) if p.exists() or p == Path("uv"))
    subprocess.run(
        [uv, "pip", "install", "--offline", "--no-deps", "--python", sys.executable, "--target", str(target), *wheels],
        check=True, capture_output=True, timeout=120,
    )  # fmt: skip
    return target


def _told(packages: Path, name: str) -> str:
    """What comes of loading a platform where the packages are installed."""
    code = (
        "import sys\nfrom scenarios.platform import load_platform\nfrom skolprov import Problem\n"
        "try: print('loaded', load_platform(sys.argv[1]).title)\nexcept Problem as p: print(p)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code, name],
        env={"PYTHONPATH": f"{packages}", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True, text=True, check=False, timeout=120,
    )  # fmt: skip
    assert not ended.stderr, ended.stderr
    return ended.stdout.strip()


@pytest.mark.parametrize("name", ["vklass", "infomentor"])
def test_a_platform_that_a_package_brings_is_used_by_its_name_beside_broken_ones(packages: Path, name: str) -> None:
    assert _told(packages, name) == f"loaded {name}"


def test_a_broken_package_is_named_when_it_is_asked_for(packages: Path) -> None:
    said = _told(packages, "broken")
    assert said.startswith("broken-one 1.2, skolprov.platforms: broken = broken_one: cannot be imported")
    assert "nothing_of_that_name" in said


def test_two_packages_that_claim_one_name_are_both_named_and_neither_is_used(packages: Path) -> None:
    said = _told(packages, "twin")
    assert "first-twin 1.2, second-twin 1.2" in said
    assert "loaded" not in said


def test_no_package_takes_the_name_of_a_platform_that_comes_with_skolprov(packages: Path) -> None:
    assert _told(packages, "demo") == "loaded The demo school"


def test_an_unknown_name_is_answered_with_all_that_there_are(packages: Path) -> None:
    assert "broken, demo" in _told(packages, "vclass")
    assert "vklass" in _told(packages, "vclass")


def test_the_doctor_names_the_package_that_is_wrong_and_lists_the_others(packages: Path) -> None:
    code = (
        "from skolprov.doctor_platforms import examine_platforms\nfor e in examine_platforms(): print(e.state, e.what)"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code],
        env={"PYTHONPATH": f"{packages}", "PATH": "/usr/bin:/bin", "HOME": "/nonexistent"},
        capture_output=True, text=True, check=True, timeout=120,
    )  # fmt: skip
    usable, *wrong = ended.stdout.splitlines()
    assert "demo" in usable
    assert "vklass" in usable
    assert [next(w for w in ("broken-one", "first-twin", "taker") if w in line) for line in sorted(wrong)] == [
        "broken-one", "first-twin", "taker",
    ]  # fmt: skip
