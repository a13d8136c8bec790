"""TCP to a gateway whose name is known already, and what a stranger on its port says."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from checker.checks.vpn.refusals import WORDS
from checker.checks.vpn.verdict import Other, Seen, Verdict, of_connecting, what_speaks
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.origin import ErrorOrigin
from checker.net.phases import ConnectionPhases, connect, open_connection

PHASE_S = 3.0
"""TCP sends its first packet again after 1 s (RFC 6298), so that one lost packet does not look like silence."""
LISTEN_S = 1.0
FIRST_BYTES = 512


@contextmanager
def dialled(
    way: Way, port: int, *, tls: bool = False, server_name: str | None = None, extra_ca: str | None = None
) -> Iterator[tuple[ConnectionPhases, socket.socket | None]]:
    """The first address that lets us in, as `checker.net.phases.opened` tells it; closed at the end."""
    for address in way.addresses[:-1]:
        way.go_on()
        with open_connection(
            address,
            port,
            tls,
            extra_ca=extra_ca,
            server_name=server_name,
            timeout_s=_phase_s(way) / 2,
            mss=way.segment,
        ) as came:
            if came[0].connect_s is not None:
                yield came
                return
    way.go_on()
    with open_connection(
        way.addresses[-1],
        port,
        tls,
        extra_ca=extra_ca,
        server_name=server_name,
        timeout_s=_phase_s(way),
        mss=way.segment,
    ) as came:
        yield came


def _phase_s(way: Way) -> float:
    return max(0.1, min(PHASE_S, way.left_s))


def not_connected(came: ConnectionPhases) -> Seen:
    """What it means that no connection came about."""
    failure = came.failure or Failure(operation=Operation.CONNECT, kind=FailureKind.NOT_MEASURED)
    verdict = of_connecting(failure)
    here = {"gateway.refused-by": WORDS[ErrorOrigin.PC]} if verdict is Verdict.BLOCKED_HERE else {}
    return Seen(verdict, {"gateway.tcp": failure, **here})


def milliseconds(seconds: float) -> float:
    """As observations tell it."""
    return round(seconds * 1000, 1)


def stranger(way: Way, address: str, port: int, hello: bytes = b"HEAD / HTTP/1.0\r\n\r\n") -> Other:
    """What speaks on this port: some greet at once, others answer a question in plain HTTP."""
    try:
        with connect(address, port, _phase_s(way)) as sock:
            return what_speaks(_first_bytes(sock, way) or _asked(sock, hello, way), hello)
    except (OperationFailed, OSError):
        return Other.UNKNOWN


def _asked(sock: socket.socket, hello: bytes, way: Way) -> bytes:
    sock.sendall(hello)
    return _first_bytes(sock, way)


def _first_bytes(sock: socket.socket, way: Way) -> bytes:
    sock.settimeout(min(LISTEN_S, max(0.1, way.left_s)))
    with suppress(TimeoutError):
        return sock.recv(FIRST_BYTES)
    return b""
