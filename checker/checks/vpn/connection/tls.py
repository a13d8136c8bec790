"""What all gateways behind TLS share: connected to, and their certificate judged by what the profile names.

with open_tls(gateway, context) as connection:
    if isinstance(connection, GatewayResult):
        return connection
    ...  # connection.sock speaks TLS with the gateway; connection.facts belong to its result
"""

import hashlib
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from checker.checks.vpn.connection.certificate import authorities_file, check_dates, validity_facts
from checker.checks.vpn.connection.tcp import (
    connection_failure,
    identify_service,
    milliseconds,
    open_gateway_connection,
)
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways import TlsGateway
from checker.checks.vpn.verdict import DetectedProtocol, Facts, FactValue, GatewayResult, GatewayVerdict
from checker.model.failure import FailureKind, OperationFailed
from checker.model.trust import Trust
from checker.net.tcp.phases import ConnectionPhases, connect, start_tls_unverified
from checker.net.tls.certificate import parse_certificate

VERDICT_WITHOUT_TLS = {
    FailureKind.TIMEOUT: GatewayVerdict.STALLS,
    FailureKind.CLOSED: GatewayVerdict.HANGS_UP,
    FailureKind.RESET: GatewayVerdict.HANGS_UP,
}

_NO_TLS_REASONS = (
    "BAD_RECORD_TYPE",
    "DATA_LENGTH_TOO_LONG",
    "ENCRYPTED_LENGTH_TOO_LONG",
    "HTTPS_PROXY_REQUEST",
    "HTTP_REQUEST",
    "INVALID_RECORD",
    "PACKET_LENGTH_TOO_LONG",
    "RECORD_LAYER_FAILURE",
    "UNKNOWN_PROTOCOL",
    "WRONG_VERSION_NUMBER",
)
"""OpenSSL's reasons (sslerr.h) that bytes of another protocol can have. Every other one comes from TLS that was read.

That is an alert, called so or not (TLSV1_UNRECOGNIZED_NAME, or without any name), or a choice that this side refuses
(DH_KEY_TOO_SMALL).
"""


@dataclass(frozen=True)
class TlsConnection:
    """An open TLS connection to a gateway whose certificate is good; closed by `open_tls`."""

    sock: socket.socket
    facts: Facts


@contextmanager
def open_tls(gateway: TlsGateway, context: GatewayContext) -> Iterator[TlsConnection | GatewayResult]:
    """The connection, or the result where there is none: no TCP, no TLS, a bad certificate.

    Where the gateway's own client asks for no good certificate and the profile neither, a bad one is a fact alone.
    Raises Cancelled, and OSError where the profile's authorities cannot be written for the system.
    """
    name, port = gateway.server_name or gateway.host, cast(int, getattr(gateway, "port", 443))
    with (
        authorities_file(gateway.ca, context.extra_ca) as extra_ca,
        open_gateway_connection(context, port, tls=True, server_name=name, extra_ca=extra_ca) as (phases, sock),
    ):
        result = _handshake_result(gateway, context, port, phases)
        is_unjudged = result.verdict is GatewayVerdict.CERTIFICATE and not _is_certificate_judged(gateway)
        if result.verdict is not GatewayVerdict.ANSWERS and not is_unjudged:
            yield result
        elif sock is not None:
            yield TlsConnection(sock, result.facts)
        else:
            yield from _reconnect_pinned(phases, port, name, context, result)


def _is_certificate_judged(gateway: TlsGateway) -> bool:
    return gateway.is_certificate_checked or bool(gateway.ca or gateway.fingerprint or gateway.issuer)


def _handshake_result(
    gateway: TlsGateway, context: GatewayContext, port: int, phases: ConnectionPhases
) -> GatewayResult:
    if phases.connect_s is None:
        return connection_failure(phases)
    facts: dict[str, FactValue] = {"gateway.tcp": milliseconds(phases.connect_s)}
    if phases.trust is None:
        return _result_without_tls(context, port, phases, facts)
    if phases.tls_s is not None:
        facts["gateway.tls"] = milliseconds(phases.tls_s)
    checked = check_certificate(gateway, phases.certificate, phases.trust, phases.verify_code)
    return GatewayResult(checked.verdict, {**facts, **checked.facts})


def check_certificate(gateway: TlsGateway, der: bytes | None, trust: Trust, verify_code: int = 0) -> GatewayResult:
    """`answers` or `certificate-bad`: a certificate and the system's verdict on it, against what the profile names."""
    facts: dict[str, FactValue] = {}
    expected = _is_expected(gateway, der)
    if expected is not None:
        facts["certificate.as-expected"] = expected
    if gateway.fingerprint and expected and der:
        # the very certificate that the profile names needs no authority; it can still be out of date
        trust = check_dates(der)
    facts["certificate.trust"] = trust.value
    if trust is not Trust.TRUSTED and verify_code:
        facts["certificate.verify-code"] = verify_code
    is_good = trust is Trust.TRUSTED and expected is not False
    return GatewayResult(
        GatewayVerdict.ANSWERS if is_good else GatewayVerdict.CERTIFICATE, {**facts, **validity_facts(der)}
    )


def _is_expected(gateway: TlsGateway, der: bytes | None) -> bool | None:
    """Whether it is the certificate, or of the issuer, that the profile names; None where it names none."""
    if not der or not (gateway.fingerprint or gateway.issuer):
        return None
    if gateway.fingerprint and hashlib.sha256(der).hexdigest() != gateway.fingerprint.replace(":", "").lower():
        return False
    try:
        return gateway.issuer.lower() in parse_certificate(der).issuer.lower()
    except ValueError:
        return False


def _reconnect_pinned(
    phases: ConnectionPhases, port: int, name: str, context: GatewayContext, result: GatewayResult
) -> Iterator[TlsConnection | GatewayResult]:
    """The system refused a certificate that may be good all the same: another connection, pinned to it."""
    timeout_s = context.phase_timeout_s
    try:
        sock = start_tls_unverified(connect(phases.peer, port, timeout_s), name, timeout_s)
    except OperationFailed as failed:
        yield GatewayResult(
            VERDICT_WITHOUT_TLS.get(failed.failure.kind, GatewayVerdict.CANNOT_TELL), {"gateway.tls": failed.failure}
        )
        return
    with sock:
        is_same = sock.getpeercert(binary_form=True) == phases.certificate
        yield TlsConnection(sock, result.facts) if is_same else GatewayResult(GatewayVerdict.CERTIFICATE, result.facts)


def _result_without_tls(context: GatewayContext, port: int, phases: ConnectionPhases, facts: Facts) -> GatewayResult:
    failure = phases.failure
    if failure is None:
        return GatewayResult(GatewayVerdict.CANNOT_TELL, facts)
    facts = {**facts, "gateway.tls": failure}
    if failure.kind is not FailureKind.BAD_ANSWER:
        return GatewayResult(VERDICT_WITHOUT_TLS.get(failure.kind, GatewayVerdict.CANNOT_TELL), facts)
    # either another service, which its greeting shows, or TLS that cannot agree with ours
    is_tls = failure.detail not in _NO_TLS_REASONS
    protocol = DetectedProtocol.TLS if is_tls else identify_service(context, phases.peer, port)
    if protocol is DetectedProtocol.TLS:
        return GatewayResult(GatewayVerdict.CANNOT_TELL, facts)
    return GatewayResult(GatewayVerdict.OTHER, {**facts, "gateway.other": protocol.value})
