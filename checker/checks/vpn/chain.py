"""Certificates that a gateway showed outside the system's own TLS check, judged against a profile's authorities."""

import datetime
import ssl
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from checker.model.trust import Trust
from checker.net.certificate import MALFORMED

DEPTH = 6
_DER = 2
"""_ssl.ENCODING_DER"""


def judged(chain: list[bytes], authorities: list[x509.Certificate], now: datetime.datetime, name: str = "") -> Trust:
    """The verdict on a chain, the gateway's own certificate first. Without authorities only its dates are judged.

    `name`: the common name it must have, if any. Raises ValueError for what is no certificate.
    """
    try:
        return _judged([x509.load_der_x509_certificate(der) for der in chain], authorities, now, name)
    except MALFORMED as error:
        raise ValueError("malformed certificate") from error


def _judged(
    shown: list[x509.Certificate], authorities: list[x509.Certificate], now: datetime.datetime, name: str
) -> Trust:
    own = shown[0]
    if now < own.not_valid_before_utc:
        return Trust.NOT_YET_VALID
    if now > own.not_valid_after_utc:
        return Trust.EXPIRED
    if name and name not in _common_names(own):
        return Trust.WRONG_NAME
    return _issued(own, shown[1:], authorities, now) if authorities else Trust.TRUSTED


def _issued(
    one: x509.Certificate, shown: list[x509.Certificate], authorities: list[x509.Certificate], now: datetime.datetime
) -> Trust:
    """Walks up from a certificate to one that the profile names."""
    for _ in range(DEPTH):
        believed = next((above for above in authorities if one == above or _signed(one, above)), None)
        if believed is not None:
            return Trust.TRUSTED if now <= believed.not_valid_after_utc else Trust.EXPIRED
        above = next((other for other in shown if other != one and _signed(one, other)), None)
        if above is None:
            break
        if now > above.not_valid_after_utc:
            return Trust.EXPIRED
        one = above
    return Trust.SELF_SIGNED if one.issuer == one.subject and not shown else Trust.UNKNOWN_ISSUER


def _signed(one: x509.Certificate, above: x509.Certificate) -> bool:
    try:
        one.verify_directly_issued_by(above)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _common_names(certificate: x509.Certificate) -> list[str]:
    return [str(part.value) for part in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]


def sent(tls: ssl.SSLObject) -> list[bytes]:
    """The chain that a handshake has brought so far, DER; empty before it came. Public since Python 3.13."""
    try:
        if hasattr(tls, "get_unverified_chain"):
            return list(tls.get_unverified_chain())
        inner: Any = tls._sslobj  # type: ignore[attr-defined]
        return [one.public_bytes(_DER) for one in inner.get_unverified_chain() or ()]
    except ValueError:
        return []
