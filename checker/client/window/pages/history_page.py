"""Earlier runs on this PC: listed, two of them compared, each or all deleted."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from checker.client.window.pages.history.comparison_card import ComparisonCard
from checker.client.window.pages.page import WindowPage
from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import announce
from checker.client.window.widgets.symbol import Symbol
from checker.model.privacy import HISTORY_DAYS, HISTORY_RUNS
from checker.model.report import Report
from checker.model.text import Text
from checker.show.run_comparison import run_title
from checker.show.work_tasks.work_verdict import work_verdict


class HistoryPage(WindowPage):
    """`delete_requested` carries the id of a run. Escape and the button lead back to where it was left."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Frühere Prüfungen", en="Earlier checks")
    delete_requested = Signal(str)
    delete_all_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._runs: tuple[Report, ...] = ()
        self._list: QFrame | None = None
        self.delete_buttons: dict[str, Button] = {}
        self.intro = self.add_label(self._intro)
        self.comparison = ComparisonCard()
        self.content.addWidget(self.comparison)
        self._list_place = QVBoxLayout()
        self.content.addLayout(self._list_place)
        self.trouble = self.add_label(lambda: "", level="blocker")
        self.trouble.setVisible(False)
        row = QWidget()
        buttons = FlowLayout(row)
        self.delete_all = self.add_button(lambda: tr("Alle löschen"), self._ask_to_delete_all, into=buttons)
        self.content.addWidget(row)
        self.question = QFrame()
        self.question.setProperty("role", "banner")
        self.question.setProperty("level", "warning")
        self._fill_question()
        self.content.addWidget(self.question)
        self.content.addStretch(1)
        self.back = self.add_button(lambda: tr("&Zurück"), self.back_requested.emit)
        self.default = self.back
        self.retranslate()

    def show_runs(self, runs: Sequence[Report]) -> None:
        """These are there now, the newest first."""
        self._runs = tuple(runs)
        self.show_error("")
        self.question.setVisible(False)
        self.comparison.show_runs(self._runs)
        self._fill()

    def show_error(self, message: str) -> None:
        """Says what did not work."""
        self.trouble.setText(message)
        self.trouble.setVisible(bool(message))
        if message:
            announce(self.trouble, message)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        if self._runs:
            self.comparison.retranslate()
        self._fill()

    def _intro(self) -> str:
        if not self._runs:
            return tr("Auf diesem Computer liegt keine frühere Prüfung.")
        return tr(
            "Hier liegen Ihre letzten Prüfungen, höchstens {runs} und höchstens {days} Tage lang. Sie bleiben auf "
            "diesem Computer und werden nie gesendet.",
            runs=HISTORY_RUNS,
            days=HISTORY_DAYS,
        )

    def _fill_question(self) -> None:
        column = QVBoxLayout(self.question)
        column.setContentsMargins(20, 14, 20, 14)
        label = Label()
        self.texts.bind(label.setText, lambda: tr("Wirklich alle früheren Prüfungen löschen? Sie kommen nicht wieder."))
        column.addWidget(label)
        row = QWidget()
        buttons = FlowLayout(row)
        self.confirm = self.add_button(lambda: tr("Ja, alle löschen"), self.delete_all_requested.emit, into=buttons)
        self.decline = self.add_button(
            lambda: tr("Nein, behalten"), lambda: self.question.setVisible(False), into=buttons
        )
        column.addWidget(row)
        self.question.setVisible(False)

    def _ask_to_delete_all(self) -> None:
        self.question.setVisible(True)
        self.order_widgets()
        self.decline.setFocus(Qt.FocusReason.OtherFocusReason)
        self.column.ensureWidgetVisible(self.question)

    def _fill(self) -> None:
        self.intro.setText(self._intro())
        self.delete_all.setVisible(bool(self._runs))
        if self._list is not None:
            self._list_place.removeWidget(self._list)
            self._list.hide()
            self._list.deleteLater()
            self._list = None
        self.delete_buttons = {}
        if self._runs:
            self._list = self._make_list()
            self._list_place.addWidget(self._list)
            self._list.show()
        self.order_widgets()

    def _make_list(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        grid = QGridLayout(card)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(10)
        grid.setColumnStretch(1, 1)
        for row, run in enumerate(self._runs):
            title, overall = run_title(run, tr.language), work_verdict(run, tr.language)
            symbol = Symbol(LEVEL_SYMBOLS[overall.level], mark=overall.level.value, disc=True, lines=1.15)
            grid.addWidget(symbol, row, 0, Qt.AlignmentFlag.AlignTop)
            texts = QWidget()
            column = QVBoxLayout(texts)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(2)
            column.addWidget(Label(title, "strong"))
            column.addWidget(Label(overall.headline, "soft"))
            grid.addWidget(texts, row, 1)
            grid.addWidget(self._delete_button(run, title), row, 2, Qt.AlignmentFlag.AlignTop)
        return card

    def _delete_button(self, run: Report, title: str) -> Button:
        button = self.delete_buttons[run.id] = Button(tr("Löschen"), "quiet")
        button.setAccessibleName(tr("Löschen: {title}", title=title))
        button.clicked.connect(lambda _on=False, report_id=run.id: self.delete_requested.emit(report_id))
        return button
