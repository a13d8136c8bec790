"""What follows from a press on the page that leads through a remedy. Qt thread only."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QGuiApplication

from checker.checks.context import LiveSample, Progress
from checker.client.session import Session
from checker.client.window.app.main_window import MainWindow
from checker.client.window.controllers.check_controller import CheckController
from checker.client.window.controllers.page_opener import open_router_page, open_settings
from checker.client.window.pages.remedy_page import RemedyPage
from checker.client.window.pages.result.card_groups import RecheckResult
from checker.client.window.translation import tr
from checker.knowledge.step_aids import StepAid
from checker.model.finding import Finding
from checker.model.privacy import DataGroup
from checker.show.findings import RootFinding, affected_check, root_findings
from checker.show.first_step import first_root
from checker.show.provider_message import provider_message


class RemedyController(QObject):
    """`guide_requested` carries the code of a small guide and the finding that led there.

    `finding_shown` when the page begins with a finding, `recheck_ended` carries whether its check was cancelled.
    """

    guide_requested = Signal(str, object)
    finding_shown = Signal()
    recheck_ended = Signal(bool)

    def __init__(self, session: Session, check_controller: CheckController, main_window: MainWindow) -> None:
        super().__init__(main_window)
        self._session = session
        self._check_controller = check_controller
        self._main_window = main_window
        self._result_before: RecheckResult | None = None
        self.page = RemedyPage()
        self.page.aid_requested.connect(self._help)
        self.page.next_requested.connect(self.begin)

    @property
    def is_on(self) -> bool:
        """Whether its page is the one that is shown."""
        return self._main_window.page is self.page

    def begin(self, finding: Finding) -> None:
        """Shows the page for this finding."""
        root = self._root(finding)
        if root is not None:
            self.page.show_finding(root, self._session.local_report)
            self.finding_shown.emit()
            self._main_window.show_page(self.page)

    def begin_recheck(self, finding: Finding) -> None:
        """Its check has begun again."""
        if self._is_about(finding):
            self._result_before = self._check_controller.recheck_results.get(finding.key)
            self.page.begin()

    def show_progress(self, check: str, event: Progress | LiveSample) -> None:
        """What a check reports that runs again."""
        finding = self.page.finding
        if self.page.is_running and finding is not None and affected_check(finding) == check:
            self.page.show_progress(event)

    def end_recheck(self, before: Finding) -> bool:
        """The check of this finding ran again; whether the page shows what became of it."""
        if not self.page.is_running or not self._is_about(before):
            return False
        result = self._check_controller.recheck_results.get(before.key)
        is_new = result is not None and result is not self._result_before
        following = first_root(self._session.report.findings)
        self.page.end(
            self._root(before),
            self._session.local_report,
            result if is_new else None,
            following.finding if following is not None else None,
        )
        self.recheck_ended.emit(not is_new)
        return self.is_on

    def _is_about(self, finding: Finding) -> bool:
        return self.page.finding is not None and self.page.finding.key == finding.key

    def _root(self, finding: Finding) -> RootFinding | None:
        """The finding with what follows from it; by itself where something else explains it."""
        findings = self._session.report.findings
        roots = (root for root in root_findings(findings) if root.finding.key == finding.key)
        single = (RootFinding(finding=other) for other in findings if other.key == finding.key)
        return next(roots, None) or next(single, None)

    def _help(self, aid: StepAid) -> None:
        finding = self.page.finding
        if finding is None:
            return
        if aid.guide:
            self.guide_requested.emit(aid.guide, finding)
        elif aid.copies_for_provider:
            QGuiApplication.clipboard().setText(provider_message(finding, self._session.local_report, tr.language))
            self.page.steps.show_notice(tr("Kopiert. Sie können den Text in eine Nachricht einfügen oder vorlesen."))
        elif aid.opens_router:
            self._open_router()
        else:
            self._report_opened(open_settings(aid))

    def _open_router(self) -> None:
        """Its address is read only where reading the network was allowed."""
        is_allowed = DataGroup.NETWORK in self._session.allowed or DataGroup.ROUTER in self._session.allowed
        self._report_opened(is_allowed and open_router_page())

    def _report_opened(self, opened: bool) -> None:
        self.page.steps.show_notice(
            tr("Das Fenster dazu ist offen. Kommen Sie danach hierher zurück.")
            if opened
            else tr("Das ließ sich von hier nicht öffnen. Gehen Sie den Weg, den der Schritt nennt.")
        )
