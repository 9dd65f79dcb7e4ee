"""Whom load may be sent to: this machine always, any other host only where the plan says that it agreed."""

from __future__ import annotations

import ipaddress
import re
import socket
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from evidence.problem import Problem

_ORIGIN = re.compile(r"[a-z]+://[^/?#]*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PermittedHost:
    """A host whose owner agreed to a load test."""

    host: str
    """Name or address, as in the build's URL; with `:port` if only that port is meant."""
    max_per_minute: float
    """People arriving per minute that the owner agreed to."""
    contact: str
    """Whom to call when something happens."""


def host_of(url: str) -> str:
    """Host and port of an address, the port always written."""
    origin = _ORIGIN.match(url)
    return _host_of(origin.group() if origin else url)


@lru_cache(maxsize=256)  # it is looked at before every request
def _host_of(origin: str) -> str:
    split = urlsplit(origin)
    try:
        port = split.port
    except ValueError:
        port = None
    return f"{(split.hostname or '').lower()}:{port or (443 if split.scheme == 'https' else 80)}"


def is_loopback(host: str) -> bool:
    """Whether a host is this machine and nothing else."""
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        pass
    if host != "localhost" and not host.endswith(".localhost"):
        return False
    try:
        found = {info[4][0] for info in socket.getaddrinfo(host, None)}
    except OSError:
        return False
    return bool(found) and all(ipaddress.ip_address(str(address).partition("%")[0]).is_loopback for address in found)


def belongs(url: str, hosts: frozenset[str]) -> bool:
    """Whether an address may be asked: it is on a named host, or on this machine where a named host is on it, too.

    A platform that signs people in on another port of this machine is one platform.

    Args:
        url: The address.
        hosts: The build's host and those that the plan permits, each with its port.
    """
    host = host_of(url)
    if host in hosts:
        return True
    return is_loopback(host.rpartition(":")[0]) and any(is_loopback(one.rpartition(":")[0]) for one in hosts)


def agreement_with(url: str, permitted: Sequence[PermittedHost]) -> PermittedHost | None:
    """What the owner of an address's host agreed to; None if nothing was, or none is needed."""
    host = (urlsplit(url).hostname or "").lower()
    if is_loopback(host):
        return None
    return next((one for one in permitted if one.host.lower() in (host, host_of(url))), None)


def agrees(one: PermittedHost, peak_per_minute: float) -> bool:
    """Whether a host's owner agreed to a rate, which has been scaled and may have lost its last digit."""
    return round(peak_per_minute, 6) <= one.max_per_minute


def permit(url: str, peak_per_minute: float, permitted: Sequence[PermittedHost]) -> None:
    """Let through what may be sent.

    Args:
        url: The build's address.
        peak_per_minute: The schedule's highest rate of people arriving.
        permitted: What the plan permits.
    Raises:
        Problem: The host is not permitted, or not at this rate.
    """
    host = (urlsplit(url).hostname or "").lower()
    if is_loopback(host):
        return
    if one := agreement_with(url, permitted):
        if not agrees(one, peak_per_minute):
            raise Problem(
                f"{peak_per_minute:.0f} people a minute would be sent to {host}, which agreed to "
                f"{one.max_per_minute:.0f}",
                where="load.peak_per_minute",
                do=f"Write peak_per_minute = {one.max_per_minute:.0f} or less, or agree on more with {one.contact}.",
            )
        return
    raise Problem(
        f"load is only sent to this machine, and {host} is not permitted",
        where="load.permitted",
        do="With the owner's consent, write in the plan:\n\n"
        f'[[load.permitted]]\nhost = "{host}"\nmax_per_minute = {max(1, round(peak_per_minute))}\n'
        'contact = "name and telephone of the person who agreed"',
    )
