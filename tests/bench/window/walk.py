"""python -m tests.bench.window.walk BEGAN WORDS...: the client's window, walked through by itself; figures as JSON.

BEGAN: CLOCK_MONOTONIC at which its process was started. WORDS: the client's own.
"""

import json
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QAbstractEventDispatcher, QObject, QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from checker.client.arguments import parse_arguments
from checker.client.main import run
from checker.client.window.app import start
from checker.client.window.app.main_window import MainWindow
from checker.client.window.pages.article_page import ArticlePage
from checker.client.window.pages.done_page import DonePage
from checker.client.window.pages.metered_page import MeteredPage
from checker.client.window.pages.remedy_page import RemedyPage
from checker.client.window.pages.result_page import ResultPage
from checker.client.window.pages.running_page import RunningPage
from checker.client.window.pages.send_page import SendPage
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.widgets.disclosure import Disclosure
from tests.bench.window.responsiveness import BlockRecorder

TICK_MS = 150


class Walk(QObject):
    """Allows everything, looks at the first step and at everything that is folded, sends the report, closes."""

    def __init__(self, began: float) -> None:
        super().__init__()
        self.figures: dict[str, Any] = {"clicks": 0}
        self._began = began
        dispatcher = QAbstractEventDispatcher.instance()
        self.recorder = BlockRecorder(dispatcher, lambda: type(self._page).__name__)
        dispatcher.aboutToBlock.connect(self._note_usable)
        self._steps = self._walk()
        self._timer = QTimer(self)
        self._timer.timeout.connect(lambda: next(self._steps, None))
        self._timer.start(TICK_MS)

    @property
    def _window(self) -> MainWindow | None:
        return next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)

    @property
    def _page(self) -> QWidget | None:
        window = self._window
        return window.page if window is not None else None

    def _note_usable(self) -> None:
        """The window is on the screen, and its thread waits for what is pressed."""
        handle = self._window.windowHandle() if self._window is not None else None
        if "usable_s" not in self.figures and handle is not None and handle.isExposed():
            self.figures["usable_s"] = time.monotonic() - self._began

    def _walk(self) -> Iterator[None]:
        page = yield from self._await(WelcomePage)
        while not page.all.isEnabled():
            yield
        self._press(page.all)
        pressed = time.monotonic()
        while isinstance(self._page, (WelcomePage, RunningPage, MeteredPage)):
            if isinstance(self._page, MeteredPage):
                self._page.answered.emit(True)
            yield
        result = yield from self._await(ResultPage)
        self.figures["check_s"] = time.monotonic() - pressed
        yield from self._look_at_first_step(result)
        yield from self._unfold(result)
        while not result.continue_button.isEnabled():
            yield
        self._press(result.continue_button)
        send = yield from self._await(SendPage)
        yield from self._unfold(send)
        self._press(send.send)
        done = yield from self._await(DonePage)
        while done.is_waiting:
            yield
        self._keep_memory()
        self._press(done.close_button)

    def _look_at_first_step(self, result: ResultPage) -> Iterator[None]:
        if not result.first_button.isVisible():
            return
        self._press(result.first_button)
        yield
        if result.body is not None and result.body.first_card is not None:
            self.figures["clicks_to_first_step"] = self.figures["clicks"]
        steps = [
            button
            for button in result.findChildren(QAbstractButton)
            if button.text().replace("&", "") in ("Schritt für Schritt", "Step by step") and button.isVisible()
        ]
        if not steps:
            return
        self._press(steps[0])
        remedy = yield from self._await(RemedyPage)
        if remedy.guide.isVisible():
            self._press(remedy.guide)
            article = yield from self._await(ArticlePage)
            article.escape()
            yield from self._await(RemedyPage)
        remedy.escape()
        yield from self._await(ResultPage)

    def _unfold(self, page: QWidget) -> Iterator[None]:
        for _ in range(200):
            fold = next((f for f in page.findChildren(Disclosure) if not f.is_open and f.button.isVisible()), None)
            if fold is None:
                return
            fold.set_open(True)
            yield

    def _await(self, kind: type[Any]) -> Any:
        while not isinstance(self._page, kind):
            yield
        yield
        return self._page

    def _press(self, button: QAbstractButton) -> None:
        self.figures["clicks"] += 1
        button.click()

    def _keep_memory(self) -> None:
        import resource  # noqa: PLC0415 - not on Windows

        status = Path("/proc/self/status").read_text("utf-8")
        peak = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
        self.figures["memory_mb"] = int(peak.split()[1]) * 1024 / 1e6
        self.figures["child_mb"] = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss * 1024 / 1e6


def main(words: list[str]) -> None:
    walks = []
    make_application = start.application

    def application() -> QApplication:
        app = make_application()
        walks.append(Walk(float(words[0])))
        return app

    start.application = application
    run(parse_arguments(words[1:]))
    (walk,) = walks
    blocks = [msgspec.to_builtins(block) for block in walk.recorder.longest_by_page()]
    print(json.dumps({**walk.figures, "blocks": blocks}))


if __name__ == "__main__":
    main(sys.argv[1:])
