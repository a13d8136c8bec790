"""Which router is asked, and what is observed of its answers."""

import pytest

from checker.checks.context import ProbeContext
from checker.checks.router import CHECK, probe
from checker.checks.router.need import RouterNeed
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.observation import Observations
from checker.model.privacy import DataGroup
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from checker.net.routes.interface import DefaultRoute, Interface, Medium
from checker.net.upnp.description import GatewayDescription
from checker.net.upnp.igd import WanStatus
from checker.run.plan import make_plan


def route(interface: str, address: str, version: int = 4) -> DefaultRoute:
    return DefaultRoute(interface=interface, address=address, version=version)


@pytest.mark.parametrize(
    ("routes", "address"),
    [
        ([route("tun0", "10.8.0.1"), route("wlan0", "192.168.178.1")], "192.168.178.1"),
        ([route("wlan0", ""), route("eth0", "192.168.0.1")], "192.168.0.1"),
        ([route("wlan0", "fe80::1%wlan0", 6)], None),
        ([route("gone", "192.168.0.1")], None),
        ([], None),
    ],
)
def test_only_the_homes_router(
    monkeypatch: pytest.MonkeyPatch, routes: list[DefaultRoute], address: str | None
) -> None:
    media = {"tun0": Medium.VPN, "wlan0": Medium.WIFI, "eth0": Medium.CABLE}
    interfaces = [Interface(name=name, medium=medium, up=True) for name, medium in media.items()]
    monkeypatch.setattr(probe, "list_interfaces", lambda system: interfaces)
    monkeypatch.setattr(probe, "default_routes", lambda system: routes)
    assert probe.home_gateway("linux") == address


def observed() -> dict[str, object]:
    observations = Observations(CHECK.probe()(RouterNeed(), ProbeContext(CHECK, BUILT_IN, Net(), "linux")))
    return {
        observation.key: observation.value if observation.failure is None else observation.failure.kind
        for observation in observations
    }


def test_what_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "home_gateway", lambda system: "192.168.178.1")
    monkeypatch.setattr(probe, "discover_gateway", lambda gateway: GatewayDescription(model="fritzbox", number="7590"))
    monkeypatch.setattr(
        probe, "query_wan_status", lambda gateway, description: WanStatus(connected=True, uptime_s=90, wan_v4="shared")
    )
    assert observed() == {
        "told": True,
        "model": "fritzbox",
        "model.number": "7590",
        "connected": True,
        "uptime": 1.5,
        "wan.v4": "shared",
    }
    monkeypatch.setattr(probe, "query_wan_status", lambda gateway, description: WanStatus())
    assert observed() == {"told": FailureKind.DENIED, "model": "fritzbox", "model.number": "7590"}


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (OperationFailed(Operation.LIST, FailureKind.UNSUPPORTED), FailureKind.UNSUPPORTED),
        (PermissionError(13, "x"), FailureKind.DENIED),
    ],
)
def test_routes_that_cannot_be_read(monkeypatch: pytest.MonkeyPatch, error: Exception, kind: FailureKind) -> None:
    def fails(system: str) -> None:
        raise error

    monkeypatch.setattr(probe, "home_gateway", fails)
    assert observed() == {"told": kind}
    monkeypatch.setattr(probe, "home_gateway", lambda system: None)
    assert observed() == {"told": FailureKind.NOT_FOUND}


def test_a_profile_may_leave_it_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(probe, "home_gateway", lambda system: pytest.fail("asked all the same"))
    assert list(CHECK.probe()(RouterNeed(asked=False), ProbeContext(CHECK, BUILT_IN, Net(), "linux"))) == []


def test_only_who_agrees_has_the_router_asked() -> None:
    made = make_plan(BUILT_IN, [group for group in DataGroup if group is not DataGroup.ROUTER])
    assert "router" not in {planned.check.name for planned in made.planned}
    assert "router" in {measurement.check for measurement in made.left_out}
    assert "router" in {planned.check.name for planned in make_plan(BUILT_IN, list(DataGroup)).planned}
