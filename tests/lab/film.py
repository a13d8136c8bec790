"""A camera made of a real video file: OpenCV opens and decodes it as it would a device, at a camera's pace."""

import threading
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import numpy as np

from checker.checks.camera import CHECK
from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.capture.opencv import OpenCvCapture, Picture, load
from checker.checks.camera.host import CameraHost, CameraTimes
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.probe import probe_cameras
from checker.checks.context import LiveSample, ProbeContext, Progress, RunSession
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net

WIDTH, HEIGHT = 640, 480
TIMES = CameraTimes(open_s=1.0, first_s=1.0, warm_up_s=0.2, measure_s=0.5, gap_s=0.8, second_format_s=0.4)

LIVE_FROM = 8
"""Pictures. A shorter film is a driver that gives its last few in turn."""

Paint = Callable[[int, np.random.Generator], Picture]


class Paced:
    """Plays a film over and over, as fast as a camera would; `ends_after` pictures it gives none any more.

    A long film is a live sensor: no picture of it comes twice, however many a busy machine leaves out in between.
    Twice a camera's pace unless told otherwise, so that a busy machine makes no slow camera of it.
    `native` is the format that it sends unasked; `rates` that of others, where it offers them.
    """

    def __init__(
        self,
        backend: CaptureBackend,
        rate: float = 60.0,
        ends_after: int | None = None,
        native: str = "",
        rates: dict[str, float] | None = None,
    ) -> None:
        self._code = backend.fourcc if backend.fourcc in (rates or {}) else native
        rate = (rates or {}).get(self._code, rate)
        self._backend = msgspec.structs.replace(backend, fourcc="", size=None)
        self._step = 1 / rate
        self._left = ends_after
        self._film = OpenCvCapture(self._backend)
        self._length, self._round = 0, 0
        self.released = False

    def read(self) -> Picture | None:
        time.sleep(self._step)
        if self._left is not None:
            if not self._left:
                return None
            self._left -= 1
        picture = self._film.read()
        if picture is None:
            self._film.release()
            self._film = OpenCvCapture(self._backend)
            self._round += 1
            picture = self._film.read()
        self._length += not self._round
        if picture is not None and self._round and self._length > LIVE_FROM:
            picture[0, :8, 0] ^= np.unpackbits(np.array([self._round % 256], np.uint8))
        return picture

    def fourcc(self) -> str:
        return self._code

    def release(self) -> None:
        self._film.release()
        self.released = True


def a_film(folder: Path, paint: Paint, name: str = "Testkamera", pictures: int = 12) -> Camera:
    """Writes what a painter paints as a Motion-JPEG film, as many webcams deliver it, and hands it over as a camera."""
    cv2 = load()
    path = folder / f"{len(list(folder.iterdir()))}.avi"
    chance = np.random.default_rng(7)
    painted = [paint(number, chance) for number in range(pictures)]
    if all(np.array_equal(painted[0], picture) for picture in painted):
        painted = painted[:1]  # the film's own compression would make them differ
    size = painted[0].shape[1], painted[0].shape[0]
    writer = cv2.VideoWriter(str(path), cv2.CAP_FFMPEG, cv2.VideoWriter_fourcc(*"MJPG"), 30.0, size)
    assert writer.isOpened()
    for picture in painted:
        writer.write(picture)
    writer.release()
    return Camera(name=name, backends=(CaptureBackend(name="file", api=cv2.CAP_FFMPEG, target=str(path)),))


def a_run(
    emitted: list[LiveSample | Progress] | None = None,
    deadline_s: float = 12.0,
    system: str = "linux",
    cancelled: threading.Event | None = None,
) -> ProbeContext:
    """`cancelled` ends the run once it is set."""
    check = msgspec.structs.replace(CHECK, deadline_s=deadline_s)
    emit = (emitted if emitted is not None else []).append
    return ProbeContext(check, BUILT_IN, Net(), system, RunSession(emit=emit, cancelled=cancelled or threading.Event()))


def a_host(*cameras: Camera, **options: object) -> CameraHost:
    fields = {
        "permission": lambda _: None,
        "in_use": lambda _: None,
        "obstacle": lambda *_: None,
        "open_capture": Paced,
        "formats": lambda *_: [],
        "usb": lambda *_: None,
        "users": lambda *_: [],
        "times": TIMES,
        **options,
    }
    return CameraHost(cameras=lambda _: list(cameras), **fields)


def seen_by(host: CameraHost, need: CameraNeed | None = None, **run: object) -> list[Observation]:
    return list(probe_cameras(need or CameraNeed(), a_run(**run), host))


def codes(observations: list[Observation], need: CameraNeed | None = None) -> list[str]:
    """The codes of what is said, without what to buy: that only repeats what was found."""
    codes = [finding.code for finding in CHECK.diagnose(Observations(observations), need or CameraNeed())]
    return [code for code in codes if code != "camera.webcam-advice"]
