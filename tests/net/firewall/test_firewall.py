"""Whether the PC's firewall is on: a real nftables, and recorded words of the other systems."""

import ctypes
import json
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import firewall
from checker.net.firewall import linux, macos, windows
from checker.net.windows import com
from tests.net.homes import home, needs_namespaces


class TestRealRules:
    pytestmark = needs_namespaces

    def test_off_then_on(self) -> None:
        code = (
            "from checker.net.firewall.linux import read_ruleset, filters_input; print(filters_input(read_ruleset()))"
        )
        with home() as made:
            assert made.python(code) == "False\n"
            made.nft(made.pc, "way drop")
            assert made.python(code) == "False\n", "what is forwarded does not protect the PC"
            made.on(made.pc, "nft add rule inet t in tcp dport 22 accept", "nft add rule inet t in drop")
            assert made.python(code) == "True\n"

    def test_a_policy(self) -> None:
        code = (
            "from checker.net.firewall.linux import read_ruleset, filters_input; print(filters_input(read_ruleset()))"
        )
        with home() as made:
            made.on(
                made.pc,
                "nft add table inet filter",
                "nft add chain inet filter input '{ type filter hook input priority 0; policy drop; }'",
            )
            assert made.python(code) == "True\n"


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"nftables": [1]}', '{"nftables": [{"rule": {}, "chain": 5}]}'])
def test_other_words_of_nft(text: str) -> None:
    with pytest.raises(OperationFailed) as raised:
        linux.filters_input(text)
    assert raised.value.failure.kind is FailureKind.BAD_ANSWER


WORDS = ["nftables", "chain", "rule", "hook", "policy", "family", "table", "name", "expr", "input", "drop"]


@given(
    st.recursive(
        st.sampled_from(WORDS) | st.none() | st.integers(),
        lambda child: st.lists(child, max_size=4) | st.dictionaries(st.sampled_from(WORDS), child, max_size=5),
    )
)
def test_any_json(answer: Any) -> None:
    try:
        linux.filters_input(json.dumps({"nftables": answer}))
    except OperationFailed:
        return


def test_ufw(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(linux, "read_ruleset", lambda: '{"nftables": []}')
    (tmp_path / "etc" / "ufw").mkdir(parents=True)
    page = tmp_path / "etc" / "ufw" / "ufw.conf"
    page.write_text("# /etc/ufw/ufw.conf\n# ENABLED=yes\nENABLED=no\nLOGLEVEL=low\n")
    assert linux.is_on(tmp_path) is False
    page.write_text("ENABLED=yes\n")
    assert linux.is_on(tmp_path) is True


def test_firewalld(tmp_path: Path) -> None:
    (tmp_path / "sys/fs/cgroup/system.slice/firewalld.service").mkdir(parents=True)
    assert linux.is_on(tmp_path) is True


@pytest.mark.skipif(sys.platform == "win32", reason="by a shell's script")
def test_rules_that_may_not_be_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, text in (("nft", "#!/bin/sh\nexit 1\n"),):
        (tmp_path / name).write_text(text)
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(OperationFailed) as raised:
        linux.is_on(tmp_path)
    assert raised.value.failure.kind is FailureKind.DENIED
    monkeypatch.setenv("PATH", str(tmp_path / "nothing"))
    with pytest.raises(OperationFailed) as raised:
        linux.is_on(tmp_path)
    assert raised.value.failure.kind is FailureKind.UNSUPPORTED


@pytest.mark.parametrize(
    ("text", "on"),
    [
        ("Firewall is enabled. (State = 1)\n", True),
        ("Firewall is blocking all non-essential incoming connections. (State = 2)\n", True),
        ("Firewall is disabled. (State = 0)\n", False),
    ],
)
def test_macos(monkeypatch: pytest.MonkeyPatch, text: str, on: bool) -> None:
    monkeypatch.setattr(macos, "command_output", lambda *command: text)
    assert firewall.is_on("macos") is on


def test_macos_by_its_settings(monkeypatch: pytest.MonkeyPatch) -> None:
    def run_command(*command: str) -> str:
        if command[0] != "defaults":
            raise OperationFailed(Operation.RUN, FailureKind.MISSING, "socketfilterfw")
        return "1\n"

    monkeypatch.setattr(macos, "command_output", run_command)
    assert macos.is_on() is True
    with pytest.raises(OperationFailed):
        macos.parse_state("?")


class Wscapi:
    def __init__(self, health: int, status: int = 0) -> None:
        self.health, self.status = health, status

    def WscGetSecurityProviderHealth(self, providers, health) -> int:  # noqa: N802
        assert providers == 1
        health._obj.value = self.health
        return self.status


P, I = ctypes.c_void_p, ctypes.c_int32  # noqa: E741


class Ole32:
    """Makes an INetFwPolicy2 of a table of C functions, as COM objects are; counts how often it was released."""

    def __init__(self, current: int, enabled: dict[int, int], status: int = 0) -> None:
        self.current, self.enabled, self.status = current, enabled, status
        self.released = 0
        table = (P * 10)()
        self._callbacks: list[Any] = [
            ctypes.CFUNCTYPE(I, P)(self._release),
            ctypes.CFUNCTYPE(I, P, P)(self._current),
            ctypes.CFUNCTYPE(I, P, I, P)(self._enabled),
        ]
        for number, function in zip((2, 7, 8), self._callbacks, strict=True):
            table[number] = ctypes.cast(function, P).value
        self._table = table
        self._object = P(ctypes.addressof(table))

    def CoInitializeEx(self, reserved, flags) -> int:  # noqa: N802
        return 0

    def CoCreateInstance(self, class_id, outer, context, interface, made) -> int:  # noqa: N802
        assert bytes(class_id._obj) == bytes(com.pack_guid("E2B3C97F-6AE1-41AC-817A-F6F92166D7DD"))
        made._obj.value = ctypes.addressof(self._object)
        return self.status

    def _release(self, this: int) -> int:
        self.released += 1
        return 0

    def _current(self, this: int, pointer: int) -> int:
        ctypes.cast(pointer, ctypes.POINTER(I))[0] = self.current
        return 0

    def _enabled(self, this: int, profile: int, pointer: int) -> int:
        ctypes.cast(pointer, ctypes.POINTER(ctypes.c_int16))[0] = self.enabled[profile]
        return 0


@pytest.mark.parametrize(
    ("wscapi", "ole32", "on"),
    [
        (Wscapi(0), None, True),
        (Wscapi(2), None, False),
        (Wscapi(3), None, False),
        (Wscapi(1), Ole32(4, {4: -1}), True),
        (Wscapi(0, status=1), Ole32(2, {2: 0}), False),
        (Wscapi(0, status=1), Ole32(3, {1: -1, 2: 0}), False),
        (Wscapi(0, status=1), Ole32(6, {2: -1, 4: -1}), True),
    ],
)
def test_windows(wscapi: Wscapi, ole32: Ole32 | None, on: bool) -> None:
    assert windows.is_on(wscapi, ole32) is on
    assert ole32 is None or ole32.released == 1


@pytest.mark.parametrize("ole32", [Ole32(0, {}), Ole32(4, {}, status=-2147221164)])
def test_windows_does_not_tell(ole32: Ole32) -> None:
    with pytest.raises(OperationFailed):
        windows.is_on(Wscapi(1), ole32)


def test_no_such_system_or_library() -> None:
    for system in ("beos", "windows"):
        with pytest.raises(OperationFailed):
            firewall.is_on(system)
