"""The newest manifest of each firm that this PC has seen, by its time: an older one is an attempt to hold it back."""

import datetime

import msgspec

from checker.client.environment.atomic_files import read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.model.failure import OperationFailed
from checker.model.record import Record
from checker.model.report import Moment

MAX_FIRMS = 20


class _HistoryFile(Record, frozen=True, kw_only=True):
    """The file: when the newest manifest was made, by the fingerprint of the firm's key."""

    made: dict[str, Moment] = {}


class ManifestHistory:
    """Reads and writes it. Where nothing can be kept, nothing is known."""

    def __init__(self, data_directory: DataDirectory) -> None:
        self._data_directory = data_directory

    def accept_if_newer(self, key: str, made: datetime.datetime) -> bool:
        """Whether this is not older than any seen before; remembers it then. Never raises."""
        made_by_key = self._read()
        if key in made_by_key and made < made_by_key[key]:
            return False
        if made_by_key.get(key) != made:
            self._write({**made_by_key, key: made})
        return True

    def _read(self) -> dict[str, datetime.datetime]:
        path = self._data_directory.manifest_history
        try:
            return dict(msgspec.json.decode(read_file(path), type=_HistoryFile).made)
        except OperationFailed:
            return {}
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._data_directory.quarantine(path)
            return {}

    def _write(self, made: dict[str, datetime.datetime]) -> None:
        newest = dict(sorted(made.items(), key=lambda item: item[1])[-MAX_FIRMS:])
        try:
            self._data_directory.make_folder(self._data_directory.home)
            write_atomically(self._data_directory.manifest_history, msgspec.json.encode(_HistoryFile(made=newest)))
        except OperationFailed:
            return
