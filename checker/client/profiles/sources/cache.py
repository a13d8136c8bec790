"""Copies of profiles, so that a start without internet still knows what the workplace needs."""

import datetime
import hashlib
from pathlib import Path

import msgspec

from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.model.failure import FailureKind, OperationFailed
from checker.model.record import Record
from checker.model.report import Moment


class CachedProfile(Record, frozen=True, kw_only=True):
    """A signed profile as it was fetched. Its signature is looked at again whenever it is used."""

    version: int = 1
    url: str
    code: str
    fetched: Moment
    toml: str


class ProfileCache:
    """One file an address. A damaged one is moved aside, and counts as none."""

    def __init__(self, data_directory: DataDirectory) -> None:
        self._data_directory = data_directory

    def store(self, url: str, code: str, raw: bytes, now: datetime.datetime) -> None:
        """Keeps the newest profile of this address. Raises OperationFailed."""
        entry = CachedProfile(url=url, code=code, fetched=now.replace(microsecond=0), toml=raw.decode())
        folder = self._data_directory.make_folder(self._data_directory.profiles)
        write_atomically(folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.json", msgspec.json.encode(entry))

    def newest(self, *, url: str = "", code: str = "") -> CachedProfile | None:
        """The newest copy from this address, or of this customer; None where there is none."""
        matches = [entry for entry in self._entries() if (url and entry.url == url) or (code and entry.code == code)]
        return max(matches, key=lambda entry: entry.fetched, default=None)

    def entries(self) -> list[CachedProfile]:
        """Every copy."""
        return self._entries()

    def latest(self) -> CachedProfile | None:
        """The copy that was kept last: what this PC is usually checked for."""
        return max(self._entries(), key=lambda entry: entry.fetched, default=None)

    def _entries(self) -> list[CachedProfile]:
        try:
            # The one written last comes first: of several of the same second it is the newest.
            folder = self._data_directory.profiles
            paths = sorted(folder.glob("*.json"), key=_written_at, reverse=True)
        except OSError:
            return []
        return [entry for path in paths if (entry := self._read(path)) is not None]

    def _read(self, path: Path) -> CachedProfile | None:
        try:
            return msgspec.json.decode(read_file(path), type=CachedProfile)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.BAD_ANSWER:
                self._data_directory.quarantine(path)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._data_directory.quarantine(path)
        return None


def _written_at(path: Path) -> int:
    """Nanoseconds; 0 for a file that went away meanwhile."""
    try:
        return path.stat().st_mtime_ns
    except OSError:
        return 0
