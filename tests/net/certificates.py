"""Certificates made for a test: an authority, and leaves of every kind of wrong."""

import datetime
import ipaddress
from dataclasses import dataclass
from pathlib import Path

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

DAY = datetime.timedelta(days=1)


@dataclass
class Authority:
    """A certificate authority with its file `path`, in which it stands alone."""

    folder: Path
    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    name: str = "Test CA"

    @classmethod
    def make(cls, folder: Path, name: str = "Test CA") -> "Authority":
        key = ec.generate_private_key(ec.SECP256R1())
        made = _certificate(name, name, key.public_key(), key, -DAY, 30 * DAY, authority=True)
        authority = cls(folder, key, made, name)
        authority.path.write_bytes(made.public_bytes(serialization.Encoding.PEM))
        return authority

    @property
    def path(self) -> Path:
        return self.folder / "ca.pem"

    def leaf(
        self,
        names: tuple[str, ...] = ("localhost", "127.0.0.1"),
        begins: datetime.timedelta = -DAY,
        ends: datetime.timedelta = 10 * DAY,
        self_signed: bool = False,
        common: str = "leaf",
    ) -> Path:
        """A file with a key and a certificate for it; `begins` and `ends` count from now; `common`: its common name."""
        key = ec.generate_private_key(ec.SECP256R1())
        issuer, by = (common, key) if self_signed else (self.name, self.key)
        made = _certificate(common, issuer, key.public_key(), by, begins, ends, names)
        path = self.folder / f"leaf-{made.serial_number}.pem"
        private = key.private_bytes(
            serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        path.write_bytes(private + made.public_bytes(serialization.Encoding.PEM))
        return path


def _certificate(
    subject: str,
    issuer: str,
    public: ec.EllipticCurvePublicKey,
    signer: ec.EllipticCurvePrivateKey,
    begins: datetime.timedelta,
    ends: datetime.timedelta,
    names: tuple[str, ...] = (),
    authority: bool = False,
) -> x509.Certificate:
    now = datetime.datetime.now(datetime.UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(_name(subject))
        .issuer_name(_name(issuer))
        .public_key(public)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + begins)
        .not_valid_after(now + ends)
        .add_extension(x509.BasicConstraints(ca=authority, path_length=None), critical=True)
    )
    if names:
        builder = builder.add_extension(x509.SubjectAlternativeName([_other(name) for name in names]), critical=False)
    return builder.sign(signer, hashes.SHA256())


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, common)])


def _other(name: str) -> x509.GeneralName:
    try:
        return x509.IPAddress(ipaddress.ip_address(name))
    except ValueError:
        return x509.DNSName(name)
