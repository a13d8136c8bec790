"""Hear yourself: six seconds of one's own voice, recorded in memory, played back once, and forgotten."""

from collections.abc import Iterator

import numpy as np

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.devices.audio.streams.resampling import fit_to_device
from checker.checks.devices.audio.streams.stream import AudioStream, Block
from checker.checks.microphone.capture.level_advice import LevelAdvisor
from checker.checks.microphone.capture.recording import AudioRecording, LevelEmitter
from checker.checks.microphone.capture.session import SPEAK_PROMPT
from checker.checks.microphone.host import MicrophoneHost
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text
from checker.net.clock import monotonic_s

_SLACK_S = 3.0
"""What an output may take beyond the length of the sound before it is given up."""

PLAYBACK_PROMPT = Text(de="So hören Sie die anderen.", en="This is how others hear you.")


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields how long was recorded and how long was played, or why not."""
    return record_and_play(need, context, MicrophoneHost())


def record_and_play(need: MicrophoneNeed, context: ProbeContext, host: MicrophoneHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    name = "record.seconds"
    try:
        device = host.microphones(context.system, need.device).selected
        if device is None:
            raise OperationFailed(Operation.LIST, FailureKind.MISSING)
        sound = _record(context, host, device)
        yield context.observation(name, round(len(sound) / device.rate, 2))
        name = "play.seconds"
        yield context.observation(name, round(_play(context, host, need.speaker, device, sound), 2))
        context.progress(1.0, PLAYBACK_PROMPT)
    except OperationFailed as failed:
        yield context.failed_observation(name, failed.failure)
    except ImportError:
        yield context.failed_observation(name, Failure(operation=Operation.LIST, kind=FailureKind.MISSING))


def _record(context: ProbeContext, host: MicrophoneHost, device: AudioDevice) -> Block:
    recording, level_emitter, level_advisor, sample_count = (
        AudioRecording(device.rate),
        LevelEmitter(context),
        LevelAdvisor(context, device.rate),
        0,
    )
    target_count = int(host.times.replay_s * device.rate)
    stream = AudioStream(host.input_stream(device), context.raise_if_cancelled)
    try:
        stream.start(host.times.open_s)
        while sample_count < target_count:
            block, overflowed = stream.next_block(host.times.first_s)
            recording.add(block, overflowed)
            level_emitter.add(block)
            level_advisor.add(block)
            sample_count += len(block)
            context.progress(min(0.5, 0.5 * sample_count / target_count), SPEAK_PROMPT)
    finally:
        stream.close()
    return np.nan_to_num(np.clip(recording.sound, -1, 1))


def _play(context: ProbeContext, host: MicrophoneHost, preferred: str, device: AudioDevice, sound: Block) -> float:
    context.progress(0.5, PLAYBACK_PROMPT)
    speaker = host.speakers(context.system, preferred).selected
    if speaker is None:
        raise OperationFailed(Operation.PLAY, FailureKind.MISSING)
    started_at = monotonic_s()
    open_stream = host.output_stream(speaker, fit_to_device(sound, device.rate, speaker))
    stream = AudioStream(open_stream, context.raise_if_cancelled, Operation.PLAY)
    try:
        stream.start(host.times.open_s)
        while len(stream.next_block(len(sound) / device.rate + _SLACK_S)[0]):
            pass  # an empty block is the end
    finally:
        stream.close()
    return monotonic_s() - started_at
