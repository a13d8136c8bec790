"""A whole report in a file: for its firm alone, or as plain JSON; what is damaged or swells is refused."""

import gzip

import msgspec
import pytest

from checker.model.codec import Unreadable, to_json
from checker.model.secrecy.sealed_report import MAX_REPORT_BYTES, open_report, seal_report
from checker.model.secrecy.sealing import new_sealing_key, seal
from tests.show.qr_code.linked import FIRM, SECRET, of_firm
from tests.show.samples import TROUBLE

REPORT = of_firm(TROUBLE)


def test_the_firm_opens_what_nobody_else_can() -> None:
    sealed = seal_report(REPORT)
    assert open_report(sealed, SECRET) == (REPORT, to_json(REPORT))
    assert REPORT.id.encode() not in sealed
    with pytest.raises(Unreadable) as caught:
        open_report(sealed, new_sealing_key())
    assert caught.value.refusal.kind == "sealed-unreadable"


def test_plain_json_is_read_as_it_is() -> None:
    assert open_report(b"\n" + to_json(REPORT), SECRET)[0] == REPORT


@pytest.mark.parametrize("packed", [b"", b"{}", gzip.compress(b"{"), gzip.compress(to_json(REPORT))[:-9]])
def test_what_is_no_report_is_refused(packed: bytes) -> None:
    with pytest.raises(Unreadable):
        open_report(seal(packed, FIRM.sealing_key), SECRET)


def test_what_swells_is_refused_before_it_fills_the_memory() -> None:
    with pytest.raises(Unreadable) as caught:
        open_report(seal(gzip.compress(bytes(20 * MAX_REPORT_BYTES)), FIRM.sealing_key), SECRET)
    assert caught.value.refusal.kind == "sealed-damaged"


def test_without_a_key_there_is_none() -> None:
    with pytest.raises(ValueError, match="key"):
        seal_report(of_firm(TROUBLE, msgspec.structs.replace(FIRM, sealing_key="")))
