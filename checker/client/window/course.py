"""What follows what: the employee's way through the pages. Lives in the Qt thread; events come by the bridge."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from checker.checks.contract import Check
from checker.checks.registry import checks
from checker.client.session import Session, groups_asked
from checker.client.window import public
from checker.client.window.bridge import Bridge
from checker.client.window.card import Offers
from checker.client.window.checking import Checking
from checker.client.window.delivery import Delivery, Sending
from checker.client.window.dispatch import Dispatch
from checker.client.window.metered import MeteredKnown, MeteredQuestion
from checker.client.window.pages.article import ArticlePage
from checker.client.window.pages.result import ResultPage
from checker.client.window.pages.running import RunningPage
from checker.client.window.pages.welcome import WelcomePage
from checker.client.window.part import MEASURES, PARTS, PartEnded, PartPlayer, playable
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.words import tr
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.privacy import Group
from checker.run.events import AllEnded, Ended, Started, Told


class Course(QObject):
    """Holds the pages and leads from one to the next."""

    def __init__(self, session: Session, delivery: Delivery, shell: Shell, style: Style, note: str = "") -> None:
        super().__init__(shell)
        self._session = session
        self._shell = shell
        self.bridge = Bridge(self)
        self.checking = Checking(session, self.bridge)
        self.metered = MeteredQuestion(session, self.bridge, shell)
        self.player = PartPlayer(session.profile, self.bridge)
        self.dispatch = Dispatch(session, delivery, shell, style)
        self.welcome = WelcomePage(session.profile, _asked(session), note)
        self.running = RunningPage()
        self.result = ResultPage(Offers(guide=bool(self._guide()), public=public.allowed(session.profile)))
        self.article = ArticlePage()
        shell.add(self.welcome, self.metered.page, self.running, self.result, self.article)
        shell.add(self.dispatch.send, self.dispatch.done)
        self._connect()
        delivery.listen(self.bridge.post)

    def begin(self) -> None:
        """Shows the first page."""
        self._shell.show_page(self.welcome)

    def busy(self) -> bool:
        """Whether anything runs that must end before the program does."""
        return self.checking.busy or self.player.busy

    def stop(self) -> None:
        """Ends what runs."""
        self.checking.cancel()
        self.player.stop()

    def turn_language(self) -> None:
        """German to English and back."""
        self._session.language = "en" if tr.language == "de" else "de"
        tr.use(self._session.language)
        self._shell.speak()
        for page in (self.welcome, self.metered.page, self.running, self.result, self.article):
            page.speak()
        self.dispatch.speak()

    def _connect(self) -> None:
        self.bridge.arrived.connect(self._hear)
        self._shell.turned_language.connect(self.turn_language)
        self.welcome.agreed.connect(self._agreed)
        self.metered.settled.connect(self._start)
        self.metered.page.went_back.connect(self.begin)
        self.running.cancelled.connect(self._cancel)
        self.checking.finished.connect(self._finished)
        self.checking.finished_again.connect(self._finished_again)
        self.result.asked_again.connect(self._again)
        self.result.asked_cancel.connect(self.stop)
        self.result.asked_public.connect(self._measure_publicly)
        self.result.asked_article.connect(self._article)
        self.result.asked_guide.connect(self._open_guide)
        self.result.asked_part.connect(self._play)
        self.result.stopped_part.connect(self.player.stop)
        self.result.went_back.connect(self.begin)
        self.result.went_on.connect(self._go_on)
        self.article.went_back.connect(lambda: self._shell.show_page(self.result))
        self.dispatch.went_back.connect(lambda: self._shell.show_page(self.result))
        self.dispatch.again.connect(self.begin)

    def _hear(self, event: object) -> None:
        match event:
            case Started():
                self.running.begin(event.check)
            case Told():
                page = self.running if self.checking.busy and self.checking.finding is None else self.result
                page.go_on(event.check, event.what)
            case Ended():
                self.running.end(event.measurement.check, event.measurement.outcome)
            case AllEnded():
                self.checking.over(event)
            case PartEnded():
                self._played(event)
            case MeteredKnown():
                self.metered.hear(event)
            case Sending():
                self.dispatch.hear(event)

    def _agreed(self, groups: tuple[Group, ...]) -> None:
        self._session.allow(groups)
        try:
            self.metered.ask()
        except Unreadable as refused:
            self.welcome.tell(refused.refusal.de if tr.language == "de" else refused.refusal.en)

    def _start(self) -> None:
        if self.busy():
            return
        names = self.checking.start()
        self.running.prepare([checks()[name] for name in names])
        self._shell.show_page(self.running)

    def _cancel(self) -> None:
        self.running.stopping()
        self.checking.cancel()

    def _finished(self) -> None:
        self.result.show_report(self._session.report)
        self._offer_parts()
        self._shell.show_page(self.result)

    def _offer_parts(self) -> None:
        allowed = set(self._session.allowed)
        self.result.tryout.offer({one for one in PARTS if playable(one) and set(checks()[one].groups) <= allowed})

    def _again(self, finding: Finding) -> None:
        if self.busy():
            return
        if finding.code == "run.not-allowed":
            self.checking.allow_for(finding)
        self.checking.start_again(finding)
        self.result.begin(finding)

    def _finished_again(self, before: Finding) -> None:
        self.result.show_report(self._session.report, tuple(self.checking.rechecked.values()))
        self._offer_parts()
        self.result.ended(before)

    def _play(self, check: str) -> None:
        if not self.busy():
            self.player.start(check)
            self.result.try_out(check)

    def _measure_publicly(self, finding: Finding) -> None:
        if not self.busy():
            self.player.start(public.CHECK)
            self.result.begin(finding)

    def _played(self, event: PartEnded) -> None:
        if not self.player.over(event):
            return
        asked = self.result.running
        if event.check not in MEASURES or asked is None:
            self.result.tried(event.outcome, event.trouble)
        elif event.outcome is Outcome.CANCELLED:
            self._finished_again(asked)
        else:
            self.checking.take(asked, event.measurement())

    def _go_on(self) -> None:
        self.player.stop()
        self.dispatch.begin()

    def _article(self, finding: Finding) -> None:
        self.article.show_article(finding.code)
        self._shell.show_page(self.article)

    def _open_guide(self, finding: Finding) -> None:
        """Where no browser opens, the same article stands in the window."""
        address = f"{self._guide()}/{tr.language}/{finding.code}/"
        if not QDesktopServices.openUrl(QUrl(address)):
            self._article(finding)

    def _guide(self) -> str:
        firm = self._session.profile.firm
        return f"{firm.desk_url.rstrip('/')}/guide" if firm is not None and firm.desk_url else ""


def _asked(session: Session) -> dict[Group, list[Check]]:
    """Each group that is asked for, with the checks that read it."""
    wanted = [check for name, check in checks().items() if not session.only or name in session.only]
    return {group: [one for one in wanted if group in one.groups] for group in groups_asked(session.only)}
