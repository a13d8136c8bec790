"""The rate of a Wi-Fi link, from recorded answers of `iw` and `ifconfig -v` and from the kernel's structure."""

import struct
import sys

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.routes import ifconfig
from checker.net.wifi import link

IW = """Connected to 00:00:5e:00:53:01 (on wlan0)
\tSSID: x
\tfreq: 5180
\tRX: 30045 bytes (150 packets)
\tTX: 9112 bytes (80 packets)
\tsignal: -58 dBm
\trx bitrate: 390.0 MBit/s VHT-MCS 4 80MHz short GI VHT-NSS 2
\ttx bitrate: 866.7 MBit/s VHT-MCS 9 80MHz short GI VHT-NSS 2
"""
WIFI = """en0: flags=8863<UP,BROADCAST,SMART,RUNNING,SIMPLEX,MULTICAST> mtu 1500 index 5
\teflags=412008c0<ACCEPT_RTADV,TXSTART,ARPLL,NOACKPRI,ECN_ENABLE,FASTLN_ON>
\tstatus: active
\ttype: Wi-Fi
\tlink quality: 100 (good)
\tscheduler: FQ_CODEL (driver managed)
\tuplink rate: 31.97 Mbps [eff] / 304.20 Mbps
\tdownlink rate: 31.97 Mbps [eff] / 304.20 Mbps [max]
"""
MOBILE = """pdp_ip0: flags=8010<POINTOPOINT,MULTICAST> mtu 1500 rtref 0 index 2
\teflags=c004080<TXSTART,EXPENSIVE,CHANNEL_DRV,CA>
\ttype: Cellular
\tlink rate: 52.43 Mbps
"""


def test_iw() -> None:
    assert link.parse_iw_bitrate(IW) == 390.0
    assert link.parse_iw_bitrate("Not connected.\n") is None


def test_ifconfig() -> None:
    assert ifconfig.parse_rate_mbit(WIFI) == 304.2
    assert ifconfig.parse_rate_mbit(MOBILE) == 52.43
    assert ifconfig.parse_rate_mbit("lo0: flags=8049<UP>\n") is None
    assert ifconfig.parse_rate_mbit("\tlink rate: 1.20 Gbps\n") == 1200.0
    assert (ifconfig.is_expensive(WIFI), ifconfig.is_expensive(MOBILE), ifconfig.is_expensive("lo0:")) == (
        False,
        True,
        None,
    )


@pytest.mark.parametrize("mbit", [54.0, 866.7, 2401.9])
def test_the_kernels_structure(monkeypatch: pytest.MonkeyPatch, mbit: float) -> None:
    fcntl = pytest.importorskip("fcntl")

    def ioctl(sock, request: int, room, change: bool) -> int:
        assert (request, len(room), bytes(room[:6])) == (0x8B21, 32, b"wlan0\0")
        room[16:20] = type(room)("B", struct.pack("=I", round(mbit * 1e6)))
        return 0

    monkeypatch.setattr(fcntl, "ioctl", ioctl)
    assert link.read_rate_mbit("wlan0", "linux") == mbit


@pytest.mark.skipif(sys.platform != "linux", reason="Linux' adapters")
def test_an_adapter_that_is_no_wifi() -> None:
    assert link.read_rate_mbit("lo", "linux") is None


def test_macos_without_an_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ifconfig, "command_output", lambda *command: WIFI)
    assert link.read_rate_mbit("en0", "macos") == 304.2

    def missing(*command: str) -> str:
        raise OperationFailed(Operation.RUN, FailureKind.MISSING, "ifconfig")

    monkeypatch.setattr(ifconfig, "command_output", missing)
    assert link.read_rate_mbit("en0", "macos") is None
