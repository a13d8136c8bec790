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
from checker.net.foreign_library import POINTER, Functions, Signature, load_library
from checker.net.routes.windows import list_adapters
from checker.net.wifi.radio import RadioLink, band_of_channel, valid_signal_dbm
from checker.net.windows.com import Guid

_VERSION = 2
"""Of the interface: Windows Vista and later."""
_CONNECTED = 1
_CHANNEL, _RSSI = 8, 0x10000102
"""wlan_intf_opcode_channel_number (ULONG) and wlan_intf_opcode_rssi (LONG, dBm) of WLAN_INTF_OPCODE."""
_MAX_ADAPTERS = 32
"""Adapters: more are no list that Windows made."""
_ACCESS_DENIED, _SERVICE_OFF = 5, 1062
_KINDS = {_ACCESS_DENIED: FailureKind.DENIED, _SERVICE_OFF: FailureKind.MISSING}


FUNCTIONS: Functions = {
    "WlanOpenHandle": Signature(ctypes.c_uint32, (ctypes.c_uint32, POINTER, POINTER, POINTER)),
    "WlanCloseHandle": Signature(ctypes.c_uint32, (POINTER, POINTER)),
    "WlanEnumInterfaces": Signature(ctypes.c_uint32, (POINTER, POINTER, POINTER)),
    "WlanQueryInterface": Signature(
        ctypes.c_uint32, (POINTER, POINTER, ctypes.c_int32, POINTER, POINTER, POINTER, POINTER)
    ),
    "WlanFreeMemory": Signature(None, (POINTER,)),
}


class WlanInterfaceInfo(ctypes.Structure):
    """WLAN_INTERFACE_INFO: 532 bytes."""

    _fields_ = (("guid", Guid), ("description", ctypes.c_uint16 * 256), ("state", ctypes.c_int32))


class WlanInterfaceInfoList(ctypes.Structure):
    """WLAN_INTERFACE_INFO_LIST, up to its first entry."""

    _fields_ = (("count", ctypes.c_uint32), ("index", ctypes.c_uint32), ("first", WlanInterfaceInfo))


def read_radio(interface: str, library: Any = None) -> RadioLink:
    """The adapter of this friendly name. Raises OperationFailed; `missing` where it has no connected radio."""
    adapter = next((candidate for candidate in list_adapters() if candidate.name == interface), None)
    if adapter is None:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "adapter")
    wlan = library or _library()
    with _open_handle(wlan) as handle:
        guid = _connected_interface(wlan, handle, adapter.guid)
        channel, signal = _query_interface(wlan, handle, guid, _CHANNEL), _query_interface(wlan, handle, guid, _RSSI)
    rate = adapter.rate_bit_s / 1e6 or None
    return RadioLink(
        signal_dbm=valid_signal_dbm(ctypes.c_int32(signal).value) if signal is not None else None,
        band_ghz=band_of_channel(channel, rate) if channel is not None else None,
        rate_mbit=rate,
    )


@contextmanager
def _open_handle(wlan: Any) -> Iterator[ctypes.c_void_p]:
    handle, agreed = ctypes.c_void_p(), ctypes.c_uint32()
    _raise_for_status(wlan.WlanOpenHandle(_VERSION, None, ctypes.byref(agreed), ctypes.byref(handle)), "WlanOpenHandle")
    try:
        yield handle
    finally:
        wlan.WlanCloseHandle(handle, None)


def _connected_interface(wlan: Any, handle: ctypes.c_void_p, guid: str) -> Any:
    """The adapter's GUID as the list has it, if its radio is connected."""
    interface_list = ctypes.POINTER(WlanInterfaceInfoList)()
    _raise_for_status(wlan.WlanEnumInterfaces(handle, None, ctypes.byref(interface_list)), "WlanEnumInterfaces")
    try:
        return next(entry for entry in _interface_infos(interface_list.contents) if _is_connected(entry, guid))
    except StopIteration:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio") from None
    finally:
        wlan.WlanFreeMemory(interface_list)


def _interface_infos(interface_list: WlanInterfaceInfoList) -> Iterator[WlanInterfaceInfo]:
    entries = ctypes.cast(ctypes.byref(interface_list.first), ctypes.POINTER(WlanInterfaceInfo))
    for index in range(min(interface_list.count, _MAX_ADAPTERS)):
        yield WlanInterfaceInfo.from_buffer_copy(entries[index])


def _is_connected(entry: WlanInterfaceInfo, guid: str) -> bool:
    return entry.state == _CONNECTED and _guid_text(entry) == guid.strip("{}").lower()


def _guid_text(entry: WlanInterfaceInfo) -> str:
    return str(uuid.UUID(bytes_le=ctypes.string_at(ctypes.addressof(entry), 16)))


def _query_interface(wlan: Any, handle: ctypes.c_void_p, entry: WlanInterfaceInfo, opcode: int) -> int | None:
    """Four bytes, or None where the driver does not say."""
    size, data = ctypes.c_uint32(), ctypes.c_void_p()
    guid = ctypes.c_void_p(ctypes.addressof(entry))
    if wlan.WlanQueryInterface(handle, guid, opcode, None, ctypes.byref(size), ctypes.byref(data), None):
        return None
    try:
        raw = ctypes.string_at(data, 4) if data and size.value >= 4 else b""
    finally:
        wlan.WlanFreeMemory(data)
    return int.from_bytes(raw, "little") if raw else None


def _raise_for_status(status: int, call: str) -> None:
    if status:
        raise OperationFailed(Operation.READ, _KINDS.get(status, FailureKind.BAD_ANSWER), f"{call} {status}")


def _library() -> Any:
    try:
        return load_library("wlanapi.dll", FUNCTIONS)
    except OSError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, "wlanapi") from error
