"""The microphone's level and what to do about it, until the window has enough of it. Measures nothing."""

from collections.abc import Iterator

from checker.checks.contract import Run
from checker.checks.devices.audio.stream import Stream
from checker.checks.microphone.coach import Coach
from checker.checks.microphone.host import Host
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.recording import Meter
from checker.model.failure import Failed, Failure, Kind, Operation
from checker.model.observation import Observation


def observe(need: MicrophoneNeed, run: Run) -> Iterator[Observation]:
    """Shows the level until it is cancelled; yields one failure when there is nothing to hear."""
    return meter(need, run, Host())


def meter(need: MicrophoneNeed, run: Run, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    stream = None
    try:
        chosen = host.microphones(run.system, need.device).chosen
        if chosen is None:
            raise Failed(Operation.LIST, Kind.MISSING)
        stream = Stream(host.listening(chosen), run.go_on)
        stream.start(host.times.open_s)
        shown, coach = Meter(run), Coach(run, chosen.rate)
        while True:
            block, _ = stream.block(host.times.first_s)
            shown.add(block)
            coach.add(block)
    except Failed as failed:
        yield run.lost("record.first", failed.failure)
    except ImportError:
        yield run.lost("record.first", Failure(operation=Operation.LIST, kind=Kind.MISSING))
    finally:
        if stream is not None:
            stream.close()
