"""The outbox's files, three for each report. A damaged one is moved aside, counted, and blocks no other.

`<id>.json` is the report as it is sent and never changes; `<id>.state` is written anew after every attempt;
`<id>.secret` holds what opens the report at the desk.
"""

import contextlib
import datetime
import re
from pathlib import Path

import msgspec

from checker.client.delivery.delivery_state import DeliveryState
from checker.client.environment.atomic_files import delete_file, read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory, is_link
from checker.model.codec import Unreadable, report_from_json
from checker.model.failure import FailureKind, OperationFailed, Refusal

LEFTOVER_S = 86_400.0
"""Age at which what a crash left behind is deleted: no write of ours takes a day."""
QUARANTINE_S = 30 * 86_400.0
"""So long a damaged file is kept aside, for somebody who can mend it."""
_SECRET = re.compile(rb"[0-9a-f]{32}")
_COMPANION_SUFFIXES = (".state", ".secret")


class ReportStore:
    """Holds nothing of a report; remembers only what it has already looked at. Not for several threads at once."""

    def __init__(self, data_directory: DataDirectory) -> None:
        self._data_directory = data_directory
        self._valid_ids: set[str] = set()
        self._quarantined: set[str] = set()
        self._unreported_count = 0

    def report_ids(self) -> set[str]:
        """The ids of the reports whose files are whole. Of a newer program's report only that program speaks."""
        try:
            if is_link(self._data_directory.outbox):
                return set()
            return {path.stem for path in self._data_directory.outbox.glob("*.json") if self._is_valid(path)}
        except OSError:
            return set()

    def has(self, report_id: str) -> bool:
        """Whether this report's file is there and whole."""
        return self._is_valid(self.body_file(report_id))

    def body(self, report_id: str) -> bytes:
        """The report's bytes. Raises OperationFailed."""
        return read_file(self.body_file(report_id))

    def state(self, report_id: str) -> DeliveryState:
        """Where the report is. One whose state is lost starts anew: the desk takes what comes twice as one."""
        try:
            return msgspec.json.decode(read_file(self._state_file(report_id)), type=DeliveryState)
        except OperationFailed as failed:
            if failed.failure.kind is FailureKind.BAD_ANSWER:
                self._quarantine(self._state_file(report_id))
        except (msgspec.DecodeError, UnicodeDecodeError):
            self._quarantine(self._state_file(report_id))
        return DeliveryState(queued=self._modified_time(report_id))

    def add(self, report_id: str, body: bytes, state: DeliveryState, secret: str) -> None:
        """Writes them, the report last: one that is there has the others. Raises OperationFailed."""
        self._data_directory.make_folder(self._data_directory.outbox)
        self.save_state(report_id, state)
        if secret:
            write_atomically(self._secret_file(report_id), secret.encode("ascii"))
        if not self.has(report_id):
            write_atomically(self.body_file(report_id), body)

    def save_state(self, report_id: str, state: DeliveryState) -> None:
        """Writes the state. Raises OperationFailed."""
        write_atomically(self._state_file(report_id), msgspec.json.encode(state))

    def secret(self, report_id: str) -> str:
        """What opens the report at the desk; empty where there is none, or nothing that could be one."""
        try:
            content = read_file(self._secret_file(report_id))
        except OperationFailed:
            return ""
        return content.decode("ascii") if _SECRET.fullmatch(content) else ""

    def delete(self, report_id: str) -> None:
        """Deletes all of them, the report first. Raises OperationFailed."""
        self._valid_ids.discard(report_id)
        for file in (self.body_file(report_id), self._state_file(report_id), self._secret_file(report_id)):
            delete_file(file)

    def delete_leftovers(self, now: datetime.datetime) -> None:
        """Deletes what a crash left behind, and what was kept aside long enough."""
        with contextlib.suppress(OSError):
            for leftover in self._data_directory.outbox.iterdir():
                is_orphan = leftover.suffix in _COMPANION_SUFFIXES and not leftover.with_suffix(".json").exists()
                if is_orphan or leftover.suffix == ".new":
                    _delete_older(leftover, now.timestamp() - LEFTOVER_S)
        with contextlib.suppress(OSError):
            for quarantined in self._data_directory.damaged.iterdir():
                _delete_older(quarantined, now.timestamp() - QUARANTINE_S)

    def pop_damage_refusal(self) -> Refusal | None:
        """Says once that files were damaged; None when there is nothing new to say."""
        count, self._unreported_count = self._unreported_count, 0
        return _damage_refusal(count) if count else None

    def body_file(self, report_id: str) -> Path:
        """The report's file."""
        return self._data_directory.outbox / f"{report_id}.json"

    def _state_file(self, report_id: str) -> Path:
        return self._data_directory.outbox / f"{report_id}.state"

    def _secret_file(self, report_id: str) -> Path:
        return self._data_directory.outbox / f"{report_id}.secret"

    def _is_valid(self, path: Path) -> bool:
        if path.stem in self._valid_ids:
            return path.exists()
        try:
            is_valid = report_from_json(read_file(path)).id == path.stem
        except Unreadable as unreadable:
            if unreadable.refusal.kind == "report-newer":
                return False
            is_valid = False
        except OperationFailed as failed:
            if failed.failure.kind is not FailureKind.BAD_ANSWER:
                return False
            is_valid = False
        if is_valid:
            self._valid_ids.add(path.stem)
        else:
            self._quarantine(path)
        return is_valid

    def _quarantine(self, path: Path) -> None:
        if path.name not in self._quarantined:
            self._quarantined.add(path.name)
            self._unreported_count += 1
        self._data_directory.quarantine(path)

    def _modified_time(self, report_id: str) -> datetime.datetime:
        try:
            timestamp = self.body_file(report_id).stat().st_mtime
        except OSError:
            timestamp = 0.0
        return datetime.datetime.fromtimestamp(timestamp, datetime.UTC)


def _delete_older(path: Path, than_s: float) -> None:
    if path.stat().st_mtime < than_s:
        path.unlink(missing_ok=True)


def _damage_refusal(count: int) -> Refusal:
    is_single = count == 1
    return Refusal(
        kind="outbox-damaged",
        de=f"{count} gespeicherte {'Datei war' if is_single else 'Dateien waren'} beschädigt und "
        f"{'wurde' if is_single else 'wurden'} beiseitegelegt. Andere Berichte sind nicht betroffen. Wenn Ihre "
        "IT-Firma noch einen Bericht erwartet, starten Sie die Prüfung bitte erneut.",
        en=f"{count} stored {'file was' if is_single else 'files were'} damaged and moved aside. Other reports are not "
        "affected. If your IT firm still expects a report, please run the checks again.",
    )
