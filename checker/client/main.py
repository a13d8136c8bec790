"""The client from its command line to its exit code: profile, window or terminal, report, delivery."""

import importlib
import logging
import sys
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType

from checker import __version__
from checker.bootstrap.system_libraries import has_display
from checker.client.arguments import ClientOptions, parse_arguments
from checker.client.background_profile_source import BackgroundProfileSource
from checker.client.delivery.case_codes import CaseCodes
from checker.client.delivery.outbox import Outbox
from checker.client.delivery.storage.report_file import save_refusal, save_report
from checker.client.delivery.upload_worker import UploadWorker
from checker.client.environment.data_directory import DataDirectory
from checker.client.environment.display import can_open_window
from checker.client.environment.program_log import ProgramLog
from checker.client.environment.window_instance import WindowInstance
from checker.client.history.run_history import RunHistory
from checker.client.history.watch_checkpoint import WatchCheckpoint
from checker.client.profiles.sources.program_name import parse_program_path, program_path
from checker.client.removal.windows_apps import AppEntry, own_version_folder, write_entry
from checker.client.session import Session
from checker.client.text.profile_prompt import print_incidents, print_profile, print_update, prompt_profile
from checker.client.text.terminal import LazyConsole
from checker.client.text.words import tr
from checker.model.codec import Unreadable
from checker.model.failure import Operation, OperationFailed, defect_failure, failure_of
from checker.model.record import Record
from checker.model.report import Receipt, Report
from checker.model.verdict import NOT_JUDGED
from checker.net.net import Net

UPLOAD_GRACE_S = 3.0
"""So long an upload under way may still take when the program ends; after that the next start goes on."""
log = logging.getLogger(__name__)


class ClientResult(Record, frozen=True, kw_only=True):
    """How a run of the client ended. `in_text`: it went through the terminal. `interrupted`: somebody said stop."""

    exit_code: int
    receipt: Receipt | None = None
    in_text: bool = True
    interrupted: bool = False


def main(arguments: Sequence[str]) -> int:
    """0 ready, 1 not ready, 2 could not judge; of a self-test: see `run_self_test`, of reports: `run_sent_reports`."""
    options = parse_arguments(arguments)
    if options.self_test is not None:
        from checker.client.self_test.command import run_self_test  # noqa: PLC0415 - no other start needs it

        return run_self_test(options.self_test, options.language, with_network=options.self_test_network)
    if options.sent_reports or options.delete_report:
        from checker.client.text.sent_reports import run_sent_reports  # noqa: PLC0415 - as above

        return run_sent_reports(options)
    return run(options).exit_code


def run(options: ClientOptions, net: Net | None = None) -> ClientResult:
    """One run. Whatever goes wrong ends in a sentence and NOT_JUDGED, never in a traceback."""
    tr.set_language(options.language)
    terminal = LazyConsole()
    data_directory = DataDirectory(options.home)
    program_log = ProgramLog(data_directory)
    program_log.start(logging.DEBUG if options.debug else logging.INFO)
    try:
        return _run(options, net or Net(), data_directory, terminal)
    except Unreadable as refused:
        log.info("refused: %s %s", refused.refusal.kind, refused.where)
        terminal.console.print(refused.refusal.render(options.language), markup=False)
        if refused.where and options.details:
            terminal.console.print(refused.where, markup=False)
    except KeyboardInterrupt:
        terminal.console.print(tr("Abgebrochen. Was bis dahin gemessen wurde, bleibt."))
        return ClientResult(exit_code=NOT_JUDGED, interrupted=True)
    except Exception as error:  # the last net below everything: a person sits in front
        log.exception("defect")
        terminal.console.print(
            tr(
                "Das Programm hat einen Fehler gemacht. Ihre Berichte sind nicht verloren. Bitte starten Sie es noch "
                "einmal; bleibt es dabei, nennen Sie Ihrer IT-Firma: {place}",
                place=defect_failure(error).detail,
            ),
            markup=False,
        )
    finally:
        program_log.stop()
    return ClientResult(exit_code=NOT_JUDGED)


def _run(options: ClientOptions, net: Net, data_directory: DataDirectory, terminal: LazyConsole) -> ClientResult:
    outbox = Outbox(data_directory)
    upload_worker = UploadWorker(outbox, net)
    profile_source = BackgroundProfileSource(options, net, data_directory, on_adopted=upload_worker.renew_enrolment)
    window = None
    window_instance = WindowInstance(data_directory.home, *_window_subject(options))
    if not options.text and has_display():
        if window_instance.show_open_window():
            terminal.console.print(tr("Das Programm ist schon offen. Sein Fenster ist jetzt vorn."))
            return ClientResult(exit_code=NOT_JUDGED, in_text=False)
        profile_source.start()
        window = _import_window()
    if window is None:
        loaded_profile = prompt_profile(profile_source, terminal.console, options)
    else:
        profile_source.wait_briefly()
        loaded_profile = profile_source.loaded
    session = Session(
        loaded_profile.profile,
        net,
        language=options.language,
        only=options.only,
        contract=options.contract,
        case_codes=CaseCodes(data_directory),
        history=RunHistory(data_directory),
    )
    session.watch_minutes = options.outages
    session.watch_checkpoint = WatchCheckpoint(data_directory)
    session.plan()  # a mistake in --only or in the profile shows before anything is asked
    _list_in_apps(data_directory, session)
    _announce_earlier_reports(outbox, upload_worker.waiting(), terminal, options)
    session.on_allowed = upload_worker.start
    try:
        if window is None:
            return _run_text_mode(session, profile_source, upload_worker, options, terminal)
        return _run_window(window, session, profile_source, upload_worker, options, terminal, window_instance)
    finally:
        window_instance.close()
        upload_worker.stop(UPLOAD_GRACE_S)


def _window_subject(options: ClientOptions) -> tuple[str, ...]:
    """What two starts must have in common to be one window: another profile, or part of the checks, is another."""
    hint = parse_program_path(program_path(options.started_as))
    codes = () if hint is None else (hint.codes[0], hint.desk_url)
    return (options.profile or "", *codes, *options.only, str(options.report or ""))


def _list_in_apps(data_directory: DataDirectory, session: Session) -> None:
    """On Windows the program stands in the list of apps, so that it can be removed like any other."""
    if own_version_folder(data_directory.home) is None:
        return
    firm = session.profile.firm
    try:
        write_entry(AppEntry(program=Path(sys.executable), version=__version__, publisher=firm.name if firm else ""))
    except OSError as error:
        log.info("not in the list of apps: %s", failure_of(Operation.WRITE, error))


def _announce_earlier_reports(outbox: Outbox, waiting: int, terminal: LazyConsole, options: ClientOptions) -> None:
    """Damaged files are named once."""
    if waiting:
        terminal.console.print(_earlier_report_text())
    damaged = outbox.pop_damage_refusal()
    if damaged is not None:
        terminal.console.print(damaged.render(options.language), markup=False)


def _earlier_report_text() -> str:
    return tr("Ein früherer Bericht wartet noch. Er wird gesendet, sobald Sie etwas erlauben.")


def _run_text_mode(
    session: Session,
    profile_source: BackgroundProfileSource,
    upload_worker: UploadWorker,
    options: ClientOptions,
    terminal: LazyConsole,
) -> ClientResult:
    if not options.text:
        terminal.console.print(
            tr("Das Fenster lässt sich nicht öffnen. Es geht im Terminal weiter.")
            if has_display()
            else tr("Es gibt keine Anzeige für ein Fenster. Es geht im Terminal weiter.")
        )
    print_profile(profile_source, terminal.console, session.language)
    from checker.client.text.text_mode import run_text_mode  # noqa: PLC0415 - the window starts sooner without it

    text_result = run_text_mode(session, upload_worker, terminal.console, options)
    print_incidents(profile_source.incidents, terminal.console, session.language)
    print_update(profile_source.update, terminal.console, session.language)
    if options.report is not None and text_result.has_measurements:
        _save(session.report, options.report, options, terminal)
    return ClientResult(
        exit_code=text_result.exit_code, receipt=text_result.receipt, interrupted=text_result.interrupted
    )


def _run_window(
    window: ModuleType,
    session: Session,
    profile_source: BackgroundProfileSource,
    upload_worker: UploadWorker,
    options: ClientOptions,
    terminal: LazyConsole,
    window_instance: WindowInstance,
) -> ClientResult:
    receipts: dict[str, Receipt | None] = {}
    upload_worker.listen(lambda status: receipts.update({status.report: status.receipt}))
    notes = [profile_source.note.render(session.language)] if profile_source.note is not None else []
    if upload_worker.waiting():
        notes.append(_earlier_report_text())
    exit_code = window.open_window(
        session,
        delivery=upload_worker,
        profile_source=profile_source,
        note=" ".join(notes),
        on_opened=window_instance.serve,
    )
    if options.report is not None and session.has_measurements:
        _save(session.report, options.report, options, terminal)
    receipt = receipts.get(session.report.id) if session.has_measurements else None
    return ClientResult(exit_code=exit_code, receipt=receipt, in_text=False)


def _import_window() -> ModuleType | None:
    """None where Qt's own libraries are missing on this system, or where no display answers."""
    if not can_open_window():
        return None
    try:
        return importlib.import_module("checker.client.window.app.start")
    except ImportError:
        log.exception("window")
        return None


def _save(report: Report, file: Path, options: ClientOptions, terminal: LazyConsole) -> None:
    try:
        save_report(report, file, options.language)
        terminal.console.print(tr("Der Bericht liegt hier: {file}", file=file), markup=False, soft_wrap=True)
    except OperationFailed as failed:
        terminal.console.print(save_refusal(failed.failure).render(options.language), markup=False)
