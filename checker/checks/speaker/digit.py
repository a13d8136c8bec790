"""Plays a digit that is to be named, while the microphone listens for an echo. The digit is told to the window only."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.speaker.host import SpeakerHost
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.speaker.playback.duplex import DuplexStream
from checker.checks.speaker.playback.echo import measure_echo
from checker.checks.speaker.probe import probe_speakers
from checker.checks.speaker.sounds import chirp, make_challenge
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.model.observation import Observation
from checker.model.text import Text

DIGIT_PROMPT = Text(
    de="Hören Sie genau hin: Gleich kommt ein kurzer Ton und danach eine Ziffer.",
    en="Listen closely: a short tone comes now, and then a digit.",
)
TONES_PROMPT = Text(
    de="Hören Sie genau hin: Gleich kommt ein kurzes Signal. Zählen Sie die Töne danach.",
    en="Listen closely: a short signal comes now. Count the tones after it.",
)


def observe(need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Yields what `probe` does, then how playing went and the echo. Live: `play_digit` or `tones`, with the number."""
    return play_digit(need, context, SpeakerHost())


def play_digit(need: SpeakerNeed, context: ProbeContext, host: SpeakerHost) -> Iterator[Observation]:
    """As `observe`, on the given host."""
    device = yield from probe_speakers(need, context, host)
    if device is None:
        return
    challenge = make_challenge(need.language, device.rate, host.voices)
    context.progress(0.1, DIGIT_PROMPT if challenge.kind == "digit" else TONES_PROMPT)
    try:
        with DuplexStream(context, host, device, challenge.sound) as duplex:
            duplex.start_input()
            context.live(challenge.kind, (float(challenge.number),))
            duration_s = duplex.play()
    except OperationFailed as failed:
        yield context.failed_observation("play.seconds", failed.failure)
        return
    yield context.observation("play.seconds", round(duration_s, 2))
    yield context.observation("play.digit-asked", True)
    yield from _echo(context, duplex)


def _echo(context: ProbeContext, duplex: DuplexStream) -> Iterator[Observation]:
    if duplex.microphone is None or duplex.failure is not None:
        yield context.failed_observation(
            "echo.strength", duplex.failure or Failure(operation=Operation.RECORD, kind=FailureKind.MISSING)
        )
        return
    rate = duplex.microphone.rate
    measurement = measure_echo(duplex.recorded_sound(), chirp(rate), rate, duplex.played_at_s)
    if measurement is None:
        return
    yield context.observation("echo.delay", round(measurement.delay_s * 1000), uncertainty=duplex.uncertainty_ms)
    yield context.observation("echo.strength", round(measurement.strength_db, 1))
