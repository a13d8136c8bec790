"""Single values of Windows' registry, read as everybody may, and what may be written; nothing elsewhere."""

import sys
from collections.abc import Iterator

_MOST_VALUES = 20_000


def read_machine_value(path: str, name: str) -> object:
    """The value below HKEY_LOCAL_MACHINE; None where there is no such value, or no registry."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - exists on Windows only

    try:
        with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
            return winreg.QueryValueEx(key, name)[0]
    except OSError:
        return None


def is_user_key_writable(path: str) -> bool | None:
    """Whether values and keys may be added below this key of HKEY_CURRENT_USER; None where there is no such key."""
    if sys.platform != "win32":
        return None
    import winreg  # noqa: PLC0415 - exists on Windows only

    try:
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, path, 0, winreg.KEY_WRITE).Close()
    except FileNotFoundError:
        return None
    except OSError:
        return False
    return True


def machine_texts(path: str) -> Iterator[str]:
    """Every text below this key of HKEY_LOCAL_MACHINE. Raises OSError where it cannot be opened."""
    if sys.platform != "win32":
        return
    import winreg  # noqa: PLC0415 - exists on Windows only

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, path) as key:
        for number in range(_MOST_VALUES):
            try:
                _, value, _ = winreg.EnumValue(key, number)
            except OSError:  # there is no further one
                return
            if isinstance(value, str):
                yield value
