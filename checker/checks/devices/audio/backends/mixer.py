"""How the system's own mixer is set, and to set it: muted or not, and how loud. Drivers may ignore it."""

import re
import subprocess
from collections.abc import Callable
from dataclasses import dataclass

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.model.record import Record
from checker.net.system_program import child_environment, find_program

_OSASCRIPT = ("osascript", "-e", "input volume of (get volume settings)")
_SPEAKERS = ("osascript", "-e", "get volume settings")
_OUTPUT = re.compile(r"output volume:(\d+)")
_TIMEOUT_S = 3.0
_C_LOCALE = {"LC_ALL": "C"}
"""Under a German locale pactl writes 0,00 into its JSON."""


class MixerSetting(Record, frozen=True, kw_only=True):
    """`volume` in percent of the system's scale. None: the system does not say."""

    muted: bool | None = None
    volume: int | None = None


@dataclass(frozen=True)
class MixerControl:
    """The mute and level of one device. `restore`: as it was when this object was made. Each raises OperationFailed."""

    read: Callable[[], MixerSetting]
    write: Callable[[MixerSetting], None]
    restore: Callable[[], None]


def macos_control(
    direction: str,
    run_script: Callable[[tuple[str, ...]], str] = lambda command: run_command(command),  # noqa: PLW0108 - run_command stands below
) -> MixerControl:
    """Of the default device of `direction`: macOS sets no other (AppleScript's `set volume`, no administrator needed).

    Raises OperationFailed.
    """

    def read() -> MixerSetting:
        if direction == "input":
            return macos(lambda: run_script(_OSASCRIPT))
        return macos_speakers(lambda: run_script(_SPEAKERS))

    def write(setting: MixerSetting) -> None:
        if setting.volume is not None:
            run_script(("osascript", "-e", f"set volume {direction} volume {setting.volume}"))
        if setting.muted is not None and direction == "output":
            run_script(("osascript", "-e", f"set volume output muted {str(setting.muted).lower()}"))

    before = read()
    if before.volume is None:
        raise OperationFailed(Operation.READ, FailureKind.UNSUPPORTED, "volume settings")
    return MixerControl(read=read, write=write, restore=lambda: write(before))


def macos(run_script: Callable[[], str] | None = None) -> MixerSetting:
    """macOS has no mute for the microphone, only a level of 0 to 100; some devices have none.

    Raises OperationFailed.
    """
    output = (run_script or (lambda: run_command(_OSASCRIPT)))().strip()
    if not output.isdecimal():
        return MixerSetting()
    return MixerSetting(muted=int(output) == 0, volume=int(output))


def macos_speakers(run_script: Callable[[], str] | None = None) -> MixerSetting:
    """Of the default output; one whose loudness macOS cannot set (a screen) has none. Raises OperationFailed."""
    output = (run_script or (lambda: run_command(_SPEAKERS)))()
    volume = _OUTPUT.search(output)
    muted = None if "output muted:missing" in output else "output muted:true" in output
    return MixerSetting(muted=muted if volume else None, volume=int(volume[1]) if volume else None)


def run_command(command: tuple[str, ...]) -> str:
    """What a system's own program prints. Raises OperationFailed."""
    try:
        completed = subprocess.run(
            (find_program(command[0]), *command[1:]),
            capture_output=True,
            check=True,
            timeout=_TIMEOUT_S,
            env=child_environment(_C_LOCALE),
        )
    except subprocess.TimeoutExpired as error:
        raise OperationFailed(Operation.READ, FailureKind.TIMEOUT, command[0]) from error
    except FileNotFoundError as error:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, command[0]) from error
    except subprocess.CalledProcessError as error:
        raise OperationFailed(Operation.READ, FailureKind.REFUSED, command[0]) from error
    return completed.stdout.decode("utf-8", "replace")
