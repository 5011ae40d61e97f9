"""Where what is done comes from: the door, the network and the kind of program. Said once, read by the journal.

The pages say it for each request, the worker for all its jobs; what nobody said anything of is a command.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from ipaddress import ip_address, ip_network

from django.db import models

PREFIXES = {4: 24, 6: 48}
"""Bits kept of an address: enough to tell the office from elsewhere, too few to tell a person."""


class JournalOrigin(models.TextChoices):
    """The door something was done through."""

    WEB = "web", "Portail"
    API = "api", "API"
    JOB = "job", "Tâche de fond"
    COMMAND = "command", "Ligne de commande"


@dataclass(frozen=True, slots=True)
class Provenance:
    """A door; for the pages and the API, the shortened network and the family of the program too."""

    origin: JournalOrigin = JournalOrigin.COMMAND
    ip: str = ""
    agent: str = ""


NOWHERE = Provenance()
_current: ContextVar[Provenance] = ContextVar("guichet_provenance", default=NOWHERE)


@contextmanager
def coming_from(provenance: Provenance) -> Iterator[None]:
    """All that is written inside comes from there."""
    token = _current.set(provenance)
    try:
        yield
    finally:
        _current.reset(token)


def current_origin() -> str:
    """Default of the column."""
    return _current.get().origin.value


def current_ip() -> str:
    """Default of the column."""
    return _current.get().ip


def current_agent() -> str:
    """Default of the column."""
    return _current.get().agent


def shortened(address: str) -> str:
    """`203.0.113.7` → `203.0.113.0/24`, an IPv6 address → its /48; nothing for what is no address."""
    try:
        parsed = ip_address(address.strip())
    except ValueError:
        return ""
    if parsed.version == 6 and parsed.ipv4_mapped is not None:
        parsed = parsed.ipv4_mapped
    return str(ip_network((parsed, PREFIXES[parsed.version]), strict=False))


_FAMILIES = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("Firefox", "Firefox"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
    ("curl", "curl"),
    ("python", "Python"),
)


def family(user_agent: str) -> str:
    """The family of a browser or program, never its version, its system or its machine."""
    if not user_agent:
        return ""
    return next((name for sign, name in _FAMILIES if sign in user_agent), "Autre")
