"""What whoever sent a report may do with it at the desk: see how far it is, and delete it.

By a secret that stays on the PC, of which the report carries the digest alone; the reference that is read out opens
nothing.
"""

import hashlib
import hmac
import secrets
from enum import Enum
from typing import Annotated

import msgspec

from checker.model.record import Record
from checker.model.report import REPORT_ID

SECRET_BYTES = 16
"""128 bits."""
SECRET_HEADER = "Homeoffice-Check-Report-Secret"  # noqa: S105 - a header's name


class ReportProgress(Enum):
    """How far a report is at the desk. `filed`: it is fine, and nobody had to do anything."""

    RECEIVED = "received"
    OPENED = "opened"
    WORKING = "working"
    WAITING = "waiting"
    WAITING_FOR_EMPLOYEE = "waiting-for-employee"
    SOLVED = "solved"
    FILED = "filed"
    DELETED = "deleted"


class ReportStatus(Record, frozen=True, kw_only=True):
    """The desk's answer to whoever sent the report. Nothing of anybody is in it."""

    id: Annotated[str, msgspec.Meta(pattern=REPORT_ID)]
    progress: ReportProgress


def new_secret() -> str:
    """32 random hexadecimal digits."""
    return secrets.token_hex(SECRET_BYTES)


def digest_of_secret(secret: str) -> str:
    """64 hexadecimal digits of SHA-256. Nobody gets back from 128 random bits, so neither salt nor stretching."""
    return hashlib.sha256(secret.encode()).hexdigest()


def is_secret_of(secret: str, digest: str) -> bool:
    """Whether the report with this digest is theirs; never of one without. In constant time."""
    return hmac.compare_digest(digest_of_secret(secret), digest)
