"""Copies of profiles, so that a start without internet still knows what the workplace needs."""

import datetime
import hashlib
from pathlib import Path

import msgspec

from checker.client.places import Places, read_whole, write_whole
from checker.model.failure import FailureKind, OperationFailed
from checker.model.record import Record
from checker.model.report import Moment


class Kept(Record, frozen=True, kw_only=True):
    """A signed profile as it was fetched. Its signature is looked at again whenever it is used."""

    version: int = 1
    url: str
    code: str
    fetched: Moment
    toml: str


class Copies:
    """One file an address. A damaged one is moved aside, and counts as none."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def keep(self, url: str, code: str, raw: bytes, now: datetime.datetime) -> None:
        """Keeps the newest profile of this address. Raises OperationFailed."""
        kept = Kept(url=url, code=code, fetched=now.replace(microsecond=0), toml=raw.decode())
        folder = self._places.folder(self._places.profiles)
        write_whole(folder / f"{hashlib.sha256(url.encode()).hexdigest()[:32]}.json", msgspec.json.encode(kept))

    def newest(self, *, url: str = "", code: str = "") -> Kept | None:
        """The newest copy from this address, or of this customer; None where there is none."""
        found = [kept for kept in self._all() if (url and kept.url == url) or (code and kept.code == code)]
        return max(found, key=lambda kept: kept.fetched, default=None)

    def last(self) -> Kept | None:
        """The copy that was kept last: what this PC is usually checked for."""
        return max(self._all(), key=lambda kept: kept.fetched, default=None)

    def _all(self) -> list[Kept]:
        try:
            paths = sorted(self._places.profiles.glob("*.json"))
        except OSError:
            return []
        return [kept for path in paths if (kept := self._read(path)) is not None]

    def _read(self, path: Path) -> Kept | None:
        try:
            return msgspec.json.decode(read_whole(path), type=Kept)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.BAD_ANSWER:
                self._places.set_aside(path)
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._places.set_aside(path)
        return None
