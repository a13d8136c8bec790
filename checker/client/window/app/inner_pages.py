"""The pages behind the first, and who serves them: made once the first is on the screen, or when one is wanted."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from checker.client.ports.report_delivery import ReportDelivery
from checker.client.session import Session
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.controllers.check_controller import CheckController
from checker.client.window.controllers.report_controller import ReportController
from checker.client.window.controllers.trial_controller import TrialController
from checker.client.window.pages.article_page import ArticlePage
from checker.client.window.pages.result.cards import public_test_consent
from checker.client.window.pages.result.cards.finding_card import CardOffers
from checker.client.window.pages.result_page import ResultPage
from checker.client.window.pages.running_page import RunningPage
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.finding import Finding


class InnerPages(QObject):
    """Holds them; what follows what is the course's."""

    def __init__(
        self,
        session: Session,
        bridge: EventBridge,
        check_controller: CheckController,
        delivery: ReportDelivery,
        main_window: MainWindow,
        style: WindowStyle,
    ) -> None:
        super().__init__(main_window)
        self._main_window = main_window
        firm = session.profile.firm
        self._guide = f"{firm.desk_url.rstrip('/')}/guide" if firm is not None and firm.desk_url else ""
        self.running = RunningPage()
        self.result = ResultPage(
            CardOffers(guide=bool(self._guide), public=public_test_consent.allowed(session.profile))
        )
        self.article = ArticlePage()
        self.trial_controller = TrialController(session, bridge, check_controller, self.result)
        self.report_controller = ReportController(session, delivery, main_window, style)
        main_window.add_pages(
            self.running, self.result, self.article, self.report_controller.send, self.report_controller.done
        )
        self.result.finding_actions.article_requested.connect(self._show_article)
        self.result.finding_actions.guide_requested.connect(self._open_guide)
        self.article.back_requested.connect(lambda: main_window.show_page(self.result))

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        for page in (self.running, self.result, self.article):
            page.retranslate()
        self.report_controller.retranslate()

    def _show_article(self, finding: Finding) -> None:
        self.article.show_article(finding.code)
        self._main_window.show_page(self.article)

    def _open_guide(self, finding: Finding) -> None:
        """Where no browser opens, the same article stands in the window."""
        address = f"{self._guide}/{tr.language}/{finding.code}/"
        if not QDesktopServices.openUrl(QUrl(address)):
            self._show_article(finding)
