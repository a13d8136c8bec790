"""What a backup holds: the database, the keys, the programs for employees, and a list with the digest of each."""

import hashlib
import io
import json
import os
import shutil
import tarfile
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
from django.conf import settings
from django.utils import timezone

from checker import __version__
from checker.desk.backup.database_copy import copy_database, is_database_empty, restore_database
from checker.desk.backup.sealed_file import NotABackup, OpeningReader, SealingWriter
from checker.desk.data_folder import FIRM_KEY_FILE, PROGRAMS_FOLDER, SEALING_KEY_FILE, SECRET_FILE
from checker.desk.firm.sealing_key import sealing_secret

FORMAT = 1
LIST_FILE = "backup.json"
LAST_BACKUP_FILE = "last-backup.json"
"""In the data folder: when the last one was made, for whoever looks after the desk."""
_KEYS = (FIRM_KEY_FILE, SEALING_KEY_FILE, SECRET_FILE)


class CannotRestore(Exception):  # noqa: N818 - becomes a line for whoever asked for it
    """`reason`: `not-empty`, `newer`, `incomplete`."""

    def __init__(self, reason: str, detail: str = "") -> None:
        super().__init__(f"{reason} {detail}".strip())
        self.reason = reason
        self.detail = detail


class BackupList(msgspec.Struct):
    """What the file says about itself: `created` in ISO 8601, `version` of the desk, the SHA-256 of each file."""

    format: int
    version: str
    created: str
    files: dict[str, str]


def write_backup(target: Path, passphrase: str, *, with_programs: bool) -> int:
    """Writes the file, readable by its owner only, and returns its size. An older one is only replaced by a whole one.

    Raises CannotCopy, DatabaseError, OSError.
    """
    data = Path(settings.DATA)
    sealing_secret()  # made now where no profile has asked for it yet
    unfinished = target.with_name(f"{target.name}.part")
    try:
        with _private_folder(data) as folder, _owned_file(unfinished) as file:
            members = [(path, path.name) for path in (copy_database(folder), *(data / name for name in _KEYS))]
            if with_programs:
                programs = sorted(path for path in (data / PROGRAMS_FOLDER).rglob("*") if path.is_file())
                members += [(path, path.relative_to(data).as_posix()) for path in programs]
            with SealingWriter(file, passphrase) as sealed, tarfile.open(fileobj=sealed, mode="w|") as tar:
                _write_members(tar, members)
            file.flush()
            os.fsync(file.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)
    size = target.stat().st_size
    (data / LAST_BACKUP_FILE).write_text(json.dumps({"at": timezone.now().isoformat(), "bytes": size}), "ascii")
    return size


def restore_backup(source: Path, passphrase: str) -> BackupList:
    """Brings everything back into an empty desk, once all of the file proved to be whole; returns what its list says.

    Raises NotABackup, CannotRestore, CannotCopy, DatabaseError, OSError.
    """
    data = Path(settings.DATA)
    if (data / FIRM_KEY_FILE).exists() or not is_database_empty():
        raise CannotRestore("not-empty")
    with _private_folder(data) as folder:
        with source.open("rb") as file, OpeningReader(file, passphrase) as opened:
            _extract(opened, folder)
        listed = _checked_list(folder)
        restore_database(next(folder / name for name in listed.files if name.startswith("desk.")))
        for name in listed.files:
            if not name.startswith("desk."):
                (data / name).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
                (folder / name).replace(data / name)
    return listed


def _write_members(tar: tarfile.TarFile, members: Iterable[tuple[Path, str]]) -> None:
    digests = {}
    for path, name in members:
        with path.open("rb") as file:
            digests[name] = hashlib.file_digest(file, "sha256").hexdigest()
        entry = tarfile.TarInfo(name)
        entry.size, entry.mode = path.stat().st_size, 0o600
        with path.open("rb") as file:
            tar.addfile(entry, file)
    raw = msgspec.json.encode(BackupList(FORMAT, __version__, timezone.now().isoformat(), digests))
    entry = tarfile.TarInfo(LIST_FILE)
    entry.size, entry.mode = len(raw), 0o600
    tar.addfile(entry, io.BytesIO(raw))


def _extract(opened: OpeningReader, folder: Path) -> None:
    try:
        with tarfile.open(fileobj=opened, mode="r|") as tar:
            tar.extractall(folder, filter="data")
        # The mark of the end stands behind what tar reads.
        while opened.read(1 << 20):
            pass
    except tarfile.TarError as error:
        raise NotABackup(str(error)) from error


def _checked_list(folder: Path) -> BackupList:
    try:
        listed = msgspec.json.decode((folder / LIST_FILE).read_bytes(), type=BackupList)
    except (OSError, msgspec.DecodeError) as error:
        raise NotABackup(LIST_FILE) from error
    if listed.format > FORMAT:
        raise CannotRestore("newer", listed.version)
    for name, digest in listed.files.items():
        with (folder / name).open("rb") as file:
            if hashlib.file_digest(file, "sha256").hexdigest() != digest:
                raise CannotRestore("incomplete", name)
    return listed


@contextmanager
def _private_folder(data: Path) -> Iterator[Path]:
    """On the disk of the data: what lies in it is as secret as that, and can be moved there at once."""
    folder = Path(tempfile.mkdtemp(prefix="backup-", dir=data))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


@contextmanager
def _owned_file(path: Path) -> Iterator[io.BufferedWriter]:
    path.unlink(missing_ok=True)
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0), 0o600)
    with os.fdopen(handle, "wb") as file:
        yield file
