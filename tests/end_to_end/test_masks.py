"""What the plan masks is in no picture and no accessibility tree that a run keeps."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Browser

from evidence.records import Attempt, Outcome, State
from evidence.run_directory import RunDirectory
from scenarios.attempt import Attempts
from scenarios.runner import know_secrets
from scenarios.session import BuildUnderTest, Session
from scenarios.tasks import select
from tests.conftest import served
from tests.evidence.test_run_directory import RUN

SITE = """<!doctype html><html lang="en"><title>Start</title><h1>Start</h1>
<p class="child" style="background:#fff;color:#000;width:400px;height:200px;margin:0">Alva Hemlig</p><div class="child"><label>Name <input value="Alva Nur"></label>
<textarea aria-label="Home">Alva road 7</textarea><button aria-label="Call Alva">x</button><q>said "hi" to Alva</q></div>
<p>The word is kept-out-of-sight.</p><button>Log in</button>"""
PLATFORM = """
from skolprov import Platform, button
platform = Platform("masked", title="Masked")

@platform.does("any.log-in")
def log_in(user, school):
    user.open("/")
    user.click(button("Log in"))
    user.expect("Welcome")
"""


def _has_text(content: bytes) -> bool:
    """Whether there is black writing in the part of the screen where the child's name stands."""
    image = Image.open(BytesIO(content)).convert("L").crop((0, 60, 400, 280))
    return image.getextrema()[0] < 40  # type: ignore[operator]


@pytest.mark.parametrize("mask", [(), (".child",)])
def test_a_masked_element_is_drawn_over_before_anything_is_written(
    mask: tuple[str, ...], browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SKOLPROV_TEST_MASKS", "kept-out-of-sight")
    (tmp_path / "masked.py").write_text(PLATFORM, "utf-8")
    with served({"/": SITE}) as url:
        build = BuildUnderTest(
            name="build",
            url=url,
            platform=str(tmp_path / "masked.py"),
            cases=[{"form": "C", "pupil": {"name": "A", "username": "a", "password_env": "SKOLPROV_TEST_MASKS"}}],
        )
        session = Session(
            builds=[build],
            tasks=select(["any.log-in"]),
            roles=("pupil",),
            forms="C",
            modes=("pointer",),
            repeats=1,
            seed=1,
            language="en",
            limit_s=1,
            scan=True,
            mask=mask,
            browser_path=None,
            workers=1,
        )
        directory = RunDirectory.create(tmp_path / "run", RUN, {})
        know_secrets(session, directory)
        [attempt] = [Attempts(session, directory, lambda: browser).carry_out(a) for a in session.assignments()]
    assert attempt.outcome is Outcome.FAILED
    pictures = [blob for blob in [attempt.picture, *(s.picture for s in directory.read(State))] if blob]
    assert len(pictures) >= 2
    tree = directory.read_blob(attempt.tree or "").decode()
    shown = [_has_text(directory.read_blob(p)) for p in pictures]
    if mask:
        assert not any(shown)
        assert "Alva" not in tree
        assert 'button "Log in"' in tree
    else:
        assert "Alva Hemlig" in tree
        assert all(shown)
    assert "kept-out-of-sight" not in tree  # the password, which this page shows
    assert next(directory.read(Attempt)).picture == attempt.picture
