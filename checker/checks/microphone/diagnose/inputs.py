"""Another microphone hears the employee: the one in use is the wrong one. And Windows' two defaults that differ."""

from collections.abc import Iterator

from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.checks.microphone import thresholds
from checker.checks.microphone.diagnose.diagnosis import MicrophoneDiagnosis
from checker.model.finding import Finding
from checker.model.observation import Observation


def wrong_default(
    diagnosis: MicrophoneDiagnosis, observation: Observation, louder_than_dbfs: float | None = None
) -> Finding | None:
    """`microphone.wrong-default` where another input heard the sentence.

    Louder than `louder_than_dbfs` dBFS by far, if given.
    """
    best_input = best_other_input(diagnosis)
    if best_input is None:
        return None
    if (
        louder_than_dbfs is not None
        and (diagnosis.observations.number("sound.speech", best_input) or 0.0) < louder_than_dbfs + thresholds.BETTER_DB
    ):
        return None
    evidence = (observation, diagnosis.observations["input.hears", best_input])
    return diagnosis.warning("microphone.wrong-default", evidence, other=best_input)


def best_other_input(diagnosis: MicrophoneDiagnosis) -> str | None:
    """The other input whose voice stands out most over its pauses, of those that are loud enough."""
    margins: dict[str, float] = {}
    for name in diagnosis.observations.subjects("input.hears"):
        speech = diagnosis.observations.number("sound.speech", name)
        if name != diagnosis.name and diagnosis.observations["input.hears", name].value is True and speech is not None:
            pause = diagnosis.observations.number("sound.pause", name)
            if speech >= QUIET_DBFS:
                margins[name] = thresholds.NOISY_DB if pause is None else speech - pause
    return max(margins, key=lambda name: margins[name]) if margins else None


def communications_default(diagnosis: MicrophoneDiagnosis) -> Iterator[Finding]:
    """Meeting programs take the second default by themselves: a trouble where that one does not hear the voice."""
    default, second = diagnosis.observations["device.default"], diagnosis.observations["device.communications"]
    if default.value is None or second.value is None or default.value == second.value:
        return
    other = str(second.value)
    evidence = (default, second)
    is_deaf = (
        diagnosis.observations["input.hears", other].value is False
        and diagnosis.observations["input.hears", diagnosis.name].value is True
    )
    if is_deaf and other != diagnosis.name:
        yield diagnosis.warning("microphone.communications-differs", evidence, other=other)
    else:
        yield diagnosis.note("microphone.communications-differs", evidence, other=other)
