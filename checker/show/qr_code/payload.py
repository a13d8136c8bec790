"""A report in a few hundred bytes, for a PC without internet: codes and levels, and no measured value.

A byte for the version, then deflated (RFC 1951) MessagePack: customer, report, case, time, what the desk accepts it by,
how many findings are left out, then a level's letter and a code for each, the worst first. It travels sealed to the
firm, in the fragment of an address of its desk: what stands there no browser sends along (RFC 3986, 3.5).
"""

import datetime
import zlib
from typing import Annotated

import msgspec

from checker.model.codec import Unreadable
from checker.model.failure import Refusal
from checker.model.finding import CODE, Level
from checker.model.profile import CUSTOMER_CODE
from checker.model.record import Record
from checker.model.report import Moment, Report
from checker.model.secrecy.sealing import OVERHEAD, seal
from checker.model.signature import text_from_bytes
from checker.model.verdict import SEVERITY_ORDER

VERSION = 1
LINK_LENGTH = 700
"""Characters. A QR code of this many bytes (version 21, correction M) still reads from a screen with a phone held
freely."""
LANDING_PATH = "/q"
"""Of the desk: the page that hands over what stands behind the `#`."""

_CODE = CODE.removesuffix("$") + r"\Z"  # `$` lets a line break at the end pass
_RAW_LENGTH = 30_000
_LATEST = 2**33
"""Seconds since 1970: the year 2242."""
_LETTERS = {Level.OK: "o", Level.NOTE: "n", Level.UNKNOWN: "u", Level.WARNING: "w", Level.BLOCKER: "b"}
_LEVELS = {letter: level for level, letter in _LETTERS.items()}


class SummaryFinding(Record, frozen=True, kw_only=True):
    """One finding: its code and how bad it is."""

    code: str
    level: Level


class ReportSummary(Record, frozen=True, kw_only=True):
    """What the payload holds. `left_out` is how many findings, the lightest, found no room.

    `enrolment`: the token by which the desk accepts reports of the customer.
    """

    customer: str
    id: str
    created: Moment
    case_code: str = ""
    enrolment: str = ""
    findings: tuple[SummaryFinding, ...] = ()
    left_out: int = 0


class _Wire(msgspec.Struct, frozen=True, array_like=True, forbid_unknown_fields=True):
    customer: Annotated[str, msgspec.Meta(pattern=rf"^{CUSTOMER_CODE}\Z")]
    id: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    case_code: Annotated[bytes, msgspec.Meta(max_length=16)]
    created: Annotated[int, msgspec.Meta(ge=0, le=_LATEST)]
    enrolment: Annotated[str, msgspec.Meta(max_length=400)]
    left_out: Annotated[int, msgspec.Meta(ge=0, le=10_000)]
    findings: list[tuple[str, Annotated[str, msgspec.Meta(pattern=_CODE, max_length=60)]]]


def summarize(report: Report, enrolment: str = "") -> ReportSummary:
    """The whole report's findings, the worst first, each code and level once."""
    worst_first = sorted(report.findings, key=lambda finding: (SEVERITY_ORDER[finding.level], finding.code))
    pairs = dict.fromkeys((finding.code, finding.level) for finding in worst_first)
    return ReportSummary(
        customer=report.profile.code,
        id=report.id,
        created=datetime.datetime.fromtimestamp(min(max(int(report.created.timestamp()), 0), _LATEST), datetime.UTC),
        case_code=report.case_code,
        enrolment=enrolment,
        findings=tuple(SummaryFinding(code=code, level=level) for code, level in pairs),
    )


def landing_link(report: Report, enrolment: str) -> str:
    """An address of the desk that hands the report's summary over from any phone; empty where there can be none.

    There is none without a key to seal it with, without a desk that a phone reaches safely, or where even the shortest
    is too long.
    """
    firm = report.profile.firm
    if firm is None or not firm.sealing_key or not firm.desk_url.startswith("https://"):
        return ""
    address = f"{firm.desk_url.rstrip('/')}{LANDING_PATH}#"
    raw = pack_summary(summarize(report, enrolment), (LINK_LENGTH - len(address)) * 3 // 4 - OVERHEAD)
    try:
        return address + text_from_bytes(seal(raw, firm.sealing_key)) if raw else ""
    except ValueError:
        return ""


def pack_summary(whole: ReportSummary, max_bytes: int) -> bytes:
    """At most so many bytes; findings in order are left out until it fits. Nothing where that is not enough."""
    count = len(whole.findings)
    while True:
        raw = _pack(whole, count)
        if len(raw) <= max_bytes:
            return raw
        if not count:
            return b""
        count = min(count - 1, count * max_bytes // len(raw)) if max_bytes > 0 else 0


def unpack_summary(raw: bytes) -> ReportSummary:
    """Reads a payload. Raises Unreadable: `summary-newer` for a later version, else `summary-unreadable`."""
    if not raw:
        raise _refused("unreadable", "empty")
    if raw[0] > VERSION:
        raise _refused("newer", f"version {raw[0]}")
    try:
        wire = msgspec.msgpack.decode(_inflate(raw[1:]), type=_Wire)
        findings = tuple(SummaryFinding(code=code, level=_LEVELS[letter]) for letter, code in wire.findings)
    except (ValueError, KeyError, zlib.error, msgspec.DecodeError) as error:
        raise _refused("unreadable", type(error).__name__) from error
    if raw[0] != VERSION or len(wire.case_code) not in (0, 16):
        raise _refused("unreadable", "no summary")
    return ReportSummary(
        customer=wire.customer,
        id=wire.id.hex(),
        created=datetime.datetime.fromtimestamp(wire.created, datetime.UTC),
        case_code=wire.case_code.hex(),
        enrolment=wire.enrolment,
        findings=findings,
        left_out=wire.left_out,
    )


def _pack(whole: ReportSummary, count: int) -> bytes:
    wire = _Wire(
        whole.customer,
        bytes.fromhex(whole.id),
        bytes.fromhex(whole.case_code),
        int(whole.created.timestamp()),
        whole.enrolment,
        min(len(whole.findings) - count + whole.left_out, 10_000),
        [(_LETTERS[finding.level], finding.code) for finding in whole.findings[:count]],
    )
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return bytes([VERSION]) + packer.compress(msgspec.msgpack.encode(wire)) + packer.flush()


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
        de="Der Code stammt von einem neueren Programm, als Ihre IT-Firma es kennt. Bitte rufen Sie dort an.",
        en="The code comes from a newer program than your IT firm knows. Please call it.",
    ),
    "unreadable": Refusal(
        kind="summary-unreadable",
        de="Der Code ist unvollständig oder gehört nicht zu diesem Programm. Bitte lesen Sie ihn noch einmal ein.",
        en="The code is incomplete or does not belong to this program. Please scan it again.",
    ),
}
