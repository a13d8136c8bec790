"""Adapters and routes of macOS, from texts in the form of its commands."""

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes import ifconfig, macos
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


IFCONFIG = """lo0: flags=8049<UP,LOOPBACK,RUNNING,MULTICAST> mtu 16384 rtref 0 index 1
\teflags=12000000<ECN_DISABLE,SENDLIST>
\tlink quality: 100 (good)
en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500 index 5
\teflags=412008c0<ACCEPT_RTADV,TXSTART,ARPLL,NOACKPRI,ECN_ENABLE,FASTLN_ON>
\tstatus: active
\tgeneration id: 11
\ttype: Wi-Fi
\tagent domain:Skywalk type:NetIf flags:0xa443 desc:"Userspace Networking"
\tuplink rate: 31.97 Mbps [eff] / 304.20 Mbps
en4: flags=8863<UP> mtu 1500
\ttype: Ethernet
en7: flags=8863<UP> mtu 1500
\ttype: USB Ethernet
awdl0: flags=8943<UP> mtu 1500
\ttype: Wi-Fi
pdp_ip0: flags=8010<POINTOPOINT> mtu 1500 rtref 0 index 2
\ttype: Cellular
"""


def test_types() -> None:
    assert ifconfig.parse_types(IFCONFIG) == {
        "en0": "Wi-Fi",
        "en4": "Ethernet",
        "en7": "USB Ethernet",
        "awdl0": "Wi-Fi",
        "pdp_ip0": "Cellular",
    }
    assert ifconfig.parse_types("type: Wi-Fi\n\ttype: Wi-Fi\n") == {}


GERMAN_PORTS = (
    PORTS.replace("Wi-Fi", "WLAN")
    .replace("Ethernet Adapter (en4)", "Ethernet-Adapter (en4)")
    .replace("Thunderbolt Bridge", "Thunderbolt-Bridge")
    .replace("iPhone USB", "iPhone-USB")
)
FRENCH_PORTS = PORTS.replace("Wi-Fi", "Sans fil")


@pytest.mark.parametrize("ports", [PORTS, GERMAN_PORTS, FRENCH_PORTS], ids=["English", "German", "another"])
def test_a_macs_language_changes_nothing(ports: str) -> None:
    """Its names of the ports are translated: a German Mac's Wi-Fi is called WLAN."""
    assert macos.parse_hardware_ports(ports, ifconfig.parse_types(IFCONFIG)) == {
        "en4": Medium.CABLE,
        "bridge0": Medium.VIRTUAL,
        "en0": Medium.WIFI,
        "en7": Medium.CABLE,
        "en8": Medium.MOBILE,
    }


@pytest.mark.parametrize("ports", [PORTS, GERMAN_PORTS], ids=["English", "German"])
def test_without_types_the_usual_names_are_known(ports: str) -> None:
    assert macos.parse_hardware_ports(ports, {}) == {
        "en4": Medium.CABLE,
        "bridge0": Medium.VIRTUAL,
        "en0": Medium.WIFI,
        "en7": Medium.CABLE,
        "en8": Medium.MOBILE,
    }


def test_media(monkeypatch: pytest.MonkeyPatch) -> None:
    answers = {"networksetup": GERMAN_PORTS, "ifconfig": IFCONFIG}
    monkeypatch.setattr(macos, "command_output", lambda *command: answers[command[0]])
    assert macos.media(["lo0", "en0", "utun4", "awdl0"]) == {
        "lo0": Medium.LOOPBACK,
        "en0": Medium.WIFI,
        "utun4": Medium.VPN,
        "awdl0": Medium.VIRTUAL,
    }


def test_an_ifconfig_that_fails_is_done_without(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(*command: str) -> str:
        if command[0] == "ifconfig":
            raise OperationFailed(Operation.RUN, FailureKind.TIMEOUT, "ifconfig")
        return GERMAN_PORTS

    monkeypatch.setattr(macos, "command_output", answer)
    assert macos.media(["en0", "en7"]) == {"en0": Medium.WIFI, "en7": Medium.CABLE}


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
