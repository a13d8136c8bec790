"""How a refusal of a datagram comes back, and whether one can be kept from being split."""

import errno
import socket
import sys

from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation
from checker.client.self_test.reading import Reading, Value, error_values, term
from checker.client.self_test.topics.loopback import LOOPBACK, closed_port
from checker.model.failure import FailureKind
from checker.net.icmp.path_mtu import DONT_FRAGMENT_OPTIONS
from checker.net.routes.routing_table import DOCUMENTATION_ADDRESSES, source_address_towards

_WAIT_S = 0.5
_TOO_LONG = 65_600
"""Bytes: more than one datagram of IPv4 can hold (RFC 768: 65,507)."""
_WINDOWS = sys.platform == "win32"


def _measure_refusal(is_connected: bool) -> Reading:
    with closed_port(socket.SOCK_DGRAM) as port, socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind((LOOPBACK[4], 0))
        sock.settimeout(_WAIT_S)
        values = _reply_to_datagram(sock, port, is_connected)
    expected = FailureKind.REFUSED if is_connected else FailureKind.TIMEOUT
    return Reading(values["kind"] == (FailureKind.RESET if _WINDOWS else expected).value, values)


def _reply_to_datagram(sock: socket.socket, port: int, is_connected: bool) -> dict[str, Value]:
    try:
        if is_connected:
            sock.connect((LOOPBACK[4], port))
            sock.send(b"x")
            sock.recv(16)
        else:
            sock.sendto(b"x", (LOOPBACK[4], port))
            sock.recvfrom(16)
    except OSError as error:
        return error_values(error)
    return {"kind": term("answered", ("answered",))}


def _measure_dont_fragment() -> Reading:
    values: dict[str, Value] = {}
    for version, options in DONT_FRAGMENT_OPTIONS.get(sys.platform, {}).items():
        codes = [_option_error(version, option) for option in options]
        values[f"ipv{version}"] = all(code == 0 for code in codes)
        values[f"ipv{version}_code"] = max(codes, default=0)
    return Reading(bool(values) and values.get("ipv4") is True, values)


def _option_error(version: int, option: tuple[int, int, int]) -> int:
    try:
        with socket.socket(socket.AF_INET6 if version == 6 else socket.AF_INET, socket.SOCK_DGRAM) as sock:
            sock.setsockopt(*option)
    except OSError as error:
        return error.errno or -1
    return 0


def _measure_too_long() -> Reading:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        try:
            sock.sendto(bytes(_TOO_LONG), (LOOPBACK[4], 9))
        except OSError as error:
            is_named = error.errno in (errno.EMSGSIZE, getattr(errno, "WSAEMSGSIZE", errno.EMSGSIZE))
            return Reading(is_named, error_values(error))
    return Reading(False, {"sent": True})


def _measure_source_address() -> Reading:
    values: dict[str, Value] = {
        f"ipv{version}": source_address_towards(address) is not None
        for version, address in DOCUMENTATION_ADDRESSES.items()
    }
    return Reading(source_address_towards(LOOPBACK[4]) == LOOPBACK[4], values)


UDP_ASSUMPTIONS = (
    Assumption(
        id="udp.refused",
        systems=EVERYWHERE,
        expected="A socket without a peer learns of a refusal on Windows alone, as a reset of the next read (10054).",
        where=("net/upnp/ssdp.py", "net/stun/binding.py"),
        source="Microsoft: recvfrom, WSAECONNRESET, and SIO_UDP_CONNRESET; udp(7)",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_refusal(is_connected=False),
    ),
    Assumption(
        id="udp.refused-connected",
        systems=EVERYWHERE,
        expected="A connected socket reads a refusal: ECONNREFUSED, on Windows a reset (10054).",
        where=("checks/vpn/connection/udp.py", "model/failure.py"),
        source="Microsoft: recv, WSAECONNRESET; udp(7)",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_refusal(is_connected=True),
    ),
    Assumption(
        id="udp.dont-fragment",
        systems=EVERYWHERE,
        expected="The option that keeps a datagram from being split has these numbers, for IPv4 at least.",
        where=("net/icmp/path_mtu.py",),
        source="linux/in.h, ws2ipdef.h (IP_DONTFRAGMENT 14), XNU netinet/in.h (IP_DONTFRAG 28)",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_dont_fragment,
    ),
    Assumption(
        id="udp.too-long",
        systems=EVERYWHERE,
        expected="A datagram that is too long is refused as EMSGSIZE, on Windows 10040.",
        where=("net/icmp/path_mtu.py",),
        source="Microsoft: sendto, WSAEMSGSIZE; udp(7)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_too_long,
    ),
    Assumption(
        id="udp.source-address",
        systems=EVERYWHERE,
        expected="Connecting a datagram socket asks the routing table alone: nothing is sent, no firewall asks.",
        where=("net/routes/routing_table.py",),
        source="Microsoft: connect (connectionless socket); udp(7)",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_source_address,
    ),
)
