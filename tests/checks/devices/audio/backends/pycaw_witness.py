"""What pycaw says of this Windows' microphones and speakers, as JSON: COM by comtypes, none of it ours.

A program of its own, since comtypes chooses how COM works in the process that imports it.
"""

import json
from typing import Any

NAME, BUS, FORM = (
    "{A45C254E-DF1C-4EFD-8020-67D146A850E0} 14",  # DEVPKEY_Device_FriendlyName
    "{A45C254E-DF1C-4EFD-8020-67D146A850E0} 24",  # DEVPKEY_Device_EnumeratorName
    "{1DA5D803-D492-4EDD-8C23-E0C0FFEE7F0E} 0",  # PKEY_AudioEndpoint_FormFactor
)
FLOWS = {"render": 0, "capture": 1}
CONSOLE, COMMUNICATIONS = 0, 2


def main() -> None:
    from comtypes import COMError  # noqa: PLC0415 - only Windows has it
    from pycaw.constants import DEVICE_STATE  # noqa: PLC0415
    from pycaw.utils import AudioUtilities  # noqa: PLC0415

    enumerator = AudioUtilities.GetDeviceEnumerator()

    def default(flow: int, role: int) -> str:
        try:
            return str(enumerator.GetDefaultAudioEndpoint(flow, role).GetId())
        except COMError:  # no device of this direction
            return ""

    def described(device: Any, defaults: list[str]) -> dict[str, Any]:
        volume = device.EndpointVolume
        return {
            "name": device.properties.get(NAME),
            "bus": device.properties.get(BUS),
            "form": device.properties.get(FORM),
            "default": device.id == defaults[0],
            "communications": device.id == defaults[1],
            "volume": round(volume.GetMasterVolumeLevelScalar() * 100),
            "muted": bool(volume.GetMute()),
        }

    devices = {
        name: [
            described(device, [default(flow, role) for role in (CONSOLE, COMMUNICATIONS)])
            for device in AudioUtilities.GetAllDevices(flow, DEVICE_STATE.ACTIVE.value)
        ]
        for name, flow in FLOWS.items()
    }
    print(json.dumps(devices))


if __name__ == "__main__":
    main()
