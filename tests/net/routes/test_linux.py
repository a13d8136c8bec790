"""Adapters and routes of Linux, from copies of /sys and /proc."""

from pathlib import Path

import pytest

from checker.net.routes.interface import Medium
from checker.net.routes.linux import default_routes, media, network_routes

ROUTE = """Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT
tun0\t00000000\t00000000\t0001\t0\t0\t50\t00000000\t0\t0\t0
wlan0\t00000000\t01B2A8C0\t0003\t0\t0\t600\t00000000\t0\t0\t0
eth0\t00000000\t0100A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0
eth0\t00000000\t0100A8C0\t0202\t0\t0\t9\t00000000\t0\t0\t0
tun0\t00000000\t0105080A\t0003\t0\t0\t0\t00000080\t0\t0\t0
wlan0\t00B2A8C0\t00000000\t0001\t0\t0\t600\t00FFFFFF\t0\t0\t0
"""
NOTHING = "0" * 32
ROUTE6 = f"""fd000000000000000000000000000000 40 {NOTHING} 00 {NOTHING} 00000100 00000001 00000000 00000001     eth0
{NOTHING} 00 {NOTHING} 00 fe800000000000000000000000000001 00000400 00000002 00000000 00000003     eth0
{NOTHING} 00 {NOTHING} 00 {NOTHING} ffffffff 00000001 00000000 00200200       lo
"""


def test_default_routes(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(ROUTE)
    (tmp_path / "ipv6_route").write_text(ROUTE6)
    routes = [(route.interface, route.address, route.version, route.metric) for route in default_routes(tmp_path)]
    assert routes == [
        ("tun0", "", 4, 50),
        ("wlan0", "192.168.178.1", 4, 600),
        ("eth0", "192.168.0.1", 4, 100),
        ("eth0", "fe80::1%eth0", 6, 1024),
    ]


def test_routes_to_networks(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(ROUTE)
    routes = [(route.network, route.has_router, route.router) for route in network_routes(tmp_path)]
    assert routes == [("0.0.0.0/1", True, "10.8.5.1"), ("192.168.178.0/24", False, "")]


def test_a_kernel_without_ipv6(tmp_path: Path) -> None:
    (tmp_path / "route").write_text(ROUTE)
    assert len(default_routes(tmp_path)) == 3


@pytest.mark.parametrize(
    ("kind", "uevent", "files", "medium"),
    [
        (772, "", (), Medium.LOOPBACK),
        (1, "", ("device",), Medium.CABLE),
        (1, "DEVTYPE=wlan\n", ("device", "phy80211"), Medium.WIFI),
        (1, "", ("device", "wireless"), Medium.WIFI),
        (1, "DEVTYPE=wwan\n", ("device",), Medium.MOBILE),
        (65534, "DEVTYPE=wireguard\n", (), Medium.VPN),
        (65534, "", ("tun_flags",), Medium.VPN),
        (1, "", ("tun_flags",), Medium.VPN),
        (512, "", (), Medium.VPN),
        (768, "", (), Medium.VPN),
        (1, "DEVTYPE=bridge\n", (), Medium.VIRTUAL),
        (1, "", (), Medium.VIRTUAL),
        (32, "", ("device",), Medium.UNKNOWN),
    ],
)
def test_media(tmp_path: Path, kind: int, uevent: str, files: tuple[str, ...], medium: Medium) -> None:
    folder = tmp_path / "net0"
    folder.mkdir()
    (folder / "type").write_text(f"{kind}\n")
    (folder / "uevent").write_text(f"INTERFACE=net0\n{uevent}")
    for name in files:
        (folder / name).touch()
    assert media(tmp_path) == {"net0": medium}


def test_an_adapter_that_says_nothing(tmp_path: Path) -> None:
    (tmp_path / "net0").mkdir()
    assert media(tmp_path) == {"net0": Medium.VIRTUAL}
