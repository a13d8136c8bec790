"""Certificates out of whatever they are wrapped in, as PEM and nothing else: never a key among them."""

import base64
import re

from cryptography.x509.oid import NameOID

from checker.checks.vpn.gateways.keys import parse_authorities

_BLOCK = re.compile(r"-----BEGIN (?:TRUSTED |X509 )?CERTIFICATE-----([A-Za-z0-9+/=\s]+?)-----END [A-Z0-9 ]{11,20}-----")
_KEY = re.compile(r"-----BEGIN [A-Z0-9 ]*PRIVATE KEY-----")
PEM_LINE_LENGTH = 64


def certificates_in(text: str) -> str:
    """The certificates of a text, PEM; empty where there is none that can be read."""
    pem = "".join(_pem("".join(block.split())) for block in _BLOCK.findall(text))
    return pem if _readable(pem) else ""


def certificate_of(raw: bytes) -> str:
    """One that is written as DER or as PEM; empty for anything else."""
    if b"-----BEGIN" in raw:
        return certificates_in(raw.decode("ascii", "replace"))
    pem = _pem(base64.b64encode(raw).decode())
    return pem if raw and _readable(pem) else ""


def certificate_subject(text: str) -> str:
    """The common name of the first certificate: whose it is. Empty where there is none that can be read."""
    pem = certificates_in(text)
    try:
        names = parse_authorities(pem)[0].subject.get_attributes_for_oid(NameOID.COMMON_NAME) if pem else []
    except ValueError:
        return ""
    return str(names[-1].value) if names else ""


def holds_key(text: str) -> bool:
    """Whether a private key lies in the text."""
    return _KEY.search(text) is not None


def _pem(packed: str) -> str:
    lines = [packed[at : at + PEM_LINE_LENGTH] for at in range(0, len(packed), PEM_LINE_LENGTH)]
    return "\n".join(["-----BEGIN CERTIFICATE-----", *lines, "-----END CERTIFICATE-----", ""])


def _readable(pem: str) -> bool:
    try:
        return bool(parse_authorities(pem))
    except ValueError:
        return False
