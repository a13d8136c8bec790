"""The check of the microphone on recorded voices: healthy ways to speak, and troubles by strength."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from checker.checks.context import ProbeContext, RunSession
from checker.checks.devices.audio.streams.device import AudioDevice
from checker.checks.microphone import CHECK
from checker.checks.microphone.capture.input_recorder import InputRecorder
from checker.checks.microphone.capture.observations import observe_inputs, observe_sound
from checker.checks.microphone.capture.session import has_enough
from checker.checks.microphone.diagnose.headset import advise
from checker.checks.microphone.host import MicrophoneTimes
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.observation import Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.lab.recorded import packages
from tests.lab.recorded.recordings import HEALTHY, Recording
from tests.lab.recorded.sound_troubles import TROUBLES
from tests.lab.recorded.voices import Speaker, speakers

READY = "microphone.ready"
PURCHASE = "microphone.headset-advice"
_STEP_S = 0.5


class SoundCase(NamedTuple):
    """`strength` None: healthy. `codes` of which one must be said; `is_disturbing`: it has to be found."""

    kind: str
    strength: float | None
    is_disturbing: bool
    is_held_out: bool
    codes: frozenset[str]
    named: tuple[str, ...]


def cases(seed: int, count: int, only: str = "") -> Iterator[SoundCase]:
    """`count` voices drawn by the seed for each way to speak and each trouble and strength whose name begins so."""
    chance = np.random.default_rng(seed)
    everybody = speakers(packages.fetch())
    for kind, make in HEALTHY.items():
        for speaker in _drawn(everybody, count, chance) if kind.startswith(only) else ():
            named = diagnosed(make(speaker.talk(chance), chance))
            yield SoundCase(kind, None, False, speaker.is_held_out, frozenset(), named)
    for kind, trouble in TROUBLES.items():
        for strength in trouble.strengths if kind.startswith(only) else ():
            is_more = trouble.strengths[-1] > trouble.strengths[0]
            is_disturbing = strength >= trouble.disturbing if is_more else strength <= trouble.disturbing
            for speaker in _drawn(everybody, count, chance):
                named = diagnosed(trouble.spoil(speaker.talk(chance), chance, strength))
                yield SoundCase(kind, strength, is_disturbing, speaker.is_held_out, trouble.codes, named)


def diagnosed(recording: Recording) -> tuple[str, ...]:
    """The codes for a single microphone that delivers this, listened to for as long as the check would."""
    device = AudioDevice(name=recording.name, index=0, rate=float(recording.rate), channels=recording.sound.shape[1])
    times = MicrophoneTimes()
    recorder = InputRecorder(device, lambda *_: None, times)  # type: ignore[arg-type, return-value]
    step = int(_STEP_S * recording.rate)
    for begin in range(0, len(recording.sound), step):
        recorder.recording.add(recording.sound[begin : begin + step], False)
        if has_enough(recorder, times):
            break
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(emit=lambda _: None))
    observations = Observations(
        [
            context.observation("record.begun", True, recording.name),
            context.observation("record.first", 0.1, recording.name),
            context.observation("record.seconds", recorder.metrics().seconds, recording.name),
            context.observation("device.names", [recording.name]),
            context.observation("device.rate", recording.rate, recording.name),
            context.observation("device.transport", recording.transport, recording.name),
            *observe_sound(context, recorder),
            *observe_inputs(context, [recorder]),
        ]
    )
    findings = list(CHECK.diagnose(observations, MicrophoneNeed()))
    advice = advise(findings, {"microphone": observations})
    return tuple(finding.code for finding in (*findings, *([advice] if advice else [])))


def _drawn(everybody: list[Speaker], count: int, chance: np.random.Generator) -> list[Speaker]:
    return [everybody[number] for number in chance.permutation(len(everybody))[:count]]
