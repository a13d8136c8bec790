"""Paths over Windows' old limit of 260 letters, in the form that has none.

The switch LongPathsEnabled is an administrator's, and off on most PCs; what begins with `\\\\?\\` needs no switch
(Microsoft, "Maximum Path Length Limitation").
"""

import ntpath
import sys
from pathlib import Path

LONGEST_PLAIN = 150
"""Letters of a path that is left as it is: room for the names below a folder, and for a new file beside an old one."""
_EXTENDED, _EXTENDED_SHARE = "\\\\?\\", "\\\\?\\UNC\\"


def extended_path(path: Path) -> Path:
    """The same file, in a form that Windows opens at any length; unchanged elsewhere, and where it is short."""
    if sys.platform != "win32":
        return path
    return Path(extended_text(str(path.absolute()))) if len(str(path.absolute())) > LONGEST_PLAIN else path


def extended_text(path: str) -> str:
    """Of an absolute path of Windows. The form is taken as it stands, so `..` and `/` must be gone."""
    if path.startswith(_EXTENDED):
        return path
    plain = ntpath.normpath(path)
    return _EXTENDED_SHARE + plain[2:] if plain.startswith("\\\\") else _EXTENDED + plain
