"""Walks through every page of the window with real workers, tries everything, and prints the device libraries that

this process has loaded for it: none. `QT_QPA_PLATFORM=offscreen python -m tests.client.window.walk`
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from checker.checks.context import LiveSample, Progress
from checker.client.session import Session
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.app.main_window import MainWindow
from checker.client.window.app.page_controller import PageController
from checker.client.window.app.start import application
from checker.client.window.pages.page import WindowPage
from checker.client.window.style.window_style import WindowStyle
from checker.net.net import Net
from tests.client.window.sample import PROFILE, PlayedDelivery, frame

HEAVY = {"cv2", "numpy", "sounddevice", "_sounddevice", "cv2_enumerate_cameras"}
DEVICES = ("camera", "microphone", "speaker")
PATIENCE_S = 60.0


class Walk:
    """One employee who does everything that the window offers."""

    def __init__(self, app: QApplication) -> None:
        self.app = app
        self.delivery = PlayedDelivery()
        style = WindowStyle(app)
        self.shell = MainWindow(PROFILE, style)
        self.course = PageController(Session(PROFILE, Net(), only=DEVICES), self.delivery, self.shell, style)

    def go(self) -> None:
        course = self.course
        self.shell.show()
        course.begin()
        self.look(course.welcome)
        course.welcome.all.click()
        self.until(lambda: self.shell.page is course.result)
        self.look(course.running)
        self.look(course.result)
        for trial in DeviceTrial:
            self.try_out(trial)
        for device in ("", "C920"):
            course.trial_controller.choose_device("camera", device)
            self.until(lambda: not course.is_busy())
        course.article.show_article("camera.covered")
        for page in (course.metered_controller.page, course.article):
            self.look(page)
        self.shell.show_page(course.result)
        course.result.continue_button.click()
        course.report_controller.send.send.click()
        self.delivery.arrive()
        self.look(course.report_controller.done)
        course.stop()
        self.until(lambda: not course.has_running_workers())
        course.bridge.close()
        course.report_controller.exporter.close()

    def try_out(self, trial: DeviceTrial) -> None:
        """For a moment; what the worker cannot show here is told in its place."""
        tryout = self.course.result.trial_panel
        tryout.buttons[trial].click()
        for what in (frame(8, 8), LiveSample(kind="level", numbers=(-20.0,)), Progress(done=0.5)):
            self.course.result.show_progress(trial.check, what)
        self.look(self.course.result)
        self.course.cancel()
        self.until(lambda: not self.course.is_busy())

    def look(self, page: WindowPage) -> None:
        self.shell.show_page(page)
        self.app.processEvents()
        self.shell.grab()

    def until(self, so: Callable[[], bool]) -> None:
        end = time.monotonic() + PATIENCE_S
        while not so():
            if time.monotonic() > end:
                raise TimeoutError
            self.app.processEvents()
            time.sleep(0.01)


if __name__ == "__main__":
    Walk(application()).go()
    print("loaded:", sorted(HEAVY & set(sys.modules)))
