"""What a gateway's certificate is worth, as facts of the check."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.checks.vpn.connection.certificate_chain import verify_chain
from checker.checks.vpn.gateways.keys import parse_authorities
from checker.checks.vpn.verdict import Facts
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.trust import Trust
from checker.net.tls.certificate import parse_certificate


def utc_now() -> datetime.datetime:
    """The PC's clock, UTC: certificates are judged by what VPN clients go by."""
    return datetime.datetime.now(datetime.UTC)


def check_chain(chain: list[bytes], ca: str, name: str) -> tuple[bool, Facts]:
    """Whether a chain read through OpenVPN is bad, and its facts. Without one, nothing can be concluded."""
    if not chain:
        return False, {"certificate.trust": Failure(operation=Operation.TLS, kind=FailureKind.NOT_MEASURED)}
    try:
        trust = verify_chain(chain, parse_authorities(ca), utc_now(), name)
        is_bad = trust not in (Trust.TRUSTED, Trust.DATES_VALID)
        return is_bad, {"certificate.trust": trust.value, **validity_facts(chain[0])}
    except ValueError:
        return False, {"certificate.trust": Failure(operation=Operation.TLS, kind=FailureKind.BAD_ANSWER)}


def check_dates(der: bytes) -> Trust:
    """The verdict on a certificate whose issuer does not matter, because the profile names it itself."""
    try:
        trust = verify_chain([der], [], utc_now())
        return Trust.TRUSTED if trust is Trust.DATES_VALID else trust
    except ValueError:
        return Trust.REFUSED


def validity_facts(der: bytes | None) -> Facts:
    """How long it is still good, and how long it was made for; nothing where it cannot be read."""
    try:
        certificate = parse_certificate(der) if der else None
    except ValueError:
        certificate = None
    if certificate is None:
        return {}
    return {
        "certificate.days-left": round(certificate.days_left(utc_now()), 2),
        "certificate.lifetime": round(certificate.days_left(certificate.not_before), 2),
    }


@contextmanager
def authorities_file(pem: str, extra_ca: str | None) -> Iterator[str | None]:
    """A file of the authorities to trust besides the system's, deleted at the end; None for none. Raises OSError."""
    if not pem.strip():
        yield extra_ca
        return
    extra = Path(extra_ca).read_text("utf-8") if extra_ca else ""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "authorities.pem"
        file.write_text(pem.rstrip("\n") + "\n" + extra, "utf-8")
        yield str(file)
