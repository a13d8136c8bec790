"""A mail to the IT firm, prepared as far as a mailto link goes: the file is to be attached by hand (RFC 6068)."""

from urllib.parse import quote

from checker.client.delivery.storage.report_file import can_seal
from checker.model.report import Report, report_reference
from checker.model.text import Language, Text


def can_mail(report: Report) -> bool:
    """Whether the profile names a mail address, and the report can be sealed for whoever reads there."""
    return can_seal(report) and report.profile.firm is not None and bool(report.profile.firm.mail)


def mail_link(report: Report, file_name: str, language: Language) -> str:
    """Address, subject and text. The text names the file alone: its folder has the employee's name in it."""
    firm = report.profile.firm
    reference = report_reference(report.id)
    text = Text(
        de=f"Guten Tag,\n\nim Anhang ist mein Bericht, Kennzeichen {reference}, als Datei „{file_name}“. "
        "Er ist für Sie verschlüsselt; Sie lesen ihn in Ihrem Dienst unter „Bericht einlesen“.\n\nMit freundlichen "
        "Grüßen\n",
        en=f"Hello,\n\nattached is my report, reference {reference}, as the file “{file_name}”. "
        "It is encrypted for you; your service reads it under “Read a report from a file”.\n\nKind regards\n",
    ).render(language)
    address = quote(firm.mail if firm is not None else "", safe="@")
    subject, body = quote(f"Homeoffice-Check {reference}"), quote(text.replace("\n", "\r\n"))
    return f"mailto:{address}?subject={subject}&body={body}"
