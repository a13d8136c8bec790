"""Windows' devices by their calling convention: the stand-in is made of tables of C functions, as COM objects are."""

import ctypes

import pytest

from checker.checks.devices.audio.backends import core_audio
from checker.checks.devices.audio.backends.core_audio import CAPTURE, RENDER
from checker.checks.devices.audio.backends.endpoint import AudioEndpoint
from checker.checks.devices.audio.backends.mixer import MixerSetting
from checker.model.failure import FailureKind, OperationFailed
from checker.net.windows import com

P, U, I = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int  # noqa: E741
NOT_FOUND, DENIED = -2147023728, -2147024891
NAME, BUS = 14, 24
LPWSTR, UI4, EMPTY = 31, 19, 0


class Object:
    """A COM object: a pointer to a table of functions, by number. Counts how often it was released."""

    def __init__(self, size: int, **methods: object) -> None:
        self.released = 0
        self._callbacks = [ctypes.CFUNCTYPE(ctypes.c_int32, P)(self._release)]
        table = (P * size)()
        table[2] = ctypes.cast(self._callbacks[0], P).value
        for number, (shape, method) in methods.items():
            function = ctypes.CFUNCTYPE(ctypes.c_int32, P, *shape)(method)
            self._callbacks.append(function)
            table[int(number[1:])] = ctypes.cast(function, P).value
        self._table = table
        self._object = P(ctypes.addressof(table))
        self.address = ctypes.addressof(self._object)

    def _release(self, this: int) -> int:
        self.released += 1
        return 0


def put(pointer: int, kind: type, value: object) -> int:
    ctypes.cast(pointer, ctypes.POINTER(kind))[0] = value
    return 0


class Device:
    """An IMMDevice with its property store and its volume. Texts stand in memory as Windows' letters do."""

    def __init__(self, name: str, bus: str, form: int | None, level: float = 0.5, muted: int = 0, refuses: int = 0):
        self.id = f"{{0.0.1.00000000}}.{name}"
        self._texts: dict[int, ctypes.Array] = {}
        self._texts = {NAME: name, BUS: bus}
        self._form, self._refuses = form, refuses
        self.level, self.muted = level, muted
        self.volume = Object(
            20,
            m7=((ctypes.c_float, P), self._set_level),
            m9=((P,), lambda this, pointer: put(pointer, ctypes.c_float, self.level)),
            m14=((I, P), self._set_mute),
            m15=((P,), lambda this, pointer: put(pointer, I, self.muted)),
        )
        self.store = Object(8, m5=((P, P), self._value))
        self.object = Object(8, m3=((P, U, P, P), self._activate), m4=((U, P), self._open), m5=((P,), self._own_id))

    def text(self, words: str) -> int:
        raw = words.encode("utf-16-le") + b"\0\0"
        buffer = ctypes.create_string_buffer(raw, len(raw))
        self._texts[ctypes.addressof(buffer)] = buffer
        return ctypes.addressof(buffer)

    def _set_level(self, this: int, level: float, context: int | None) -> int:
        assert context is None
        self.level = level
        return 0

    def _set_mute(self, this: int, muted: int, context: int | None) -> int:
        assert context is None
        self.muted = muted
        return 0

    def _own_id(self, this: int, pointer: int) -> int:
        return put(pointer, P, self.text(self.id))

    def _open(self, this: int, access: int, pointer: int) -> int:
        assert access == 0
        return put(pointer, P, self.store.address)

    def _value(self, this: int, key: int, pointer: int) -> int:
        number = ctypes.cast(key + 16, ctypes.POINTER(U))[0]
        if ctypes.string_at(key, 16) == bytes(com.pack_guid("1DA5D803-D492-4EDD-8C23-E0C0FFEE7F0E")):
            put(pointer, ctypes.c_uint16, EMPTY if self._form is None else UI4)
            return put(pointer + 8, ctypes.c_uint64, self._form or 0)
        assert ctypes.string_at(key, 16) == bytes(com.pack_guid("A45C254E-DF1C-4EFD-8020-67D146A850E0"))
        put(pointer, ctypes.c_uint16, LPWSTR)
        return put(pointer + 8, ctypes.c_uint64, self.text(self._texts[number]))

    def _activate(self, this: int, interface: int, context: int, nothing: int | None, pointer: int) -> int:
        assert ctypes.string_at(interface, 16) == bytes(com.pack_guid("5CDF2C82-841E-4546-9722-0CF74078229A"))
        assert (context, nothing) == (23, None)
        return self._refuses or put(pointer, P, self.volume.address)


class Ole32:
    def __init__(self, *devices: Device, console: int = 0, communications: int = 0, made: int = 0, flow: int = CAPTURE):
        self.began = self.freed = self.cleared = 0
        self._made, self._flow = made, flow
        self.devices = devices
        self._roles = {0: console, 2: communications}
        self.collection = Object(
            8, m3=((P,), lambda this, pointer: put(pointer, U, len(devices))), m4=((U, P), self._item)
        )
        self.enumerator = Object(8, m3=((I, U, P), self._all), m4=((I, I, P), self._default))

    def CoInitializeEx(self, reserved, flags) -> int:  # noqa: N802 - Windows' name
        self.began += 1
        return 0

    def CoCreateInstance(self, class_id, outer, context, interface, made) -> int:  # noqa: N802
        assert bytes(class_id._obj) == bytes.fromhex("9503DEBC2FE57C468E3DC4579291692E")
        if not self._made:
            made._obj.value = self.enumerator.address
        return self._made

    def CoTaskMemFree(self, text) -> None:  # noqa: N802
        assert text.value
        self.freed += 1

    def PropVariantClear(self, variant) -> int:  # noqa: N802
        assert ctypes.sizeof(variant._obj) == 24
        self.cleared += 1
        return 0

    def _all(self, this: int, flow: int, mask: int, pointer: int) -> int:
        assert (flow, mask) == (self._flow, 1)
        return put(pointer, P, self.collection.address)

    def _item(self, this: int, number: int, pointer: int) -> int:
        return put(pointer, P, self.devices[number].object.address)

    def _default(self, this: int, flow: int, role: int, pointer: int) -> int:
        assert flow == self._flow
        if not self.devices:
            return NOT_FOUND
        return put(pointer, P, self.devices[self._roles[role]].object.address)


def test_names_buses_forms_settings_and_the_two_defaults():
    array = Device("Mikrofonarray (Intel® Smart Sound)", "INTELAUDIO", 4, level=1.0)
    jabra = Device("Headset (Jabra Evolve 65)", "USB", 5, level=0.62, muted=1)
    pods = Device("Headset (Annas AirPods Hands-Free AG Audio)", "BTHHFENUM", 5, level=0.0)
    system = Ole32(array, jabra, pods, console=0, communications=1)
    assert core_audio.endpoints(CAPTURE, "Mikrofon", system) == [
        AudioEndpoint(
            name="Mikrofonarray (Intel® Smart Sound)",
            transport="built-in",
            headset=False,
            default=True,
            setting=MixerSetting(muted=False, volume=100),
        ),
        AudioEndpoint(
            name="Headset (Jabra Evolve 65)",
            transport="usb",
            headset=True,
            communications=True,
            setting=MixerSetting(muted=True, volume=62),
        ),
        AudioEndpoint(
            name="Headset (AirPods Hands-Free AG Audio)",
            transport="bluetooth",
            headset=True,
            setting=MixerSetting(muted=False, volume=0),
        ),
    ]


def test_everything_is_given_back():
    devices = [Device("One", "USB", 4), Device("Two", "HDAUDIO", 4)]
    system = Ole32(*devices)
    core_audio.endpoints(CAPTURE, "Mikrofon", system)
    assert (system.began, system.enumerator.released, system.collection.released) == (1, 1, 1)
    assert [device.object.released for device in devices] == [3, 1]  # the first is both defaults as well
    assert [(device.store.released, device.volume.released) for device in devices] == [(1, 1), (1, 1)]
    assert (system.freed, system.cleared) == (4, 6)


@pytest.mark.parametrize(
    ("bus", "form", "transport", "headset"),
    [
        ("USB", 10, "usb", None),
        ("USB", None, "usb", None),
        ("bthenum", 3, "bluetooth", True),
        ("ROOT", 4, "virtual", False),
        ("SWD", 4, "", False),
        ("SWD", 0, "remote", False),
        ("HDAUDIO", 9, "display", False),
    ],
)
def test_how_it_is_connected(bus, form, transport, headset):
    [endpoint] = core_audio.endpoints(RENDER, "Lautsprecher", Ole32(Device("X", bus, form), flow=RENDER))
    assert (endpoint.transport, endpoint.headset) == (transport, headset)


def test_a_device_whose_volume_is_refused_is_listed_all_the_same():
    [endpoint] = core_audio.endpoints(CAPTURE, "Mikrofon", Ole32(Device("", "USB", 4, refuses=DENIED)))
    assert (endpoint.name, endpoint.setting) == ("Mikrofon", MixerSetting())


def test_no_device():
    system = Ole32()
    assert core_audio.endpoints(CAPTURE, "Mikrofon", system) == []
    assert (system.enumerator.released, system.collection.released) == (1, 1)


def test_refused():
    with pytest.raises(OperationFailed) as failed:
        core_audio.endpoints(CAPTURE, "Mikrofon", Ole32(made=DENIED))
    assert failed.value.failure.kind is FailureKind.DENIED


def test_mute_and_level_of_one_device_are_set_and_set_back():
    array, jabra = Device("Mikrofonarray", "HDAUDIO", 4), Device("Jabra Evolve 65", "USB", 5, level=0.25, muted=1)
    system = Ole32(array, jabra)
    control = core_audio.endpoint_control(CAPTURE, "Jabra Evolve 65", "Mikrofon", system)
    assert control.read() == MixerSetting(muted=True, volume=25)
    control.write(MixerSetting(muted=False, volume=80))
    assert control.read() == MixerSetting(muted=False, volume=80)
    control.restore()
    assert control.read() == MixerSetting(muted=True, volume=25)
    assert (array.level, array.muted) == (0.5, 0), "the other one is left alone"
    assert system.collection.released == system.enumerator.released == system.began + 2


def test_a_device_that_is_gone_cannot_be_set():
    with pytest.raises(OperationFailed) as failed:
        core_audio.endpoint_control(CAPTURE, "Jabra Evolve 65", "Mikrofon", Ole32(Device("Mikrofonarray", "USB", 4)))
    assert failed.value.failure.kind is FailureKind.MISSING
