"""What the system's own check says of a certificate that nobody signed, shown by a server on loopback."""

import datetime
import ipaddress
import ssl
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from socket import socket

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from checker.client.self_test.assumption import EVERYWHERE, Assumption, Confirmation, Reach
from checker.client.self_test.reading import Reading, Value, kind_term, rounded, term
from checker.client.self_test.topics.loopback import LOOPBACK
from checker.model.failure import FailureKind
from checker.model.trust import Trust
from checker.net.clock import monotonic_s
from checker.net.tcp.phases import ConnectionPlan, measure_connection

_WAIT_S = 5.0
_LIMIT_S = 15.0


def _measure_unknown_issuer() -> Reading:
    with _tls_server() as port:
        start_s = monotonic_s()
        phases = measure_connection(ConnectionPlan(host=LOOPBACK[4], port=port, tls=True, timeout_s=_WAIT_S))
        seconds = rounded(monotonic_s() - start_s)
    failure, trust = phases.failure, phases.trust
    values: dict[str, Value] = {
        "kind": kind_term(failure) if failure else term("accepted", ("accepted",)),
        "trust": term(trust.value if trust else "", (verdict.value for verdict in Trust)),
        "verify_code": phases.verify_code,
        "certificate": phases.certificate is not None,
        "seconds": seconds,
    }
    is_refused = failure is not None and failure.kind is FailureKind.CERTIFICATE
    return Reading(is_refused and phases.certificate is not None, values)


@contextmanager
def _tls_server() -> Iterator[int]:
    """Shakes hands with whoever comes; for as long as the block runs."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    with tempfile.TemporaryDirectory(prefix="homeoffice-check-", ignore_cleanup_errors=True) as folder:
        file = Path(folder, "server.pem")
        file.write_bytes(_self_signed())
        context.load_cert_chain(file)
    with socket() as listener:
        listener.bind((LOOPBACK[4], 0))
        listener.listen(4)
        listener.settimeout(_LIMIT_S)
        threading.Thread(target=_shake_hands, args=(listener, context), name="certificate", daemon=True).start()
        yield int(listener.getsockname()[1])


def _shake_hands(listener: socket, context: ssl.SSLContext) -> None:
    with suppress(OSError):  # the listener is closed: the measurement is over
        while True:
            client, _ = listener.accept()
            client.settimeout(_WAIT_S)
            with suppress(OSError), context.wrap_socket(client, server_side=True) as connection:
                connection.recv(1)


def _self_signed() -> bytes:
    """Key and certificate, valid for this hour, for the loopback address."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Homeoffice-Check self-test")])
    now = datetime.datetime.now(datetime.UTC)
    alternative = x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address(LOOPBACK[4]))])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - datetime.timedelta(minutes=30))
        .not_valid_after(now + datetime.timedelta(minutes=30))
        .add_extension(alternative, critical=False)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM) + key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


CERTIFICATE_ASSUMPTIONS = (
    Assumption(
        id="tls.unknown-issuer",
        systems=EVERYWHERE,
        expected="The system's check refuses a certificate that nobody signed as such; it does not break down.",
        where=("net/tls/context.py", "net/tls/certificate.py", "net/tcp/phases.py", "model/failure.py"),
        source="truststore 0.10: CertGetCertificateChain, SecTrustEvaluateWithError, OpenSSL",
        confirmed=(Confirmation.SOURCE, Confirmation.WINE, Confirmation.LINUX),
        measure=_measure_unknown_issuer,
        reach=Reach.NETWORK,
        limit_s=_LIMIT_S,
    ),
)
