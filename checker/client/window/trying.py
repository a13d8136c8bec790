"""Runs what the employee tries with camera, microphone and speaker, and what follows from it. Qt thread only."""

import msgspec
from PySide6.QtCore import QObject, Signal

from checker.checks.context import LiveSample, Progress
from checker.client import digit
from checker.client.devices import DEVICE_LIST_FACTS, DeviceChoice, device_choice
from checker.client.session import Session
from checker.client.trial import DeviceTrial, allowed_trials
from checker.client.window.arrange import check_of
from checker.client.window.bridge import Bridge
from checker.client.window.checking import Checking
from checker.client.window.pages.result import ResultPage
from checker.client.window.part import PartEnded, PartPlayer
from checker.client.window.watch import Plugged, Watch, WatchEnded, new_ones
from checker.client.window.words import tr
from checker.model.measurement import Measurement, Outcome
from checker.model.verdict import sort_by_severity
from checker.show.findings import describe_finding


class Trying(QObject):
    """`measured` carries the check about which something new is known."""

    measured = Signal(str)

    def __init__(self, session: Session, bridge: Bridge, checking: Checking, result: ResultPage) -> None:
        super().__init__(bridge)
        self._session = session
        self._checking = checking
        self._result = result
        self.player = PartPlayer(session, bridge)
        self.watch = Watch(session, bridge)
        self._asked: float | None = None
        self._answers: list[int | None] = []
        self._heard: Measurement | None = None
        self._before: tuple[str, str] | None = None
        self._there: dict[str, tuple[str, ...]] = {}
        tryout = result.tryout
        tryout.answered.connect(self._answer)
        tryout.chosen.connect(self.choose)

    @property
    def busy(self) -> bool:
        """Whether a device is being tried or checked."""
        return self.player.busy or self._checking.busy

    def offer(self) -> None:
        """What can be tried, and with which devices, as the report knows them."""
        self._result.tryout.offer(
            allowed_trials(self._session.allowed), {check: self._devices(check) for check in DEVICE_LIST_FACTS}
        )

    def play(self, trial: DeviceTrial) -> None:
        """Begins, where nothing else runs."""
        if self.busy or trial not in allowed_trials(self._session.allowed):
            return
        self._before = None
        self._play(trial)

    def hear(self, check: str, what: Progress | LiveSample) -> bool:
        """Whether it was about the digit that is played, and so for nobody else."""
        number = digit.expected_number(what)
        if number is None or not isinstance(what, LiveSample):
            return False
        if check == DeviceTrial.DIGIT.check and self.player.busy:
            self._asked = number  # it goes no further than this object
            self._result.tryout.ask(what.kind)
        return True

    def played(self, event: PartEnded) -> None:
        """A trial is over."""
        counts = event.part == DeviceTrial.DIGIT.part and event.outcome is Outcome.DONE
        asked = counts and self._asked is not None
        self._result.tried(event.outcome, event.trouble if not counts else None, asked=asked)
        if counts:
            self._heard = event.measurement()
            self._conclude()
        else:
            self._take_back()

    def choose(self, check: str, device: str) -> None:
        """This device from now on; it is checked at once. Empty: what the system uses."""
        if self.busy:
            return
        self._before = check, self._session.devices.get(check, "")
        self._session.choose_device(check, device)
        if check == DeviceTrial.DIGIT.check and device:
            self._play(DeviceTrial.DIGIT)
            return
        self._forget()
        self._checking.start_device(check)
        self._result.check_device(check)

    def checked(self, check: str, *, cancelled: bool) -> None:
        """The check of a chosen device is over, and the report shown anew."""
        if cancelled:
            self._take_back()
        self._result.settle(check, tr("Abgebrochen.") if cancelled else self._meaning(check))

    def leave(self) -> None:
        """The page is left: nothing is tried or asked there any more."""
        self.player.stop()
        self.watch.stop()
        self._forget()
        self._result.tryout.question.close_up()

    def plugged(self, event: Plugged) -> None:
        """Devices came or went."""
        tryout = self._result.tryout
        chooser = tryout.choosers[event.check]
        new = new_ones(chooser.names, event.names)
        self._there[event.check] = event.names
        chooser.offer(self._devices(event.check))
        if event.said is not None:
            tryout.news.tell(event.check, event.said, new[0] if new else "")

    def ended(self, event: WatchEnded) -> None:
        """A look-out is over."""
        self.watch.over(event)

    def _devices(self, check: str) -> DeviceChoice:
        """As the report knows them, unless it is known by now what is plugged in."""
        known = device_choice(self._session.report, check)
        return msgspec.structs.replace(known, names=self._there.get(check, known.names))

    def _answer(self, said: int | None) -> None:
        self._answers = [said]
        self._conclude()

    def _conclude(self) -> None:
        """The digit was played and named, or could not be played at all: the findings are judged again."""
        if self._heard is None or (self._asked is not None and not self._answers):
            return
        heard = self._heard
        if self._asked is not None:
            heard = digit.with_answer(heard, self._asked, self._answers[0])
        self._forget()
        self._session.add_measurements([heard])
        self.measured.emit(heard.check)
        self._result.settle(heard.check, self._meaning(heard.check))

    def _play(self, trial: DeviceTrial) -> None:
        self._forget()
        self.player.start(trial.check, trial.part)
        self._result.try_out(trial)

    def _take_back(self) -> None:
        """A device that was chosen and not checked is not used either."""
        if self._before is not None:
            self._session.choose_device(*self._before)
        self._before = None

    def _forget(self) -> None:
        self._asked, self._answers, self._heard = None, [], None

    def _meaning(self, check: str) -> str:
        found = [one for one in self._session.report.findings if check_of(one) == check]
        return describe_finding(sort_by_severity(found)[0], tr.language) if found else ""
