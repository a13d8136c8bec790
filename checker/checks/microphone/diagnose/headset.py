"""One recommendation about the headset, over all that was seen of microphone and speaker: what is free comes first."""

from collections.abc import Collection, Mapping

from checker.checks.devices.audio.backends.endpoint import BLUETOOTH, USB
from checker.checks.devices.audio.name_patterns import (
    is_hands_free,
    is_headset,
    is_hearing_aid,
    is_other_kind,
    is_room_microphone,
    model_of,
)
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
    devices = _Devices(microphone, observations_by_check.get("speaker", _NOTHING))
    if microphone["session.remote"].value is True:
        return None  # these are another PC's devices
    free_advice = _use_other_microphone(reason, devices) or _use_headset_for_both(reason, devices)
    if free_advice is not None:
        return free_advice
    if not _is_beyond_doubt(reason, devices) or devices.has_one_that_would_do(reason):
        return None
    evidence = tuple(
        entry
        for entry in (microphone["device.names"], microphone["device.rate", devices.name])
        if entry.failure is None
    )
    return Finding.note("microphone.headset-advice", evidence=evidence, reason=reason, item="headset")


class _Devices:
    """The microphone that was listened to, and what else is there."""

    def __init__(self, microphone: Observations, speaker: Observations) -> None:
        self.microphone = microphone
        self.name = next(iter(microphone.subjects("record.begun")), "")
        self.communications = str(microphone["device.communications"].value or "")
        self.default_output = str(speaker["output.default"].value or "")
        outputs = speaker["output.names"].value
        self.outputs = [str(name) for name in outputs] if isinstance(outputs, list) else []
        self.output_evidence = (speaker["output.default"], speaker["output.names"])

    def unselected(self) -> list[str]:
        """Microphones besides, by what is known of them: they need not have heard anybody."""
        names = [name for name in self.microphone.subjects("input.hears") if name != self.name]
        return [name for name in names if is_room_microphone(name)]

    def is_headset(self, name: str) -> bool:
        """By what the system says, then by the word in its name, then because it hears and plays, then by its maker."""
        if self.microphone["device.headset", name].value is True:
            return True
        return is_headset(name) or (not is_other_kind(name) and self._plays_too(name))

    def is_headset_output(self, output: str) -> bool:
        """Whether what plays is part of a headset."""
        model = model_of(output)
        return is_headset(output) or any(
            model and model == model_of(name) and self.is_headset(name) for name in (self.name, *self.unselected())
        )

    def is_bluetooth(self, name: str) -> bool:
        """Whether it hangs on the PC without a cable."""
        return self.microphone["device.transport", name].value == BLUETOOTH or is_hands_free(name)

    def margin(self, name: str) -> float | None:
        """dB between voice and pauses; None where either is not known."""
        speech, pause = self.microphone.number("sound.speech", name), self.microphone.number("sound.pause", name)
        return None if speech is None or pause is None else speech - pause

    def is_clear(self, name: str) -> bool:
        """Whether others would hear somebody well by it."""
        speech, margin = self.microphone.number("sound.speech", name), self.margin(name)
        if self.microphone["input.hears", name].value is not True or speech is None:
            return False
        return speech >= QUIET_DBFS and (margin is None or margin >= thresholds.NOISY_DB)

    def has_one_that_would_do(self, reason: str) -> bool:
        """A headset on the head, hearing aids, or a headset that meeting programs use by themselves."""
        names = (self.name, *self.microphone.subjects("input.hears"))
        if any(is_hearing_aid(name) for name in names) or self._is_nameless():
            return True
        if self.communications not in ("", self.name) and (
            self.is_headset(self.communications) or self.is_clear(self.communications)
        ):
            return True
        return reason in {"noise", "quiet", "echo"} and self.is_headset(self.name)

    def _is_nameless(self) -> bool:
        """A device of its own of which nothing but its kind is known: it may be a headset, or hearing aids."""
        transport = self.microphone["device.transport", self.name].value
        return transport in {USB, BLUETOOTH} and not model_of(self.name)

    def _plays_too(self, name: str) -> bool:
        """An input and an output of one model that is plugged in, or on the air: a headset, if nothing else is said."""
        model, transport = model_of(name), self.microphone["device.transport", name].value
        return transport in {USB, BLUETOOTH} and bool(model) and any(model == model_of(name) for name in self.outputs)


def _is_beyond_doubt(reason: str, devices: _Devices) -> bool:
    """No single figure near its threshold makes anybody buy anything."""
    speech, margin = devices.microphone.number("sound.speech", devices.name), devices.margin(devices.name)
    if reason == "noise":
        is_clear = margin is None or margin < thresholds.NOISY_DB - thresholds.BORDER_DB
        return is_clear and _never_stops(devices)
    return reason != "quiet" or speech is None or speech < QUIET_DBFS - thresholds.BORDER_DB


def _never_stops(devices: _Devices) -> bool:
    """A second witness of the noise: its pauses hold no silence. A voice that was taken for noise leaves some."""
    pause = devices.microphone.number("sound.pause", devices.name)
    floor = devices.microphone.number("sound.floor", devices.name)
    return pause is None or floor is None or pause - floor < thresholds.STEADY_NOISE_DB


def _use_other_microphone(reason: str, devices: _Devices) -> Finding | None:
    """Bluetooth's telephone quality: speak into another one. A far microphone: a headset that is plugged in already."""
    name, microphone = devices.name, devices.microphone
    if reason == "none":
        return None
    candidates = [candidate for candidate in devices.unselected() if not devices.is_bluetooth(candidate)]
    if reason == "telephone-quality":
        candidates = [candidate for candidate in candidates if devices.is_clear(candidate)]
    elif devices.is_headset(name):
        return None
    else:
        headsets = [candidate for candidate in candidates if devices.is_headset(candidate)]
        candidates = headsets or [candidate for candidate in candidates if _is_far_better(reason, devices, candidate)]
    # What meeting programs use by themselves needs no advice.
    if not candidates or devices.communications in candidates:
        return None
    witness = microphone["input.hears", candidates[0]]
    return Finding.note("microphone.use-other", evidence=witness, subject=name, microphone=name, other=candidates[0])


def _is_far_better(reason: str, devices: _Devices, candidate: str) -> bool:
    if not devices.is_clear(candidate):
        return False
    if reason == "quiet":
        return True
    own, other = devices.margin(devices.name), devices.margin(candidate)
    return reason == "noise" and own is not None and other is not None and other >= own + thresholds.BETTER_DB


def _use_headset_for_both(reason: str, devices: _Devices) -> Finding | None:
    """The voices come out of the loudspeaker while a headset is on the head: it is to be used for both."""
    if reason != "echo" or not devices.is_headset(devices.name) or devices.is_headset_output(devices.default_output):
        return None
    if not any(devices.is_headset_output(output) for output in devices.outputs):
        return None
    name = devices.name
    return Finding.note("microphone.use-both-ways", evidence=devices.output_evidence, subject=name, microphone=name)
