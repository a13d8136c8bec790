"""One process at a time may send a report. The system gives the lock back when a process dies, however it dies."""

import contextlib
import errno
import os
import sys
from collections.abc import Iterator
from pathlib import Path

_WITHOUT_LOCKS_ERRNOS = () if sys.platform == "win32" else (errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP)
"""What a file system without locks answers (flock(2), fcntl(2)). Every other error counts as held by somebody: Windows
says EACCES or EDEADLOCK, Wine EINVAL or nothing, and Windows' own file systems all have locks."""
_LOCK_OFFSET = 1 << 30  # a byte behind the end of any report: Windows' locks would keep others from reading the file


@contextlib.contextmanager
def try_lock(path: Path) -> Iterator[bool]:
    """Whether this process now holds the file `path` alone; False when another holds it, it is gone or unreadable.

    A file system without locks counts as free: the desk takes a report that comes twice as one.
    """
    descriptor = _open(path)
    if descriptor is None:
        yield False
        return
    try:
        yield _is_lock_acquired(descriptor)
    finally:
        os.close(descriptor)


def _open(path: Path) -> int | None:
    for access in (os.O_RDWR, os.O_RDONLY):  # on a disk that takes no writes a report can still be sent
        with contextlib.suppress(OSError):
            return os.open(path, access | getattr(os, "O_BINARY", 0))
    return None


def _is_lock_acquired(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as error:
        return error.errno in _WITHOUT_LOCKS_ERRNOS
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
