"""A file of ours is private, and whole or not there at all; nothing is read without an end."""

import errno
import os
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from checker.client.environment import atomic_files
from checker.client.environment.atomic_files import FILE_LIMIT, HELD_S, delete_file, read_file, write_atomically
from checker.model.failure import FailureKind, OperationFailed
from tests.lab.modes import has_mode


def test_a_file_is_private_and_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert read_file(path) == b"new"
    assert has_mode(path, 0o600)
    assert list(tmp_path.iterdir()) == [path]


def test_writing_never_follows_into_another_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "file").symlink_to(tmp_path / "other")
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "other").read_bytes() == b"other"


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 1000 bytes."""
    resource = pytest.importorskip("resource", reason="Windows limits no file's size")
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (1000, hard))
    yield
    resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def test_what_does_not_fit_leaves_the_old_file(tmp_path: Path, small_files: None) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    with pytest.raises(OperationFailed) as failed:
        write_atomically(path, b"x" * 5000)
    assert failed.value.failure.kind is FailureKind.EXHAUSTED
    assert read_file(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_disk_that_reports_an_error_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")

    def broken(_entry: int) -> None:
        raise OSError(errno.EIO, "Input/output error")

    monkeypatch.setattr(os, "fsync", broken)
    with pytest.raises(OperationFailed):
        write_atomically(path, b"new")
    assert read_file(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


NO_PATH = FailureKind.NOT_FOUND if sys.platform == "win32" else FailureKind.UNSUPPORTED
"""Windows: ERROR_PATH_NOT_FOUND and ERROR_FILENAME_EXCED_RANGE, which Python makes ENOENT of."""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("gone/file", FailureKind.NOT_FOUND),
        ("plain/file", NO_PATH),
        ("n" * 300, NO_PATH),
    ],
)
def test_no_place_to_write(tmp_path: Path, folder: str, kind: FailureKind) -> None:
    (tmp_path / "plain").write_bytes(b"")
    with pytest.raises(OperationFailed) as failed:
        write_atomically(tmp_path / folder, b"new")
    assert failed.value.failure.kind is kind
    assert str(tmp_path) not in str(failed.value)


@pytest.mark.parametrize(("name", "kind"), [("gone", FailureKind.NOT_FOUND), ("folder", FailureKind.UNSUPPORTED)])
def test_nothing_to_read(tmp_path: Path, name: str, kind: FailureKind) -> None:
    (tmp_path / "folder").mkdir()
    with pytest.raises(OperationFailed) as failed:
        read_file(tmp_path / name)
    assert failed.value.failure.kind is kind


def test_an_endless_file_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x" * (FILE_LIMIT + 1))
    with pytest.raises(OperationFailed) as failed:
        read_file(tmp_path / "file")
    assert failed.value.failure.kind is FailureKind.BAD_ANSWER


def test_removing_twice_is_as_good(tmp_path: Path) -> None:
    write_atomically(tmp_path / "file", b"x")
    delete_file(tmp_path / "file")
    delete_file(tmp_path / "file")
    (tmp_path / "folder").mkdir()
    with pytest.raises(OperationFailed):
        delete_file(tmp_path / "folder")


class Hold:
    """Refuses an action so often as Windows does while another program holds the file. Its clock needs no waiting."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, refusals: int) -> None:
        self.refusals, self.now = refusals, 0.0
        monkeypatch.setattr(atomic_files.sys, "platform", "win32")
        monkeypatch.setattr(atomic_files, "monotonic_s", lambda: self.now)
        monkeypatch.setattr(atomic_files.time, "sleep", self.wait)
        for name in ("open", "replace", "unlink"):
            monkeypatch.setattr(Path, name, self.refusing(getattr(Path, name)))

    def wait(self, seconds: float) -> None:
        self.now += seconds

    def refusing(self, action: Callable[..., Any]) -> Callable[..., Any]:
        def act(path: Path, *arguments: Any, **options: Any) -> Any:
            if self.refusals:
                self.refusals -= 1
                raise PermissionError(errno.EACCES, "held")
            return action(path, *arguments, **options)

        return act


ACTIONS: dict[str, Callable[[Path], object]] = {
    "read": read_file,
    "write": lambda path: write_atomically(path, b"new"),
    "delete": delete_file,
}


@pytest.mark.skipif(sys.platform == "win32", reason="the real thing is tested there")
@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_that_a_scanner_holds_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    hold = Hold(monkeypatch, refusals=6)
    ACTIONS[action](path)
    assert hold.refusals == 0


@pytest.mark.skipif(sys.platform == "win32", reason="the real thing is tested there")
@pytest.mark.parametrize("action", ACTIONS)
def test_a_file_that_stays_held_ends_within_the_bound(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, action: str
) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    hold = Hold(monkeypatch, refusals=1000)
    with pytest.raises(OperationFailed) as failed:
        ACTIONS[action](path)
    assert failed.value.failure.kind is FailureKind.DENIED
    assert HELD_S / 2 < hold.now <= HELD_S
