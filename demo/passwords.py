"""The demo school's passwords: issued from the seed, so that a harness can be told them, and kept as hashes."""

from __future__ import annotations

import hashlib
import hmac
from base64 import b32encode

_ROUNDS = 4_000
"""A real platform uses some hundred times more; this keeps a sign-in at a millisecond or two of honest work."""

_THOROUGH_ROUNDS = 600_000
"""What is recommended for this hash."""


def issued(seed: int, username: str) -> str:
    """The password that an account is given when the school is made.

    Args:
        seed: The school's seed.
        username: Whose.
    """
    digest = hashlib.sha256(f"{seed}:{username}".encode()).digest()
    return b32encode(digest)[:10].decode().lower()


def hashed(password: str, username: str) -> bytes:
    """What is stored of a password.

    Args:
        password: As it was typed.
        username: Serves as the salt: unique within the school.
    """
    return hashlib.pbkdf2_hmac("sha256", password.encode(), username.encode(), _ROUNDS)


def fits(password: str, username: str, password_hash: bytes) -> bool:
    """Whether a typed password is the one that was stored; takes the same time either way."""
    return hmac.compare_digest(hashed(password, username), password_hash)


def thorough(password: str, username: str) -> bytes:
    """A hash as thorough as a real platform's: a good part of a second of a processor's work.

    Args:
        password: As it was typed.
        username: Serves as the salt.
    """
    return hashlib.pbkdf2_hmac("sha256", password.encode(), username.encode(), _THOROUGH_ROUNDS)
