"""Keeps secrets out of what is written: passwords, cookies, tokens, personal identity numbers.

A secret is replaced by `[secret:NAME]`, the same wherever it stood, so that a replay still sees which request sent
which answer's token.
"""

from __future__ import annotations

import hashlib
import html
import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterator
from threading import Lock
from typing import Any
from urllib.parse import quote, quote_plus, unquote

from ahocorasick_rs import AhoCorasick, MatchKind

_PERSONAL_IDENTITY_NUMBER = re.compile(
    r"(?<!\d)(?:(?:18|19|20)\d{2}|\d{2})(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]|[67]\d|8\d|9[01])[-+]?\d{4}(?!\d)"
)
_NAMED = re.compile(
    r"(?i)(?P<head>(?:[?&;\s\"']|^)(?:[\w-]*(?:token|secret|passw(?:or)?d|l(?:ö|o|%C3%B6)senord|session(?:id)?|sid|api_?key|csrf|jwt|ticket|saml(?:re|art)|wresult)[\w-]*)"
    r"\"?\s*[=:]\s*\"?)(?P<value>(?!\d{4}-\d\d-\d\dT\d\d:\d\d)[^\s\"'&;,<>\[\]]{8,})"
)
"""A moment is nobody's secret, whatever its name: session_start_datetime."""
_ONE_TIME = re.compile(
    r"(?i)(?P<head>(?:[?&;\s\"'{,]|^)(?:[\w-]*[_-])?"
    r"(?:t?otp|otc|mfa|pin|eng(?:å|a|%C3%A5)ngskod|(?:one_?time|verification|sms|mfa|pin)[_-]?code)"
    r"\"?\s*[=:]\s*\"?)(?P<value>(?=[a-z-]*\d)[\w-]{4,})"
)
"""Codes that are typed once are short: it is the digit that tells them from a word."""
_OF_ADDRESS = re.compile(
    r"(?i)(?P<head>(?:[?&]|^)(?:sig|(?:x-amz-|x-goog-)?signature|hmac|(?:client_)?assertion)=)(?P<value>[^\s\"'&;,<>\[\]]{8,})"
    r"|(?P<code_head>(?:[?&]|^)code=)"
    r"(?:(?=[^\s\"'&;,<>]*\d)(?=[^\s\"'&;,<>]*[a-z])[^\s\"'&;,<>\[\]]{16,}|\d{6,8}(?![\w-]))"
)
"""What signs an address or lets somebody in by it; anywhere else these names are ordinary words."""
_ENCODED = re.compile(r"(?i)(?:[a-z0-9+/_-]|%2[bf]){24,}")
_URL_SAFE = str.maketrans("+/", "-_")
_SIGN_IN = re.compile(r"urn:oasis:names:tc:SAML|<(?:\w+:)?(?:Assertion|RequestSecurityTokenResponse)\b")
"""What stands in the answers of the services through which schools sign in."""
_BEARER = re.compile(r"(?i)\b(bearer|basic)\s+[A-Za-z0-9._~+/=-]{8,}")
_IN_ADDRESS = re.compile(r"(?P<head>://[^\s/?#@:\"<>]*:)(?!\[secret:[^\]]*\]@)[^\s/?#\"<>]+(?=@)")
"""The password of `http://name:password@host`; the last @ before the path is the one that ends it."""
_ESCAPE = re.compile(r"%[0-9A-F]{2}")
_SHORTEST = 4
"""A value shorter than this occurs by chance in ordinary text, and replacing it would ruin the evidence."""


def _forms(value: str) -> set[str]:
    """A value as it may stand in addresses, forms, JSON and HTML."""
    in_addresses = {
        quote(value, safe=""),
        quote_plus(value),
        quote_plus(value, safe="*"),  # as browsers send forms
    }
    return {
        value,
        *in_addresses,
        *(_ESCAPE.sub(lambda m: m.group().lower(), form) for form in in_addresses),
        json.dumps(value, ensure_ascii=False)[1:-1],
        json.dumps(value)[1:-1],
        html.escape(value),
        html.escape(value, quote=False),
    }


def _is_identity_number(text: str) -> bool:
    """Whether the digits are a Swedish personal identity or co-ordination number: the last one is a Luhn check digit."""
    digits = [int(c) for c in re.sub(r"\D", "", text)][-10:]
    products = [d * (2 if i % 2 == 0 else 1) for i, d in enumerate(digits)]
    return sum(p // 10 + p % 10 for p in products) % 10 == 0


def _without_identity_numbers(text: str) -> str:
    return _PERSONAL_IDENTITY_NUMBER.sub(
        lambda m: "[secret:personal-identity-number]" if _is_identity_number(m.group()) else m.group(), text
    )


def _without_encoded(match: re.Match[str]) -> str:
    """Base64 as it stands, unless it is somebody's sign-in or has an identity number in it."""
    encoded = unquote(match.group()).translate(_URL_SAFE)
    # A letter for each byte: what is looked for is ASCII in whichever encoding, and bytes that are no text stop nothing.
    said = urlsafe_b64decode(encoded + "A" * (-len(encoded) % 4)).decode("latin-1")
    return "[secret:encoded]" if _SIGN_IN.search(said) or _without_identity_numbers(said) != said else match.group()


class Redactor:
    """Replaces secrets in texts and records.

    Secrets that are known by value are told to it with `add`; identity numbers, bearer tokens, passwords in addresses,
    values that stand beside a telling name (`token=…`, `SAMLResponse=…`, `otp: …`), what signs an address (`sig=…`), and
    sign-ins and identity numbers in base64 are recognised by their form.
    """

    def __init__(self) -> None:
        self._names: dict[str, str] = {}
        self._finder: AhoCorasick | None = None
        self._lock = Lock()
        """A finder made while another thread adds a secret would lack it."""

    def add(self, name: str, value: str) -> None:
        """Remember a secret.

        Args:
            name: What stands in its place, such as "guardian.password".
            value: The secret. In addresses it is found in its percent-encoded forms, too.
        """
        if len(value) < _SHORTEST:
            return
        with self._lock:
            for form in _forms(value):
                if form not in self._names:
                    self._names[form] = name
                    self._finder = None

    def add_unnamed(self, kind: str, value: str) -> None:
        """Remember a secret that has no name of its own, such as a cookie: named by its kind and a digest."""
        self.add(f"{kind}-{hashlib.sha256(value.encode()).hexdigest()[:8]}", value)

    def text(self, text: str) -> str:
        """The text without its secrets."""
        text = self.known(text)
        text = _IN_ADDRESS.sub(lambda m: f"{m.group('head')}[secret:in-address]", text)
        text = _BEARER.sub(lambda m: f"{m.group(1)} [secret:credentials]", text)
        text = _NAMED.sub(lambda m: f"{m.group('head')}[secret:by-name]", text)
        text = _ONE_TIME.sub(lambda m: f"{m.group('head')}[secret:by-name]", text)
        text = _OF_ADDRESS.sub(lambda m: f"{m.group('head') or m.group('code_head')}[secret:by-name]", text)
        text = _ENCODED.sub(_without_encoded, text)
        return _without_identity_numbers(text)

    def named(self, name: str, value: str) -> str:
        """The value of a header, cookie or parameter, cleaned with its name beside it, because names tell secrets."""
        pair = self.text(f"{name}={value}")
        return pair[len(name) + 1 :] if pair.startswith(f"{name}=") else self.text(value)

    def known(self, text: str) -> str:
        """The text without the secrets that are known by value: for source code, where `token = …` is nobody's secret.

        A run meets a token with each answer: the time this takes does not grow with the number of secrets.
        """
        with self._lock:
            if self._finder is None:
                self._finder = AhoCorasick(list(self._names), matchkind=MatchKind.Standard)
            found = self._finder.find_matches_as_indexes(text, overlapping=True)
        parts: list[str] = []
        end_before = 0
        for start, end, name in self._merged(text, [(start, end) for _, start, end in found]):
            parts += (text[end_before:start], f"[secret:{name}]")
            end_before = end
        return "".join(parts) + text[end_before:] if parts else text

    def _merged(self, text: str, found: list[tuple[int, int]]) -> Iterator[tuple[int, int, str]]:
        """Where secrets stand, those that overlap as one: replacing one of them alone would leave the other's tail."""
        found.sort()
        at = 0
        while at < len(found):
            longest = first, end = found[at]
            while (at := at + 1) < len(found) and found[at][0] < end:
                end = max(end, found[at][1])
                longest = max(longest, found[at], key=lambda place: place[1] - place[0])
            yield first, end, self._names[text[slice(*longest)]]

    def value(self, value: Any) -> Any:
        """The same for whatever JSON can hold; keys are left, for they are ours."""
        if isinstance(value, str):
            return self.text(value)
        if isinstance(value, dict):
            kept = {str(k): self.value(v) for k, v in value.items()}
            if isinstance(value.get("name"), str) and isinstance(value.get("value"), str):
                kept["value"] = self.named(value["name"], value["value"])
            return kept
        if isinstance(value, list | tuple):
            return [self.value(v) for v in value]
        return value
