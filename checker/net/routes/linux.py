"""Adapters and default routes as Linux tells them: /sys/class/net and /proc/net (proc(5), route(8))."""

import contextlib
import ipaddress
import socket
import struct
from pathlib import Path

from checker.net.routes.interface import DefaultRoute, Medium, NetworkRoute

_SYS = Path("/sys/class/net")
_PROC = Path("/proc/thread-self/net")
"""Of the network that this thread is in: a namespace has its own."""
_ETHERNET, _LOOPBACK = 1, 772
_TUNNELS = {512, 768, 769, 65534}
"""ARPHRD_PPP, ARPHRD_TUNNEL, ARPHRD_TUNNEL6 (IPsec's among them) and ARPHRD_NONE (WireGuard, tun) of if_arp.h."""
_UP, _GATEWAY, _REJECT = 0x1, 0x2, 0x200
_BY_DEVTYPE = {"wlan": Medium.WIFI, "wwan": Medium.MOBILE, "wireguard": Medium.VPN}


def media(root: Path = _SYS) -> dict[str, Medium]:
    """What each adapter is. Raises OSError where /sys is not to be read."""
    return {folder.name: _medium(folder) for folder in sorted(root.iterdir()) if folder.is_dir()}


def _medium(folder: Path) -> Medium:
    kind = _number(folder / "type")
    devtype = _devtype(folder)
    if kind == _LOOPBACK:
        return Medium.LOOPBACK
    if (folder / "phy80211").exists() or (folder / "wireless").exists():
        return Medium.WIFI
    if devtype in _BY_DEVTYPE:
        return _BY_DEVTYPE[devtype]
    if kind in _TUNNELS or (folder / "tun_flags").exists():
        return Medium.VPN
    if not (folder / "device").exists():
        return Medium.VIRTUAL
    return Medium.CABLE if kind == _ETHERNET else Medium.UNKNOWN


def _number(path: Path) -> int:
    try:
        return int(path.read_text("ascii"))
    except (OSError, ValueError):
        return 0


def _devtype(folder: Path) -> str:
    try:
        lines = (folder / "uevent").read_text("ascii", "replace").splitlines()
    except OSError:
        return ""
    return next((line.partition("=")[2] for line in lines if line.startswith("DEVTYPE=")), "")


def default_routes(root: Path = _PROC) -> list[DefaultRoute]:
    """The default routes of the main table. Raises OSError where /proc is not to be read."""
    routes = [_parse_ipv4_route(line.split()) for line in (root / "route").read_text("ascii").splitlines()[1:]]
    with contextlib.suppress(FileNotFoundError):  # a kernel without IPv6
        routes += [_parse_ipv6_route(line.split()) for line in (root / "ipv6_route").read_text("ascii").splitlines()]
    return [route for route in routes if route]


def network_routes(root: Path = _PROC) -> list[NetworkRoute]:
    """The IPv4 routes of the main table to networks. Raises OSError where /proc is not to be read."""
    lines = (root / "route").read_text("ascii").splitlines()[1:]
    return [route for route in map(_parse_network_route, (line.split() for line in lines)) if route]


def _parse_network_route(words: list[str]) -> NetworkRoute | None:
    name, target, router, flags, _, _, _, mask = words[:8]
    if not int(mask, 16) or not int(flags, 16) & _UP or int(flags, 16) & _REJECT:
        return None
    address, netmask = (socket.inet_ntoa(struct.pack("=L", int(word, 16))) for word in (target, mask))
    network = str(ipaddress.IPv4Network(f"{address}/{netmask}", strict=False))
    has_router = bool(int(flags, 16) & _GATEWAY)
    next_hop = socket.inet_ntoa(struct.pack("=L", int(router, 16))) if has_router else ""
    return NetworkRoute(interface=name, network=network, has_router=has_router, router=next_hop)


def _parse_ipv4_route(words: list[str]) -> DefaultRoute | None:
    name, target, router, flags, _, _, metric, mask = words[:8]
    if int(target, 16) or int(mask, 16) or not int(flags, 16) & _UP or int(flags, 16) & _REJECT:
        return None
    address = ""
    if int(flags, 16) & _GATEWAY:
        address = socket.inet_ntoa(struct.pack("=L", int(router, 16)))
    return DefaultRoute(interface=name, address=address, version=4, metric=int(metric))


def _parse_ipv6_route(words: list[str]) -> DefaultRoute | None:
    target, length, _, _, router, metric, _, _, flags, name = words[:10]
    if int(target, 16) or int(length, 16) or not int(flags, 16) & _UP or int(flags, 16) & _REJECT:
        return None
    address = ""
    if int(flags, 16) & _GATEWAY:
        next_hop = ipaddress.IPv6Address(int(router, 16))
        address = f"{next_hop}%{name}" if next_hop.is_link_local else str(next_hop)
    return DefaultRoute(interface=name, address=address, version=6, metric=int(metric, 16))
