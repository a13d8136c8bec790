"""The mail that invites employees, in both languages, to copy or to open in the mail program. Pure."""

import datetime
from urllib.parse import quote

from checker.model.record import Record
from checker.model.text import Language, Text


class MailText(Record, frozen=True, kw_only=True):
    """Subject and text."""

    language: Language
    subject: str
    text: str

    @property
    def link(self) -> str:
        """For the mail program (RFC 6068): without a recipient."""
        return f"mailto:?subject={quote(self.subject)}&body={quote(self.text.replace(chr(10), chr(13) + chr(10)))}"


_SUBJECT = Text(de="Ihr Arbeitsplatz zu Hause: bitte kurz prüfen", en="Your workplace at home: a short check, please")
_TEXT = Text(
    de="Guten Tag,\n\n"
    "{firm} betreut die Computer von {customer}. Ein kleines Programm prüft in unter einer Minute, ob bei Ihnen zu "
    "Hause alles bereit ist, und sagt Ihnen, was zu tun ist.\n\n"
    "1. Öffnen Sie auf dem Computer diese Adresse: {address}\n"
    "2. Laden Sie das Programm und starten Sie es.\n"
    "3. Vergleichen Sie die vier Prüfwörter: {phrase}\n\n"
    "Gesendet wird nur, was Sie vorher gesehen haben und erlauben.{ends}\n\n"
    "Fragen? {contact}\n",
    en="Hello,\n\n"
    "{firm} looks after the computers of {customer}. A small program checks in under a minute whether everything is "
    "ready at your home, and tells you what to do.\n\n"
    "1. On the computer, open this address: {address}\n"
    "2. Download the program and start it.\n"
    "3. Compare the four check words: {phrase}\n\n"
    "Only what you have seen before and allow is sent.{ends}\n\n"
    "Questions? {contact}\n",
)
_ENDS = Text(de=" Die Einladung gilt bis {day}.", en=" The invitation is good until {day}.")


def mail_text(
    language: Language, *, firm: str, customer: str, address: str, phrase: str, contact: str, ends: datetime.date | None
) -> MailText:
    """In one language; `ends` for an invitation."""
    day = "" if ends is None else ends.strftime("%d.%m.%Y") if language == "de" else ends.strftime("%d %B %Y")
    return MailText(
        language=language,
        subject=_SUBJECT.render(language),
        text=_TEXT.render(
            language,
            firm=firm,
            customer=customer,
            address=address,
            phrase=phrase,
            contact=contact,
            ends=_ENDS.render(language, day=day) if day else "",
        ),
    )
