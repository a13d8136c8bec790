"""The whole way in the terminal: consent, checks, result, sending."""

from rich.console import Console

from checker.client.arguments import Options
from checker.client.session import Session
from checker.client.text.ask import NobodyThere
from checker.client.text.consent import ask_consent
from checker.client.text.metered import ask_about_metered
from checker.client.text.progress import run_checks
from checker.client.text.public import offer_public_test
from checker.client.text.send import ask_and_send
from checker.client.text.trying import offer_trials
from checker.client.text.words import tr
from checker.client.window.delivery import Delivery
from checker.model.record import Record
from checker.model.report import Receipt
from checker.model.verdict import verdict
from checker.show.plain import plain_text

NOT_JUDGED = 2


class Talked(Record, frozen=True, kw_only=True):
    """How it ended. `interrupted`: by Ctrl-C during the checks."""

    exit_code: int
    measured: bool = False
    interrupted: bool = False
    receipt: Receipt | None = None


def talk(session: Session, delivery: Delivery, console: Console, options: Options) -> Talked:
    """One run in the terminal."""
    try:
        allowed = ask_consent(session, console, yes=options.yes)
    except NobodyThere:
        console.print(tr("Niemand ist da, der zustimmen könnte. Mit --yes stimmen Sie allem zu."))
        return Talked(exit_code=NOT_JUDGED)
    if not allowed:
        console.print(tr("Nichts erlaubt: Es wurde nichts gelesen und nichts gesendet."))
        return Talked(exit_code=NOT_JUDGED)
    ask_about_metered(session, console, yes=options.yes)
    interrupted = not run_checks(session, console)
    if not interrupted and not options.yes:
        offer_trials(session, console)
        offer_public_test(session, console)
    report = session.report
    console.print()
    console.print(plain_text(report, session.language, details=options.details), markup=False, soft_wrap=True)
    receipt = _sent(session, delivery, console, options, interrupted=interrupted)
    if receipt is not None:
        console.print(tr("Kennzeichen zum Vorlesen: {reference}", reference=receipt.reference), style="bold")
    exit_code = verdict(report.findings).exit_code
    return Talked(exit_code=exit_code, measured=True, interrupted=interrupted, receipt=receipt)


def _sent(
    session: Session, delivery: Delivery, console: Console, options: Options, *, interrupted: bool
) -> Receipt | None:
    if session.profile.firm is None or not session.profile.firm.desk_url:
        console.print(tr("Das Profil nennt keine Adresse der IT-Firma. Der Bericht bleibt bei Ihnen."))
        return None
    send = options.send
    if send is None and (options.yes or interrupted):
        send = not interrupted  # Ctrl-C takes back what --yes said
    return ask_and_send(session, delivery, console, send=send)
