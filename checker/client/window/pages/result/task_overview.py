"""What I can do today: mail, phone, video, remote desktop, file share, each with its sign and word."""

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
        previous_reason = ""
        for task_state in task_status.task_statuses(report):
            reason = task_status.status_reason(task_state, tr.language)
            # The same reason line after line is noise: the first says it for those that follow.
            self._add(grid, task_state, reason if reason != previous_reason else "")
            previous_reason = reason

    def _add(self, grid: QGridLayout, task_state: task_status.TaskStatus, reason: str) -> None:
        row = grid.rowCount()
        grid.setRowMinimumHeight(row, round(self.fontMetrics().height() * 1.7))
        level_label = Label(task_status.status_word(task_state.level, tr.language), "badge", task_state.level.value)
        level_label.setWordWrap(False)
        level_label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
        name_label = Label(task_status.task_title(task_state.task, tr.language))
        name_label.setAccessibleName(f"{name_label.text()}: {level_label.text()}")
        grid.addWidget(
            Symbol(LEVEL_SYMBOLS[task_state.level], mark=task_state.level.value, disc=True, lines=1.15), row, 0
        )
        grid.addWidget(name_label, row, 1)
        grid.addWidget(level_label, row, 2)
        if reason:
            grid.addWidget(Label(reason, "soft"), row + 1, 1, 1, 2)
