"""Which operating system this is, in the words of its maker, without asking a program whose answer is translated."""

import platform
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed

WINDOWS_11_BUILD = 22000
"""Windows 11 still calls itself 10.0; its first build was 22000 (Microsoft, Windows 11 release information)."""


def system_name() -> str:
    """`Windows 11 23H2`, `macOS 14.5`, `Debian GNU/Linux 12`."""
    match platform.system():
        case "Windows":
            return windows_name(int(platform.version().split(".")[2]), _windows_release())
        case "Darwin":
            return f"macOS {platform.mac_ver()[0]}"
        case _:
            return linux_name(_os_release())


def system_build() -> str:
    """The exact build: `10.0.22631` on Windows, the kernel's version elsewhere."""
    return platform.version() if platform.system() == "Windows" else platform.release()


def windows_name(build: int, release: str) -> str:
    """The name from the build number and the registry's DisplayVersion."""
    number = "11" if build >= WINDOWS_11_BUILD else "10"
    return f"Windows {number} {release}".rstrip()


def linux_name(os_release: dict[str, str]) -> str:
    """NAME and VERSION_ID (freedesktop.org, os-release)."""
    return f"{os_release.get('NAME', 'Linux')} {os_release.get('VERSION_ID', '')}".rstrip()


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.NOT_FOUND, "os-release") from error


def _windows_release() -> str:
    if sys.platform != "win32":
        return ""
    import winreg  # noqa: PLC0415 - exists on Windows only

    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion") as key:
        return str(winreg.QueryValueEx(key, "DisplayVersion")[0])
