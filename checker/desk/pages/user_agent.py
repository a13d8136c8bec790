"""What a browser says of itself: a first guess, never the only way."""

import re

PHONE = "phone"
OLD_WINDOWS = re.compile(r"Windows NT ([0-9])\.")
_BROWSERS = (
    (r"Edg(A|iOS)?/", "Edge"),
    (r"OPR/", "Opera"),
    (r"(Firefox|FxiOS)/", "Firefox"),
    (r"(Chrome|CriOS)/", "Chrome"),
    (r"Version/.*Safari/", "Safari"),
)
"""In this order: all but Firefox and Safari call themselves Chrome too."""
_SYSTEMS = (
    (r"iPhone", "iPhone"),
    (r"iPad", "iPad"),
    (r"Android", "Android"),
    (r"Windows", "Windows"),
    (r"Macintosh|Mac OS X", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux|X11", "Linux"),
)


def browser_name(user_agent: str) -> str:
    """`Firefox · Linux`, for its owner to recognise; empty where it says neither."""
    names = (
        next((name for pattern, name in table if re.search(pattern, user_agent)), "") for table in (_BROWSERS, _SYSTEMS)
    )
    return " · ".join(filter(None, names))


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
