"""What was heard, as facts: all of the microphone that counts, and of each whether it heard the voice."""

from collections.abc import Iterator

from checker.checks.contract import Run
from checker.checks.microphone import thresholds
from checker.checks.microphone.ear import Ear
from checker.checks.microphone.holes import holes
from checker.checks.microphone.spectrum import bandwidth, hum
from checker.model.failure import Failure, Kind, Operation
from checker.model.observation import Observation


def about_sound(run: Run, ear: Ear) -> Iterator[Observation]:
    """Numbers of the sound; `sound.speech` only where someone spoke, hum and bandwidth where they can be told."""
    name, like, sound, rate = ear.port.name, ear.likeness(), ear.recording.mono(), ear.port.rate
    yield run.saw("record.gaps", ear.recording.gaps, name)
    yield run.saw("sound.invalid", round(like.invalid, 4), name)
    yield run.saw("sound.zeros", round(like.zeros, 4), name)
    yield run.saw("sound.peak", round(like.peak, 1), name)
    yield run.saw("sound.level", round(like.level, 1), name)
    yield run.saw("sound.clipped", round(like.clipped, 5), name)
    yield run.saw("sound.spoken", round(like.spoken_s, 2), name)
    yield run.saw("sound.pause", round(like.pause, 1), name)
    yield run.saw("sound.dropouts", ear.recording.gaps + holes(sound, rate), name)
    if like.speech is not None:
        yield run.saw("sound.speech", round(like.speech, 1), name)
    steady = hum(sound, rate)
    if steady is not None:
        yield run.saw("sound.hum", round(steady.above, 1), name)
        yield run.saw("sound.hum-level", round(steady.level, 1), name)
    reach = bandwidth(sound, rate) if like.speech is not None else None
    if reach is not None:
        yield run.saw("sound.bandwidth", reach, name)


def about_others(run: Run, ears: list[Ear]) -> Iterator[Observation]:
    """Whether each heard the voice, and how loud those did that are not the one that counts."""
    for ear in ears:
        name, like = ear.port.name, ear.likeness()
        if ear.failure is not None:
            yield run.lost("input.hears", ear.failure, name)
            continue
        if like.seconds < thresholds.JUDGED_FROM_S:
            yield run.lost("input.hears", Failure(operation=Operation.RECORD, kind=Kind.NOT_MEASURED), name)
            continue
        yield run.saw("input.hears", like.speech is not None and like.spoken_s >= thresholds.SPOKEN_FROM_S, name)
        if ear is not ears[0] and like.speech is not None:
            yield run.saw("sound.speech", round(like.speech, 1), name)
            yield run.saw("sound.pause", round(like.pause, 1), name)
