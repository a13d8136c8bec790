"""The microphone's level and what to do about it, until the window has enough of it. Measures nothing."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.streams.stream import AudioStream
from checker.checks.microphone.capture.level_advice import LevelAdvisor
from checker.checks.microphone.capture.recording import LevelEmitter
from checker.checks.microphone.host import MicrophoneHost
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Shows the level until it is cancelled; yields one failure when there is nothing to hear."""
    return emit_level(need, context, MicrophoneHost())


def emit_level(need: MicrophoneNeed, context: ProbeContext, host: MicrophoneHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    stream = None
    try:
        device = host.microphones(context.system, need.device).selected
        if device is None:
            raise OperationFailed(Operation.LIST, FailureKind.MISSING)
        stream = AudioStream(host.input_stream(device), context.raise_if_cancelled)
        stream.start(host.times.open_s)
        level_emitter, level_advisor = LevelEmitter(context), LevelAdvisor(context, device.rate)
        while True:
            block, _ = stream.next_block(host.times.first_s)
            level_emitter.add(block)
            level_advisor.add(block)
    except OperationFailed as failed:
        yield context.failed_observation("record.first", failed.failure)
    except ImportError:
        yield context.failed_observation("record.first", Failure(operation=Operation.LIST, kind=FailureKind.MISSING))
    finally:
        if stream is not None:
            stream.close()
