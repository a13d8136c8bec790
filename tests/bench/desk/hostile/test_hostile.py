"""A shorter run of `tests.bench desk --hostile`: what it counts, it counts; and nothing is lost."""

import subprocess

import pytest

from tests.bench.desk.hostile.run import run
from tests.lab.root import is_root


@pytest.mark.slow
@pytest.mark.timeout(300)
def test_nothing_is_lost_and_nothing_is_there_twice() -> None:
    if not is_root() or subprocess.run(["mountpoint", "-q", "/dev/shm"], check=False).returncode:
        pytest.skip("needs root, and a disk in memory")
    result = run(3000, 7)
    assert result.is_well and result.reports == 3000
    assert result.desk_kills >= 1 and result.sender_kills >= 1 and result.full_disks >= 1 and result.cuts >= 1
