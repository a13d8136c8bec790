"""The check of the camera on photographs turned into webcam films: healthy ones, and troubles by strength."""

from collections.abc import Iterator
from functools import cache

import numpy as np

from checker.checks.camera import CHECK
from checker.checks.camera.capture.frame_reader import CapturedFrame
from checker.checks.camera.host import CameraTimes
from checker.checks.camera.need import CameraNeed
from checker.checks.camera.picture.measurement import measure_picture
from checker.checks.context import ProbeContext, RunSession
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.bench.devices.case import CaseKey, DeviceCase, Selection, drawn_keys, must_be_found, numbers
from tests.lab.recorded import packages
from tests.lab.recorded.photographs import Photograph, photographs
from tests.lab.recorded.picture_troubles import TROUBLES
from tests.lab.recorded.webcams import HEALTHY, Film, Shot

_CAMERA = "HD Webcam"


class _FilmReader:
    """What the measurement asks of a reader, without waiting."""

    fourcc = "MJPG"

    def __init__(self, frames: Film) -> None:
        self._frames = [CapturedFrame(number, seconds, picture) for number, (seconds, picture) in enumerate(frames)]

    def next_frame(self, _limit_s: float) -> CapturedFrame:
        return self._frames.pop(0)


def keys(selection: Selection) -> Iterator[CaseKey]:
    """The cases that are selected."""
    return drawn_keys("picture", selection, HEALTHY, TROUBLES)


def evaluate(key: CaseKey) -> DeviceCase:
    """Films the photograph of this case as its kind tells, and asks the check."""
    trouble = TROUBLES[key.kind] if key.strength is not None else None
    subjects = [each for each in _everything() if each.face is not None or not (trouble and trouble.needs_face)]
    photograph = subjects[key.shared_chance().permutation(len(subjects))[key.number % len(subjects)]]
    shot, chance = Shot(photograph.picture().astype(np.float32), photograph.face_box()), key.chance()
    if trouble is None or key.strength is None:
        codes, is_disturbing, frames = frozenset[str](), False, HEALTHY[key.kind](shot, chance)
    else:
        codes, is_disturbing = trouble.codes, must_be_found(trouble, key.strength)
        frames = trouble.spoil(shot, chance, key.strength)
    observations = Observations(observed(frames))
    return DeviceCase(
        key,
        is_disturbing,
        photograph.is_held_out,
        codes,
        diagnosis(observations),
        photograph.name,
        numbers(observations),
    )


@cache
def _everything() -> list[Photograph]:
    return photographs(packages.fetch())


def observed(frames: Film) -> list[Observation]:
    """What the check would record of a camera that sends this."""
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(emit=lambda _: None))
    reader = _FilmReader(frames)
    first = reader.next_frame(0.0)
    return [
        context.observation("device.names", [_CAMERA]),
        context.observation("open.begun", True, _CAMERA),
        context.observation("open.seconds", 0.5, _CAMERA),
        context.observation("picture.first", 0.3, _CAMERA),
        *measure_picture(_CAMERA, first, reader, context, CameraTimes()),  # type: ignore[arg-type]
    ]


def diagnosed(frames: Film) -> tuple[str, ...]:
    """The codes for a single camera that sends this."""
    return diagnosis(Observations(observed(frames)))


def diagnosis(observations: Observations) -> tuple[str, ...]:
    """The codes."""
    return tuple(finding.code for finding in CHECK.diagnose(observations, CameraNeed()))
