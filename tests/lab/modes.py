"""POSIX' permissions of a file. Windows has none: there the user's own folder keeps others out."""

import stat
import sys
from pathlib import Path


def has_mode(path: Path, mode: int) -> bool:
    """Whether these are the path's permissions; on Windows there is nothing to compare."""
    return sys.platform == "win32" or stat.S_IMODE(path.stat().st_mode) == mode
