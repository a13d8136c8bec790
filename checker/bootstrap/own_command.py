"""How this program starts another process of itself."""

import sys


def own_command(*arguments: str) -> list[str]:
    """The command with these arguments, packaged or from source."""
    if getattr(sys, "frozen", False):
        return [sys.executable, *arguments]
    return [sys.executable, "-m", "checker", *arguments]
