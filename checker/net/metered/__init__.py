"""Whether the system calls the connection to the internet metered: paid by volume, or limited in it."""

from checker.model.failure import Failed
from checker.net.metered import linux, macos, windows

_ASKED = {"linux": linux.metered, "macos": macos.metered, "windows": windows.metered}


def metered(system: str) -> bool | None:
    """None where the system does not say. May take seconds: call it where waiting harms nobody. Raises nothing."""
    ask = _ASKED.get(system)
    try:
        return ask() if ask else None
    except (Failed, OSError):
        return None
