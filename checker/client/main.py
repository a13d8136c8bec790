"""The client from its command line to its exit code: profile, window or terminal, report, delivery."""

import importlib
import logging
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from rich.console import Console

from checker.bootstrap.libraries import has_display
from checker.client.arguments import Options, parse
from checker.client.delivery.courier import Courier
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.save import save, sorry
from checker.client.display import can_open
from checker.client.journal import Journal
from checker.client.places import Places
from checker.client.profiles.loaded import LoadedProfile
from checker.client.profiles.source import load
from checker.client.session import Session
from checker.client.text.talk import talk
from checker.client.text.terminal import terminal
from checker.client.text.words import tr
from checker.model.codec import Unreadable
from checker.model.failure import Failed, Refusal
from checker.model.record import Record
from checker.model.report import Receipt, Report
from checker.net.net import Net
from checker.run.worker import defect

NOT_JUDGED = 2
LET_GO_S = 3.0
"""So long an upload under way may still take when the program ends; after that the next start goes on."""
log = logging.getLogger(__name__)


class Result(Record, frozen=True, kw_only=True):
    """How a run of the client ended. `in_text`: it went through the terminal. `interrupted`: somebody said stop."""

    exit_code: int
    receipt: Receipt | None = None
    in_text: bool = True
    interrupted: bool = False


def main(arguments: Sequence[str]) -> int:
    """0 ready, 1 not ready, 2 could not judge."""
    return run(parse(arguments)).exit_code


def run(options: Options, net: Net | None = None) -> Result:
    """One run. Whatever goes wrong ends in a sentence and NOT_JUDGED, never in a traceback."""
    tr.use(options.language)
    console = terminal()
    places = Places(options.home)
    journal = Journal(places)
    journal.start()
    try:
        return _run(options, net or Net(), places, console)
    except Unreadable as refused:
        log.info("refused: %s %s", refused.refusal.kind, refused.where)
        console.print(_said(refused.refusal, options), markup=False)
        if refused.where and options.details:
            console.print(refused.where, markup=False)
    except KeyboardInterrupt:
        console.print(tr("Abgebrochen. Was bis dahin gemessen wurde, bleibt."))
        return Result(exit_code=NOT_JUDGED, interrupted=True)
    except Exception as error:  # the last net below everything: a person sits in front
        log.exception("defect")
        console.print(
            tr(
                "Das Programm hat einen Fehler gemacht. Ihre Berichte sind nicht verloren. Bitte starten Sie es noch "
                "einmal; bleibt es dabei, nennen Sie Ihrer IT-Firma: {place}",
                place=defect(error).detail,
            ),
            markup=False,
        )
    finally:
        journal.stop()
    return Result(exit_code=NOT_JUDGED)


def _run(options: Options, net: Net, places: Places, console: Console) -> Result:
    loaded = load(
        options.profile, places=places, net=net, trusted=options.keys, unsigned_allowed=options.unsigned_profile
    )
    session = Session(loaded.profile, net, language=options.language, only=options.only, contract=options.contract)
    session.plan()  # a mistake in --only or in the profile shows before anything is asked
    courier = Courier(Outbox(places), net)
    _care_for_earlier_reports(courier, loaded, console, options)
    courier.start()
    try:
        if options.text or not has_display():
            return _in_text(session, loaded, courier, options, console)
        return _in_window(session, loaded, courier, options, console)
    finally:
        courier.stop(LET_GO_S)


def _care_for_earlier_reports(courier: Courier, loaded: LoadedProfile, console: Console, options: Options) -> None:
    """A new profile revives reports that were refused for the old one; damaged files are named once."""
    if loaded.trusted_key:
        courier.outbox.renew(loaded.profile)
    if courier.waiting():
        console.print(tr("Ein früherer Bericht wartet noch und wird jetzt gesendet."))
    damaged = courier.outbox.damaged()
    if damaged is not None:
        console.print(_said(damaged, options), markup=False)


def _in_text(session: Session, loaded: LoadedProfile, courier: Courier, options: Options, console: Console) -> Result:
    if not options.text:
        console.print(tr("Es gibt keine Anzeige für ein Fenster. Es geht im Terminal weiter."))
    if loaded.note is not None:
        console.print(loaded.note.say(session.language), markup=False)
    talked = talk(session, courier, console, options)
    if options.report is not None and talked.measured:
        _save(session.report, options.report, options, console)
    return Result(exit_code=talked.exit_code, receipt=talked.receipt, interrupted=talked.interrupted)


def _in_window(session: Session, loaded: LoadedProfile, courier: Courier, options: Options, console: Console) -> Result:
    window = _window()
    if window is None:
        console.print(tr("Das Fenster lässt sich nicht öffnen. Es geht im Terminal weiter."))
        return _in_text(session, loaded, courier, options, console)
    receipts: dict[str, Receipt | None] = {}
    courier.listen(lambda sending: receipts.update({sending.report: sending.receipt}))
    note = loaded.note.say(session.language) if loaded.note is not None else ""
    exit_code = window.open_window(session, delivery=courier, note=note)
    if options.report is not None and session.measured:
        _save(session.report, options.report, options, console)
    receipt = receipts.get(session.report.id) if session.measured else None
    return Result(exit_code=exit_code, receipt=receipt, in_text=False)


def _window() -> ModuleType | None:
    """None where Qt's own libraries are missing on this system, or where no display answers."""
    if not can_open():
        return None
    try:
        return importlib.import_module("checker.client.window.start")
    except ImportError:
        log.exception("window")
        return None


def _save(report: Report, file: Path, options: Options, console: Console) -> None:
    try:
        save(report, file, options.language)
        console.print(tr("Der Bericht liegt hier: {file}", file=file), markup=False, soft_wrap=True)
    except Failed as failed:
        console.print(_said(sorry(failed.failure), options), markup=False)


def _said(refusal: Refusal, options: Options) -> str:
    return refusal.de if options.language == "de" else refusal.en
