"""What a profile may ask of a lamp."""

from checker.checks.declaration import Need


class LampNeed(Need, frozen=True, kw_only=True):
    """`least_lx`: how bright it must be. The other keys are filled in, as they are for the product's own checks."""

    least_lx: float = 300.0
    device: str = ""
    language: str = ""
    microphone: str = ""
    address: str = ""
