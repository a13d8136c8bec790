"""Chains of certificates against a profile's authorities."""

import datetime
import ssl
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding

from checker.checks.vpn.connection.certificate_chain import verify_chain
from checker.model.trust import Trust
from tests.net.certificates import DAY, Authority, _certificate

NOW = datetime.datetime.now(datetime.UTC)


def der(leaf: Path) -> bytes:
    pem = leaf.read_text()
    return ssl.PEM_cert_to_DER_cert(pem[pem.index("-----BEGIN CERT") :])


class Middle:
    """An authority below another, and a leaf below that."""

    def __init__(self, top: Authority, ends: datetime.timedelta = 5 * DAY, may_issue: bool = True) -> None:
        key, leaf = (ec.generate_private_key(ec.SECP256R1()) for _ in range(2))
        public = key.public_key()
        self.own = _certificate("Middle", "Test CA", public, top.key, -2 * DAY, ends, authority=may_issue)
        self.leaf = _certificate("leaf", "Middle", leaf.public_key(), key, -DAY, 3 * DAY)

    @property
    def chain(self) -> list[bytes]:
        return [_der(self.leaf), _der(self.own)]


def _der(certificate: x509.Certificate) -> bytes:
    return certificate.public_bytes(Encoding.DER)


def test_an_authority_in_the_middle_may_be_sent_or_known(authority: Authority) -> None:
    middle = Middle(authority)
    assert verify_chain(middle.chain, [authority.certificate], NOW) is Trust.TRUSTED
    assert verify_chain(middle.chain[:1], [authority.certificate, middle.own], NOW) is Trust.TRUSTED
    assert verify_chain(middle.chain[:1], [authority.certificate], NOW) is Trust.UNKNOWN_ISSUER


def test_an_expired_one_in_the_middle_or_above_is_expired(authority: Authority) -> None:
    old = Middle(authority, ends=-DAY)
    assert verify_chain(old.chain, [authority.certificate], NOW) is Trust.EXPIRED
    fresh = authority.leaf(ends=90 * DAY)
    assert verify_chain([der(fresh)], [authority.certificate], NOW + 40 * DAY) is Trust.EXPIRED


def test_a_server_s_certificate_makes_no_other(authority: Authority) -> None:
    """As OpenVPN judges it (RFC 5280, 4.2.1.9): whoever has the key of one server is not an authority."""
    middle = Middle(authority, may_issue=False)
    assert verify_chain(middle.chain, [authority.certificate], NOW) is Trust.UNKNOWN_ISSUER
    assert verify_chain(middle.chain[:1], [middle.own], NOW) is Trust.UNKNOWN_ISSUER
    assert verify_chain(middle.chain[1:], [middle.own], NOW) is Trust.TRUSTED, "named itself"


@pytest.mark.parametrize(
    "at, trust",
    [(-2 * DAY, Trust.NOT_YET_VALID), (0 * DAY, Trust.TRUSTED), (11 * DAY, Trust.EXPIRED)],
)
def test_dates(authority: Authority, at: datetime.timedelta, trust: Trust) -> None:
    assert verify_chain([der(authority.leaf())], [authority.certificate], NOW + at) is trust


def test_names_and_strangers(authority: Authority, tmp_path: Path) -> None:
    leaf = der(authority.leaf())
    (tmp_path / "other").mkdir()
    other = Authority.make(tmp_path / "other")
    assert verify_chain([leaf], [authority.certificate], NOW, "leaf") is Trust.TRUSTED
    assert verify_chain([leaf], [authority.certificate], NOW, "vpn") is Trust.WRONG_NAME
    assert verify_chain([leaf], [other.certificate], NOW) is Trust.UNKNOWN_ISSUER, "the same name, another key"
    self_signed = der(authority.leaf(self_signed=True))
    assert verify_chain([self_signed], [authority.certificate], NOW) is Trust.SELF_SIGNED
