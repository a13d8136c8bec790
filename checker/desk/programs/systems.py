"""Which system a browser says that it runs on: a first guess, never the only way."""

import re

SYSTEMS = ("windows", "macos", "linux")
PHONE = "phone"
OLD_WINDOWS = re.compile(r"Windows NT ([0-9])\.")


def system_of(agent: str) -> str:
    """`windows`, `macos`, `linux`, `phone`, or empty. iPadOS says that it is a Mac."""
    if re.search(r"Android|iPhone|iPad|Mobile", agent):
        return PHONE
    if "Windows" in agent:
        return "windows"
    if re.search(r"Macintosh|Mac OS X", agent):
        return "macos"
    return "linux" if re.search(r"Linux|X11", agent) and "CrOS" not in agent else ""


def too_old(agent: str) -> bool:
    """Whether it is a Windows before 10, which says NT 6 or less."""
    found = OLD_WINDOWS.search(agent)
    return found is not None and int(found[1]) < 10
