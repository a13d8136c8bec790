"""Proxy scripts as macOS runs them: CFNetworkCopyProxiesForAutoConfigurationScript (CFProxySupport.h)."""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed

_UTF8 = 0x08000100
_FRAMEWORK = "/System/Library/Frameworks/CFNetwork.framework/CFNetwork"
_NONE, _HTTP = "kCFProxyTypeNone", ("kCFProxyTypeHTTP", "kCFProxyTypeHTTPS")
"""Constants of the framework. Both of the second are HTTP proxies, the latter for https addresses."""
_LONGEST = 300
_NUMBER_INT = 9
"""kCFNumberIntType."""


def proxy(url: str, script: str, library: Any = None) -> str | None:
    """What this script (its text) says of `url`: its first choice. Raises OperationFailed."""
    cf = library or _library()
    with _string(cf, script) as text, _address(cf, url) as target:
        problem = ctypes.c_void_p()
        found = cf.CFNetworkCopyProxiesForAutoConfigurationScript(text, target, ctypes.byref(problem))
    if problem.value:
        cf.CFRelease(problem)
    if not found:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script")
    try:
        return _first(cf, ctypes.c_void_p(found))
    finally:
        cf.CFRelease(ctypes.c_void_p(found))


def _first(cf: Any, found: ctypes.c_void_p) -> str | None:
    if cf.CFArrayGetCount(found) == 0:
        return None
    entry = ctypes.c_void_p(cf.CFArrayGetValueAtIndex(found, 0))
    kind = _of(cf, entry, "kCFProxyTypeKey")
    if _is(cf, kind, _NONE):
        return None
    if not any(_is(cf, kind, one) for one in _HTTP):
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "proxy")
    host, port = _text(cf, _of(cf, entry, "kCFProxyHostNameKey")), ctypes.c_int32()
    number = _of(cf, entry, "kCFProxyPortNumberKey")
    if not host or not number or not cf.CFNumberGetValue(number, _NUMBER_INT, ctypes.byref(port)):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return f"http://{f'[{host}]' if ':' in host else host}:{port.value}"


def _of(cf: Any, entry: ctypes.c_void_p, key: str) -> ctypes.c_void_p:
    return ctypes.c_void_p(cf.CFDictionaryGetValue(entry, _constant(cf, key)))


def _is(cf: Any, value: ctypes.c_void_p, constant: str) -> bool:
    return bool(value) and bool(cf.CFEqual(value, _constant(cf, constant)))


def _constant(cf: Any, name: str) -> ctypes.c_void_p:
    """A CFString that the framework exports by this name."""
    return ctypes.c_void_p.in_dll(cf, name)


def _text(cf: Any, string: ctypes.c_void_p) -> str:
    room = ctypes.create_string_buffer(_LONGEST)
    if not string or not cf.CFStringGetCString(string, room, _LONGEST, _UTF8):
        return ""
    return room.value.decode("utf-8", "replace")


@contextmanager
def _string(cf: Any, text: str) -> Iterator[ctypes.c_void_p]:
    with _released(cf, cf.CFStringCreateWithCString(None, text.encode("utf-8", "replace"), _UTF8)) as made:
        yield made


@contextmanager
def _address(cf: Any, url: str) -> Iterator[ctypes.c_void_p]:
    with _string(cf, url) as text, _released(cf, cf.CFURLCreateWithString(None, text, None)) as made:
        yield made


@contextmanager
def _released(cf: Any, made: int | None) -> Iterator[ctypes.c_void_p]:
    if not made:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "CoreFoundation")
    try:
        yield ctypes.c_void_p(made)
    finally:
        cf.CFRelease(ctypes.c_void_p(made))


def _library() -> Any:
    """CFNetwork, through which those of CoreFoundation are found too: it depends on it (dlsym(3))."""
    try:
        library = ctypes.CDLL(_FRAMEWORK)
    except OSError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, "CFNetwork") from error
    pointers = (
        "CFNetworkCopyProxiesForAutoConfigurationScript",
        "CFArrayGetValueAtIndex",
        "CFDictionaryGetValue",
        "CFStringCreateWithCString",
        "CFURLCreateWithString",
    )
    for name in pointers:
        getattr(library, name).restype = ctypes.c_void_p
    library.CFArrayGetCount.restype = ctypes.c_long
    library.CFArrayGetValueAtIndex.argtypes = [ctypes.c_void_p, ctypes.c_long]
    library.CFStringGetCString.argtypes = [ctypes.c_void_p, ctypes.c_char_p, ctypes.c_long, ctypes.c_uint32]
    library.CFNumberGetValue.argtypes = [ctypes.c_void_p, ctypes.c_long, ctypes.c_void_p]
    return library
