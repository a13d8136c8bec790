"""Folders are private, wherever the program may write; where it may not, a sentence says so."""

import sys
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory, storage_refusal
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from tests.lab.modes import has_mode


def test_the_home_is_the_systems_unless_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    if sys.platform == "linux":
        assert DataDirectory().home == tmp_path / "Homeoffice-Check"
    assert DataDirectory(tmp_path / "mine").home == tmp_path / "mine"
    assert list(tmp_path.iterdir()) == []


def test_folders_are_private(tmp_path: Path) -> None:
    data_directory = DataDirectory(tmp_path / "home")
    (tmp_path / "home").mkdir(mode=0o755)
    (tmp_path / "home/outbox").mkdir(mode=0o755)
    for folder in (data_directory.outbox, data_directory.log):
        assert has_mode(data_directory.make_folder(folder), 0o700)


def test_a_given_home_keeps_its_own_permissions(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    DataDirectory(tmp_path).make_folder(tmp_path)
    assert has_mode(tmp_path, 0o755)


def test_a_file_where_the_home_should_be(tmp_path: Path) -> None:
    (tmp_path / "home").write_bytes(b"")
    with pytest.raises(OperationFailed):
        DataDirectory(tmp_path / "home").make_folder(DataDirectory(tmp_path / "home").outbox)


def test_damaged_files_of_one_name_are_all_kept(tmp_path: Path) -> None:
    data_directory = DataDirectory(tmp_path)
    for _again in range(2):
        (tmp_path / "file").write_bytes(b"x")
        assert data_directory.quarantine(tmp_path / "file")
    assert len(list(data_directory.damaged.iterdir())) == 2
    assert not data_directory.quarantine(tmp_path / "file")


@pytest.mark.parametrize(
    ("kind", "expected"),
    [(FailureKind.EXHAUSTED, "home-full"), (FailureKind.DENIED, "home-read-only"), (FailureKind.BUSY, "home-failed")],
)
def test_every_failure_has_a_sentence_with_a_way_out(kind: FailureKind, expected: str) -> None:
    refusal = storage_refusal(Failure(operation=Operation.WRITE, kind=kind))
    assert refusal.kind == expected
    assert "„Als Datei speichern“" in refusal.de
    assert "“Save as file”" in refusal.en
