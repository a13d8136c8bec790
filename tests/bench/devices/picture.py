"""The check of the camera on photographs turned into webcam films: healthy ones, and troubles by strength."""

import zlib
from collections.abc import Iterator

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
from tests.bench.devices.case import DeviceCase, drawn_strengths, must_be_found
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


def cases(seed: int, count: int, only: str = "", at_limit: bool = False) -> Iterator[DeviceCase]:
    """`count` photographs for each healthy camera and each trouble and strength whose name begins so."""
    everything = photographs(packages.fetch())
    people = [photograph for photograph in everything if photograph.face is not None]
    for kind, make in HEALTHY.items():
        chance = _chance(seed, kind)
        for photograph in _drawn(everything, count, chance) if kind.startswith(only) else ():
            named = diagnosed(make(_shot(photograph), chance))
            yield DeviceCase(kind, None, False, photograph.is_held_out, frozenset(), named, photograph.name)
    for kind, trouble in TROUBLES.items():
        strengths = drawn_strengths(trouble.strengths, trouble.disturbing, at_limit)
        for strength in strengths if kind.startswith(only) else ():
            chance = _chance(seed, f"{kind} {strength}")
            is_disturbing = must_be_found(strength, trouble.strengths, trouble.disturbing)
            for photograph in _drawn(people if trouble.needs_face else everything, count, chance):
                named = diagnosed(trouble.spoil(_shot(photograph), chance, strength))
                held_out = photograph.is_held_out
                yield DeviceCase(kind, strength, is_disturbing, held_out, trouble.codes, named, photograph.name)


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
    return tuple(finding.code for finding in CHECK.diagnose(Observations(observed(frames)), CameraNeed()))


def _shot(photograph: Photograph) -> Shot:
    return Shot(photograph.picture().astype(np.float32), photograph.face_box())


def _chance(seed: int, kind: str) -> np.random.Generator:
    """The same for a kind, whichever others are drawn."""
    return np.random.default_rng((seed, zlib.crc32(kind.encode())))


def _drawn(from_which: list[Photograph], count: int, chance: np.random.Generator) -> list[Photograph]:
    order = [from_which[number] for number in chance.permutation(len(from_which))]
    return [order[number % len(order)] for number in range(count)]
