"""The technician's files, read and written; what goes wrong is a sentence."""

from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from checker.client.authoring.exit_codes import CommandFailed
from checker.client.authoring.words import tr
from checker.client.delivery.storage.report_file import save_refusal
from checker.client.environment.atomic_files import read_file, read_start, write_atomically
from checker.model.failure import OperationFailed

MAX_PROFILE_BYTES = 1_000_000
MAX_REFERRED_BYTES = 100_000


def read_limited(path: Path, limit: int) -> bytes:
    """The file's bytes, at most one more than `limit`: whoever asked sees that it is too long. Raises CommandFailed."""
    try:
        if path.exists() and not path.is_file():
            raise CommandFailed(tr("{file} ist keine Datei.", file=str(path)))
        return read_start(path, limit + 1)
    except (OSError, ValueError) as error:
        raise CommandFailed(_read_error_text(path, error)) from error


def read_profile_toml(path: Path) -> tuple[bytes, str]:
    """A profile's bytes, and the same as text. Raises CommandFailed."""
    raw = read_limited(path, MAX_PROFILE_BYTES)
    if len(raw) > MAX_PROFILE_BYTES:
        raise CommandFailed(tr("{file} ist zu groß für ein Profil.", file=str(path)))
    try:
        return raw, raw.decode()
    except UnicodeDecodeError as error:
        raise CommandFailed(
            tr("{file} ist kein Text in UTF-8. Speichern Sie das Profil als UTF-8.", file=str(path))
        ) from error


def sibling_reader(file: Path) -> Callable[[str], bytes | None]:
    """Reads what `file` refers to, from its own folder and below: a file from elsewhere may be anybody's secret."""
    folder = file.parent

    def read_sibling(name: str) -> bytes | None:
        for path in (folder / name, folder / PureWindowsPath(name).name):
            try:
                is_inside = path.resolve().is_relative_to(folder.resolve())
                if is_inside and path.is_file():
                    return read_file(path, MAX_REFERRED_BYTES)
            except (OSError, ValueError, OperationFailed):
                continue
        return None

    return read_sibling


def write_file(path: Path, content: bytes) -> None:
    """Writes it whole, readable by this user alone. Raises CommandFailed."""
    try:
        write_atomically(path, content)
    except OperationFailed as failed:
        raise CommandFailed(save_refusal(failed.failure).render(tr.language)) from failed


def _read_error_text(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("Die Datei {file} gibt es nicht. Prüfen Sie den Namen.", file=str(path))
    if isinstance(error, PermissionError):
        return tr("Die Datei {file} darf das Programm nicht lesen.", file=str(path))
    return tr("Die Datei {file} lässt sich nicht lesen.", file=str(path))
