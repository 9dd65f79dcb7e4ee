"""What README and docs name exists, and their examples work: a document that rots fails a test."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import click
import pytest

from scenarios.platform import load_platform
from skolprov import cli
from skolprov.options import known
from skolprov.plan import load_plan
from tests.ground.documents import PLAN, ROOT, SURFACE, plan_document, surface

DOCUMENTS = [
    ROOT / "README.md",
    ROOT / "CONTRIBUTING.md",
    ROOT / "CHANGELOG.md",
    *sorted((ROOT / "docs").rglob("*.md")),
]
MADE_BY_A_RUN = ("demo-run/", "runs/", ".venv/")
PLACEHOLDERS = ("NAME", "PATH", "DIR", "…", "ours", "plan.toml", "example.org")


def code_in(document: Path) -> list[str]:
    """Everything in a document that is set as code: spans and blocks, line by line."""
    text = document.read_text("utf-8")
    blocks = re.findall(r"^```\w*\n(.*?)^```", text, re.MULTILINE | re.DOTALL)
    spans = re.findall(r"`([^`\n]+)`", re.sub(r"^```.*?^```", "", text, flags=re.MULTILINE | re.DOTALL))
    return [*spans, *(line for block in blocks for line in block.splitlines())]


def block_in(document: Path, language: str) -> str:
    match = re.search(rf"^```{language}\n(.*?)^```", document.read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert match
    return match[1]


def commands_in(document: Path) -> list[list[str]]:
    lines = [re.sub(r"\s+#.*", "", line) for line in code_in(document)]
    return [m[1].split() for line in lines if (m := re.match(r"(?:\.venv/bin/)?skolprov((?: [^|&]+)?)$", line))]


def names_a_path(code: str) -> bool:
    """Whether code in a document is the path of a file that should be here, and not an example's or a run's."""
    has_form = re.fullmatch(r"\.?[\w-]+(/[\w.-]+)*/?(\.[a-z]+)?", code)
    is_path = "/" in code or code.endswith((".py", ".md", ".sh", ".toml", ".lock"))
    is_example = code.startswith(MADE_BY_A_RUN) or any(word in code for word in PLACEHOLDERS)
    return bool(has_form) and is_path and not is_example


def options_of(command: click.Command) -> set[str]:
    return {said for one in command.params for said in (*one.opts, *one.secondary_opts)} | {"--help", "-h"}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_each_path_that_is_named_exists(document: Path) -> None:
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text("utf-8"))
    missing = [link for link in links if not (document.parent / link).exists()]
    missing += [code for code in code_in(document) if names_a_path(code) and not (ROOT / code).exists()]
    assert missing == []


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_each_command_and_option_that_is_named_exists(document: Path) -> None:
    for words in commands_in(document):
        command: click.Command = cli.main
        for word in words:
            if isinstance(command, click.Group) and not word.startswith("-"):
                assert word in command.commands, f"skolprov {' '.join(words)}"
                command = command.commands[word]
        unknown = {w for w in words if w.startswith("--")} - options_of(command) - options_of(cli.main)
        assert unknown == set(), f"skolprov {' '.join(words)}"


def test_documents_name_commands_at_all() -> None:
    assert {"demo", "run", "compare", "doctor"} <= {words[0] for words in commands_in(ROOT / "README.md") if words}


def test_each_option_that_stands_alone_belongs_to_a_command() -> None:
    every = set().union(*(options_of(c) for c in cli.main.commands.values()))
    named = {code for document in DOCUMENTS for code in code_in(document) if re.fullmatch(r"--[a-z-]+", code)}
    assert named - every == set()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda d: str(d.relative_to(ROOT)))
def test_each_make_target_that_is_named_exists(document: Path) -> None:
    targets = set(re.findall(r"^([a-z-]+):.*##", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    named = {m[1] for code in code_in(document) if (m := re.match(r"make ([a-z-]+)", code))}
    assert named <= targets


def test_the_readme_s_platform_and_plan_work_as_they_stand(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUARDIAN_PASSWORD", "hemligt")
    (tmp_path / "ours.py").write_text(block_in(ROOT / "README.md", "python"), "utf-8")
    (tmp_path / "plan.toml").write_text(block_in(ROOT / "README.md", "toml"), "utf-8")
    plan = load_plan(tmp_path / "plan.toml", known=known())
    platform = load_platform(plan.builds[0].platform)
    assert platform.log_in_journey is not None
    assert "guardian.report-absence" in platform.journeys
    assert plan.cases("next")[0]["child"]["name"]


def test_the_plan_in_its_own_document_works_as_it_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GUARDIAN_PASSWORD", "hemligt")
    monkeypatch.setenv("TEACHER_PASSWORD", "hemligt")
    (tmp_path / "plan.toml").write_text(block_in(PLAN, "toml"), "utf-8")
    assert load_plan(tmp_path / "plan.toml", known=known()).gate.margins == {"wait": 0.2}


def test_each_dependency_has_its_reason() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))
    names = [re.split(r"[><=~\[ ]", one)[0] for one in project["project"]["dependencies"]]
    reasons = (ROOT / "CONTRIBUTING.md").read_text("utf-8").partition("## Why each dependency")[2]
    assert [name for name in names if not re.search(rf"\b{re.escape(name)}\b", reasons)] == []
    told = [name for row in re.findall(r"^\| ([a-z][\w, -]*) \|", reasons, re.MULTILINE) for name in row.split(", ")]
    assert [name for name in told if name not in names and name != "package"] == []


def test_the_plan_s_document_has_the_keys_that_the_code_has() -> None:
    assert PLAN.read_text("utf-8") == plan_document(), "run: make docs"


def test_the_public_surface_is_written_down() -> None:
    assert SURFACE.read_text("utf-8") == surface(), "run: make docs, and tell users in CHANGELOG.md"
