"""The three systems that the program runs on, in the product's words."""

import platform
from typing import Literal, get_args

System = Literal["windows", "macos", "linux"]
SYSTEMS: tuple[System, ...] = get_args(System)
SYSTEM_TITLES: dict[System, str] = {"windows": "Windows", "macos": "macOS", "linux": "Linux"}
"""As their makers write them, in every language."""
_BY_PLATFORM: dict[str, System] = {"Windows": "windows", "Darwin": "macos", "Linux": "linux"}


def this_system() -> System:
    """The one that this is; any other counts as a Linux."""
    return _BY_PLATFORM.get(platform.system(), "linux")
