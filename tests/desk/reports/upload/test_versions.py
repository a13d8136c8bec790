"""Programs and desks of different age: each hears which of the two must be brought up to date."""

import datetime
from types import ModuleType

import pytest

from checker.model.codec import refusal_from_json
from checker.model.manifest import AcceptedReportVersion
from checker.model.report_versions import is_version_accepted
from tests.desk import example_reports
from tests.desk.sampled import Sampled

OVER = (AcceptedReportVersion(number=1, until=datetime.date(2020, 1, 1)),)


@pytest.fixture
def validation() -> ModuleType:
    """Loaded once Django is set up."""
    from checker.desk.reports.upload import validation  # noqa: PLC0415 - the same

    return validation


def test_a_report_whose_version_is_over_is_too_old(validation: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    report_id, raw = example_reports.raw("MUSTER-1")
    assert validation.parse_and_validate(raw, report_id).id == report_id
    monkeypatch.setattr(
        validation, "is_version_accepted", lambda number, today: is_version_accepted(number, today, OVER)
    )
    with pytest.raises(validation.UploadRefused) as refused:
        validation.parse_and_validate(raw, report_id)
    assert (refused.value.status, refused.value.refusal.kind) == (426, "report-too-old")
    assert "laden Sie das Programm neu" in refused.value.refusal.de


def test_a_report_of_a_newer_program_is_no_fault_of_the_employee(validation: ModuleType) -> None:
    report_id, raw = example_reports.raw("MUSTER-1")
    with pytest.raises(validation.UploadRefused) as refused:
        validation.parse_and_validate(raw.replace(b'"version":1', b'"version":2', 1), report_id)
    assert (refused.value.status, refused.value.refusal.kind) == (426, "report-newer")
    assert "neuer als der Desk" in refused.value.refusal.de


def test_a_firm_may_end_old_programs(desk: Sampled) -> None:
    news = desk.data / "programs" / "news.toml"
    news.write_text('oldest = "99.1"\n')
    report_id, raw = example_reports.raw(desk.code)
    refused = desk.send(raw, desk.token, report_id)
    assert (refused.status, refusal_from_json(refused.data).kind) == (426, "program-too-old")
    for oldest in ('oldest = "0.0.1"', "", "= damaged"):
        news.write_text(oldest)
        report_id, raw = example_reports.raw(desk.code)
        assert desk.send(raw, desk.token, report_id).status == 201
    news.unlink()
