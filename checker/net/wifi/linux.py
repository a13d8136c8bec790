"""The radio link as Linux tells it: nl80211 (linux/nl80211.h), asked without a library and without rights.

The kernel's answers hold the name of the Wi-Fi too; only the attributes below are read.
"""

import socket
import sys
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes.netlink import NETLINK_GENERIC, pack_attribute, parse_attributes, parse_unsigned, query_netlink
from checker.net.wifi.radio import RadioLink, band_of_mhz, valid_signal_dbm

_CONTROL, _GET_FAMILY, _FAMILY_ID, _FAMILY_NAME = 16, 3, 1, 2
"""GENL_ID_CTRL, CTRL_CMD_GETFAMILY, CTRL_ATTR_FAMILY_ID and _NAME of linux/genetlink.h."""
_GET_INTERFACE, _GET_STATION = 5, 17
_IFINDEX, _MAC, _STATION, _FREQUENCY = 3, 6, 21, 38
_SIGNAL, _SENDING, _SIGNAL_MEAN, _RECEIVING = 7, 8, 13, 14
"""NL80211_STA_INFO_SIGNAL, _TX_BITRATE, _SIGNAL_AVG, _RX_BITRATE."""
_RATE_16, _RATE_32 = 1, 5
"""NL80211_RATE_INFO_BITRATE and _BITRATE32, both in 100 kbit/s."""
_WIRELESS = Path("/proc/net/wireless")
_GENERIC_HEADER_BYTES = 4
"""Length of struct genlmsghdr: command, version, two bytes reserved."""


def read_radio(interface: str) -> RadioLink:
    """By nl80211; where a driver has only the older wireless extensions, the signal alone. Raises OperationFailed."""
    try:
        return read_by_nl80211(interface)
    except OperationFailed as failed:
        signal = parse_wireless_signal(_read_text(_WIRELESS), interface)
        if signal is None:
            raise failed from None
        return RadioLink(signal_dbm=signal)


def read_by_nl80211(interface: str) -> RadioLink:
    """Raises OperationFailed: `not-found` or `missing` where there is no such adapter or it is no Wi-Fi."""
    family, index_attribute = _family_and_adapter(interface)
    interface_messages = query_netlink(NETLINK_GENERIC, family, _generic_header(_GET_INTERFACE) + index_attribute)
    return parse_radio([payload for _, payload in interface_messages], _stations(family, index_attribute))


def read_access_point(interface: str) -> bytes:
    """The access point's hardware address, to be compared with a later one and never kept. Raises OperationFailed."""
    return parse_access_point(_stations(*_family_and_adapter(interface)))


def parse_access_point(station_payloads: list[bytes]) -> bytes:
    """From a dump of GET_STATION. Raises OperationFailed where there is none, as between two of them."""
    stations = (_generic_attributes(payload).get(_MAC) for payload in station_payloads)
    address = next((station for station in stations if station), None)
    if address is None:
        raise OperationFailed(Operation.READ, FailureKind.NOT_FOUND, "access point")
    return address


def _family_and_adapter(interface: str) -> tuple[int, bytes]:
    try:
        index = socket.if_nametoindex(interface)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter") from error
    family = _family_id(
        query_netlink(
            NETLINK_GENERIC, _CONTROL, _generic_header(_GET_FAMILY) + pack_attribute(_FAMILY_NAME, b"nl80211\0")
        )
    )
    return family, pack_attribute(_IFINDEX, index.to_bytes(4, sys.byteorder))


def _stations(family: int, index_attribute: bytes) -> list[bytes]:
    messages = query_netlink(NETLINK_GENERIC, family, _generic_header(_GET_STATION) + index_attribute, dump=True)
    return [payload for _, payload in messages]


def parse_radio(interface_payloads: list[bytes], station_payloads: list[bytes]) -> RadioLink:
    """From the answers to GET_INTERFACE and to a dump of GET_STATION, whose only station is the access point."""
    mhz = next(
        (
            frequency
            for payload in interface_payloads
            if (frequency := parse_unsigned(_generic_attributes(payload).get(_FREQUENCY)))
        ),
        0,
    )
    station = next(
        (
            parse_attributes(station_info)
            for payload in station_payloads
            if (station_info := _generic_attributes(payload).get(_STATION))
        ),
        {},
    )
    rates = [rate for kind in (_SENDING, _RECEIVING) if (rate := _rate_mbit(station.get(kind)))]
    raw_signal = station.get(_SIGNAL_MEAN) or station.get(_SIGNAL) or b""
    return RadioLink(
        signal_dbm=valid_signal_dbm(int.from_bytes(raw_signal, sys.byteorder, signed=True))
        if len(raw_signal) == 1
        else None,
        band_ghz=band_of_mhz(mhz),
        rate_mbit=min(rates, default=None),
    )


def parse_wireless_signal(text: str, interface: str) -> int | None:
    """The signal level of /proc/net/wireless, dBm (proc(5)); None where the driver counts otherwise."""
    return next((valid_signal_dbm(int(level)) for name, level in _levels(text) if name == interface), None)


def _levels(text: str) -> list[tuple[str, str]]:
    rows = [line.split() for line in text.splitlines()[2:]]
    return [(words[0].rstrip(":"), words[3].rstrip(".")) for words in rows if len(words) > 3 and _is_number(words[3])]


def _is_number(word: str) -> bool:
    return word.rstrip(".").lstrip("-").isascii() and word.rstrip(".").lstrip("-").isdigit()


def _generic_attributes(payload: bytes) -> dict[int, bytes]:
    return parse_attributes(payload[_GENERIC_HEADER_BYTES:])


def _family_id(answers: list[tuple[int, bytes]]) -> int:
    family_id = next((parse_unsigned(_generic_attributes(payload).get(_FAMILY_ID)) for _, payload in answers), None)
    if not family_id:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "nl80211")
    return family_id


def _rate_mbit(value: bytes | None) -> float | None:
    rate_info = parse_attributes(value or b"")
    hundreds = parse_unsigned(rate_info.get(_RATE_32)) or parse_unsigned(rate_info.get(_RATE_16))
    return hundreds / 10 if hundreds else None


def _generic_header(command: int) -> bytes:
    return bytes((command, 1, 0, 0))


def _read_text(path: Path) -> str:
    try:
        return path.read_text("ascii", "replace")
    except OSError:
        return ""
