"""Watches which speakers are plugged in, for as long as the window asks: see devices/plugged.py."""

from collections.abc import Iterator

from checker.checks.context import ProbeContext
from checker.checks.devices.audio import plugged
from checker.checks.devices.plugged import Words
from checker.checks.speaker.need import SpeakerNeed
from checker.model.observation import Observation
from checker.model.text import Text

WORDS = Words(
    new=lambda name: Text(de=f"Neue Tonausgabe: „{name}“.", en=f"New sound output: “{name}”."),
    gone=lambda name: Text(
        de=f"Die Tonausgabe „{name}“ ist nicht mehr da.", en=f"The sound output “{name}” is no longer there."
    ),
    moved=Text(de="Die Tonausgaben stehen jetzt in anderer Reihenfolge.", en="The order of the outputs has changed."),
)


def observe(_need: SpeakerNeed, context: ProbeContext) -> Iterator[Observation]:
    """Tells every change until it is cancelled. Yields `output.names`, for the window's list alone."""
    return plugged.plugged(context, "output", "output.names", WORDS)
