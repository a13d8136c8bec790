"""Adapters and default routes as macOS tells them: networksetup(8) and netstat(1), which print English always."""

import ipaddress

from checker.net.command import command_output
from checker.net.routes.interface import DefaultRoute, Medium

_BY_PORT = {
    "Wi-Fi": Medium.WIFI,
    "AirPort": Medium.WIFI,
    "iPhone USB": Medium.MOBILE,
    "Thunderbolt Bridge": Medium.VIRTUAL,
    "Bluetooth PAN": Medium.UNKNOWN,
}
_BY_NAME = {
    "lo": Medium.LOOPBACK,
    "utun": Medium.VPN,
    "ipsec": Medium.VPN,
    "ppp": Medium.VPN,
    "tun": Medium.VPN,
    "tap": Medium.VPN,
    "feth": Medium.VPN,
}


def media(names: list[str]) -> dict[str, Medium]:
    """What each of these adapters is. Raises OperationFailed."""
    ports = parse_hardware_ports(command_output("networksetup", "-listallhardwareports"))
    return {name: ports.get(name) or _BY_NAME.get(name.rstrip("0123456789"), Medium.VIRTUAL) for name in names}


def parse_hardware_ports(text: str) -> dict[str, Medium]:
    """Device to medium, from the text of `networksetup -listallhardwareports`."""
    ports: dict[str, Medium] = {}
    port = ""
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        if key == "Hardware Port":
            port = value.strip()
        elif key == "Device" and value.strip():
            ports[value.strip()] = _BY_PORT.get(port, Medium.CABLE)
    return ports


def default_routes() -> list[DefaultRoute]:
    """The default routes of both IP versions. Raises OperationFailed."""
    return [
        *parse_default_routes(command_output("netstat", "-rn", "-f", "inet"), 4),
        *parse_default_routes(command_output("netstat", "-rn", "-f", "inet6"), 6),
    ]


def parse_default_routes(text: str, version: int) -> list[DefaultRoute]:
    """From netstat's table. Flag G has a router, I is bound to its adapter: the system's second choice."""
    routes: list[DefaultRoute] = []
    for line in text.splitlines():
        words = line.split()
        if len(words) < 4 or words[0] != "default" or "U" not in words[2]:
            continue
        router, flags, name = words[1], words[2], words[3]
        address = router if "G" in flags and _is_address(router) else ""
        metric = 1000 if "I" in flags else len(routes)
        routes.append(DefaultRoute(interface=name, address=address, version=version, metric=metric))
    return routes


def _is_address(word: str) -> bool:
    try:
        return not ipaddress.ip_address(word.partition("%")[0]).is_unspecified and not word.startswith("fe80::%")
    except ValueError:
        return False
