"""Adapters and default routes as macOS tells them: networksetup(8), ifconfig(8) and netstat(1).

Which adapters are hardware stands in networksetup's list, whose names are translated: on a German Mac the Wi-Fi's is
"WLAN". What each is stands in `ifconfig -v`, which prints English always (Apple, network_cmds, ifconfig.c, ift2str).
"""

import ipaddress
from collections.abc import Mapping

from checker.model.failure import OperationFailed
from checker.net.command import command_output
from checker.net.routes import ifconfig
from checker.net.routes.interface import DefaultRoute, Medium

_BY_TYPE = {"Wi-Fi": Medium.WIFI, "Cellular": Medium.MOBILE, "Bluetooth PAN": Medium.UNKNOWN}
_WIFI_PORTS = ("Wi-Fi", "AirPort", "WLAN")
"""Where ifconfig says nothing: names of the port in English, before 10.7, and in German."""
_PHONES = ("iPhone", "iPad")
"""Of a port by which a phone shares its data; a product's name is not translated."""
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
    try:
        types = ifconfig.parse_types(command_output("ifconfig", "-v"))
    except OperationFailed:
        types = {}
    ports = parse_hardware_ports(command_output("networksetup", "-listallhardwareports"), types)
    return {name: ports.get(name) or _BY_NAME.get(name.rstrip("0123456789"), Medium.VIRTUAL) for name in names}


def parse_hardware_ports(text: str, types: Mapping[str, str]) -> dict[str, Medium]:
    """Device to medium, from the text of `networksetup -listallhardwareports`; `types`: as ifconfig calls each."""
    ports: dict[str, Medium] = {}
    port = ""
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        if key == "Hardware Port":
            port = value.strip()
        elif key == "Device" and value.strip():
            ports[value.strip()] = _port_medium(port, value.strip(), types.get(value.strip(), ""))
    return ports


def _port_medium(port: str, device: str, adapter_type: str) -> Medium:
    if device.startswith("bridge"):
        return Medium.VIRTUAL
    if any(phone in port for phone in _PHONES):
        return Medium.MOBILE
    if adapter_type in _BY_TYPE:
        return _BY_TYPE[adapter_type]
    if port in _WIFI_PORTS:
        return Medium.WIFI
    return Medium.UNKNOWN if "Bluetooth" in port else Medium.CABLE


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
