"""The program's own worker with a film in place of the camera: `python -m tests.lab.camera_worker FILM MODE`.

Everything else is real: the pipe, the frames, the thread that reads, OpenCV. MODE: `well`, `hangs`, `crashes`.
"""

import sys
import time
from collections.abc import Callable

import cv2

from checker.checks.camera import preview, probe
from checker.checks.camera.capture.device import Camera, CaptureBackend
from checker.checks.camera.capture.opencv import Picture
from checker.run import worker
from tests.lab.film import Paced, a_host


class Crashing(Paced):
    """Ends in a defect whose text holds the picture."""

    def read(self) -> Picture | None:
        picture = super().read()
        raise ValueError(repr(picture.tobytes()) if picture is not None else "")


def hanging(backend: CaptureBackend) -> Paced:
    time.sleep(60)
    raise AssertionError


OPENED: dict[str, Callable[[CaptureBackend], Paced]] = {"well": Paced, "hangs": hanging, "crashes": Crashing}


def main(film: str, mode: str) -> int:
    camera = Camera(name="Testkamera", backends=(CaptureBackend(name="file", api=cv2.CAP_FFMPEG, target=film),))
    for module in (probe, preview):
        module.CameraHost = lambda: a_host(camera, open_capture=OPENED[mode])  # type: ignore[attr-defined]
    return worker.main()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
