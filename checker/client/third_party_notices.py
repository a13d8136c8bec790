"""The licences of every part that others wrote, where the build laid them."""

import sys
from pathlib import Path

from checker import __version__

NOTICES = Path("licences", "third-party.txt")
"""Made by the build from what is really inside; below the packaged program's own folder."""


def notices_file() -> Path | None:
    """The file of all licences; None where the program runs from its source and brings no parts of others."""
    folder = getattr(sys, "_MEIPASS", "")
    file = Path(folder) / NOTICES
    return file if folder and file.is_file() else None


def version_text() -> str:
    """What `--version` prints."""
    file = notices_file()
    return f"Homeoffice-Check {__version__}" + (f"\nLizenzen · licences: {file}" if file else "")
