"""What follows what: the employee's way through the pages. Lives in the Qt thread; events come by the bridge."""

from PySide6.QtCore import QObject, QUrl
from PySide6.QtGui import QDesktopServices

from checker.checks.contract import Check, Live
from checker.checks.registry import checks
from checker.client.session import Session, groups_asked
from checker.client.trial import Trial, trials
from checker.client.updates.judge import Update
from checker.client.window import public
from checker.client.window.bridge import Bridge
from checker.client.window.card import Offers
from checker.client.window.checking import Checking
from checker.client.window.delivery import Delivery, Sending
from checker.client.window.dispatch import Dispatch
from checker.client.window.doorway import Doorway
from checker.client.window.metered import MeteredKnown, MeteredQuestion
from checker.client.window.pages.article import ArticlePage
from checker.client.window.pages.result import ResultPage
from checker.client.window.pages.running import RunningPage
from checker.client.window.pages.welcome import WelcomePage
from checker.client.window.part import MEASURES, PartEnded
from checker.client.window.seeker import ProfileFound, ProfileMissing, Seeker
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.trying import Trying
from checker.client.window.watch import Plugged, WatchEnded
from checker.client.window.words import tr
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.privacy import Group
from checker.run.events import AllEnded, Ended, Started, Told


class Course(QObject):
    """Holds the pages and leads from one to the next."""

    def __init__(
        self,
        session: Session,
        delivery: Delivery,
        shell: Shell,
        style: Style,
        note: str = "",
        seeker: Seeker | None = None,
    ) -> None:
        super().__init__(shell)
        self._session = session
        self._shell = shell
        self.bridge = Bridge(self)
        self.checking = Checking(session, self.bridge)
        self.metered = MeteredQuestion(session, self.bridge, shell)
        self.dispatch = Dispatch(session, delivery, shell, style)
        self.doorway = Doorway(session, seeker, self.bridge)
        self.welcome = WelcomePage(session.profile, _asked(session), note, self.doorway.phrase, self.doorway.entry)
        self.doorway.serve(self.welcome)
        self.running = RunningPage()
        self.result = ResultPage(Offers(guide=bool(self._guide()), public=public.allowed(session.profile)))
        self.article = ArticlePage()
        self.trying = Trying(session, self.bridge, self.checking, self.result)
        shell.add(self.welcome, self.metered.page, self.running, self.result, self.article)
        shell.add(self.dispatch.send, self.dispatch.done)
        self._connect()
        delivery.listen(self.bridge.post)

    def begin(self) -> None:
        """Shows the first page."""
        self.trying.leave()
        self._shell.show_page(self.welcome)

    def busy(self) -> bool:
        """Whether something is checked or tried."""
        return self.trying.busy

    def alive(self) -> bool:
        """Whether anything runs that must end before the program does."""
        return self.trying.busy or self.trying.watch.alive

    def cancel(self) -> None:
        """Ends what is checked or tried."""
        self.checking.cancel()
        self.trying.player.stop()

    def stop(self) -> None:
        """Ends everything that runs."""
        self.cancel()
        self.trying.watch.close()

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
        self.checking.finished_device.connect(self._finished_device)
        self.trying.measured.connect(self._measured)
        self.result.asked_cancel.connect(self.cancel)
        self.result.asked_public.connect(self._measure_publicly)
        self.result.asked_article.connect(self._article)
        self.result.asked_guide.connect(self._open_guide)
        self.result.asked_part.connect(self.trying.play)
        self.result.stopped_part.connect(self.cancel)
        self.result.went_back.connect(self.begin)
        self.result.went_on.connect(self._go_on)
        self.article.went_back.connect(lambda: self._shell.show_page(self.result))
        self.dispatch.went_back.connect(self._show_result)
        self.dispatch.again.connect(self.begin)

    def _hear(self, event: object) -> None:
        match event:
            case Started():
                self.running.begin(event.check)
                self.result.hint(event.check, None)
            case Told():
                self._told(event)
            case Ended():
                self.running.end(event.measurement.check, event.measurement.outcome)
            case AllEnded():
                self.checking.over(event)
            case PartEnded():
                self._played(event)
            case Plugged():
                self.trying.plugged(event)
            case WatchEnded():
                self.trying.ended(event)
            case MeteredKnown():
                self.metered.hear(event)
            case Sending():
                self.dispatch.hear(event)
            case ProfileFound() | ProfileMissing() | Update():
                self.doorway.hear(event)

    def _told(self, event: Told) -> None:
        if self.trying.hear(event.check, event.what):
            return
        if self.checking.busy and isinstance(event.what, Live) and event.what.kind == "advice":
            self.result.hint(event.check, event.what.text)
        page = self.running if self.checking.busy and not self.checking.alone else self.result
        page.go_on(event.check, event.what)

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
        self._show_report()
        self._show_result()

    def _show_report(self) -> None:
        self.result.offer(trials(self._session.allowed))
        self.result.show_report(self._session.report, tuple(self.checking.rechecked.values()))
        self.trying.offer()

    def _show_result(self) -> None:
        self._shell.show_page(self.result)
        self.trying.watch.start()

    def _again(self, finding: Finding) -> None:
        if self.busy():
            return
        if self.result.plays(finding):
            self.trying.play(Trial.DIGIT)
            return
        if finding.code == "run.not-allowed":
            self.checking.allow_for(finding)
        self.checking.start_again(finding)
        self.result.begin(finding)

    def _finished_again(self, before: Finding) -> None:
        self._show_report()
        self.result.ended(before)

    def _finished_device(self, check: str, cancelled: bool) -> None:
        self._show_report()
        self.trying.checked(check, cancelled=cancelled)

    def _measured(self, _check: str) -> None:
        self._show_report()

    def _measure_publicly(self, finding: Finding) -> None:
        if not self.busy():
            self.trying.player.start(public.CHECK, public.PART)
            self.result.begin(finding)

    def _played(self, event: PartEnded) -> None:
        if not self.trying.player.over(event):
            return
        asked = self.result.running
        if event.check not in MEASURES or asked is None:
            self.trying.played(event)
        elif event.outcome is Outcome.CANCELLED:
            self._finished_again(asked)
        else:
            self.checking.take(asked, event.measurement())

    def _go_on(self) -> None:
        self.trying.leave()
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
