"""One start at a time fills the environment. The system gives the lock back when a process dies, however it dies."""

import contextlib
import errno
import os
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

POLL_S = 0.3
_HELD_ERRNOS = (errno.EACCES, errno.EAGAIN, errno.EDEADLK)
"""Another process holds it (flock(2); Microsoft, _locking). Every other error: a file system without locks."""


@contextlib.contextmanager
def exclusive_setup(file: Path, on_wait: Callable[[], None]) -> Iterator[None]:
    """Waits until this process alone holds `file`, which stays behind, empty; calls `on_wait` once if it has to wait.

    Raises OSError where `file` cannot be made. A file system without locks counts as free.
    """
    file.parent.mkdir(parents=True, exist_ok=True)
    descriptor = os.open(file, os.O_CREAT | os.O_RDWR)
    if os.name == "posix":  # a child started with close_fds=False holds it too: pip outlives a start that was killed
        os.set_inheritable(descriptor, True)
    try:
        if not _is_acquired(descriptor):
            on_wait()
            while not _is_acquired(descriptor):
                time.sleep(POLL_S)
        yield
    finally:
        os.close(descriptor)


def _is_acquired(descriptor: int) -> bool:
    try:
        _lock(descriptor)
    except OSError as error:
        return error.errno not in _HELD_ERRNOS
    return True


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
