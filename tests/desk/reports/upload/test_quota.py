"""No sender fills the disk: bytes a day, bytes in all, room that stays free; and others can go on sending."""

from collections.abc import Iterator

import msgspec
import pytest

from checker.model.codec import refusal_from_json, to_json
from tests.desk import example_reports
from tests.desk.reports.upload.most_stored import most_stored_bytes
from tests.desk.sampled import Sampled

GIGABYTE = 1_000_000_000


def test_a_gigabyte_is_out_of_reach_within_the_limits() -> None:
    """What one enrolment can leave at the desk, with any number of addresses: reports and refused uploads."""
    from checker.desk.disk import MIN_FREE_BYTES  # noqa: PLC0415 - after django.setup()
    from checker.desk.reports.upload import quota  # noqa: PLC0415 - after django.setup()

    accepted, unaccepted = most_stored_bytes()
    assert accepted + unaccepted < GIGABYTE
    assert quota.PER_NETWORK.times * 3 <= quota.PER_CUSTOMER.times, "one network leaves room for its colleagues"
    assert unaccepted < MIN_FREE_BYTES


@pytest.fixture(scope="module")
def proxied(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sampled]:
    """That limits count on PostgreSQL as on SQLite, the tests of guessed codes show."""
    with Sampled(tmp_path_factory.mktemp("quota"), "--behind-proxy") as served:
        served.meet()
        yield served


def _send_padded(desk: Sampled, size: int, sender: str) -> tuple[int, str]:
    report_id, raw = example_reports.raw(desk.code)
    headers = {
        "Content-Type": "application/json",
        "Homeoffice-Check-Enrolment": desk.token,
        "Idempotency-Key": report_id,
        "X-Forwarded-For": sender,
    }
    body = raw + b" " * (size - len(raw))
    answer = desk.pool.request("POST", f"{desk.url}/api/v1/reports", body=body, headers=headers)
    return answer.status, "" if answer.status < 400 else refusal_from_json(answer.data).kind


def test_bytes_of_a_network_and_a_day(proxied: Sampled) -> None:
    desk = proxied
    statuses = [_send_padded(desk, 1_950_000, f"203.0.113.{number}")[0] for number in range(12)]
    assert statuses == [201] * 10 + [429] * 2
    assert _send_padded(desk, 60_000, "203.0.113.99") == (201, ""), "what is small still fits"
    assert _send_padded(desk, 1_950_000, "198.51.100.7") == (201, "")


def test_needs_are_no_place_for_anything_else(proxied: Sampled) -> None:
    desk = proxied
    report = example_reports.report(desk.code)
    junk = msgspec.structs.replace(report.profile, needs={"junk": {"a": "x" * 300_000}})
    raw = to_json(msgspec.structs.replace(report, profile=junk))
    answer = desk.send(raw, desk.token, report.id)
    assert (answer.status, refusal_from_json(answer.data).kind) == (413, "report-too-large")
