"""Where the portal may send: never inside, whatever the address is called."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network
from typing import Any

import pytest

from guichet.programs import guard
from guichet.programs.errors import AddressRefused

INSIDE = (
    "127.0.0.1", "127.9.9.9", "0.0.0.0", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
    "192.0.2.1", "224.0.0.1", "240.0.0.1", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1", "ff02::1",
    "::ffff:127.0.0.1", "::ffff:10.0.0.1", "64:ff9b::7f00:1", "2002:7f00:1::", "2001:db8::1",
)  # fmt: skip
OUTSIDE = ("8.8.8.8", "1.1.1.1", "2606:4700:4700::1111", "::ffff:8.8.8.8")


@pytest.fixture(autouse=True)
def allowed(settings: Any) -> list[Any]:
    settings.GUICHET_WEBHOOK_NETWORKS = []
    return settings.GUICHET_WEBHOOK_NETWORKS  # type: ignore[no-any-return]


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> dict[str, list[str]]:
    """Name → the addresses it leads to, as the resolver of the machine would say."""
    known: dict[str, list[str]] = {}

    def resolve(host: str, port: int, **_: object) -> list[Any]:
        if host not in known:
            raise socket.gaierror
        return [(0, 0, 0, "", (address, port)) for address in known[host]]

    monkeypatch.setattr(guard.socket, "getaddrinfo", resolve)
    return known


@pytest.mark.parametrize("address", INSIDE)
def test_what_is_inside_is_refused(address: str) -> None:
    assert not guard.may_be_reached(ip_address(address))


@pytest.mark.parametrize("address", OUTSIDE)
def test_what_is_public_is_reached(address: str) -> None:
    assert guard.may_be_reached(ip_address(address))


@pytest.mark.parametrize("url", ["https://127.0.0.1/", "https://2130706433/", "https://0x7f.1/", "https://[::1]/"])
def test_every_way_to_write_this_machine_is_refused(url: str) -> None:
    with pytest.raises(AddressRefused):
        guard.look_at(url)


def test_one_inner_address_among_others_is_enough(names: dict[str, list[str]]) -> None:
    names["deux.exemple"] = ["8.8.8.8", "10.0.0.1"]
    with pytest.raises(AddressRefused, match="réseau privé"):
        guard.look_at("https://deux.exemple/")


def test_the_address_looked_at_is_the_one_to_connect_to(names: dict[str, list[str]]) -> None:
    names["dehors.exemple"] = ["8.8.8.8"]
    assert guard.look_at("https://dehors.exemple:8443/a?b=c") == guard.Target(
        "https", "dehors.exemple", "8.8.8.8", 8443, "/a?b=c"
    )


def test_a_name_that_does_not_exist(names: dict[str, list[str]]) -> None:
    with pytest.raises(AddressRefused, match="inconnu"):
        guard.look_at("https://nulle-part.exemple/")


@pytest.mark.parametrize(
    "url",
    [
        "", "exemple.fr", "ftp://exemple.fr/", "file:///etc/passwd", "https://", "https://moi:secret@exemple.fr/",
        "https://exemple.fr/#a", "https://exemple.fr:22/", "https://exemple.fr:99999/", "https://exemple.fr/ a",
        "https://exemple.fr/\r\nX: y", "https://[zz]/", "https://exemple.fr/" + "a" * 500, "javascript:alert(1)",
    ],
)  # fmt: skip
def test_what_is_no_address_of_a_webhook(names: dict[str, list[str]], url: str) -> None:
    names["exemple.fr"] = ["8.8.8.8"]
    with pytest.raises(AddressRefused, match="ne convient pas"):
        guard.look_at(url)


def test_in_clear_only_where_the_operator_allows(names: dict[str, list[str]], settings: Any) -> None:
    names["dehors.exemple"], names["dedans.exemple"] = ["8.8.8.8"], ["10.20.0.5"]
    settings.GUICHET_WEBHOOK_NETWORKS = [ip_network("10.20.0.0/16")]
    assert guard.look_at("http://dedans.exemple/").ip == "10.20.0.5"
    assert guard.look_at("https://dedans.exemple/").ip == "10.20.0.5"
    with pytest.raises(AddressRefused):
        guard.look_at("http://dehors.exemple/")
