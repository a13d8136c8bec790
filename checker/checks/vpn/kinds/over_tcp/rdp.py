"""A remote desktop: the X.224 connection, and TLS where it offers that. No cookie, no user name, no session.

Windows signs its own certificate for this. So it is verified only where the profile names it or its issuer.
"""

import socket
import ssl
from contextlib import closing, suppress

from checker.checks.vpn.connection.certificate import authorities_file, check_dates, utc_now
from checker.checks.vpn.connection.exchange import StreamExchange, run_exchange
from checker.checks.vpn.connection.tcp import connection_failure, milliseconds, open_gateway_connection
from checker.checks.vpn.connection.tls import VERDICT_WITHOUT_TLS, check_certificate
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.web import RdpGateway
from checker.checks.vpn.kinds.over_tcp.rdp_packet import (
    SECURED,
    TPKT_PREFIX,
    connection_request,
    disconnect_request,
    is_complete,
    parse_security,
)
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.model.failure import FailureKind, OperationFailed
from checker.model.trust import Trust
from checker.net.clock import monotonic_s
from checker.net.tcp.phases import start_tls, start_tls_unverified
from checker.net.tls.certificate import classify_trust, parse_certificate

_CLOSING_S = 0.2


def probe(gateway: RdpGateway, context: GatewayContext) -> GatewayResult:
    """Raises Cancelled, and OSError where the profile's authorities cannot be written for the system."""
    with open_gateway_connection(context, gateway.port) as (phases, sock):
        if sock is None or phases.connect_s is None:
            return connection_failure(phases)
        result = run_exchange(sock, context, {"gateway.tcp": milliseconds(phases.connect_s)}, _CONNECTION_EXCHANGE)
        if result.facts.get("gateway.answer") not in SECURED:
            return result
        tls_result = (
            _secure_verified(gateway, context, sock)
            if _names_issuer_only(gateway)
            else _secure_unverified(gateway, context, sock)
        )
        return GatewayResult(tls_result.verdict, {**result.facts, **tls_result.facts})


def _closing_message(received: bytes) -> bytes:
    return b"" if parse_security(received) in SECURED else disconnect_request()


_CONNECTION_EXCHANGE = StreamExchange(
    connection_request(), TPKT_PREFIX, lambda received, _: is_complete(received), parse_security, _closing_message
)


def _names_issuer_only(gateway: RdpGateway) -> bool:
    """Whether the profile names its certificate's issuer, and not the certificate."""
    return bool(gateway.ca or gateway.issuer) and not gateway.fingerprint


def _secure_unverified(gateway: RdpGateway, context: GatewayContext, sock: socket.socket) -> GatewayResult:
    """TLS with any certificate, then compared with the one that the profile names, if it names one."""
    started_at = monotonic_s()
    try:
        with closing(start_tls_unverified(sock, _server_name(gateway), context.phase_timeout_s)) as tls:
            took_ms, der = milliseconds(monotonic_s() - started_at), tls.getpeercert(binary_form=True)
            _close_tls(tls)
    except OperationFailed as failed:
        return _result_without_tls(failed)
    checked = (
        check_certificate(gateway, der, check_dates(der or b""))
        if gateway.fingerprint
        else GatewayResult(GatewayVerdict.ANSWERS)
    )
    return GatewayResult(checked.verdict, {"gateway.tls": took_ms, **checked.facts})


def _secure_verified(gateway: RdpGateway, context: GatewayContext, sock: socket.socket) -> GatewayResult:
    """TLS judged by the system's authorities and the profile's."""
    started_at = monotonic_s()
    try:
        with (
            authorities_file(gateway.ca, context.extra_ca) as extra_ca,
            closing(start_tls(sock, _server_name(gateway), context.phase_timeout_s, extra_ca)) as tls,
        ):
            took_ms, der = milliseconds(monotonic_s() - started_at), tls.getpeercert(binary_form=True)
            _close_tls(tls)
    except OperationFailed as failed:
        if failed.failure.kind is not FailureKind.CERTIFICATE:
            return _result_without_tls(failed)
        code = int(getattr(failed.__cause__, "verify_code", 0))
        der = _read_refused_certificate(gateway, context)
        return check_certificate(gateway, der, _trust(code, der), code)
    checked = check_certificate(gateway, der, Trust.TRUSTED)
    return GatewayResult(checked.verdict, {"gateway.tls": took_ms, **checked.facts})


def _read_refused_certificate(gateway: RdpGateway, context: GatewayContext) -> bytes | None:
    """The certificate that the system refused, read through a connection of its own."""
    with open_gateway_connection(context, gateway.port) as (_, sock):
        if (
            sock is None
            or run_exchange(sock, context, {}, _CONNECTION_EXCHANGE).facts.get("gateway.answer") not in SECURED
        ):
            return None
        try:
            with closing(start_tls_unverified(sock, _server_name(gateway), context.phase_timeout_s)) as tls:
                return tls.getpeercert(binary_form=True)
        except OperationFailed:
            return None


def _trust(code: int, der: bytes | None) -> Trust:
    try:
        return classify_trust(code, parse_certificate(der) if der else None, utc_now())
    except ValueError:
        return classify_trust(code, None, utc_now())


def _result_without_tls(failed: OperationFailed) -> GatewayResult:
    verdict = VERDICT_WITHOUT_TLS.get(failed.failure.kind, GatewayVerdict.CANNOT_TELL)
    return GatewayResult(verdict, {"gateway.tls": failed.failure})


def _server_name(gateway: RdpGateway) -> str:
    return gateway.server_name or gateway.host


def _close_tls(tls: ssl.SSLSocket) -> None:
    """Sends close_notify and does not wait for the other's (RFC 8446, 6.1)."""
    tls.settimeout(_CLOSING_S)
    with suppress(OSError, ValueError):
        tls.unwrap()
