"""The radio link as Linux tells it: nl80211 (linux/nl80211.h), asked without a library and without rights.

The kernel's answers hold the name of the Wi-Fi too; only the attributes below are read.
"""

import socket
import sys
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.netlink import GENERIC, ask, attribute, attributes, number
from checker.net.radio import Radio, band_of_mhz, signal_of

_CONTROL, _GET_FAMILY, _FAMILY_ID, _FAMILY_NAME = 16, 3, 1, 2
"""GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID and _NAME of linux/genetlink.h."""
_GET_INTERFACE, _GET_STATION = 5, 17
_IFINDEX, _STATION, _FREQUENCY = 3, 21, 38
_SIGNAL, _SENDING, _SIGNAL_MEAN, _RECEIVING = 7, 8, 13, 14
"""NL80211_STA_INFO_SIGNAL, _TX_BITRATE, _SIGNAL_AVG, _RX_BITRATE."""
_RATE_16, _RATE_32 = 1, 5
"""NL80211_RATE_INFO_BITRATE and _BITRATE32, both in 100 kbit/s."""
_WIRELESS = Path("/proc/net/wireless")
_GENERAL = 4
"""Length of struct genlmsghdr: command, version, two bytes reserved."""


def radio(interface: str) -> Radio:
    """By nl80211; where a driver has only the older wireless extensions, the signal alone. Raises OperationFailed."""
    try:
        return by_nl80211(interface)
    except OperationFailed as failed:
        signal = signal_in(_text(_WIRELESS), interface)
        if signal is None:
            raise failed from None
        return Radio(signal_dbm=signal)


def by_nl80211(interface: str) -> Radio:
    """Raises OperationFailed: `not-found` or `missing` where there is no such adapter or it is no Wi-Fi."""
    try:
        index = socket.if_nametoindex(interface)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter") from error
    family = _family(ask(GENERIC, _CONTROL, _general(_GET_FAMILY) + attribute(_FAMILY_NAME, b"nl80211\0")))
    asked = attribute(_IFINDEX, index.to_bytes(4, sys.byteorder))
    own = ask(GENERIC, family, _general(_GET_INTERFACE) + asked)
    stations = ask(GENERIC, family, _general(_GET_STATION) + asked, dump=True)
    return radio_of([payload for _, payload in own], [payload for _, payload in stations])


def radio_of(own: list[bytes], stations: list[bytes]) -> Radio:
    """From the answers to GET_INTERFACE and to a dump of GET_STATION, whose only station is the access point."""
    mhz = next((found for payload in own if (found := number(_in(payload).get(_FREQUENCY)))), 0)
    told = next((attributes(one) for payload in stations if (one := _in(payload).get(_STATION))), {})
    rates = [rate for kind in (_SENDING, _RECEIVING) if (rate := _rate(told.get(kind)))]
    heard = told.get(_SIGNAL_MEAN) or told.get(_SIGNAL) or b""
    return Radio(
        signal_dbm=signal_of(int.from_bytes(heard, sys.byteorder, signed=True)) if len(heard) == 1 else None,
        band_ghz=band_of_mhz(mhz),
        rate_mbit=min(rates, default=None),
    )


def signal_in(text: str, interface: str) -> int | None:
    """The signal level of /proc/net/wireless, dBm (proc(5)); None where the driver counts otherwise."""
    return next((signal_of(int(level)) for name, level in _levels(text) if name == interface), None)


def _levels(text: str) -> list[tuple[str, str]]:
    rows = [line.split() for line in text.splitlines()[2:]]
    return [(words[0].rstrip(":"), words[3].rstrip(".")) for words in rows if len(words) > 3 and _is_number(words[3])]


def _is_number(word: str) -> bool:
    return word.rstrip(".").lstrip("-").isascii() and word.rstrip(".").lstrip("-").isdigit()


def _in(payload: bytes) -> dict[int, bytes]:
    return attributes(payload[_GENERAL:])


def _family(answers: list[tuple[int, bytes]]) -> int:
    found = next((number(_in(payload).get(_FAMILY_ID)) for _, payload in answers), None)
    if not found:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "nl80211")
    return found


def _rate(value: bytes | None) -> float | None:
    told = attributes(value or b"")
    hundreds = number(told.get(_RATE_32)) or number(told.get(_RATE_16))
    return hundreds / 10 if hundreds else None


def _general(command: int) -> bytes:
    return bytes((command, 1, 0, 0))


def _text(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""
