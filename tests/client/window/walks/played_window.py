"""python -m tests.client.window.walks.played_window: the window on a real screen, with runs that play by themselves.

A line of JSON on stdin says what the next run meets, asks for the page, or has a picture taken; each is answered.
"""

import argparse
import json
import sys
from collections.abc import Collection, Iterator

import msgspec
from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication

from checker.checks.context import LiveSample, Progress
from checker.client.ports.report_delivery import SendStatus
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import application
from checker.client.window.controllers import device_watcher, page_opener
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.secrecy.sealing import new_sealing_key, sealing_key_text
from checker.model.text import Text
from checker.run.events import RunListener
from checker.run.plan import RunPlan
from tests.client.window.sample import FIRM, PROFILE, PlayedDelivery, PlayedRun, PlayedSession
from tests.client.window.screenshots import DEVICES, MEASURED, Nobody

STEP_MS = 15
"""Between two events of a run: all of it takes about a second."""


class Story(msgspec.Struct, frozen=True, kw_only=True):
    """What a run finds, and what its check says when it runs again."""

    findings: tuple[Finding, ...] = ()
    rechecked: tuple[Finding, ...] = ()
    is_online: bool = True


class Command(msgspec.Struct, frozen=True, kw_only=True):
    """A line for the window; without anything it asks for the page. `picture`: a file for what is on the screen."""

    story: Story | None = None
    picture: str = ""
    stop: bool = False


class PlayingRun(PlayedRun):
    """Goes on by itself, as a run does: begins, tells how far it is, ends."""

    def __init__(self, plan: RunPlan, listener: RunListener, session: "PlayingSession") -> None:
        super().__init__(plan, listener)
        self._session = session
        self._steps = self._play()
        self._timer = QTimer(interval=STEP_MS)
        self._timer.timeout.connect(lambda: next(self._steps, None))

    def start(self) -> None:
        super().start()
        self._timer.start()

    def cancel(self) -> None:
        self._timer.stop()
        super().cancel()

    def _play(self) -> Iterator[None]:
        for planned in self.plan.planned:
            self.begin(planned.check.name)
            yield
        for step in range(20):
            for planned in self.plan.planned:
                text = Text(de=f"Teil {step + 1}", en=f"Part {step + 1}")
                self.report_progress(planned.check.name, Progress(done=step / 20, text=text))
                if planned.check.name == "microphone":
                    self.report_progress("microphone", LiveSample(kind="level", numbers=(-20.0 - step,)))
            yield
        for planned in self.plan.planned:
            self.end(planned.check.name)
            yield
        self._timer.stop()
        self._session.take_next_findings()
        self.end_all()


class PlayingSession(PlayedSession):
    """Its first run finds the story's findings, each further one what is said of the check that runs again."""

    def __init__(self, profile: object, language: str) -> None:
        super().__init__((), profile, language)  # type: ignore[arg-type]
        self.observed = {"computer": MEASURED, **DEVICES}
        self.story = Story()
        self._is_recheck = False

    def runner(self, listener: RunListener, only: Collection[str] = ()) -> PlayedRun:  # type: ignore[override]
        self._is_recheck = bool(only)
        self.runs.append(PlayingRun(self.plan(only), listener, self))
        return self.run

    def take_next_findings(self) -> None:
        self.findings = self.story.rechecked if self._is_recheck else self.story.findings
        self._report = None


class PlayingDelivery(PlayedDelivery):
    """Sends at once, or waits for internet."""

    is_online = True

    def submit(self, report: Report, enrolment: str, secret: str = "") -> None:
        super().submit(report, enrolment, secret)
        QTimer.singleShot(200, self.arrive if self.is_online else self.wait_for_internet)

    def wait_for_internet(self) -> None:
        message = Text(de="Wartet auf Internet, 2-mal versucht.", en="Waiting for internet, tried 2 times.")
        self.unsent = 1
        self.listener(SendStatus(report=self.submitted[-1].id, message=message))


class Stage:
    """The window, and who listens to stdin."""

    def __init__(self, app: QApplication, options: argparse.Namespace) -> None:
        device_watcher.PartRun = Nobody  # type: ignore[assignment,misc]
        page_opener.open_router_page = lambda: True
        tr.set_language(options.language)
        key = sealing_key_text(new_sealing_key())
        profile = msgspec.structs.replace(PROFILE, firm=msgspec.structs.replace(FIRM, sealing_key=key))
        self.app = app
        self.session = PlayingSession(profile, options.language)
        self.delivery = PlayingDelivery()
        self.style = WindowStyle(app, options.scale, dark=options.scheme == "dark")
        self.main_window = MainWindow(profile, self.style)
        self.controller = PageController(self.session, self.delivery, self.main_window, self.style)
        self.main_window.fit_to_screen()
        self.main_window.show()
        self.controller.begin()
        self._notifier = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read)
        self._notifier.activated.connect(self._take_line)

    def _take_line(self) -> None:
        line = sys.stdin.readline()
        command = msgspec.json.decode(line, type=Command) if line else Command(stop=True)
        if command.stop:
            self.controller.stop()
            self.app.exit()
        elif command.picture:
            QGuiApplication.primaryScreen().grabWindow(0).save(command.picture)
        elif command.story is not None:
            self.session.story = command.story
            self.delivery.is_online = command.story.is_online
        print(json.dumps({"page": type(self.main_window.page).__name__}), flush=True)


def main() -> None:
    """Until it is stopped."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--scheme", default="light", choices=("light", "dark"))
    parser.add_argument("--language", default="de", choices=("de", "en"))
    parser.add_argument("--scale", default=1.0, type=float)
    app = application()
    stage = Stage(app, parser.parse_args())
    QTimer.singleShot(50, stage.controller.prepare)
    app.exec()
    stage.controller.bridge.close()
    stage.controller.report_controller.exporter.close()


if __name__ == "__main__":
    main()
