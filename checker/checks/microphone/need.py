"""What a profile may ask of the microphone."""

from typing import Annotated

import msgspec

from checker.checks.declaration import Need


class MicrophoneNeed(Need, frozen=True, kw_only=True):
    """`[needs.microphone]` of a profile. Every key may be left out.

    `required`: whether the work needs a microphone; false makes its troubles notes.
    `device`: a part of the name of the microphone to use, such as "Jabra"; empty for the system's default.
    `speaker`: a part of the name of the speaker by which people hear themselves; the window sets it to the chosen one.
    """

    required: bool = True
    device: Annotated[str, msgspec.Meta(max_length=60)] = ""
    speaker: Annotated[str, msgspec.Meta(max_length=60)] = ""
