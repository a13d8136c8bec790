"""What I can do today: mail, phone, video, remote desktop, file share, each with its sign, word and reason."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.symbol import Symbol
from checker.model.report import Report
from checker.show.work_tasks import task_status


class TaskOverview(QFrame):
    """A line for each task; the reason below it where it does not go well."""

    def __init__(self, report: Report, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        grid = QGridLayout(self)
        grid.setContentsMargins(20, 14, 20, 14)
        grid.setHorizontalSpacing(14)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for status, reason in task_status.statuses_with_reasons(report, tr.language):
            self._add(grid, status, reason)

    def _add(self, grid: QGridLayout, status: task_status.TaskStatus, reason: str) -> None:
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, round(self.fontMetrics().height() * 1.7))
        level = status.level
        word = Label(task_status.status_word(level, tr.language), "badge", level.value)
        word.setWordWrap(False)
        word.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(Symbol(LEVEL_SYMBOLS[level], mark=level.value, disc=True, lines=1.15), row, 0)
        grid.addWidget(Label(task_status.task_title(status.task, tr.language)), row, 1)
        grid.addWidget(word, row, 2)
        if reason:
            grid.addWidget(Label(reason, "soft"), row + 1, 1, 1, 2)
