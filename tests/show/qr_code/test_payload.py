"""A report's summary: what it holds, that it fits, that nothing else is read, and that it travels sealed."""

import zlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.codec import Unreadable
from checker.model.finding import Finding, Level
from checker.model.profile import FirmContact
from checker.model.report import Report
from checker.model.secrecy.sealing import open_sealed
from checker.model.signature import bytes_from_text
from checker.show.qr_code.payload import (
    LANDING_PATH,
    LINK_LENGTH,
    SummaryFinding,
    landing_link,
    pack_summary,
    summarize,
    unpack_summary,
)
from tests.show.hostile import REPORTS
from tests.show.qr_code.linked import FIRM, MANY, SECRET, TOKEN, of_firm
from tests.show.samples import EMPTY, MEASUREMENTS, TROUBLE, TROUBLED, report


@settings(max_examples=15)
@given(REPORTS)
def test_a_summary_survives_the_way(made: Report) -> None:
    summary = summarize(made, TOKEN)
    assert unpack_summary(pack_summary(summary, 100_000)) == summary


def test_holds_customer_id_codes_and_levels_the_worst_first() -> None:
    summary = unpack_summary(pack_summary(summarize(TROUBLE, TOKEN), 1000))
    assert (summary.customer, summary.id, summary.enrolment) == ("MUSTER-01", TROUBLE.id, TOKEN)
    assert {(finding.code, finding.level) for finding in summary.findings} == {
        (finding.code, finding.level) for finding in TROUBLED
    }
    assert summary.findings[0] == SummaryFinding(code="camera.none", level=Level.BLOCKER)


def test_holds_nothing_that_was_measured() -> None:
    bare = [Finding(code=finding.code, level=finding.level) for finding in TROUBLED]
    measured = summarize(report(*TROUBLED, measurements=MEASUREMENTS))
    assert measured.findings == summarize(report(*bare)).findings


def test_leaves_out_the_lightest_where_there_is_no_room() -> None:
    summary = unpack_summary(pack_summary(summarize(report(*MANY)), 400))
    assert summary.left_out and summary.left_out + len(summary.findings) == 300
    assert summary.findings == summarize(report(*MANY)).findings[: len(summary.findings)]
    assert summary.findings[0].level is Level.BLOCKER
    assert pack_summary(summarize(report(*MANY)), 20) == b"" == pack_summary(summarize(EMPTY), -5)


@pytest.mark.parametrize("made", [TROUBLE, EMPTY, report(*MANY)])
def test_the_link_is_one_short_address_of_the_desk_that_only_the_firm_can_read(made: Report) -> None:
    link = landing_link(of_firm(made), TOKEN)
    address, _, sealed = link.partition("#")
    assert address == f"https://desk.example{LANDING_PATH}" and len(link) <= LINK_LENGTH <= 1_000
    summary = unpack_summary(open_sealed(bytes_from_text(sealed.encode()), SECRET))
    assert (summary.id, summary.enrolment) == (made.id, TOKEN)
    assert landing_link(of_firm(made), TOKEN) != link, "drawn anew each time"


@pytest.mark.parametrize(
    "firm",
    [
        None,
        msgspec.structs.replace(FIRM, sealing_key=""),
        msgspec.structs.replace(FIRM, desk_url=""),
        msgspec.structs.replace(FIRM, desk_url="http://desk.example"),
        msgspec.structs.replace(FIRM, desk_url="https://desk.example/" + "x" * 700),
        msgspec.structs.replace(FIRM, sealing_key="A" * 42),
    ],
)
def test_without_a_key_or_a_desk_that_a_phone_reaches_there_is_none(firm: FirmContact | None) -> None:
    assert landing_link(of_firm(TROUBLE, firm), TOKEN) == ""


def packed(wire: object, end: int = zlib.Z_FINISH, version: int = 1) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return bytes([version]) + packer.compress(msgspec.msgpack.encode(wire)) + packer.flush(end)


GOOD = ("MUSTER-01", bytes(16), bytes(16), 1_772_000_000, TOKEN, 0, [("b", "vpn.refused")])


@pytest.mark.parametrize(
    ("raw", "kind"),
    [
        (b"", "summary-unreadable"),
        (b"\x01", "summary-unreadable"),
        (packed(GOOD, version=2), "summary-newer"),
        (packed(GOOD, version=0), "summary-unreadable"),
        (b"\x01https://example.com/", "summary-unreadable"),
        (packed(GOOD)[:-3], "summary-unreadable"),
        (packed(GOOD) + b"BB8", "summary-unreadable"),
        (packed(GOOD, end=zlib.Z_SYNC_FLUSH), "summary-unreadable"),
        (packed({"a": 1}), "summary-unreadable"),
        (packed([*GOOD, "more"]), "summary-unreadable"),
        (packed(["muster", *GOOD[1:]]), "summary-unreadable"),
        (packed(["MUSTER-01\n", *GOOD[1:]]), "summary-unreadable"),
        (packed([*GOOD[:2], bytes(5), *GOOD[3:]]), "summary-unreadable"),
        (packed([*GOOD[:3], 2**40, *GOOD[4:]]), "summary-unreadable"),
        (packed([*GOOD[:6], [("x", "vpn.refused")]]), "summary-unreadable"),
        (packed([*GOOD[:6], [("b", "<script>")]]), "summary-unreadable"),
        (packed([*GOOD[:6], [("b", "vpn.refused\n")]]), "summary-unreadable"),
        (packed([*GOOD[:6], [("b", "vpn.refused")] * 100_000]), "summary-unreadable"),
    ],
)
def test_what_is_damaged_or_foreign_says_so(raw: bytes, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        unpack_summary(raw)
    assert caught.value.refusal.kind == kind


def test_a_good_one_of_the_same_making_is_read() -> None:
    assert unpack_summary(packed(GOOD)).customer == "MUSTER-01"


@settings(max_examples=50)
@given(st.binary(max_size=200))
def test_no_bytes_do_anything_but_be_refused(raw: bytes) -> None:
    with pytest.raises(Unreadable):
        unpack_summary(raw)
