"""Proxy scripts as macOS runs them: CFNetworkCopyProxiesForAutoConfigurationScript (CFProxySupport.h).

It returns when the script has ended, so it needs no run loop of ours; CFNetworkExecuteProxyAutoConfigurationScript
would.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import POINTER, Functions, Signature, load_library

_UTF8 = 0x08000100
_FRAMEWORK = "/System/Library/Frameworks/CFNetwork.framework/CFNetwork"
_NONE, _HTTP = "kCFProxyTypeNone", ("kCFProxyTypeHTTP", "kCFProxyTypeHTTPS")
"""Constants of the framework. Both of the second are HTTP proxies, the latter for https addresses."""
_MAX_TEXT = 300
_NUMBER_INT = 9
"""kCFNumberIntType."""
_INDEX, _BOOLEAN = ctypes.c_long, ctypes.c_ubyte
FUNCTIONS: Functions = {
    "CFNetworkCopyProxiesForAutoConfigurationScript": Signature(POINTER, (POINTER, POINTER, POINTER)),
    "CFNetworkCopySystemProxySettings": Signature(POINTER),
    "CFNetworkCopyProxiesForURL": Signature(POINTER, (POINTER, POINTER)),
    "CFArrayGetCount": Signature(_INDEX, (POINTER,)),
    "CFArrayGetValueAtIndex": Signature(POINTER, (POINTER, _INDEX)),
    "CFDictionaryGetValue": Signature(POINTER, (POINTER, POINTER)),
    "CFEqual": Signature(_BOOLEAN, (POINTER, POINTER)),
    "CFNumberGetValue": Signature(_BOOLEAN, (POINTER, _INDEX, POINTER)),
    "CFStringGetCString": Signature(_BOOLEAN, (POINTER, ctypes.c_char_p, _INDEX, ctypes.c_uint32)),
    "CFStringCreateWithCString": Signature(POINTER, (POINTER, ctypes.c_char_p, ctypes.c_uint32)),
    "CFURLCreateWithString": Signature(POINTER, (POINTER, POINTER, POINTER)),
    "CFRelease": Signature(None, (POINTER,)),
}
"""CFProxySupport.h, and CFArray.h and so on of CoreFoundation; CFIndex is a long, Boolean an unsigned char."""


def find_proxy(url: str, script: str, library: Any = None) -> str | None:
    """What this script (its text) says of `url`: its first choice. Raises OperationFailed."""
    cf = library or _library()
    with _string(cf, script) as text, _address(cf, url) as target:
        _prepare(cf, target)
        problem = ctypes.c_void_p()
        proxies = cf.CFNetworkCopyProxiesForAutoConfigurationScript(text, target, ctypes.byref(problem))
    if problem.value:
        cf.CFRelease(problem)
    if not proxies:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script")
    try:
        return _first_proxy(cf, ctypes.c_void_p(proxies))
    finally:
        cf.CFRelease(ctypes.c_void_p(proxies))


def _prepare(cf: Any, target: ctypes.c_void_p) -> None:
    """Apple's sample CFProxySupportTool does the same first: a state of CFNetwork that running a script needs."""
    settings = cf.CFNetworkCopySystemProxySettings()
    if not settings:
        return
    with _release_after(cf, settings) as dictionary:
        proxies = cf.CFNetworkCopyProxiesForURL(target, dictionary)
        if proxies:
            cf.CFRelease(ctypes.c_void_p(proxies))


def _first_proxy(cf: Any, proxies: ctypes.c_void_p) -> str | None:
    if cf.CFArrayGetCount(proxies) == 0:
        return None
    entry = ctypes.c_void_p(cf.CFArrayGetValueAtIndex(proxies, 0))
    kind = _value_of(cf, entry, "kCFProxyTypeKey")
    if _is(cf, kind, _NONE):
        return None
    if not any(_is(cf, kind, constant) for constant in _HTTP):
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "proxy")
    host, port = _text(cf, _value_of(cf, entry, "kCFProxyHostNameKey")), ctypes.c_int32()
    number = _value_of(cf, entry, "kCFProxyPortNumberKey")
    if not host or not number or not cf.CFNumberGetValue(number, _NUMBER_INT, ctypes.byref(port)):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "script answer")
    return f"http://{f'[{host}]' if ':' in host else host}:{port.value}"


def _value_of(cf: Any, entry: ctypes.c_void_p, key: str) -> ctypes.c_void_p:
    return ctypes.c_void_p(cf.CFDictionaryGetValue(entry, _constant(cf, key)))


def _is(cf: Any, value: ctypes.c_void_p, constant: str) -> bool:
    return bool(value) and bool(cf.CFEqual(value, _constant(cf, constant)))


def _constant(cf: Any, name: str) -> ctypes.c_void_p:
    """A CFString that the framework exports by this name."""
    return ctypes.c_void_p.in_dll(cf, name)


def _text(cf: Any, string: ctypes.c_void_p) -> str:
    buffer = ctypes.create_string_buffer(_MAX_TEXT)
    if not string or not cf.CFStringGetCString(string, buffer, _MAX_TEXT, _UTF8):
        return ""
    return buffer.value.decode("utf-8", "replace")


@contextmanager
def _string(cf: Any, text: str) -> Iterator[ctypes.c_void_p]:
    with _release_after(cf, cf.CFStringCreateWithCString(None, text.encode("utf-8", "replace"), _UTF8)) as string:
        yield string


@contextmanager
def _address(cf: Any, url: str) -> Iterator[ctypes.c_void_p]:
    with _string(cf, url) as text, _release_after(cf, cf.CFURLCreateWithString(None, text, None)) as address:
        yield address


@contextmanager
def _release_after(cf: Any, pointer: int | None) -> Iterator[ctypes.c_void_p]:
    if not pointer:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "CoreFoundation")
    try:
        yield ctypes.c_void_p(pointer)
    finally:
        cf.CFRelease(ctypes.c_void_p(pointer))


def _library() -> Any:
    """CFNetwork, through which those of CoreFoundation are found too: it depends on it (dlsym(3))."""
    try:
        return load_library(_FRAMEWORK, FUNCTIONS)
    except OSError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, "CFNetwork") from error
