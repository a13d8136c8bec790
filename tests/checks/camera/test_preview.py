"""The live picture: small, not too often, until the window closes it; and no picture is kept anywhere."""

import json
import logging
import threading
import time
from pathlib import Path

import msgspec
import numpy as np
import pytest

from checker.checks.camera.need import CameraNeed
from checker.checks.camera.preview import preview
from checker.checks.camera.probe import probe_cameras
from checker.checks.context import Cancelled, LiveSample
from checker.model.failure import Failure, FailureKind, Operation
from tests.checks.camera.picture.test_pictures import moving
from tests.lab.film import HEIGHT, WIDTH, Paced, a_host, a_run, codes


def test_shows_until_it_is_stopped(film):
    cancelled = threading.Event()

    class Watcher(list):
        """Has seen enough after three pictures."""

        def append(self, event):
            super().append(event)
            if sum(isinstance(item, LiveSample) for item in self) >= 3:
                cancelled.set()

    run = a_run(Watcher(), cancelled=cancelled)
    released = []

    class Noted(Paced):
        def release(self):
            released.append(True)
            super().release()

    with pytest.raises(Cancelled):
        list(preview(CameraNeed(), run, a_host(film(moving), open_capture=Noted)))
    assert released


def test_pictures_are_small_and_at_most_fifteen_a_second(film):
    emitted = []
    began = time.monotonic()
    list(
        probe_cameras(
            CameraNeed(), a_run(emitted), a_host(film(moving), open_capture=lambda backend: Paced(backend, rate=60))
        )
    )
    seconds = time.monotonic() - began
    samples = [item for item in emitted if isinstance(item, LiveSample)]
    assert 2 <= len(samples) <= 15 * seconds + 1
    for sample in samples:
        width, height = (int(number) for number in sample.numbers)
        assert (sample.kind, width <= 320, height <= 240) == ("frame", True, True)
        assert len(sample.picture) == width * height * 3


def test_red_comes_first(film):
    emitted = []
    blue = np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8)
    blue[:, :, 0] = 200
    list(probe_cameras(CameraNeed(), a_run(emitted), a_host(film(lambda n, c: blue))))
    picture = next(item.picture for item in emitted if isinstance(item, LiveSample))
    assert picture[0] < 30
    assert picture[2] > 170


def test_nothing_to_show_ends_with_the_reason():
    [observation] = preview(CameraNeed(), a_run(), a_host())
    assert observation.failure == Failure(operation=Operation.OPEN, kind=FailureKind.MISSING)


def test_no_picture_reaches_disk_observation_or_log(film, tmp_path: Path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    camera = film(moving)
    folder = tmp_path / "here"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(folder))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    emitted = []
    observations = list(probe_cameras(CameraNeed(), a_run(emitted), a_host(camera)))
    assert any(isinstance(item, LiveSample) and item.picture for item in emitted)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    encoded = json.dumps(msgspec.to_builtins(observations))
    assert len(encoded) < 4000
    assert str(tmp_path) not in encoded
    assert all(isinstance(observation.value, (int, float, str, bool, list, type(None))) for observation in observations)
    assert caplog.records == []
    assert codes(observations) == ["camera.ready"]
