"""What all gateways behind TLS share: dialled, their certificate judged by what the profile names, and talked to then.

with certified(gateway, way) as door:
    if isinstance(door, Seen):
        return door
    ...  # door.sock speaks TLS with the gateway; door.facts go into what is said of it
"""

import hashlib
import socket
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from typing import cast

from checker.checks.vpn.certificate import believed, dates, in_date
from checker.checks.vpn.gateways import Certified
from checker.checks.vpn.tcp import PHASE_S, dialled, milliseconds, not_connected, stranger
from checker.checks.vpn.verdict import Other, Seen, Verdict
from checker.checks.vpn.way import Way
from checker.model.failure import Failure, FailureKind, OperationFailed
from checker.model.observation import Value
from checker.model.trust import Trust
from checker.net.certificate import parse_certificate
from checker.net.phases import ConnectionPhases, connect, start_tls_unverified

WITHOUT_TLS = {
    FailureKind.TIMEOUT: Verdict.STALLS,
    FailureKind.CLOSED: Verdict.HANGS_UP,
    FailureKind.RESET: Verdict.HANGS_UP,
}

_ALERT = "_ALERT_"
"""In OpenSSL's reason where the other side said in TLS what it does not like."""


@dataclass(frozen=True)
class Door:
    """An open TLS connection to a gateway whose certificate is good; closed by `certified`."""

    sock: socket.socket
    facts: Mapping[str, Value | Failure]


@contextmanager
def certified(gateway: Certified, way: Way, port: int = 0) -> Iterator[Door | Seen]:
    """The door, or what is seen already: no connection, no TLS, a bad certificate. `port`: if not the gateway's own.

    Raises Cancelled, and OSError where the profile's authorities cannot be put before the system.
    """
    name, number = gateway.server_name or gateway.host, port or cast(int, getattr(gateway, "port", 443))
    with (
        believed(gateway.ca, way.extra_ca) as extra_ca,
        dialled(way, number, tls=True, server_name=name, extra_ca=extra_ca) as (came, sock),
    ):
        seen = _judged(gateway, way, number, came)
        if seen.verdict is not Verdict.ANSWERS:
            yield seen
        elif sock is not None:
            yield Door(sock, seen.facts)
        else:
            yield from _again(came, number, name, way, seen)


def _judged(gateway: Certified, way: Way, port: int, came: ConnectionPhases) -> Seen:
    if came.connect_s is None:
        return not_connected(came)
    facts: dict[str, Value | Failure] = {"gateway.tcp": milliseconds(came.connect_s)}
    if came.trust is None:
        return _without_tls(way, port, came, facts)
    if came.tls_s is not None:
        facts["gateway.tls"] = milliseconds(came.tls_s)
    shown = shows(gateway, came.certificate, came.trust, came.verify_code)
    return Seen(shown.verdict, {**facts, **shown.facts})


def shows(gateway: Certified, der: bytes | None, trust: Trust, verify_code: int = 0) -> Seen:
    """`answers` or `certificate-bad`: a certificate and the system's verdict on it, against what the profile names."""
    facts: dict[str, Value | Failure] = {}
    expected = _expected(gateway, der)
    if expected is not None:
        facts["certificate.as-expected"] = expected
    if gateway.fingerprint and expected and der:
        # the very certificate that the profile names needs no authority; it can still be out of date
        trust = in_date(der)
    facts["certificate.trust"] = trust.value
    if trust is not Trust.TRUSTED and verify_code:
        facts["certificate.verify-code"] = verify_code
    good = trust is Trust.TRUSTED and expected is not False
    return Seen(Verdict.ANSWERS if good else Verdict.CERTIFICATE, {**facts, **dates(der)})


def _expected(gateway: Certified, der: bytes | None) -> bool | None:
    """Whether it is the certificate, or of the issuer, that the profile names; None where it names none."""
    if not der or not (gateway.fingerprint or gateway.issuer):
        return None
    if gateway.fingerprint and hashlib.sha256(der).hexdigest() != gateway.fingerprint.replace(":", "").lower():
        return False
    try:
        return gateway.issuer.lower() in parse_certificate(der).issuer.lower()
    except ValueError:
        return False


def _again(came: ConnectionPhases, port: int, name: str, way: Way, seen: Seen) -> Iterator[Door | Seen]:
    """The system refused what the profile's fingerprint believes: another connection, to that very certificate."""
    timeout_s = max(0.1, min(PHASE_S, way.left_s))
    try:
        sock = start_tls_unverified(connect(came.peer, port, timeout_s), name, timeout_s)
    except OperationFailed as failed:
        yield Seen(WITHOUT_TLS.get(failed.failure.kind, Verdict.CANNOT_TELL), {"gateway.tls": failed.failure})
        return
    with sock:
        same = sock.getpeercert(binary_form=True) == came.certificate
        yield Door(sock, seen.facts) if same else Seen(Verdict.CERTIFICATE, seen.facts)


def _without_tls(way: Way, port: int, came: ConnectionPhases, facts: Mapping[str, Value | Failure]) -> Seen:
    failure = came.failure
    if failure is None:
        return Seen(Verdict.CANNOT_TELL, facts)
    facts = {**facts, "gateway.tls": failure}
    if failure.kind is not FailureKind.BAD_ANSWER:
        return Seen(WITHOUT_TLS.get(failure.kind, Verdict.CANNOT_TELL), facts)
    # either another service, or TLS that cannot agree with ours: its alert tells, or else its greeting
    other = Other.TLS if _ALERT in failure.detail else stranger(way, came.peer, port)
    if other is Other.TLS:
        return Seen(Verdict.CANNOT_TELL, facts)
    return Seen(Verdict.OTHER, {**facts, "gateway.other": other.value})
