"""Files are private and whole, wherever the program may write; where it may not, a sentence says so."""

import errno
import os
import resource
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.client.environment.data_directory import (
    FILE_LIMIT,
    DataDirectory,
    delete_file,
    read_file,
    storage_refusal,
    write_atomically,
)
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed


def test_the_home_is_the_systems_unless_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert DataDirectory().home == tmp_path / "Homeoffice-Check"
    assert DataDirectory(tmp_path / "mine").home == tmp_path / "mine"
    assert list(tmp_path.iterdir()) == []


def test_folders_are_private(tmp_path: Path) -> None:
    places = DataDirectory(tmp_path / "home")
    (tmp_path / "home").mkdir(mode=0o755)
    (tmp_path / "home/outbox").mkdir(mode=0o755)
    for folder in (places.outbox, places.log):
        assert stat.S_IMODE(places.make_folder(folder).stat().st_mode) == 0o700


def test_a_given_home_keeps_its_own_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    DataDirectory(tmp_path).make_folder(tmp_path)
    assert stat.S_IMODE(tmp_path.stat().st_mode) == 0o755


def test_a_file_is_private_and_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert read_file(path) == b"new"
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_writing_never_follows_into_another_file(tmp_path: Path) -> None:
    (tmp_path / "other").write_bytes(b"other")
    (tmp_path / "file").symlink_to(tmp_path / "other")
    write_atomically(tmp_path / "file", b"new")
    assert (tmp_path / "other").read_bytes() == b"other"


@pytest.fixture
def small_files() -> Iterator[None]:
    """No file may grow beyond 1000 bytes."""
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


@pytest.mark.parametrize(
    ("place", "kind"),
    [
        ("gone/file", FailureKind.NOT_FOUND),
        ("plain/file", FailureKind.UNSUPPORTED),
        ("n" * 300, FailureKind.UNSUPPORTED),
    ],
)
def test_no_place_to_write(tmp_path: Path, place: str, kind: FailureKind) -> None:
    (tmp_path / "plain").write_bytes(b"")
    with pytest.raises(OperationFailed) as failed:
        write_atomically(tmp_path / place, b"new")
    assert failed.value.failure.kind is kind
    assert str(tmp_path) not in str(failed.value)


def test_a_file_where_the_home_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(OperationFailed):
        DataDirectory(tmp_path / "home").make_folder(DataDirectory(tmp_path / "home").outbox)


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


def test_damaged_files_of_one_name_are_all_kept(tmp_path: Path) -> None:
    places = DataDirectory(tmp_path)
    for _again in range(2):
        (tmp_path / "file").write_bytes(b"x")
        assert places.quarantine(tmp_path / "file")
    assert len(list(places.damaged.iterdir())) == 2
    assert not places.quarantine(tmp_path / "file")


@pytest.mark.parametrize(
    ("kind", "said"),
    [(FailureKind.EXHAUSTED, "home-full"), (FailureKind.DENIED, "home-read-only"), (FailureKind.BUSY, "home-failed")],
)
def test_every_failure_has_a_sentence_with_a_way_out(kind: FailureKind, said: str) -> None:
    refusal = storage_refusal(Failure(operation=Operation.WRITE, kind=kind))
    assert refusal.kind == said
    assert "„Als Datei speichern“" in refusal.de
    assert "“Save as file”" in refusal.en
