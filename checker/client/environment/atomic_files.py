"""Files of our own: read whole, written whole or not at all, and private to this user."""

import contextlib
import errno
import os
import secrets
import sys
import time
from pathlib import Path

from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of

FILE_LIMIT = 8_000_000  # bytes; no file of ours comes near, and a damaged one must not fill the memory

_KIND_BY_ERRNO = {
    errno.EFBIG: FailureKind.EXHAUSTED,
    errno.EIO: FailureKind.BAD_ANSWER,
    errno.EEXIST: FailureKind.BUSY,
    errno.EISDIR: FailureKind.UNSUPPORTED,
    errno.ENOTDIR: FailureKind.UNSUPPORTED,
    errno.EINVAL: FailureKind.UNSUPPORTED,
    errno.ELOOP: FailureKind.UNSUPPORTED,
    errno.ENAMETOOLONG: FailureKind.UNSUPPORTED,
}
_REPLACE_TRIES = 6  # Windows: a virus scanner holds a new file for a moment
_REPLACE_PAUSE_S = 0.05


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file that only this user may read: after a crash there is the old one or the new one.

    Raises OperationFailed.
    """
    new = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        try:
            _write(new, content)
            _replace(new, path)
        except OSError:
            with contextlib.suppress(OSError):
                new.unlink(missing_ok=True)
            raise
    except OSError as error:
        raise storage_failure(Operation.WRITE, error) from error
    _fsync_folder(path.parent)


def read_file(path: Path, limit: int = FILE_LIMIT) -> bytes:
    """The file's bytes. Raises OperationFailed; `bad-answer` for one longer than `limit` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise storage_failure(Operation.READ, error) from error
    if len(content) > limit:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "too long")
    return content


def delete_file(path: Path) -> None:
    """Deletes a file; one that is not there is as good. Raises OperationFailed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise storage_failure(Operation.WRITE, error) from error


def storage_failure(operation: Operation, error: OSError) -> OperationFailed:
    """What an error of the file system is, to be raised."""
    failure = failure_of(operation, error)
    kind = _KIND_BY_ERRNO.get(error.errno or 0, failure.kind)
    return OperationFailed(
        operation, FailureKind.UNSUPPORTED if kind is FailureKind.UNREACHABLE else kind, failure.detail
    )


def _write(new: Path, content: bytes) -> None:
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0) | getattr(os, "O_NOFOLLOW", 0)
    with os.fdopen(os.open(new, flags, 0o600), "wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _replace(new: Path, path: Path) -> None:
    for tries_left in reversed(range(_REPLACE_TRIES)):
        try:
            new.replace(path)
        except PermissionError:
            if sys.platform != "win32" or not tries_left:
                raise
            time.sleep(_REPLACE_PAUSE_S)
        else:
            return


def _fsync_folder(folder: Path) -> None:
    """The new name reaches the disk too. Some file systems and Windows have no such call; the file is whole anyway."""
    if sys.platform == "win32":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
