"""Windows' privacy switches and its note of who uses a device now, from the registry; no administrator needed.

CapabilityAccessManager\\ConsentStore\\<webcam or microphone>: `Value` is Allow or Deny, for the whole PC (HKLM), for
the user (HKCU) and, below `NonPackaged`, for desktop programs. Each program that used it has a key with
LastUsedTimeStart and LastUsedTimeStop; a stop of 0 means that it still does. Newer versions of Windows leave stale
zeros, so it is a hint.
"""

import importlib
from collections.abc import Iterator
from typing import Any, NamedTuple

_STORE = r"SOFTWARE\Microsoft\Windows\CurrentVersion\CapabilityAccessManager\ConsentStore"
_KEYS_AT_MOST = 400


class ConsentSwitches(NamedTuple):
    """True allowed, False denied, None no such entry."""

    device: bool | None
    user: bool | None
    desktop: bool | None


def switches(store: str, winreg: Any = None) -> ConsentSwitches:
    """The three switches of `webcam` or `microphone`. `winreg`: the module, or what stands in for it."""
    registry = winreg or importlib.import_module("winreg")
    path = rf"{_STORE}\{store}"
    return ConsentSwitches(
        device=_is_allowed(registry, registry.HKEY_LOCAL_MACHINE, path),
        user=_is_allowed(registry, registry.HKEY_CURRENT_USER, path),
        desktop=_is_allowed(registry, registry.HKEY_CURRENT_USER, rf"{path}\NonPackaged"),
    )


def is_in_use(store: str, winreg: Any = None) -> bool:
    """Whether any program is noted as using it now."""
    return any(True for _ in using_programs(store, winreg))


def using_programs(store: str, winreg: Any = None) -> Iterator[str]:
    """The keys of the programs that are noted as using it now: for this PC's screen only.

    A packaged program by its family name (`Microsoft.WindowsCamera_8wekyb3d8bbwe`), a desktop one by its path with `#`
    in place of the backslash.
    """
    registry = winreg or importlib.import_module("winreg")
    path = rf"{_STORE}\{store}"
    for key in (*_subkeys(registry, path), *_subkeys(registry, rf"{path}\NonPackaged")):
        if _is_running(registry, key):
            yield key.rpartition("\\")[2]


def _is_allowed(registry: Any, root: Any, path: str) -> bool | None:
    value = _value(registry, root, path, "Value")
    return None if not isinstance(value, str) else value.casefold() != "deny"


def _is_running(registry: Any, path: str) -> bool:
    started = _value(registry, registry.HKEY_CURRENT_USER, path, "LastUsedTimeStart")
    stopped = _value(registry, registry.HKEY_CURRENT_USER, path, "LastUsedTimeStop")
    return bool(started) and stopped == 0


def _value(registry: Any, root: Any, path: str, name: str) -> object:
    try:
        with registry.OpenKey(root, path) as key:
            return registry.QueryValueEx(key, name)[0]
    except OSError:
        return None


def _subkeys(registry: Any, path: str) -> Iterator[str]:
    try:
        with registry.OpenKey(registry.HKEY_CURRENT_USER, path) as key:
            for number in range(_KEYS_AT_MOST):
                yield rf"{path}\{registry.EnumKey(key, number)}"
    except OSError:  # the key is missing, or there is no further one below it
        return
