"""A prepared mail: address, reference and file name, nothing of the person, and only where it can be sealed."""

from urllib.parse import parse_qs, urlsplit

import msgspec
import pytest

from checker.client.delivery.report_mail import can_mail, mail_link
from checker.model.profile import FirmContact, Profile
from checker.model.report import Consent, Report, report_reference
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text
from checker.run.report import assemble_report

FIRM = FirmContact(
    name="Muster IT", mail="hilfe+büro@muster-it.example", sealing_key=sealing_key_text(new_sealing_key())
)


def report_of(firm: FirmContact | None) -> Report:
    return assemble_report(Profile(code="ACME", customer="Acme", firm=firm), [], Consent(), "de")


@pytest.mark.parametrize("language", ["de", "en"])
def test_the_mail_names_file_and_reference(language: str) -> None:
    report = report_of(FIRM)
    link = urlsplit(mail_link(report, "Homeoffice-Check 2026-03-02 09-30.hoc", language))
    fields = parse_qs(link.query)
    assert link.scheme == "mailto" and "@muster-it.example" in link.path and "?" not in link.path
    assert report_reference(report.id) in fields["subject"][0]
    assert "„Homeoffice-Check 2026-03-02 09-30.hoc“" in fields["body"][0] or "“Homeoffice" in fields["body"][0]
    assert "\r\n" in fields["body"][0]


def test_only_where_somebody_can_read_it() -> None:
    assert can_mail(report_of(FIRM))
    assert not can_mail(report_of(None))
    assert not can_mail(report_of(msgspec.structs.replace(FIRM, mail="")))
    assert not can_mail(report_of(msgspec.structs.replace(FIRM, sealing_key="")))
