"""A report on its way, and the sentence that says where it is."""

import datetime
import math

from checker.client.delivery.delivery_state import DeliveryStage, DeliveryState
from checker.client.delivery.delivery_text import delivery_text
from checker.client.delivery.upload_outcome import RetryReason
from checker.knowledge.translator import Translator
from checker.model.failure import Refusal
from checker.model.record import Record
from checker.model.report import Receipt
from checker.model.text import Text


class QueuedReport(Record, frozen=True, kw_only=True):
    """`id` is the report's. `storage_refusal`: why it is only in memory and would be lost with the program, or None."""

    id: str
    state: DeliveryState
    is_sending: bool = False
    storage_refusal: Refusal | None = None

    @property
    def stage(self) -> DeliveryStage:
        """Where it is."""
        return (
            DeliveryStage.SENDING if self.is_sending and self.state.stage is DeliveryStage.WAITING else self.state.stage
        )

    @property
    def is_final(self) -> bool:
        """Whether nothing more will happen to it by itself."""
        return self.stage in (DeliveryStage.DELIVERED, DeliveryStage.STOPPED)

    def status_text(self, now: datetime.datetime) -> Text:
        """Where it is, what that means and what to do, in both languages."""
        return delivery_text(lambda tr: _status_text(self, tr, now))


def _status_text(queued: QueuedReport, tr: Translator, now: datetime.datetime) -> str:
    state, language = queued.state, tr.language
    if state.receipt is not None:
        return _delivered_text(state.receipt, tr)
    if state.refusal is not None:
        stays_here = tr("Der Bericht bleibt auf diesem Computer.")
        return " ".join((state.refusal.render(language), "" if queued.storage_refusal else stays_here)).strip()
    if queued.is_sending:
        return tr("Der Bericht wird gesendet …")
    parts = [_waiting_text(state, tr, now)]
    if state.reason is not None:
        parts.append(_advice_text(state.reason, tr))
    if queued.storage_refusal is not None:
        parts.append(queued.storage_refusal.render(language))
    return " ".join(part for part in parts if part)


def _delivered_text(receipt: Receipt, tr: Translator) -> str:
    if not receipt.firm:
        return tr("Der Bericht ist angekommen. Ihr Kennzeichen: {reference}.", reference=receipt.reference)
    return tr(
        "Der Bericht ist bei {firm} angekommen. Ihr Kennzeichen: {reference}.",
        firm=receipt.firm,
        reference=receipt.reference,
    )


def _waiting_text(state: DeliveryState, tr: Translator, now: datetime.datetime) -> str:
    if state.reason is None:
        return tr("Der Bericht wartet auf den Versand.")
    tries = tr.plural("{n}-mal versucht", "{n}-mal versucht", state.tried)
    wait_s = state.wait_s(now)
    if wait_s <= 0:
        return tr("{waits_for}, {tried}.", waits_for=_awaited_text(state.reason, tr), tried=tries)
    if wait_s < 60:
        next_try = tr.plural("in {n} Sekunde", "in {n} Sekunden", math.ceil(wait_s))
    else:
        next_try = tr.plural("in {n} Minute", "in {n} Minuten", round(wait_s / 60))
    return tr(
        "{waits_for}, {tried}. Nächster Versuch {again}.",
        waits_for=_awaited_text(state.reason, tr),
        tried=tries,
        again=next_try,
    )


def _awaited_text(reason: RetryReason, tr: Translator) -> str:
    match reason:
        case RetryReason.INTERNET:
            return tr("Wartet auf Internet")
        case RetryReason.TRUST:
            return tr("Wartet auf eine vertrauenswürdige Verbindung zur IT-Firma")
        case RetryReason.PORTAL:
            return tr("Wartet auf freien Weg ins Internet")
        case RetryReason.PROXY:
            return tr("Wartet auf den Zwischen-Server (Proxy)")
        case RetryReason.DESK | RetryReason.BUSY | RetryReason.FAULT:
            return tr("Wartet auf die IT-Firma")


def _advice_text(reason: RetryReason, tr: Translator) -> str:
    match reason:
        case RetryReason.INTERNET:
            return tr("Sobald das Internet wieder geht, wird der Bericht von selbst gesendet.")
        case RetryReason.DESK:
            return tr("Ihr Dienst ist von hier aus gerade nicht erreichbar. Es wird von selbst weiter versucht.")
        case RetryReason.BUSY:
            return tr("Dort kommen gerade viele Berichte an. Es wird von selbst weiter versucht.")
        case RetryReason.FAULT:
            return tr("Ihr Dienst hat gerade eine Störung. Es wird von selbst weiter versucht.")
        case RetryReason.TRUST:
            return tr(
                "Prüfen Sie, ob Datum und Uhrzeit dieses Computers stimmen. Wenn ja, rufen Sie Ihre IT-Firma an: "
                "Der Ausweis des Servers (Zertifikat) ist ungültig."
            )
        case RetryReason.PORTAL:
            return tr(
                "Statt der IT-Firma antwortet etwas anderes, zum Beispiel die Anmeldeseite eines WLANs. Öffnen Sie den "
                "Browser und melden Sie sich dort an. Hilft das nicht, rufen Sie Ihre IT-Firma an."
            )
        case RetryReason.PROXY:
            return tr("Er verlangt eine Anmeldung. Rufen Sie Ihre IT-Firma an oder wechseln Sie das Netz.")
