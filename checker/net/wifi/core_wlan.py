"""The radio link as macOS' CoreWLAN tells it: three values that need no consent to read the location, and no scan."""

import ctypes
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import load_objective_c
from checker.net.wifi.radio import RadioLink, valid_signal_dbm

_FRAMEWORK = "/System/Library/Frameworks/CoreWLAN.framework/CoreWLAN"
_BANDS = {1: 2.4, 2: 5.0, 3: 6.0}
"""CWChannelBand of CoreWLANTypes.h; 0 is unknown."""
_MAX_MBIT = 1e6


def read_radio(interface: str, objc: Any = None) -> RadioLink:
    """CWInterface's rssiValue, transmitRate and channelBand. `objc`: the runtime, or what stands in for it.

    Raises OperationFailed: `missing` where this adapter is no Wi-Fi or is not connected.
    """
    runtime = objc or _runtime()
    pool = runtime.objc_autoreleasePoolPush()
    try:
        return _read_interface(runtime, interface)
    finally:
        runtime.objc_autoreleasePoolPop(pool)


def _read_interface(runtime: Any, interface: str) -> RadioLink:
    name = _send_for_object(runtime, runtime.objc_getClass(b"NSString"), b"stringWithUTF8String:", interface.encode())
    client = _send_for_object(runtime, runtime.objc_getClass(b"CWWiFiClient"), b"sharedWiFiClient")
    adapter = _send_for_object(runtime, client, b"interfaceWithName:", ctypes.c_void_p(name))
    channel = _send_for_object(runtime, adapter, b"wlanChannel")
    if not channel:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio")
    rate = float(_send_message(runtime, ctypes.c_double, adapter, b"transmitRate"))
    return RadioLink(
        signal_dbm=valid_signal_dbm(int(_send_message(runtime, ctypes.c_long, adapter, b"rssiValue"))),
        band_ghz=_BANDS.get(int(_send_message(runtime, ctypes.c_long, channel, b"channelBand"))),
        rate_mbit=rate if 0 < rate < _MAX_MBIT else None,
    )


def _send_for_object(runtime: Any, receiver: Any, selector: bytes, *arguments: Any) -> Any:
    """What a message returns; nil answers every message with nil."""
    return _send_message(runtime, ctypes.c_void_p, receiver, selector, *arguments) if receiver else None


def _send_message(runtime: Any, returned: Any, receiver: Any, selector: bytes, *arguments: Any) -> Any:
    # objc_msgSend has no fixed prototype: on arm64 each call must go through the exact one.
    values = [ctypes.c_char_p(value) if isinstance(value, bytes) else value for value in arguments]
    shape = ctypes.CFUNCTYPE(returned, ctypes.c_void_p, ctypes.c_void_p, *(type(value) for value in values))
    name = runtime.sel_registerName(selector)
    return ctypes.cast(runtime.objc_msgSend, shape)(receiver, name, *values)


def _runtime() -> Any:
    try:
        return load_objective_c(_FRAMEWORK)
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "CoreWLAN") from error
