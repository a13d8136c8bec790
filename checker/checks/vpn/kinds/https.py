"""A gateway behind TLS: TCP, the handshake, and whether its certificate is the company's."""

import hashlib

from checker.checks.vpn.certificate import Facts, believed, dates, in_date
from checker.checks.vpn.gateways_web import Https
from checker.checks.vpn.tcp import dialled, milliseconds, not_connected, stranger
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way
from checker.model.failure import Kind
from checker.model.trust import Trust
from checker.net.certificate import read_certificate
from checker.net.phases import Phases

_WITHOUT_TLS = {
    Kind.TIMEOUT: Verdict.STALLS,
    Kind.CLOSED: Verdict.HANGS_UP,
    Kind.RESET: Verdict.HANGS_UP,
}


def probe(gateway: Https, way: Way) -> Seen:
    """Raises Cancelled, and OSError where the profile's authorities cannot be put before the system."""
    name = gateway.server_name or gateway.host
    with (
        believed(gateway.ca, way.extra_ca) as extra_ca,
        dialled(way, gateway.port, tls=True, server_name=name, extra_ca=extra_ca) as (came, _),
    ):
        pass
    if came.connect_s is None:
        return not_connected(came)
    facts: Facts = {"gateway.tcp": milliseconds(came.connect_s)}
    if came.trust is not None:
        return _shown(gateway, came, came.trust, facts)
    return _without_tls(gateway, way, came, facts)


def _shown(gateway: Https, came: Phases, trust: Trust, facts: Facts) -> Seen:
    if came.tls_s is not None:
        facts["gateway.tls"] = milliseconds(came.tls_s)
    expected = _expected(gateway, came.certificate)
    if expected is not None:
        facts["certificate.as-expected"] = expected
    if gateway.fingerprint and expected and came.certificate:
        # the very certificate that the profile names needs no authority; it can still be out of date
        trust = in_date(came.certificate)
    facts["certificate.trust"] = trust.value
    if trust is not Trust.TRUSTED and came.verify_code:
        facts["certificate.verify-code"] = came.verify_code
    facts |= dates(came.certificate)
    good = trust is Trust.TRUSTED and expected is not False
    return Seen(Verdict.ANSWERS if good else Verdict.CERTIFICATE, facts)


def _expected(gateway: Https, der: bytes | None) -> bool | None:
    """Whether it is the certificate, or of the issuer, that the profile names; None where it names none."""
    if not der or not (gateway.fingerprint or gateway.issuer):
        return None
    if gateway.fingerprint and hashlib.sha256(der).hexdigest() != gateway.fingerprint.replace(":", "").lower():
        return False
    try:
        return gateway.issuer.lower() in read_certificate(der).issuer.lower()
    except ValueError:
        return False


def _without_tls(gateway: Https, way: Way, came: Phases, facts: Facts) -> Seen:
    failure = came.failure
    if failure is None:
        return Seen(Verdict.CANNOT_TELL, facts)
    facts["gateway.tls"] = failure
    if failure.kind is not Kind.BAD_ANSWER:
        return Seen(_WITHOUT_TLS.get(failure.kind, Verdict.CANNOT_TELL), facts)
    return _no_tls_at_all(gateway, way, came, facts)


def _no_tls_at_all(gateway: Https, way: Way, came: Phases, facts: Facts) -> Seen:
    """Either another service, or TLS that cannot agree with ours: only its greeting tells."""
    other = stranger(way, came.peer, gateway.port)
    if other is Other.TLS:
        return Seen(Verdict.CANNOT_TELL, facts)
    return Seen(Verdict.OTHER, {**facts, "gateway.other": other.value})
