"""The newest manifest of each firm that this PC has seen, by its time: an older one is an attempt to hold it back."""

import datetime

import msgspec

from checker.client.places import Places, read_whole, write_whole
from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.model.report import Moment

FILE = "updates.json"
FIRMS = 20


class _Newest(Record, frozen=True, kw_only=True):
    """The file: when the newest manifest was made, by the fingerprint of the firm's key."""

    made: dict[str, Moment] = {}


class Seen:
    """Reads and writes it. Where nothing can be kept, nothing is known."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def newer(self, key: str, made: datetime.datetime) -> bool:
        """Whether this is not older than any seen before; remembers it then. Never raises."""
        known = self._read()
        if key in known and made < known[key]:
            return False
        if known.get(key) != made:
            self._write({**known, key: made})
        return True

    def _read(self) -> dict[str, datetime.datetime]:
        path = self._places.home / FILE
        try:
            return dict(msgspec.json.decode(read_whole(path), type=_Newest).made)
        except OperationFailed:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._places.set_aside(path)
            return {}

    def _write(self, made: dict[str, datetime.datetime]) -> None:
        newest = dict(sorted(made.items(), key=lambda one: one[1])[-FIRMS:])
        try:
            self._places.folder(self._places.home)
            write_whole(self._places.home / FILE, msgspec.json.encode(_Newest(made=newest)))
        except OperationFailed:
            return
