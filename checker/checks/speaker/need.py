"""What a profile may ask of the speaker."""

from typing import Annotated, Literal

import msgspec

from checker.checks.declaration import Need


class SpeakerNeed(Need, frozen=True, kw_only=True):
    """`[needs.speaker]` of a profile. Every key may be left out.

    `required`: whether the work needs a speaker; false makes its troubles notes.
    `device`: a part of the name of the speaker to use, such as "Jabra"; empty for the system's default.
    `language`: that of the spoken digit; the window sets it to the employee's.
    """

    required: bool = True
    device: Annotated[str, msgspec.Meta(max_length=60)] = ""
    language: Literal["de", "en"] = "de"
