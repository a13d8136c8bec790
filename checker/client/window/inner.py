"""The pages behind the first, and who serves them: made once the first is on the screen, or when one is wanted."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from checker.client.session import Session
from checker.client.window import public
from checker.client.window.bridge import Bridge
from checker.client.window.card import Offers
from checker.client.window.checking import Checking
from checker.client.window.delivery import Delivery
from checker.client.window.dispatch import Dispatch
from checker.client.window.pages.article import ArticlePage
from checker.client.window.pages.result import ResultPage
from checker.client.window.pages.running import RunningPage
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.trying import Trying
from checker.client.window.words import tr
from checker.model.finding import Finding


class Inner(QObject):
    """Holds them; what follows what is the course's."""

    def __init__(
        self, session: Session, bridge: Bridge, checking: Checking, delivery: Delivery, shell: Shell, style: Style
    ) -> None:
        super().__init__(shell)
        self._shell = shell
        firm = session.profile.firm
        self._guide = f"{firm.desk_url.rstrip('/')}/guide" if firm is not None and firm.desk_url else ""
        self.running = RunningPage()
        self.result = ResultPage(Offers(guide=bool(self._guide), public=public.allowed(session.profile)))
        self.article = ArticlePage()
        self.trying = Trying(session, bridge, checking, self.result)
        self.dispatch = Dispatch(session, delivery, shell, style)
        shell.add(self.running, self.result, self.article, self.dispatch.send, self.dispatch.done)
        self.result.asked_article.connect(self._article)
        self.result.asked_guide.connect(self._open_guide)
        self.article.went_back.connect(lambda: shell.show_page(self.result))

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        for page in (self.running, self.result, self.article):
            page.speak()
        self.dispatch.speak()

    def _article(self, finding: Finding) -> None:
        self.article.show_article(finding.code)
        self._shell.show_page(self.article)

    def _open_guide(self, finding: Finding) -> None:
        """Where no browser opens, the same article stands in the window."""
        address = f"{self._guide}/{tr.language}/{finding.code}/"
        if not QDesktopServices.openUrl(QUrl(address)):
            self._article(finding)
