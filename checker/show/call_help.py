"""What is needed for a call to the IT firm: the number, the sentence to say, and the reference to read out."""

from checker.model.finding import Finding
from checker.model.record import Record
from checker.model.report import Receipt, Report, report_reference
from checker.model.text import Language
from checker.show.findings import describe_finding
from checker.show.first_step import first_sentence
from checker.show.spelling_alphabet import spell_out
from checker.show.translations import translator


class CallHelp(Record, frozen=True, kw_only=True):
    """`firm`, `phone`, `mail`, `office_hours`: empty where the profile does not name them.

    `reference` is there before sending.
    """

    firm: str = ""
    phone: str = ""
    mail: str = ""
    office_hours: str = ""
    sentence: str
    reference: str
    spelling: str

    def number_line(self, language: Language) -> str:
        """Whom to call, as one line."""
        tr = translator(language)
        if self.phone:
            return tr("{firm}, Telefon {phone}", firm=self.firm, phone=self.phone)
        if self.firm and self.mail:
            return tr("{firm}, E-Mail {mail}", firm=self.firm, mail=self.mail)
        if self.firm:
            return self.firm
        return tr("Ihre IT-Firma. Kennen Sie die Nummer nicht, fragen Sie Ihren Arbeitgeber.")

    def hours_line(self, language: Language) -> str:
        """When somebody answers, in the firm's own words; empty where the profile does not say."""
        tr = translator(language)
        return tr("Zu erreichen: {hours}", hours=self.office_hours) if self.office_hours else ""

    def spoken_sentence(self, language: Language) -> str:
        """The sentence to say, with the reference."""
        tr = translator(language)
        return tr("{sentence} Mein Kennzeichen ist {reference}.", sentence=self.sentence, reference=self.reference)


def call_help(
    report: Report, language: Language, receipt: Receipt | None = None, attempted: Finding | None = None
) -> CallHelp:
    """For this report; after it arrived its `receipt` names the reference.

    `attempted`: the finding whose steps did not help; without it the call is about what is to be done first.
    """
    firm = report.profile.firm
    reference = receipt.reference if receipt is not None else report_reference(report.id)
    return CallHelp(
        firm=firm.name if firm is not None else "",
        phone=firm.phone if firm is not None else "",
        mail=firm.mail if firm is not None else "",
        office_hours=firm.office_hours if firm is not None else "",
        sentence=_sentence(report, language, attempted),
        reference=reference,
        spelling=spell_out(reference, language),
    )


def next_steps(report: Report, language: Language, *, is_received: bool) -> str:
    """What happens after sending, and by when: the firm's own promise where it gives one."""
    tr = translator(language)
    firm = report.profile.firm
    if not is_received:
        return ""
    promise = firm.promise if firm is not None and firm.promise else tr("Ihre IT-Firma sieht sich den Bericht an.")
    return tr("So geht es weiter: {promise} Eilt es, rufen Sie gleich an.", promise=promise)


def _sentence(report: Report, language: Language, attempted: Finding | None) -> str:
    tr = translator(language)
    caller = tr("Guten Tag, hier ist … von {customer}.", customer=report.profile.customer)
    greeting = caller if report.profile.customer else tr("Guten Tag, hier ist …")
    if attempted is not None:
        cause = describe_finding(attempted, language)
        message = tr("Der Homeoffice-Check meldet: {cause} Die Schritte dazu haben nicht geholfen.", cause=cause)
        return f"{greeting} {message}"
    cause = first_sentence(report, language)
    message = (
        tr("Der Homeoffice-Check meldet: {cause}", cause=cause)
        if cause
        else tr("Der Homeoffice-Check findet nichts, aber es klappt trotzdem nicht.")
    )
    return f"{greeting} {message}"
