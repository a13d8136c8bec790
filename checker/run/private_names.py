"""Names of this PC and of its user, to be blacked out wherever they turn up. They are compared, and stored nowhere."""

import contextlib
import getpass
import os
import socket
import sys
from collections.abc import Callable
from pathlib import Path

from checker.model.scrub.common_words import COMMON_WORDS
from checker.net.windows.secur32 import display_name

_SHORTEST = 3


def private_names() -> tuple[str, ...]:
    """The PC's name, the account's, that of its home folder, and first and last name where the system has them."""
    sources = (socket.gethostname, getpass.getuser, lambda: Path.home().name, _full_name)
    names = dict.fromkeys(_read(source).strip() for source in sources)
    return tuple(name for name in names if len(name) >= _SHORTEST and name.casefold() not in COMMON_WORDS)


def _read(source: Callable[[], str]) -> str:
    # A user id without a name, no home, or no such call: what the others know still counts.
    with contextlib.suppress(KeyError, OSError, ImportError, RuntimeError, ValueError):
        return source()
    return ""


def _full_name() -> str:
    """First and last name; on Linux and macOS those of the user's entry in passwd(5)."""
    if sys.platform == "win32":
        return display_name()
    import pwd  # noqa: PLC0415 - does not exist on Windows

    return pwd.getpwuid(os.getuid()).pw_gecos.partition(",")[0]
