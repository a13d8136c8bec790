"""Copies of profiles: which one counts as the last."""

import datetime
import os
from pathlib import Path

import pytest

from checker.client.environment.data_directory import DataDirectory
from checker.client.profiles.sources.cache import ProfileCache

SECOND = datetime.datetime(2026, 11, 30, 12, 0, 0, 1000, tzinfo=datetime.UTC)


@pytest.mark.parametrize("codes", [("OLD", "NEW"), ("NEW", "OLD")])
def test_of_two_of_the_same_second_the_one_written_last_counts(tmp_path: Path, codes: tuple[str, str]) -> None:
    directory = DataDirectory(tmp_path)
    cache = ProfileCache(directory)
    for at, code in enumerate(codes):
        before = set(directory.profiles.glob("*.json")) if directory.profiles.is_dir() else set()
        cache.store(f"https://desk.example/{code}", code, b"", SECOND)
        written = set(directory.profiles.glob("*.json")) - before
        os.utime(written.pop(), ns=(at * 100, at * 100))  # NTFS tells apart what is 100 ns later
    latest = cache.latest()
    assert latest is not None
    assert latest.code == codes[-1]
