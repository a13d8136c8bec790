"""One process at a time may send a report. The system gives the lock back when a process dies, however it dies."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_LOCKED_ERRNOS = (errno.EAGAIN, errno.EACCES, errno.EDEADLK)
_LOCK_OFFSET = 1 << 30  # a byte behind the end of any report: Windows' locks would keep others from reading the file


@contextlib.contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Whether this process now holds the file `path` alone; False when another holds it or it is gone.

    A file system without locks counts as free: the desk takes a report that comes twice as one.
    """
    descriptor: int | None
    try:
        descriptor = os.open(path, os.O_RDWR | getattr(os, "O_BINARY", 0))
    except FileNotFoundError:
        yield False
        return
    except OSError:
        descriptor = _open_read_only(path)
    try:
        yield descriptor is None or _is_lock_acquired(descriptor)
    finally:
        if descriptor is not None:
            os.close(descriptor)


def _open_read_only(path: Path) -> int | None:
    try:
        return os.open(path, os.O_RDONLY | getattr(os, "O_BINARY", 0))
    except OSError:
        return None


def _is_lock_acquired(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as error:
        return error.errno not in _LOCKED_ERRNOS
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
