from __future__ import annotations

from pathlib import Path

import pytest

from evidence.problem import Problem
from evidence.records import Build, LoadSession
from load.permission import PermittedHost, host_of, is_loopback, permit
from load.session import run_load
from tests.load.conftest import Recorded

HOST = PermittedHost("skola.example.org", 40, "Karin Ek, 070-1234567")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8000", "http://127.9.9.9", "https://[::1]:444/skola", "http://localhost:5"]
)
def test_this_machine_is_always_permitted(url: str) -> None:
    permit(url, 100_000, [])


@pytest.mark.parametrize(
    "url",
    ["https://skola.example.org", "http://192.168.1.4", "http://127.0.0.1.example.org", "http://0.0.0.0", "http://"],
)
def test_any_other_host_is_refused_with_the_lines_to_write(url: str) -> None:
    with pytest.raises(Problem) as refused:
        permit(url, 25, [])
    assert "[[load.permitted]]" in refused.value.do
    assert "max_per_minute = 25" in refused.value.do
    assert "contact = " in refused.value.do


def test_a_permitted_host_is_let_through_up_to_the_rate_it_agreed_to() -> None:
    permit("https://skola.example.org/start", 40, [HOST])
    with pytest.raises(Problem, match="41 people a minute"):
        permit("https://skola.example.org/start", 41, [HOST])
    with pytest.raises(Problem):
        permit("https://evil.skola.example.org", 10, [HOST])


def test_a_permission_for_one_port_is_none_for_another() -> None:
    only = PermittedHost("skola.example.org:8443", 40, "")
    permit("https://skola.example.org:8443", 40, [only])
    with pytest.raises(Problem):
        permit("https://skola.example.org", 40, [only])


def test_a_name_that_only_looks_like_this_machine_is_not_it() -> None:
    assert is_loopback("localhost")
    assert not is_loopback("localhost.example.org")
    assert host_of("https://Skola.Example.org/x") == "skola.example.org:443"


def test_a_session_at_a_host_that_is_not_permitted_sends_nothing(recorded: Recorded, tmp_path: Path) -> None:
    build = Build(name="theirs", url="http://192.0.2.1", platform="small")
    cases = [{"form": "C", "guardian": {"username": "a", "password": "b", "name": "c"}, "child": {"name": "Bo Ek"}}]
    with pytest.raises(Problem, match="not permitted"):
        run_load(recorded.directory, build, "absence-morning", cases, duration_s=1, people=2, seed=1)
    assert list(recorded.directory.read(LoadSession)) == []
