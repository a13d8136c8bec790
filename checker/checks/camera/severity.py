"""How bad a finding is where the profile asks for a camera, and where it does not."""

from collections.abc import Callable

from checker.checks.camera.need import CameraNeed
from checker.model.finding import Finding

Bad = Callable[..., Finding]


def trouble(need: CameraNeed) -> Bad:
    """Nobody can see anybody: not usable."""
    return Finding.blocker if need.required else Finding.note


def beside(need: CameraNeed) -> Bad:
    """Others see somebody, badly."""
    return Finding.warning if need.required else Finding.note


def not_known(need: CameraNeed) -> Bad:
    """Not measured."""
    return Finding.unknown if need.required else Finding.note
