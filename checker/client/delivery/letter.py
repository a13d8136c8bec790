"""A report on its way, and the sentence that says where it is."""

import datetime
import functools
import math

from checker.client.delivery.outcome import Reason
from checker.client.delivery.state import Delivery, Stage
from checker.knowledge.words import Translator
from checker.model.failure import Refusal
from checker.model.record import Record
from checker.model.report import Receipt
from checker.model.text import LANGUAGES, Language, Text


class Letter(Record, frozen=True, kw_only=True):
    """`id` is the report's. `unkept`: why it is only in memory and would be lost with the program, or None."""

    id: str
    delivery: Delivery
    sending: bool = False
    unkept: Refusal | None = None

    @property
    def stage(self) -> Stage:
        """Where it is."""
        return Stage.SENDING if self.sending and self.delivery.stage is Stage.WAITING else self.delivery.stage

    @property
    def over(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.stage in (Stage.DELIVERED, Stage.STOPPED)

    def said(self, now: datetime.datetime) -> Text:
        """Where it is, what that means and what to do, in both languages."""
        said = {language: _said(self, language, now) for language in LANGUAGES}
        return Text(de=said["de"], en=said["en"])


def _said(letter: Letter, language: Language, now: datetime.datetime) -> str:
    tr, delivery = _words(language), letter.delivery
    if delivery.receipt is not None:
        return _arrived(delivery.receipt, tr)
    if delivery.refusal is not None:
        kept = tr("Der Bericht bleibt auf diesem Computer.")
        return " ".join((_in(delivery.refusal, language), "" if letter.unkept else kept)).strip()
    if letter.sending:
        return tr("Der Bericht wird gesendet …")
    parts = [_waiting(delivery, tr, now)]
    if delivery.reason is not None:
        parts.append(_advice(delivery.reason, tr))
    if letter.unkept is not None:
        parts.append(_in(letter.unkept, language))
    return " ".join(part for part in parts if part)


def _arrived(receipt: Receipt, tr: Translator) -> str:
    if not receipt.firm:
        return tr("Der Bericht ist angekommen. Ihr Kennzeichen: {reference}.", reference=receipt.reference)
    return tr(
        "Der Bericht ist bei {firm} angekommen. Ihr Kennzeichen: {reference}.",
        firm=receipt.firm,
        reference=receipt.reference,
    )


def _waiting(delivery: Delivery, tr: Translator, now: datetime.datetime) -> str:
    if delivery.reason is None:
        return tr("Der Bericht wartet auf den Versand.")
    tried = tr.plural("{n}-mal versucht", "{n}-mal versucht", delivery.tried)
    wait_s = delivery.wait_s(now)
    if wait_s <= 0:
        return tr("{waits_for}, {tried}.", waits_for=_waits_for(delivery.reason, tr), tried=tried)
    if wait_s < 60:
        again = tr.plural("in {n} Sekunde", "in {n} Sekunden", math.ceil(wait_s))
    else:
        again = tr.plural("in {n} Minute", "in {n} Minuten", round(wait_s / 60))
    return tr(
        "{waits_for}, {tried}. Nächster Versuch {again}.",
        waits_for=_waits_for(delivery.reason, tr),
        tried=tried,
        again=again,
    )


def _waits_for(reason: Reason, tr: Translator) -> str:
    match reason:
        case Reason.INTERNET:
            return tr("Wartet auf Internet")
        case Reason.TRUST:
            return tr("Wartet auf eine vertrauenswürdige Verbindung zur IT-Firma")
        case Reason.PORTAL:
            return tr("Wartet auf freien Weg ins Internet")
        case Reason.PROXY:
            return tr("Wartet auf den Zwischen-Server (Proxy)")
        case Reason.DESK | Reason.BUSY | Reason.FAULT:
            return tr("Wartet auf die IT-Firma")


def _advice(reason: Reason, tr: Translator) -> str:
    match reason:
        case Reason.INTERNET:
            return tr("Sobald das Internet wieder geht, wird der Bericht von selbst gesendet.")
        case Reason.DESK:
            return tr("Ihr Dienst ist von hier aus gerade nicht erreichbar. Es wird von selbst weiter versucht.")
        case Reason.BUSY:
            return tr("Dort kommen gerade viele Berichte an. Es wird von selbst weiter versucht.")
        case Reason.FAULT:
            return tr("Ihr Dienst hat gerade eine Störung. Es wird von selbst weiter versucht.")
        case Reason.TRUST:
            return tr(
                "Prüfen Sie, ob Datum und Uhrzeit dieses Computers stimmen. Wenn ja, rufen Sie Ihre IT-Firma an: "
                "Der Ausweis der Gegenstelle (Zertifikat) ist ungültig."
            )
        case Reason.PORTAL:
            return tr(
                "Statt der IT-Firma antwortet etwas anderes, zum Beispiel die Anmeldeseite eines WLANs. Öffnen Sie den "
                "Browser und melden Sie sich dort an. Hilft das nicht, rufen Sie Ihre IT-Firma an."
            )
        case Reason.PROXY:
            return tr("Er verlangt eine Anmeldung. Rufen Sie Ihre IT-Firma an oder wechseln Sie das Netz.")


def _in(refusal: Refusal, language: Language) -> str:
    return refusal.en if language == "en" else refusal.de


@functools.cache
def _words(language: Language) -> Translator:
    """The sentences of one language; never switched, because both are said at the same time."""
    return Translator("delivery", language)
