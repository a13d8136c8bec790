"""One desk a data folder: a second one would note its own address, and sign profiles that lead to a dead port."""

import os
import sys
from pathlib import Path

LOCK_FILE = "desk.lock"
_LOCKED_BYTE = 1 << 20
"""Behind what is written, which others may read meanwhile: Windows locks what nobody else can read then."""


class FolderInUse(Exception):  # noqa: N818 - becomes a line for whoever starts the desk
    """Another desk serves this folder. Its text: where that desk answers, as far as that is known."""


class FolderLock:
    """Held until the process ends, however it ends; the system takes it back.

    `former_address`: of whoever held it before; empty where nobody did.
    """

    def __init__(self, folder: Path, address: str) -> None:
        """Raises FolderInUse, OSError."""
        self._descriptor = os.open(folder / LOCK_FILE, os.O_RDWR | os.O_CREAT, 0o600)
        is_ours = _try_lock(self._descriptor)
        self.former_address = os.read(self._descriptor, 300).decode("utf-8", "replace").strip()
        if not is_ours:
            os.close(self._descriptor)
            raise FolderInUse(self.former_address)
        os.lseek(self._descriptor, 0, os.SEEK_SET)
        os.ftruncate(self._descriptor, 0)
        os.write(self._descriptor, f"{address}\n".encode())

    def release(self) -> None:
        """Another desk may begin."""
        os.close(self._descriptor)


def last_address(folder: Path) -> str:
    """Where a desk of this folder last answered: what a command that holds the lock for a while writes back."""
    path = folder / LOCK_FILE
    return path.read_text("utf-8", "replace").strip() if path.exists() else ""


def _try_lock(descriptor: int) -> bool:
    """Whether it is ours now. A file system without locks has none to hold against us."""
    try:
        if sys.platform == "win32":
            import msvcrt  # noqa: PLC0415 - does not exist elsewhere

            os.lseek(descriptor, _LOCKED_BYTE, os.SEEK_SET)
            try:
                msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
            finally:
                os.lseek(descriptor, 0, os.SEEK_SET)
        else:
            import fcntl  # noqa: PLC0415 - does not exist on Windows

            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:
        return sys.platform != "win32"
    return True
