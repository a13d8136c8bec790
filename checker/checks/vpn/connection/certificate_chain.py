"""Certificates that a gateway showed outside the system's own TLS check, verified against a profile's authorities."""

import datetime
import ssl
from typing import Any

from cryptography import x509
from cryptography.exceptions import InvalidSignature, UnsupportedAlgorithm

from checker.model.trust import Trust
from checker.net.tls.certificate import MALFORMED

MAX_DEPTH = 6
_DER = 2
"""_ssl.ENCODING_DER"""


def verify_chain(
    chain: list[bytes], authorities: list[x509.Certificate], now: datetime.datetime, name: str = ""
) -> Trust:
    """The verdict on a chain, the gateway's own certificate first. Without authorities `dates-valid` at best.

    `name`: the common name it must have, if any. Raises ValueError for what is no certificate.
    """
    try:
        return _verify([x509.load_der_x509_certificate(der) for der in chain], authorities, now, name)
    except MALFORMED as error:
        raise ValueError("malformed certificate") from error


def _verify(
    certificates: list[x509.Certificate], authorities: list[x509.Certificate], now: datetime.datetime, name: str
) -> Trust:
    leaf = certificates[0]
    if now < leaf.not_valid_before_utc:
        return Trust.NOT_YET_VALID
    if now > leaf.not_valid_after_utc:
        return Trust.EXPIRED
    if name and name not in _common_names(leaf):
        return Trust.WRONG_NAME
    return _verify_issuer(leaf, certificates[1:], authorities, now) if authorities else Trust.DATES_VALID


def _verify_issuer(
    certificate: x509.Certificate,
    intermediates: list[x509.Certificate],
    authorities: list[x509.Certificate],
    now: datetime.datetime,
) -> Trust:
    """Walks up from a certificate to one that the profile names."""
    for _ in range(MAX_DEPTH):
        anchor = next(
            (issuer for issuer in authorities if certificate == issuer or _is_issued_by(certificate, issuer)), None
        )
        if anchor is not None:
            return Trust.TRUSTED if now <= anchor.not_valid_after_utc else Trust.EXPIRED
        issuer = next(
            (
                candidate
                for candidate in intermediates
                if candidate != certificate and _is_issued_by(certificate, candidate)
            ),
            None,
        )
        if issuer is None:
            break
        if now > issuer.not_valid_after_utc:
            return Trust.EXPIRED
        certificate = issuer
    return (
        Trust.SELF_SIGNED if certificate.issuer == certificate.subject and not intermediates else Trust.UNKNOWN_ISSUER
    )


def _is_issued_by(certificate: x509.Certificate, issuer: x509.Certificate) -> bool:
    try:
        if not _may_issue(issuer):
            return False
        certificate.verify_directly_issued_by(issuer)
    except (ValueError, TypeError, InvalidSignature, UnsupportedAlgorithm):
        return False
    return True


def _may_issue(issuer: x509.Certificate) -> bool:
    """RFC 5280, 4.2.1.9. A certificate of version 1 cannot say so; where a profile names one, its VPN takes it."""
    try:
        return issuer.extensions.get_extension_for_class(x509.BasicConstraints).value.ca
    except x509.ExtensionNotFound:
        return issuer.version is x509.Version.v1


def _common_names(certificate: x509.Certificate) -> list[str]:
    return [str(part.value) for part in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]


def presented_chain(tls: ssl.SSLObject) -> list[bytes]:
    """The chain that a handshake has brought so far, DER; empty before it came. Public since Python 3.13."""
    try:
        if hasattr(tls, "get_unverified_chain"):
            return list(tls.get_unverified_chain())
        raw_tls: Any = tls._sslobj  # type: ignore[attr-defined]
        return [certificate.public_bytes(_DER) for certificate in raw_tls.get_unverified_chain() or ()]
    except ValueError:
        return []
