"""A program that an administrator brings in the browser: onto the disk as it comes, checked, and then in its place."""

import contextlib
import os
import re
import secrets
from pathlib import Path
from typing import BinaryIO

from django.core.files.uploadedfile import UploadedFile
from django.core.files.uploadhandler import FileUploadHandler, StopUpload
from django.utils.translation import gettext

from checker.desk.disk import MIN_FREE_BYTES, free_bytes
from checker.desk.programs.program_files import COMPANION_SUFFIXES, SYSTEM_OF_SUFFIX, kind_of, programs_folder
from checker.net.clock import wall_s

MAX_PROGRAM_BYTES = 400_000_000
"""Of one file: four times what the largest of ours has."""
CHUNK_BYTES = 1_000_000
STALE_S = 86_400
_INCOMING = ".upload-"
"""A name that begins with a dot is never offered (program_files.py)."""
_NAME = r"[A-Za-z0-9][A-Za-z0-9._+-]{0,119}"
_READABLE = 0o644
"""The server in front may send it."""
_BEGINNINGS = {
    ".exe": b"MZ",
    ".msi": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    ".pkg": b"xar!",
    ".deb": b"!<arch>\n",
    ".appimage": b"\x7fELF",
    ".tar.xz": b"\xfd7zXZ\x00",
    ".tar.gz": b"\x1f\x8b",
}
"""The first bytes of each kind: PE, CFB, xar, ar, ELF, xz, gzip, by their specifications."""
_DISK_IMAGE_TRAILER, _TRAILER_BYTES = b"koly", 512
"""An Apple disk image ends with it."""


class InvalidProgram(Exception):  # noqa: N818 - becomes a sentence for whoever brought it
    """The file is none that employees can be offered."""


class ProgramReceiver(FileUploadHandler):
    """Writes the first file of a form into the folder of the programs, under a name that nobody is offered."""

    chunk_size = CHUNK_BYTES

    def __init__(self) -> None:
        super().__init__()
        self.name = ""
        self._size = 0
        self._is_too_large = self._is_disk_full = False
        self._incoming: tuple[Path, BinaryIO] | None = None

    def new_file(self, *args: object, **kwargs: object) -> None:
        super().new_file(*args, **kwargs)  # type: ignore[arg-type]
        if self._incoming is not None:
            raise StopUpload(connection_reset=False)
        self.name = self.file_name or ""
        folder = programs_folder()
        _remove_stale(folder)
        path = folder / f"{_INCOMING}{secrets.token_hex(8)}"
        self._incoming = path, path.open("xb")

    def receive_data_chunk(self, raw_data: bytes, start: int) -> None:
        """Onto the disk, and no more of it than there is room for."""
        self._size = start + len(raw_data)
        self._is_too_large = self._size > MAX_PROGRAM_BYTES
        self._is_disk_full = free_bytes() - len(raw_data) < MIN_FREE_BYTES
        if self._incoming is None or self._is_too_large or self._is_disk_full:
            raise StopUpload(connection_reset=False)
        self._incoming[1].write(raw_data)

    def file_complete(self, file_size: int) -> UploadedFile | None:  # type: ignore[type-arg]
        """All of it is on the disk."""
        if self._incoming is None:
            return None
        _, file = self._incoming
        file.flush()
        os.fsync(file.fileno())
        return UploadedFile(file=file, name=self.name, size=file_size)

    def place(self) -> str:
        """Offers it from now on, all of it at once; returns its name. Raises InvalidProgram."""
        path = self._validated()
        path.chmod(_READABLE)
        path.replace(programs_folder() / self.name)
        return self.name

    def discard(self) -> None:
        """Takes the incoming name away, whatever became of the file."""
        if self._incoming is not None:
            path, file = self._incoming
            file.close()
            path.unlink(missing_ok=True)

    def _validated(self) -> Path:
        """Where it lies until now."""
        if self._is_too_large:
            megabytes = MAX_PROGRAM_BYTES // 1_000_000
            message = gettext("Die Datei ist größer als %(megabytes)d\u00a0MB.") % {"megabytes": megabytes}
            raise InvalidProgram(message)
        if self._is_disk_full:
            raise InvalidProgram(gettext("Auf dem Datenträger des Desks ist zu wenig Platz."))
        if self._incoming is None or not self._size:
            raise InvalidProgram(gettext("Bitte wählen Sie eine Datei aus."))
        path, _ = self._incoming
        if not re.fullmatch(_NAME, self.name):
            raise InvalidProgram(
                gettext("Der Name darf nur Buchstaben ohne Umlaute, Ziffern, Punkte, Binde- und Unterstriche haben.")
            )
        if (programs_folder() / self.name).exists():
            raise InvalidProgram(gettext("Eine Datei mit diesem Namen liegt schon da. Nehmen Sie zuerst die alte weg."))
        if any(self.name.endswith(suffix) and kind_of(self.name.removesuffix(suffix)) for suffix in COMPANION_SUFFIXES):
            return path
        kind = kind_of(self.name)
        if not kind:
            raise InvalidProgram(
                gettext("Der Name muss auf eine dieser Endungen enden: %(suffixes)s.")
                % {"suffixes": ", ".join(SYSTEM_OF_SUFFIX)}
            )
        if not _is_of_kind(path, kind):
            raise InvalidProgram(gettext("Der Inhalt der Datei passt nicht zu ihrer Endung."))
        return path


def remove_program(name: str) -> bool:
    """Takes a program of this very name away with its companions; whether there was one."""
    if not re.fullmatch(_NAME, name) or not kind_of(name):
        return False
    folder = programs_folder()
    try:
        (folder / name).unlink()
    except FileNotFoundError:
        return False
    for suffix in COMPANION_SUFFIXES:
        (folder / f"{name}{suffix}").unlink(missing_ok=True)
    return True


def _is_of_kind(path: Path, kind: str) -> bool:
    with path.open("rb") as file:
        if kind == ".dmg":
            file.seek(max(0, path.stat().st_size - _TRAILER_BYTES))
            return file.read(len(_DISK_IMAGE_TRAILER)) == _DISK_IMAGE_TRAILER
        return file.read(len(_BEGINNINGS[kind])) == _BEGINNINGS[kind]


def _remove_stale(folder: Path) -> None:
    """What a desk that was killed had begun to receive."""
    for path in folder.glob(f"{_INCOMING}*"):
        with contextlib.suppress(OSError):
            if wall_s() - path.stat().st_mtime > STALE_S:
                path.unlink()
