"""What a certificate says of itself, and what is wrong with one that the system refused."""

import datetime

from cryptography import x509

from checker.model.record import Record
from checker.model.trust import Trust


class Certificate(Record, frozen=True, kw_only=True):
    """What a certificate says of itself. Times in UTC; names as written, with `*`."""

    not_before: datetime.datetime
    not_after: datetime.datetime
    names: tuple[str, ...]
    issuer: str
    self_issued: bool

    def days_left(self, now: datetime.datetime) -> float:
        """Days until it expires; negative when it has."""
        return (self.not_after - now).total_seconds() / 86400


MALFORMED = (x509.InvalidVersion, x509.DuplicateExtension, x509.UnsupportedGeneralNameType, TypeError)
"""What cryptography raises, beside ValueError, for a certificate that breaks RFC 5280; servers do send such ones."""


def parse_certificate(der: bytes) -> Certificate:
    """Raises ValueError for what is no certificate, or a malformed one."""
    try:
        return _parse(x509.load_der_x509_certificate(der))
    except MALFORMED as error:
        raise ValueError("malformed certificate") from error


def _parse(certificate: x509.Certificate) -> Certificate:
    try:
        alternative_name = certificate.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
        names = [*alternative_name.get_values_for_type(x509.DNSName)]
        names += [str(address) for address in alternative_name.get_values_for_type(x509.IPAddress)]
    except x509.ExtensionNotFound:
        names = [str(part.value) for part in certificate.subject.get_attributes_for_oid(x509.NameOID.COMMON_NAME)]
    return Certificate(
        not_before=certificate.not_valid_before_utc,
        not_after=certificate.not_valid_after_utc,
        names=tuple(names),
        issuer=certificate.issuer.rfc4514_string(),
        self_issued=certificate.issuer == certificate.subject,
    )


_BY_CODE = {
    # OpenSSL, X509_V_ERR_* of x509_vfy.h
    2: Trust.UNKNOWN_ISSUER,
    9: Trust.NOT_YET_VALID,
    10: Trust.EXPIRED,
    18: Trust.SELF_SIGNED,
    19: Trust.UNKNOWN_ISSUER,
    20: Trust.UNKNOWN_ISSUER,
    21: Trust.UNKNOWN_ISSUER,
    23: Trust.REVOKED,
    62: Trust.WRONG_NAME,
    64: Trust.WRONG_NAME,
    # Windows, CERT_E_* and CRYPT_E_* of winerror.h
    0x800B0101: Trust.EXPIRED,
    0x800B0109: Trust.UNKNOWN_ISSUER,
    0x800B010A: Trust.UNKNOWN_ISSUER,
    0x800B010C: Trust.REVOKED,
    0x800B010F: Trust.WRONG_NAME,
    0x80092010: Trust.REVOKED,
    # macOS, errSec* of SecBase.h
    -67602: Trust.WRONG_NAME,
    -67818: Trust.EXPIRED,
    -67819: Trust.NOT_YET_VALID,
    -67820: Trust.REVOKED,
    -67843: Trust.UNKNOWN_ISSUER,
    -25318: Trust.UNKNOWN_ISSUER,
}


def classify_trust(code: int, certificate: Certificate | None, now: datetime.datetime) -> Trust:
    """What a system's verify code means. Windows has one code for too early and too late, and none for self-signed."""
    trust = _BY_CODE.get(code, Trust.REFUSED)
    if certificate is None:
        return trust
    if trust is Trust.EXPIRED and now < certificate.not_before:
        return Trust.NOT_YET_VALID
    if trust is Trust.UNKNOWN_ISSUER and certificate.self_issued:
        return Trust.SELF_SIGNED
    return trust
