"""What follows what: the employee's way through the pages. Lives in the Qt thread; events come by the bridge."""

import inspect
from collections.abc import Callable, Generator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, QUrl
from PySide6.QtGui import QDesktopServices

from checker.checks.context import LiveSample
from checker.checks.registry import checks, selected_checks
from checker.client.line import CHECK
from checker.client.line.public_measurement import measurement_with
from checker.client.ports.profile_source import ProfileLoaded, ProfileSource, ProfileUnavailable
from checker.client.ports.report_delivery import ReportDelivery, SendStatus
from checker.client.ports.sent_reports import DeskReply
from checker.client.profiles.firm_logo import FirmLogo
from checker.client.session import OUTAGES, Session
from checker.client.trials.device_trial import helpful_trials
from checker.client.updates.incident_check import IncidentNotice
from checker.client.updates.version_comparison import ProgramUpdate
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.result_loader import load_in_background
from checker.client.window.controllers.check_controller import CheckController
from checker.client.window.controllers.device_watcher import DeviceWatchEnded, PluggedDevices
from checker.client.window.controllers.metered_controller import MeteredController, MeteredStatus
from checker.client.window.controllers.part_player import MEASURING_PARTS, PartEnded
from checker.client.window.controllers.profile_controller import ProfileController
from checker.client.window.controllers.self_test_controller import (
    SelfTestController,
    SelfTestEnded,
    SelfTestProgress,
)
from checker.client.window.pages.result.card_groups import RecheckOutcome
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.run.events import AllChecksEnded, CheckEnded, CheckProgress, CheckStarted, FollowUpStarted
from checker.show.findings import affected_check

if TYPE_CHECKING:
    from checker.client.window.controllers.history_controller import HistoryController
    from checker.client.window.controllers.outages_controller import OutagesController
    from checker.client.window.controllers.remedy_controller import RemedyController
    from checker.client.window.controllers.repair_controller import RepairController
    from checker.client.window.controllers.report_controller import ReportController
    from checker.client.window.controllers.sent_controller import SentController
    from checker.client.window.controllers.trial_controller import TrialController
    from checker.client.window.pages.article_page import ArticlePage
    from checker.client.window.pages.result_page import ResultPage
    from checker.client.window.pages.running_page import RunningPage


_ALL_MADE = object()


@dataclass(frozen=True)
class InnerPages:
    """The pages behind the first, and who serves them."""

    running: "RunningPage"
    result: "ResultPage"
    article: "ArticlePage"
    remedy_controller: "RemedyController"
    repair_controller: "RepairController"
    trial_controller: "TrialController"
    report_controller: "ReportController"
    history_controller: "HistoryController"
    sent_controller: "SentController"
    outages_controller: "OutagesController"


class PageController(QObject):
    """Holds the pages and leads from one to the next.

    All but the first are made, with their modules, once the first is on the screen, or when one is wanted.
    """

    def __init__(
        self,
        session: Session,
        delivery: ReportDelivery,
        main_window: MainWindow,
        style: WindowStyle,
        note: str = "",
        profile_source: ProfileSource | None = None,
    ) -> None:
        super().__init__(main_window)
        firm = session.profile.firm
        self._guide_url = f"{firm.desk_url.rstrip('/')}/guide" if firm is not None and firm.desk_url else ""
        self._inner: InnerPages | None = None
        self._inner_steps = self._make_inner_pages()
        self._is_preparing = self._awaits_pages = False
        self._session = session
        self._delivery = delivery
        self._main_window = main_window
        self._style = style
        self.bridge = EventBridge(self)
        self.check_controller = CheckController(session, self.bridge)
        self.metered_controller = MeteredController(session, self.bridge, main_window)
        self.profile_controller = ProfileController(session, profile_source, self.bridge)
        self.welcome = WelcomePage(
            session.profile,
            session.checks_by_group(),
            note,
            self.profile_controller.phrase,
            self.profile_controller.entry,
        )
        self.profile_controller.attach_page(self.welcome)
        self.profile_controller.logo_arrived.connect(main_window.header.show_logo)
        self.self_test_controller = SelfTestController(self.bridge, main_window, self.welcome.self_test)
        self._connect()
        self._offer_history()
        delivery.listen(self.bridge.post)

    @property
    def pages_made(self) -> bool:
        """Whether the pages behind the first are there."""
        return self._inner is not None

    @property
    def inner(self) -> InnerPages:
        """The pages behind the first; the first call makes them."""
        for _ in self._inner_steps:
            pass
        if self._inner is None:
            raise RuntimeError("the pages behind the first were wanted while they were made")
        return self._inner

    @property
    def running(self) -> "RunningPage":
        """The page while the checks run."""
        return self.inner.running

    @property
    def result(self) -> "ResultPage":
        """The findings, and what can be tried."""
        return self.inner.result

    @property
    def article(self) -> "ArticlePage":
        """One finding at length."""
        return self.inner.article

    @property
    def remedy_controller(self) -> "RemedyController":
        """Leads through the steps of one finding."""
        return self.inner.remedy_controller

    @property
    def trial_controller(self) -> "TrialController":
        """Serves what is tried."""
        return self.inner.trial_controller

    @property
    def report_controller(self) -> "ReportController":
        """Sends, saves and prints the report."""
        return self.inner.report_controller

    @property
    def sent_controller(self) -> "SentController":
        """Shows the reports that were sent."""
        return self.inner.sent_controller

    @property
    def outages_controller(self) -> "OutagesController":
        """Watches for outages."""
        return self.inner.outages_controller

    def prepare(self) -> None:
        """Makes the pages behind the first, a part at a time: the first one answers in between."""
        self._is_preparing = True
        if next(self._inner_steps, _ALL_MADE) is not _ALL_MADE:
            QTimer.singleShot(0, self, self.prepare)
            return
        # While the first page is read: later the checks' own threads load, and Qt's thread would wait for both.
        load_in_background(selected_checks().values())
        self.welcome.offer_sent(available=bool(self._delivery.sent.reports()))
        if self._awaits_pages:
            self._awaits_pages = False
            QTimer.singleShot(0, self, self._start_checks)

    def add_first_page(self) -> None:
        """The window takes the first page, without showing it; once."""
        if not self._main_window.isAncestorOf(self.welcome):
            self._main_window.add_pages(self.welcome)

    def begin(self) -> None:
        """Shows the first page."""
        self.add_first_page()
        if self.pages_made:
            self.trial_controller.stop()
            self.welcome.offer_sent(available=bool(self._delivery.sent.reports()))
        self.welcome.interrupted_watch.setVisible(self._session.has_interrupted_watch and not self.is_busy())
        self._main_window.show_page(self.welcome)

    def is_busy(self) -> bool:
        """Whether something is checked or tried."""
        return self.pages_made and (self.trial_controller.busy or self.outages_controller.is_running)

    def has_running_workers(self) -> bool:
        """Whether anything runs that must end before the program does."""
        return self.is_busy() or (self.pages_made and self.trial_controller.watcher.is_alive)

    def cancel(self) -> None:
        """Ends what is checked or tried."""
        if self.pages_made:
            self.check_controller.cancel()
            self.trial_controller.player.stop()

    def stop(self) -> None:
        """Ends everything that runs."""
        self.cancel()
        if self.pages_made:
            self.trial_controller.watcher.close()
            self.outages_controller.finish()

    def close(self) -> None:
        """Nothing is taken or given out any more."""
        self.self_test_controller.close()
        self.bridge.close()
        if self.pages_made:
            self.report_controller.exporter.close()
            self.sent_controller.close()

    def toggle_language(self) -> None:
        """German to English and back."""
        if inspect.getgeneratorstate(self._inner_steps) == inspect.GEN_SUSPENDED:
            self.inner  # noqa: B018 - pages that are half made would speak two languages
        self._session.language = "en" if tr.language == "de" else "de"
        tr.set_language(self._session.language)
        self._main_window.retranslate()
        self.welcome.retranslate()
        self.metered_controller.retranslate()
        if self.pages_made:
            history = self.inner.history_controller.page
            outages = self.outages_controller.page
            pages = (self.running, self.result, self.remedy_controller.page, self.article, history, outages)
            for page in pages:
                page.retranslate()
            self.report_controller.retranslate()
            self.sent_controller.page.retranslate()

    def unsent_count(self) -> int:
        """How many reports wait without the window saying so just now."""
        return self.report_controller.unsent_count() if self.pages_made else self._delivery.waiting()

    def _connect(self) -> None:
        self.bridge.arrived.connect(self._on_event)
        self._main_window.language_toggled.connect(self.toggle_language)
        self.welcome.agreed.connect(self._on_consent)
        self.welcome.history_requested.connect(self._show_history)
        self.welcome.sent_requested.connect(self._show_sent_reports)
        self.welcome.outages_requested.connect(self._show_outages)
        self.welcome.interrupted_watch.result_requested.connect(self._show_interrupted_watch)
        self.welcome.interrupted_watch.delete_requested.connect(self._delete_interrupted_watch)
        self.metered_controller.settled.connect(self._start_checks)
        self.metered_controller.back_requested.connect(self.begin)
        self.check_controller.finished.connect(self._on_checks_finished)
        self.check_controller.recheck_finished.connect(self._on_recheck_finished)
        self.check_controller.device_check_finished.connect(self._on_device_check_finished)

    def _make_inner_pages(self) -> Generator[None]:
        """Rests between its parts. Imports stand here and not above: the first page is there sooner without these."""
        from checker.client.window.pages.article_page import ArticlePage  # noqa: PLC0415
        from checker.client.window.pages.running_page import RunningPage  # noqa: PLC0415

        running, article = RunningPage(), ArticlePage(has_guide=bool(self._guide_url))
        yield
        from checker.client.window.pages.result.cards.finding_card import CardOffers  # noqa: PLC0415
        from checker.client.window.pages.result_page import ResultPage  # noqa: PLC0415

        yield
        result = ResultPage(CardOffers())
        yield
        from checker.client.window.controllers.remedy_controller import RemedyController  # noqa: PLC0415

        remedy_controller = RemedyController(self._session, self.check_controller, self._main_window)
        yield
        from checker.client.window.controllers.repair_controller import RepairController  # noqa: PLC0415

        repair_controller = RepairController(self._session, self.bridge, remedy_controller.page)
        yield
        from checker.client.window.controllers.trial_controller import TrialController  # noqa: PLC0415

        trial_controller = TrialController(self._session, self.bridge, self.check_controller, result)
        yield
        from checker.client.window.controllers.history_controller import HistoryController  # noqa: PLC0415

        history_controller = HistoryController(self._session.history, self._main_window)
        yield
        from checker.client.window.controllers.report_controller import ReportController  # noqa: PLC0415

        yield
        from checker.client.window.controllers.sent_controller import SentController  # noqa: PLC0415

        yield
        from checker.client.window.controllers.outages_controller import OutagesController  # noqa: PLC0415

        outages_controller = OutagesController(
            self._session, self.bridge, self._main_window, lambda: self.trial_controller.busy
        )
        pages = (running, result, remedy_controller.page, article, history_controller.page, outages_controller.page)
        for page in pages:
            yield
            self._main_window.add_pages(page)
        yield
        report = ReportController(self._session, self._delivery, self._main_window)
        for report_page in (report.send, report.done):
            yield
            self._main_window.add_pages(report_page)
        yield
        # No rest after it: what it holds is closed with the pages that are all made.
        sent_controller = SentController(self._delivery.sent, self.bridge, self._main_window)
        self._main_window.add_pages(sent_controller.page)
        self._inner = InnerPages(
            running=running,
            result=result,
            article=article,
            remedy_controller=remedy_controller,
            repair_controller=repair_controller,
            trial_controller=trial_controller,
            report_controller=report,
            history_controller=history_controller,
            sent_controller=sent_controller,
            outages_controller=outages_controller,
        )
        self._connect_inner(self._inner)

    def _connect_inner(self, inner: InnerPages) -> None:
        inner.running.cancelled.connect(self._cancel)
        inner.trial_controller.measured.connect(self._on_measured)
        actions = inner.result.finding_actions
        actions.remedy_requested.connect(inner.remedy_controller.begin)
        actions.recheck_requested.connect(self._recheck)
        actions.cancel_requested.connect(self.cancel)
        actions.article_requested.connect(self._show_article)
        actions.public_test_requested.connect(self._start_public_test)
        actions.trial_requested.connect(inner.trial_controller.start_trial)
        inner.result.stop_requested.connect(self.cancel)
        inner.result.back_requested.connect(self.begin)
        inner.result.continue_requested.connect(self._show_send_page)
        inner.result.history_requested.connect(inner.history_controller.begin)
        inner.result.outages_requested.connect(self._show_outages)
        inner.result.outages_button.setVisible(bool(self._guide_url))
        inner.outages_controller.finished.connect(self._on_outages_finished)
        inner.history_controller.page.back_requested.connect(self._offer_history)
        self._connect_remedy(inner.remedy_controller)
        inner.remedy_controller.finding_shown.connect(inner.repair_controller.offer)
        inner.remedy_controller.recheck_ended.connect(inner.repair_controller.on_rechecked)
        inner.article.back_requested.connect(self._return_from_article)
        inner.article.guide_requested.connect(self._open_guide)
        inner.article.recheck_requested.connect(self._recheck_from_article)
        inner.report_controller.back_requested.connect(self._return_to_steps)
        inner.report_controller.restart_requested.connect(self.begin)
        inner.report_controller.done.sent_requested.connect(inner.sent_controller.begin)

    def _connect_remedy(self, remedy: "RemedyController") -> None:
        remedy.guide_requested.connect(self._show_guide)
        page = remedy.page
        page.article_requested.connect(self._show_article)
        page.recheck_requested.connect(self._recheck)
        page.cancel_requested.connect(self.cancel)
        page.back_requested.connect(self._return_from_remedy)

    def _on_event(self, event: object) -> None:
        if not (self.pages_made and self.outages_controller.handle_event(event)):
            self._handle_event(event)

    def _handle_event(self, event: object) -> None:
        match event:
            case CheckStarted():
                self.running.begin(event.check)
                self.result.set_hint(event.check, None)
            case CheckProgress():
                self._show_progress(event)
            case CheckEnded():
                self._show_end(event)
            case FollowUpStarted():
                self.running.show_follow_up()
            case AllChecksEnded():
                self.check_controller.on_run_ended(event)
            case PartEnded():
                self._on_part_ended(event)
            case PluggedDevices():
                self.trial_controller.on_plugged(event)
            case DeviceWatchEnded():
                self.trial_controller.on_watch_ended(event)
            case MeteredStatus():
                self.metered_controller.on_status(event)
            case SendStatus() | DeskReply():
                self._show_delivery(event)
            case ProfileLoaded() | ProfileUnavailable() | ProgramUpdate() | IncidentNotice() | FirmLogo():
                self.profile_controller.handle_event(event)
            case SelfTestProgress() | SelfTestEnded():
                self.self_test_controller.handle_event(event)

    def _show_delivery(self, event: SendStatus | DeskReply) -> None:
        if isinstance(event, SendStatus):
            self.report_controller.on_send_status(event)
        else:
            self.sent_controller.handle_reply(event)

    def _show_sent_reports(self) -> None:
        self.sent_controller.begin()

    def _show_end(self, event: CheckEnded) -> None:
        measurement = event.measurement
        is_done = measurement.outcome is Outcome.DONE
        findings = self._session.first_findings(measurement) if is_done else ()
        self.running.end(measurement.check, measurement.outcome, findings)

    def _show_progress(self, event: CheckProgress) -> None:
        if self.trial_controller.take_puzzle(event.check, event.update):
            return
        if self.check_controller.busy and isinstance(event.update, LiveSample) and event.update.kind == "advice":
            self.result.set_hint(event.check, event.update.text)
        page = self.running if self.check_controller.busy and not self.check_controller.is_recheck else self.result
        page.show_progress(event.check, event.update)
        self.remedy_controller.show_progress(event.check, event.update)

    def _on_consent(self, groups: tuple[DataGroup, ...]) -> None:
        self._session.allow(groups)
        try:
            self.metered_controller.query_system()
        except Unreadable as refused:
            self.welcome.show_note(refused.refusal.render(tr.language))

    def _start_checks(self) -> None:
        if self._is_preparing and not self.pages_made:
            self._awaits_pages = True  # agreed to before they were made: they are in a moment
            return
        if self.is_busy():
            return
        self.running.prepare([checks()[name] for name in self.check_controller.planned()])
        self._main_window.show_page(self.running)
        self.running.repaint()  # before the checks load: importing, they let Qt's thread wait at each of its calls
        self.check_controller.start()

    def _cancel(self) -> None:
        self.running.show_stopping()
        self.check_controller.cancel()

    def _show_history(self) -> None:
        self.inner.history_controller.begin()

    def _show_outages(self) -> None:
        if not self.is_busy():
            self.trial_controller.stop()
            self.outages_controller.begin()

    def _show_interrupted_watch(self) -> None:
        if not self.is_busy():
            self.outages_controller.adopt_interrupted()

    def _delete_interrupted_watch(self) -> None:
        self._session.discard_interrupted_watch()
        self.welcome.interrupted_watch.setVisible(False)
        self.welcome.outages.setFocus()

    def _on_outages_finished(self) -> None:
        """A window that closes meanwhile shows nothing more; what was watched lies among the earlier checks."""
        if not self._session.has_measurements:
            self.begin()
            return
        self._session.add_to_history()
        if self._main_window.isVisible():
            self._show_report()
            self._show_result()
            self._watch_devices()

    def _on_checks_finished(self) -> None:
        self._do_in_turn((self._session.add_to_history, self._show_report, self._show_result, self._watch_devices))

    def _do_in_turn(self, steps: Sequence[Callable[[], object]]) -> None:
        """One a round of the event loop: all of them at once would hold up what is pressed meanwhile."""
        if steps:
            steps[0]()
            QTimer.singleShot(0, self, lambda: self._do_in_turn(steps[1:]))

    def _show_report(self) -> None:
        self.result.offer(helpful_trials(self._session.allowed, self._session.report.findings))
        self.result.show_report(self._session.local_report, tuple(self.check_controller.recheck_results.values()))
        self.trial_controller.offer()
        self._offer_history()

    def _offer_history(self) -> None:
        count = self._session.history.count()
        self.welcome.offer_history(count > 0)
        if self.pages_made:
            self.result.offer_history(count > 1)

    def _show_result(self) -> None:
        self._main_window.show_page(self.result)

    def _watch_devices(self) -> None:
        if self._main_window.page is self.result:
            self.trial_controller.watcher.start()

    def _return_to_result(self) -> None:
        self._main_window.return_to(self.result)

    def _return_to_steps(self) -> None:
        self._return_to_result()
        self.trial_controller.watcher.start()

    def _return_from_remedy(self) -> None:
        """Where it was left; after a new check there is a new report, and the finding's place in it."""
        page = self.remedy_controller.page
        self._return_to_result()
        if page.is_rechecked and page.finding is not None:
            self.result.focus_rechecked(page.finding)

    def _show_article(self, finding: Finding) -> None:
        self._show_guide(finding.code, finding)

    def _show_guide(self, code: str, finding: Finding) -> None:
        self.article.show_article(code, self._session.report.system, finding, to_steps=self.remedy_controller.is_on)
        self._main_window.show_page(self.article)

    def _return_from_article(self) -> None:
        if self.article.leads_to_steps:
            self._main_window.return_to(self.remedy_controller.page)
        else:
            self._return_to_result()

    def _open_guide(self, code: str) -> None:
        QDesktopServices.openUrl(QUrl(f"{self._guide_url}/{tr.language}/{code}/"))

    def _recheck_from_article(self, finding: Finding) -> None:
        self._return_from_article()
        self._recheck(finding)

    def _recheck(self, finding: Finding) -> None:
        if self.is_busy():
            return
        if affected_check(finding) == OUTAGES:
            self._show_outages()
            return
        question = self.result.question_trial(finding)
        if question is not None:
            self._return_to_result()
            self.trial_controller.start_trial(question)
            return
        if finding.code == "run.not-allowed":
            self.check_controller.allow_for(finding)
        self.check_controller.start_recheck(finding)
        self.result.begin(finding)
        if self.remedy_controller.is_on:
            self.remedy_controller.begin_recheck(finding)

    def _on_recheck_finished(self, before: Finding) -> None:
        result = self.check_controller.recheck_results.get(before.key)
        is_same = result is None or result.outcome is RecheckOutcome.SAME
        self._session.add_to_history(replaces_last=is_same)
        self._show_report()
        if not self.remedy_controller.end_recheck(before):
            self.result.focus_rechecked(before)

    def _on_device_check_finished(self, check: str, cancelled: bool) -> None:
        self._session.add_to_history(replaces_last=True)
        self._show_report()
        self.trial_controller.on_device_checked(check, cancelled=cancelled)

    def _on_measured(self, _check: str) -> None:
        self._session.add_to_history(replaces_last=True)
        self._show_report()

    def _start_public_test(self, finding: Finding, part: str) -> None:
        if not self.is_busy():
            self.trial_controller.player.start(CHECK, part)
            self.result.begin(finding)

    def _on_part_ended(self, event: PartEnded) -> None:
        if not self.trial_controller.player.accept_end(event):
            return
        finding = self.result.running
        if event.part not in MEASURING_PARTS or finding is None:
            self.trial_controller.on_trial_ended(event)
        elif event.outcome is Outcome.CANCELLED:
            self._on_recheck_finished(finding)
        else:
            measurement = measurement_with(event.part, event.measurement(), self._session.report)
            self.check_controller.take_measurement(finding, measurement)

    def _show_send_page(self) -> None:
        self.trial_controller.stop()
        self.report_controller.begin()
