"""What people can try for themselves with camera, microphone and speaker, and what of it they may."""

from collections.abc import Collection
from enum import Enum

from checker.checks.registry import checks
from checker.model.privacy import DataGroup


class DeviceTrial(Enum):
    """The check, and its part that runs."""

    PREVIEW = ("camera", "preview")
    LEVEL = ("microphone", "level_meter")
    PLAYBACK = ("microphone", "playback")
    DIGIT = ("speaker", "digit")

    @property
    def check(self) -> str:
        """The check whose device is tried."""
        return self.value[0]

    @property
    def part(self) -> str:
        """The part of that check."""
        return self.value[1]


def allowed_trials(allowed: Collection[DataGroup]) -> frozenset[DeviceTrial]:
    """Those whose data the employee allowed to be read."""
    checks_by_name = checks()
    return frozenset(
        trial for trial in DeviceTrial if all(group in allowed for group in checks_by_name[trial.check].groups)
    )
