"""The radio link as macOS' CoreWLAN tells it: three values that need no consent to read the location, and no scan."""

import ctypes
import ctypes.util
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.radio import Radio, signal_of

_FRAMEWORK = "/System/Library/Frameworks/CoreWLAN.framework/CoreWLAN"
_BANDS = {1: 2.4, 2: 5.0, 3: 6.0}
"""CWChannelBand of CoreWLANTypes.h; 0 is unknown."""
_MOST_MBIT = 1e6


def radio(interface: str, objc: Any = None) -> Radio:
    """CWInterface's rssiValue, transmitRate and channelBand. `objc`: the runtime, or what stands in for it.

    Raises OperationFailed: `missing` where this adapter is no Wi-Fi or is not connected.
    """
    runtime = objc or _runtime()
    pool = runtime.objc_autoreleasePoolPush()
    try:
        return _read(runtime, interface)
    finally:
        runtime.objc_autoreleasePoolPop(pool)


def _read(runtime: Any, interface: str) -> Radio:
    name = _object(runtime, runtime.objc_getClass(b"NSString"), b"stringWithUTF8String:", interface.encode())
    client = _object(runtime, runtime.objc_getClass(b"CWWiFiClient"), b"sharedWiFiClient")
    adapter = _object(runtime, client, b"interfaceWithName:", ctypes.c_void_p(name))
    channel = _object(runtime, adapter, b"wlanChannel")
    if not channel:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio")
    rate = float(_sent(runtime, ctypes.c_double, adapter, b"transmitRate"))
    return Radio(
        signal_dbm=signal_of(int(_sent(runtime, ctypes.c_long, adapter, b"rssiValue"))),
        band_ghz=_BANDS.get(int(_sent(runtime, ctypes.c_long, channel, b"channelBand"))),
        rate_mbit=rate if 0 < rate < _MOST_MBIT else None,
    )


def _object(runtime: Any, receiver: Any, selector: bytes, *arguments: Any) -> Any:
    """What a message returns; nil answers every message with nil."""
    return _sent(runtime, ctypes.c_void_p, receiver, selector, *arguments) if receiver else None


def _sent(runtime: Any, returned: Any, receiver: Any, selector: bytes, *arguments: Any) -> Any:
    # objc_msgSend has no fixed prototype: on arm64 each call must go through the exact one.
    given = [ctypes.c_char_p(one) if isinstance(one, bytes) else one for one in arguments]
    shape = ctypes.CFUNCTYPE(returned, ctypes.c_void_p, ctypes.c_void_p, *(type(one) for one in given))
    name = runtime.sel_registerName(selector)
    return ctypes.cast(runtime.objc_msgSend, shape)(receiver, name, *given)


def _runtime() -> Any:
    try:
        ctypes.CDLL(_FRAMEWORK)  # registers its classes with the runtime
        runtime = ctypes.CDLL(ctypes.util.find_library("objc") or "/usr/lib/libobjc.A.dylib")
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "CoreWLAN") from error
    for function in (runtime.objc_getClass, runtime.sel_registerName):
        function.restype = ctypes.c_void_p
        function.argtypes = [ctypes.c_char_p]
    runtime.objc_autoreleasePoolPush.restype = ctypes.c_void_p
    runtime.objc_autoreleasePoolPop.argtypes = [ctypes.c_void_p]
    return runtime
