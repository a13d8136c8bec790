"""Names and values as a table: one stop of Tab, arrow keys inside, and cells for screen readers."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QGuiApplication, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QSizePolicy, QTableWidget, QTableWidgetItem

from checker.client.window.translation import tr
from checker.model.record import Record

NAME_SHARE = 0.56
"""Of the width, for what a value is called."""
ROW_PADDING_PX = 10


class ValueRow(Record, frozen=True, kw_only=True):
    """`is_detail`: a part of the row above, said more softly."""

    name: str
    value: str
    is_detail: bool = False


class ValueTable(QTableWidget):
    """Grows to its whole height: the page around it scrolls. Ctrl+C copies the cell that has the focus."""

    def __init__(self, rows: Sequence[ValueRow], caption: str) -> None:
        super().__init__(len(rows), 2)
        self._rows = tuple(rows)
        self.setAccessibleName(caption)
        self.setHorizontalHeaderLabels([tr("Was"), tr("Wert")])
        self.horizontalHeader().setVisible(False)
        self.verticalHeader().setVisible(False)
        self.verticalHeader().setMinimumSectionSize(1)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setShowGrid(False)
        self.setAlternatingRowColors(True)
        self.setWordWrap(True)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for at, row in enumerate(self._rows):
            self.setItem(at, 0, QTableWidgetItem(f"    {row.name}" if row.is_detail else row.name))
            self.setItem(at, 1, QTableWidgetItem(row.value))
        self._colour()

    @property
    def lines(self) -> list[str]:
        """Each row as it is read."""
        return [f"{row.name}: {row.value}" for row in self._rows]

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """Another scheme has other colours, a larger text other heights."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange:
            self._colour()
        elif event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """As high as its rows."""
        return QSize(super().sizeHint().width(), self.verticalHeader().length())

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Narrow windows wrap."""
        return QSize(0, self.verticalHeader().length())

    def _fit(self) -> None:
        width = self.viewport().width()
        self.setColumnWidth(0, round(width * NAME_SHARE))
        self.setColumnWidth(1, width - round(width * NAME_SHARE))
        self.resizeRowsToContents()
        for at in range(self.rowCount()):
            self.setRowHeight(at, self.rowHeight(at) + ROW_PADDING_PX)
        self.setFixedHeight(self.verticalHeader().length())

    def _colour(self) -> None:
        # the application's: under a style sheet a widget's own placeholder colour is its ink, half transparent
        palette = QGuiApplication.palette()
        ink, soft = palette.windowText().color(), palette.placeholderText().color()
        for at, row in enumerate(self._rows):
            name, value = self.item(at, 0), self.item(at, 1)
            if name is not None and value is not None:
                name.setForeground(soft)
                value.setForeground(soft if row.is_detail else ink)
