"""A remote desktop: the X.224 connection, and TLS where it offers that. No cookie, no user name, no session.

Windows signs its own certificate for this. So it is judged only where the profile says which one, or whose, it is.
"""

import socket
import ssl
import time
from contextlib import closing, suppress

from checker.checks.vpn.certificate import believed, in_date, now
from checker.checks.vpn.gateways_web import Rdp
from checker.checks.vpn.kinds.certified import WITHOUT_TLS, shows
from checker.checks.vpn.kinds.rdp_packet import MARK, SECURED, disconnect, offer, request, whole
from checker.checks.vpn.kinds.talk import Talk, held
from checker.checks.vpn.tcp import PHASE_S, dialled, milliseconds, not_connected
from checker.checks.vpn.verdict import Seen, Verdict
from checker.checks.vpn.way import Way
from checker.model.failure import FailureKind, OperationFailed
from checker.model.trust import Trust
from checker.net.certificate import classify_trust, parse_certificate
from checker.net.phases import start_tls, start_tls_unverified

_END_S = 0.2


def probe(gateway: Rdp, way: Way) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    with dialled(way, gateway.port) as (came, sock):
        if sock is None or came.connect_s is None:
            return not_connected(came)
        seen = held(sock, way, {"gateway.tcp": milliseconds(came.connect_s)}, _TALK)
        if seen.facts.get("gateway.answer") not in SECURED:
            return seen
        after = _by_system(gateway, way, sock) if _whose(gateway) else _by_itself(gateway, way, sock)
        return Seen(after.verdict, {**seen.facts, **after.facts})


def _bye(heard: bytes) -> bytes:
    return b"" if offer(heard) in SECURED else disconnect()


_TALK = Talk(request(), MARK, lambda heard, _: whole(heard), offer, _bye)


def _whose(gateway: Rdp) -> bool:
    """Whether the profile says who signs its certificate, and not which one it is."""
    return bool(gateway.ca or gateway.issuer) and not gateway.fingerprint


def _by_itself(gateway: Rdp, way: Way, sock: socket.socket) -> Seen:
    """TLS with any certificate, then compared with the one that the profile names, if it names one."""
    began = time.monotonic()
    try:
        with closing(start_tls_unverified(sock, _name(gateway), _phase_s(way))) as safe:
            took_ms, der = milliseconds(time.monotonic() - began), safe.getpeercert(binary_form=True)
            _end(safe)
    except OperationFailed as failed:
        return _without_tls(failed)
    shown = shows(gateway, der, in_date(der or b"")) if gateway.fingerprint else Seen(Verdict.ANSWERS)
    return Seen(shown.verdict, {"gateway.tls": took_ms, **shown.facts})


def _by_system(gateway: Rdp, way: Way, sock: socket.socket) -> Seen:
    """TLS judged by the system's authorities and the profile's."""
    began = time.monotonic()
    try:
        with (
            believed(gateway.ca, way.extra_ca) as extra_ca,
            closing(start_tls(sock, _name(gateway), _phase_s(way), extra_ca)) as safe,
        ):
            took_ms, der = milliseconds(time.monotonic() - began), safe.getpeercert(binary_form=True)
            _end(safe)
    except OperationFailed as failed:
        if failed.failure.kind is not FailureKind.CERTIFICATE:
            return _without_tls(failed)
        code = int(getattr(failed.__cause__, "verify_code", 0))
        der = _refused(gateway, way)
        return shows(gateway, der, _trust(code, der), code)
    shown = shows(gateway, der, Trust.TRUSTED)
    return Seen(shown.verdict, {"gateway.tls": took_ms, **shown.facts})


def _refused(gateway: Rdp, way: Way) -> bytes | None:
    """The certificate that the system refused, read through a connection of its own."""
    with dialled(way, gateway.port) as (_, sock):
        if sock is None or held(sock, way, {}, _TALK).facts.get("gateway.answer") not in SECURED:
            return None
        try:
            with closing(start_tls_unverified(sock, _name(gateway), _phase_s(way))) as safe:
                return safe.getpeercert(binary_form=True)
        except OperationFailed:
            return None


def _trust(code: int, der: bytes | None) -> Trust:
    try:
        return classify_trust(code, parse_certificate(der) if der else None, now())
    except ValueError:
        return classify_trust(code, None, now())


def _without_tls(failed: OperationFailed) -> Seen:
    verdict = WITHOUT_TLS.get(failed.failure.kind, Verdict.CANNOT_TELL)
    return Seen(verdict, {"gateway.tls": failed.failure})


def _name(gateway: Rdp) -> str:
    return gateway.server_name or gateway.host


def _phase_s(way: Way) -> float:
    return max(0.1, min(PHASE_S, way.left_s))


def _end(safe: ssl.SSLSocket) -> None:
    """Says goodbye by TLS and does not wait for the same."""
    safe.settimeout(_END_S)
    with suppress(OSError, ValueError):
        safe.unwrap()
