"""Adapters and default routes as macOS tells them: networksetup(8) and netstat(1), which print English always."""

import ipaddress
import subprocess

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.link import Gateway, Medium

COMMAND_S = 3.0
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
    ports = ports_of(said("networksetup", "-listallhardwareports"))
    return {name: ports.get(name) or _BY_NAME.get(name.rstrip("0123456789"), Medium.VIRTUAL) for name in names}


def ports_of(text: str) -> dict[str, Medium]:
    """Device to medium, from the text of `networksetup -listallhardwareports`."""
    found: dict[str, Medium] = {}
    port = ""
    for line in text.splitlines():
        key, _, value = line.partition(": ")
        if key == "Hardware Port":
            port = value.strip()
        elif key == "Device" and value.strip():
            found[value.strip()] = _BY_PORT.get(port, Medium.CABLE)
    return found


def gateways() -> list[Gateway]:
    """The default routes of both IP versions. Raises OperationFailed."""
    return [
        *gateways_of(said("netstat", "-rn", "-f", "inet"), 4),
        *gateways_of(said("netstat", "-rn", "-f", "inet6"), 6),
    ]


def gateways_of(text: str, version: int) -> list[Gateway]:
    """From netstat's table. Flag G has a router, I is bound to its adapter: the system's second choice."""
    found: list[Gateway] = []
    for line in text.splitlines():
        words = line.split()
        if len(words) < 4 or words[0] != "default" or "U" not in words[2]:
            continue
        router, flags, name = words[1], words[2], words[3]
        address = router if "G" in flags and _is_an_address(router) else ""
        metric = 1000 if "I" in flags else len(found)
        found.append(Gateway(interface=name, address=address, version=version, metric=metric))
    return found


def _is_an_address(word: str) -> bool:
    try:
        return not ipaddress.ip_address(word.partition("%")[0]).is_unspecified and not word.startswith("fe80::%")
    except ValueError:
        return False


def said(*command: str, timeout_s: float | None = None) -> str:
    """What this program of the system prints, within COMMAND_S if nothing else is said. Raises OperationFailed."""
    try:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            timeout=timeout_s or COMMAND_S,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise OperationFailed(Operation.RUN, FailureKind.TIMEOUT, command[0]) from None
    except OSError as error:
        raise OperationFailed(Operation.RUN, FailureKind.MISSING, command[0]) from error
    if done.returncode:
        raise OperationFailed(Operation.RUN, FailureKind.BAD_ANSWER, f"{command[0]} {done.returncode}")
    return done.stdout
