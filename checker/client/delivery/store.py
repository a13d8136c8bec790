"""The outbox's files, a pair for each report. A damaged one is moved aside, counted, and blocks no other.

`<id>.json` is the report as it is sent and never changes; `<id>.state` is written anew after every attempt.
"""

import contextlib
import datetime
from pathlib import Path

import msgspec

from checker.client.delivery.state import Delivery
from checker.client.places import Places, read_whole, remove, write_whole
from checker.model.codec import Unreadable, report_from_json
from checker.model.failure import FailureKind, OperationFailed, Refusal

LEFTOVER_S = 86_400.0
"""Age at which what a crash left behind is deleted: no write of ours takes a day."""
ASIDE_S = 30 * 86_400.0
"""So long a damaged file is kept aside, for somebody who can mend it."""


class Store:
    """Holds nothing of a report; remembers only what it has already looked at. Not for several threads at once."""

    def __init__(self, places: Places) -> None:
        self._places = places
        self._whole: set[str] = set()
        self._aside: set[str] = set()
        self._unsaid = 0

    def names(self) -> set[str]:
        """The ids of the reports whose files are whole. Of a newer program's report only that program speaks."""
        try:
            return {path.stem for path in self._places.outbox.glob("*.json") if self._is_whole(path)}
        except OSError:
            return set()

    def has(self, name: str) -> bool:
        """Whether this report's file is there and whole."""
        return self._is_whole(self.body_file(name))

    def body(self, name: str) -> bytes:
        """The report's bytes. Raises OperationFailed."""
        return read_whole(self.body_file(name))

    def state(self, name: str) -> Delivery:
        """Where the report is. One whose state is lost starts anew: the desk takes what comes twice as one."""
        try:
            return msgspec.json.decode(read_whole(self._state_file(name)), type=Delivery)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.BAD_ANSWER:
                self._put_aside(self._state_file(name))
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._put_aside(self._state_file(name))
        return Delivery(queued=self._written(name))

    def add(self, name: str, body: bytes, delivery: Delivery) -> None:
        """Writes both, the state first: a report that is there has one. Raises OperationFailed."""
        self._places.folder(self._places.outbox)
        self.note(name, delivery)
        if not self.has(name):
            write_whole(self.body_file(name), body)

    def note(self, name: str, delivery: Delivery) -> None:
        """Writes the state. Raises OperationFailed."""
        write_whole(self._state_file(name), msgspec.json.encode(delivery))

    def forget(self, name: str) -> None:
        """Deletes both, the report first. Raises OperationFailed."""
        self._whole.discard(name)
        remove(self.body_file(name))
        remove(self._state_file(name))

    def sweep(self, now: datetime.datetime) -> None:
        """Deletes what a crash left behind, and what was kept aside long enough."""
        with contextlib.suppress(OSError):
            for left in self._places.outbox.iterdir():
                orphan = left.suffix == ".state" and not left.with_suffix(".json").exists()
                if orphan or left.suffix == ".new":
                    _delete_older(left, now.timestamp() - LEFTOVER_S)
        with contextlib.suppress(OSError):
            for aside in self._places.damaged.iterdir():
                _delete_older(aside, now.timestamp() - ASIDE_S)

    def damaged(self) -> Refusal | None:
        """Says once that files were damaged; None when there is nothing new to say."""
        count, self._unsaid = self._unsaid, 0
        return _damaged(count) if count else None

    def body_file(self, name: str) -> Path:
        """The report's file."""
        return self._places.outbox / f"{name}.json"

    def _state_file(self, name: str) -> Path:
        return self._places.outbox / f"{name}.state"

    def _is_whole(self, path: Path) -> bool:
        if path.stem in self._whole:
            return path.exists()
        try:
            whole = report_from_json(read_whole(path)).id == path.stem
        except Unreadable as unreadable:
            if unreadable.refusal.kind == "report-newer":
                return False
            whole = False
        except OperationFailed as failed:
            if failed.failure.kind is not FailureKind.BAD_ANSWER:
                return False
            whole = False
        if whole:
            self._whole.add(path.stem)
        else:
            self._put_aside(path)
        return whole

    def _put_aside(self, path: Path) -> None:
        if path.name not in self._aside:
            self._aside.add(path.name)
            self._unsaid += 1
        self._places.set_aside(path)

    def _written(self, name: str) -> datetime.datetime:
        try:
            at = self.body_file(name).stat().st_mtime
        except OSError:
            at = 0.0
        return datetime.datetime.fromtimestamp(at, datetime.UTC)


def _delete_older(path: Path, than_s: float) -> None:
    if path.stat().st_mtime < than_s:
        path.unlink(missing_ok=True)


def _damaged(count: int) -> Refusal:
    one = count == 1
    return Refusal(
        kind="outbox-damaged",
        de=f"{count} gespeicherte {'Datei war' if one else 'Dateien waren'} beschädigt und "
        f"{'wurde' if one else 'wurden'} beiseitegelegt. Andere Berichte sind nicht betroffen. Wenn Ihre IT-Firma noch "
        "einen Bericht erwartet, starten Sie die Prüfung bitte erneut.",
        en=f"{count} stored {'file was' if one else 'files were'} damaged and moved aside. Other reports are not "
        "affected. If your IT firm still expects a report, please run the checks again.",
    )
