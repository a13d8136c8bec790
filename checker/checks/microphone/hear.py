"""Hear yourself: six seconds of one's own voice, recorded in memory, played back once, and forgotten."""

import time
from collections.abc import Iterator

import numpy as np

from checker.checks.contract import Run
from checker.checks.devices.audio.port import Port
from checker.checks.devices.audio.resample import fitted
from checker.checks.devices.audio.stream import Block, Stream
from checker.checks.microphone.coach import Coach
from checker.checks.microphone.host import Host
from checker.checks.microphone.listening import SPEAK
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.recording import Meter, Recording
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation
from checker.model.text import Text

_SLACK_S = 3.0
"""What an output may take beyond the length of the sound before it is given up."""

LISTEN = Text(de="So hören Sie die anderen.", en="This is how others hear you.")


def observe(need: MicrophoneNeed, run: Run) -> Iterator[Observation]:
    """Yields how long was recorded and how long was played, or why not."""
    return hear(need, run, Host())


def hear(need: MicrophoneNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    name = "record.seconds"
    try:
        chosen = host.microphones(run.system, need.device).chosen
        if chosen is None:
            raise Failed(Operation.LIST, Kind.MISSING)
        sound = _recorded(run, host, chosen)
        yield run.saw(name, round(len(sound) / chosen.rate, 2))
        name = "play.seconds"
        yield run.saw(name, round(_played(run, host, need.speaker, chosen, sound), 2))
        run.progress(1.0, LISTEN)
    except Failed as failed:
        yield run.lost(name, failed.failure)
    except ImportError:
        yield run.lost(name, Failure(operation=Operation.LIST, kind=Kind.MISSING))


def _recorded(run: Run, host: Host, chosen: Port) -> Block:
    recording, meter, coach, heard = Recording(chosen.rate), Meter(run), Coach(run, chosen.rate), 0
    wanted = int(host.times.replay_s * chosen.rate)
    stream = Stream(host.listening(chosen), run.go_on)
    try:
        stream.start(host.times.open_s)
        while heard < wanted:
            block, lost = stream.block(host.times.first_s)
            recording.add(block, lost)
            meter.add(block)
            coach.add(block)
            heard += len(block)
            run.progress(min(0.5, 0.5 * heard / wanted), SPEAK)
    finally:
        stream.close()
    return np.nan_to_num(np.clip(recording.sound, -1, 1))


def _played(run: Run, host: Host, preferred: str, chosen: Port, sound: Block) -> float:
    run.progress(0.5, LISTEN)
    speaker = host.speakers(run.system, preferred).chosen
    if speaker is None:
        raise Failed(Operation.PLAY, Kind.MISSING)
    began = time.monotonic()
    opened = host.playing(speaker, fitted(sound, chosen.rate, speaker))
    stream = Stream(opened, run.go_on, Operation.PLAY)
    try:
        stream.start(host.times.open_s)
        while len(stream.block(len(sound) / chosen.rate + _SLACK_S)[0]):
            pass  # an empty block is the end
    finally:
        stream.close()
    return time.monotonic() - began
