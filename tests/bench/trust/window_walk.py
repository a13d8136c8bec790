"""python -m tests.bench.trust.window_walk TASK WORDS...: the client's window, pressed by a timer; prints what it shows.

TASK is JSON: `allowed` groups, whether to `send`, whether to check `again` once.
"""

import json
import sys
from typing import Any

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QPlainTextEdit, QTextEdit, QWidget

from checker.client.arguments import parse_arguments
from checker.client.main import run
from checker.client.window.app import start
from checker.client.window.app.main_window import MainWindow
from checker.client.window.pages.done_page import DonePage
from checker.client.window.pages.metered_page import MeteredPage
from checker.client.window.pages.result_page import ResultPage
from checker.client.window.pages.send_page import SendPage
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.widgets.disclosure import Disclosure

TICK_MS = 100


class WindowWalk:
    """Presses what the task says on the page that is shown."""

    def __init__(self, task: dict[str, Any]) -> None:
        self._task = task
        self._texts: dict[str, None] = {}
        self._is_again = bool(task["again"])
        self._wait = 10
        self.timer = QTimer()
        self.timer.timeout.connect(self._step)
        self.timer.start(TICK_MS)

    def _step(self) -> None:
        window = next((w for w in QApplication.topLevelWidgets() if isinstance(w, MainWindow) and w.isVisible()), None)
        if window is None or window.page is None:
            return
        self._note(window)
        match window.page:
            case WelcomePage() as page:
                _unfold(page)
                if self._wait:
                    self._wait -= 1  # what comes late, as the look for an update, is to be seen here
                elif page.all.isEnabled() and self._task["allowed"]:
                    for card in page.groups:
                        card.box.setChecked(card.group.value in self._task["allowed"])
                    page.some.click()
                elif page.all.isEnabled():
                    window.close()
            case MeteredPage() as page:
                page.answered.emit(False)
            case ResultPage() as page if page.continue_button.isEnabled():
                self._leave_result(window, page)
            case SendPage() as page if not _unfold(page):
                (page.send if self._task["send"] else page.decline_button).click()
            case DonePage() as page if not page.is_waiting:
                window.close()

    def _leave_result(self, window: MainWindow, page: ResultPage) -> None:
        buttons = [b for b in page.findChildren(QAbstractButton) if "erneut prüfen" in b.text() and b.isEnabled()]
        if self._is_again and buttons:
            self._is_again = False
            buttons[0].click()
        else:
            page.continue_button.click()

    def _note(self, window: QWidget) -> None:
        for widget in window.findChildren(QWidget):
            if isinstance(widget, (QLabel, QAbstractButton)):
                self._add(widget.text())
            elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
                self._add(widget.toPlainText())

    def _add(self, text: str) -> None:
        if text and text not in self._texts:
            self._texts[text] = None
            print(text.replace("&", ""), flush=True)


def _unfold(page: QWidget) -> bool:
    """Whether anything was folded: it is read at the next step."""
    folds = [fold for fold in page.findChildren(Disclosure) if not fold.is_open]
    for fold in folds:
        fold.set_open(True)
    return bool(folds)


def main(words: list[str]) -> None:
    walks = []
    make_application = start.application

    def application() -> QApplication:
        app = make_application()
        walks.append(WindowWalk(json.loads(words[0])))
        return app

    start.application = application
    run(parse_arguments(words[1:]))


if __name__ == "__main__":
    main(sys.argv[1:])
