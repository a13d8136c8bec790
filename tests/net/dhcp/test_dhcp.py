"""Whether an address was given or entered: a real kernel's addresses, and recorded words of the systems' programs."""

import struct
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net import dhcp
from checker.net.dhcp import linux, macos
from checker.net.routes import windows
from checker.net.routes.netlink import pack_attribute
from checker.net.routes.windows import AdapterInfo
from tests.net.homes import home, needs_namespaces


class TestKernel:
    pytestmark = needs_namespaces

    def test_an_address_that_ends_was_given(self) -> None:
        code = "from checker.net.dhcp import by_dhcp; print(by_dhcp('eth0', 'linux'))"
        with home(addressed=False) as made:
            made.on(made.pc, "ip addr add 192.168.178.20/24 dev eth0 valid_lft 86400 preferred_lft 43200")
            assert made.python(code) == "True\n"

    def test_one_that_does_not_end_tells_nothing(self) -> None:
        code = """
from checker.model.failure import OperationFailed
from checker.net.dhcp import by_dhcp
try:
    print(by_dhcp('eth0', 'linux'))
except OperationFailed as failed:
    print(failed.failure.kind.value)
"""
        with home() as made:
            assert made.python(code) == "unsupported\n"
            made.on(made.pc, "ip addr flush dev eth0")
            assert made.python(code) == "missing\n"


def address(index: int, flags: int, scope: int = 0, wide: int | None = None, family: int = 2) -> bytes:
    extra = b"" if wide is None else pack_attribute(8, struct.pack("=I", wide))
    return struct.pack("=BBBBI", family, 24, flags, scope, index) + pack_attribute(1, bytes(4)) + extra


@pytest.mark.parametrize(
    ("payloads", "ends"),
    [
        ([address(4, 0, wide=0)], True),
        ([address(4, 0x80, wide=0x80)], False),
        ([address(4, 0x80)], False),
        ([address(4, 0x80, wide=0x200)], True),
        ([address(4, 0x80), address(4, 0)], True),
        ([address(5, 0)], None),
        ([address(4, 0, scope=253)], None),
        ([address(4, 0, family=10)], None),
        ([b"\2\x18"], None),
    ],
)
def test_what_the_has_kernel_stamps(payloads: list[bytes], ends: bool | None) -> None:
    assert linux.has_lifetime([(20, payload) for payload in payloads], 4) is ends


@given(st.lists(st.tuples(st.just(20), st.binary(max_size=80))))
def test_any_bytes(answers: list[tuple[int, bytes]]) -> None:
    linux.has_lifetime(answers, 4)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("GENERAL.STATE:100 (verbunden)\nDHCP4.OPTION[1]:dhcp_lease_time = 864000\n", True),
        ("GENERAL.STATE:100 (connected)\n", False),
        ("GENERAL.STATE:10 (nicht verwaltet)\n", None),
        ("", None),
    ],
)
def test_networkmanager(text: str, expected: bool | None) -> None:
    assert linux.parse_nmcli(text) is expected


def test_networkd(tmp_path: Path) -> None:
    assert linux.by_networkd(4, tmp_path) is None
    (tmp_path / "links").mkdir()
    link = tmp_path / "links" / "4"
    link.write_text("# This is private data. Do not parse.\nADMIN_STATE=unmanaged\n")
    assert linux.by_networkd(4, tmp_path) is None
    link.write_text("ADMIN_STATE=configured\nOPER_STATE=routable\n")
    assert linux.by_networkd(4, tmp_path) is False
    (tmp_path / "leases").mkdir()
    (tmp_path / "leases" / "4").write_text("ADDRESS=192.168.178.20\n")
    assert linux.by_networkd(4, tmp_path) is True


PACKET = """op = BOOTREPLY
htype = 1
flags = 0
hlen = 6
xid = 0x0
yiaddr = 192.168.178.20
options:
dhcp_message_type (uint8): ACK 0x5
"""


def test_macos(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(macos, "command_output", lambda *command: PACKET)
    assert dhcp.by_dhcp("en0", "macos") is True

    def fails(detail: str, kind: FailureKind):
        def run_command(*command: str) -> str:
            raise OperationFailed(Operation.RUN, kind, detail)

        return run_command

    monkeypatch.setattr(macos, "command_output", fails("ipconfig 1", FailureKind.BAD_ANSWER))
    assert dhcp.by_dhcp("en0", "macos") is False
    monkeypatch.setattr(macos, "command_output", fails("ipconfig", FailureKind.TIMEOUT))
    with pytest.raises(OperationFailed):
        dhcp.by_dhcp("en0", "macos")


@pytest.mark.parametrize("flags", [True, False])
def test_windows(monkeypatch: pytest.MonkeyPatch, flags: bool) -> None:
    adapter = AdapterInfo(name="WLAN", description="", if_type=71, up=True, luid=1, metrics={}, routers=(), dhcp=flags)
    monkeypatch.setattr(windows, "list_adapters", lambda: [adapter])
    assert dhcp.by_dhcp("WLAN", "windows") is flags
    with pytest.raises(OperationFailed) as raised:
        dhcp.by_dhcp("Ethernet", "windows")
    assert raised.value.failure.kind is FailureKind.MISSING


def test_no_such_system() -> None:
    with pytest.raises(OperationFailed):
        dhcp.by_dhcp("eth0", "beos")
