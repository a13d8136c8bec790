"""How bad a finding about a device is where the profile requires the device, and where it does not: then a note."""

from collections.abc import Callable
from dataclasses import dataclass

from checker.model.finding import Finding

FindingFactory = Callable[..., Finding]


@dataclass(frozen=True)
class Severity:
    """`is_required`: whether the work needs the device."""

    is_required: bool

    @property
    def blocker(self) -> FindingFactory:
        """The device is of no use."""
        return Finding.blocker if self.is_required else Finding.note

    @property
    def warning(self) -> FindingFactory:
        """It works, and others are disturbed."""
        return Finding.warning if self.is_required else Finding.note

    @property
    def unknown(self) -> FindingFactory:
        """Not measured."""
        return Finding.unknown if self.is_required else Finding.note
