"""What is on this side of the line, in every form that an address has."""

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes import near_side
from checker.net.routes.interface import DefaultRoute, Interface, Medium
from checker.net.routes.near_side import NearSide, read_near_side

CABLE = Interface(name="eth0", medium=Medium.CABLE, up=True, addresses=("192.168.178.20/24", "2001:db8:178::20/64"))
VPN = Interface(name="tun0", medium=Medium.VPN, up=True, addresses=("10.8.0.6/24",))
ROUTES = [
    DefaultRoute(interface="tun0", address="10.8.0.1", version=4),
    DefaultRoute(interface="eth0", address="192.168.178.1", version=4, metric=100),
    DefaultRoute(interface="eth0", address="fe80::1%eth0", version=6),
]


@pytest.fixture
def home(monkeypatch: pytest.MonkeyPatch) -> NearSide:
    monkeypatch.setattr(near_side, "list_interfaces", lambda _system: [CABLE, VPN])
    monkeypatch.setattr(near_side, "default_routes", lambda _system: ROUTES)
    return read_near_side("linux")


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "127.8.9.1", "::1", "0.0.0.0", "0.0.0.1", "::", "169.254.169.254", "fe80::1", "fe80::1%eth0",
        "::ffff:127.0.0.1", "::ffff:7f00:1", "::ffff:192.168.178.1", "64:ff9b::7f00:1", "64:ff9b::c0a8:b201",
        "2002:7f00:1::", "::127.0.0.1", "192.168.178.1", "192.168.178.20", "2001:db8:178::20",
        "2001:0db8:0178:0000:0000:0000:0000:0020", "10.8.0.6", "224.0.0.251", "ff02::fb", "255.255.255.255",
        "no address",
    ],
)  # fmt: skip
def test_is_here(home: NearSide, address: str) -> None:
    assert home.holds(address)


@pytest.mark.parametrize(
    "address", ["203.0.113.10", "10.8.0.1", "10.20.0.5", "192.168.178.30", "2001:db8:10::10", "64:ff9b::cb00:710a"]
)
def test_is_elsewhere(home: NearSide, address: str) -> None:
    assert not home.holds(address)


def test_what_cannot_be_listed_costs_the_rest_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_system: str) -> list[object]:
        raise OperationFailed(Operation.LIST, FailureKind.DENIED)

    monkeypatch.setattr(near_side, "list_interfaces", fail)
    monkeypatch.setattr(near_side, "default_routes", fail)
    assert read_near_side("linux") == NearSide()
    assert read_near_side("linux").holds("127.0.0.1")
