"""Which of the three systems this is, in the product's words."""

import platform

_SYSTEMS = {"Windows": "windows", "Darwin": "macos", "Linux": "linux"}


def this_system() -> str:
    """windows, macos or linux."""
    return _SYSTEMS.get(platform.system(), "linux")
