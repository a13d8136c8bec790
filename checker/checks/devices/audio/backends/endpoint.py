"""A microphone or a speaker as the system itself describes it, beside what PortAudio tells."""

from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.model.record import Record

BUILT_IN = "built-in"
USB = "usb"
BLUETOOTH = "bluetooth"
VIRTUAL = "virtual"
DISPLAY = "display"
REMOTE = "remote"
"""How a device hangs on the PC. Empty: the system does not say, or in a word that is not known here."""


class AudioEndpoint(Record, frozen=True, kw_only=True):
    """`name`: the model; `headset`: whether it sits on a head, None where the system does not say.

    `default`: what programs use that ask for nothing; `communications`: what meeting programs use by themselves
    (Windows tells the two apart).
    """

    name: str
    transport: str = ""
    headset: bool | None = None
    default: bool = False
    communications: bool = False
    setting: MixerSetting = MixerSetting()
