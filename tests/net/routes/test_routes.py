"""The ways out of a real PC in a namespace, its VPN included."""

import json
from collections.abc import Iterator

import pytest

from checker.model.failure import OperationFailed
from checker.net.routes.interface import Medium
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import default_routes, source_address_towards
from tests.net.homes import Home, home, needs_namespaces

LIST_SCRIPT = """
import json
from checker.net.routes.interface_list import list_interfaces
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, default_routes, source_address_towards
print(json.dumps({
    "media": {one.name: [one.medium.value, one.up] for one in list_interfaces("linux")},
    "networks": {one.name: [str(network) for network in one.networks(4)] for one in list_interfaces("linux")},
    "gateways": [[one.interface, one.address, one.version] for one in default_routes("linux")],
    "source": [source_address_towards(DOCUMENTATION_ADDRESSES[4]), source_address_towards(DOCUMENTATION_ADDRESSES[6])],
}))
"""


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        yield made


def test_loopback_is_loopback() -> None:
    (interface,) = [interface for interface in list_interfaces("linux") if interface.has_address("127.0.0.1")]
    assert interface.medium is Medium.LOOPBACK
    assert source_address_towards("127.0.0.1") == "127.0.0.1"


@pytest.mark.parametrize("call", [list_interfaces, default_routes])
def test_another_system(call) -> None:
    with pytest.raises(OperationFailed):
        call("plan9")


class TestInAHome:
    pytestmark = needs_namespaces

    def test_the_router(self, a_home: Home) -> None:
        output = json.loads(a_home.python(LIST_SCRIPT))
        assert output["media"]["eth0"] == ["virtual", True]
        assert "192.168.178.0/24" in output["networks"]["eth0"]
        assert output["gateways"] == [["eth0", "192.168.178.1", 4], ["eth0", "2001:db8:178::1", 6]]
        assert output["source"] == ["192.168.178.20", "2001:db8:178::20"]

    def test_a_vpn_that_takes_everything(self, a_home: Home) -> None:
        a_home.on(
            a_home.pc,
            "ip tuntap add dev tun0 mode tun",
            "ip addr add 10.8.0.2/24 dev tun0",
            "ip link set tun0 up",
            "ip route add 0.0.0.0/1 dev tun0",
            "ip route add 128.0.0.0/1 dev tun0",
        )
        output = json.loads(a_home.python(LIST_SCRIPT))
        assert output["media"]["tun0"][0] == "vpn"
        assert output["source"][0] == "10.8.0.2"
        assert output["gateways"][0][:2] == ["eth0", "192.168.178.1"]

    def test_no_way_out(self, a_home: Home) -> None:
        a_home.on(a_home.pc, "ip route del default", "ip -6 route del default")
        output = json.loads(a_home.python(LIST_SCRIPT))
        assert (output["gateways"], output["source"]) == ([], [None, None])

    def test_the_cable_is_out(self, a_home: Home) -> None:
        a_home.on(a_home.router, "ip link set lan0 down")
        a_home.on(a_home.pc, "timeout 10 sh -c 'until grep -q down /sys/class/net/eth0/operstate; do sleep 0.1; done'")
        assert json.loads(a_home.python(LIST_SCRIPT))["media"]["eth0"] == ["virtual", False]
