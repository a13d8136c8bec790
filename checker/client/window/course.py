"""What follows what: the employee's way through the pages. Lives in the Qt thread; events come by the bridge."""

from typing import TYPE_CHECKING

from checker.checks.context import LiveSample
from checker.checks.registry import checks
from checker.client import public
from checker.client.session import Session
from checker.client.trial import DeviceTrial, allowed_trials
from checker.client.updates.judge import ProgramUpdate
from checker.client.window.behind import Behind
from checker.client.window.bridge import Bridge
from checker.client.window.checking import Checking
from checker.client.window.delivery import Delivery, Sending
from checker.client.window.doorway import Doorway
from checker.client.window.metered import MeteredKnown, MeteredQuestion
from checker.client.window.pages.welcome import WelcomePage
from checker.client.window.part import MEASURES, PartEnded
from checker.client.window.seeker import ProfileFound, ProfileMissing, Seeker
from checker.client.window.shell import Shell
from checker.client.window.style import Style
from checker.client.window.watch import Plugged, WatchEnded
from checker.client.window.words import tr
from checker.model.codec import Unreadable
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.run.events import AllChecksEnded, CheckEnded, CheckProgress, CheckStarted

if TYPE_CHECKING:
    from checker.client.window.inner import Inner


class Course(Behind):
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
        self._delivery = delivery
        self._shell = shell
        self._style = style
        self.bridge = Bridge(self)
        self.checking = Checking(session, self.bridge)
        self.metered = MeteredQuestion(session, self.bridge, shell)
        self.doorway = Doorway(session, seeker, self.bridge)
        self.welcome = WelcomePage(
            session.profile, session.checks_by_group(), note, self.doorway.phrase, self.doorway.entry
        )
        self.doorway.serve(self.welcome)
        shell.add(self.welcome, self.metered.page)
        self._connect()
        delivery.listen(self.bridge.post)

    def begin(self) -> None:
        """Shows the first page."""
        if self._made:
            self.trying.leave()
        self._shell.show_page(self.welcome)

    def busy(self) -> bool:
        """Whether something is checked or tried."""
        return self._made and self.trying.busy

    def alive(self) -> bool:
        """Whether anything runs that must end before the program does."""
        return self._made and (self.trying.busy or self.trying.watch.alive)

    def cancel(self) -> None:
        """Ends what is checked or tried."""
        if self._made:
            self.checking.cancel()
            self.trying.player.stop()

    def stop(self) -> None:
        """Ends everything that runs."""
        self.cancel()
        if self._made:
            self.trying.watch.close()

    def close(self) -> None:
        """Nothing is taken or given out any more."""
        self.bridge.close()
        if self._made:
            self.dispatch.exporter.close()

    def turn_language(self) -> None:
        """German to English and back."""
        self._session.language = "en" if tr.language == "de" else "de"
        tr.set_language(self._session.language)
        self._shell.speak()
        self.welcome.speak()
        self.metered.page.speak()
        if self._made:
            self.inner.speak()

    def unsent(self) -> int:
        """How many reports wait without the window saying so just now."""
        return self.dispatch.unsent() if self._made else self._delivery.waiting()

    def _connect(self) -> None:
        self.bridge.arrived.connect(self._hear)
        self._shell.turned_language.connect(self.turn_language)
        self.welcome.agreed.connect(self._agreed)
        self.metered.settled.connect(self._start)
        self.metered.page.went_back.connect(self.begin)
        self.checking.finished.connect(self._finished)
        self.checking.finished_again.connect(self._finished_again)
        self.checking.finished_device.connect(self._finished_device)

    def _make(self) -> "Inner":
        from checker.client.window.inner import Inner  # noqa: PLC0415 - the first page is there sooner without it

        inner = Inner(self._session, self.bridge, self.checking, self._delivery, self._shell, self._style)
        inner.running.cancelled.connect(self._cancel)
        inner.trying.measured.connect(self._measured)
        inner.result.asked_again.connect(self._again)
        inner.result.asked_cancel.connect(self.cancel)
        inner.result.asked_public.connect(self._measure_publicly)
        inner.result.asked_part.connect(inner.trying.play)
        inner.result.stopped_part.connect(self.cancel)
        inner.result.went_back.connect(self.begin)
        inner.result.went_on.connect(self._go_on)
        inner.dispatch.went_back.connect(self._show_result)
        inner.dispatch.again.connect(self.begin)
        return inner

    def _hear(self, event: object) -> None:
        match event:
            case CheckStarted():
                self.running.begin(event.check)
                self.result.hint(event.check, None)
            case CheckProgress():
                self._told(event)
            case CheckEnded():
                self.running.end(event.measurement.check, event.measurement.outcome)
            case AllChecksEnded():
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
            case ProfileFound() | ProfileMissing() | ProgramUpdate():
                self.doorway.hear(event)

    def _told(self, event: CheckProgress) -> None:
        if self.trying.hear(event.check, event.update):
            return
        if self.checking.busy and isinstance(event.update, LiveSample) and event.update.kind == "advice":
            self.result.hint(event.check, event.update.text)
        page = self.running if self.checking.busy and not self.checking.alone else self.result
        page.go_on(event.check, event.update)

    def _agreed(self, groups: tuple[DataGroup, ...]) -> None:
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
        self.result.offer(allowed_trials(self._session.allowed))
        self.result.show_report(self._session.report, tuple(self.checking.rechecked.values()))
        self.trying.offer()

    def _show_result(self) -> None:
        self._shell.show_page(self.result)
        self.trying.watch.start()

    def _again(self, finding: Finding) -> None:
        if self.busy():
            return
        if self.result.plays(finding):
            self.trying.play(DeviceTrial.DIGIT)
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
