"""A report in a few hundred characters, for a PC without internet: codes and levels, and no measured value.

`HOC1:` and base45 (RFC 9285) of deflated (RFC 1951) MessagePack: customer code, report id, count of findings left out,
then a level's letter and a code for each finding, the worst first.
"""

import zlib
from typing import Annotated

import msgspec

from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.finding import CODE, Level
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record
from checker.model.report import Report
from checker.model.verdict import SEVERITY_ORDER
from checker.show.qr_code import base45

VERSION = 1
PAYLOAD_LENGTH = 1_000
"""Characters. A QR code of this many (version 21, correction M) still reads from a screen with a phone held freely."""

MAX_CODE_LENGTH = 4_296
"""What the largest QR code holds of its alphabet (ISO/IEC 18004, table 7): nothing longer was ever one."""
_PREFIX = "HOC"
_CODE = CODE.removesuffix("$") + r"\Z"  # `$` lets a line break at the end pass
_RAW_LENGTH = 30_000
_LETTERS = {Level.OK: "o", Level.NOTE: "n", Level.UNKNOWN: "u", Level.WARNING: "w", Level.BLOCKER: "b"}
_LEVELS = {letter: level for level, letter in _LETTERS.items()}


class SummaryFinding(Record, frozen=True, kw_only=True):
    """One finding: its code and how bad it is."""

    code: str
    level: Level


class ReportSummary(Record, frozen=True, kw_only=True):
    """What the payload holds. `left_out` is how many findings, the lightest, found no room."""

    customer: str
    id: str
    findings: tuple[SummaryFinding, ...] = ()
    left_out: int = 0


class _Wire(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    customer: Annotated[str, msgspec.Meta(pattern=rf"^{CUSTOMER_CODE}\Z")]
    id: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    left_out: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    findings: list[tuple[str, Annotated[str, msgspec.Meta(pattern=_CODE, max_length=60)]]]


def summarize(report: Report) -> ReportSummary:
    """The whole report's findings, the worst first, each code and level once."""
    worst_first = sorted(report.findings, key=lambda finding: (SEVERITY_ORDER[finding.level], finding.code))
    pairs = dict.fromkeys((finding.code, finding.level) for finding in worst_first)
    return ReportSummary(
        customer=report.profile.code,
        id=report.id,
        findings=tuple(SummaryFinding(code=code, level=level) for code, level in pairs),
    )


def encode_payload(report: Report) -> str:
    """At most PAYLOAD_LENGTH characters of the QR alphabet; findings in order are left out until it fits."""
    whole = summarize(report)
    count = len(whole.findings)
    while True:
        text = _encode(whole, count)
        if len(text) <= PAYLOAD_LENGTH or not count:
            return text
        count = min(count - 1, count * PAYLOAD_LENGTH // len(text))


def decode_payload(text: str) -> ReportSummary:
    """Reads a payload. Raises Unreadable: `summary-newer` for a later version, else `summary-unreadable`."""
    if len(text) > MAX_CODE_LENGTH:
        raise _refused("unreadable", "no summary")
    head, _, packed = text.strip("\r\n").partition(":")
    version = head.removeprefix(_PREFIX)
    if not head.startswith(_PREFIX) or not version.isdecimal() or len(version) > 3:
        raise _refused("unreadable", "no summary")
    if int(version) > VERSION:
        raise _refused("newer", f"version {int(version)}")
    try:
        wire = msgspec.msgpack.decode(_inflate(base45.decode(packed)), type=_Wire)
        findings = tuple(SummaryFinding(code=code, level=_LEVELS[letter]) for letter, code in wire.findings)
    except (ValueError, KeyError, zlib.error, msgspec.DecodeError) as error:
        raise _refused("unreadable", type(error).__name__) from error
    return ReportSummary(customer=wire.customer, id=wire.id.hex(), findings=findings, left_out=wire.left_out)


def _encode(whole: ReportSummary, count: int) -> str:
    wire = _Wire(
        whole.customer,
        bytes.fromhex(whole.id),
        len(whole.findings) - count,
        [(_LETTERS[finding.level], finding.code) for finding in whole.findings[:count]],
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return f"{_PREFIX}{VERSION}:" + base45.encode(packer.compress(msgspec.msgpack.encode(wire)) + packer.flush())


def _inflate(raw: bytes) -> bytes:
    """Raises ValueError for what is cut off, goes on behind its end, or would swell beyond any honest summary."""
    opener = zlib.decompressobj(-15)
    whole = opener.decompress(raw, _RAW_LENGTH)
    if not opener.eof or opener.unused_data:
        raise ValueError("deflate")
    return whole


def _refused(kind: str, where: str) -> Unreadable:
    return Unreadable(_REFUSALS[kind], where)


_REFUSALS = {
    "newer": Refusal(
        kind="summary-newer",
        de="Der Code stammt von einer neueren Version. Bitte aktualisieren Sie das Programm.",
        en="The code comes from a newer version. Please update the program.",
    ),
    "unreadable": Refusal(
        kind="summary-unreadable",
        de="Der Code ist unvollständig oder gehört nicht zu diesem Programm. Bitte lesen Sie ihn noch einmal ein.",
        en="The code is incomplete or does not belong to this program. Please scan it again.",
    ),
}
