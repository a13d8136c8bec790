"""The three systems that the program runs on, in the product's words."""

import os
import sys
import sysconfig
from typing import Literal, get_args

System = Literal["windows", "macos", "linux"]
SYSTEMS: tuple[System, ...] = get_args(System)
SYSTEM_TITLES: dict[System, str] = {"windows": "Windows", "macos": "macOS", "linux": "Linux"}
"""As their makers write them, in every language."""
_BY_PLATFORM: dict[str, System] = {"win32": "windows", "darwin": "macos"}
_PROCESSORS = {"amd64": "x64", "x86_64": "x64", "arm64": "arm64", "aarch64": "arm64"}


def this_system() -> System:
    """The one that this is; any other counts as a Linux. Not by `platform`: from Python 3.12 on it may ask WMI."""
    return _BY_PLATFORM.get(sys.platform, "linux")


def this_processor() -> str:
    """`x64` or `arm64`: what this program is made for on Windows, what the machine is elsewhere."""
    machine = sysconfig.get_platform().removeprefix("win-") if sys.platform == "win32" else os.uname().machine
    return _PROCESSORS.get(machine.lower(), machine.lower())
