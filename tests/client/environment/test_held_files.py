"""Windows itself, or Wine: another program holds a file alone, as a virus scanner does, and lets go of it."""

import ctypes
import sys
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from checker.client.environment import atomic_files
from checker.client.environment.atomic_files import delete_file, read_file, write_atomically
from checker.model.failure import FailureKind, OperationFailed

pytestmark = pytest.mark.skipif(sys.platform != "win32", reason="only Windows lets a program hold a file")
GENERIC_READ, OPEN_EXISTING = 0x8000_0000, 3


@contextmanager
def held(path: Path, seconds: float | None) -> Iterator[None]:
    """The file is opened without leave for anybody else, until these seconds or the block are over."""
    kernel32 = ctypes.WinDLL("kernel32")
    kernel32.CreateFileW.restype = ctypes.c_void_p
    handle = kernel32.CreateFileW(str(path), GENERIC_READ, 0, None, OPEN_EXISTING, 0, None)
    assert handle not in (None, ctypes.c_void_p(-1).value)

    def release() -> None:
        kernel32.CloseHandle(ctypes.c_void_p(handle))

    timer = threading.Timer(seconds or 0, release)
    if seconds is not None:
        timer.start()
    try:
        yield
    finally:
        timer.join() if seconds is not None else release()


def test_it_is_read_replaced_and_deleted_once_it_is_free(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with held(path, 0.4):
        assert read_file(path) == b"old"
    with held(path, 0.4):
        write_atomically(path, b"new")
    assert read_file(path) == b"new"
    with held(path, 0.4):
        delete_file(path)
    assert list(tmp_path.iterdir()) == []


def test_while_it_is_held_nothing_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(atomic_files, "HELD_S", 0.3)
    path = tmp_path / "file"
    path.write_bytes(b"old")
    with held(path, None):
        for action in (read_file, delete_file, lambda file: write_atomically(file, b"new")):
            with pytest.raises(OperationFailed) as failed:
                action(path)
            assert failed.value.failure.kind is FailureKind.DENIED
    assert read_file(path) == b"old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_folder_is_a_folder(tmp_path: Path) -> None:
    with pytest.raises(OperationFailed) as failed:
        read_file(tmp_path)
    assert (failed.value.failure.kind, failed.value.failure.detail) == (FailureKind.UNSUPPORTED, "EISDIR")
