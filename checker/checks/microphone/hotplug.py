"""Watches which microphones are plugged in, for as long as the window asks: see devices/hotplug.py."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio import hotplug
from checker.checks.devices.hotplug import HotplugTexts
from checker.checks.microphone.need import MicrophoneNeed
from checker.model.observation import Observation
from checker.model.text import Text

TEXTS = HotplugTexts(
    added=lambda name: Text(de=f"Neues Mikrofon: „{name}“.", en=f"New microphone: “{name}”."),
    removed=lambda name: Text(
        de=f"Das Mikrofon „{name}“ ist nicht mehr da.", en=f"The microphone “{name}” is no longer there."
    ),
    reordered=Text(
        de="Die Mikrofone stehen jetzt in anderer Reihenfolge.", en="The order of the microphones has changed."
    ),
)


def observe(_need: MicrophoneNeed, context: ProbeContext) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `device.names`, for the window's list alone."""
    return hotplug.watch_audio_devices(context, "input", "device.names", TEXTS)
