"""Earlier runs on this PC: a file each, for this user alone, few and not for long. They are never sent."""

import datetime
import re
import threading
from pathlib import Path

import msgspec

from checker.client.environment.atomic_files import delete_file, read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.failure import OperationFailed
from checker.model.privacy import HISTORY_DAYS, HISTORY_RUNS
from checker.model.report import REPORT_ID, Report


class RunHistory:
    """Where nothing can be written, the runs of this start stay in memory. May be used from several threads."""

    def __init__(self, data_directory: DataDirectory | None = None) -> None:
        self._data_directory = data_directory
        self._lock = threading.RLock()
        self._unsaved: dict[str, Report] = {}
        self._last_id = ""
        self._pending: set[str] = set()
        self._writer: threading.Thread | None = None

    def add(self, report: Report, *, replaces_last: bool = False) -> None:
        """Puts a run into the history, without what the employee wrote and without the code of the trouble.

        `replaces_last`: it only goes on with the run that was added before. Returns at once: a disk may take its time.
        """
        if report.id == self._last_id:
            return
        previous, replaced_id = self._writer, self._last_id if replaces_last else ""
        self._last_id = report.id
        stored = msgspec.structs.replace(
            report,
            own_words=None,
            case_code="",
            consent=msgspec.structs.replace(report.consent, send=False),
        )
        if self._data_directory is None:
            self._add(stored, replaced_id)
            return
        self._pending.add(stored.id)

        def write() -> None:
            if previous is not None:
                previous.join()
            self._add(stored, replaced_id)
            self._pending.discard(stored.id)

        self._writer = threading.Thread(target=write, name="history")
        self._writer.start()

    def runs(self) -> list[Report]:
        """The newest first, each as it was read; a file that cannot be read is left out. Never raises."""
        self.wait()
        with self._lock:
            reports = dict(self._unsaved)
            for path in self._files():
                try:
                    reports[path.stem] = report_from_json(read_file(path))
                except (OperationFailed, Unreadable):
                    continue
        return sorted(reports.values(), key=lambda report: report.created, reverse=True)

    def count(self) -> int:
        """How many there are or will be in a moment; nothing is read or waited for."""
        return len({*self._unsaved, *self._pending, *(path.stem for path in self._files())})

    def delete(self, report_id: str) -> bool:
        """Whether this run is gone now."""
        self.wait()
        with self._lock:
            return self._delete(report_id)

    def delete_all(self) -> bool:
        """Whether nothing is left, also of what could not be read."""
        self.wait()
        with self._lock:
            ids = {*self._unsaved, *(path.stem for path in self._files())}
            return not [report_id for report_id in ids if not self._delete(report_id)]

    def wait(self) -> None:
        """Until what was added lies on the disk."""
        if self._writer is not None:
            self._writer.join()

    def _add(self, report: Report, replaced_id: str) -> None:
        with self._lock:
            if replaced_id:
                self._delete(replaced_id)
            try:
                self._write(report)
            except OperationFailed:
                self._unsaved[report.id] = report
            self._delete_surplus(newest=report.id)

    def _write(self, report: Report) -> None:
        if self._data_directory is None:
            self._unsaved[report.id] = report
            return
        folder = self._data_directory.make_folder(self._data_directory.history)
        write_atomically(folder / f"{report.id}.json", to_json(report))

    def _delete(self, report_id: str) -> bool:
        self._unsaved.pop(report_id, None)
        if self._data_directory is None:
            return True
        path = self._data_directory.history / f"{report_id}.json"
        try:
            if path.exists():
                delete_file(path)
        except OperationFailed:
            return False
        return True

    def _delete_surplus(self, newest: str) -> None:
        """The oldest beyond HISTORY_RUNS, and what is older than HISTORY_DAYS. By the file's time: none is read.

        `newest` stays, also where files of a clock that was wrong come from the future.
        """
        oldest_s = (datetime.datetime.now(datetime.UTC) - datetime.timedelta(days=HISTORY_DAYS)).timestamp()
        earlier = [path for path in self._files() if path.stem != newest]
        for at, path in enumerate(sorted(earlier, key=_changed_s, reverse=True), 1):
            if at >= HISTORY_RUNS or _changed_s(path) < oldest_s:
                self._delete(path.stem)
        for report_id in list(self._unsaved)[:-HISTORY_RUNS]:
            self._unsaved.pop(report_id)

    def _files(self) -> list[Path]:
        if self._data_directory is None:
            return []
        try:
            return [path for path in self._data_directory.history.glob("*.json") if re.match(REPORT_ID, path.stem)]
        except OSError:
            return []


def _changed_s(path: Path) -> float:
    try:
        return path.stat().st_mtime
    except OSError:
        return 0.0
