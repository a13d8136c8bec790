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
from checker.net.icmp import windows
from checker.net.icmp.error import IcmpError, IcmpErrorReason, parse_error_message
from checker.net.icmp.messages import EchoReply, EchoReplyKind, EchoRequest
from checker.net.icmp.program import parse_ping_output
from checker.net.windows.iphlpapi import IcmpEchoReply, Icmpv6EchoReply, IpOptionInformation, SockaddrIn6
from tests.net.homes import Home, home, needs_namespaces
from tests.net.provider import with_provider

ECHO_SCRIPT = """
import json
from checker.net.icmp import echo, program
from checker.net.icmp.messages import EchoRequest
reply = {call}(EchoRequest(**{request!r}))
print(json.dumps([reply.kind.value, reply.responder, reply.mtu]))
"""
CALLS = ["echo.send_echo", "program.send_request"]
ROUTER, PROVIDER, OUTSIDE = "192.168.178.1", "198.51.100.1", "203.0.113.10"


@pytest.fixture
def a_home() -> Iterator[Home]:
    with home() as made:
        with_provider(made)
        yield made


def run_echo(made: Home, call: str, **request: object) -> list[object]:
    return json.loads(made.python(ECHO_SCRIPT.format(call=call, request=request)))


@pytest.mark.parametrize("call", CALLS)
class TestInAHome:
    pytestmark = needs_namespaces

    @pytest.mark.parametrize(("ttl", "kind", "responder"), [(1, "expired", ROUTER), (2, "expired", PROVIDER)])
    def test_the_routers_on_the_way(self, a_home: Home, call: str, ttl: int, kind: str, responder: str) -> None:
        assert run_echo(a_home, call, address=OUTSIDE, ttl=ttl) == [kind, responder, 0]
        assert run_echo(a_home, call, address=OUTSIDE, ttl=3) == ["answer", OUTSIDE, 0]

    def test_the_routers_on_the_way_by_ipv6(self, a_home: Home, call: str) -> None:
        assert run_echo(a_home, call, address="2001:db8:10::10", ttl=2)[:2] == ["expired", "2001:db8:9::1"]
        assert run_echo(a_home, call, address="2001:db8:10::10", ttl=9)[:2] == ["answer", "2001:db8:10::10"]

    def test_a_way_that_tells_its_width(self, a_home: Home, call: str) -> None:
        narrow(a_home, 1400)
        assert run_echo(a_home, call, address=OUTSIDE, size=1500, dont_fragment=True) == ["too-big", PROVIDER, 1400]
        assert run_echo(a_home, call, address=OUTSIDE, size=1400, dont_fragment=True)[0] == "answer"
        assert run_echo(a_home, call, address="2001:db8:10::10", size=1500, dont_fragment=True)[0] == "too-big"

    def test_a_way_that_swallows(self, a_home: Home, call: str) -> None:
        narrow(a_home, 1400)
        a_home.on(
            a_home.provider, "nft add table inet q", "nft add chain inet q o '{ type filter hook output priority 0; }'"
        )
        a_home.on(a_home.provider, "nft add rule inet q o icmp type destination-unreachable drop")
        assert run_echo(a_home, call, address=OUTSIDE, size=1404, dont_fragment=True, wait_s=0.3) == ["silence", "", 0]
        assert run_echo(a_home, call, address=OUTSIDE, size=1400, dont_fragment=True) == ["answer", OUTSIDE, 0]

    def test_an_adapter_that_is_narrow_itself(self, a_home: Home, call: str) -> None:
        a_home.on(a_home.pc, "ip link set eth0 mtu 1300")
        assert run_echo(a_home, call, address=OUTSIDE, size=1500, dont_fragment=True)[0] == "too-big"

    def test_nobody_and_nowhere(self, a_home: Home, call: str) -> None:
        a_home.nft(a_home.router, "way drop")
        assert run_echo(a_home, call, address=OUTSIDE, wait_s=0.2) == ["silence", "", 0]
        a_home.on(a_home.pc, "ip route del default")
        assert run_echo(a_home, "echo.send_echo", address=OUTSIDE)[0] == "unreachable"


class TestWithoutTheRight:
    pytestmark = needs_namespaces

    def test_the_program_serves(self, a_home: Home) -> None:
        a_home.on(a_home.pc, "sysctl -qw net.ipv4.ping_group_range='1 0'")
        assert run_echo(a_home, "echo.send_echo", address=OUTSIDE, ttl=2) == ["expired", PROVIDER, 0]


def narrow(made: Home, mtu: int) -> None:
    """The line behind the provider carries no more."""
    made.on(made.provider, f"ip link set core0 mtu {mtu}")
    made.on(made.outside, f"ip link set eth0 mtu {mtu}")


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        (
            "64 bytes from 192.0.2.1: icmp_seq=1 ttl=64 time=0.03 ms",
            EchoReply(kind=EchoReplyKind.ANSWER, responder="192.0.2.1"),
        ),
        ("From 10.0.0.1 icmp_seq=1 Time to live exceeded", EchoReply(kind=EchoReplyKind.EXPIRED, responder="10.0.0.1")),
        (
            "From fe80::1%eth0 icmp_seq=1 Time exceeded: Hop limit",
            EchoReply(kind=EchoReplyKind.EXPIRED, responder="fe80::1"),
        ),
        (
            "From 10.0.0.1 icmp_seq=1 Frag needed and DF set (mtu = 1400)",
            EchoReply(kind=EchoReplyKind.TOO_BIG, responder="10.0.0.1", mtu=1400),
        ),
        ("ping: local error: message too long, mtu=1300", EchoReply(kind=EchoReplyKind.TOO_BIG, mtu=1300)),
        (
            "From 10.0.0.1 icmp_seq=1 Destination Host Unreachable",
            EchoReply(kind=EchoReplyKind.UNREACHABLE, responder="10.0.0.1"),
        ),
        ("ping: connect: Network is unreachable", EchoReply(kind=EchoReplyKind.UNREACHABLE)),
        ("1 packets transmitted, 0 received, 100% packet loss", EchoReply(kind=EchoReplyKind.SILENCE)),
    ],
)
def test_what_the_program_says(text: str, reply: EchoReply) -> None:
    assert parse_ping_output(f"PING 203.0.113.10\n{text}\n") == reply


@given(st.text(max_size=300))
def test_no_text_breaks_it(text: str) -> None:
    parse_ping_output(text)
    parse_ping_output("From " + text)


def quoted(version: int, identifier: int) -> bytes:
    if version == 4:
        head = struct.pack("!BBHHHBBH4s4s", 0x45, 0, 28, 1, 0, 1, 1, 0, b"\x0a\0\0\x02", b"\xcb\0\x71\x0a")
        return head + struct.pack("!BBHHH", 8, 0, 0, identifier, 0)
    head = struct.pack("!IHBB16s16s", 6 << 28, 8, 58, 1, b"\x20" * 16, b"\x21" * 16)
    return head + struct.pack("!BBHHH", 128, 0, 0, identifier, 0)


@pytest.mark.parametrize(
    ("version", "kind", "code", "word", "error"),
    [
        (4, 11, 0, 0, IcmpError(reason=IcmpErrorReason.EXPIRED)),
        (4, 3, 4, 1400, IcmpError(reason=IcmpErrorReason.TOO_LARGE, mtu=1400)),
        (4, 3, 13, 0, IcmpError(reason=IcmpErrorReason.REFUSED)),
        (4, 3, 1, 0, IcmpError(reason=IcmpErrorReason.NO_ROUTE)),
        (4, 3, 14, 0, IcmpError(reason=IcmpErrorReason.OTHER)),
        (4, 11, 1, 0, None),
        (4, 0, 0, 0, None),
        (6, 3, 0, 0, IcmpError(reason=IcmpErrorReason.EXPIRED)),
        (6, 2, 0, 1280, IcmpError(reason=IcmpErrorReason.TOO_LARGE, mtu=1280)),
        (6, 1, 1, 0, IcmpError(reason=IcmpErrorReason.REFUSED)),
        (6, 11, 0, 0, None),
    ],
)
def test_errors_as_macos_hands_them_over(
    version: int, kind: int, code: int, word: int, error: IcmpError | None
) -> None:
    raw = struct.pack("!BBHI", kind, code, 0, word) + quoted(version, 777)
    outer = b"\x45" + bytes(19) if version == 4 else b""
    assert parse_error_message(outer + raw, version, 777) == error
    assert parse_error_message(raw, version, 777) == error
    assert parse_error_message(outer + raw, version, 778) is None
    assert parse_error_message((outer + raw)[:-8], version, 777) is None


@given(st.binary(max_size=120), st.sampled_from([4, 6]))
def test_no_packet_breaks_it(raw: bytes, version: int) -> None:
    parse_error_message(raw, version, 1)
    parse_error_message(struct.pack("!BBHI", 11 if version == 4 else 3, 0, 0, 0) + raw, version, 1)


class Library:
    """iphlpapi.dll as far as it is called for one request."""

    def __init__(self, status: int, handle: int | None = 7) -> None:
        self.status, self.handle = status, handle
        self.options: IpOptionInformation | None = None
        self.open = 0

    def IcmpCreateFile(self) -> int | None:
        self.open += 1
        return self.handle

    Icmp6CreateFile = IcmpCreateFile

    def IcmpCloseHandle(self, handle: int) -> int:
        self.open -= 1
        return 1

    def IcmpSendEcho(self, handle, address, data, size, options, room, room_size, wait_ms) -> int:
        self.options = IpOptionInformation.from_buffer_copy(IpOptionInformation.from_address(options))
        assert room_size >= len(data) + 28
        reply = IcmpEchoReply.from_address(room)
        reply.address[:] = ipaddress.IPv4Address("10.0.0.1").packed
        reply.status = self.status
        return 1 if self.status >= 0 else 0

    def Icmp6SendEcho2(self, handle, _e, _a, _c, source, target, data, size, options, room, room_size, wait_ms) -> int:
        assert SockaddrIn6.from_address(target).family == 23
        self.options = IpOptionInformation.from_buffer_copy(IpOptionInformation.from_address(options))
        reply = Icmpv6EchoReply.from_address(room)
        reply.address[:] = ipaddress.IPv6Address("2001:db8::1").packed
        reply.status = self.status
        return 1


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        (0, EchoReplyKind.ANSWER),
        (11013, EchoReplyKind.EXPIRED),
        (11009, EchoReplyKind.TOO_BIG),
        (11003, EchoReplyKind.UNREACHABLE),
    ],
)
def test_windows_says(status: int, expected: EchoReplyKind) -> None:
    library = Library(status)
    reply = windows.send_request_with(library, EchoRequest(address="192.0.2.1", ttl=2, size=1500, dont_fragment=True))
    assert reply == EchoReply(kind=expected, responder="10.0.0.1")
    assert (library.options.ttl, library.options.flags, library.open) == (2, 2, 0)
    six = windows.send_request_with(library, EchoRequest(address="2001:db8::9"))
    assert six == EchoReply(kind=expected, responder="2001:db8::1")
    assert (library.options.ttl, library.options.flags, library.open) == (128, 0, 0)


def test_windows_stays_silent() -> None:
    assert windows.send_request_with(Library(11010), EchoRequest(address="192.0.2.1")).kind is EchoReplyKind.SILENCE
    assert windows.send_request_with(Library(-1), EchoRequest(address="192.0.2.1")).kind is EchoReplyKind.SILENCE


def test_windows_gives_no_handle() -> None:
    with pytest.raises(OperationFailed) as failed:
        windows.send_request_with(Library(0, handle=None), EchoRequest(address="192.0.2.1"))
    assert failed.value.failure.kind is FailureKind.DENIED
