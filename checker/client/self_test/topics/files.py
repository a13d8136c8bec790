"""Paths, files that somebody holds open, and the lock that keeps two processes from one report."""

import contextlib
import errno
import os
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.client.delivery.storage.file_lock import try_lock
from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.long_path import extended_path
from checker.client.environment.private_file import create_private_file, is_readable_by_others
from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, error_values, kind_term, term
from checker.client.self_test.registry import read_machine_value
from checker.model.failure import OperationFailed
from checker.net.pac.load import ENTRY_FUNCTION, load_script

_WINDOWS = sys.platform == "win32"
_LONGEST_OLD_PATH = 260
"""MAX_PATH of minwindef.h."""
_LOCK_OFFSET = 1 << 30
_UMLAUTS = "Prüfung für Zoë – 検査.json"


@contextmanager
def _folder() -> Iterator[Path]:
    with tempfile.TemporaryDirectory(prefix="homeoffice-check-", ignore_cleanup_errors=True) as name:
        yield Path(name)


def _measure_long_path() -> Reading:
    with _folder() as folder:
        nested = folder
        while len(str(nested)) < _LONGEST_OLD_PATH + 20:
            nested /= "x" * 40
        values: dict[str, Value] = {"over_260": True, "enabled": _long_paths_enabled()}
        values["extended"] = _is_extended_path_usable(nested / "extended")
        try:
            nested.mkdir(parents=True, exist_ok=True)
            (nested / "x").write_bytes(b"x")
        except OSError as error:
            values |= {"over_260": False, **error_values(error)}
    return Reading(bool(values["extended"] if _WINDOWS else values["over_260"]), values)


def _is_extended_path_usable(folder: Path) -> bool:
    path = extended_path(folder)
    try:
        path.mkdir(parents=True)
        write_atomically(path / "x", b"x")
        return read_file(path / "x") == b"x"
    except (OSError, OperationFailed):
        return False


def _long_paths_enabled() -> int | None:
    value = read_machine_value(r"SYSTEM\CurrentControlSet\Control\FileSystem", "LongPathsEnabled")
    return value if isinstance(value, int) else None


def _measure_replaced_while_open() -> Reading:
    with _folder() as folder:
        target, new = folder / "target", folder / "new"
        target.write_bytes(b"old")
        new.write_bytes(b"new")
        with target.open("rb"):
            try:
                new.replace(target)
            except OSError as error:
                return Reading(_WINDOWS and isinstance(error, PermissionError), error_values(error))
    return Reading(not _WINDOWS, {"replaced": True})


def _measure_deleted_while_open() -> Reading:
    with _folder() as folder:
        target = folder / "target"
        target.write_bytes(b"x")
        with target.open("rb"):
            try:
                target.unlink()
            except OSError as error:
                return Reading(_WINDOWS and isinstance(error, PermissionError), error_values(error))
    return Reading(not _WINDOWS, {"deleted": True})


def _measure_script_by_file() -> Reading:
    with _folder() as folder:
        file = folder / "Skript ü.pac"
        file.write_text(f"function {ENTRY_FUNCTION}(url, host) {{ return 'DIRECT'; }}", "utf-8")
        try:
            text = load_script(file.as_uri())
        except OperationFailed as failed:
            return Reading(False, {"loaded": False, "kind": kind_term(failed.failure)})
    return Reading(ENTRY_FUNCTION in text, {"loaded": True, "slashes": file.as_uri().count("/", 0, 8)})


def _measure_folder_as_file() -> Reading:
    with _folder() as folder:
        try:
            folder.open("rb").close()
        except OSError as error:
            return Reading(error.errno == (errno.EACCES if _WINDOWS else errno.EISDIR), error_values(error))
    return Reading(False, {"opened": True})


def _measure_private_file() -> Reading:
    with _folder() as folder:
        file, usual_file = folder / "private", folder / "usual"
        os.close(create_private_file(file))
        write_atomically(usual_file, b"x")
        is_private, is_usual_private = not is_readable_by_others(file), not is_readable_by_others(usual_file)
    return Reading(is_private and is_usual_private, {"key": is_private, "in_profile": is_usual_private})


def _measure_umlauts() -> Reading:
    with _folder() as folder:
        write_atomically(folder / _UMLAUTS, b"x")
        is_same = [file.name for file in folder.iterdir()] == [_UMLAUTS]
        is_readable = read_file(folder / _UMLAUTS) == b"x"
    return Reading(is_readable, {"readable": is_readable, "same_name": is_same})


def _measure_own_folder() -> Reading:
    home = DataDirectory().home
    values: dict[str, Value] = {"there": home.is_dir(), "temporary": _is_writable(Path(tempfile.gettempdir()))}
    existing = next((folder for folder in (home, *home.parents) if folder.is_dir()), home)
    values["writable"] = os.access(existing, os.W_OK)
    return Reading(bool(values["writable"] and values["temporary"]), values)


def _is_writable(folder: Path) -> bool:
    try:
        with tempfile.TemporaryFile(dir=folder):
            return True
    except OSError:
        return False


def _measure_second_lock() -> Reading:
    with _folder() as folder:
        file = folder / "report"
        file.write_bytes(b"x")
        with try_lock(file) as first, try_lock(file) as second:
            code = _lock_error(file)
    name = term(errno.errorcode.get(code, ""), errno.errorcode.values())
    return Reading(first and not second, {"first": first, "second": second, "code": code, "name": name})


def _lock_error(file: Path) -> int:
    """The number with which the system refuses a lock that is held; 0 where it grants it."""
    descriptor = os.open(file, os.O_RDWR | getattr(os, "O_BINARY", 0))
    with contextlib.closing(os.fdopen(descriptor, "r+b", buffering=0)):
        try:
            _lock(descriptor)
        except OSError as error:
            return error.errno or -1
    return 0


if sys.platform == "win32":
    import msvcrt

    def _lock(descriptor: int) -> None:
        os.lseek(descriptor, _LOCK_OFFSET, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:
    import fcntl

    def _lock(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


FILE_ASSUMPTIONS = (
    Assumption(
        id="files.long-path",
        systems=EVERYWHERE,
        expected="Over 260 characters fail on Windows without LongPathsEnabled; in the extended form none does.",
        where=("client/environment/long_path.py",),
        source="Microsoft: Maximum Path Length Limitation",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=_measure_long_path,
    ),
    Assumption(
        id="files.replaced-while-open",
        systems=EVERYWHERE,
        expected="A file that somebody reads cannot be replaced on Windows (PermissionError, 5); elsewhere it can.",
        where=("client/environment/atomic_files.py",),
        source="Microsoft: MoveFileExW, sharing modes; rename(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_replaced_while_open,
    ),
    Assumption(
        id="files.deleted-while-open",
        systems=EVERYWHERE,
        expected="A file that somebody reads cannot be deleted on Windows (PermissionError, 32); elsewhere it can.",
        where=("client/environment/atomic_files.py", "client/delivery/storage/report_store.py"),
        source="Microsoft: DeleteFileW, ERROR_SHARING_VIOLATION; unlink(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_deleted_while_open,
    ),
    Assumption(
        id="files.script-by-file",
        systems=EVERYWHERE,
        expected="A proxy script is loaded from its file: address, file:///C:/... on Windows, umlauts in its path.",
        where=("net/pac/load.py",),
        source="RFC 8089, appendix E.2; CPython Lib/nturl2path.py",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_script_by_file,
    ),
    Assumption(
        id="files.folder-as-file",
        systems=EVERYWHERE,
        expected="Opening a folder as a file is EISDIR, on Windows EACCES.",
        where=("client/environment/atomic_files.py",),
        source="Microsoft: CreateFileW without FILE_FLAG_BACKUP_SEMANTICS; open(2)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_folder_as_file,
    ),
    Assumption(
        id="files.private",
        systems=EVERYWHERE,
        expected="Others cannot read: by mode 0600; on Windows by the profile's access list, a signing key by its own.",
        where=("client/environment/atomic_files.py", "client/environment/private_file.py"),
        source="CPython's documentation of os.chmod; open(2); Microsoft: ACE Strings, GetNamedSecurityInfoW",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_private_file,
    ),
    Assumption(
        id="files.umlauts",
        systems=EVERYWHERE,
        expected="A name with umlauts and other scripts is found again by the same name.",
        where=("client/delivery/storage/report_file.py",),
        source="CPython: UTF-16 on Windows, UTF-8 elsewhere; Apple File System Guide: names are compared normalised",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_umlauts,
    ),
    Assumption(
        id="files.own-folder",
        systems=EVERYWHERE,
        expected="The program may write below the system's folder for a program's state, and temporary files.",
        where=("client/environment/data_directory.py",),
        source="platformdirs: %LOCALAPPDATA%, ~/Library/Application Support, ~/.local/state",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_own_folder,
    ),
    Assumption(
        id="files.second-lock",
        systems=EVERYWHERE,
        expected="Whoever locks a report that is locked is refused at once: by whatever number (EACCES, EAGAIN).",
        where=("client/delivery/storage/file_lock.py",),
        source="Microsoft: _locking; flock(2)",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=_measure_second_lock,
    ),
)
