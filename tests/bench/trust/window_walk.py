"""python -m tests.bench.trust.window_walk TASK WORDS...: the client's window, pressed by a timer; prints what it shows.

TASK is JSON: `allowed` groups, whether to `send`, whether to check `again` once, whether to `repair` what can be;
`pages`, one after the other at the start: history, delete-history, sent, view-sent, query-sent, delete-sent.
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
from checker.client.window.pages.history_page import HistoryPage
from checker.client.window.pages.metered_page import MeteredPage
from checker.client.window.pages.remedy_page import RemedyPage
from checker.client.window.pages.report.value_table import ValueTable
from checker.client.window.pages.result_page import ResultPage
from checker.client.window.pages.send_page import SendPage
from checker.client.window.pages.sent_page import SentPage
from checker.client.window.pages.welcome_page import WelcomePage
from checker.client.window.widgets.disclosure import Disclosure

TICK_MS = 100
LOOKED_AT_TICKS = 10
"""So long a page stands: what comes by itself is then here."""


class WindowWalk:
    """Presses what the task says on the page that is shown."""

    def __init__(self, task: dict[str, Any]) -> None:
        self._task = task
        self._texts: dict[str, None] = {}
        self._is_again, self._is_repair = bool(task["again"]), bool(task["repair"])
        self._pages, self._pressed = list(task["pages"]), False
        self._wait = LOOKED_AT_TICKS
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
                elif self._pages:
                    self._wait, self._pressed = LOOKED_AT_TICKS, False
                    (page.history if "history" in self._pages[0] else page.sent).click()
                elif page.all.isEnabled() and self._task["allowed"]:
                    for card in page.groups:
                        card.box.setChecked(card.group.value in self._task["allowed"])
                    page.some.click()
                elif page.all.isEnabled():
                    window.close()
            case HistoryPage() | SentPage() as page:
                self._visit(page)
            case RemedyPage() as page:
                self._repair(page)
            case MeteredPage() as page:
                page.answered.emit(False)
            case ResultPage() as page if page.continue_button.isEnabled():
                self._leave_result(window, page)
            case SendPage() as page if not _unfold(page):
                (page.send if self._task["send"] else page.decline_button).click()
            case DonePage() as page if not page.is_waiting or page.link.isVisible():
                window.close()

    def _visit(self, page: HistoryPage | SentPage) -> None:
        """It is looked at, then what the task says is pressed, and then it is left."""
        if self._wait:
            self._wait -= 1
        elif self._pressed:
            self._wait = LOOKED_AT_TICKS
            self._pages.pop(0)
            page.back.click()
        else:
            self._wait, self._pressed = LOOKED_AT_TICKS, True
            self._press(page)

    def _press(self, page: HistoryPage | SentPage) -> None:
        if isinstance(page, HistoryPage):
            if self._pages[0] == "delete-history":
                page.delete_all.click()
                page.confirm.click()
            return
        card = next(iter(page.cards.values()))
        match self._pages[0]:
            case "view-sent":
                card.view.click()
            case "query-sent":
                card.query.click()
            case "delete-sent":
                card.delete.click()
                self._note(card)
                card.confirm.click()
        self._note(card)

    def _repair(self, page: RemedyPage) -> None:
        """What is offered is pressed, and taken back once its result is there."""
        card = page.repairs
        if card.outcome is None and card.buttons:
            next(iter(card.buttons.values())).click()
        elif card.outcome is not None and card.outcome.can_undo:
            card.undo.click()
        elif card.outcome is not None:
            page.back.click()

    def _leave_result(self, window: MainWindow, page: ResultPage) -> None:
        buttons = [b for b in page.findChildren(QAbstractButton) if "erneut prüfen" in b.text() and b.isEnabled()]
        steps = [b for b in page.findChildren(QAbstractButton) if "Schritt für Schritt" in b.text() and b.isEnabled()]
        if self._is_repair and steps:
            self._is_repair = False
            steps[0].click()
        elif self._is_again and buttons:
            self._is_again = False
            buttons[0].click()
        else:
            page.continue_button.click()

    def _note(self, window: QWidget) -> None:
        for widget in (widget for widget in window.findChildren(QWidget) if widget.isVisible()):
            if isinstance(widget, (QLabel, QAbstractButton)):
                self._add(widget.text())
            elif isinstance(widget, (QTextEdit, QPlainTextEdit)):
                self._add(widget.toPlainText())
            elif isinstance(widget, ValueTable):
                for line in widget.lines:
                    self._add(line)

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
