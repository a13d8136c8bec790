"""What macOS' `ifconfig -v` tells of an adapter: its type, whether its data costs money, the rate of its radio link.

The names in `eflags=...<...>` are IFEF_* of XNU's net/if_private.h; the program prints English always.
"""

import re

from checker.net.command import command_output

_FLAGS = re.compile(r"^\s*eflags=[0-9a-f]+<([A-Z0-9_,]*)>", re.MULTILINE)
_NAME = re.compile(r"^([a-z0-9_]+): flags=")
_TYPE = re.compile(r"^\s+type: (.+?)\s*$")
_RATE = re.compile(r"^\s*(?:up|down)?link rate:.*?([\d.]+) ([KMG]?)bps(?: \[max\])?\s*$", re.MULTILINE)
_MBIT = {"": 1e-6, "K": 1e-3, "M": 1.0, "G": 1e3}


def read_ifconfig(interface: str) -> str:
    """Its text. Holds addresses: only what is read below leaves this room. Raises OperationFailed."""
    return command_output("ifconfig", "-v", interface)


def parse_types(text: str) -> dict[str, str]:
    """Adapter to its type (`Wi-Fi`, `Ethernet`, `USB Ethernet`, `Cellular`), from the text about all of them."""
    types: dict[str, str] = {}
    adapter = ""
    for line in text.splitlines():
        if name := _NAME.match(line):
            adapter = name[1]
        elif adapter and (adapter_type := _TYPE.match(line)):
            types[adapter] = adapter_type[1]
    return types


def is_expensive(text: str) -> bool | None:
    """Whether macOS counts the adapter as expensive (a phone's hotspot, mobile data); None where it says nothing."""
    match = _FLAGS.search(text)
    return "EXPENSIVE" in match[1].split(",") if match else None


def parse_rate_mbit(text: str) -> float | None:
    """The slower of both directions of the link, Mbit/s, or None where it is not told."""
    rates = [float(number) * _MBIT[unit] for number, unit in _RATE.findall(text)]
    return min((rate for rate in rates if rate > 0), default=None)
