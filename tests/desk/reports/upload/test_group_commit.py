"""One stores for all: what comes meanwhile goes together, and what fails is its sender's alone."""

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor

import pytest

from checker.desk.reports.upload.group_commit import MAX_GROUP, GroupCommit

WITHIN_S = 20.0


class _Disk:
    """Stores when it is let; `groups` is what it was given."""

    def __init__(self) -> None:
        self.groups: list[list[int]] = []
        self.is_busy = threading.Event()
        self.may_go_on = threading.Event()

    def store(self, group: Sequence[int]) -> list[int | Exception]:
        self.groups.append(list(group))
        self.is_busy.set()
        assert self.may_go_on.wait(WITHIN_S)
        return [ValueError(number) if number < 0 else number * 2 for number in group]


def test_what_comes_while_the_disk_is_busy_is_stored_together() -> None:
    disk = _Disk()
    commit = GroupCommit(disk.store)
    with ThreadPoolExecutor(MAX_GROUP + 10) as pool:
        first = pool.submit(commit.submit, 1, WITHIN_S)
        assert disk.is_busy.wait(WITHIN_S)
        queued = [pool.submit(commit.submit, number, WITHIN_S) for number in range(2, MAX_GROUP + 9)]
        while commit.waiting < len(queued):
            threading.Event().wait(0.01)
        disk.may_go_on.set()
        assert first.result(WITHIN_S) == 2
        assert sorted(future.result(WITHIN_S) for future in queued) == [n * 2 for n in range(2, MAX_GROUP + 9)]
    assert [len(group) for group in disk.groups] == [1, MAX_GROUP, len(queued) - MAX_GROUP]


def test_each_learns_of_its_own_failure_alone_and_the_next_are_stored() -> None:
    disk = _Disk()
    disk.may_go_on.set()
    commit = GroupCommit(disk.store)
    with pytest.raises(ValueError, match="-3"):
        commit.submit(-3, WITHIN_S)
    assert commit.submit(4, WITHIN_S) == 8


def test_what_breaks_for_all_is_told_to_all() -> None:
    def store(group: Sequence[int]) -> list[int | Exception]:
        raise RuntimeError("the disk is gone")

    commit: GroupCommit[int, int] = GroupCommit(store)
    for number in (1, 2):
        with pytest.raises(RuntimeError, match="the disk is gone"):
            commit.submit(number, WITHIN_S)
