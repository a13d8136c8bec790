"""What I can do today: mail, phone, video, remote desktop, file share, each with its sign and word."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from checker.client.window.labels import Label
from checker.client.window.symbol import Symbol
from checker.client.window.symbols import LEVELS
from checker.client.window.words import tr
from checker.model.report import Report
from checker.show import today


class Today(QFrame):
    """A line for each task; the reason below it where it does not go well."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        said = ""
        for doing in today.task_statuses(report):
            reason = today.status_reason(doing, tr.language)
            # The same reason line after line is noise: the first says it for those that follow.
            self._add(grid, doing, reason if reason != said else "")
            said = reason

    def _add(self, grid: QGridLayout, doing: today.TaskStatus, reason: str) -> None:
        at = grid.rowCount()
        grid.setRowMinimumHeight(at, round(self.fontMetrics().height() * 1.7))
        word = Label(today.status_word(doing.level, tr.language), "badge", doing.level.value)
        word.setWordWrap(False)
        word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        named = Label(today.task_title(doing.task, tr.language))
        named.setAccessibleName(f"{named.text()}: {word.text()}")
        grid.addWidget(Symbol(LEVELS[doing.level], mark=doing.level.value, disc=True, lines=1.15), at, 0)
        grid.addWidget(named, at, 1)
        grid.addWidget(word, at, 2)
        if reason:
            grid.addWidget(Label(reason, "soft"), at + 1, 1, 1, 2)
