"""Watches for outages: explains, starts, pauses, ends, and hands the measurement to the session. Qt thread only."""

import threading
from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from checker.checks.context import LiveSample
from checker.client.history.earlier_outages import earlier_outages
from checker.client.session import OUTAGES, Session
from checker.client.window.app.event_bridge import EventBridge
from checker.client.window.app.main_window import MainWindow
from checker.client.window.pages.outages_page import OutagesPage
from checker.client.window.pages.page import WindowPage
from checker.model.measurement import Outcome
from checker.model.observation import Observations
from checker.run.events import AllChecksEnded, CheckEnded, CheckProgress, CheckStarted, FollowUpStarted
from checker.run.runner import Runner


class OutagesController(QObject):
    """`finished` when the measurement is in the session. `is_busy`: whether anything else is checked or tried."""

    finished = Signal()

    def __init__(
        self, session: Session, bridge: EventBridge, main_window: MainWindow, is_busy: Callable[[], bool]
    ) -> None:
        super().__init__(bridge)
        self._session, self._bridge, self._main_window = session, bridge, main_window
        self._is_busy = is_busy
        self._runner: Runner | None = None
        self._origin: WindowPage | None = None
        self.page = OutagesPage()
        self.page.start_requested.connect(self._start)
        self.page.pause_requested.connect(self._pause)
        self.page.finish_requested.connect(self.finish)
        self.page.back_requested.connect(self._return)

    @property
    def is_running(self) -> bool:
        """Whether it watches."""
        return self._runner is not None

    def begin(self) -> None:
        """Explains it; what earlier runs saw is read meanwhile."""
        if self._is_busy() or self.is_running:
            return
        left = self._main_window.page
        self._origin = left if isinstance(left, WindowPage) else None
        self.page.prepare(self._session.needs()[OUTAGES].minutes)  # type: ignore[attr-defined]
        threading.Thread(target=self._read_earlier, name="earlier outages", daemon=True).start()
        self._main_window.show_page(self.page)

    def finish(self) -> None:
        """Ends it with what was seen."""
        if self._runner is not None:
            self._runner.control.is_finished.set()

    def handle_event(self, event: object) -> bool:
        """Whether the event was of this run."""
        if self._runner is None:
            return False
        match event:
            case CheckProgress(check=name, update=LiveSample(kind="so-far") as sample) if name == OUTAGES:
                self._session.watch_checkpoint.record(sample.observations)
                self.page.show_so_far(sample.numbers[0], Observations(sample.observations))
            case AllChecksEnded():
                self._end(event)
            case CheckStarted() | CheckProgress() | CheckEnded() | FollowUpStarted():
                pass
            case _:
                return False
        return True

    def _read_earlier(self) -> None:
        self._session.earlier_outages = earlier_outages(self._session.history)

    def _start(self) -> None:
        if self._is_busy() or self.is_running:
            return
        self._session.allow_outages()
        self._session.watch_checkpoint.begin(OUTAGES, self._session.profile.code)
        self._runner = self._session.runner(self._bridge.post, (OUTAGES,))
        self._runner.start()
        self.page.begin()

    def _pause(self, paused: bool) -> None:
        if self._runner is None:
            return
        if paused:
            self._runner.control.is_paused.set()
        else:
            self._runner.control.is_paused.clear()

    def _end(self, event: AllChecksEnded) -> None:
        self._runner = None
        measurements = [item for item in event.measurements if item.outcome is not Outcome.CANCELLED]
        if not measurements:
            self._session.discard_interrupted_watch()
        self._session.add_measurements(measurements)
        self.finished.emit()

    def adopt_interrupted(self) -> None:
        """Shows the result of a watch that ended without one."""
        if self._is_busy() or self.is_running:
            return
        self._session.adopt_interrupted_watch()
        self.finished.emit()

    def _return(self) -> None:
        if self._origin is not None:
            self._main_window.return_to(self._origin)
