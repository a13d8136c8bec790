"""One process has a report for itself: whatever the system answers, two never have it; without locks it is free."""

import errno
import os
import subprocess
import sys
from pathlib import Path

import pytest

from checker.client.delivery.storage import file_lock
from checker.client.delivery.storage.file_lock import try_lock

CHILD = "import sys, pathlib; from checker.client.delivery.storage.file_lock import try_lock\n"
CHILD += "with try_lock(pathlib.Path(sys.argv[1])) as is_locked: print(is_locked)"


def lock_in_child(path: Path) -> str:
    command = [sys.executable, "-c", CHILD, str(path)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def test_a_second_process_waits_until_the_first_is_done(tmp_path: Path) -> None:
    path = tmp_path / "report.json"
    path.write_bytes(b"x")
    with try_lock(path) as is_locked:
        assert is_locked
        assert lock_in_child(path) == "False"
        assert path.read_bytes() == b"x", "the holder's lock keeps nobody from reading"
    assert lock_in_child(path) == "True"


def test_what_is_gone_or_no_file_is_not_locked(tmp_path: Path) -> None:
    for path in (tmp_path / "gone.json", tmp_path):
        with try_lock(path) as is_locked:
            assert path.is_dir() or not is_locked


@pytest.mark.parametrize(
    "number, is_free",
    [
        (errno.EAGAIN, False),
        (errno.EACCES, False),
        (errno.EDEADLK, False),
        (errno.EINVAL, False),
        (errno.EIO, False),
        (0, False),
        (None, False),
        (errno.ENOLCK, True),
        (errno.EOPNOTSUPP, True),
    ],
)
def test_an_error_that_is_not_understood_counts_as_held(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int | None, is_free: bool
) -> None:
    if sys.platform == "win32" and is_free:
        pytest.skip("Windows' own file systems all have locks")

    def refuse(_descriptor: int) -> None:
        raise OSError(number, "refused") if number is not None else OSError("refused")

    monkeypatch.setattr(file_lock, "_lock", refuse)
    path = tmp_path / "report.json"
    path.write_bytes(b"x")
    with try_lock(path) as is_locked:
        assert is_locked is is_free


def test_a_report_that_may_only_be_read_is_locked_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    original_open = os.open

    def read_only_disk(path: Path, flags: int, *arguments: int) -> int:
        if flags & os.O_RDWR:
            raise OSError(errno.EROFS, "read-only")
        return original_open(path, flags, *arguments)

    monkeypatch.setattr(file_lock.os, "open", read_only_disk)
    path = tmp_path / "report.json"
    path.write_bytes(b"x")
    with try_lock(path) as is_locked:
        assert is_locked
        assert lock_in_child(path) == "False"
