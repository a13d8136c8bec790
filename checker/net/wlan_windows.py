"""The radio link as Windows tells it: wlanapi.dll's signal and channel (wlanapi.h).

Only these two questions: since Windows 11 24H2 most others, `current_connection` among them, need the consent to
read the location and raise a prompt (Microsoft, "Changes to API behavior for Wi-Fi access and location").
"""

import ctypes
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.com import Guid
from checker.net.radio import Radio, band_of_channel, signal_of
from checker.net.windows import adapters

_VERSION = 2
"""Of the interface: Windows Vista and later."""
_CONNECTED = 1
_CHANNEL, _RSSI = 8, 0x10000102
"""wlan_intf_opcode_channel_number (ULONG) and wlan_intf_opcode_rssi (LONG, dBm) of WLAN_INTF_OPCODE."""
_MOST = 32
"""Adapters: more are no list that Windows made."""
_ACCESS_DENIED, _SERVICE_OFF = 5, 1062
_KINDS = {_ACCESS_DENIED: FailureKind.DENIED, _SERVICE_OFF: FailureKind.MISSING}


class Entry(ctypes.Structure):
    """WLAN_INTERFACE_INFO: 532 bytes."""

    _fields_ = (("guid", Guid), ("description", ctypes.c_uint16 * 256), ("state", ctypes.c_int32))


class List(ctypes.Structure):
    """WLAN_INTERFACE_INFO_LIST, up to its first entry."""

    _fields_ = (("count", ctypes.c_uint32), ("index", ctypes.c_uint32), ("first", Entry))


def radio(interface: str, library: Any = None) -> Radio:
    """The adapter of this friendly name. Raises OperationFailed; `missing` where it has no connected radio."""
    told = next((one for one in adapters() if one.name == interface), None)
    if told is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter")
    wlan = library or _library()
    with _opened(wlan) as handle:
        guid = _connected(wlan, handle, told.guid)
        channel, signal = _asked(wlan, handle, guid, _CHANNEL), _asked(wlan, handle, guid, _RSSI)
    rate = told.rate_bit_s / 1e6 or None
    return Radio(
        signal_dbm=signal_of(ctypes.c_int32(signal).value) if signal is not None else None,
        band_ghz=band_of_channel(channel, rate) if channel is not None else None,
        rate_mbit=rate,
    )


@contextmanager
def _opened(wlan: Any) -> Iterator[ctypes.c_void_p]:
    handle, agreed = ctypes.c_void_p(), ctypes.c_uint32()
    _check(wlan.WlanOpenHandle(_VERSION, None, ctypes.byref(agreed), ctypes.byref(handle)), "WlanOpenHandle")
    try:
        yield handle
    finally:
        wlan.WlanCloseHandle(handle, None)


def _connected(wlan: Any, handle: ctypes.c_void_p, guid: str) -> Any:
    """The adapter's GUID as the list has it, if its radio is connected."""
    found = ctypes.POINTER(List)()
    _check(wlan.WlanEnumInterfaces(handle, None, ctypes.byref(found)), "WlanEnumInterfaces")
    try:
        return next(entry for entry in _entries(found.contents) if _is(entry, guid))
    except StopIteration:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio") from None
    finally:
        wlan.WlanFreeMemory(found)


def _entries(found: List) -> Iterator[Entry]:
    entries = ctypes.cast(ctypes.byref(found.first), ctypes.POINTER(Entry))
    for place in range(min(found.count, _MOST)):
        yield Entry.from_buffer_copy(entries[place])


def _is(entry: Entry, guid: str) -> bool:
    return entry.state == _CONNECTED and _text(entry) == guid.strip("{}").lower()


def _text(entry: Entry) -> str:
    return str(uuid.UUID(bytes_le=ctypes.string_at(ctypes.addressof(entry), 16)))


def _asked(wlan: Any, handle: ctypes.c_void_p, entry: Entry, what: int) -> int | None:
    """Four bytes, or None where the driver does not say."""
    size, data = ctypes.c_uint32(), ctypes.c_void_p()
    guid = ctypes.c_void_p(ctypes.addressof(entry))
    if wlan.WlanQueryInterface(handle, guid, what, None, ctypes.byref(size), ctypes.byref(data), None):
        return None
    try:
        raw = ctypes.string_at(data, 4) if data and size.value >= 4 else b""
    finally:
        wlan.WlanFreeMemory(data)
    return int.from_bytes(raw, "little") if raw else None


def _check(status: int, call: str) -> None:
    if status:
        raise OperationFailed(Operation.READ, _KINDS.get(status, FailureKind.BAD_ANSWER), f"{call} {status}")


def _library() -> Any:
    try:
        return ctypes.CDLL("wlanapi.dll")
    except OSError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, "wlanapi") from error
