"""What people can try for themselves with camera, microphone and speaker, and what of it they may."""

from collections.abc import Collection
from enum import Enum

from checker.checks.registry import checks
from checker.model.privacy import DataGroup


class Trial(Enum):
    """The check, and its part that runs."""

    SEE = ("camera", "preview")
    LEVEL = ("microphone", "level")
    HEAR = ("microphone", "hear")
    DIGIT = ("speaker", "digit")

    @property
    def check(self) -> str:
        """The check whose device is tried."""
        return self.value[0]

    @property
    def part(self) -> str:
        """The part of that check."""
        return self.value[1]


def trials(allowed: Collection[DataGroup]) -> frozenset[Trial]:
    """Those whose data the employee allowed to be read."""
    known = checks()
    return frozenset(one for one in Trial if all(group in allowed for group in known[one.check].groups))
