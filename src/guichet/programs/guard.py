"""Where the portal may send: an address that others chose must not lead it inside the network it stands in."""

from __future__ import annotations

import socket
from dataclasses import dataclass
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

from guichet.programs.errors import AddressRefused

URL_MAX = 500
PORTS = {"https": 443, "http": 80}
LOW_PORTS = 1024
EMBEDDING = tuple(map(ip_network, ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")))
"""IPv6 networks whose addresses stand for IPv4 ones: what is behind them cannot be told."""

INVALID = (
    "Cette adresse ne convient pas : donnez une adresse complète qui commence par « https:// », sans nom "
    "d'utilisateur ni « # », par exemple « https://guichet.exemple.fr/evenements »."
)
NOT_FOUND = "Le nom de cette adresse est inconnu. Vérifiez-le, ou attendez qu'il soit publié, puis recommencez."
PRIVATE = (
    "Cette adresse mène à un réseau privé, où Guichet n'envoie rien. Donnez une adresse publique, ou demandez à "
    "l'exploitant de ce portail d'autoriser ce réseau."
)

Address = IPv4Address | IPv6Address


@dataclass(frozen=True, slots=True)
class Target:
    """An address that was looked at: where to connect (`ip`, not the name, which may change), and what to ask there."""

    scheme: str
    host: str
    ip: str
    port: int
    path: str


def look_at(url: str) -> Target:
    """Resolve the address of a webhook, once. Raises `AddressRefused` unless all that it resolves to may be reached."""
    scheme, host, port, path = parts_of(url)
    found = _addresses(host, port)
    if not found:
        raise AddressRefused(NOT_FOUND)
    if not all(map(may_be_reached, found)):
        raise AddressRefused(PRIVATE)
    if scheme == "http" and not all(map(_is_allowed, found)):
        raise AddressRefused(INVALID)
    return Target(scheme, host, str(found[0]), port, path)


def parts_of(url: str) -> tuple[str, str, int, str]:
    """Scheme, host, port, path with query. Raises `AddressRefused`: malformed, or what no webhook needs."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port or PORTS.get(parts.scheme, 0)
        host.encode("idna")
    except ValueError as error:  # UnicodeError is one
        raise AddressRefused(INVALID) from error
    plain = url.isascii() and url.isprintable() and " " not in url and len(url) <= URL_MAX
    named = parts.scheme in PORTS and host and not parts.fragment and "@" not in parts.netloc
    if not plain or not named or (port < LOW_PORTS and port not in PORTS.values()):
        raise AddressRefused(INVALID)
    return parts.scheme, host, port, (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def may_be_reached(address: Address) -> bool:
    """Public addresses, and those of the networks that the operator allows."""
    return _is_allowed(address) or _is_public(address)


def _is_public(address: Address) -> bool:
    if isinstance(address, IPv6Address):
        if address.ipv4_mapped is not None:
            return _is_public(address.ipv4_mapped)
        if any(address in network for network in EMBEDDING):
            return False
    return address.is_global and not address.is_multicast and not address.is_reserved


def _is_allowed(address: Address) -> bool:
    return any(
        address.version == network.version and address in network for network in settings.GUICHET_WEBHOOK_NETWORKS
    )


def _addresses(host: str, port: int) -> list[Address]:
    try:
        found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)
    except OSError:
        return []
    # Without the zone of a link-local address: `fe80::1%eth0`.
    return [ip_address(str(sockaddr[0]).partition("%")[0]) for *_, sockaddr in found]
