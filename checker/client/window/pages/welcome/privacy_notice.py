"""What Art. 13 GDPR has people told before their data are read, in plain words."""

from checker.client.window.translation import tr
from checker.model.profile import FirmContact, Profile


def privacy_notice(profile: Profile) -> str:
    """The text for this profile: with a desk who gets the report, without one that nobody does."""
    firm = profile.firm
    parts = [
        _responsible_text(profile),
        tr("Zweck: Fehler finden, die Sie bei der Arbeit zu Hause stören, und fehlende Ausstattung planen."),
        *(_recipient_texts(firm) if firm is not None and firm.desk_url else _no_recipient_texts()),
        tr("Es gibt keine Überwachung: Das Programm läuft nur, wenn Sie es starten, und endet mit diesem Fenster."),
    ]
    return "\n\n".join(parts)


def _recipient_texts(firm: FirmContact) -> list[str]:
    return [
        tr(
            "Empfänger: {firm}, über die Adresse {address}. Andere bekommen den Bericht nicht.",
            firm=firm.name,
            address=firm.desk_url,
        ),
        tr(
            "Grundlage: Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a DSGVO, Paragraf 25 Absatz 1 TDDDG). "
            "Sie ist freiwillig, und Sie können sie jederzeit widerrufen: "
            "Nennen Sie Ihrer IT-Firma Ihr Kennzeichen und bitten Sie um die Löschung."
        ),
        tr(
            "Dauer: Wie lange ein gesendeter Bericht aufbewahrt wird, legt Ihr Arbeitgeber mit der IT-Firma fest. "
            "Fragen Sie ruhig danach."
        ),
        tr(
            "Ihre Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Übertragung; "
            "außerdem Beschwerde bei der Aufsichtsbehörde für den Datenschutz."
        ),
    ]


def _no_recipient_texts() -> list[str]:
    return [tr("Empfänger: niemand. Dieses Programm hat keine Adresse, an die es etwas senden könnte.")]


def _responsible_text(profile: Profile) -> str:
    firm = profile.firm
    if firm is None:
        return tr("Verantwortlich: Sie selbst. Alles bleibt auf diesem Computer.")
    contact = ", ".join(part for part in (firm.name, firm.phone, firm.mail) if part)
    employer = profile.customer or tr("Ihr Arbeitgeber")
    return tr("Verantwortlich: {employer}. In dessen Auftrag handelt {firm}.", employer=employer, firm=contact)
