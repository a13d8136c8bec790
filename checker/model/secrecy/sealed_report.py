"""A whole report in a file that only its IT firm can open: compressed JSON (RFC 1952) in a sealed box."""

import gzip
import io
import zlib

from checker.model.codec import Unreadable, report_from_json, to_json
from checker.model.failure import Refusal
from checker.model.report import Report
from checker.model.secrecy.sealing import open_sealed, seal

MAX_REPORT_BYTES = 2_000_000


def seal_report(report: Report) -> bytes:
    """For the firm of its profile. Raises ValueError where that has no key."""
    firm = report.profile.firm
    return seal(gzip.compress(to_json(report), mtime=0), firm.sealing_key if firm is not None else "")


def open_report(content: bytes, secret: bytes) -> tuple[Report, bytes]:
    """The report of a file, sealed or as plain JSON, and its JSON. Raises Unreadable."""
    raw = content if content.lstrip()[:1] == b"{" else _unpack(open_sealed(content, secret))
    return report_from_json(raw), raw


def _unpack(packed: bytes) -> bytes:
    try:
        raw = gzip.GzipFile(fileobj=io.BytesIO(packed)).read(MAX_REPORT_BYTES + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise Unreadable(_DAMAGED, type(error).__name__) from error
    if len(raw) > MAX_REPORT_BYTES:
        raise Unreadable(_DAMAGED, "too long")
    return raw


_DAMAGED = Refusal(
    kind="sealed-damaged",
    de="Die Datei ist beschädigt. Bitte lassen Sie sich den Bericht noch einmal schicken.",
    en="The file is damaged. Please have the report sent once more.",
)
