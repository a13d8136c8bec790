"""How bad a finding is where the profile asks for a camera, and where it does not."""

from collections.abc import Callable

from checker.checks.camera.need import CameraNeed
from checker.model.finding import Finding

FindingFactory = Callable[..., Finding]


def blocker_or_note(need: CameraNeed) -> FindingFactory:
    """Nobody can see anybody: not usable."""
    return Finding.blocker if need.required else Finding.note


def warning_or_note(need: CameraNeed) -> FindingFactory:
    """Others see somebody, badly."""
    return Finding.warning if need.required else Finding.note


def unknown_or_note(need: CameraNeed) -> FindingFactory:
    """Not measured."""
    return Finding.unknown if need.required else Finding.note
