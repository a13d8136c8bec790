"""What a watch for outages has seen so far, in a file: a program that is killed loses half a minute.

The file goes when the report is made, when the employee says so, and by itself after its days. It is never sent.
"""

import datetime
import logging
import threading
from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

import msgspec

from checker.client.environment.atomic_files import delete_file, read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.model.failure import FailureKind, OperationFailed
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.privacy import CHECKPOINT_DAYS
from checker.model.record import Record
from checker.net.clock import monotonic_s

PERIOD_S = 30.0
"""Between two writings: what a sudden end may cost."""
MAX_BYTES = 1_000_000
"""Lists of an observation are bounded (checks/outages/timeline/facts.py), so no file of ours comes near."""
ENDED, INTERRUPTED = "ended", "interrupted"
"""Fact and value by which a measurement says why it is over."""
log = logging.getLogger(__name__)


class _CheckpointFile(Record, frozen=True, kw_only=True):
    version: int = 1
    check: str
    observations: tuple[Observation, ...]


class WatchCheckpoint:
    """A file a customer code. Without a folder nothing is kept. May be used from several threads; never raises."""

    def __init__(self, data_directory: DataDirectory | None = None) -> None:
        self._data_directory = data_directory
        self._lock = threading.Lock()
        self._check = self._code = ""
        self._due_s = 0.0
        self._worker: threading.Thread | None = None

    def begin(self, check: str, code: str) -> None:
        """A watch of this check begins; what is there stays until this one has something to be written."""
        with self._lock:
            self._check, self._code, self._due_s = check, code, monotonic_s() + PERIOD_S

    def record(self, observations: Iterable[Observation]) -> None:
        """What would be observed if the watch ended now. Returns at once: a disk may take its time."""
        with self._lock:
            is_writing = self._worker is not None and self._worker.is_alive()
            if not self._code or self._data_directory is None or is_writing or monotonic_s() < self._due_s:
                return
            self._due_s = monotonic_s() + PERIOD_S
            stored = _CheckpointFile(check=self._check, observations=tuple(observations))
            self._start(partial(self._write, stored, self._code))

    def discard(self, code: str, after: Callable[[], None] = lambda: None) -> None:
        """The watch is over: nothing is written from now on, and its file goes once `after` returned."""
        with self._lock:
            self._code, writer = "", self._worker

            def remove() -> None:
                if writer is not None:
                    writer.join()
                after()
                self._delete(code)

            self._start(remove)

    def exists(self, code: str) -> bool:
        """Whether a watch for this customer was interrupted, not too long ago."""
        path = self._path(code)
        try:
            changed_s = path.stat().st_mtime if path is not None else 0.0
        except OSError:
            return False
        oldest = datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=CHECKPOINT_DAYS)
        if path is not None and changed_s < oldest.timestamp():
            self.discard(code)
            return False
        return path is not None

    def read(self, code: str) -> Measurement | None:
        """What the interrupted watch saw; None where it cannot be read: a damaged file is moved aside."""
        path = self._path(code)
        if path is None or self._data_directory is None:
            return None
        try:
            stored = msgspec.json.decode(read_file(path, MAX_BYTES), type=_CheckpointFile)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.BAD_ANSWER:
                self._data_directory.quarantine(path)
            return None
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._data_directory.quarantine(path)
            return None
        ended = Observation(name=ENDED, value=INTERRUPTED)
        return Measurement(check=stored.check, outcome=Outcome.DONE, observations=(*stored.observations, ended))

    def wait(self) -> None:
        """Until nothing is written or deleted any more."""
        worker = self._worker
        if worker is not None:
            worker.join()

    def _start(self, work: Callable[[], None]) -> None:
        self._worker = threading.Thread(target=work, name="watch checkpoint")
        self._worker.start()

    def _write(self, stored: _CheckpointFile, code: str) -> None:
        path = self._path(code)
        if path is None or self._data_directory is None:
            return
        try:
            self._data_directory.make_folder(self._data_directory.watches)
            write_atomically(path, msgspec.json.encode(stored))
        except OperationFailed as failed:
            log.info("watch not kept: %s", failed.failure.kind.value)

    def _delete(self, code: str) -> None:
        path = self._path(code)
        try:
            if path is not None and path.exists():
                delete_file(path)
        except OperationFailed as failed:
            log.info("watch not deleted: %s", failed.failure.kind.value)

    def _path(self, code: str) -> Path | None:
        """With a word before the code: `CON.json` is no file on Windows."""
        return None if self._data_directory is None else self._data_directory.watches / f"watch-{code}.json"
