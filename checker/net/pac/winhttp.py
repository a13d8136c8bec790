"""Proxy scripts as Windows finds and runs them: winhttp.dll (winhttp.h). The script runs in a service of Windows."""

import ctypes
from typing import Any

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.pac.result import proxy_in_list

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
ANSWER_MS = 3000


class UserSetting(ctypes.Structure):
    """WINHTTP_CURRENT_USER_IE_PROXY_CONFIG."""

    _fields_ = (
        ("detects", ctypes.c_int32),
        ("script", ctypes.c_void_p),
        ("proxy", ctypes.c_void_p),
        ("bypass", ctypes.c_void_p),
    )


class Options(ctypes.Structure):
    """WINHTTP_AUTOPROXY_OPTIONS."""

    _fields_ = (
        ("flags", ctypes.c_uint32),
        ("detect_flags", ctypes.c_uint32),
        ("script", ctypes.c_wchar_p),
        ("reserved", ctypes.c_void_p),
        ("reserved_number", ctypes.c_uint32),
        ("logs_on", ctypes.c_int32),
    )


class Info(ctypes.Structure):
    """WINHTTP_PROXY_INFO."""

    _fields_ = (("access", ctypes.c_uint32), ("proxy", ctypes.c_void_p), ("bypass", ctypes.c_void_p))


def setting(winhttp: Any = None, kernel32: Any = None) -> tuple[str, bool]:
    """The user's script, or empty, and whether Windows looks for one itself. Raises OperationFailed."""
    library, memory = winhttp or _library("winhttp"), kernel32 or _library("kernel32")
    told = UserSetting()
    if not library.WinHttpGetIEProxyConfigForCurrentUser(ctypes.byref(told)):
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "WinHttpGetIEProxyConfigForCurrentUser")
    script = _taken(told.script, memory)
    _taken(told.proxy, memory)
    _taken(told.bypass, memory)
    return script, bool(told.detects)


def proxy(url: str, script: str, winhttp: Any = None, kernel32: Any = None) -> str | None:
    """What the script at this address says of `url`.

    Raises OperationFailed; its kind tells a script that cannot be had.
    """
    library, memory = winhttp or _library("winhttp"), kernel32 or _library("kernel32")
    session = ctypes.c_void_p(library.WinHttpOpen(None, _NO_PROXY, None, None, 0))
    if not session:
        raise OperationFailed(Operation.OPEN, FailureKind.BAD_ANSWER, "WinHttpOpen")
    try:
        library.WinHttpSetTimeouts(session, ANSWER_MS, ANSWER_MS, ANSWER_MS, ANSWER_MS)
        return _asked(library, memory, session, url, script)
    finally:
        library.WinHttpCloseHandle(session)


def _asked(library: Any, memory: Any, session: ctypes.c_void_p, url: str, script: str) -> str | None:
    options, info = Options(flags=_BY_SCRIPT, script=script, logs_on=0), Info()
    if not library.WinHttpGetProxyForUrl(session, ctypes.c_wchar_p(url), ctypes.byref(options), ctypes.byref(info)):
        code = _last_error(memory)
        raise OperationFailed(
            Operation.REQUEST, _KINDS.get(code, FailureKind.BAD_ANSWER), f"WinHttpGetProxyForUrl {code}"
        )
    named = _taken(info.proxy, memory)
    _taken(info.bypass, memory)
    return proxy_in_list(named) if info.access == _NAMED_PROXY else None


def _last_error(memory: Any) -> int:
    told = getattr(ctypes, "get_last_error", None)  # Windows only: the thread's own, kept by use_last_error
    return int(told()) if told else int(memory.GetLastError())


def _taken(place: int | None, memory: Any) -> str:
    """The text there, whose room is given back (GlobalFree)."""
    if not place:
        return ""
    text = ctypes.wstring_at(place)
    memory.GlobalFree(ctypes.c_void_p(place))
    return text


def _library(name: str) -> Any:
    made = getattr(ctypes, "WinDLL", None)
    if made is None:
        raise OperationFailed(Operation.OPEN, FailureKind.MISSING, name)
    library = made(f"{name}.dll", use_last_error=True)
    for function, returned in (("WinHttpOpen", ctypes.c_void_p), ("GlobalFree", ctypes.c_void_p)):
        if hasattr(library, function):
            getattr(library, function).restype = returned
    return library
