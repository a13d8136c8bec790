"""Echo requests without an administrator's rights: to the loopback, and to the first router."""

import ctypes

from checker.client.self_test.assumption import EVERYWHERE, WINDOWS, Assumption, Confirmation, Reach
from checker.client.self_test.reading import Reading, Value, rounded, term
from checker.client.self_test.topics.loopback import LOOPBACK
from checker.net.clock import monotonic_s
from checker.net.icmp.echo import send_echo
from checker.net.icmp.messages import EchoReplyKind, EchoRequest
from checker.net.icmp.traceroute import IS_SUPPORTED
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES
from checker.net.windows.iphlpapi import IcmpEchoReply, Icmpv6EchoReply, IpOptionInformation, MibIfRow2

_HEADER_SIZES: dict[type[ctypes.Structure], int] = {
    IpOptionInformation: 16,
    IcmpEchoReply: 40,
    Icmpv6EchoReply: 36,
    MibIfRow2: 1352,
}
"""Bytes on the 64-bit systems that the program is made for."""


def _measure_echo(request: EchoRequest, expected: tuple[EchoReplyKind, ...]) -> Reading:
    start_s = monotonic_s()
    reply = send_echo(request)
    reply_kind = term(reply.kind.value, (kind.value for kind in EchoReplyKind))
    values: dict[str, Value] = {"kind": reply_kind, "seconds": rounded(monotonic_s() - start_s)}
    if reply.kind in (EchoReplyKind.ANSWER, EchoReplyKind.EXPIRED):
        values["named"] = bool(reply.responder)
    return Reading(reply.kind in expected, values)


def _measure_expiry() -> Reading:
    request = EchoRequest(address=DOCUMENTATION_ADDRESSES[4], ttl=1)
    expected = (EchoReplyKind.EXPIRED, EchoReplyKind.UNREACHABLE, EchoReplyKind.SILENCE)
    reading = _measure_echo(request, expected)
    return Reading(reading.as_assumed, {**reading.values, "traced": IS_SUPPORTED})


def _measure_structures() -> Reading:
    sizes = {structure.__name__: ctypes.sizeof(structure) for structure in _HEADER_SIZES}
    return Reading(list(sizes.values()) == list(_HEADER_SIZES.values()), dict(sizes))


ECHO_ASSUMPTIONS = (
    Assumption(
        id="echo.loopback",
        systems=EVERYWHERE,
        expected="An echo request to the loopback is answered, without rights.",
        where=("net/icmp/echo.py", "net/icmp/windows.py", "net/icmp/datagram.py"),
        source="Microsoft: IcmpSendEcho; icmp(4) of macOS; icmp(7), net.ipv4.ping_group_range, else ping(8)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=lambda: _measure_echo(EchoRequest(address=LOOPBACK[4]), (EchoReplyKind.ANSWER,)),
    ),
    Assumption(
        id="echo.loopback-ipv6",
        systems=EVERYWHERE,
        expected="As echo.loopback, by IPv6 (Icmp6SendEcho2).",
        where=("net/icmp/windows.py", "net/icmp/datagram.py"),
        source="as echo.loopback; Wine has no Icmp6SendEcho2",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_echo(EchoRequest(address=LOOPBACK[6]), (EchoReplyKind.ANSWER,)),
    ),
    Assumption(
        id="echo.structures",
        systems=WINDOWS,
        expected="The structures of the IP helper are as large as in its headers.",
        where=("net/windows/iphlpapi.py",),
        source="ipexport.h, iptypes.h, netioapi.h (mingw-w64)",
        confirmed=(Confirmation.HEADER, Confirmation.WINE),
        measure=_measure_structures,
    ),
    Assumption(
        id="echo.expiry",
        systems=EVERYWHERE,
        expected="A request that may pass one router comes back expired with that router's address, or not at all.",
        where=("net/icmp/traceroute.py", "net/icmp/windows.py"),
        source="RFC 792; Microsoft: IP_TTL_EXPIRED_TRANSIT 11013",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_expiry,
        reach=Reach.NETWORK,
    ),
)
