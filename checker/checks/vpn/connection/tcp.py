"""TCP to a gateway whose name is resolved already, and which service answers on its port."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress

from checker.checks.vpn.connection.refusals import REFUSED_BY
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.verdict import (
    DetectedProtocol,
    GatewayResult,
    GatewayVerdict,
    detect_protocol,
    verdict_of_connection_failure,
)
from checker.model.failure import Failure, FailureKind, Operation, OperationFailed
from checker.net.icmp.error_origin import ErrorOrigin
from checker.net.tcp.phases import ConnectionPhases, ConnectionPlan, connect, open_connection

GREETING_TIMEOUT_S = 1.0
GREETING_B = 512


@contextmanager
def open_gateway_connection(
    context: GatewayContext,
    port: int,
    *,
    tls: bool = False,
    server_name: str | None = None,
    extra_ca: str | None = None,
) -> Iterator[tuple[ConnectionPhases, socket.socket | None]]:
    """The first address that accepts, as `checker.net.tcp.phases.open_connection` gives it; closed at the end."""
    context.raise_if_cancelled()
    plan = ConnectionPlan(
        host=context.addresses[-1],
        addresses=context.addresses,
        port=port,
        tls=tls,
        server_name=server_name,
        extra_ca=extra_ca,
        timeout_s=context.phase_timeout_s,
        mss=context.segment,
    )
    with open_connection(plan) as connection:
        yield connection


def connection_failure(phases: ConnectionPhases) -> GatewayResult:
    """What it means that no connection came about."""
    failure = phases.failure or Failure(operation=Operation.CONNECT, kind=FailureKind.NOT_MEASURED)
    verdict = verdict_of_connection_failure(failure)
    refused_by = {"gateway.refused-by": REFUSED_BY[ErrorOrigin.PC]} if verdict is GatewayVerdict.BLOCKED_HERE else {}
    return GatewayResult(verdict, {"gateway.tcp": failure, **refused_by})


def milliseconds(seconds: float) -> float:
    """As observations carry it."""
    return round(seconds * 1000, 1)


def identify_service(
    context: GatewayContext, address: str, port: int, request: bytes = b"HEAD / HTTP/1.0\r\n\r\n"
) -> DetectedProtocol:
    """What speaks on this port: some greet at once, others answer a question in plain HTTP."""
    try:
        with connect(address, port, context.phase_timeout_s) as sock:
            return detect_protocol(_read_greeting(sock, context) or _request_greeting(sock, request, context), request)
    except (OperationFailed, OSError):
        return DetectedProtocol.UNKNOWN


def _request_greeting(sock: socket.socket, request: bytes, context: GatewayContext) -> bytes:
    sock.sendall(request)
    return _read_greeting(sock, context)


def _read_greeting(sock: socket.socket, context: GatewayContext) -> bytes:
    sock.settimeout(min(GREETING_TIMEOUT_S, max(0.1, context.remaining_s)))
    with suppress(TimeoutError):
        return sock.recv(GREETING_B)
    return b""
