"""Files of our own: read whole, written whole or not at all, and private to this user.

On Windows the rights come from the folder: the program's own lies in the user's profile. There, too, any other program
may hold a file so that nobody else can read, replace or delete it; a virus scanner does so with each new one.
"""

import contextlib
import errno
import os
import secrets
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from checker.client.environment.long_path import extended_path
from checker.model.failure import FailureKind, Operation, OperationFailed, failure_of
from checker.net.clock import monotonic_s

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
HELD_S = 2.0
"""So long in all a file that another program holds is tried again on Windows, be it to read, replace or delete it."""
_FIRST_PAUSE_S, _LONGEST_PAUSE_S = 0.01, 0.25
_Result = TypeVar("_Result")


def write_atomically(path: Path, content: bytes) -> None:
    """Writes a file that only this user may read: after a crash there is the old one or the new one.

    Raises OperationFailed.
    """
    path = extended_path(path)
    new = path.with_name(f".{path.name}.{secrets.token_hex(6)}.new")
    try:
        try:
            _write(new, content)
            replace_file(new, path)
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
        content = read_start(path, limit + 1)
    except OSError as error:
        raise storage_failure(Operation.READ, error) from error
    if len(content) > limit:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "too long")
    return content


def read_start(path: Path, length: int) -> bytes:
    """At most so many bytes of the file's beginning. Raises OSError; IsADirectoryError for a folder on Windows too."""

    full_path = extended_path(path)

    def read() -> bytes:
        with full_path.open("rb") as file:
            return file.read(length)

    return _repeat_while_held(read, full_path)


def replace_file(source: Path, target: Path) -> None:
    """Renames, over what was there. Raises OSError."""
    source, target = extended_path(source), extended_path(target)
    _repeat_while_held(lambda: source.replace(target), target)


def delete_file(path: Path) -> None:
    """Deletes a file; one that is not there is as good. Raises OperationFailed."""
    try:
        full_path = extended_path(path)
        _repeat_while_held(lambda: full_path.unlink(missing_ok=True), full_path)
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


def _repeat_while_held(action: Callable[[], _Result], path: Path) -> _Result:
    """Windows says "access denied" of a file that somebody holds, of one that may not be touched, and of a folder."""
    deadline, pause_s = monotonic_s() + HELD_S, _FIRST_PAUSE_S
    while True:
        try:
            return action()
        except PermissionError as error:
            if sys.platform != "win32":
                raise
            if path.is_dir():
                raise IsADirectoryError(errno.EISDIR, "a folder") from error
            if monotonic_s() + pause_s > deadline:
                raise
        time.sleep(pause_s)
        pause_s = min(2 * pause_s, _LONGEST_PAUSE_S)


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
