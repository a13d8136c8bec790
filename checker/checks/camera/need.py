"""What a profile may ask of the camera."""

from typing import Annotated

import msgspec

from checker.checks.declaration import Need


class CameraNeed(Need, frozen=True, kw_only=True):
    """`[needs.camera]` of a profile. Every key may be left out.

    `required`: whether the work needs a camera; false makes its troubles notes.
    `device`: a part of the name of the camera to try first, such as "C920"; empty for the first real one.
    `virtual`: parts of names of cameras that are programs, beside those that the check knows.
    `rate`: pictures per second that a meeting needs at least.
    """

    required: bool = True
    device: Annotated[str, msgspec.Meta(max_length=60)] = ""
    virtual: Annotated[
        tuple[Annotated[str, msgspec.Meta(min_length=2, max_length=60)], ...], msgspec.Meta(max_length=20)
    ] = ()
    rate: Annotated[float, msgspec.Meta(gt=0, le=60)] = 10.0
