"""Three properties of a device of Core Audio: name, bus and form (functiondiscoverykeys_devpkey.h).

PKEY_Device_FriendlyName and PKEY_Device_EnumeratorName are texts, PKEY_AudioEndpoint_FormFactor is a number.
"""

import ctypes
from typing import Any

from checker.model.failure import OperationFailed
from checker.net.windows import com

_DEVICE = "A45C254E-DF1C-4EFD-8020-67D146A850E0"
_NAME = (_DEVICE, 14)
_BUS = (_DEVICE, 24)
_FORM = ("1DA5D803-D492-4EDD-8C23-E0C0FFEE7F0E", 0)

_OPEN_PROPERTIES = 4  # IMMDevice::OpenPropertyStore
_GET_VALUE = 5  # IPropertyStore::GetValue
_TO_READ = 0  # STGM_READ
_TEXT, _NUMBER = 31, 19  # VT_LPWSTR, VT_UI4
_UNKNOWN_FORM = 10  # UnknownFormFactor
_CHARACTERS_AT_MOST = 400


class _Key(ctypes.Structure):
    """PROPERTYKEY."""

    _fields_ = [("format", ctypes.c_char * 16), ("number", ctypes.c_uint32)]


class _Variant(ctypes.Structure):
    """PROPVARIANT, as far as texts and numbers need it; 24 bytes on 64-bit systems."""

    _fields_ = [
        ("kind", ctypes.c_uint16),
        ("reserved", ctypes.c_uint16 * 3),
        ("value", ctypes.c_uint64),
        ("further", ctypes.c_uint64),
    ]


def read_properties(device: ctypes.c_void_p, ole32: Any = None) -> tuple[str, str, int]:
    """Name, bus and form of an IMMDevice; empty, empty and 10 where they are not to be had."""
    store = ctypes.c_void_p()
    try:
        com.call_method(device, _OPEN_PROPERTIES, ctypes.c_uint32(_TO_READ), ctypes.pointer(store))
    except OperationFailed:
        return "", "", _UNKNOWN_FORM
    with com.release_after(store):
        name, bus, form = (_value(store, key, ole32) for key in (_NAME, _BUS, _FORM))
    return (
        name if isinstance(name, str) else "",
        bus if isinstance(bus, str) else "",
        form if isinstance(form, int) else _UNKNOWN_FORM,
    )


def utf16(address: int | None) -> str:
    """The text at an address, up to its zero; Windows' letters have 16 bits on every system."""
    if not address:
        return ""
    raw = bytearray()
    while len(raw) < 2 * _CHARACTERS_AT_MOST and (character := ctypes.string_at(address + len(raw), 2)) != b"\0\0":
        raw += character
    return raw.decode("utf-16-le", "replace")


def _value(store: ctypes.c_void_p, key: tuple[str, int], ole32: Any) -> str | int | None:
    property_key, variant = _Key(bytes(com.pack_guid(key[0])), key[1]), _Variant()
    try:
        com.call_method(store, _GET_VALUE, ctypes.pointer(property_key), ctypes.pointer(variant))
    except OperationFailed:
        return None
    try:
        if variant.kind == _TEXT:
            return utf16(variant.value)
        return variant.value & 0xFFFFFFFF if variant.kind == _NUMBER else None
    finally:
        com.load_ole32(ole32).PropVariantClear(ctypes.byref(variant))
