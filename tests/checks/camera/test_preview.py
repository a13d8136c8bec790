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
    told = []
    cancelled = threading.Event()
    run = a_run(told, cancelled=cancelled)
    released = []

    class Noted(Paced):
        def release(self):
            released.append(True)
            super().release()

    threading.Timer(0.7, cancelled.set).start()
    with pytest.raises(Cancelled):
        list(preview(CameraNeed(), run, a_host(film(moving), open_capture=Noted)))
    shown = [one for one in told if isinstance(one, LiveSample)]
    assert len(shown) >= 3
    assert released


def test_pictures_are_small_and_at_most_fifteen_a_second(film):
    told = []
    began = time.monotonic()
    list(probe_cameras(CameraNeed(), a_run(told), a_host(film(moving), open_capture=lambda way: Paced(way, rate=60))))
    seconds = time.monotonic() - began
    shown = [one for one in told if isinstance(one, LiveSample)]
    assert 2 <= len(shown) <= 15 * seconds + 1
    for one in shown:
        width, height = (int(number) for number in one.numbers)
        assert (one.kind, width <= 320, height <= 240) == ("frame", True, True)
        assert len(one.picture) == width * height * 3


def test_red_comes_first(film):
    told = []
    blue = np.zeros((HEIGHT, WIDTH, 3), dtype=np.uint8)
    blue[:, :, 0] = 200
    list(probe_cameras(CameraNeed(), a_run(told), a_host(film(lambda n, c: blue))))
    picture = next(one.picture for one in told if isinstance(one, LiveSample))
    assert picture[0] < 30
    assert picture[2] > 170


def test_nothing_to_show_ends_with_the_reason():
    [seen] = preview(CameraNeed(), a_run(), a_host())
    assert seen.failure == Failure(operation=Operation.OPEN, kind=FailureKind.MISSING)


def test_no_picture_reaches_disk_observation_or_log(film, tmp_path: Path, monkeypatch, caplog):
    caplog.set_level(logging.DEBUG)
    camera = film(moving)
    place = tmp_path / "here"
    place.mkdir()
    monkeypatch.chdir(place)
    for name in ("HOME", "TMPDIR", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(place))
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")}
    told = []
    seen = list(probe_cameras(CameraNeed(), a_run(told), a_host(camera)))
    assert any(isinstance(one, LiveSample) and one.picture for one in told)
    assert {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*")} == before
    kept = json.dumps(msgspec.to_builtins(seen))
    assert len(kept) < 4000
    assert str(tmp_path) not in kept
    assert all(isinstance(one.value, (int, float, str, bool, list, type(None))) for one in seen)
    assert caplog.records == []
    assert codes(seen) == ["camera.ready"]
