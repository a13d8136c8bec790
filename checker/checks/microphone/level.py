"""The microphone's level and what to do about it, until the window has enough of it. Measures nothing."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.stream import Stream
from checker.checks.microphone.coach import Coach
from checker.checks.microphone.host import Host
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.recording import Meter
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Shows the level until it is cancelled; yields one failure when there is nothing to hear."""
    return meter(need, context, Host())


def meter(need: MicrophoneNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    stream = None
    try:
        chosen = host.microphones(context.system, need.device).chosen
        if chosen is None:
            raise OperationFailed(Operation.LIST, FailureKind.MISSING)
        stream = Stream(host.listening(chosen), context.raise_if_cancelled)
        stream.start(host.times.open_s)
        shown, coach = Meter(context), Coach(context, chosen.rate)
        while True:
            block, _ = stream.block(host.times.first_s)
            shown.add(block)
            coach.add(block)
    except OperationFailed as failed:
        yield context.failed_observation("record.first", failed.failure)
    except ImportError:
        yield context.failed_observation("record.first", Failure(operation=Operation.LIST, kind=FailureKind.MISSING))
    finally:
        if stream is not None:
            stream.close()
