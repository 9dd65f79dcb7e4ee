"""Who may take part in sending: loopback unless somebody says otherwise, and never without a key that cannot be guessed."""

from __future__ import annotations

import pytest

from evidence.problem import Problem
from load.spec import Team
from skolprov.load_team import KEY_VARIABLE, team_of

KEY = "0f3c9a2b77d14e58"


@pytest.fixture(autouse=True)
def no_key(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(KEY_VARIABLE, raising=False)


def test_a_master_awaits_workers_of_this_machine_alone_unless_it_is_told_an_address() -> None:
    assert team_of({"master": True, "workers": 2}) == Team(workers=2, bind="127.0.0.1:5557")
    assert team_of({"master": True, "bind": "localhost:6000"}).bind == "localhost:6000"
    assert team_of({"master": True, "bind": "[::1]"}).bind == "[::1]:5557"


@pytest.mark.parametrize("address", ["0.0.0.0", "0.0.0.0:5557", "192.0.2.1", "[::]", "*:5557", "leading-machine"])
def test_an_address_that_others_reach_needs_a_key(address: str, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Problem, match="would be given the accounts and their passwords") as told:
        team_of({"master": True, "bind": address})
    assert KEY_VARIABLE in told.value.do
    assert "tunnel" in told.value.do
    monkeypatch.setenv(KEY_VARIABLE, KEY)
    assert team_of({"master": True, "bind": address}).key == KEY


def test_a_key_has_sixteen_characters_at_least(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, KEY[:15])
    with pytest.raises(Problem, match="has 15 characters") as told:
        team_of({"master": True})
    assert "at least 16 " in told.value.do
    monkeypatch.setenv(KEY_VARIABLE, KEY[:16])
    assert team_of({"master": True}).key == KEY


def test_a_key_that_can_be_guessed_is_refused_and_not_printed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(KEY_VARIABLE, "linden")
    for bind in ("192.0.2.1", None):
        with pytest.raises(Problem, match="has 6 characters, and can be guessed") as told:
            team_of({"master": True, "bind": bind})
        assert "linden" not in str(told.value)


@pytest.mark.parametrize("address", [":5557", "192.0.2.1:0", "192.0.2.1:70000", "192.0.2.1:port"])
def test_what_is_no_address_is_told_with_one(address: str) -> None:
    with pytest.raises(Problem, match="is no address"):
        team_of({"master": True, "bind": address})


def test_an_address_without_a_master_is_a_mistake() -> None:
    with pytest.raises(Problem, match="--bind says where workers of other machines are awaited"):
        team_of({"bind": "127.0.0.1"})
