"""Windows' microphones and speakers by Core Audio (mmdeviceapi.h, endpointvolume.h): what each is, and how it is set.

Two of them are defaults: that of the console and, for meeting programs, that of communications.
"""

import ctypes
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from checker.checks.devices.audio.backends import endpoint, property_store
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerControl, MixerSetting
from checker.checks.devices.model_names import model_names
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.windows import com

_ENUMERATOR = "BCDE0395-E52F-467C-8E3D-C4579291692E"
_I_ENUMERATOR = "A95664D2-9614-4F35-A746-DE8DB63617E6"
_I_VOLUME = "5CDF2C82-841E-4546-9722-0CF74078229A"

_ENUMERATE, _GET_DEFAULT = 3, 4  # IMMDeviceEnumerator::EnumAudioEndpoints, GetDefaultAudioEndpoint
_COUNT, _ITEM = 3, 4  # IMMDeviceCollection::GetCount, Item
_ACTIVATE, _GET_ID = 3, 5  # IMMDevice::Activate, GetId
_GET_LEVEL, _GET_MUTE = 9, 15  # IAudioEndpointVolume::GetMasterVolumeLevelScalar, GetMute
_SET_LEVEL, _SET_MUTE = 7, 14  # IAudioEndpointVolume::SetMasterVolumeLevelScalar, SetMute

RENDER, CAPTURE = 0, 1
"""EDataFlow."""
_CONSOLE, _COMMUNICATIONS = 0, 2  # ERole
_ACTIVE = 1  # DEVICE_STATE_ACTIVE
_CONTEXT_ALL = 23
_AT_MOST = 32

_HEADSETS = {3, 5, 6}
_FORMS = {0: endpoint.REMOTE, 9: endpoint.DISPLAY}
"""EndpointFormFactor: 0 RemoteNetworkDevice, 3 Headphones, 5 Headset, 6 Handset, 9 DigitalAudioDisplayDevice."""
_UNKNOWN_FORM = 10
_BUSES = {
    "USB": endpoint.USB,
    "BTHENUM": endpoint.BLUETOOTH,
    "BTHHFENUM": endpoint.BLUETOOTH,
    "BTHLEENUM": endpoint.BLUETOOTH,
    "HDAUDIO": endpoint.BUILT_IN,
    "INTELAUDIO": endpoint.BUILT_IN,
    "SOUNDWIRE": endpoint.BUILT_IN,
    "ROOT": endpoint.VIRTUAL,
}
"""PKEY_Device_EnumeratorName."""


def endpoints(flow: int, unnamed: str, ole32: Any = None) -> list[AudioEndpoint]:
    """All active ones of a direction; `unnamed` stands where there is no name. Raises OperationFailed."""
    com.initialize_com(ole32)
    with com.create_object(_ENUMERATOR, _I_ENUMERATOR, ole32) as enumerator:
        ids = [_default(enumerator, flow, role, ole32) for role in (_CONSOLE, _COMMUNICATIONS)]
        raw_endpoints = [_endpoint(device, ids, ole32) for device in _active_devices(enumerator, flow)]
    names = model_names((entry.name for entry in raw_endpoints), unnamed)
    return [
        AudioEndpoint(
            name=name,
            transport=entry.transport,
            headset=entry.headset,
            default=entry.default,
            communications=entry.communications,
            setting=entry.setting,
        )
        for name, entry in zip(names, raw_endpoints, strict=True)
    ]


def endpoint_control(flow: int, name: str, unnamed: str, ole32: Any = None) -> MixerControl:
    """Sets the active device of this name, for this user alone: no administrator is needed. Raises OperationFailed."""

    def read() -> MixerSetting:
        return next(entry.setting for entry in endpoints(flow, unnamed, ole32) if entry.name == name)

    def write(setting: MixerSetting) -> None:
        names = [entry.name for entry in endpoints(flow, unnamed, ole32)]
        if name not in names:
            raise OperationFailed(Operation.WRITE, FailureKind.MISSING)
        with com.create_object(_ENUMERATOR, _I_ENUMERATOR, ole32) as enumerator:
            for number, device in enumerate(_active_devices(enumerator, flow)):
                if number == names.index(name):
                    _set(device, setting)

    if name not in [entry.name for entry in endpoints(flow, unnamed, ole32)]:
        raise OperationFailed(Operation.READ, FailureKind.MISSING)
    before = read()
    return MixerControl(read=read, write=write, restore=lambda: write(before))


def _active_devices(enumerator: ctypes.c_void_p, flow: int) -> Iterator[ctypes.c_void_p]:
    """Each IMMDevice, to be used before the next is asked for."""
    collection, count = ctypes.c_void_p(), ctypes.c_uint32()
    com.call_method(enumerator, _ENUMERATE, ctypes.c_int(flow), ctypes.c_uint32(_ACTIVE), ctypes.pointer(collection))
    with com.release_after(collection):
        com.call_method(collection, _COUNT, ctypes.pointer(count))
        for number in range(min(count.value, _AT_MOST)):
            device = ctypes.c_void_p()
            com.call_method(collection, _ITEM, ctypes.c_uint32(number), ctypes.pointer(device))
            with com.release_after(device):
                yield device


def _endpoint(device: ctypes.c_void_p, ids: list[str], ole32: Any) -> AudioEndpoint:
    device_id = _id(device, ole32)
    name, bus, form = property_store.read_properties(device, ole32)
    return AudioEndpoint(
        name=name,
        transport=_FORMS.get(form, _BUSES.get(bus.upper(), "")),
        headset=None if form == _UNKNOWN_FORM else form in _HEADSETS,
        default=device_id == ids[0],
        communications=device_id == ids[1],
        setting=_setting(device),
    )


def _default(enumerator: ctypes.c_void_p, flow: int, role: int, ole32: Any) -> str:
    device = ctypes.c_void_p()
    try:
        com.call_method(enumerator, _GET_DEFAULT, ctypes.c_int(flow), ctypes.c_int(role), ctypes.pointer(device))
    except OperationFailed:  # no device of this direction
        return ""
    with com.release_after(device):
        return _id(device, ole32)


def _id(device: ctypes.c_void_p, ole32: Any) -> str:
    text = ctypes.c_void_p()
    com.call_method(device, _GET_ID, ctypes.pointer(text))
    try:
        return property_store.utf16(text.value)
    finally:
        com.load_ole32(ole32).CoTaskMemFree(text)


def _setting(device: ctypes.c_void_p) -> MixerSetting:
    level, muted = ctypes.c_float(), ctypes.c_int()
    with suppress(OperationFailed), _volume_of(device) as volume:  # the ears decide; the mixer only explains
        com.call_method(volume, _GET_LEVEL, ctypes.pointer(level))
        com.call_method(volume, _GET_MUTE, ctypes.pointer(muted))
        return MixerSetting(muted=bool(muted.value), volume=round(level.value * 100))
    return MixerSetting()


def _set(device: ctypes.c_void_p, setting: MixerSetting) -> None:
    no_context = ctypes.c_void_p(None)
    with _volume_of(device) as volume:
        if setting.volume is not None:
            com.call_method(volume, _SET_LEVEL, ctypes.c_float(setting.volume / 100), no_context)
        if setting.muted is not None:
            com.call_method(volume, _SET_MUTE, ctypes.c_int(setting.muted), no_context)


@contextmanager
def _volume_of(device: ctypes.c_void_p) -> Iterator[ctypes.c_void_p]:
    """Its IAudioEndpointVolume. Raises OperationFailed."""
    volume, interface = ctypes.c_void_p(), com.pack_guid(_I_VOLUME)
    com.call_method(
        device,
        _ACTIVATE,
        ctypes.pointer(interface),
        ctypes.c_uint32(_CONTEXT_ALL),
        ctypes.c_void_p(None),
        ctypes.pointer(volume),
    )
    with com.release_after(volume):
        yield volume
