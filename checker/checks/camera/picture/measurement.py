"""Measures an open camera: two seconds of pictures after the first, in which exposure settles."""

from collections.abc import Generator, Iterator

from checker.checks.camera.capture.formats import format_subject
from checker.checks.camera.capture.frame_reader import CapturedFrame, FrameReader
from checker.checks.camera.host import CameraTimes
from checker.checks.camera.live_view import FrameEmitter
from checker.checks.camera.picture.frame_statistics import PictureStatistics
from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

RESERVE_S = 0.8
"""Left at the end for closing the camera and telling the last facts."""

_ANALYSING = Text(de="Das Bild wird angesehen.", en="Looking at the picture.")


def measure_picture(
    camera: str, first_frame: CapturedFrame, reader: FrameReader, context: ProbeContext, times: CameraTimes
) -> Generator[Observation, None, float | None]:
    """The rate at most, its uncertainty added, or None where it was not measured.

    A failure on the way stands in place of the rate; what the pictures before it were like is kept.
    """
    size = first_frame.picture.shape[1], first_frame.picture.shape[0]
    yield context.observation("picture.size", f"{size[0]}x{size[1]}", camera)
    if reader.fourcc:
        yield context.observation("format.used", reader.fourcc, camera)
    context.progress(0.4, _ANALYSING)
    frame_emitter, statistics = FrameEmitter(context), PictureStatistics()
    warm_at = first_frame.captured_at + times.warm_up_s
    start_frame = last_frame = first_frame
    failure = None
    try:
        while last_frame.captured_at < warm_at + times.measure_s and context.remaining_s > RESERVE_S:
            last_frame = reader.next_frame(min(times.gap_s, context.remaining_s - RESERVE_S / 2))
            frame_emitter.emit(last_frame.picture)
            if last_frame.captured_at < warm_at:
                start_frame = last_frame
            else:
                statistics.add(last_frame.picture, last_frame.captured_at)
    except OperationFailed as failed:
        failure = failed.failure
    seconds, count = last_frame.captured_at - start_frame.captured_at, last_frame.number - start_frame.number
    if failure is not None or count < 1:
        yield context.failed_observation(
            "picture.rate", failure or Failure(operation=Operation.READ, kind=FailureKind.TIMEOUT), camera
        )
    else:
        rate_and_uncertainty = round(count / seconds, 1), round(1 / seconds, 1)
        yield context.observation("picture.rate", rate_and_uncertainty[0], camera, uncertainty=rate_and_uncertainty[1])
        yield context.observation(
            "format.rate",
            rate_and_uncertainty[0],
            format_subject(camera, reader.fourcc, *size),
            uncertainty=rate_and_uncertainty[1],
        )
    yield from _metrics_observations(camera, context, statistics)
    return None if failure is not None or count < 1 else (count + 1) / seconds


def measure_rate(
    reader: FrameReader, context: ProbeContext, times: CameraTimes, camera: str, size: tuple[int, int]
) -> Iterator[Observation]:
    """The rate of a second format; no picture of it is judged. Raises OperationFailed."""
    first_frame = reader.next_frame(min(times.first_s, context.remaining_s - RESERVE_S))
    start_frame = last_frame = first_frame
    while (
        last_frame.captured_at < first_frame.captured_at + 2 * times.second_format_s and context.remaining_s > RESERVE_S
    ):
        last_frame = reader.next_frame(min(times.gap_s, context.remaining_s - RESERVE_S / 2))
        if (
            last_frame.captured_at < first_frame.captured_at + times.second_format_s / 2
        ):  # what had gathered while the camera started
            start_frame = last_frame
    if last_frame.number > start_frame.number:
        seconds = last_frame.captured_at - start_frame.captured_at
        rate, uncertainty = round((last_frame.number - start_frame.number) / seconds, 1), round(1 / seconds, 1)
        yield context.observation(
            "format.rate", rate, format_subject(camera, reader.fourcc, *size), uncertainty=uncertainty
        )


def _metrics_observations(camera: str, context: ProbeContext, statistics: PictureStatistics) -> Iterator[Observation]:
    metrics = statistics.metrics()
    if metrics is None:
        return
    for name, value, digits in (
        ("brightness", metrics.brightness, 1),
        ("brightest", metrics.brightest, 0),
        ("contrast", metrics.contrast, 1),
        ("colour-cast", metrics.colour_cast, 1),
        ("repeated", metrics.repeated, 3),
        ("bright-share", metrics.bright_share, 3),
        ("centre-brightness", metrics.centre, 1),
        ("centre-highlight", metrics.highlight, 1),
        ("sharpness", metrics.sharpness, 2),
        ("structure", metrics.structure, 1),
        ("stripes", metrics.stripes, 3),
        ("flatness", metrics.flatness, 3),
        ("still", metrics.still_s, 2),
        ("greenness", metrics.greenness, 3),
        ("green-excess", metrics.green_excess, 3),
        ("light-share", metrics.light_share, 3),
        ("cuts", metrics.cut_share, 4),
        ("tear", metrics.tear, 2),
        ("empty-share", metrics.empty_share, 3),
        ("shut-share", metrics.shut_share, 2),
        ("unchanged", metrics.unchanged, 2),
        ("face", metrics.face, 2),
        ("turned", metrics.turned, 2),
        ("face-focus", metrics.face_focus, 5),
        ("face-colour", metrics.face_colour, 2),
    ):
        if value is not None:
            yield context.observation(f"picture.{name}", round(value, digits), camera)
