"""A failing test is skipped only where the host took time from this machine."""

from pathlib import Path

import pytest

from tests.lab import stolen_time
from tests.lab.stolen_time import skipped_where_time_is_stolen


@pytest.fixture
def stat(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    file = tmp_path / "stat"
    file.write_text("cpu  100 0 0 900 0 0 0 10 0 0\n")
    monkeypatch.setattr(stolen_time, "STAT", file)
    return file


def test_what_fails_on_a_machine_of_its_own_fails(stat: Path) -> None:
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        stat.write_text("cpu  200 0 0 1800 0 0 0 14 0 0\n")
        raise AssertionError


def test_what_fails_beside_others_is_skipped_with_the_share(stat: Path) -> None:
    with pytest.raises(pytest.skip.Exception, match=r"9\.1% of this machine's time"), skipped_where_time_is_stolen():
        stat.write_text("cpu  200 0 0 1800 0 0 0 110 0 0\n")
        raise AssertionError


def test_without_such_a_file_nothing_is_skipped(stat: Path) -> None:
    stat.unlink()
    with pytest.raises(AssertionError), skipped_where_time_is_stolen():
        raise AssertionError
