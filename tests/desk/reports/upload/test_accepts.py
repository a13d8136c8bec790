"""What a client hears when its report is welcome."""

import concurrent.futures
import json
import re

from checker.model.codec import receipt_from_json
from checker.model.profile import CODE_ALPHABET
from checker.model.report import REFERENCE_DIGITS, new_report_id, report_reference
from tests.desk import example_reports
from tests.desk.sampled import Sampled


def test_a_new_report_gets_a_receipt(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    answer = any_desk.send(raw, any_desk.token, report_id)
    assert answer.status == 201
    receipt = receipt_from_json(answer.data)
    assert receipt.id == report_id
    assert re.fullmatch(f"[{CODE_ALPHABET}]{{3}}-[{CODE_ALPHABET}]{{3}}", receipt.reference)
    assert receipt.firm == "Muster-IT (Beispiel)"
    assert "Set-Cookie" not in answer.headers


def test_the_reference_is_the_one_that_the_employee_could_read_out_before_sending(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    receipt = receipt_from_json(any_desk.send(raw, any_desk.token, report_id).data)
    assert receipt.reference == report_reference(report_id)
    page = any_desk.technician().get(f"/inbox/?q={receipt.reference.lower()}")
    assert page.path == f"/reports/{receipt.reference}/"


def test_a_reference_that_is_taken_is_not_given_twice(any_desk: Sampled) -> None:
    first_id, raw = example_reports.raw(any_desk.code)
    second_id = new_report_id(first_id[:REFERENCE_DIGITS])
    first = receipt_from_json(any_desk.send(raw, any_desk.token, first_id).data)
    second_raw = raw.replace(first_id.encode(), second_id.encode())
    second = receipt_from_json(any_desk.send(second_raw, any_desk.token, second_id).data)
    assert report_reference(first_id) == report_reference(second_id) == first.reference != second.reference
    again = receipt_from_json(any_desk.send(second_raw, any_desk.token, second_id).data)
    assert again.reference == second.reference


def test_the_same_report_again_is_the_same_receipt(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    first = any_desk.send(raw, any_desk.token, report_id)
    again = any_desk.send(raw, any_desk.token, report_id)
    assert (first.status, again.status) == (201, 200)
    assert first.data == again.data


def test_the_same_id_with_other_bytes_is_refused(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    assert any_desk.send(raw, any_desk.token, report_id).status == 201
    answer = any_desk.send(raw + b"\n", any_desk.token, report_id)
    assert answer.status == 409
    assert json.loads(answer.data)["kind"] == "report-conflict"


def test_many_at_once_are_one(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    with concurrent.futures.ThreadPoolExecutor(12) as pool:
        answers = list(pool.map(lambda _: any_desk.send(raw, any_desk.token, report_id), range(12)))
    assert sorted(answer.status for answer in answers) == [200] * 11 + [201]
    assert len({answer.data for answer in answers}) == 1


def test_different_ones_at_once_are_all_kept(any_desk: Sampled) -> None:
    made = [
        example_reports.raw(any_desk.code, measured)
        for measured in (example_reports.WELL, example_reports.SLOW, example_reports.WRONG_CLOCK) * 5
    ]
    with concurrent.futures.ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda numbered: any_desk.send(numbered[1], any_desk.token, numbered[0]), made))
    assert {answer.status for answer in answers} == {201}
    assert len({json.loads(answer.data)["reference"] for answer in answers}) == len(made)


def test_what_is_kept_is_byte_for_byte_what_came(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    reference = json.loads(any_desk.send(raw, any_desk.token, report_id).data)["reference"]
    page = any_desk.technician().get(f"/reports/{reference}/report.json")
    assert page.text.encode() == raw


def test_a_large_report_within_the_limit_is_taken(any_desk: Sampled) -> None:
    report_id, raw = example_reports.raw(any_desk.code)
    padded = raw[:-1] + b" " * (2_000_000 - len(raw)) + b"}"
    assert any_desk.send(padded, any_desk.token, report_id).status == 201
