"""Secrets do not reach what is written, whatever form they come in; what is none stays readable."""

from __future__ import annotations

from base64 import b64encode
from urllib.parse import quote_plus

import pytest

from evidence.redaction import Redactor


@pytest.fixture
def redactor() -> Redactor:
    redactor = Redactor()
    redactor.add("guardian.password", "hemligt lösen!")
    return redactor


@pytest.mark.parametrize(
    "text",
    ["hemligt lösen!", "pw=hemligt+l%C3%B6sen%21", "hemligt%20l%C3%B6sen%21", '{"p": "hemligt lösen!"}'],
)
def test_a_known_secret_is_replaced_in_all_its_forms_by_its_name(redactor: Redactor, text: str) -> None:
    cleaned = redactor.text(text)
    assert "[secret:guardian.password]" in cleaned
    assert "hemligt" not in cleaned


def test_a_password_is_found_in_a_form_as_browsers_send_it_where_a_star_stays_a_star() -> None:
    redactor = Redactor()
    redactor.add("guardian.password", "sol*sken & regn")
    for sent in ("pw=sol*sken+%26+regn&x=1", "pw=sol%2Asken+%26+regn&x=1"):  # the second as other clients do
        assert redactor.text(sent) == "pw=[secret:guardian.password]&x=1"


@pytest.mark.parametrize(
    ("text", "secret"),
    [
        ("Authorization: Bearer abcdefgh12345678", "abcdefgh12345678"),
        ("/page?token=abcdefgh12345678&x=1", "abcdefgh12345678"),
        ('{"csrf_token": "abcdefgh12345678"}', "abcdefgh12345678"),
        ("sessionid=abcdefgh12345678; Path=/", "abcdefgh12345678"),
        ("/in?code=0AX4hQ1d-7Yb2kLm9&state=1", "0AX4hQ1d-7Yb2kLm9"),
        ("code=481516&remember=1", "481516"),
        ("/blob?sv=1&sig=a%2Bb3c4d5e6f7%3D", "a%2Bb3c4d5e6f7%3D"),
        ("/file?X-Amz-Signature=9f8e7d6c5b4a", "9f8e7d6c5b4a"),
        ("grant_type=jwt&client_assertion=abc.def.ghi", "abc.def.ghi"),
        ("otp=4815", "4815"),
        ('{"one_time_code": "48-15-16"}', "48-15-16"),
        ("SAMLResponse=fVJNT8MwDL0j8R%2Bi", "fVJNT8MwDL0j8R%2Bi"),
        ("född 811218-9876", "811218-9876"),
        ("19811218-9876", "9876"),
        ("198112189876", "8112189876"),
    ],
)
def test_what_looks_like_a_secret_is_replaced(text: str, secret: str) -> None:
    assert secret not in Redactor().text(text)


@pytest.mark.parametrize(
    "text",
    [
        "call 070-174 06 05",
        "2026-11-23T08:15:00",
        "order 811218-9875",
        "Password",
        "token ring",
        "/courses?code=SVESVE01",
        '{"code": "not-reached-by-tab-1"}',
        "postcode=11122",
        '{"session_start_datetime": "2026-11-23T08:15:00Z"}',
        "Signature: Margareta",
        "otp: none",
        "AssertionError: something-else",
        "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAAB",
    ],
)
def test_what_is_no_secret_stays(text: str) -> None:
    assert Redactor().text(text) == text


def test_a_value_too_short_to_be_told_from_ordinary_text_is_left_alone() -> None:
    redactor = Redactor()
    redactor.add("pin", "abc")
    assert redactor.text("abcdef") == "abcdef"


def test_the_same_secret_has_the_same_name_wherever_it_stands(redactor: Redactor) -> None:
    redactor.add_unnamed("token", "f00dfeedf00dfeed")
    record = redactor.value({"a": ["f00dfeedf00dfeed"], "b": {"f00dfeedf00dfeed": 1}, "n": 3, "t": None})
    name = record["a"][0]
    assert name.startswith("[secret:token-")
    assert record == {"a": [name], "b": {"f00dfeedf00dfeed": 1}, "n": 3, "t": None}


@pytest.mark.parametrize(
    ("address", "cleaned"),
    [
        ("http://staff:S3cretPw99@127.0.0.1:8000/pay", "http://staff:[secret:in-address]@127.0.0.1:8000/pay"),
        ("see https://:pw@host, then", "see https://:[secret:in-address]@host, then"),
        ("ws://a:p@ss:w@host/x?y=u@v", "ws://a:[secret:in-address]@host/x?y=u@v"),
        ('{"url":"http://host:80","mail":"x@y.se"}', '{"url":"http://host:80","mail":"x@y.se"}'),
        ("http://host:8000/a:b@c", "http://host:8000/a:b@c"),
        ("http://staff@host/", "http://staff@host/"),
    ],
)
def test_the_password_in_an_address_is_hidden_and_the_rest_of_it_stays(address: str, cleaned: str) -> None:
    assert Redactor().text(address) == cleaned


def test_a_known_password_keeps_its_name_in_an_address() -> None:
    redactor = Redactor()
    redactor.add("skolprov_url.password", "S3cretPw99")
    assert redactor.text("http://staff:S3cretPw99@host/") == "http://staff:[secret:skolprov_url.password]@host/"


def test_secrets_that_overlap_leave_nothing_of_each_other() -> None:
    redactor = Redactor()
    redactor.add("a", "user1234")
    redactor.add("b", "1234-very-long-password")
    assert redactor.text("as user1234-very-long-password, and user1234.") == "as [secret:b], and [secret:a]."
    assert redactor.text("user1234user1234") == "[secret:a][secret:a]"


def test_secrets_that_overlap_in_a_chain_are_one_and_named_by_the_longest() -> None:
    redactor = Redactor()
    for name, value in (("a", "abcdef"), ("b", "efghijkl"), ("c", "klmnop"), ("d", "ghij")):
        redactor.add(name, value)
    assert redactor.text("<abcdefghijklmnop>") == "<[secret:b]>"


def test_a_secret_that_begins_a_longer_one_leaves_nothing_of_it_when_it_was_told_first() -> None:
    redactor = Redactor()
    redactor.add("short", "sommar")
    redactor.add("long", "sommar-2026-lov")
    assert redactor.text("sommar-2026-lov sommar") == "[secret:long] [secret:short]"


@pytest.mark.parametrize("text", ["pw=hemligt%20l%c3%b6sen%21", "pw=hemligt+l%c3%b6sen%21"])
def test_a_secret_is_found_where_its_percent_signs_are_followed_by_small_letters(redactor: Redactor, text: str) -> None:
    assert redactor.text(text) == "pw=[secret:guardian.password]"


_ASSERTION = (
    '<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion"><NameID>anna</NameID></saml2:Assertion>'
)


@pytest.mark.parametrize("said", [_ASSERTION, '{"sub": "a", "personalNumber": "198112189876"}'])
@pytest.mark.parametrize("place", ['<input name="x" value="{}">', "x={}&y=1", '{{"x": "{}"}}', "{}"])
def test_a_sign_in_and_an_identity_number_are_found_in_base64(said: str, place: str) -> None:
    encoded = b64encode(said.encode()).decode()
    for sent in (encoded, quote_plus(encoded), encoded.rstrip("=")):
        cleaned = Redactor().text(place.format(sent))
        assert "[secret:encoded]" in cleaned
        assert sent[:30] not in cleaned


def test_a_parameter_is_judged_by_the_name_that_stands_in_a_field_of_its_own() -> None:
    kept = Redactor().value({"queryString": [{"name": "otp", "value": "4815"}, {"name": "page", "value": "4815"}]})
    assert kept == {"queryString": [{"name": "otp", "value": "[secret:by-name]"}, {"name": "page", "value": "4815"}]}
