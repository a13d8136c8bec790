"""What this PC's own routing table does to a gateway's packets."""

import pytest

from checker.checks.vpn.controls import own_route
from checker.net.routes.interface import DefaultRoute, Interface, Medium, NetworkRoute

GATEWAY, ROUTER, DEVICE = "192.0.2.9", "192.168.178.1", "192.168.178.30"


def table(monkeypatch: pytest.MonkeyPatch, *routes: NetworkRoute, medium: Medium = Medium.CABLE) -> None:
    monkeypatch.setattr(own_route, "network_routes", lambda _system: list(routes))
    default = DefaultRoute(interface="eth0", address=ROUTER, version=4)
    monkeypatch.setattr(own_route, "default_routes", lambda _system: [default])
    adapter = Interface(name="eth0", medium=medium, up=True)
    monkeypatch.setattr(own_route, "list_interfaces", lambda _system: [adapter])


def route(network: str, router: str = "") -> NetworkRoute:
    return NetworkRoute(interface="eth0", network=network, has_router=bool(router), router=router)


@pytest.mark.parametrize(
    ("routes", "medium", "expected"),
    [
        ([route("192.0.2.9/32", DEVICE)], Medium.CABLE, True),
        ([route("192.0.2.0/24", DEVICE)], Medium.WIFI, True),
        ([route("192.0.2.9/32", ROUTER)], Medium.CABLE, False),  # as a VPN that is connected enters it
        ([route("192.0.2.0/24", DEVICE), route("192.0.2.9/32", ROUTER)], Medium.CABLE, False),
        ([route("128.0.0.0/1", DEVICE)], Medium.CABLE, False),  # a VPN that carries everything
        ([route("192.0.2.0/24", DEVICE)], Medium.VPN, False),
        ([route("192.0.2.0/24")], Medium.CABLE, False),
        ([route("198.51.100.0/24", DEVICE)], Medium.CABLE, False),
        ([], Medium.CABLE, False),
    ],
)
def test_an_entry_that_leads_to_a_device_at_home(
    monkeypatch: pytest.MonkeyPatch, routes: list[NetworkRoute], medium: Medium, expected: bool
) -> None:
    table(monkeypatch, *routes, medium=medium)
    assert own_route.leads_past_the_router(GATEWAY, "linux") is expected


def test_a_table_that_cannot_be_read_shows_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    table(monkeypatch, route("192.0.2.9/32", DEVICE))

    def fails(_system: str) -> list[DefaultRoute]:
        raise OSError

    monkeypatch.setattr(own_route, "default_routes", fails)
    assert not own_route.leads_past_the_router(GATEWAY, "linux")


@pytest.mark.parametrize(
    ("sources", "expected"),
    [
        ({"203.0.113.1": "192.168.178.20"}, True),
        ({"203.0.113.1": "192.168.178.20", GATEWAY: "192.168.178.20"}, False),
        ({}, False),  # no way to anybody: that is no entry for the gateway
    ],
)
def test_no_way_to_the_gateway_alone(monkeypatch: pytest.MonkeyPatch, sources: dict[str, str], expected: bool) -> None:
    monkeypatch.setattr(own_route, "source_address_towards", sources.get)
    assert own_route.has_no_route(GATEWAY) is expected
