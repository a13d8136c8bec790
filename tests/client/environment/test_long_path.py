"""Paths that are longer than Windows' old limit: their form, and on Windows itself that files there work."""

import sys
from pathlib import Path

import pytest

from checker.client.environment.atomic_files import delete_file, read_file, write_atomically
from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.long_path import extended_path, extended_text


@pytest.mark.parametrize(
    "path, extended",
    [
        (r"C:\Users\x\report.json", r"\\?\C:\Users\x\report.json"),
        (r"\\server\share\x", r"\\?\UNC\server\share\x"),
        (r"C:/a/./b/../c", r"\\?\C:\a\c"),
        (r"\\?\C:\a", r"\\?\C:\a"),
    ],
)
def test_form(path: str, extended: str) -> None:
    assert extended_text(path) == extended


@pytest.mark.skipif(sys.platform == "win32", reason="Windows' form")
def test_elsewhere_nothing_changes(tmp_path: Path) -> None:
    assert extended_path(tmp_path / ("x" * 300)) == tmp_path / ("x" * 300)


def test_files_in_a_deep_folder(tmp_path: Path) -> None:
    """On Windows beyond 260 letters, whatever the switch says."""
    home = tmp_path
    while len(str(home)) < 300:
        home /= "Ein Ordner mit einem langen Namen ü"
    directory = DataDirectory(home)
    path = directory.make_folder(directory.outbox) / "report.json"
    write_atomically(path, b"old")
    write_atomically(path, b"new")
    assert read_file(path) == b"new"
    assert [file.name for file in directory.outbox.iterdir()] == ["report.json"]
    assert directory.quarantine(path)
    write_atomically(path, b"x")
    delete_file(path)
    assert not path.exists()
