"""Single echo requests in a home of namespaces: by datagram ICMP, and by the ping program; Windows by a library."""

# ruff: noqa: N802 - the names are those of Windows

import ipaddress
import json
import struct
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.model.failure import FailureKind, OperationFailed
from checker.net import echo_windows
from checker.net.echo import Heard, Reply, Request
from checker.net.echo_program import said
from checker.net.icmp_error import IcmpError, read_error
from checker.net.icmp_windows import Address6, Options, Reply4, Reply6
from tests.net.homes import Home, home, needs_namespaces
from tests.net.provider import with_provider

ASKED = """
import json
from checker.net import echo, echo_program
reply = {call}(echo.Request(**{request!r}))
print(json.dumps([reply.heard.value, reply.by, reply.mtu]))
"""
CALLS = ["echo.echo", "echo_program.send"]
ROUTER, PROVIDER, OUTSIDE = "192.168.178.1", "198.51.100.1", "203.0.113.10"


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        with_provider(made)
        yield made


def asked(made: Home, call: str, **request: object) -> list[object]:
    return json.loads(made.python(ASKED.format(call=call, request=request)))


@pytest.mark.parametrize("call", CALLS)
class TestInAHome:
    pytestmark = needs_namespaces

    @pytest.mark.parametrize(("hops", "heard", "by"), [(1, "expired", ROUTER), (2, "expired", PROVIDER)])
    def test_the_routers_on_the_way(self, a_home: Home, call: str, hops: int, heard: str, by: str) -> None:
        assert asked(a_home, call, address=OUTSIDE, hops=hops) == [heard, by, 0]
        assert asked(a_home, call, address=OUTSIDE, hops=3) == ["answer", OUTSIDE, 0]

    def test_the_routers_on_the_way_by_ipv6(self, a_home: Home, call: str) -> None:
        assert asked(a_home, call, address="2001:db8:10::10", hops=2)[:2] == ["expired", "2001:db8:9::1"]
        assert asked(a_home, call, address="2001:db8:10::10", hops=9)[:2] == ["answer", "2001:db8:10::10"]

    def test_a_way_that_tells_its_width(self, a_home: Home, call: str) -> None:
        narrow(a_home, 1400)
        assert asked(a_home, call, address=OUTSIDE, size=1500, whole=True) == ["too-big", PROVIDER, 1400]
        assert asked(a_home, call, address=OUTSIDE, size=1400, whole=True)[0] == "answer"
        assert asked(a_home, call, address="2001:db8:10::10", size=1500, whole=True)[0] == "too-big"

    def test_a_way_that_swallows(self, a_home: Home, call: str) -> None:
        narrow(a_home, 1400)
        a_home.on(
            a_home.provider, "nft add table inet q", "nft add chain inet q o '{ type filter hook output priority 0; }'"
        )
        a_home.on(a_home.provider, "nft add rule inet q o icmp type destination-unreachable drop")
        assert asked(a_home, call, address=OUTSIDE, size=1404, whole=True, wait_s=0.3) == ["silence", "", 0]
        assert asked(a_home, call, address=OUTSIDE, size=1400, whole=True) == ["answer", OUTSIDE, 0]

    def test_an_adapter_that_is_narrow_itself(self, a_home: Home, call: str) -> None:
        a_home.on(a_home.pc, "ip link set eth0 mtu 1300")
        assert asked(a_home, call, address=OUTSIDE, size=1500, whole=True)[0] == "too-big"

    def test_nobody_and_nowhere(self, a_home: Home, call: str) -> None:
        a_home.nft(a_home.router, "way drop")
        assert asked(a_home, call, address=OUTSIDE, wait_s=0.2) == ["silence", "", 0]
        a_home.on(a_home.pc, "ip route del default")
        assert asked(a_home, "echo.echo", address=OUTSIDE)[0] == "unreachable"


class TestWithoutTheRight:
    pytestmark = needs_namespaces

    def test_the_program_serves(self, a_home: Home) -> None:
        a_home.on(a_home.pc, "sysctl -qw net.ipv4.ping_group_range='1 0'")
        assert asked(a_home, "echo.echo", address=OUTSIDE, hops=2) == ["expired", PROVIDER, 0]


def narrow(made: Home, mtu: int) -> None:
    """The line behind the provider carries no more."""
    made.on(made.provider, f"ip link set core0 mtu {mtu}")
    made.on(made.outside, f"ip link set eth0 mtu {mtu}")


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.03 ms", Reply(heard=Heard.ANSWER, by="192.0.2.1")),
        ("From 10.0.0.1 icmp_seq=1 Time to live exceeded", Reply(heard=Heard.EXPIRED, by="10.0.0.1")),
        ("From fe80::1%eth0 icmp_seq=1 Time exceeded: Hop limit", Reply(heard=Heard.EXPIRED, by="fe80::1")),
        (
            "From 10.0.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
            Reply(heard=Heard.TOO_BIG, by="10.0.0.1", mtu=1400),
        ),
        ("ping: local error: message too long, mtu=1300", Reply(heard=Heard.TOO_BIG, mtu=1300)),
        ("From 10.0.0.1 icmp_seq=1 Destination Host Unreachable", Reply(heard=Heard.UNREACHABLE, by="10.0.0.1")),
        ("ping: connect: Network is unreachable", Reply(heard=Heard.UNREACHABLE)),
        ("1 packets transmitted, 0 received, 100% packet loss", Reply(heard=Heard.SILENCE)),
    ],
)
def test_what_the_program_says(text: str, reply: Reply) -> None:
    assert said(f"PING 203.0.113.10\n{text}\n") == reply


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    said(text)
    said("From " + text)


def quoted(version: int, identifier: int) -> bytes:
    if version == 4:
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28, 1, 0, 1, 1, 0, b"\x0a\0\0\x02", b"\xcb\0\x71\x0a")
        return head + struct.pack("!BBHHH", 8, 0, 0, identifier, 0)
    head = struct.pack("!IHBB16s16s", 6 << 28, 8, 58, 1, b"\x20" * 16, b"\x21" * 16)
    return head + struct.pack("!BBHHH", 128, 0, 0, identifier, 0)


@pytest.mark.parametrize(
    ("version", "kind", "code", "word", "error"),
    [
        (4, 11, 0, 0, IcmpError(what="expired")),
        (4, 3, 4, 1400, IcmpError(what="too-big", mtu=1400)),
        (4, 3, 13, 0, IcmpError(what="unreachable")),
        (4, 0, 0, 0, None),
        (6, 3, 0, 0, IcmpError(what="expired")),
        (6, 2, 0, 1280, IcmpError(what="too-big", mtu=1280)),
        (6, 1, 1, 0, IcmpError(what="unreachable")),
        (6, 11, 0, 0, None),
    ],
)
def test_errors_as_macos_hands_them_over(
    version: int, kind: int, code: int, word: int, error: IcmpError | None
) -> None:
    raw = struct.pack("!BBHI", kind, code, 0, word) + quoted(version, 777)
    outer = b"\x45" + bytes(19) if version == 4 else b""
    assert read_error(outer + raw, version, 777) == error
    assert read_error(raw, version, 777) == error
    assert read_error(outer + raw, version, 778) is None
    assert read_error((outer + raw)[:-8], version, 777) is None


@given(st.binary(max_size=120), st.sampled_from([4, 6]))
def test_no_packet_breaks_it(raw: bytes, version: int) -> None:
    read_error(raw, version, 1)
    read_error(struct.pack("!BBHI", 11 if version == 4 else 3, 0, 0, 0) + raw, version, 1)


class Library:
    """iphlpapi.dll as far as it is called for one request."""

    def __init__(self, status: int, handle: int | None = 7) -> None:
        self.status, self.handle = status, handle
        self.options: Options | None = None
        self.open = 0

    def IcmpCreateFile(self) -> int | None:
        self.open += 1
        return self.handle

    Icmp6CreateFile = IcmpCreateFile

    def IcmpCloseHandle(self, handle: int) -> int:
        self.open -= 1
        return 1

    def IcmpSendEcho(self, handle, address, data, size, options, room, room_size, wait_ms) -> int:
        self.options = Options.from_buffer_copy(Options.from_address(options))
        assert room_size >= len(data) + 28
        reply = Reply4.from_address(room)
        reply.address[:] = ipaddress.IPv4Address("10.0.0.1").packed
        reply.status = self.status
        return 1 if self.status >= 0 else 0

    def Icmp6SendEcho2(self, handle, _e, _a, _c, source, target, data, size, options, room, room_size, wait_ms) -> int:
        assert Address6.from_address(target).family == 23
        self.options = Options.from_buffer_copy(Options.from_address(options))
        reply = Reply6.from_address(room)
        reply.address[:] = ipaddress.IPv6Address("2001:db8::1").packed
        reply.status = self.status
        return 1


@pytest.mark.parametrize(
    ("status", "heard"),
    [(0, Heard.ANSWER), (11013, Heard.EXPIRED), (11009, Heard.TOO_BIG), (11003, Heard.UNREACHABLE)],
)
def test_windows_says(status: int, heard: Heard) -> None:
    library = Library(status)
    reply = echo_windows.send_by(library, Request(address="192.0.2.1", hops=2, size=1500, whole=True))
    assert reply == Reply(heard=heard, by="10.0.0.1")
    assert (library.options.ttl, library.options.flags, library.open) == (2, 2, 0)
    six = echo_windows.send_by(library, Request(address="2001:db8::9"))
    assert six == Reply(heard=heard, by="2001:db8::1")
    assert (library.options.ttl, library.options.flags, library.open) == (128, 0, 0)


def test_windows_stays_silent() -> None:
    assert echo_windows.send_by(Library(11010), Request(address="192.0.2.1")).heard is Heard.SILENCE
    assert echo_windows.send_by(Library(-1), Request(address="192.0.2.1")).heard is Heard.SILENCE


def test_windows_gives_no_handle() -> None:
    with pytest.raises(OperationFailed) as failed:
        echo_windows.send_by(Library(0, handle=None), Request(address="192.0.2.1"))
    assert failed.value.failure.kind is FailureKind.DENIED
