"""Values are a table for ears, as high as its rows, and what stands in it is never markup."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible, QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from checker.client.window.pages.report.value_table import ValueRow, ValueTable

ROWS = (
    ValueRow(name="Arbeitsspeicher", value="3,8 GiB"),
    ValueRow(name="Kamera", value="<b>HD Webcam</b> " * 20),
    ValueRow(name="genau", value="1", is_detail=True),
)


def test_cells_for_ears_and_room_for_every_row(qtbot: QtBot) -> None:
    table = ValueTable(ROWS, "Computer")
    qtbot.addWidget(table)
    table.resize(500, 10)
    table.show()
    interface = QAccessible.queryAccessibleInterface(table)
    assert interface.role() is QAccessible.Role.Table
    assert interface.text(QAccessible.Text.Name) == "Computer"
    children = [interface.child(at) for at in range(interface.childCount())]
    cells = [child.text(QAccessible.Text.Name) for child in children if child.role() is QAccessible.Role.Cell]
    assert len(cells) == 6 and cells[:2] == ["Arbeitsspeicher", "3,8 GiB"]
    assert table.rowHeight(1) > 2 * table.rowHeight(0), "what is long wraps"
    assert table.height() == sum(table.rowHeight(row) for row in range(3))
    wide = table.height()
    table.resize(1200, 10)
    assert table.height() < wide


def test_a_cell_is_copied_and_tab_leaves_the_table(qtbot: QtBot) -> None:
    table = ValueTable(ROWS, "Computer")
    qtbot.addWidget(table)
    table.show()
    table.setCurrentCell(0, 1)
    QTest.keyClick(table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QGuiApplication.clipboard().text() == "3,8 GiB"
    assert not table.tabKeyNavigation()
