"""A certificate of one's own for signing code, by openssl. Nobody's Windows trusts it."""

import subprocess
from dataclasses import dataclass
from pathlib import Path

SUBJECT = "/CN=Homeoffice-Check test/O=Nobody"


@dataclass(frozen=True)
class SelfMade:
    """Files: the certificate (PEM), certificate and key under a password, the password."""

    certificate: Path
    pkcs12: Path
    password: Path


def self_made(folder: Path) -> SelfMade:
    """Valid for ten days."""
    key, certificate = folder / "test.key", folder / "test.pem"
    words = ["-x509", "-newkey", "rsa:3072", "-nodes", "-days", "10", "-subj", SUBJECT, "-sha256"]
    words += ["-addext", "extendedKeyUsage=codeSigning", "-addext", "keyUsage=critical,digitalSignature"]
    _run(["openssl", "req", *words, "-keyout", str(key), "-out", str(certificate)])
    password = folder / "password"
    password.write_text("only for tests")
    pkcs12 = folder / "test.p12"
    pair = ["-inkey", str(key), "-in", str(certificate), "-passout", f"file:{password}", "-out", str(pkcs12)]
    _run(["openssl", "pkcs12", "-export", *pair])
    return SelfMade(certificate, pkcs12, password)


def _run(command: list[str]) -> None:
    subprocess.run(command, check=True, capture_output=True)
