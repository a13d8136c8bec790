"""Windows' radio link, from a library that fills the documented structures of wlanapi.h."""

import ctypes
import uuid
from typing import Any

import pytest

from checker.model.failure import FailureKind, OperationFailed
from checker.net.routes.windows import AdapterInfo
from checker.net.wifi import link, windows
from checker.net.wifi.radio import RadioLink

OWN, OTHER = "{11111111-2222-3333-4444-555555555555}", "{99999999-2222-3333-4444-555555555555}"
CHANNEL, RSSI = 8, 0x10000102


def adapter(name: str = "WLAN", guid: str = OWN, rate: int = 866_700_000) -> AdapterInfo:
    return AdapterInfo(
        name=name,
        description="Intel(R) Wi-Fi 6",
        if_type=71,
        up=True,
        luid=1,
        metrics={},
        routers=(),
        guid=guid,
        rate_bit_s=rate,
    )


class Wlan:
    """wlanapi.dll; counts what it lent out."""

    def __init__(
        self, answers: dict[int, int], states: tuple[tuple[str, int], ...] = ((OTHER, 1), (OWN, 1)), opens: int = 0
    ) -> None:
        self.answers, self.states, self.opens = answers, states, opens
        self.lent, self.handles = 0, 0
        self.buffers: list[Any] = []

    def WlanOpenHandle(self, version, reserved, agreed, handle) -> int:  # noqa: N802
        assert (version, reserved) == (2, None)
        if not self.opens:
            handle._obj.value = 77
            self.handles += 1
        return self.opens

    def WlanCloseHandle(self, handle, reserved) -> int:  # noqa: N802
        self.handles -= 1
        return 0

    def WlanEnumInterfaces(self, handle, reserved, interfaces) -> int:  # noqa: N802
        raw = len(self.states).to_bytes(4, "little") + bytes(4)
        for guid, state in self.states:
            raw += (
                uuid.UUID(guid).bytes_le + "A Name".encode("utf-16-le").ljust(512, b"\0") + state.to_bytes(4, "little")
            )
        room = ctypes.create_string_buffer(raw, max(len(raw), ctypes.sizeof(windows.WlanInterfaceInfoList)))
        self.buffers.append(room)
        interfaces._obj.contents = windows.WlanInterfaceInfoList.from_buffer(room)
        self.lent += 1
        return 0

    def WlanQueryInterface(self, handle, guid, what, reserved, size, data, kind) -> int:  # noqa: N802
        assert what in (CHANNEL, RSSI), "any other question may ask for the location"
        assert ctypes.string_at(guid, 16) == uuid.UUID(OWN).bytes_le
        if what not in self.answers:
            return 50
        room = ctypes.create_string_buffer((self.answers[what] & 0xFFFFFFFF).to_bytes(4, "little"), 4)
        self.buffers.append(room)
        size._obj.value = 4
        data._obj.value = ctypes.addressof(room)
        self.lent += 1
        return 0

    def WlanFreeMemory(self, memory) -> None:  # noqa: N802
        self.lent -= 1


@pytest.fixture(autouse=True)
def adapters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(windows, "list_adapters", lambda: [adapter("Ethernet", OTHER), adapter()])


@pytest.mark.parametrize(
    ("answers", "radio"),
    [
        ({CHANNEL: 36, RSSI: -55}, RadioLink(signal_dbm=-55, band_ghz=5.0, rate_mbit=866.7)),
        ({CHANNEL: 11, RSSI: -78}, RadioLink(signal_dbm=-78, band_ghz=2.4, rate_mbit=866.7)),
        ({RSSI: -55}, RadioLink(signal_dbm=-55, rate_mbit=866.7)),
        ({CHANNEL: 5}, RadioLink(band_ghz=6.0, rate_mbit=866.7)),
        ({}, RadioLink(rate_mbit=866.7)),
    ],
)
def test_what_windows_tells(answers: dict[int, int], radio: RadioLink) -> None:
    library = Wlan(answers)
    assert windows.read_radio("WLAN", library) == radio
    assert (library.lent, library.handles) == (0, 0)


@pytest.mark.parametrize(
    ("library", "name", "kind"),
    [
        (Wlan({}, ((OWN, 4),)), "WLAN", FailureKind.MISSING),
        (Wlan({}, ()), "WLAN", FailureKind.MISSING),
        (Wlan({}), "Bluetooth", FailureKind.MISSING),
        (Wlan({}, opens=1062), "WLAN", FailureKind.MISSING),
        (Wlan({}, opens=5), "WLAN", FailureKind.DENIED),
        (Wlan({}, opens=87), "WLAN", FailureKind.BAD_ANSWER),
    ],
)
def test_what_it_does_not_tell(library: Wlan, name: str, kind: FailureKind) -> None:
    with pytest.raises(OperationFailed) as raised:
        windows.read_radio(name, library)
    assert raised.value.failure.kind is kind
    assert (library.lent, library.handles) == (0, 0)


def test_no_such_library() -> None:
    with pytest.raises(OperationFailed) as raised:
        link.read_radio("WLAN", "windows")
    assert raised.value.failure.kind is FailureKind.MISSING


def test_the_structures_are_laid_out_as_in_the_header() -> None:
    assert ctypes.sizeof(windows.WlanInterfaceInfo) == 532
    assert windows.WlanInterfaceInfo.state.offset == 528
    assert windows.WlanInterfaceInfoList.first.offset == 8
