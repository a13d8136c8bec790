"""One recommendation about the headset, over all that was seen of microphone and speaker: what is free comes first."""

from collections.abc import Collection, Mapping

from checker.checks.devices.audio.backends.endpoint import BLUETOOTH
from checker.checks.devices.audio.name_patterns import is_hands_free, is_headset, is_hearing_aid
from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.checks.microphone import thresholds
from checker.model.finding import Finding, Level
from checker.model.observation import Observations

_REASONS = {
    "microphone.none": "none",
    "microphone.hands-free": "telephone-quality",
    "microphone.echo": "echo",
    "microphone.too-quiet": "quiet",
    "microphone.noisy": "noise",
}
"""What a headset with a cable or a USB plug of its own would end, and the word for it in the shopping list."""
_NOTHING = Observations([])


def advise(findings: Collection[Finding], observations_by_check: Mapping[str, Observations]) -> Finding | None:
    """At most one: another microphone that is there already, the same headset for both ways, or at last a purchase.

    None where nothing is wrong that a headset would end.
    """
    codes = {entry.code for entry in findings if entry.level is not Level.OK}
    reason = next((word for code, word in _REASONS.items() if code in codes), None)
    if reason is None:
        return None
    microphone = observations_by_check.get("microphone", _NOTHING)
    name = next(iter(microphone.subjects("record.begun")), "")
    free_advice = _use_other_microphone(reason, microphone, name) or _use_headset_for_both(
        reason, microphone, name, observations_by_check.get("speaker", _NOTHING)
    )
    if free_advice is not None:
        return free_advice
    if any(is_hearing_aid(name) for name in microphone.subjects("input.hears")):
        return None
    if reason in {"noise", "quiet", "echo"} and _is_headset(microphone, name):
        return None  # it is one already: where its arm stands and how loud it is set costs nothing
    evidence = tuple(
        entry for entry in (microphone["device.names"], microphone["device.rate", name]) if entry.failure is None
    )
    return Finding.note("microphone.headset-advice", evidence=evidence, reason=reason, item="headset")


def _use_other_microphone(reason: str, microphone: Observations, name: str) -> Finding | None:
    """Bluetooth's telephone quality: speak into another one. A far microphone: a headset that is plugged in already."""
    if reason == "none":
        return None
    candidates = [
        candidate
        for candidate in microphone.subjects("input.hears")
        if candidate != name and not _is_bluetooth(microphone, candidate)
    ]
    if reason == "telephone-quality":
        candidates = [candidate for candidate in candidates if _is_clear(microphone, candidate)]
    elif _is_headset(microphone, name):
        return None
    else:
        candidates = [candidate for candidate in candidates if _is_headset(microphone, candidate)]
    if not candidates:
        return None
    witness = microphone["input.hears", candidates[0]]
    return Finding.note("microphone.use-other", evidence=witness, subject=name, microphone=name, other=candidates[0])


def _use_headset_for_both(reason: str, microphone: Observations, name: str, speaker: Observations) -> Finding | None:
    """The voices come out of the loudspeaker while a headset is on the head: it is to be used for both."""
    names, default = speaker["output.names"].value, speaker["output.default"].value
    if reason != "echo" or not _is_headset(microphone, name) or not isinstance(names, list) or is_headset(str(default)):
        return None
    if not any(is_headset(str(output_name)) for output_name in names):
        return None
    evidence = (speaker["output.default"], speaker["output.names"])
    return Finding.note("microphone.use-both-ways", evidence=evidence, subject=name, microphone=name)


def _is_headset(microphone: Observations, name: str) -> bool:
    return microphone["device.headset", name].value is True or is_headset(name)


def _is_bluetooth(microphone: Observations, name: str) -> bool:
    return microphone["device.transport", name].value == BLUETOOTH or is_hands_free(name)


def _is_clear(microphone: Observations, name: str) -> bool:
    speech, pause = microphone.number("sound.speech", name), microphone.number("sound.pause", name)
    if microphone["input.hears", name].value is not True or speech is None:
        return False
    return speech >= QUIET_DBFS and (pause is None or speech - pause >= thresholds.NOISY_DB)
