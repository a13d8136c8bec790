"""One process at a time may send a report. The system gives the lock back when a process dies, however it dies."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_HELD = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_BEYOND = 1 << 30  # a byte behind the end of any report: Windows' locks would keep others from reading the file


@contextlib.contextmanager
def alone(path: Path) -> Iterator[bool]:
    """Whether this process now holds the file `path` alone; False when another holds it or it is gone.

    A file system without locks counts as free: the desk takes a report that comes twice as one.
    """
    entry: int | None
    try:
        entry = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        yield False
        return
    except OSError:
        entry = _read_only(path)
    try:
        yield entry is None or _held(entry)
    finally:
        if entry is not None:
            os.close(entry)


def _read_only(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None


def _held(entry: int) -> bool:
    try:
        _lock(entry)
    except OSError as error:
        return error.errno not in _HELD
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(entry: int) -> None:
        os.lseek(entry, _BEYOND, os.SEEK_SET)
        msvcrt.locking(entry, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(entry: int) -> None:
        fcntl.flock(entry, fcntl.LOCK_EX | fcntl.LOCK_NB)
