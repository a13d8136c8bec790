"""Measures an open camera: two seconds of pictures after the first, in which exposure settles."""

from collections.abc import Generator, Iterator

from checker.checks.camera.feed import Feed, Shot
from checker.checks.camera.formats import subject
from checker.checks.camera.frames import Frames
from checker.checks.camera.host import Times
from checker.checks.camera.show import Show
from checker.checks.context import ProbeContext
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

RESERVE_S = 0.8
"""Left at the end for closing the camera and telling the last facts."""

_LOOKING = Text(de="Das Bild wird angesehen.", en="Looking at the picture.")


def measured(
    camera: str, first: Shot, feed: Feed, context: ProbeContext, times: Times
) -> Generator[Observation, None, float | None]:
    """The rate at most, its uncertainty added, or None where it was not measured.

    A failure on the way stands in place of the rate; what the pictures before it were like is kept.
    """
    size = first.picture.shape[1], first.picture.shape[0]
    yield context.observation("picture.size", f"{size[0]}x{size[1]}", camera)
    if feed.fourcc:
        yield context.observation("format.used", feed.fourcc, camera)
    context.progress(0.4, _LOOKING)
    show, frames = Show(context), Frames()
    warm_at = first.at + times.warm_up_s
    start = last = first
    failure = None
    try:
        while last.at < warm_at + times.measure_s and context.remaining_s > RESERVE_S:
            last = feed.shot(min(times.gap_s, context.remaining_s - RESERVE_S / 2))
            show.picture(last.picture)
            if last.at < warm_at:
                start = last
            else:
                frames.add(last.picture)
    except OperationFailed as failed:
        failure = failed.failure
    seconds, count = last.at - start.at, last.number - start.number
    if failure is not None or count < 1:
        yield context.failed_observation(
            "picture.rate", failure or Failure(operation=Operation.READ, kind=FailureKind.TIMEOUT), camera
        )
    else:
        about = round(count / seconds, 1), round(1 / seconds, 1)
        yield context.observation("picture.rate", about[0], camera, uncertainty=about[1])
        yield context.observation("format.rate", about[0], subject(camera, feed.fourcc, *size), uncertainty=about[1])
    yield from _likeness(camera, context, frames)
    return None if failure is not None or count < 1 else (count + 1) / seconds


def rate_only(
    feed: Feed, context: ProbeContext, times: Times, camera: str, size: tuple[int, int]
) -> Iterator[Observation]:
    """The rate of a second format; no picture of it is judged. Raises OperationFailed."""
    first = feed.shot(min(times.first_s, context.remaining_s - RESERVE_S))
    start = last = first
    while last.at < first.at + 2 * times.again_s and context.remaining_s > RESERVE_S:
        last = feed.shot(min(times.gap_s, context.remaining_s - RESERVE_S / 2))
        if last.at < first.at + times.again_s / 2:  # what had gathered while the camera started
            start = last
    if last.number > start.number:
        seconds = last.at - start.at
        rate, uncertainty = round((last.number - start.number) / seconds, 1), round(1 / seconds, 1)
        yield context.observation("format.rate", rate, subject(camera, feed.fourcc, *size), uncertainty=uncertainty)


def _likeness(camera: str, context: ProbeContext, frames: Frames) -> Iterator[Observation]:
    like = frames.likeness()
    if like is None:
        return
    for name, value, digits in (
        ("brightness", like.brightness, 1),
        ("brightest", like.brightest, 0),
        ("contrast", like.contrast, 1),
        ("colour-cast", like.colour_cast, 1),
        ("repeated", like.repeated, 3),
        ("bright-share", like.bright_share, 3),
        ("centre-brightness", like.centre, 1),
        ("centre-highlight", like.highlight, 1),
        ("sharpness", like.sharpness, 2),
        ("structure", like.structure, 1),
        ("stripes", like.stripes, 3),
        ("flatness", like.flatness, 3),
    ):
        if value is not None:
            yield context.observation(f"picture.{name}", round(value, digits), camera)
