"""How long a refusal takes and what it is called, resets, an empty `select`, small packets."""

import errno
import select
import selectors
import socket
import sys

from checker.checks.line.transport.nonblocking import abort
from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation, Reach
from checker.client.self_test.reading import Reading, Value, error_values, rounded, term
from checker.client.self_test.topics.loopback import LOOPBACK, closed_port, connected_pair
from checker.model.failure import FailureKind
from checker.net.clock import monotonic_s
from checker.net.tcp.segment import connect_tcp

REFUSAL_S = 2.6
"""Windows repeats a refused SYN after 0.5 s three times, about 2.0 s in all (Microsoft, KB 175523), and a margin."""
_WAIT_S = 6.0
_LIMIT_S = 8.0
_NOWHERE = "192.0.2.1"
"""TEST-NET-1 of RFC 5737: leads nowhere."""
_NOWHERE_S = 3.0
_SMALL_MSS = 536


def _measure_refusal(version: int) -> Reading:
    with closed_port(version=version) as port:
        values = _connection_error(LOOPBACK[version], port, _WAIT_S)
    return Reading(values["kind"] == FailureKind.REFUSED.value and float(values["seconds"] or 0) < REFUSAL_S, values)


def _connection_error(address: str, port: int, wait_s: float) -> dict[str, Value]:
    start_s = monotonic_s()
    try:
        connect_tcp(address, port, wait_s).close()
    except OSError as error:
        return {**error_values(error), "seconds": rounded(monotonic_s() - start_s)}
    return {"kind": term("connected", ("connected",)), "seconds": rounded(monotonic_s() - start_s)}


def _measure_polled_refusal() -> Reading:
    with closed_port() as port, socket.socket() as sock, selectors.DefaultSelector() as selector:
        sock.setblocking(False)
        start_s = monotonic_s()
        begun = sock.connect_ex((LOOPBACK[4], port))
        selector.register(sock, selectors.EVENT_WRITE)
        is_signalled = bool(selector.select(_WAIT_S))
        code = sock.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR)
    names = errno.errorcode
    is_refused = is_signalled and errno.ECONNREFUSED in (code, begun)
    return Reading(
        is_refused or code == getattr(errno, "WSAECONNREFUSED", errno.ECONNREFUSED),
        {
            "begun": term(names.get(begun, ""), names.values()),
            "signalled": is_signalled,
            "code": code,
            "name": term(names.get(code, ""), names.values()),
            "seconds": rounded(monotonic_s() - start_s),
        },
    )


def _measure_reset() -> Reading:
    with connected_pair() as (client, server):
        abort(server)
        try:
            client.recv(1)
        except OSError as error:
            values = error_values(error)
            return Reading(values["kind"] == FailureKind.RESET.value, values)
    return Reading(False, {"kind": term("closed", ("closed",))})


def _measure_empty_select() -> Reading:
    try:
        select.select([], [], [], 0.01)
    except OSError as error:
        return Reading(sys.platform == "win32", error_values(error))
    return Reading(sys.platform != "win32", {"code": 0})


def _measure_small_segments() -> Reading:
    with socket.socket() as listener:
        listener.bind((LOOPBACK[4], 0))
        listener.listen(1)
        with connect_tcp(LOOPBACK[4], int(listener.getsockname()[1]), 2.0, _SMALL_MSS) as sock:
            if sys.platform == "win32":
                size = sock.getsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF)
                return Reading(size <= _SMALL_MSS, {"receive_buffer": size})
            size = sock.getsockopt(socket.IPPROTO_TCP, socket.TCP_MAXSEG)
    return Reading(0 < size <= _SMALL_MSS, {"segment": size})


def _measure_silence() -> Reading:
    values = _connection_error(_NOWHERE, 9, _NOWHERE_S)
    kinds = (FailureKind.TIMEOUT.value, FailureKind.UNREACHABLE.value)
    return Reading(values["kind"] in kinds, values)


TCP_ASSUMPTIONS = (
    Assumption(
        id="tcp.refused",
        systems=EVERYWHERE,
        expected="A refused connection is called so (10061, ECONNREFUSED) within 2.6 s; on Windows it takes 2.0 s.",
        where=("net/tcp/phases.py", "net/tcp/exchange.py", "model/failure.py"),
        source="Microsoft KB 175523, libuv 2896: the SYN is repeated after the reset; logs of 2002 to 2011 ms",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_refusal(4),
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="tcp.refused-ipv6",
        systems=EVERYWHERE,
        expected="As tcp.refused, by IPv6.",
        where=("net/tcp/phases.py",),
        source="as tcp.refused",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=lambda: _measure_refusal(6),
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="tcp.refused-polled",
        systems=EVERYWHERE,
        expected="A selector that waits for writing reports the refusal of a connection that does not block.",
        where=("checks/line/transport/connector.py", "checks/network/path/connect_burst.py"),
        source="CPython Lib/selectors.py: SelectSelector adds the exceptional set on Windows (bpo-41437)",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_polled_refusal,
        limit_s=_LIMIT_S,
    ),
    Assumption(
        id="tcp.reset",
        systems=EVERYWHERE,
        expected="SO_LINGER of 0 s (two shorts on Windows) closes with a reset, which the other end reads as reset.",
        where=("checks/line/transport/nonblocking.py", "model/failure.py"),
        source="winsock2.h (struct linger), socket(7); 10054, ECONNRESET",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_reset,
    ),
    Assumption(
        id="tcp.select-nothing",
        systems=EVERYWHERE,
        expected="select() on no socket at all fails on Windows (WSAEINVAL, 10022), and waits elsewhere.",
        where=("checks/line/measurement/load_generator.py",),
        source="Microsoft: select, WSAEINVAL; CPython's documentation of select",
        confirmed=(Confirmation.PAGE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_empty_select,
    ),
    Assumption(
        id="tcp.small-segments",
        systems=EVERYWHERE,
        expected="TCP_MAXSEG makes small packets; Windows has none, there a small receive buffer is taken.",
        where=("net/tcp/segment.py",),
        source="RFC 9293, 3.7.1; winsock2.h has no TCP_MAXSEG that can be set",
        confirmed=(Confirmation.HEADER, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_small_segments,
    ),
    Assumption(
        id="tcp.silence",
        systems=EVERYWHERE,
        expected="A connection to an address that leads nowhere runs into its time-out, or is called unreachable.",
        where=("net/tcp/phases.py", "model/failure.py"),
        source="RFC 5737; 10060 and 10065, ETIMEDOUT and EHOSTUNREACH",
        confirmed=(Confirmation.PAGE, Confirmation.LINUX),
        measure=_measure_silence,
        reach=Reach.NETWORK,
    ),
)
