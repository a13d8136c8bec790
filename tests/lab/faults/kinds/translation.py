"""Addresses that are translated once too often, unevenly, or from one version of IP to the other. Notes: all works."""

import ipaddress

from tests.lab.faults import layout as at
from tests.lab.faults.kinds.fault import fault
from tests.lab.faults.layout import CGNAT, DS_LITE, Layout
from tests.lab.faults.town import Town
from tests.lab.vpn_servers import need_program
from tests.net import servers

DOUBLE = Layout(modem=True)
NAT64_DNS = f"{at.HOME6}::1"
PREFIX = "64:ff9b::"
"""RFC 6052, 2.1."""


@fault("Two routers in a row translate addresses.", "network.double-nat", "router", "you", layout=DOUBLE)
def double_nat(town: Town) -> None:
    """Translated as the layout says."""


@fault(
    "The provider translates IPv4 addresses for many customers.",
    "network.cgnat",
    "provider",
    "provider",
    layout=Layout(access=CGNAT),
)
def cgnat(town: Town) -> None:
    """Translated as the layout says."""


@fault(
    "The home has no IPv4 address of its own; IPv4 goes through a tunnel of the provider.",
    "network.ds-lite",
    "provider",
    "provider",
    layout=Layout(access=DS_LITE, mtu=1460),
)
def ds_lite(town: Town) -> None:
    """Translated as the layout says."""


@fault("The router shows every target another port.", "network.symmetric-nat", "router", "you")
def symmetric_nat(town: Town) -> None:
    town.rules("router", "oifname wan0 meta nfproto ipv4 masquerade fully-random", hook="postrouting", kind="nat")


@fault(
    "The home has IPv6 alone; the provider translates to IPv4.",
    "network.nat64",
    "provider",
    "it-firm",
    layout=Layout(ipv4=False),
)
def ipv6_only(town: Town) -> None:
    nat64(town)


def nat64(town: Town) -> None:
    """tayga at the provider (RFC 6146), and names whose IPv4 addresses are given in IPv6 (RFC 6147)."""
    need_program("tayga")
    conf = town.key_file(
        f"tun-device nat64\nipv4-addr 192.168.255.1\nipv6-addr 2620:4f:8000:5::1\nprefix {PREFIX}/96\n"
        f"dynamic-pool 192.168.255.0/24\ndata-dir {town.folder('tayga')}\n"
    )
    make = ("tayga", "--mktun", "--config", str(conf))
    town.on("provider", " ".join(make), "ip link set nat64 up", "ip route add 192.168.255.0/24 dev nat64")
    town.on("provider", f"ip -6 route add {PREFIX}/96 dev nat64", "ip addr add 192.88.99.131/32 dev nat64")
    town.start("provider", "tayga", "--nodetach", "--config", str(conf), ready=lambda: True)
    town.rules("provider", "ip saddr 192.168.255.0/24 masquerade", hook="postrouting", kind="nat")
    zone = town.internet.zone
    for (name, kind), value in list(zone.items()):
        if kind == "A" and isinstance(value, str) and not isinstance(zone.get((name, "AAAA")), str):
            zone[name, "AAAA"] = synthesised(value)
    town.stop_dns()
    town.internet.hold("dns64", "router", servers.names(zone, NAT64_DNS, 53))
    town.resolver(NAT64_DNS)


def synthesised(address: str) -> str:
    return str(ipaddress.IPv6Address(PREFIX) + int(ipaddress.IPv4Address(address)))
