"""The client from its command line to its exit code: profile, window or terminal, report, delivery."""

import importlib
import logging
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from checker.bootstrap.libraries import has_display
from checker.client.arguments import Options, parse
from checker.client.delivery.courier import Courier
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.save import save, sorry
from checker.client.display import can_open
from checker.client.journal import Journal
from checker.client.opening import Opening
from checker.client.places import Places
from checker.client.session import Session
from checker.client.text.opening import first_profile, say_profile, say_update
from checker.client.text.terminal import Voice
from checker.client.text.words import tr
from checker.model.codec import Unreadable
from checker.model.failure import OperationFailed, Refusal
from checker.model.record import Record
from checker.model.report import Receipt, Report
from checker.net.net import Net
from checker.run.worker import defect_failure

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
    tr.set_language(options.language)
    voice = Voice()
    places = Places(options.home)
    journal = Journal(places)
    journal.start()
    try:
        return _run(options, net or Net(), places, voice)
    except Unreadable as refused:
        log.info("refused: %s %s", refused.refusal.kind, refused.where)
        voice.console.print(_said(refused.refusal, options), markup=False)
        if refused.where and options.details:
            voice.console.print(refused.where, markup=False)
    except KeyboardInterrupt:
        voice.console.print(tr("Abgebrochen. Was bis dahin gemessen wurde, bleibt."))
        return Result(exit_code=NOT_JUDGED, interrupted=True)
    except Exception as error:  # the last net below everything: a person sits in front
        log.exception("defect")
        voice.console.print(
            tr(
                "Das Programm hat einen Fehler gemacht. Ihre Berichte sind nicht verloren. Bitte starten Sie es noch "
                "einmal; bleibt es dabei, nennen Sie Ihrer IT-Firma: {place}",
                place=defect_failure(error).detail,
            ),
            markup=False,
        )
    finally:
        journal.stop()
    return Result(exit_code=NOT_JUDGED)


def _run(options: Options, net: Net, places: Places, voice: Voice) -> Result:
    courier = Courier(Outbox(places), net)
    opening = Opening(options, net, places, adopted=courier.renew)
    window = None
    if not options.text and has_display():
        opening.begin()
        window = _window()
    if window is None:
        loaded = first_profile(opening, voice.console, options)
    else:
        opening.wait()
        loaded = opening.loaded
    session = Session(loaded.profile, net, language=options.language, only=options.only, contract=options.contract)
    session.plan()  # a mistake in --only or in the profile shows before anything is asked
    _care_for_earlier_reports(courier, voice, options)
    courier.start()
    try:
        if window is None:
            return _in_text(session, opening, courier, options, voice)
        return _in_window(window, session, opening, courier, options, voice)
    finally:
        courier.stop(LET_GO_S)


def _care_for_earlier_reports(courier: Courier, voice: Voice, options: Options) -> None:
    """Damaged files are named once."""
    if courier.waiting():
        voice.console.print(tr("Ein früherer Bericht wartet noch und wird jetzt gesendet."))
    damaged = courier.outbox.damaged()
    if damaged is not None:
        voice.console.print(_said(damaged, options), markup=False)


def _in_text(session: Session, opening: Opening, courier: Courier, options: Options, voice: Voice) -> Result:
    if not options.text:
        voice.console.print(
            tr("Das Fenster lässt sich nicht öffnen. Es geht im Terminal weiter.")
            if has_display()
            else tr("Es gibt keine Anzeige für ein Fenster. Es geht im Terminal weiter.")
        )
    say_profile(opening, voice.console, session.language)
    from checker.client.text.talk import talk  # noqa: PLC0415 - the window starts sooner without it

    talked = talk(session, courier, voice.console, options)
    say_update(opening.update, voice.console, session.language)
    if options.report is not None and talked.measured:
        _save(session.report, options.report, options, voice)
    return Result(exit_code=talked.exit_code, receipt=talked.receipt, interrupted=talked.interrupted)


def _in_window(
    window: ModuleType, session: Session, opening: Opening, courier: Courier, options: Options, voice: Voice
) -> Result:
    receipts: dict[str, Receipt | None] = {}
    courier.listen(lambda sending: receipts.update({sending.report: sending.receipt}))
    note = opening.note.render(session.language) if opening.note is not None else ""
    exit_code = window.open_window(session, delivery=courier, seeker=opening, note=note)
    if options.report is not None and session.measured:
        _save(session.report, options.report, options, voice)
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


def _save(report: Report, file: Path, options: Options, voice: Voice) -> None:
    try:
        save(report, file, options.language)
        voice.console.print(tr("Der Bericht liegt hier: {file}", file=file), markup=False, soft_wrap=True)
    except OperationFailed as failed:
        voice.console.print(_said(sorry(failed.failure), options), markup=False)


def _said(refusal: Refusal, options: Options) -> str:
    return refusal.de if options.language == "de" else refusal.en
