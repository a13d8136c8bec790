"""A zip with configurations in it, as gateways and portals hand them out: opened in memory, bounded in every way.

Nothing is written, so a path in it can lead nowhere; it is a label to find the files that a configuration refers to.
"""

import io
import zipfile
import zlib
from collections.abc import Callable
from pathlib import PurePosixPath

from checker.checks.vpn.imports.refusals import ARCHIVE_DAMAGED, ARCHIVE_LOCKED, ARCHIVE_TOO_LARGE
from checker.model.codec import Unreadable

MARK = b"PK\x03\x04"
MAX_ENTRIES = 500
"""Azure's download has some thirty."""
MAX_MEMBER_B = 1_000_000
MAX_TOTAL_B = 8_000_000
MAX_RATIO = 200
"""Deflate reaches 1,032; text of configurations some 5."""
_PROGRAMS = (".exe", ".msi", ".dll", ".apk", ".dmg", ".pkg", ".cat", ".sys", ".png", ".jpg", ".pdf", ".docx", ".zip")
_ENCRYPTED = 0x1


def members_of(raw: bytes) -> dict[str, bytes]:
    """The files that may be configurations or belong to one, by their names. Raises Unreadable."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            entries = [entry for entry in archive.infolist() if _is_candidate(entry)]
            _raise_for_size(archive.infolist(), entries)
            return {entry.filename: _read(archive, entry) for entry in entries}
    except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
        raise Unreadable(ARCHIVE_DAMAGED, type(error).__name__) from error


def sibling_reader_of(members: dict[str, bytes], name: str) -> Callable[[str], bytes | None]:
    """Reads what a member refers to, from its own folder in the archive."""
    folder = PurePosixPath(name).parent

    def read_sibling(written: str) -> bytes | None:
        last = PurePosixPath(written.replace("\\", "/")).name
        return members.get(str(folder / last))

    return read_sibling


def _is_candidate(entry: zipfile.ZipInfo) -> bool:
    """Programs and pictures are not read, nor what macOS adds."""
    path = PurePosixPath(entry.filename)
    is_hidden = any(part.startswith((".", "__MACOSX")) and part != ".." for part in path.parts)
    return not entry.is_dir() and not is_hidden and path.suffix.lower() not in _PROGRAMS and entry.file_size > 0


def _raise_for_size(everything: list[zipfile.ZipInfo], entries: list[zipfile.ZipInfo]) -> None:
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise Unreadable(ARCHIVE_LOCKED)
    is_large = any(
        entry.file_size > MAX_MEMBER_B or entry.file_size > MAX_RATIO * max(entry.compress_size, 1) for entry in entries
    )
    if is_large or len(everything) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_TOTAL_B:
        raise Unreadable(ARCHIVE_TOO_LARGE)


def _read(archive: zipfile.ZipFile, entry: zipfile.ZipInfo) -> bytes:
    """Whatever the directory says of its size, no more than that is unpacked."""
    with archive.open(entry) as member:
        content = member.read(entry.file_size + 1)
    if len(content) > entry.file_size:
        raise Unreadable(ARCHIVE_TOO_LARGE)
    return content
