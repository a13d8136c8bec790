"""Adapters and routes of macOS, from texts in the form of its commands."""

import pytest

from checker.net.routes import macos
from checker.net.routes.interface import Medium

PORTS = """
Hardware Port: Ethernet Adapter (en4)
Device: en4
Ethernet Address: 00:00:00:00:00:04

Hardware Port: Thunderbolt Bridge
Device: bridge0
Ethernet Address: 00:00:00:00:00:05

Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 00:00:00:00:00:06

Hardware Port: USB 10/100/1000 LAN
Device: en7
Ethernet Address: 00:00:00:00:00:07

Hardware Port: iPhone USB
Device: en8
Ethernet Address: N/A

VLAN Configurations
===================
"""
INET = """Routing tables

Internet:
Destination        Gateway            Flags               Netif Expire
0/1                10.8.0.5           UGSc                utun4
default            192.168.178.1      UGScg                 en0
default            192.168.178.1      UGScIg                en7
default            link#20            UCSIg               utun3      !
127                127.0.0.1          UCS                   lo0
192.168.178        link#12            UCS                   en0      !
"""
INET6 = """Routing tables

Internet6:
Destination                             Gateway                                 Flags               Netif Expire
default                                 fe80::1%en0                             UGcg                  en0
default                                 fe80::%utun0                            UGcIg               utun0
::1                                     ::1                                     UHL                   lo0
"""


def test_hardware_ports() -> None:
    assert macos.parse_hardware_ports(PORTS) == {
        "en4": Medium.CABLE,
        "bridge0": Medium.VIRTUAL,
        "en0": Medium.WIFI,
        "en7": Medium.CABLE,
        "en8": Medium.MOBILE,
    }


def test_media(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "command_output", lambda *command: PORTS)
    assert macos.media(["lo0", "en0", "utun4", "awdl0"]) == {
        "lo0": Medium.LOOPBACK,
        "en0": Medium.WIFI,
        "utun4": Medium.VPN,
        "awdl0": Medium.VIRTUAL,
    }


def test_default_routes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "command_output", lambda *command: INET6 if "inet6" in command else INET)
    routes = [(route.interface, route.address, route.version, route.metric) for route in macos.default_routes()]
    assert routes == [
        ("en0", "192.168.178.1", 4, 0),
        ("en7", "192.168.178.1", 4, 1000),
        ("utun3", "", 4, 1000),
        ("en0", "fe80::1%en0", 6, 0),
        ("utun0", "", 6, 1000),
    ]
