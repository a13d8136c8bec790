import zlib

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from checker.model.codec import Unreadable
from checker.model.finding import Finding, Level
from checker.model.report import Report
from checker.show.qr_code import base45
from checker.show.qr_code.payload import PAYLOAD_LENGTH, SummaryFinding, decode_payload, encode_payload, summarize
from tests.show.hostile import REPORTS
from tests.show.samples import EMPTY, MEASUREMENTS, TROUBLE, TROUBLED, report


@pytest.mark.parametrize(
    ("raw", "text"),
    [(b"AB", "BB8"), (b"Hello!!", "%69 VD92EX0"), (b"base-45", "UJCLQE7W581"), (b"ietf!", "QED8WEX0"), (b"", "")],
)
def test_the_examples_of_the_standard(raw: bytes, text: str) -> None:
    """RFC 9285, 4.3 and 4.4."""
    assert base45.encode(raw) == text
    assert base45.decode(text) == raw


@given(st.binary())
def test_any_bytes_come_back(raw: bytes) -> None:
    assert base45.decode(base45.encode(raw)) == raw


@pytest.mark.parametrize("text", ["A", "AAAA", ":::", "::", "ab0", "GGW", "Ä00"])
def test_what_cannot_have_been_encoded_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="base45"):
        base45.decode(text)


@settings(max_examples=80)
@given(REPORTS)
def test_a_summary_survives_the_way_through_the_code(report: Report) -> None:
    text = encode_payload(report)
    assert set(text) <= set(base45.ALPHABET) and len(text) <= PAYLOAD_LENGTH
    assert decode_payload(text) == summarize(report)


def test_holds_customer_id_codes_and_levels_the_worst_first() -> None:
    summary = decode_payload(encode_payload(TROUBLE))
    assert (summary.customer, summary.id) == ("MUSTER-01", TROUBLE.id)
    assert {(finding.code, finding.level) for finding in summary.findings} == {
        (finding.code, finding.level) for finding in TROUBLED
    }
    assert summary.findings[0] == SummaryFinding(code="camera.none", level=Level.BLOCKER)


def test_holds_nothing_that_was_measured() -> None:
    bare = [Finding(code=finding.code, level=finding.level) for finding in TROUBLED]
    assert encode_payload(report(*TROUBLED, measurements=MEASUREMENTS)) == encode_payload(report(*bare))


def test_leaves_out_the_lightest_where_there_is_no_room() -> None:
    many = [
        Finding(code=f"x.{zlib.crc32(str(n).encode()):x}-{zlib.adler32(str(n).encode()):x}", level=level)
        for level in (Level.OK, Level.BLOCKER)
        for n in range(150)
    ]
    summary = decode_payload(encode_payload(report(*many)))
    assert summary.left_out and summary.left_out + len(summary.findings) == 300
    assert summary.findings == summarize(report(*many)).findings[: len(summary.findings)]
    assert summary.findings[0].level is Level.BLOCKER


def packed(wire: object, end: int = zlib.Z_FINISH) -> str:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return "HOC1:" + base45.encode(packer.compress(msgspec.msgpack.encode(wire)) + packer.flush(end))


GOOD = ("MUSTER-01", bytes(16), 0, [("b", "vpn.refused")])


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("", "summary-unreadable"),
        ("HOC1:", "summary-unreadable"),
        ("HOC2:ABC", "summary-newer"),
        ("HOC1:%%%", "summary-unreadable"),
        ("https://example.com/", "summary-unreadable"),
        ("HOC" + "9" * 5000 + ":", "summary-unreadable"),
        (encode_payload(EMPTY)[:-3], "summary-unreadable"),
        (encode_payload(EMPTY) + "BB8", "summary-unreadable"),
        (packed(GOOD, end=zlib.Z_SYNC_FLUSH), "summary-unreadable"),
        (packed({"a": 1}), "summary-unreadable"),
        (packed([*GOOD, "more"]), "summary-unreadable"),
        (packed(["muster", *GOOD[1:]]), "summary-unreadable"),
        (packed(["MUSTER-01\n", *GOOD[1:]]), "summary-unreadable"),
        (packed([*GOOD[:3], [("x", "vpn.refused")]]), "summary-unreadable"),
        (packed([*GOOD[:3], [("b", "<script>")]]), "summary-unreadable"),
        (packed([*GOOD[:3], [("b", "vpn.refused\n")]]), "summary-unreadable"),
        (packed([*GOOD[:3], [("b", "vpn.refused")] * 100_000]), "summary-unreadable"),
    ],
)
def test_a_damaged_or_foreign_code_says_so(text: str, kind: str) -> None:
    with pytest.raises(Unreadable) as caught:
        decode_payload(text)
    assert caught.value.refusal.kind == kind


def test_a_good_one_of_the_same_making_is_read() -> None:
    assert decode_payload(packed(GOOD) + "\n").customer == "MUSTER-01"


@given(st.one_of(st.text(), st.text(base45.ALPHABET).map("HOC1:{}".format)))
def test_no_text_does_anything_but_be_refused(text: str) -> None:
    with pytest.raises(Unreadable):
        decode_payload(text)
