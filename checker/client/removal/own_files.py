"""What the program has laid on this PC, and how it goes. Nothing else is touched: not the file that was loaded."""

import shutil
from pathlib import Path

from checker.client.delivery.delivery_state import DeliveryStage
from checker.client.delivery.outbox import Outbox
from checker.client.environment.data_directory import DataDirectory

VERSION_FOLDER = "[0-9]*-*"
"""How the portable file names a version's folder: its number, a hyphen, the sum of its contents."""
COMPLETE_MARK = "complete"
"""The portable file lays it into each version's folder (build/systems/portable.nsi)."""
REMOVED_SUFFIX = ".removed"
"""Of an older version's folder that the portable file could not delete as a whole yet."""


def count_undelivered(data_directory: DataDirectory) -> int:
    """Reports that the desk does not have: with the program they would be gone."""
    reports = Outbox(data_directory).queued_reports()
    return sum(report.stage is not DeliveryStage.DELIVERED for report in reports)


def installed_versions(data_directory: DataDirectory) -> list[Path]:
    """The folders that the portable file for Windows has laid down, sorted; empty elsewhere."""
    return sorted(mark.parent for mark in data_directory.home.glob(f"{VERSION_FOLDER}/{COMPLETE_MARK}"))


def remove_files(data_directory: DataDirectory, *, except_folder: Path | None = None) -> list[Path]:
    """Removes the data and every version but the one in `except_folder`; returns what would not go."""
    versions = [folder for folder in installed_versions(data_directory) if folder != except_folder]
    # What a start that was killed has left: half a version, one half removed, the way to a window that is gone.
    patterns = ("unpacking", f"{VERSION_FOLDER}{REMOVED_SUFFIX}", "window-*")
    leftovers = [path for pattern in patterns for path in data_directory.home.glob(pattern) if path not in versions]
    remaining = [path for path in (*data_directory.entries, *versions, *leftovers) if not _remove(path)]
    if not remaining and except_folder is None:
        _remove_if_empty(data_directory.home)
    return remaining


def _remove(path: Path) -> bool:
    try:
        if path.is_dir() and not path.is_symlink():
            shutil.rmtree(path)
        else:
            path.unlink(missing_ok=True)
    except OSError:
        return not path.exists()
    return True


def _remove_if_empty(folder: Path) -> None:
    try:
        folder.rmdir()
    except OSError:
        return  # gone already, or somebody else's files lie there
