"""What a profile may ask of a PC."""

from typing import Annotated

import msgspec

from checker.checks.declaration import Need

Positive = Annotated[float, msgspec.Meta(ge=0, le=1_000_000)]
Count = Annotated[int, msgspec.Meta(ge=0, le=100_000)]


class ComputerNeed(Need, frozen=True, kw_only=True):
    """Least memory and cores for the customer's work; video meetings want 8 GB and 4 cores (see diagnose.py)."""

    memory_gib: Positive = 7.0
    cores: Count = 4
    disk_free_gib: Positive = 5.0
    screen_width: Count = 0
