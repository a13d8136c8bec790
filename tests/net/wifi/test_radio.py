"""The radio link: bands, netlink messages laid out as the kernel lays them out, /proc/net/wireless."""

import struct
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, OperationFailed
from checker.net.routes import netlink
from checker.net.wifi import link, linux
from checker.net.wifi.radio import RadioLink, band_of_channel, band_of_mhz, valid_signal_dbm


@pytest.mark.parametrize(
    ("mhz", "band"),
    [(2412, 2.4), (2484, 2.4), (5180, 5.0), (5885, 5.0), (5955, 6.0), (7115, 6.0), (0, None), (60480, None)],
)
def test_bands_of_frequencies(mhz: int, band: float | None) -> None:
    assert band_of_mhz(mhz) == band


@pytest.mark.parametrize(
    ("channel", "rate", "band"),
    [
        (1, 144.0, 2.4),
        (13, None, 2.4),
        (5, 2401.9, 6.0),
        (6, 2401.9, 2.4),
        (36, 866.0, 5.0),
        (140, None, 5.0),
        (149, None, 5.0),
        (37, 1200.0, 6.0),
        (93, None, 6.0),
        (0, None, None),
        (15, None, None),
        (500, None, None),
    ],
)
def test_bands_of_channels(channel: int, rate: float | None, band: float | None) -> None:
    assert band_of_channel(channel, rate) == band


@pytest.mark.parametrize(("dbm", "signal"), [(-58, -58), (-69.6, -70), (0, None), (12, None), (-256, None)])
def test_signals_that_can_be(dbm: float, signal: int | None) -> None:
    assert valid_signal_dbm(dbm) == signal


def general(*attributes: bytes) -> bytes:
    return b"\x07\x01\0\0" + b"".join(attributes)


def rate(hundreds: int, wide: bool = True) -> bytes:
    narrow = netlink.pack_attribute(1, struct.pack("=H", min(hundreds, 65535)))
    return narrow + (netlink.pack_attribute(5, struct.pack("=I", hundreds)) if wide else b"")


def station(*attributes: bytes) -> bytes:
    return general(
        netlink.pack_attribute(3, struct.pack("=I", 4)),
        netlink.pack_attribute(6, bytes(6)),
        netlink.pack_attribute(21 | 0x8000, b"".join(attributes)),
    )


INTERFACE = general(
    netlink.pack_attribute(3, struct.pack("=I", 4)),
    netlink.pack_attribute(4, b"wlan0\0"),
    netlink.pack_attribute(52, b"a name"),
    netlink.pack_attribute(38, struct.pack("=I", 5180)),
)
STATION = station(
    netlink.pack_attribute(7, struct.pack("=b", -61)),
    netlink.pack_attribute(13, struct.pack("=b", -58)),
    netlink.pack_attribute(8 | 0x8000, rate(8667)),
    netlink.pack_attribute(14 | 0x8000, rate(3900)),
)


def test_what_the_has_kernel_stamps() -> None:
    assert linux.parse_radio([INTERFACE], [STATION]) == RadioLink(signal_dbm=-58, band_ghz=5.0, rate_mbit=390.0)


def test_an_old_has_kernel_stamps_less() -> None:
    raw = station(netlink.pack_attribute(7, struct.pack("=b", -71)), netlink.pack_attribute(8, rate(540, wide=False)))
    assert linux.parse_radio([], [raw]) == RadioLink(signal_dbm=-71, rate_mbit=54.0)


def test_the_access_point_is_told_apart_and_between_two_there_is_none() -> None:
    assert linux.parse_access_point([STATION]) == bytes(6)
    with pytest.raises(OperationFailed):
        linux.parse_access_point([])


def test_not_connected() -> None:
    assert linux.parse_radio([general(netlink.pack_attribute(4, b"wlan0\0"))], []) == RadioLink()


def test_the_whole_exchange(monkeypatch: pytest.MonkeyPatch) -> None:
    def answer(protocol: int, kind: int, payload: bytes, *, dump: bool = False) -> list[netlink.NetlinkMessage]:
        assert protocol == 16
        if kind == 16:
            assert payload == b"\x03\x01\0\0" + netlink.pack_attribute(2, b"nl80211\0")
            return [
                (16, general(netlink.pack_attribute(1, struct.pack("=H", 28)), netlink.pack_attribute(2, b"nl80211\0")))
            ]
        assert (kind, netlink.parse_attributes(payload[4:])[3]) == (28, (1).to_bytes(4, sys.byteorder))
        return [(28, STATION)] if dump else [(28, INTERFACE)]

    monkeypatch.setattr(linux, "query_netlink", answer)
    monkeypatch.setattr(linux.socket, "if_nametoindex", lambda name: 1)
    assert link.read_radio("wlan0", "linux") == RadioLink(signal_dbm=-58, band_ghz=5.0, rate_mbit=390.0)


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' netlink")
@pytest.mark.parametrize("name", ["lo", "no-such-adapter"])
def test_this_kernel_says_what_is_no_wifi(name: str) -> None:
    with pytest.raises(OperationFailed):
        link.read_radio(name, "linux")


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' netlink")
def test_this_kernel_lists_its_adapters() -> None:
    names = [
        netlink.parse_attributes(payload[16:])[3]
        for kind, payload in netlink.query_netlink(netlink.NETLINK_ROUTE, 18, bytes(16), dump=True)
        if kind == 16
    ]
    assert b"lo\0" in names


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' netlink")
def test_a_refusal_of_this_kernel() -> None:
    with pytest.raises(OperationFailed) as raised:
        netlink.query_netlink(
            netlink.NETLINK_GENERIC, 16, b"\x03\x01\0\0" + netlink.pack_attribute(2, b"no-such-family\0")
        )
    assert raised.value.failure.kind is FailureKind.NOT_FOUND


WIRELESS = """Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE
 face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | 22
 wlan0: 0000   52.  -58.  -256        0      0      0     12      0        0
 wlp3s0: 0000   52.  70.  0        0      0      0     12      0        0
"""


def test_the_older_table(monkeypatch: pytest.MonkeyPatch) -> None:
    assert linux.parse_wireless_signal(WIRELESS, "wlan0") == -58
    assert linux.parse_wireless_signal(WIRELESS, "wlp3s0") is None
    assert linux.parse_wireless_signal(WIRELESS, "eth0") is None
    monkeypatch.setattr(linux, "_read_text", lambda path: WIRELESS)
    assert linux.read_radio("wlan0") == RadioLink(signal_dbm=-58)


@given(st.text(max_size=300))
def test_any_table(text: str) -> None:
    linux.parse_wireless_signal(text, "wlan0")


@given(st.binary(max_size=300), st.lists(st.binary(max_size=200), max_size=3))
def test_any_bytes(data: bytes, payloads: list[bytes]) -> None:
    for _, payload in netlink.parse_messages(data):
        netlink.parse_attributes(payload)
    linux.parse_radio(payloads, [data, *payloads])
    linux.parse_radio([data], [station(data)])


def test_no_such_system() -> None:
    with pytest.raises(OperationFailed) as raised:
        link.read_radio("wlan0", "beos")
    assert raised.value.failure.kind is FailureKind.UNSUPPORTED
