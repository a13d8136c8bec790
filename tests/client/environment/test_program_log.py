"""The log holds what helps, and nothing that names a person or an address."""

import logging
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.program_log import MEMORY_LINES, OLDER_FILES, ProgramLog, ScrubbingFormatter
from tests.client.disk import mounted
from tests.lab.modes import has_mode

log = logging.getLogger("checker.client.test")
PRIVATE = ("203.0.113.9", "2001:db8::7", "00:11:22:33:44:55", "anna@firma.de", "/home/anna", "anna", "ANNA-PC")


SMALL = 5000


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Files that are full soon."""
    monkeypatch.setattr("checker.client.environment.program_log.FILE_BYTES", SMALL)


@pytest.fixture
def journal(tmp_path: Path) -> Iterator[ProgramLog]:
    journal = ProgramLog(DataDirectory(tmp_path / "home"), names=["anna", "Anna-PC"])
    journal.start()
    yield journal
    journal.stop()


def written(journal: ProgramLog) -> str:
    assert journal.file is not None
    return journal.file.read_text("utf-8")


def test_a_message_is_written_without_what_is_private(journal: ProgramLog) -> None:
    log.info("gateway of %s: %s", "desk", " ".join(PRIVATE))
    text = written(journal)
    assert "INFO checker.client.test: gateway of desk: [ip] [ip] [mac] [mail] [home] [name] [name]" in text
    assert journal.newest_lines == text.splitlines()


def test_a_traceback_is_too(journal: ProgramLog) -> None:
    folder = Path("C:/Users/anna/geheim" if sys.platform == "win32" else "/home/anna/geheim")
    try:
        (folder / " ".join(PRIVATE[:4])).read_bytes()
    except OSError:
        log.exception("could not open")
    text = written(journal)
    assert "Traceback" in text
    assert "test_a_traceback_is_too" in text
    assert not [private for private in PRIVATE if private in text]
    assert "geheim" not in text


def test_other_listeners_still_get_the_traceback(journal: ProgramLog, caplog: pytest.LogCaptureFixture) -> None:
    try:
        raise ValueError("anna")
    except ValueError:
        log.exception("seen")
    assert "ValueError" in caplog.text


def test_a_message_that_does_not_fit_its_values() -> None:
    record = logging.LogRecord("checker.x", logging.INFO, "x.py", 1, "%d of %s", ("anna",), None)
    assert ScrubbingFormatter(()).format(record) == "INFO checker.x: %d of %s"


def test_the_file_is_private_and_stays_small(small: None, journal: ProgramLog) -> None:
    for number in range(30):
        log.info("%02d %s", number, "x" * (SMALL // 10))
    assert journal.file is not None
    files = sorted(journal.file.parent.iterdir())
    assert len(files) == OLDER_FILES + 1
    assert all(has_mode(file, 0o600) for file in files)
    assert all(file.stat().st_size <= SMALL for file in files)
    assert "29 x" in written(journal)


def test_only_the_newest_lines_are_remembered(journal: ProgramLog) -> None:
    for number in range(MEMORY_LINES + 5):
        log.info("%d", number)
    assert len(journal.newest_lines) == MEMORY_LINES
    assert journal.newest_lines[-1].endswith(str(MEMORY_LINES + 4))


def test_after_stop_nothing_more_is_written(tmp_path: Path) -> None:
    journal = ProgramLog(DataDirectory(tmp_path), names=[])
    journal.start()
    journal.stop()
    log.info("late")
    assert written(journal) == ""


def test_no_file_no_trouble(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "home").write_bytes(b"in the way")
    journal = ProgramLog(DataDirectory(tmp_path / "home"), names=["anna"])
    journal.start()
    log.info("hello anna")
    journal.stop()
    assert journal.file is None
    assert journal.newest_lines[0].endswith("hello [name]")
    assert capfd.readouterr() == ("", "")


def test_a_full_disk_no_trouble(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with mounted(tmp_path / "disk", "size=16k") as disk:
        journal = ProgramLog(DataDirectory(disk), names=[])
        journal.start()
        for _line in range(20):
            log.info("x" * 4000)
        journal.stop()
    assert len(journal.newest_lines) == 20
    assert capfd.readouterr() == ("", "")


def test_the_names_of_this_pc_are_known_by_themselves(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.gethostname", lambda: "Dagobert-PC")
    journal = ProgramLog(DataDirectory(tmp_path))
    journal.start()
    log.info("on dagobert-pc")
    journal.stop()
    assert journal.newest_lines[0].endswith("on [name]")


def test_two_journals_one_file(small: None, tmp_path: Path) -> None:
    journals = [ProgramLog(DataDirectory(tmp_path), names=[]) for _both in range(2)]
    for journal in journals:
        journal.start()
    for number in range(30):
        log.info("%02d %s", number, "x" * (SMALL // 10))
    for journal in journals:
        journal.stop()
    assert "29 x" in written(journals[0])
