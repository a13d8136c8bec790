"""Certificates that nobody honest shows, from a real TLS server to the sentence about its gateway."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID, ObjectIdentifier

from checker.checks.vpn import CHECK
from checker.model.codec import to_json
from checker.model.observation import Observations
from checker.net.tls.certificate import parse_certificate
from checker.show.findings import describe_finding
from tests.checks.vpn.gateway_probes import gateway_table, make_need, observe_gateways
from tests.net.servers import tls

DAY = datetime.timedelta(days=1)
NOW = datetime.datetime(2026, 1, 1, tzinfo=datetime.UTC)
Builder = x509.CertificateBuilder
Change = Callable[[Builder], Builder]
ODD = ("a\x1b]0;owned\x07", "x" * 64, "\u202eevil", "null\0byte", "erika.mustermann@firma.de")


def names(*values: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, value) for value in values])


USUAL: dict[str, object] = {
    "subject_name": names("leaf"),
    "issuer_name": names("leaf"),
    "not_valid_before": NOW - DAY,
    "not_valid_after": NOW + 4000 * DAY,
}


def with_names(count: int) -> Change:
    entries = [x509.DNSName(f"{number}.example") for number in range(count)]
    return lambda builder: builder.add_extension(x509.SubjectAlternativeName(entries), critical=False)


def with_unknown(size: int) -> Change:
    unknown = x509.UnrecognizedExtension(ObjectIdentifier("1.3.6.1.4.1.99999.1"), bytes(size))
    return lambda builder: builder.add_extension(unknown, critical=False)


def with_subject(*values: str) -> Change:
    return lambda builder: builder.subject_name(names(*values)).issuer_name(names(*values))


HOSTILE: dict[str, Change] = {
    "1000 names": with_names(1000),
    "huge": with_unknown(60_000),
    "larger than TLS takes": with_unknown(150_000),
    "many parts in its name": with_subject(*(f"part {number}" for number in range(300))),
    "odd letters in its name": with_subject(*ODD),
    "a date at the end of time": lambda builder: builder.not_valid_after(datetime.datetime(9999, 12, 31)),
    "over for ever": lambda builder: builder.not_valid_before(datetime.datetime(1950, 1, 2)).not_valid_after(
        datetime.datetime(1950, 1, 3)
    ),
    "odd alternative names": lambda builder: builder.add_extension(
        x509.SubjectAlternativeName(
            [
                x509.RFC822Name("erika@firma.de"),
                x509.UniformResourceIdentifier("ldap://a/?b\x07"),
                x509.RegisteredID(ObjectIdentifier("1.2.3")),
                x509.DNSName("*.*.*"),
                x509.DNSName("xn--"),
                x509.OtherName(ObjectIdentifier("1.2.3.4"), b"\x05\x00"),
            ]
        ),
        critical=True,
    ),
}


def made(folder: Path, change: Change) -> Path:
    """A file with a key and a certificate that it signed itself; what `change` leaves open is as usual."""
    key = ec.generate_private_key(ec.SECP256R1())
    builder = change(Builder().serial_number(7).public_key(key.public_key()))
    for name, value in USUAL.items():
        if getattr(builder, f"_{name}") is None:
            builder = getattr(builder, name)(value)
    certificate = builder.sign(key, hashes.SHA256())
    path = folder / "leaf.pem"
    private = key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    path.write_bytes(private + certificate.public_bytes(serialization.Encoding.PEM))
    return path


@pytest.mark.parametrize("name", HOSTILE)
def test_a_gateway_that_shows_it_gets_a_sentence(name: str, tmp_path: Path) -> None:
    leaf = made(tmp_path, HOSTILE[name])
    with tls(leaf) as port:
        table = gateway_table("https", port)
        observations = observe_gateways([table])
    findings = list(CHECK.diagnose(Observations(observations), make_need([table])))
    assert findings
    assert not [entry for entry in observations if entry.failure is not None and entry.failure.kind.value == "defect"]
    text = " ".join(describe_finding(finding, language) for finding in findings for language in ("de", "en"))
    sent = json.dumps([json.loads(to_json(entry)) for entry in observations])
    for private in ("erika", "owned", "\u202e", "null\\u0000", "evil"):
        assert private not in text and private not in sent


@pytest.mark.parametrize("name", HOSTILE)
def test_it_is_read_or_refused(name: str, tmp_path: Path) -> None:
    pem = made(tmp_path, HOSTILE[name]).read_bytes()
    certificate = x509.load_pem_x509_certificate(pem[pem.index(b"-----BEGIN CERT") :])
    parsed = parse_certificate(certificate.public_bytes(serialization.Encoding.DER))
    assert parsed.days_left(NOW) is not None
