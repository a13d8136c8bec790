"""What was heard, as facts: all of the microphone that counts, and of each whether it heard the voice."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.microphone import thresholds
from checker.checks.microphone.ear import Ear
from checker.checks.microphone.holes import holes
from checker.checks.microphone.spectrum import bandwidth, hum
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Observation


def about_sound(context: ProbeContext, ear: Ear) -> Iterator[Observation]:
    """Numbers of the sound; `sound.speech` only where someone spoke, hum and bandwidth where they can be told."""
    name, like, sound, rate = ear.port.name, ear.likeness(), ear.recording.mono(), ear.port.rate
    yield context.observation("record.gaps", ear.recording.gaps, name)
    yield context.observation("sound.invalid", round(like.invalid, 4), name)
    yield context.observation("sound.zeros", round(like.zeros, 4), name)
    yield context.observation("sound.peak", round(like.peak, 1), name)
    yield context.observation("sound.level", round(like.level, 1), name)
    yield context.observation("sound.clipped", round(like.clipped, 5), name)
    yield context.observation("sound.spoken", round(like.spoken_s, 2), name)
    yield context.observation("sound.pause", round(like.pause, 1), name)
    yield context.observation("sound.dropouts", ear.recording.gaps + holes(sound, rate), name)
    if like.speech is not None:
        yield context.observation("sound.speech", round(like.speech, 1), name)
    steady = hum(sound, rate)
    if steady is not None:
        yield context.observation("sound.hum", round(steady.above, 1), name)
        yield context.observation("sound.hum-level", round(steady.level, 1), name)
    reach = bandwidth(sound, rate) if like.speech is not None else None
    if reach is not None:
        yield context.observation("sound.bandwidth", reach, name)


def about_others(context: ProbeContext, ears: list[Ear]) -> Iterator[Observation]:
    """Whether each heard the voice, and how loud those did that are not the one that counts."""
    for ear in ears:
        name, like = ear.port.name, ear.likeness()
        if ear.failure is not None:
            yield context.failed_observation("input.hears", ear.failure, name)
            continue
        if like.seconds < thresholds.JUDGED_FROM_S:
            yield context.failed_observation(
                "input.hears", Failure(operation=Operation.RECORD, kind=FailureKind.NOT_MEASURED), name
            )
            continue
        yield context.observation(
            "input.hears", like.speech is not None and like.spoken_s >= thresholds.SPOKEN_FROM_S, name
        )
        if ear is not ears[0] and like.speech is not None:
            yield context.observation("sound.speech", round(like.speech, 1), name)
            yield context.observation("sound.pause", round(like.pause, 1), name)
