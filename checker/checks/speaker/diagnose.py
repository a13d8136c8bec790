"""Whether the employee hears the others, by whether the digit was named. Unasked, nothing is said of it."""

from collections.abc import Iterator

from checker.checks.devices.severity import Severity
from checker.checks.microphone.diagnose.echo import diagnose_echo
from checker.checks.speaker.need import SpeakerNeed
from checker.checks.trial_answer import NONE, RIGHT, WRONG
from checker.model.failure import FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observations


def diagnose(observations: Observations, need: SpeakerNeed) -> Iterator[Finding]:
    """One finding about the speaker, and the echo where one was measured."""
    yield _speaker(observations, need)
    yield from diagnose_echo(observations)


def _speaker(observations: Observations, need: SpeakerNeed) -> Finding:
    severity = Severity(need.required)
    names, playback = observations["output.names"], observations["play.seconds"]
    if names.failure is not None:
        return severity.unknown("speaker.not-measured", evidence=names)
    if not names.value:
        return severity.blocker("speaker.none", evidence=names)
    speaker = str(observations["output.default"].value or "")
    if playback.failure is not None and playback.failure.kind not in {FailureKind.NOT_MEASURED, FailureKind.CANCELLED}:
        return severity.blocker("speaker.not-playing", evidence=playback, speaker=speaker)
    answer = observations["play.answer"]
    if answer.value not in {RIGHT, WRONG, NONE}:
        return Finding.note("speaker.not-asked", evidence=names)
    if answer.value == RIGHT:
        return Finding.ok("speaker.ready", evidence=answer, speaker=speaker)
    if answer.value == WRONG:
        return severity.warning("speaker.wrong-digit", evidence=answer, speaker=speaker)
    muted, volume = observations["output.muted"], observations["output.volume"]
    if muted.value is True or volume.value == 0:
        evidence = (answer, muted if muted.value is True else volume)
        return severity.blocker("speaker.muted", evidence=evidence, speaker=speaker)
    return severity.blocker("speaker.not-heard", evidence=answer, speaker=speaker)
