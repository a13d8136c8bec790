"""How the system's own mixer is set: muted or not, and how loud. Drivers may ignore it."""

import os
import re
import subprocess
from collections.abc import Callable

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record

_OSASCRIPT = ("osascript", "-e", "input volume of (get volume settings)")
_SPEAKERS = ("osascript", "-e", "get volume settings")
_OUTPUT = re.compile(r"output volume:(\d+)")
_ANSWER_S = 3.0
_PLAIN = {"LC_ALL": "C"}
"""Under a German locale pactl writes 0,00 into its JSON."""


class Setting(Record, frozen=True, kw_only=True):
    """`volume` in percent of the system's scale. None: the system does not say."""

    muted: bool | None = None
    volume: int | None = None


def macos(ask: Callable[[], str] | None = None) -> Setting:
    """macOS has no mute for the microphone, only a level of 0 to 100; some devices have none.

    Raises OperationFailed.
    """
    answer = (ask or (lambda: asked(_OSASCRIPT)))().strip()
    if not answer.isdecimal():
        return Setting()
    return Setting(muted=int(answer) == 0, volume=int(answer))


def macos_speakers(ask: Callable[[], str] | None = None) -> Setting:
    """Of the default output; one whose loudness macOS cannot set (a screen) has none. Raises OperationFailed."""
    answer = (ask or (lambda: asked(_SPEAKERS)))()
    volume = _OUTPUT.search(answer)
    muted = None if "output muted:missing" in answer else "output muted:true" in answer
    return Setting(muted=muted if volume else None, volume=int(volume[1]) if volume else None)


def asked(command: tuple[str, ...]) -> str:
    """What a system's own program prints. Raises OperationFailed."""
    try:
        done = subprocess.run(command, capture_output=True, check=True, timeout=_ANSWER_S, env=os.environ | _PLAIN)
    except subprocess.TimeoutExpired as error:
        raise OperationFailed(Operation.READ, FailureKind.TIMEOUT, command[0]) from error
    except FileNotFoundError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, command[0]) from error
    except subprocess.CalledProcessError as error:
        raise OperationFailed(Operation.READ, FailureKind.REFUSED, command[0]) from error
    return done.stdout.decode("utf-8", "replace")
