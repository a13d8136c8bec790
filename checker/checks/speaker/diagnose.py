"""Whether the employee hears the others, by whether the digit was named. Unasked, nothing is said of it."""

from collections.abc import Callable, Iterator

from checker.checks.microphone.diagnose_echo import echo
from checker.checks.speaker.need import SpeakerNeed
from checker.model.failure import FailureKind
from checker.model.finding import Finding
from checker.model.observation import Observations

_ANSWERS = {"right", "wrong", "none"}
Say = Callable[..., Finding]


def diagnose(observations: Observations, need: SpeakerNeed) -> Iterator[Finding]:
    """One finding about the speaker, and the echo where one was measured."""
    yield _speaker(observations, need)
    yield from echo(observations)


def _speaker(observations: Observations, need: SpeakerNeed) -> Finding:
    trouble: Say = Finding.blocker if need.required else Finding.note
    beside: Say = Finding.warning if need.required else Finding.note
    listed, played = observations["output.names"], observations["play.seconds"]
    if listed.failure is not None:
        unknown: Say = Finding.unknown if need.required else Finding.note
        return unknown("speaker.not-measured", evidence=listed)
    if not listed.value:
        return trouble("speaker.none", evidence=listed)
    speaker = str(observations["output.default"].value or "")
    if played.failure is not None and played.failure.kind not in {FailureKind.NOT_MEASURED, FailureKind.CANCELLED}:
        return trouble("speaker.not-playing", evidence=played, speaker=speaker)
    answer = observations["play.answer"]
    if answer.value not in _ANSWERS:
        return Finding.note("speaker.not-asked", evidence=listed)
    if answer.value == "right":
        return Finding.ok("speaker.ready", evidence=answer, speaker=speaker)
    if answer.value == "wrong":
        return beside("speaker.wrong-digit", evidence=answer, speaker=speaker)
    muted, volume = observations["output.muted"], observations["output.volume"]
    if muted.value is True or volume.value == 0:
        because = (answer, muted if muted.value is True else volume)
        return trouble("speaker.muted", evidence=because, speaker=speaker)
    return trouble("speaker.not-heard", evidence=answer, speaker=speaker)
