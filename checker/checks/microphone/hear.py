"""Hear yourself: six seconds of one's own voice, recorded in memory, played back once, and forgotten."""

import time
from collections.abc import Iterator

import numpy as np

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.resample import fitted
from checker.checks.devices.audio.stream import Block, Stream
from checker.checks.microphone.coach import Coach
from checker.checks.microphone.host import Host
from checker.checks.microphone.listening import SPEAK
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.recording import Meter, Recording
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

_SLACK_S = 3.0
"""What an output may take beyond the length of the sound before it is given up."""

LISTEN = Text(de="So hören Sie die anderen.", en="This is how others hear you.")


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields how long was recorded and how long was played, or why not."""
    return hear(need, context, Host())


def hear(need: MicrophoneNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    name = "record.seconds"
    try:
        chosen = host.microphones(context.system, need.device).chosen
        if chosen is None:
            raise OperationFailed(Operation.LIST, FailureKind.MISSING)
        sound = _recorded(context, host, chosen)
        yield context.observation(name, round(len(sound) / chosen.rate, 2))
        name = "play.seconds"
        yield context.observation(name, round(_played(context, host, need.speaker, chosen, sound), 2))
        context.progress(1.0, LISTEN)
    except OperationFailed as failed:
        yield context.failed_observation(name, failed.failure)
    except ImportError:
        yield context.failed_observation(name, Failure(operation=Operation.LIST, kind=FailureKind.MISSING))


def _recorded(context: ProbeContext, host: Host, chosen: Port) -> Block:
    recording, meter, coach, heard = Recording(chosen.rate), Meter(context), Coach(context, chosen.rate), 0
    wanted = int(host.times.replay_s * chosen.rate)
    stream = Stream(host.listening(chosen), context.raise_if_cancelled)
    try:
        stream.start(host.times.open_s)
        while heard < wanted:
            block, lost = stream.block(host.times.first_s)
            recording.add(block, lost)
            meter.add(block)
            coach.add(block)
            heard += len(block)
            context.progress(min(0.5, 0.5 * heard / wanted), SPEAK)
    finally:
        stream.close()
    return np.nan_to_num(np.clip(recording.sound, -1, 1))


def _played(context: ProbeContext, host: Host, preferred: str, chosen: Port, sound: Block) -> float:
    context.progress(0.5, LISTEN)
    speaker = host.speakers(context.system, preferred).chosen
    if speaker is None:
        raise OperationFailed(Operation.PLAY, FailureKind.MISSING)
    began = time.monotonic()
    opened = host.playing(speaker, fitted(sound, chosen.rate, speaker))
    stream = Stream(opened, context.raise_if_cancelled, Operation.PLAY)
    try:
        stream.start(host.times.open_s)
        while len(stream.block(len(sound) / chosen.rate + _SLACK_S)[0]):
            pass  # an empty block is the end
    finally:
        stream.close()
    return time.monotonic() - began
