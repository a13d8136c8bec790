"""Every value that leaves, as one readable document. Built by a cursor, so no text can ever become markup."""

from collections.abc import Iterator, Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import (
    QColor,
    QFont,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextFrameFormat,
    QTextLength,
    QTextTableCellFormat,
    QTextTableFormat,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextBrowser, QWidget

from checker.client.window.style.colours import Colours
from checker.client.window.translation import tr
from checker.show.privacy_preview.preview_rows import PreviewRow, PreviewSection


class ReportValues(QTextBrowser):
    """Grows to its whole height: the page around it scrolls, and there is one scroll bar only."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setOpenLinks(False)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)

    def fill(self, sections: Sequence[PreviewSection], colours: Colours, *, exact: bool) -> None:
        """Shows the sections; `exact` adds every part of an observation or finding to every digit."""
        self.setAccessibleName(tr("Alle Angaben, die der Bericht enthält"))
        # Built apart and in one edit: a document that is shown would be laid out again after each row.
        document = QTextDocument(self)
        document.setUndoRedoEnabled(False)
        document.setDefaultFont(self.font())
        document.setDocumentMargin(0)
        cursor = QTextCursor(document)
        cursor.beginEditBlock()
        for at, section in enumerate(sections):
            _heading(cursor, f"{section.title} ({len(section.rows)})", self.font(), colours, first=at == 0)
            _table(cursor, list(_lines(section.rows, exact)), colours)
        cursor.endEditBlock()
        self.setDocument(document)  # the one before is this widget's child, and goes
        document.documentLayout().documentSizeChanged.connect(self._grow)
        self._grow()

    def _grow(self) -> None:
        self.setFixedHeight(round(self.document().size().height()) + 4)


def _lines(rows: Sequence[PreviewRow], exact: bool) -> Iterator[tuple[str, str, bool]]:
    """What, value, and whether it is a part of the line above."""
    for row in rows:
        yield row.what, row.value, False
        if exact:
            yield from ((part.what, part.value, True) for part in row.details)


def _heading(cursor: QTextCursor, text: str, font: QFont, colours: Colours, *, first: bool) -> None:
    block = QTextBlockFormat()
    block.setHeadingLevel(2)
    block.setTopMargin(4 if first else 18)
    block.setBottomMargin(8)
    char_format = QTextCharFormat()
    char_format.setFontWeight(QFont.Weight.DemiBold)
    char_format.setFontPointSize(font.pointSizeF() * 1.1)
    char_format.setForeground(QColor(colours.ink))
    cursor.movePosition(QTextCursor.MoveOperation.End)
    if first:
        cursor.setBlockFormat(block)
        cursor.setCharFormat(char_format)
    else:
        cursor.insertBlock(block, char_format)
    cursor.insertText(text)


def _table(cursor: QTextCursor, lines: list[tuple[str, str, bool]], colours: Colours) -> None:
    table_format = QTextTableFormat()
    table_format.setBorder(0)
    table_format.setCellPadding(5)
    table_format.setCellSpacing(0)
    table_format.setBorderStyle(QTextFrameFormat.BorderStyle.BorderStyle_None)
    table_format.setWidth(QTextLength(QTextLength.Type.PercentageLength, 100))
    table_format.setColumnWidthConstraints([QTextLength(QTextLength.Type.PercentageLength, part) for part in (56, 44)])
    table = cursor.insertTable(len(lines), 2, table_format)
    ink, soft, striped = QTextCharFormat(), QTextCharFormat(), QTextTableCellFormat()
    striped.setBackground(QColor(colours.ground))
    ink.setForeground(QColor(colours.ink))
    soft.setForeground(QColor(colours.soft))
    for at, (what, value, is_detail) in enumerate(lines):
        if at % 2 == 0:
            table.cellAt(at, 0).setFormat(striped)
            table.cellAt(at, 1).setFormat(striped)
        table.cellAt(at, 0).firstCursorPosition().insertText(f"    {what}" if is_detail else what, soft)
        table.cellAt(at, 1).firstCursorPosition().insertText(value, soft if is_detail else ink)
