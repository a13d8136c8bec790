"""Watches which speakers are plugged in, for as long as the window asks: see devices/hotplug.py."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio import hotplug
from checker.checks.devices.hotplug import HotplugTexts
from checker.checks.speaker.need import SpeakerNeed
from checker.model.observation import Observation
from checker.model.text import Text

TEXTS = HotplugTexts(
    added=lambda name: Text(de=f"Neue Tonausgabe: „{name}“.", en=f"New sound output: “{name}”."),
    removed=lambda name: Text(
        de=f"Die Tonausgabe „{name}“ ist nicht mehr da.", en=f"The sound output “{name}” is no longer there."
    ),
    reordered=Text(
        de="Die Tonausgaben stehen jetzt in anderer Reihenfolge.", en="The order of the outputs has changed."
    ),
)


def observe(_need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `output.names`, for the window's list alone."""
    return hotplug.watch_audio_devices(context, "output", "output.names", TEXTS)
