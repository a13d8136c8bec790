"""What is advised by a list of devices: three systems, three languages; the French devices are held out."""

from typing import NamedTuple

import pytest

from checker.checks.context import ProbeContext, RunSession
from checker.checks.microphone import CHECK
from checker.checks.microphone.diagnose.echo import diagnose_echo
from checker.checks.microphone.diagnose.headset import advise
from checker.checks.microphone.need import MicrophoneNeed
from checker.checks.microphone.probe import describe_devices
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.net.net import Net
from tests.checks.devices.lists import LANGUAGES, SYSTEMS, Hardware, hardware, listed

CLEAR, NOISY, BORDERLINE, DEAF, SILENT = "clear", "noisy", "borderline", "deaf", "silent"
PAUSES = {CLEAR: -60.0, NOISY: -31.0, BORDERLINE: -39.0}


class Situation(NamedTuple):
    """`devices`: kinds with what each hears, the system's default first; `advised`: the advice, or None for none.

    `code`: what is said of the microphone, "" for whatever it is. `communications`: the kind that Windows takes then.
    """

    devices: tuple[tuple[str, str], ...]
    advised: str | None
    code: str = ""
    echo: bool = False
    is_remote: bool = False
    output: str = "built-in"
    communications: str = ""
    systems: tuple[str, ...] = SYSTEMS


BUY, OTHER, BOTH = "headset-advice", "use-other", "use-both-ways"
SITUATIONS = {
    "a noisy notebook alone": Situation((("built-in", NOISY),), BUY),
    "a notebook at the limit": Situation((("built-in", BORDERLINE),), None),
    "a noisy headset on the head": Situation((("headset", NOISY), ("built-in", NOISY)), None),
    "a noisy dongle": Situation((("dongle", NOISY), ("built-in", NOISY)), None),
    "a headset lies there": Situation((("built-in", NOISY), ("headset", DEAF)), OTHER),
    "a dongle lies there": Situation((("built-in", NOISY), ("dongle", DEAF)), OTHER),
    "a webcam hears better": Situation((("built-in", NOISY), ("webcam", CLEAR)), OTHER),
    "a speakerphone is no headset": Situation((("speakerphone", NOISY),), BUY),
    "a microphone on the table is no headset": Situation((("desk", NOISY),), BUY),
    "a screen is no headset": Situation((("built-in", NOISY), ("screen", DEAF)), BUY),
    "echo with a headset": Situation((("headset", CLEAR), ("built-in", CLEAR)), BOTH, echo=True),
    "echo with a dongle and a screen": Situation((("dongle", CLEAR), ("built-in", CLEAR)), BOTH, echo=True),
    "echo of the notebook": Situation((("built-in", CLEAR),), BUY, echo=True),
    "hearing aids": Situation((("hearing-aid", NOISY),), None),
    "Stereomix is chosen": Situation(
        (("loopback", CLEAR), ("headset", CLEAR)), None, "wrong-default", systems=("windows", "macos")
    ),
    "a wrapper hears": Situation(
        (("built-in", SILENT), ("wrapper", CLEAR)), None, "wrong-default", systems=("windows", "linux")
    ),
    "meetings use the headset": Situation(
        (("webcam", NOISY), ("headset", CLEAR)), None, communications="headset", systems=("windows",)
    ),
    "from afar": Situation((("built-in", NOISY),), None, is_remote=True),
}
LISTS = [
    pytest.param(situation, system, language, id=f"{name}, {system}, {language}")
    for name, situation in SITUATIONS.items()
    for system in situation.systems
    for language in LANGUAGES
]


def input_observations(context: ProbeContext, name: str, sound: str) -> list[Observation]:
    """What a microphone of this name delivers."""
    if sound in (DEAF, SILENT):
        return [context.observation("input.hears", False, name)]
    return [
        context.observation("input.hears", True, name),
        context.observation("sound.speech", -25.0, name),
        context.observation("sound.pause", PAUSES[sound], name),
    ]


def recording_observations(context: ProbeContext, name: str, sound: str) -> list[Observation]:
    """What is recording_observations of the one that counts besides."""
    numbers = {
        "record.begun": True,
        "record.first": 0.1,
        "record.seconds": 4.0,
        "sound.zeros": 1.0 if sound == SILENT else 0.0,
        "sound.level": -120.0 if sound == SILENT else -30.0,
        "sound.spoken": 0.0 if sound in (DEAF, SILENT) else 2.0,
        "sound.voice": 0.0 if sound in (DEAF, SILENT) else 2.0,
    }
    return [context.observation(fact, value, name) for fact, value in numbers.items()]


def judged(situation: Situation, system: str, language: str) -> tuple[list[str], str | None]:
    """The codes about the microphone, and the advice."""
    number = SYSTEMS.index(system)
    devices = {kind: hardware(kind, language, number) for kind, _ in situation.devices}
    sounds = {devices[kind]: sound for kind, sound in situation.devices}
    there: list[Hardware] = list(sounds)
    if situation.output not in devices:
        there.append(hardware(situation.output, language, number))
    context = ProbeContext(CHECK, BUILT_IN, Net(), system, RunSession(emit=lambda _: None))
    inputs, names = listed(system, language, "input", list(sounds), there[0], devices.get(situation.communications))
    outputs, output_names = listed(
        system, language, "output", there, next(d for d in there if d.kind == situation.output)
    )
    assert inputs.selected is not None

    def by_name(name: str) -> str:
        return next(sounds[device] for device, called in names.items() if called == name)

    selected = inputs.selected.name
    rows = [
        context.observation("session.remote", situation.is_remote),
        context.observation("device.names", list(inputs.names)),
        *describe_devices(context, inputs, inputs.selected),
        *recording_observations(context, selected, by_name(selected)),
        *(
            row
            for device in (inputs.selected, *inputs.unselected)
            for row in input_observations(context, device.name, by_name(device.name))
        ),
    ]
    microphone = Observations(rows)
    findings = list(CHECK.diagnose(microphone, MicrophoneNeed()))
    speaker = [
        Observation(name="output.names", value=list(outputs.names)),
        Observation(name="output.default", value=output_names[next(d for d in there if d.kind == situation.output)]),
    ]
    if situation.echo:
        speaker += [Observation(name="echo.strength", value=-5.0), Observation(name="echo.delay", value=40.0)]
        findings += diagnose_echo(Observations(speaker))
    advice = advise(findings, {"microphone": microphone, "speaker": Observations(speaker)})
    codes = [finding.code.removeprefix("microphone.") for finding in findings]
    return codes, advice.code.removeprefix("microphone.") if advice else None


@pytest.mark.parametrize(("situation", "system", "language"), LISTS)
def test_what_is_advised(situation: Situation, system: str, language: str):
    codes, advice = judged(situation, system, language)
    assert advice == situation.advised
    if situation.code:
        assert situation.code in codes


def test_there_are_a_hundred():
    assert len(LISTS) >= 100
