"""The check of the microphone on recorded voices: healthy ways to speak, and troubles by strength."""

import zlib
from collections.abc import Iterator

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
from tests.bench.devices.case import DeviceCase, drawn_strengths, must_be_found
from tests.lab.recorded import packages
from tests.lab.recorded.recordings import HEALTHY, Recording
from tests.lab.recorded.sound_troubles import TROUBLES
from tests.lab.recorded.voices import Speaker, speakers

_STEP_S = 1.0


def cases(seed: int, count: int, only: str = "", at_limit: bool = False) -> Iterator[DeviceCase]:
    """`count` voices drawn by the seed for each way to speak and each trouble and strength whose name begins so."""
    everybody = speakers(packages.fetch())
    for kind, make in HEALTHY.items():
        chance = _chance(seed, kind)
        for speaker in _drawn(everybody, count, chance) if kind.startswith(only) else ():
            named = diagnosed(make(speaker.talk(chance), chance))
            yield DeviceCase(kind, None, False, speaker.is_held_out, frozenset(), named, speaker.name)
    for kind, trouble in TROUBLES.items():
        strengths = drawn_strengths(trouble.strengths, trouble.disturbing, at_limit)
        for strength in strengths if kind.startswith(only) else ():
            chance = _chance(seed, f"{kind} {strength}")
            is_disturbing = must_be_found(strength, trouble.strengths, trouble.disturbing)
            for speaker in _drawn(everybody, count, chance):
                named = diagnosed(trouble.spoil(speaker.talk(chance), chance, strength))
                held_out = speaker.is_held_out
                yield DeviceCase(kind, strength, is_disturbing, held_out, trouble.codes, named, speaker.name)


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


def _chance(seed: int, kind: str) -> np.random.Generator:
    """The same for a kind, whichever others are drawn."""
    return np.random.default_rng((seed, zlib.crc32(kind.encode())))
