"""The technician's files, read and written; what goes wrong is a sentence."""

from collections.abc import Callable
from pathlib import Path, PureWindowsPath

from checker.client.delivery.save import sorry
from checker.client.places import read_whole, write_whole
from checker.client.profile.codes import Sorry
from checker.client.profile.words import tr
from checker.model.failure import OperationFailed

PROFILE_LIMIT = 1_000_000
REFERRED_LIMIT = 100_000


def content_of(path: Path, limit: int) -> bytes:
    """The file's bytes, at most one more than `limit`: whoever asked sees that it is too long. Raises Sorry."""
    try:
        if path.exists() and not path.is_file():
            raise Sorry(tr("{file} ist keine Datei.", file=str(path)))
        with path.open("rb") as file:
            return file.read(limit + 1)
    except (OSError, ValueError) as error:
        raise Sorry(_unreadable(path, error)) from error


def toml_of(path: Path) -> tuple[bytes, str]:
    """A profile's bytes, and the same as text. Raises Sorry."""
    raw = content_of(path, PROFILE_LIMIT)
    if len(raw) > PROFILE_LIMIT:
        raise Sorry(tr("{file} ist zu groß für ein Profil.", file=str(path)))
    try:
        return raw, raw.decode()
    except UnicodeDecodeError as error:
        raise Sorry(tr("{file} ist kein Text in UTF-8. Speichern Sie das Profil als UTF-8.", file=str(path))) from error


def beside(file: Path) -> Callable[[str], bytes | None]:
    """Reads what `file` refers to, from its own folder and below: a file from elsewhere may be anybody's secret."""
    folder = file.parent

    def find(name: str) -> bytes | None:
        for path in (folder / name, folder / PureWindowsPath(name).name):
            try:
                inside = path.resolve().is_relative_to(folder.resolve())
                if inside and path.is_file():
                    return read_whole(path, REFERRED_LIMIT)
            except (OSError, ValueError, OperationFailed):
                continue
        return None

    return find


def write(path: Path, content: bytes) -> None:
    """Writes it whole, readable by this user alone. Raises Sorry."""
    try:
        write_whole(path, content)
    except OperationFailed as failed:
        why = sorry(failed.failure)
        raise Sorry(why.de if tr.language == "de" else why.en) from failed


def _unreadable(path: Path, error: OSError | ValueError) -> str:
    if isinstance(error, FileNotFoundError):
        return tr("Die Datei {file} gibt es nicht. Prüfen Sie den Namen.", file=str(path))
    if isinstance(error, PermissionError):
        return tr("Die Datei {file} darf das Programm nicht lesen.", file=str(path))
    return tr("Die Datei {file} lässt sich nicht lesen.", file=str(path))
