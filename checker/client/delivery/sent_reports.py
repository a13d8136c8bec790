"""Reports that the desk has: what it says of them, and their deletion there and here. Asks only when told to."""

from checker.client.delivery.delivery_text import delivery_text
from checker.client.delivery.outbox import Outbox
from checker.client.desk_api import UNENCRYPTED, is_secure_url, parse_refusal
from checker.client.ports.sent_reports import DeskAnswer, SentReport
from checker.knowledge.translator import Translator
from checker.model.codec import Unreadable, report_status_from_json
from checker.model.failure import OperationFailed, Refusal
from checker.model.report import Report
from checker.model.secrecy.own_report import SECRET_HEADER, ReportProgress
from checker.net.net import Net

OWN_REPORT_PATH = "/api/v1/reports/{id}"
GONE = "report-gone"
"""The desk's word for a report that it has no more: its time is over, or it was deleted."""
UNREACHABLE = Refusal(
    kind="desk-unreachable",
    de="Ihre IT-Firma ist gerade nicht zu erreichen. Bitte versuchen Sie es später noch einmal.",
    en="Your IT firm cannot be reached just now. Please try again later.",
)
OLDER_DESK = Refusal(
    kind="desk-older",
    de="Ihre IT-Firma kann das noch nicht. Nennen Sie ihr das Kennzeichen und bitten Sie um die Löschung.",
    en="Your IT firm cannot do that yet. Tell it the reference and ask for the deletion.",
)
NO_SECRET = Refusal(
    kind="no-secret",
    de="Zu diesem Bericht liegt auf diesem Computer kein Schlüssel. Nennen Sie Ihrer IT-Firma das Kennzeichen und "
    "bitten Sie um die Löschung.",
    en="This computer has no key of this report. Tell your IT firm the reference and ask for the deletion.",
)


class SentReports:
    """Safe to use from any thread. What asks the desk waits for its answer."""

    def __init__(self, outbox: Outbox, net: Net) -> None:
        self._outbox = outbox
        self._net = net

    def reports(self) -> list[SentReport]:
        """Those of the last weeks that the desk has, the newest first."""
        receipts = [queued.state.receipt for queued in self._outbox.queued_reports()]
        sent = [SentReport(receipt=receipt) for receipt in receipts if receipt is not None]
        return sorted(sent, key=lambda entry: entry.receipt.received, reverse=True)

    def report(self, report_id: str) -> Report:
        """This PC's copy. Raises OperationFailed, Unreadable."""
        return self._outbox.report(report_id)

    def query_status(self, report_id: str) -> DeskAnswer:
        """How far the desk is with it."""
        return self._query_desk("GET", report_id)

    def delete(self, report_id: str) -> DeskAnswer:
        """Deletes it at the desk, and then here. Where the desk has it no more, only here."""
        answer = self._query_desk("DELETE", report_id)
        if not answer.is_gone:
            return answer
        try:
            self._outbox.delete(report_id)
        except OperationFailed:
            return DeskAnswer(message=delivery_text(_only_there), is_gone=True)
        return DeskAnswer(message=delivery_text(_deleted), is_gone=True)

    def _query_desk(self, method: str, report_id: str) -> DeskAnswer:
        try:
            firm = self._outbox.report(report_id).profile.firm
        except (OperationFailed, Unreadable):
            firm = None
        secret, url = self._outbox.secret(report_id), firm.desk_url if firm is not None else ""
        if not secret or not url:
            return _refused(NO_SECRET)
        if not is_secure_url(url):
            return _refused(UNENCRYPTED)
        address = url.rstrip("/") + OWN_REPORT_PATH.format(id=report_id)
        try:
            response = self._net.request(method, address, headers={SECRET_HEADER: secret, "Accept": "application/json"})
        except OperationFailed:
            return _refused(UNREACHABLE)
        if response.status == 200:
            try:
                status = report_status_from_json(response.body)
            except Unreadable:
                return _refused(UNREACHABLE)
            # A proxy's page, or another report's answer, is no answer about this one.
            return _progress(status.progress) if status.id == report_id else _refused(UNREACHABLE)
        refusal = parse_refusal(response.body) or UNREACHABLE
        return _refused(OLDER_DESK if refusal.kind == "not-found" else refusal)


def _progress(progress: ReportProgress) -> DeskAnswer:
    return DeskAnswer(
        message=delivery_text(lambda tr: _progress_text(progress, tr)), is_gone=progress is ReportProgress.DELETED
    )


def _refused(refusal: Refusal) -> DeskAnswer:
    return DeskAnswer(message=refusal.text, is_gone=refusal.kind == GONE, is_refused=True)


def _progress_text(progress: ReportProgress, tr: Translator) -> str:
    match progress:
        case ReportProgress.RECEIVED:
            return tr("Der Bericht ist da. Angesehen hat ihn noch niemand.")
        case ReportProgress.OPENED:
            return tr("Ihre IT-Firma hat den Bericht angesehen.")
        case ReportProgress.WORKING:
            return tr("Ihre IT-Firma kümmert sich gerade darum.")
        case ReportProgress.WAITING:
            return tr("Ihre IT-Firma ist dran und wartet auf jemand anderen, zum Beispiel auf den Internetanbieter.")
        case ReportProgress.WAITING_FOR_EMPLOYEE:
            return tr("Ihre IT-Firma wartet auf eine Antwort von Ihnen.")
        case ReportProgress.SOLVED:
            return tr("Ihre IT-Firma hat den Fall abgeschlossen.")
        case ReportProgress.FILED:
            return tr("Der neueste Bericht ist in Ordnung. Für Ihre IT-Firma ist nichts zu tun.")
        case ReportProgress.DELETED:
            return _deleted(tr)


def _deleted(tr: Translator) -> str:
    return tr("Der Bericht ist gelöscht.")


def _only_there(tr: Translator) -> str:
    return tr(
        "Bei Ihrer IT-Firma ist der Bericht gelöscht. Die Kopie auf diesem Computer ließ sich nicht löschen; sie "
        "verschwindet nach einiger Zeit von selbst."
    )
