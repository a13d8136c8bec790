"""Walks through every page of the window with real workers, tries everything, and prints the device libraries that

this process has loaded for it: none. `QT_QPA_PLATFORM=offscreen python -m tests.client.window.walk`
"""

import sys
import time
from collections.abc import Callable

from PySide6.QtWidgets import QApplication

from checker.checks.context import LiveSample, Progress
from checker.client.session import Session
from checker.client.trials.device_trial import DeviceTrial, device_trials
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
        self.main_window = MainWindow(PROFILE, style)
        self.controller = PageController(Session(PROFILE, Net(), only=DEVICES), self.delivery, self.main_window, style)

    def go(self) -> None:
        controller = self.controller
        self.main_window.show()
        controller.begin()
        self.show(controller.welcome)
        controller.welcome.all.click()
        self.until(lambda: self.main_window.page is controller.result)
        self.show(controller.running)
        self.show(controller.result)
        for trial in device_trials():
            self.try_out(trial)
        for device in ("", "C920"):
            controller.trial_controller.choose_device("camera", device)
            self.until(lambda: not controller.is_busy())
        controller.article.show_article("camera.covered")
        for page in (controller.metered_controller.page, controller.article):
            self.show(page)
        self.main_window.show_page(controller.result)
        controller.result.continue_button.click()
        controller.report_controller.send.send.click()
        self.delivery.arrive()
        self.show(controller.report_controller.done)
        controller.stop()
        self.until(lambda: not controller.has_running_workers())
        controller.bridge.close()
        controller.report_controller.exporter.close()

    def try_out(self, trial: DeviceTrial) -> None:
        """For a moment; what the worker cannot show here is told in its place."""
        trial_panel = self.controller.result.trial_panel
        trial_panel.buttons[trial].click()
        for what in (frame(8, 8), LiveSample(kind="level", numbers=(-20.0,)), Progress(done=0.5)):
            self.controller.result.show_progress(trial.check, what)
        self.show(self.controller.result)
        self.controller.cancel()
        self.until(lambda: not self.controller.is_busy())

    def show(self, page: WindowPage) -> None:
        self.main_window.show_page(page)
        self.app.processEvents()
        self.main_window.grab()

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
