"""How large the employee has set all text. Qt follows the display's scaling by itself, but not this."""

import contextlib
import sys


def system_text_scale() -> float:
    """1.0 to 2.25: Windows' "Make text bigger"; 1.0 on other systems, where Qt's own font already follows."""
    if sys.platform != "win32":
        return 1.0
    import winreg  # noqa: PLC0415 - exists on Windows only

    with (
        contextlib.suppress(OSError),
        winreg.OpenKey(winreg.HKEY_CURRENT_USER, r"Software\Microsoft\Accessibility") as key,
    ):
        percent = winreg.QueryValueEx(key, "TextScaleFactor")[0]
        if isinstance(percent, int):
            return min(max(percent, 100), 225) / 100
    return 1.0
