"""Windows' mixer by its calling convention: the stand-in is made of tables of C functions, as COM objects are."""

import ctypes

import pytest

from checker.checks.devices.audio import core_audio
from checker.checks.devices.audio.mixer import Setting
from checker.model.failure import Failed, Kind
from checker.net import com

P, U, I = ctypes.c_void_p, ctypes.c_uint32, ctypes.c_int  # noqa: E741
NOT_FOUND, DENIED = -2147023728, -2147024891


class Object:
    """A COM object: a pointer to a table of functions, by number. Counts how often it was released."""

    def __init__(self, size: int, **methods: object) -> None:
        self.released = 0
        self._kept = [ctypes.CFUNCTYPE(ctypes.c_int32, P)(self._release)]
        table = (P * size)()
        table[2] = ctypes.cast(self._kept[0], P).value
        for number, (shape, method) in methods.items():
            function = ctypes.CFUNCTYPE(ctypes.c_int32, P, *shape)(method)
            self._kept.append(function)
            table[int(number[1:])] = ctypes.cast(function, P).value
        self._table = table
        self._object = P(ctypes.addressof(table))
        self.address = ctypes.addressof(self._object)

    def _release(self, this: int) -> int:
        self.released += 1
        return 0


def put(place: int, kind: type, value: object) -> int:
    ctypes.cast(place, ctypes.POINTER(kind))[0] = value
    return 0


class Ole32:
    def __init__(self, level: float, muted: int, *, no_device: int = 0, made: int = 0) -> None:
        self.began = 0
        self._made, self._no_device = made, no_device
        self.volume = Object(
            20,
            m9=((P,), lambda this, place: put(place, ctypes.c_float, level)),
            m15=((P,), lambda this, place: put(place, I, muted)),
        )
        self.device = Object(8, m3=((P, U, P, P), self._activate))
        self.enumerator = Object(8, m4=((I, I, P), self._default))

    def CoInitializeEx(self, reserved, way) -> int:  # noqa: N802 - Windows' name
        self.began += 1
        return 0

    def CoCreateInstance(self, class_id, outer, context, interface, made) -> int:  # noqa: N802
        assert bytes(class_id._obj) == bytes.fromhex("9503DEBC2FE57C468E3DC4579291692E")
        if not self._made:
            made._obj.value = self.enumerator.address
        return self._made

    def _default(self, this: int, flow: int, role: int, place: int) -> int:
        assert flow == 1
        return self._no_device or put(place, P, self.device.address)

    def _activate(self, this: int, interface: int, context: int, nothing: int | None, place: int) -> int:
        assert ctypes.string_at(interface, 16) == bytes(com.guid("5CDF2C82-841E-4546-9722-0CF74078229A"))
        assert (context, nothing) == (23, None)
        return put(place, P, self.volume.address)


@pytest.mark.parametrize(
    ("level", "muted", "setting"),
    [
        (0.5, 0, Setting(muted=False, volume=50)),
        (1.0, 1, Setting(muted=True, volume=100)),
        (0.0, 0, Setting(muted=False, volume=0)),
    ],
)
def test_reads_mute_and_level_and_gives_everything_back(level, muted, setting):
    system = Ole32(level, muted)
    assert core_audio.setting(system) == setting
    assert system.began == 1
    assert [one.released for one in (system.volume, system.device, system.enumerator)] == [1, 1, 1]


def test_no_microphone():
    system = Ole32(0.5, 0, no_device=NOT_FOUND)
    with pytest.raises(Failed) as failed:
        core_audio.setting(system)
    assert failed.value.failure.kind is Kind.MISSING
    assert (system.enumerator.released, system.device.released) == (1, 0)


def test_refused():
    with pytest.raises(Failed) as failed:
        core_audio.setting(Ole32(0.5, 0, made=DENIED))
    assert failed.value.failure.kind is Kind.DENIED
