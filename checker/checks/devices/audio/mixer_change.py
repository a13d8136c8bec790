"""Sets a microphone or speaker in the system's mixer, for this user and without an administrator, and takes it back."""

from collections.abc import Callable
from dataclasses import dataclass

from checker.checks.devices.audio.backends import core_audio, mixer, pulse
from checker.checks.devices.audio.backends.mixer import MixerControl, MixerSetting
from checker.checks.devices.audio.name_patterns import UNNAMED
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed

_FLOWS = {"input": core_audio.CAPTURE, "output": core_audio.RENDER}


@dataclass(frozen=True)
class MixerChange:
    """What the system says before and after. `undo` sets it as it was, and returns what the system says then."""

    before: MixerSetting
    after: MixerSetting
    undo: Callable[[], MixerSetting]


def change_mixer(direction: str, system: str, name: str, target: MixerSetting) -> MixerChange:
    """Sets the device of this name, of `direction` (input or output); what `target` leaves out stays as it is.

    Blocks for up to some seconds. Raises OperationFailed where nothing could be set.
    """
    control = mixer_control(direction, system, name)
    before = control.read()
    control.write(target)

    def undo() -> MixerSetting:
        control.restore()
        return control.read()

    return MixerChange(before=before, after=control.read(), undo=undo)


def mixer_control(direction: str, system: str, name: str) -> MixerControl:
    """How this system sets the device of this name. Raises OperationFailed."""
    if system == "windows":
        return core_audio.endpoint_control(_FLOWS[direction], name, UNNAMED[direction])
    if system == "macos":
        return mixer.macos_control(direction)
    devices = pulse.list_pulse_devices(direction)
    names = model_names((device.title for device in devices), UNNAMED[direction])
    device = next((device for device, title in zip(devices, names, strict=True) if title == name), None)
    if device is None:
        raise OperationFailed(Operation.LIST, FailureKind.MISSING)
    return pulse.pulse_control(direction, device)
