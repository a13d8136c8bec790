"""The program's log: on this PC only, small, and without anything that names a person or an address."""

import collections
import contextlib
import logging
import logging.handlers
import os
from collections.abc import Iterable
from io import TextIOWrapper
from pathlib import Path

from checker.client.environment.data_directory import DataDirectory
from checker.model.failure import OperationFailed
from checker.model.scrub.text import scrub
from checker.run.private_names import private_names

LOG_FILE = "homeoffice-check.log"
FILE_BYTES = 500_000
OLDER_FILES = 2
MEMORY_LINES = 500
"""So many of the newest lines stay in memory, also where no file can be written."""

MAX_ENTRY = 20_000
"""Letters of one entry with its traceback: what somebody else wrote may be in it."""

ROOT_LOGGER = "checker"


class ProgramLog:
    """Writes what the program logs from `start` to `stop`. Never raises, and never writes to the terminal."""

    def __init__(self, data_directory: DataDirectory, names: Iterable[str] | None = None) -> None:
        self.file: Path | None = None
        self._data_directory = data_directory
        self._names = names
        self._handlers: list[logging.Handler] = []
        self._newest_lines: collections.deque[str] = collections.deque(maxlen=MEMORY_LINES)

    @property
    def newest_lines(self) -> list[str]:
        """The newest lines, the oldest of them first."""
        return list(self._newest_lines)

    def start(self, level: int = logging.INFO) -> None:
        """Begins to write. Where no file can be written, the newest lines are only remembered."""
        formatter = ScrubbingFormatter(tuple(private_names() if self._names is None else self._names))
        self._handlers = [_MemoryHandler(self._newest_lines)]
        try:
            path = self._data_directory.make_folder(self._data_directory.log) / LOG_FILE
            self._handlers.append(_PrivateFileHandler(path))
            self.file = path
        except (OperationFailed, OSError):
            self.file = None
        root = logging.getLogger(ROOT_LOGGER)
        root.setLevel(level)
        for handler in self._handlers:
            handler.setFormatter(formatter)
            root.addHandler(handler)

    def stop(self) -> None:
        """Ends it, and closes the file."""
        for handler in self._handlers:
            logging.getLogger(ROOT_LOGGER).removeHandler(handler)
            handler.close()
        self._handlers = []


class ScrubbingFormatter(logging.Formatter):
    """One line a record, its traceback below; scrubbed as a whole, so that nothing slips in by an exception's text."""

    def __init__(self, names: tuple[str, ...]) -> None:
        super().__init__("%(asctime)s %(levelname)s %(name)s: %(message)s")
        self._private_names = names

    def format(self, record: logging.LogRecord) -> str:
        """The text as it is written. A message that does not fit its values is written as it is."""
        cached, record.exc_text = record.exc_text, None
        try:
            line = super().format(record)
        except (TypeError, ValueError, KeyError):
            line = f"{record.levelname} {record.name}: {record.msg}"
        record.exc_text = cached
        return scrub(line[:MAX_ENTRY], self._private_names)


class _MemoryHandler(logging.Handler):
    def __init__(self, newest: collections.deque[str]) -> None:
        super().__init__()
        self._newest = newest

    def emit(self, record: logging.LogRecord) -> None:
        self._newest.append(self.format(record))


class _PrivateFileHandler(logging.handlers.RotatingFileHandler):
    """Private. What cannot be written (full disk, file held by a second process) is lost, and disturbs nobody."""

    def __init__(self, path: Path) -> None:
        super().__init__(path, maxBytes=FILE_BYTES, backupCount=OLDER_FILES, encoding="utf-8", errors="replace")

    def _open(self) -> TextIOWrapper:
        descriptor = os.open(self.baseFilename, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        return TextIOWrapper(
            os.fdopen(descriptor, "ab"), encoding=self.encoding, errors=self.errors, write_through=True
        )

    def close(self) -> None:
        """What the disk no longer took is lost here at the latest."""
        with contextlib.suppress(OSError):
            super().close()

    def rotate(self, source: str, dest: str) -> None:
        """Where a second process holds the file, it goes on in the old one."""
        with contextlib.suppress(OSError):
            super().rotate(source, dest)

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: N802 - the standard library's name
        """Says nothing: the window must not show a log's trouble, and a windowed program has no stderr."""
