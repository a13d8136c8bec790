"""Outages one below the other: when, how long, and where, each with the sign of its level."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QWidget

from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.symbol import Symbol
from checker.model.finding import Level
from checker.show.level_symbols import level_word
from checker.show.outages.rows import OutageRow

MOST_SHOWN = 30
"""The newest: more are read in the report."""


class OutageList(QFrame):
    """A card with a row an outage, the newest first; hidden while there is none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.rows: tuple[OutageRow, ...] = ()
        self._symbols: list[Symbol] = []
        self._labels: list[list[Label]] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(20, 14, 20, 14)
        self._grid.setHorizontalSpacing(12)
        self._grid.setVerticalSpacing(8)
        self._grid.setColumnStretch(2, 1)
        self.setVisible(False)

    def show_rows(self, rows: Sequence[OutageRow]) -> None:
        """Only what has changed is written anew, so that a screen reader is not interrupted."""
        visible = tuple(reversed(rows[-MOST_SHOWN:]))
        if visible == self.rows:
            return
        self.rows = visible
        while len(self._labels) < len(visible):
            self._add_row()
        for row, symbol, labels in zip(visible, self._symbols, self._labels, strict=False):
            symbol.set_symbol(LEVEL_SYMBOLS[row.level], row.level.value)
            for label, text in zip(labels, (row.time, f"{row.length}, {row.place}"), strict=True):
                label.setText(text)
            labels[1].setAccessibleName(f"{level_word(row.level, tr.language)}: {row.time}, {row.length}, {row.place}")
        self.setVisible(bool(visible))

    def _add_row(self) -> None:
        at = len(self._labels)
        labels = [Label(size="strong"), Label()]
        labels[0].setWordWrap(False)
        symbol = Symbol(LEVEL_SYMBOLS[Level.WARNING], mark=Level.WARNING.value, disc=True, lines=1.0)
        self._symbols.append(symbol)
        self._grid.addWidget(symbol, at, 0, Qt.AlignmentFlag.AlignTop)
        for column, label in enumerate(labels, 1):
            self._grid.addWidget(label, at, column, Qt.AlignmentFlag.AlignTop)
        self._labels.append(labels)
