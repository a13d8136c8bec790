"""The whole way in the terminal: consent, checks, result, sending."""

from rich.console import Console

from checker.client.arguments import ClientOptions
from checker.client.ports.report_delivery import ReportDelivery
from checker.client.session import OUTAGES, Session
from checker.client.text.progress import run_checks
from checker.client.text.prompt import NotInteractive
from checker.client.text.steps.consent import ask_consent
from checker.client.text.steps.device_trials import offer_trials
from checker.client.text.steps.metered import confirm_metered
from checker.client.text.steps.outage_watch import watch_outages
from checker.client.text.steps.public_measurement import offer_public_measurement
from checker.client.text.steps.recheck import offer_recheck
from checker.client.text.steps.repair import offer_repairs
from checker.client.text.steps.sending import confirm_and_send
from checker.client.text.words import tr
from checker.model.record import Record
from checker.model.report import Receipt
from checker.model.verdict import NOT_JUDGED, verdict
from checker.show.plain_text import call_text, plain_text


class TextModeResult(Record, frozen=True, kw_only=True):
    """How it ended. `interrupted`: by Ctrl-C during the checks."""

    exit_code: int
    has_measurements: bool = False
    interrupted: bool = False
    receipt: Receipt | None = None


def run_text_mode(
    session: Session, delivery: ReportDelivery, console: Console, options: ClientOptions
) -> TextModeResult:
    """One run in the terminal."""
    try:
        is_anything_allowed = ask_consent(session, console, yes=options.yes)
    except NotInteractive:
        console.print(tr("Niemand ist da, der zustimmen könnte. Mit --yes stimmen Sie allem zu."))
        return TextModeResult(exit_code=NOT_JUDGED)
    if not is_anything_allowed:
        console.print(tr("Nichts erlaubt: Über diesen Computer wurde nichts gelesen und nichts gesendet."))
        return TextModeResult(exit_code=NOT_JUDGED)
    confirm_metered(session, console, yes=options.yes)
    interrupted = not (watch_outages(session, console) if session.only == (OUTAGES,) else run_checks(session, console))
    _show_result(session, console, options)
    if not interrupted:
        session.add_to_history()
    if not interrupted and not options.yes:
        first_id = session.report.id
        offer_trials(session, console)
        offer_public_measurement(session, console)
        offer_repairs(session, console)
        offer_recheck(session, console)
        if session.report.id != first_id:
            _show_result(session, console, options)
            session.add_to_history()
    receipt = _send(session, delivery, console, options, interrupted=interrupted)
    report = session.report
    console.print()
    console.print(call_text(report, session.language, receipt), markup=False, soft_wrap=True)
    if session.history.count() > 1:
        console.print(tr("Mit einer früheren Prüfung vergleichen: Homeoffice-Check history"), soft_wrap=True)
    exit_code = verdict(report.findings).exit_code
    return TextModeResult(exit_code=exit_code, has_measurements=True, interrupted=interrupted, receipt=receipt)


def _show_result(session: Session, console: Console, options: ClientOptions) -> None:
    console.print()
    text = plain_text(session.local_report, session.language, details=options.details)
    console.print(text, markup=False, soft_wrap=True)


def _send(
    session: Session, delivery: ReportDelivery, console: Console, options: ClientOptions, *, interrupted: bool
) -> Receipt | None:
    if session.profile.firm is None or not session.profile.firm.desk_url:
        console.print(tr("Das Profil nennt keine Adresse der IT-Firma. Der Bericht bleibt bei Ihnen."))
        return None
    send = options.send
    if send is None and (options.yes or interrupted):
        send = not interrupted  # Ctrl-C takes back what --yes said
    return confirm_and_send(session, delivery, console, send=send)
