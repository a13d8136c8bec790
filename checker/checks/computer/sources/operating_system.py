"""Which operating system this is, in the words of its maker, without asking a program whose answer is translated."""

import contextlib
import os
import platform
import re
import sys

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.model.systems import this_system

WINDOWS_11_BUILD = 22000
"""Windows 11 still calls itself 10.0; its first build was 22000 (Microsoft, Windows 11 release information)."""
WORKSTATION = 1
"""VER_NT_WORKSTATION; a domain controller has 2, another server 3 (winnt.h)."""
LONG_TERM_EDITIONS = ("EnterpriseS", "EnterpriseSN", "IoTEnterpriseS", "IoTEnterpriseSK")
"""EditionID of the Long-Term Servicing Channel, which has a calendar of its own (Microsoft, Windows editions)."""

_KERNEL_RELEASE = re.compile(
    r"[0-9.]+(?:[.+_~-]*(?:[0-9]+|rc[0-9]+|(?:fc|el|arch|zen|hardened|pve|deb|bpo|cloud|mga|ph|amzn)[0-9]*(?![a-z])"
    r"|(?:amd64|x86|i686|arm64|aarch64|generic|default|lowlatency|hwe|oem|lts|rt|desktop|server|virtual|common|standard"
    r"|azure|aws|gcp|oracle|raspi|rpi|v8|microsoft|WSL[0-9]*|MANJARO|cachyos|xanmod|liquorix|linuxkit|gentoo|dist"
    r"|chromeos|asahi|surface|unsigned|rpt)(?![a-z])))*",
    re.IGNORECASE,
)
"""As Debian, Ubuntu, Fedora, SUSE, Arch and others name their kernels."""


class WindowsVersion(Record, frozen=True, kw_only=True):
    """What Windows says of itself. Texts come from the registry, and are empty where it has none."""

    build: int
    product_type: int = WORKSTATION
    display_version: str = ""
    release_id: str = ""
    product_name: str = ""
    edition: str = ""


def system_name() -> str:
    """`Windows 11 23H2`, `Windows Server 2022`, `macOS 14.5`, `Debian GNU/Linux 12`."""
    match this_system():
        case "windows":
            return windows_name(_windows_version())
        case "macos":
            return f"macOS {platform.mac_ver()[0]}"
        case _:
            return linux_name(_os_release())


def system_build() -> str:
    """The exact build: `10.0.22631` on Windows, the kernel's version elsewhere."""
    if sys.platform == "win32":
        version = sys.getwindowsversion()
        return f"{version.major}.{version.minor}.{version.build}"
    return kernel_release(os.uname().release)


def kernel_release(text: str) -> str:
    """Without what is no distributor's word: who builds a kernel gives it a name of his own (CONFIG_LOCALVERSION)."""
    match = _KERNEL_RELEASE.match(text)
    return match[0] if match else ""


def windows_name(version: WindowsVersion) -> str:
    """The name and the release: DisplayVersion has it from 20H2 on, ReleaseId before.

    ProductName is no witness of a workstation, since Windows 11 is called Windows 10 there; of a server it is the only.
    """
    if version.product_type != WORKSTATION:
        words = version.product_name.split()
        return " ".join(words[:3]) if words[:2] == ["Windows", "Server"] else "Windows Server"
    number = "11" if version.build >= WINDOWS_11_BUILD else "10"
    channel = " LTSC" if version.edition in LONG_TERM_EDITIONS else ""
    return f"Windows {number}{channel} {version.display_version or version.release_id}".rstrip()


def linux_name(os_release: dict[str, str]) -> str:
    """NAME and VERSION_ID (freedesktop.org, os-release)."""
    return f"{os_release.get('NAME', 'Linux')} {os_release.get('VERSION_ID', '')}".rstrip()


def _os_release() -> dict[str, str]:
    try:
        return platform.freedesktop_os_release()
    except OSError as error:
        raise OperationFailed(Operation.READ, FailureKind.NOT_FOUND, "os-release") from error


def _windows_version() -> WindowsVersion:
    if sys.platform != "win32":
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "no Windows")
    import winreg  # noqa: PLC0415 - exists on Windows only

    texts = {}
    with winreg.OpenKey(winreg.HKEY_LOCAL_MACHINE, r"SOFTWARE\Microsoft\Windows NT\CurrentVersion") as key:
        for name in ("DisplayVersion", "ReleaseId", "ProductName", "EditionID"):
            with contextlib.suppress(OSError):
                texts[name] = str(winreg.QueryValueEx(key, name)[0])
    version = sys.getwindowsversion()
    return WindowsVersion(
        build=version.build,
        product_type=version.product_type,
        display_version=texts.get("DisplayVersion", ""),
        release_id=texts.get("ReleaseId", ""),
        product_name=texts.get("ProductName", ""),
        edition=texts.get("EditionID", ""),
    )
