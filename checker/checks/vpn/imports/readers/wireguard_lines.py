"""The lines of a WireGuard file as `wg` and `wg-quick` read them, and an Endpoint by wg's grammar.

Source: wireguard-tools, src/config.c (config_read_line, process_line, parse_endpoint) and src/wg-quick/linux.bash:
what follows a # is a remark, blanks do not count anywhere in a line, and neither do capitals.
"""

import base64
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from checker.checks.vpn.gateways.keys import parse_curve_key
from checker.checks.vpn.imports.text_fields import is_address, is_host, port_by_name

BLANKS = re.compile(r"[ \t\n\v\f\r]+")
DEVICE_KEYS = frozenset(("listenport", "fwmark", "privatekey"))
QUICK_KEYS = frozenset(("address", "mtu", "dns", "table", "preup", "postup", "predown", "postdown", "saveconfig"))
APP_KEYS = frozenset(("includedapplications", "excludedapplications"))
"""Of the app for Android."""
PEER_KEYS = frozenset(("endpoint", "publickey", "allowedips", "persistentkeepalive", "presharedkey"))
_KEYS_BY_KIND = {"interface": DEVICE_KEYS | QUICK_KEYS | APP_KEYS, "peer": PEER_KEYS}


@dataclass
class WireGuardSection:
    """Keys in small letters; what stands twice is there twice. `lines`: where a key stood last."""

    kind: str
    values: dict[str, list[str]] = field(default_factory=dict)
    lines: dict[str, int] = field(default_factory=dict)

    def last(self, key: str) -> str:
        """Empty where it is not there."""
        return (self.values.get(key) or [""])[-1]

    def parts(self, key: str) -> list[str]:
        """The parts of a list, over all lines of the key."""
        return [part for value in self.values.get(key, []) for part in value.split(",") if part]


@dataclass
class WireGuardLines:
    """`rejected`: lines that `wg` refuses, and with them the whole file."""

    sections: list[WireGuardSection] = field(default_factory=list)
    rejected: list[int] = field(default_factory=list)


def parse_lines(text: str) -> WireGuardLines:
    """The sections in their order."""
    parsed = WireGuardLines()
    section = WireGuardSection("")
    for number, line in enumerate(text.split("\n"), 1):
        plain = BLANKS.sub("", line.partition("#")[0])
        if plain.lower() in ("[interface]", "[peer]"):
            section = WireGuardSection(plain[1:-1].lower())
            parsed.sections.append(section)
        elif plain:
            key, equals, value = plain.partition("=")
            name = key.lower()
            if not equals or name not in _KEYS_BY_KIND.get(section.kind, ()) or not _is_accepted(name, value):
                parsed.rejected.append(number)
            if equals:
                section.values.setdefault(name, []).append(value)
                section.lines[name] = number
    return parsed


def parse_endpoint(written: str) -> tuple[str, int] | None:
    """`host:port` or `[address]:port`; None for what `wg` refuses. The last colon parts them without brackets."""
    if written.startswith("["):
        host, closed, rest = written[1:].partition("]")
        port = rest[1:] if closed and rest.startswith(":") else ""
    else:
        host, _, port = written.rpartition(":")
    number = port_by_name(port) if port else None
    is_named = is_host(host) and (":" not in host or is_address(host))
    return (host, number) if is_named and number else None


def is_key(text: str) -> bool:
    """As `wg` takes it: 44 characters, of which the last one carries no bits to spare."""
    try:
        return base64.b64encode(parse_curve_key(text)).decode() == text
    except ValueError:
        return False


def _is_accepted(key: str, value: str) -> bool:
    """Whether `wg` takes the value; what only `wg-quick` reads is not its matter."""
    check = _CHECKS.get(key)
    return check is None or check(value)


def _are_networks(value: str) -> bool:
    return value == "" or all(map(_is_network, value.split(",")))


def _is_network(written: str) -> bool:
    address, slash, length = written.lstrip("+-").partition("/")
    if not is_address(address) or "%" in address or (slash and not length.isdecimal()):
        return False
    return not slash or int(length) <= (128 if ":" in address else 32)


_CHECKS: dict[str, Callable[[str], bool]] = {
    "endpoint": lambda value: parse_endpoint(value) is not None,
    "publickey": is_key,
    "presharedkey": is_key,
    "privatekey": is_key,
    "allowedips": _are_networks,
    "persistentkeepalive": lambda value: value.lower() == "off" or (value.isdecimal() and int(value) < 65536),
}
