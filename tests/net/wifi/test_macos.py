"""macOS' radio link: CoreWLAN by a runtime of C functions, system_profiler by a recorded answer."""

import contextlib
import ctypes
import json
import sys
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.wifi import core_wlan, link, macos
from checker.net.wifi.radio import RadioLink

PROFILER = {
    "SPAirPortDataType": [
        {
            "spairport_airport_interfaces": [
                {
                    "_name": "en0",
                    "spairport_airport_other_local_wireless_networks": [
                        {"_name": "A neighbour", "spairport_network_channel": "11 (2GHz, 20MHz)"}
                    ],
                    "spairport_current_network_information": {
                        "_name": "A name",
                        "spairport_network_channel": "36 (5GHz, 80MHz)",
                        "spairport_network_mcs": 9,
                        "spairport_network_phymode": "802.11ac",
                        "spairport_network_rate": 866,
                        "spairport_signal_noise": "-55 dBm / -91 dBm",
                    },
                    "spairport_status_information": "spairport_status_connected",
                },
                {"_name": "awdl0"},
            ]
        }
    ]
}


def test_system_profiler() -> None:
    assert macos.parse_system_profiler(json.dumps(PROFILER), "en0") == RadioLink(
        signal_dbm=-55, band_ghz=5.0, rate_mbit=866.0
    )


@pytest.mark.parametrize(
    ("current", "link"),
    [
        # before names were redacted
        (
            {
                "_name": "A name",
                "spairport_network_channel": "36 (5GHz, 80MHz)",
                "spairport_signal_noise": "-52 dBm / -90 dBm",
            },
            RadioLink(signal_dbm=-52, band_ghz=5.0),
        ),
        # redacted without the consent to read the location, the three values stay
        (
            {
                "_name": "<redacted>",
                "spairport_network_channel": "40 (5GHz, 160MHz)",
                "spairport_network_country_code": "JP",
                "spairport_network_rate": 1297,
                "spairport_security_mode": "pairport_security_mode_wpa3_transition",
                "spairport_signal_noise": "-51 dBm / -90 dBm",
            },
            RadioLink(signal_dbm=-51, band_ghz=5.0, rate_mbit=1297.0),
        ),
        # macOS 26
        (
            {
                "_name": "<redacted>",
                "spairport_network_channel": "37 (6GHz, 160MHz)",
                "spairport_network_mcs": 6,
                "spairport_network_rate": 1152,
                "spairport_signal_noise": "-52 dBm / -90 dBm",
            },
            RadioLink(signal_dbm=-52, band_ghz=6.0, rate_mbit=1152.0),
        ),
    ],
    ids=["macOS 14 and older", "macOS 15", "macOS 26"],
)
def test_published_reports_of_three_versions(current: dict[str, Any], link: RadioLink) -> None:
    """In the form of published reports; AirDrop's own adapter has an entry without a network, before or after."""
    airdrop = {
        "_name": "awdl0",
        "spairport_current_network_information": {"spairport_network_type": "spairport_network_type_station"},
    }
    adapter = {"_name": "en0", "spairport_current_network_information": current}
    report = {"SPAirPortDataType": [{"spairport_airport_interfaces": [airdrop, adapter]}]}
    assert macos.parse_system_profiler(json.dumps(report), "en0") == link


@pytest.mark.parametrize(
    ("channel", "band"),
    [("1 (2GHz, 20MHz)", 2.4), ("37 (6GHz, 160MHz)", 6.0), ("2.4 GHz 6", 2.4), ("44", 5.0), ("11", 2.4), ("x", None)],
)
def test_channels(channel: str, band: float | None) -> None:
    current = {"spairport_network_channel": channel}
    document = {
        "SPAirPortDataType": [
            {"spairport_airport_interfaces": [{"_name": "en0", "spairport_current_network_information": current}]}
        ]
    }
    assert macos.parse_system_profiler(json.dumps(document), "en0") == RadioLink(band_ghz=band)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (json.dumps(PROFILER).replace("en0", "en1"), FailureKind.MISSING),
        ("{}", FailureKind.MISSING),
        ('{"SPAirPortDataType": [1, {"spairport_airport_interfaces": 5}]}', FailureKind.MISSING),
        ("[]", FailureKind.MISSING),
        ("no", FailureKind.BAD_ANSWER),
        ("[" * 100_000, FailureKind.BAD_ANSWER),
    ],
)
def test_other_answers(text: str, kind: FailureKind) -> None:
    with pytest.raises(OperationFailed) as raised:
        macos.parse_system_profiler(text, "en0")
    assert raised.value.failure.kind is kind


@given(
    st.recursive(
        st.none() | st.integers() | st.text(max_size=9),
        lambda child: (
            st.lists(child)
            | st.dictionaries(
                st.sampled_from(
                    [
                        "SPAirPortDataType",
                        "spairport_airport_interfaces",
                        "_name",
                        "spairport_signal_noise",
                        "spairport_current_network_information",
                        "spairport_network_rate",
                    ]
                ),
                child,
            )
        ),
    )
)
def test_any_json(answer: Any) -> None:
    with contextlib.suppress(OperationFailed):
        macos.parse_system_profiler(json.dumps(answer), "en0")


P, L, D = ctypes.c_void_p, ctypes.c_long, ctypes.c_double


class Runtime:
    """The Objective-C runtime: one C function that answers every message, as objc_msgSend does."""

    def __init__(self, rssi: int = -58, rate: float = 866.7, band: int = 2, connected: bool = True) -> None:
        self.rssi, self.rate, self.band, self.connected = rssi, rate, band, connected
        self.pools = 0
        self.messages: list[bytes] = []
        self._selectors: list[bytes] = []
        self._numbers = ctypes.CFUNCTYPE(L, P, P, P)(self._number)
        self._rates = ctypes.CFUNCTYPE(D, P, P)(lambda receiver, selector: self.rate)

    @property
    def objc_msgSend(self) -> Any:  # noqa: N802
        return self._rates if self._selectors[-1] == b"transmitRate" else self._numbers

    def objc_getClass(self, name: bytes) -> int:  # noqa: N802
        return {b"NSString": 10, b"CWWiFiClient": 20}[name]

    def sel_registerName(self, name: bytes) -> int:  # noqa: N802
        self._selectors.append(name)
        self.messages.append(name)
        return len(self._selectors)

    def objc_autoreleasePoolPush(self) -> int:  # noqa: N802
        self.pools += 1
        return 1

    def objc_autoreleasePoolPop(self, pool: int) -> None:  # noqa: N802
        self.pools -= 1

    def _number(self, receiver: int, selector: int, argument: int | None) -> int:
        match self._selectors[selector - 1]:
            case b"stringWithUTF8String:":
                assert ctypes.string_at(argument) == b"en0"
                return 11
            case b"sharedWiFiClient":
                return 21
            case b"interfaceWithName:":
                assert (receiver, argument) == (21, 11)
                return 22
            case b"wlanChannel":
                return 23 if self.connected else 0
            case b"rssiValue":
                assert receiver == 22
                return self.rssi
            case b"channelBand":
                assert receiver == 23
                return self.band
        raise AssertionError


@pytest.mark.skipif(sys.platform == "win32", reason="a long has four bytes on Windows, eight on a Mac")
@pytest.mark.parametrize(
    ("runtime", "radio"),
    [
        (Runtime(), RadioLink(signal_dbm=-58, band_ghz=5.0, rate_mbit=866.7)),
        (Runtime(rssi=0, rate=0.0, band=0), RadioLink()),
        (Runtime(rssi=-80, rate=72.2, band=1), RadioLink(signal_dbm=-80, band_ghz=2.4, rate_mbit=72.2)),
        (Runtime(band=3), RadioLink(signal_dbm=-58, band_ghz=6.0, rate_mbit=866.7)),
    ],
)
def test_core_wlan(runtime: Runtime, radio: RadioLink) -> None:
    assert core_wlan.read_radio("en0", runtime) == radio
    assert runtime.pools == 0
    assert not {b"ssid", b"bssid", b"scanForNetworksWithName:error:"} & set(runtime.messages)


@pytest.mark.skipif(sys.platform == "win32", reason="a long has four bytes on Windows, eight on a Mac")
def test_not_connected() -> None:
    runtime = Runtime(connected=False)
    with pytest.raises(OperationFailed) as raised:
        core_wlan.read_radio("en0", runtime)
    assert (raised.value.failure.kind, runtime.pools) == (FailureKind.MISSING, 0)


def test_system_profiler_is_the_second_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "command_output", lambda *command, timeout_s: json.dumps(PROFILER))
    assert link.read_radio("en0", "macos").signal_dbm == -55  # there is no CoreWLAN here

    def not_connected(interface: str) -> RadioLink:
        raise OperationFailed(Operation.READ, FailureKind.MISSING, "radio")

    monkeypatch.setattr(core_wlan, "read_radio", not_connected)
    with pytest.raises(OperationFailed):
        link.read_radio("en0", "macos")
