"""What a gateway's certificate is worth, as facts of the check."""

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from checker.checks.vpn.chain import judged
from checker.checks.vpn.keys import authorities
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.observation import Value
from checker.model.trust import Trust
from checker.net.certificate import parse_certificate

Facts = dict[str, Value | Failure]


def now() -> datetime.datetime:
    """The PC's clock, UTC: certificates are judged by what VPN clients go by."""
    return datetime.datetime.now(datetime.UTC)


def chain_verdict(chain: list[bytes], ca: str, name: str) -> tuple[bool, Facts]:
    """Whether a chain read through OpenVPN is bad, and its facts. One that was not shown says nothing."""
    if not chain:
        return False, {"certificate.trust": Failure(operation=Operation.TLS, kind=FailureKind.NOT_MEASURED)}
    try:
        trust = judged(chain, authorities(ca), now(), name)
        return trust is not Trust.TRUSTED, {"certificate.trust": trust.value, **dates(chain[0])}
    except ValueError:
        return False, {"certificate.trust": Failure(operation=Operation.TLS, kind=FailureKind.BAD_ANSWER)}


def in_date(der: bytes) -> Trust:
    """The verdict on a certificate whose issuer does not matter, because the profile names it itself."""
    try:
        return judged([der], [], now())
    except ValueError:
        return Trust.REFUSED


def dates(der: bytes | None) -> Facts:
    """How long it is still good, and how long it was made for; nothing where it cannot be read."""
    try:
        found = parse_certificate(der) if der else None
    except ValueError:
        found = None
    if found is None:
        return {}
    return {
        "certificate.days-left": round(found.days_left(now()), 2),
        "certificate.lifetime": round(found.days_left(found.not_before), 2),
    }


@contextmanager
def believed(pem: str, extra_ca: str | None) -> Iterator[str | None]:
    """A file of all authorities to believe beside the system's, gone at the end; None for none. Raises OSError."""
    if not pem.strip():
        yield extra_ca
        return
    more = Path(extra_ca).read_text("utf-8") if extra_ca else ""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "authorities.pem"
        file.write_text(pem.rstrip("\n") + "\n" + more, "utf-8")
        yield str(file)
