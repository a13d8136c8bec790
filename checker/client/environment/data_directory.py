"""Where the program keeps its files, and the one way to read and write them: private, and whole or not at all."""

import contextlib
import errno
import os
import secrets
import sys
import time
from pathlib import Path

import platformdirs

from checker.model.failure import Failure, FailureKind, Operation, OperationFailed, Refusal, failure_of

NAME = "Homeoffice-Check"
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


class DataDirectory:
    """The folders below `home`; without one, the system's folder for a program's state. Makes nothing itself."""

    def __init__(self, home: Path | None = None) -> None:
        self.home = home or platformdirs.user_state_path(NAME, appauthor=False)

    @property
    def outbox(self) -> Path:
        """Reports on their way."""
        return self.home / "outbox"

    @property
    def damaged(self) -> Path:
        """Files that could not be read, kept aside."""
        return self.home / "damaged"

    @property
    def profiles(self) -> Path:
        """Copies of profiles, for a start without the desk."""
        return self.home / "profiles"

    @property
    def trust(self) -> Path:
        """The keys of IT firms that this PC knows."""
        return self.home / "trust.json"

    @property
    def log(self) -> Path:
        """The log file's folder."""
        return self.home / "log"

    def make_folder(self, folder: Path) -> Path:
        """`make_folder`, made if missing, readable by this user alone. Raises OperationFailed."""
        try:
            self.home.mkdir(mode=0o700, parents=True, exist_ok=True)
            folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            if sys.platform != "win32" and folder != self.home and folder.stat().st_mode & 0o077:
                folder.chmod(0o700)
        except OSError as error:
            raise _failed(Operation.WRITE, error) from error
        return folder

    def quarantine(self, path: Path) -> bool:
        """Moves a damaged file out of the way, and marks it with the time of now. False where that is not possible."""
        try:
            target = self.make_folder(self.damaged) / f"{path.name}.{secrets.token_hex(4)}"
            path.replace(target)
            os.utime(target)
        except (OSError, OperationFailed):
            return False
        return True


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
        raise _failed(Operation.WRITE, error) from error
    _fsync_folder(path.parent)


def read_file(path: Path, limit: int = FILE_LIMIT) -> bytes:
    """The file's bytes. Raises OperationFailed; `bad-answer` for one longer than `limit` bytes."""
    try:
        with path.open("rb") as file:
            content = file.read(limit + 1)
    except OSError as error:
        raise _failed(Operation.READ, error) from error
    if len(content) > limit:
        raise OperationFailed(Operation.READ, FailureKind.BAD_ANSWER, "too long")
    return content


def delete_file(path: Path) -> None:
    """Deletes a file; one that is not there is as good. Raises OperationFailed."""
    try:
        path.unlink(missing_ok=True)
    except OSError as error:
        raise _failed(Operation.WRITE, error) from error


def storage_refusal(failure: Failure) -> Refusal:
    """What a failure to write into the program's own folder means for the reader, and what to do."""
    if failure.kind is FailureKind.EXHAUSTED:
        return Refusal(
            kind="home-full",
            de="Auf der Festplatte ist kein Platz mehr, deshalb konnte nichts aufgehoben werden. Die Prüfung läuft "
            "trotzdem. Löschen Sie Dateien, die Sie nicht mehr brauchen, oder speichern Sie den Bericht mit „Als "
            "Datei speichern“ auf einem anderen Laufwerk.",
            en="The disk is full, so nothing could be kept. The checks run all the same. Delete files that you no "
            "longer need, or save the report with “Save as file” on another drive.",
        )
    if failure.kind is FailureKind.DENIED:
        return Refusal(
            kind="home-read-only",
            de="Das Programm darf nicht in seinen Ordner schreiben, deshalb konnte nichts aufgehoben werden. Die "
            "Prüfung läuft trotzdem. Lassen Sie das Programm offen, bis der Bericht angekommen ist, oder speichern "
            "Sie ihn mit „Als Datei speichern“ an einem anderen Ort.",
            en="The program may not write into its folder, so nothing could be kept. The checks run all the same. "
            "Leave the program open until the report has arrived, or save it with “Save as file” somewhere else.",
        )
    return Refusal(
        kind="home-failed",
        de="Der Ordner des Programms lässt sich nicht benutzen, deshalb konnte nichts aufgehoben werden. Die Prüfung "
        "läuft trotzdem. Speichern Sie den Bericht mit „Als Datei speichern“ an einem anderen Ort.",
        en="The program's folder cannot be used, so nothing could be kept. The checks run all the same. Save the "
        "report with “Save as file” somewhere else.",
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


def _failed(operation: Operation, error: OSError) -> OperationFailed:
    failure = failure_of(operation, error)
    kind = _KIND_BY_ERRNO.get(error.errno or 0, failure.kind)
    return OperationFailed(
        operation, FailureKind.UNSUPPORTED if kind is FailureKind.UNREACHABLE else kind, failure.detail
    )
