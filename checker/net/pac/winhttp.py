"""Proxy scripts as Windows finds and runs them: winhttp.dll (winhttp.h). The script runs in a service of Windows."""

import ctypes
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.foreign_library import POINTER, Functions, Signature, load_library
from checker.net.pac.result import parse_proxy_list

_NO_PROXY, _NAMED_PROXY = 1, 3
"""WINHTTP_ACCESS_TYPE_NO_PROXY and _NAMED_PROXY."""
_BY_SCRIPT = 2
"""WINHTTP_AUTOPROXY_CONFIG_URL."""
_KINDS = {
    12166: FailureKind.BAD_ANSWER,  # ERROR_WINHTTP_BAD_AUTO_PROXY_SCRIPT
    12167: FailureKind.NOT_FOUND,  # ERROR_WINHTTP_UNABLE_TO_DOWNLOAD_SCRIPT
    12178: FailureKind.MISSING,  # ERROR_WINHTTP_AUTO_PROXY_SERVICE_ERROR
    12002: FailureKind.TIMEOUT,  # ERROR_WINHTTP_TIMEOUT
}
TIMEOUT_MS = 3000
_BOOL, _WORD, _TEXT = ctypes.c_int32, ctypes.c_uint32, ctypes.c_wchar_p
FUNCTIONS: Functions = {
    "WinHttpOpen": Signature(POINTER, (_TEXT, _WORD, _TEXT, _TEXT, _WORD)),
    "WinHttpCloseHandle": Signature(_BOOL, (POINTER,)),
    "WinHttpSetTimeouts": Signature(_BOOL, (POINTER, *[ctypes.c_int32] * 4)),
    "WinHttpGetProxyForUrl": Signature(_BOOL, (POINTER, _TEXT, POINTER, POINTER)),
    "WinHttpGetIEProxyConfigForCurrentUser": Signature(_BOOL, (POINTER,)),
}
MEMORY_FUNCTIONS: Functions = {"GlobalFree": Signature(POINTER, (POINTER,)), "GetLastError": Signature(_WORD)}
"""winbase.h, errhandlingapi.h."""


class WinhttpUserProxyConfig(ctypes.Structure):
    """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG."""

    _fields_ = (
        ("detects", ctypes.c_int32),
        ("script", ctypes.c_void_p),
        ("proxy", ctypes.c_void_p),
        ("bypass", ctypes.c_void_p),
    )


class WinhttpAutoproxyOptions(ctypes.Structure):
    """WINHTTP_AUTOPROXY_OPTIONS."""

    _fields_ = (
        ("flags", ctypes.c_uint32),
        ("detect_flags", ctypes.c_uint32),
        ("script", ctypes.c_wchar_p),
        ("reserved", ctypes.c_void_p),
        ("reserved_number", ctypes.c_uint32),
        ("logs_on", ctypes.c_int32),
    )


class WinhttpProxyInfo(ctypes.Structure):
    """WINHTTP_PROXY_INFO."""

    _fields_ = (("access", ctypes.c_uint32), ("proxy", ctypes.c_void_p), ("bypass", ctypes.c_void_p))


def read_user_config(winhttp: Any = None, kernel32: Any = None) -> tuple[str, bool]:
    """The user's script, or empty, and whether Windows looks for one itself. Raises OperationFailed."""
    library, memory = winhttp or _library("winhttp", FUNCTIONS), kernel32 or _library("kernel32", MEMORY_FUNCTIONS)
    config = WinhttpUserProxyConfig()
    if not library.WinHttpGetIEProxyConfigForCurrentUser(ctypes.byref(config)):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "WinHttpGetIEProxyConfigForCurrentUser")
    script = _read_and_free(config.script, memory)
    _read_and_free(config.proxy, memory)
    _read_and_free(config.bypass, memory)
    return script, bool(config.detects)


def find_proxy(url: str, script: str, winhttp: Any = None, kernel32: Any = None) -> str | None:
    """What the script at this address says of `url`.

    Raises OperationFailed; its kind tells a script that cannot be had.
    """
    library, memory = winhttp or _library("winhttp", FUNCTIONS), kernel32 or _library("kernel32", MEMORY_FUNCTIONS)
    session = ctypes.c_void_p(library.WinHttpOpen(None, _NO_PROXY, None, None, 0))
    if not session:
        raise OperationFailed(Operation.OPEN, FailureKind.BAD_ANSWER, "WinHttpOpen")
    try:
        library.WinHttpSetTimeouts(session, TIMEOUT_MS, TIMEOUT_MS, TIMEOUT_MS, TIMEOUT_MS)
        return _query_proxy(library, memory, session, url, script)
    finally:
        library.WinHttpCloseHandle(session)


def _query_proxy(library: Any, memory: Any, session: ctypes.c_void_p, url: str, script: str) -> str | None:
    options, info = WinhttpAutoproxyOptions(flags=_BY_SCRIPT, script=script, logs_on=0), WinhttpProxyInfo()
    if not library.WinHttpGetProxyForUrl(session, ctypes.c_wchar_p(url), ctypes.byref(options), ctypes.byref(info)):
        code = _last_error(memory)
        raise OperationFailed(
            Operation.REQUEST, _KINDS.get(code, FailureKind.BAD_ANSWER), f"WinHttpGetProxyForUrl {code}"
        )
    proxy_list = _read_and_free(info.proxy, memory)
    _read_and_free(info.bypass, memory)
    return parse_proxy_list(proxy_list) if info.access == _NAMED_PROXY else None


def _last_error(memory: Any) -> int:
    get_last_error = getattr(ctypes, "get_last_error", None)  # Windows only: the thread's own, kept by use_last_error
    return int(get_last_error()) if get_last_error else int(memory.GetLastError())


def _read_and_free(pointer: int | None, memory: Any) -> str:
    """The text there, whose room is given back (GlobalFree)."""
    if not pointer:
        return ""
    text = ctypes.wstring_at(pointer)
    memory.GlobalFree(ctypes.c_void_p(pointer))
    return text


def _library(name: str, functions: Functions) -> Any:
    try:
        return load_library(f"{name}.dll", functions)
    except OSError as error:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, name) from error
