"""Plays a digit that is to be named, while the microphone listens for an echo. The digit is told to the window only."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio.listing import Listed
from checker.checks.speaker.duet import Duet
from checker.checks.speaker.echo import echo
from checker.checks.speaker.host import Host
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.speaker.probe import known
from checker.checks.speaker.sounds import chirp, puzzle
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

HARK = Text(
    de="Hören Sie genau hin: Gleich kommt ein kurzer Ton und danach eine Ziffer.",
    en="Listen closely: a short tone comes now, and then a digit.",
)
COUNT = Text(
    de="Hören Sie genau hin: Gleich kommt ein kurzes Signal. Zählen Sie die Töne danach.",
    en="Listen closely: a short signal comes now. Count the tones after it.",
)


def observe(need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what `probe` does, then how playing went and the echo. Live: `digit` or `tones`, with the number."""
    return digit(need, context, Host())


def digit(need: SpeakerNeed, context: ProbeContext, host: Host) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    found: list[Listed] = []
    yield from known(need, context, host, found)
    port = found[0].chosen if found else None
    if port is None:
        return
    riddle = puzzle(need.language, port.rate, host.voices)
    context.progress(0.1, HARK if riddle.kind == "digit" else COUNT)
    try:
        with Duet(context, host, port, riddle.sound) as duet:
            duet.listen()
            context.live(riddle.kind, (float(riddle.number),))
            took = duet.play()
    except OperationFailed as failed:
        yield context.failed_observation("play.seconds", failed.failure)
        return
    yield context.observation("play.seconds", round(took, 2))
    yield context.observation("play.digit-asked", True)
    yield from _echo(context, duet)


def _echo(context: ProbeContext, duet: Duet) -> Iterator[Observation]:
    if duet.ear is None or duet.failure is not None:
        yield context.failed_observation(
            "echo.strength", duet.failure or Failure(operation=Operation.RECORD, kind=FailureKind.MISSING)
        )
        return
    rate = duet.ear.rate
    came = echo(duet.heard(), chirp(rate), rate, duet.played_at_s)
    if came is None:
        return
    yield context.observation("echo.delay", round(came.delay_s * 1000), uncertainty=duet.uncertain_ms)
    yield context.observation("echo.strength", round(came.strength_db, 1))
