"""What Art. 13 GDPR has people told before their data are read, in plain words, for the window and the terminal."""

from checker.client.contacted_hosts import contacted_hosts
from checker.client.delivery.outbox import RETENTION_DAYS
from checker.model.networks import NOBODYS_ADDRESS
from checker.model.privacy import (
    CASE_CODE_DAYS,
    CHECKPOINT_DAYS,
    CLOSED_REPORT_DAYS,
    HISTORY_DAYS,
    HISTORY_RUNS,
    OWN_WORDS_DAYS,
    REFUSED_UPLOAD_DAYS,
    REPORT_DAYS,
)
from checker.model.profile import FirmContact, Profile
from checker.model.text import Language, Text
from checker.show.sanitizer import sanitize


def privacy_notice(profile: Profile, language: Language) -> list[str]:
    """Its paragraphs for this profile: with a desk who gets the report, without one that nobody does."""
    firm = profile.firm
    recipient = _recipient_texts(firm) if firm is not None and firm.desk_url else [_NOBODY]
    texts = [_responsible_text(profile), _PURPOSE, *recipient, _contacts_text(profile), _own_files_text(), _NO_WATCH]
    return [sanitize(text.render(language)) for text in texts]


def start_sentence(profile: Profile) -> Text:
    """What happens before anybody has agreed to anything, and what does not."""
    firm = profile.firm
    if firm is None or not firm.desk_url:
        return _NOTHING_YET
    host = contacted_hosts(profile)[0]
    return Text(
        de=f"Bis Sie zustimmen, wird über diesen Computer nichts gelesen und nichts gesendet. Vorher fragt das "
        f"Programm nur {host} nach dem Profil Ihres Arbeitgebers (Kennung {profile.code}), nach dem Logo Ihrer "
        "IT-Firma, nach bekannten Störungen und nach einer neuen Programmversion. Dafür liest es, ob ein Vermittler "
        "(Proxy) eingestellt ist, und richtet sich danach. Bestimmt ihn ein Skript, holt es auch dieses Skript und "
        "fragt nach den Namen, die darin stehen.",
        en=f"Until you agree, nothing is read about this computer and nothing about it is sent. Before that the "
        f"program only asks {host} for your employer's profile (code {profile.code}), for your IT firm's logo, for "
        "known incidents and for a newer version of the program. For this it reads whether an intermediary (proxy) is "
        "set, and goes by that. Where a script chooses it, it also fetches this script and asks for the names that "
        "stand in it.",
    )


def _responsible_text(profile: Profile) -> Text:
    firm = profile.firm
    if firm is None:
        return Text(
            de="Verantwortlich: Sie selbst. Alles bleibt auf diesem Computer.",
            en="Responsible: you yourself. Everything stays on this computer.",
        )
    contact = ", ".join(part for part in (firm.name, firm.phone, firm.mail) if part)
    return Text(
        de=f"Verantwortlich: {profile.customer or 'Ihr Arbeitgeber'}. In dessen Auftrag handelt {contact}.",
        en=f"Responsible: {profile.customer or 'your employer'}. On its behalf acts {contact}.",
    )


def _recipient_texts(firm: FirmContact) -> list[Text]:
    return [
        Text(
            de=f"Empfänger: {firm.name}, über die Adresse {firm.desk_url}. Andere bekommen den Bericht nicht.",
            en=f"Recipient: {firm.name}, at the address {firm.desk_url}. Nobody else gets the report.",
        ),
        Text(
            de="Grundlage: Ihre Einwilligung (Artikel 6 Absatz 1 Buchstabe a DSGVO, Paragraf 25 Absatz 1 TDDDG). Sie "
            "ist freiwillig, und Sie können sie jederzeit widerrufen: Löschen Sie den Bericht in diesem Programm unter "
            "„Gesendete Berichte“, oder nennen Sie Ihrer IT-Firma Ihr Kennzeichen und bitten Sie um die Löschung.",
            en="Basis: your consent (Article 6(1)(a) GDPR, section 25(1) TDDDG). It is voluntary, and you can withdraw "
            "it at any time: delete the report in this program under “Sent reports”, or tell your IT firm your "
            "reference and ask for the deletion.",
        ),
        Text(
            de=f"Dauer: Ein gesendeter Bericht wird nach {REPORT_DAYS} Tagen gelöscht, nach dem Abschluss schon nach "
            f"{CLOSED_REPORT_DAYS} Tagen; Name, Nummer und Ihre Worte dann nach {OWN_WORDS_DAYS} Tagen. Was die "
            f"IT-Firma nicht annimmt, wird nach {REFUSED_UPLOAD_DAYS} Tagen gelöscht.",
            en=f"Duration: a report that was sent is deleted after {REPORT_DAYS} days, and once the case is closed "
            f"after {CLOSED_REPORT_DAYS} days; your name, number and words then after {OWN_WORDS_DAYS} days. What the "
            f"IT firm does not accept is deleted after {REFUSED_UPLOAD_DAYS} days.",
        ),
        Text(
            de="Ihre Rechte: Auskunft, Berichtigung, Löschung, Einschränkung, Übertragung; außerdem Beschwerde bei der "
            "Aufsichtsbehörde für den Datenschutz.",
            en="Your rights: access, rectification, erasure, restriction, portability; and a complaint to the data "
            "protection authority.",
        ),
    ]


def _contacts_text(profile: Profile) -> Text:
    """Whom the checks of the network speak to; each learns what every server learns."""
    hosts = ", ".join(contacted_hosts(profile))
    places_de, places_en = (f": {hosts}", f": {hosts}") if hosts else (" des Internets", " of the internet")
    desk_de, desk_en = ("", "")
    if profile.firm is not None and profile.firm.desk_url:
        host = contacted_hosts(profile)[0]
        desk_de, desk_en = f", verglichen mit {host}", f", compared with {host}"
    control_de, control_en = _CONTROL if any("dns_servers" in table for table in profile.needs.values()) else ("", "")
    return Text(
        de=f"Prüfen Sie das Netz, spricht das Programm Stellen an{places_de}. Jede sieht dabei die öffentliche Adresse "
        f"Ihres Anschlusses.{control_de} Gelesen wird auch, ob eine Firewall, eine VPN-Verbindung oder ein Vermittler "
        "(Proxy) eingestellt ist; ob das Netz einen Vermittler anbietet, fragt das Programm die Adresse „wpad“ Ihres "
        f"Netzes. Beim Computer wird auch gelesen, ob die Uhr richtig geht{desk_de}.",
        en=f"If you check the network, the program speaks to places{places_en}. Each of them sees your line's public "
        f"address.{control_en} It also reads whether a firewall, a VPN connection or an intermediary (proxy) is set; "
        "whether the network offers an intermediary, it asks the address “wpad” of your network. For the computer it "
        f"also reads whether the clock is right{desk_en}.",
    )


def _own_files_text() -> Text:
    return Text(
        de=f"Auf diesem Computer: Ein Bericht, den Sie senden, liegt bis zur Annahme und dann {RETENTION_DAYS} Tage im "
        "Ordner des Programms, mit dem Schlüssel, durch den nur Sie ihn löschen können. Die zufällige Nummer Ihres "
        f"Anliegens gilt bis {CASE_CODE_DAYS} Tage nach dem letzten Senden. Ihre letzten {HISTORY_RUNS} Prüfungen "
        f"liegen dort bis zu {HISTORY_DAYS} Tage, damit Sie sie vergleichen können; unter „Frühere Prüfungen“ löschen "
        "Sie sie. Gesendet werden sie nie. Beobachten Sie Abbrüche, liegt deren Stand dort, bis das Ergebnis da ist, "
        f"höchstens {CHECKPOINT_DAYS} Tage. Profil, Logo und Schlüssel der IT-Firma, Datum der neuesten Programmliste "
        "und Protokoll bleiben dort, bis Sie das Programm entfernen.",
        en=f"On this computer: a report that you send lies in the program's folder until it is accepted, and "
        f"{RETENTION_DAYS} days longer, with the key by which only you can delete it. The random number of your "
        f"trouble is valid until {CASE_CODE_DAYS} days after the last sending. Your last {HISTORY_RUNS} checks lie "
        f"there for up to {HISTORY_DAYS} days, so that you can compare them; under “Earlier checks” you delete them. "
        "They are never sent. If you watch for outages, what was seen so far lies there until the result is there, "
        f"{CHECKPOINT_DAYS} days at most. Profile, the IT firm's key and logo, the date of the newest list of programs "
        "and the log stay there until you remove the program.",
    )


_CONTROL = (
    f" Eine Frage geht an die Adresse {NOBODYS_ADDRESS}, die niemand hat: Antwortet jemand, steht er auf dem Weg.",
    f" One question goes to the address {NOBODYS_ADDRESS}, which nobody has: whoever answers stands on the way.",
)
_NOTHING_YET = Text(
    de="Bis Sie zustimmen, wird nichts gelesen und nichts gesendet.",
    en="Until you agree, nothing is read and nothing is sent.",
)
_PURPOSE = Text(
    de="Zweck: Fehler finden, die Sie bei der Arbeit zu Hause stören, und fehlende Ausstattung planen.",
    en="Purpose: finding faults that disturb your work at home, and planning equipment that is missing.",
)
_NOBODY = Text(
    de="Empfänger: niemand. Dieses Programm hat keine Adresse, an die es etwas senden könnte.",
    en="Recipient: nobody. This program has no address that it could send anything to.",
)
_NO_WATCH = Text(
    de="Es gibt keine Überwachung: Das Programm läuft nur, wenn Sie es starten, und endet mit diesem Fenster.",
    en="There is no surveillance: the program runs only when you start it, and ends with this window.",
)
