"""Mute and level of Windows' default microphone, by Core Audio (mmdeviceapi.h, endpointvolume.h)."""

import ctypes
from typing import Any

from checker.checks.devices.audio.mixer import Setting
from checker.net import com

_ENUMERATOR = "BCDE0395-E52F-467C-8E3D-C4579291692E"
_I_ENUMERATOR = "A95664D2-9614-4F35-A746-DE8DB63617E6"
_I_VOLUME = "5CDF2C82-841E-4546-9722-0CF74078229A"

_GET_DEFAULT = 4  # IMMDeviceEnumerator::GetDefaultAudioEndpoint
_ACTIVATE = 3  # IMMDevice::Activate
_GET_LEVEL = 9  # IAudioEndpointVolume::GetMasterVolumeLevelScalar
_GET_MUTE = 15  # IAudioEndpointVolume::GetMute

_CAPTURE = 1  # EDataFlow eCapture
_CONSOLE = 0  # ERole eConsole
_CONTEXT_ALL = 23


def setting(ole32: Any = None) -> Setting:
    """Of the default capture endpoint. Raises Failed."""
    com.begin(ole32)
    device, volume = ctypes.c_void_p(), ctypes.c_void_p()
    with com.created(_ENUMERATOR, _I_ENUMERATOR, ole32) as enumerator:
        com.call(enumerator, _GET_DEFAULT, ctypes.c_int(_CAPTURE), ctypes.c_int(_CONSOLE), ctypes.pointer(device))
        with com.released(device):
            interface = com.guid(_I_VOLUME)
            com.call(
                device,
                _ACTIVATE,
                ctypes.pointer(interface),
                ctypes.c_uint32(_CONTEXT_ALL),
                ctypes.c_void_p(None),
                ctypes.pointer(volume),
            )
            with com.released(volume):
                return _read(volume)


def _read(volume: ctypes.c_void_p) -> Setting:
    level, muted = ctypes.c_float(), ctypes.c_int()
    com.call(volume, _GET_LEVEL, ctypes.pointer(level))
    com.call(volume, _GET_MUTE, ctypes.pointer(muted))
    return Setting(muted=bool(muted.value), volume=round(level.value * 100))
