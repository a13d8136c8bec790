"""Finds the microphone in use, listens for three to six seconds, and measures what it heard.

Every fact is yielded as soon as it is known: the process that runs this may be killed at any moment.
"""

import time
from collections.abc import Iterator

from checker.checks.contract import Cancelled, Run
from checker.checks.devices.audio.portaudio import Input
from checker.checks.devices.audio.stream import Stream
from checker.checks.microphone.host import Host, Times
from checker.checks.microphone.listing import Microphones
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.recording import Meter, Recording
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

_RESERVE_S = 0.8
"""Left at the end for closing the microphone and telling the last facts."""
_JUDGED_EVERY_S = 0.5

SPEAK = Text(
    de="Bitte sprechen Sie jetzt einen Satz, zum Beispiel: „Heute arbeite ich von zu Hause.“",
    en="Please say a sentence now, for example: “Today I am working from home.”",
)


def observe(need: MicrophoneNeed, run: Run) -> Iterator[Observation]:
    """Yields the facts about the microphones; those about the recording carry its name as subject."""
    return listen(need, run, Host())


def listen(need: MicrophoneNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    if run.system in {"windows", "macos"}:
        with run.noting("permission") as allowed:
            allowed.value = host.permission(run.system)
        yield allowed.done()
    with run.noting("device.names", Operation.LIST) as names:
        found = host.microphones(run.system, need.device)
        names.value = list(found.names)
    yield names.done()
    if names.failure is not None or found.chosen is None:
        return
    yield from _setting(run, found, found.chosen)
    yield from _recorded(run, host, found.chosen)


def _setting(run: Run, found: Microphones, chosen: Input) -> Iterator[Observation]:
    if found.default:
        yield run.saw("device.default", found.default)
    yield run.saw("device.rate", chosen.rate, chosen.name)
    if found.setting.muted is not None:
        yield run.saw("device.muted", found.setting.muted, chosen.name)
    if found.setting.volume is not None:
        yield run.saw("device.volume", found.setting.volume, chosen.name)


def _recorded(run: Run, host: Host, chosen: Input) -> Iterator[Observation]:
    yield run.saw("record.begun", True, chosen.name)
    run.progress(0.1, SPEAK)
    name, began = "record.first", run.at_s
    recording = Recording(chosen.rate)
    stream = Stream(host.listening(chosen), run.go_on)
    try:
        stream.start(min(host.times.open_s, run.left_s - _RESERVE_S))
        recording.add(*stream.block(min(host.times.first_s, run.left_s - _RESERVE_S)))
        yield run.saw("record.first", round(run.at_s - began, 2), chosen.name)
        name = "record.seconds"
        _fill(recording, stream, run, host.times)
        yield run.saw("record.seconds", round(recording.likeness().seconds, 2), chosen.name)
    except Failed as failed:
        yield run.lost(name, failed.failure, chosen.name)
    except Cancelled:  # without it, a diagnosis would take a stop for a driver that hangs
        yield run.lost(name, _stopped(run), chosen.name)
        raise
    finally:
        stream.close()
    if name == "record.seconds":
        yield from _likeness(run, chosen, recording)


def _stopped(run: Run) -> Failure:
    return Failure(operation=Operation.RECORD, kind=Kind.CANCELLED if run.left_s > 0 else Kind.TIMEOUT)


def _fill(recording: Recording, stream: Stream, run: Run, times: Times) -> None:
    """Until enough was heard. Raises Failed when the sound stops."""
    meter = Meter(run)
    until = time.monotonic() + times.most_s + times.late_s
    judged = time.monotonic()
    while run.left_s > _RESERVE_S and time.monotonic() < until:
        block, lost = stream.block(min(times.gap_s, run.left_s - _RESERVE_S / 2))
        recording.add(block, lost)
        meter.add(block)
        if time.monotonic() - judged < _JUDGED_EVERY_S:
            continue
        judged = time.monotonic()
        like = recording.likeness()
        run.progress(min(0.95, 0.1 + 0.85 * like.seconds / times.most_s), SPEAK)
        if like.seconds >= (times.least_s if like.spoken_s >= times.spoken_s else times.most_s):
            return


def _likeness(run: Run, chosen: Input, recording: Recording) -> Iterator[Observation]:
    like = recording.likeness()
    yield run.saw("record.gaps", recording.gaps, chosen.name)
    yield run.saw("sound.invalid", round(like.invalid, 4), chosen.name)
    yield run.saw("sound.zeros", round(like.zeros, 4), chosen.name)
    yield run.saw("sound.peak", round(like.peak, 1), chosen.name)
    yield run.saw("sound.level", round(like.level, 1), chosen.name)
    yield run.saw("sound.clipped", round(like.clipped, 5), chosen.name)
    yield run.saw("sound.spoken", round(like.spoken_s, 2), chosen.name)
    yield run.saw("sound.pause", round(like.pause, 1), chosen.name)
    if like.speech is not None:
        yield run.saw("sound.speech", round(like.speech, 1), chosen.name)
