"""Every value that leaves: a heading and a table a group. All of it is plain text, so none can become markup."""

from collections.abc import Callable, Iterator, Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.pages.report.value_table import ValueRow, ValueTable
from checker.client.window.widgets.labels import Heading
from checker.show.privacy_preview.preview_rows import PreviewRow, PreviewSection


class ReportValues(QWidget):
    """Filled a group a round of the event loop: a whole report at once would hold up what is pressed meanwhile.

    `on_filled` is called whenever something was put in.
    """

    def __init__(self, on_filled: Callable[[], object] = lambda: None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._on_filled = on_filled
        self._filling: Iterator[None] | None = None
        self._tables: list[ValueTable] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    @property
    def lines(self) -> list[str]:
        """All rows that stand there by now."""
        return [line for table in self._tables for line in table.lines]

    def fill(self, make_sections: Callable[[], Sequence[PreviewSection]], *, exact: bool) -> None:
        """Shows the sections; `exact` adds every part of an observation or finding to every digit."""
        self._filling = self._fill(make_sections, exact)
        self._next_group(self._filling)

    def _next_group(self, filling: Iterator[None]) -> None:
        if filling is self._filling and next(filling, _IS_FULL) is not _IS_FULL:
            QTimer.singleShot(0, self, lambda: self._next_group(filling))

    def _fill(self, make_sections: Callable[[], Sequence[PreviewSection]], exact: bool) -> Iterator[None]:
        yield
        sections = make_sections()
        yield
        self._clear()
        for at, section in enumerate(sections):
            heading = Heading(f"{section.title} ({len(section.rows)})", "strong")
            heading.setContentsMargins(0, 18 if at else 4, 0, 4)
            table = ValueTable(list(_rows(section.rows, exact)), section.title)
            self._tables.append(table)
            self._column.addWidget(heading)
            self._column.addWidget(table)
            self._on_filled()
            yield

    def _clear(self) -> None:
        self._tables = []
        while (item := self._column.takeAt(0)) is not None:
            widget = item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()


_IS_FULL = object()


def _rows(rows: Sequence[PreviewRow], exact: bool) -> Iterator[ValueRow]:
    for row in rows:
        yield ValueRow(name=row.what, value=row.value)
        if exact:
            yield from (ValueRow(name=part.what, value=part.value, is_detail=True) for part in row.details)
