"""The check of the microphone on recorded voices: healthy ways to speak, and troubles by strength."""

from collections.abc import Iterator
from functools import cache

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
from tests.bench.devices.case import CaseKey, DeviceCase, Selection, drawn_keys, must_be_found, numbers
from tests.lab.recorded import packages
from tests.lab.recorded.recordings import HEALTHY, Recording
from tests.lab.recorded.sound_troubles import TROUBLES
from tests.lab.recorded.voices import Speaker, speakers

_STEP_S = 1.0


def keys(selection: Selection) -> Iterator[CaseKey]:
    """The cases that are selected."""
    return drawn_keys("sound", selection, HEALTHY, TROUBLES)


def evaluate(key: CaseKey) -> DeviceCase:
    """Lets the voice of this case speak as its kind tells, and asks the check."""
    everybody, chance = _everybody(), key.chance()
    order = key.shared_chance().permutation(len(everybody))
    speaker = everybody[order[key.number % len(order)]]
    voice = speaker.talk(chance)
    if key.strength is None:
        codes, is_disturbing, recording = frozenset[str](), False, HEALTHY[key.kind](voice, chance)
    else:
        trouble = TROUBLES[key.kind]
        codes, is_disturbing = trouble.codes, must_be_found(trouble, key.strength)
        recording = trouble.spoil(voice, chance, key.strength)
    observations = observed(recording)
    return DeviceCase(
        key,
        is_disturbing,
        speaker.is_held_out,
        codes,
        diagnosis(observations),
        speaker.name,
        numbers(observations),
    )


@cache
def _everybody() -> list[Speaker]:
    return speakers(packages.fetch())


def diagnosed(recording: Recording) -> tuple[str, ...]:
    """The codes for a single microphone that delivers this, listened to for as long as the check would."""
    return diagnosis(observed(recording))


def observed(recording: Recording) -> Observations:
    """What the check would record of it."""
    device = AudioDevice(name=recording.name, index=0, rate=float(recording.rate), channels=recording.sound.shape[1])
    times = MicrophoneTimes()
    recorder = InputRecorder(device, lambda *_: None, times)  # type: ignore[arg-type]
    step = int(_STEP_S * recording.rate)
    for begin in range(0, len(recording.sound), step):
        recorder.recording.add(recording.sound[begin : begin + step], False)
        if has_enough(recorder, times):
            break
    context = ProbeContext(CHECK, BUILT_IN, Net(), "linux", RunSession(emit=lambda _: None))
    return Observations(
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


def diagnosis(observations: Observations) -> tuple[str, ...]:
    """The codes, and what is advised."""
    findings = list(CHECK.diagnose(observations, MicrophoneNeed()))
    advice = advise(findings, {"microphone": observations})
    return tuple(finding.code for finding in (*findings, *([advice] if advice else [])))
