"""A camera that is plugged in or out while the page is open."""

import threading

import pytest

from checker.checks.camera.hotplug import watch_cameras
from checker.checks.context import Cancelled, LiveSample
from checker.model.failure import FailureKind, Operation, OperationFailed
from tests.checks.camera.test_opening import a_camera
from tests.lab.film import a_host, a_run


def watched(*lists: list[str] | None, system: str = "windows", glances: list[int] | None = None):
    """What is told while the system lists these names, one after the other; None is a list that cannot be had."""
    samples: list[LiveSample] = []
    cancelled = threading.Event()
    run = a_run(samples, system=system, cancelled=cancelled)
    rest = list(lists)

    def cameras(_system: str):
        names = rest.pop(0) if len(rest) > 1 else rest[0]
        if len(rest) == 1:
            cancelled.set()
        if names is None:
            raise OperationFailed(Operation.LIST, FailureKind.BAD_ANSWER)
        return [a_camera(name) for name in names]

    host = a_host()
    object.__setattr__(host, "cameras", cameras)
    glance = None if glances is None else iter(glances).__next__
    with pytest.raises((Cancelled, StopIteration)):
        list(watch_cameras(run, host, every_s=0.01, fingerprint=glance))
    return [(int(sample.numbers[0]), sample.text.en if sample.text else "") for sample in samples]


def test_tells_what_is_there_and_what_changes():
    counts = watched(["A"], ["A"], ["A", "B"], ["A", "B"], ["B"], [], [])
    assert counts == [
        (1, ""),
        (2, "New camera: “B”."),
        (1, "The camera “A” is no longer there."),
        (0, "The camera “B” is no longer there."),
    ]


def test_one_for_another_is_a_new_one():
    assert watched(["A"], ["B"], ["B"]) == [(1, ""), (1, "New camera: “B”.")]


def test_a_list_that_cannot_be_had_is_an_empty_one():
    assert watched(None, ["A"], ["A"]) == [(0, ""), (1, "New camera: “A”.")]


def test_lists_only_when_a_glance_says_so():
    listed = []
    samples: list[LiveSample] = []
    cancelled = threading.Event()
    run = a_run(samples, cancelled=cancelled)
    host = a_host(a_camera("A"))
    object.__setattr__(host, "cameras", lambda system: listed.append(system) or [a_camera("A")])
    looks = iter([1, 1, 1, 2, 2])

    def glance() -> int:
        try:
            return next(looks)
        except StopIteration:
            cancelled.set()
            return 2

    with pytest.raises(Cancelled):
        list(watch_cameras(run, host, every_s=0.01, fingerprint=glance))
    assert listed == ["linux", "linux"]
    assert len(samples) == 1
