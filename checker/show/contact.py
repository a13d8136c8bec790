"""How the IT firm of a profile is reached, as one line."""

from checker.model.report import Report
from checker.model.text import Language
from checker.show.translations import translator


def contact(report: Report, language: Language) -> str:
    """Name, phone and mail as far as the profile names them; nothing without a firm."""
    tr = translator(language)
    firm = report.profile.firm
    if firm is None:
        return ""
    phone = tr("Telefon {phone}", phone=firm.phone) if firm.phone else ""
    return ", ".join(part for part in (firm.name, phone, firm.mail) if part)
