"""Windows' cost manager by its calling convention, macOS by recorded answers, and a system that nobody knows."""

import ctypes
import sys
import threading
import uuid

import pytest

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import metered as asking
from checker.net.metered import macos, metered, windows
from checker.net.routes import ifconfig
from checker.net.routes import macos as mac

P, U = ctypes.c_void_p, ctypes.c_uint32
MISSING = -2147221164
"""REGDB_E_CLASSNOTREG."""


class CostManager:
    """ole32.dll, and the one object that it makes: a pointer to a table of functions, by number."""

    def __init__(self, cost: int, *, made: int = 0, result: int = 0) -> None:
        self.began = self.released = 0
        self._cost, self._made, self._result = cost, made, result
        self._release = ctypes.CFUNCTYPE(ctypes.c_int32, P)(self._released)
        self._get_cost = ctypes.CFUNCTYPE(ctypes.c_int32, P, P, P)(self._got)
        self._table = (P * 4)(None, None, ctypes.cast(self._release, P), ctypes.cast(self._get_cost, P))
        self._object = P(ctypes.addressof(self._table))

    def CoInitializeEx(self, reserved, flags) -> int:  # noqa: N802 - Windows' name
        self.began += 1
        return 0

    def CoCreateInstance(self, class_id, outer, context, interface, made) -> int:  # noqa: N802
        assert uuid.UUID(bytes_le=bytes(class_id._obj)) == uuid.UUID("DCB00C01-570F-4A9B-8D69-199FDBA5723B")
        assert uuid.UUID(bytes_le=bytes(interface._obj)) == uuid.UUID("DCB00008-570F-4A9B-8D69-199FDBA5723B")
        if not self._made:
            made._obj.value = ctypes.addressof(self._object)
        return self._made

    def _released(self, this: int) -> int:
        self.released += 1
        return 0

    def _got(self, this: int, cost: int, destination: int | None) -> int:
        assert destination is None, "the way to the internet as a whole"
        ctypes.cast(cost, ctypes.POINTER(U))[0] = self._cost
        return self._result


@pytest.mark.parametrize(
    ("cost", "means"),
    [(0, None), (1, False), (0x20001, False), (2, True), (4, True), (0x40001, True), (0x10002, True), (0x80002, True)],
)
def test_windows(cost: int, means: bool | None) -> None:
    system = CostManager(cost)
    assert windows.metered(system) is means
    assert (system.began, system.released) == (1, 1)


@pytest.mark.parametrize("refused", [{"made": MISSING}, {"result": MISSING}])
def test_windows_without_an_answer(refused: dict[str, int]) -> None:
    system = CostManager(2, **refused)
    with pytest.raises(OperationFailed):
        windows.metered(system)
    assert system.released == (0 if "made" in refused else 1)


ROUTES = """Routing tables

Internet:
Destination        Gateway            Flags        Netif Expire
default            link#22            UCSg         utun4
default            172.20.10.1        UGScIg         en0
default            192.168.178.1      UGScIg         en7
"""
PORTS = """
Hardware Port: Wi-Fi
Device: en0
Ethernet Address: 00:00:5e:00:53:01

Hardware Port: USB LAN
Device: en7
Ethernet Address: 00:00:5e:00:53:02
"""
HOTSPOT = "en0: flags=8863<UP> mtu 1500\n\teflags=412048c0<ACCEPT_RTADV,TXSTART,EXPENSIVE,ECN_ENABLE>\n"
AT_HOME = "en0: flags=8863<UP> mtu 1500\n\teflags=412008c0<ACCEPT_RTADV,TXSTART,ECN_ENABLE>\n"


@pytest.mark.parametrize(
    ("routes", "answer", "means"),
    [(ROUTES, HOTSPOT, True), (ROUTES, AT_HOME, False), (ROUTES, "", None), ("", "", None)],
)
def test_macos(monkeypatch: pytest.MonkeyPatch, routes: str, answer: str, means: bool | None) -> None:
    answers = {
        ("netstat", "-rn", "-f", "inet"): routes,
        ("netstat", "-rn", "-f", "inet6"): "",
        ("networksetup", "-listallhardwareports"): PORTS,
        ("ifconfig", "-v"): answer,
        ("ifconfig", "-v", "en0"): answer,
    }
    for module in (mac, ifconfig):
        monkeypatch.setattr(module, "command_output", lambda *command: answers[command])
    assert macos.metered() is means


def test_where_asking_fails_nothing_is_said(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*command: str) -> str:
        raise OperationFailed(Operation.RUN, FailureKind.MISSING, command[0])

    monkeypatch.setattr(mac, "command_output", missing)
    assert metered("macos") is None
    assert sys.platform == "win32" or metered("windows") is None, "no ole32 here"
    assert metered("plan9") is None


def test_a_system_that_hangs_holds_up_nobody(monkeypatch: pytest.MonkeyPatch) -> None:
    hanging = threading.Event()
    monkeypatch.setitem(asking._QUERIES, "linux", lambda: hanging.wait(60))
    monkeypatch.setattr(asking, "WAIT_S", 0.05)
    assert metered("linux") is None
    hanging.set()
