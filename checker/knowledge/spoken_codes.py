"""The number by which a cause is named in a code that is read out on the phone. Data: spoken_codes.txt.

A cause's number is its line. Programs and desks of different versions talk by them, so that a new cause is written at
the end, and no line is ever moved or taken away.
"""

import functools
from importlib.resources import files

from checker.knowledge import __name__ as package


@functools.cache
def numbered_codes() -> tuple[str, ...]:
    """The codes of all causes that there are or ever were, by their number."""
    return tuple((files(package) / "spoken_codes.txt").read_text("ascii").split())
