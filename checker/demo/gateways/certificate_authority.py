"""The sample firm's certificate authority: made anew for each demo, believed by its profile alone."""

import datetime
import ipaddress
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import ExtendedKeyUsageOID

HOST = "127.0.0.1"
VALIDITY = datetime.timedelta(days=90)
CLOCK_TOLERANCE = datetime.timedelta(hours=1)
"""A clock that is a little behind must not make the sample look broken."""


class CertificateAuthority:
    """Writes `ca.pem`, `gateway.pem` (the certificate) and `gateway.key` into a folder that exists. Raises OSError."""

    def __init__(self, folder: Path) -> None:
        key = ec.generate_private_key(ec.SECP256R1())
        name = _name("Muster GmbH CA (Beispiel)")
        own = _sign_certificate(name, name, key.public_key(), key, authority=True)
        leaf_key = ec.generate_private_key(ec.SECP256R1())
        leaf = _sign_certificate(_name("vpn.muster.example"), name, leaf_key.public_key(), key, authority=False)
        self.pem = own.public_bytes(serialization.Encoding.PEM).decode()
        self.ca, self.certificate, self.key = (folder / name for name in ("ca.pem", "gateway.pem", "gateway.key"))
        self.ca.write_text(self.pem, "utf-8")
        self.certificate.write_bytes(leaf.public_bytes(serialization.Encoding.PEM))
        self.key.touch(mode=0o600)
        self.key.write_bytes(
            leaf_key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
        )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _sign_certificate(
    subject: x509.Name,
    issuer: x509.Name,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    *,
    authority: bool,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ipaddress.ip_address(HOST))]
    builder = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - CLOCK_TOLERANCE)
        .not_valid_after(now + VALIDITY)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(public), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(signer.public_key()), critical=False)
    )
    if authority:
        builder = builder.add_extension(_ca_key_usage(), critical=True)
    else:
        builder = builder.add_extension(x509.SubjectAlternativeName(names), critical=False)
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.SERVER_AUTH]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def _ca_key_usage() -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=False,
        content_commitment=False,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=True,
        crl_sign=True,
        encipher_only=False,
        decipher_only=False,
    )
