"""Which system a browser says that it runs on: a first guess, never the only way."""

import re

PHONE = "phone"
OLD_WINDOWS = re.compile(r"Windows NT ([0-9])\.")


def detect_system(user_agent: str) -> str:
    """`windows`, `macos`, `linux`, `phone`, or empty. iPadOS says that it is a Mac."""
    if re.search(r"Android|iPhone|iPad|Mobile", user_agent):
        return PHONE
    if "Windows" in user_agent:
        return "windows"
    if re.search(r"Macintosh|Mac OS X", user_agent):
        return "macos"
    return "linux" if re.search(r"Linux|X11", user_agent) and "CrOS" not in user_agent else ""


def is_outdated_windows(user_agent: str) -> bool:
    """Whether it is a Windows before 10, which says NT 6 or less."""
    match = OLD_WINDOWS.search(user_agent)
    return match is not None and int(match[1]) < 10
