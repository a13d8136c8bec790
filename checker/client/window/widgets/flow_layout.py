"""A row of widgets that goes on in the next line where the window is narrow or the text is large."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget


class FlowLayout(QLayout):
    """Lays its widgets side by side, each at its own size, and wraps. `right` pushes each line to the right edge."""

    def __init__(self, parent: QWidget | None = None, *, gap: int = 8, right: bool = False) -> None:
        self._heights: dict[int, int] = {}
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._right = right
        self.setSpacing(gap)
        self.setContentsMargins(0, 0, 0, 0)

    def addItem(self, item: QLayoutItem) -> None:  # noqa: N802 - Qt's name
        """Takes an item; Qt calls it."""
        self._items.append(item)

    def count(self) -> int:
        """How many items it holds."""
        return len(self._items)

    def itemAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """The item at this place, or None beyond the last."""
        return self._items[index] if 0 <= index < len(self._items) else None

    def takeAt(self, index: int) -> QLayoutItem | None:  # noqa: N802 - Qt's name
        """Gives the item at this place away."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    def expandingDirections(self) -> Qt.Orientation:  # noqa: N802 - Qt's name
        """It wants no more room than it needs."""
        return Qt.Orientation(0)

    def hasHeightForWidth(self) -> bool:  # noqa: N802 - Qt's name
        """The narrower, the higher."""
        return True

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """The height of all lines, in pixels."""
        if width not in self._heights:
            self._heights[width] = self._do_layout(QRect(0, 0, width, 0), move=False)
        return self._heights[width]

    def invalidate(self) -> None:
        """Something in it has another size; Qt calls it, and asks for the height many times until it does so again."""
        self._heights.clear()
        super().invalidate()

    def setGeometry(self, rect: QRect) -> None:  # noqa: N802 - Qt's name
        """Puts every widget in its place."""
        super().setGeometry(rect)
        self._do_layout(rect, move=True)

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """All in one line."""
        sizes = [item.sizeHint() for item in self._visible_items()]
        width = sum(size.width() for size in sizes) + self.spacing() * max(0, len(sizes) - 1)
        return QSize(width, max((size.height() for size in sizes), default=0))

    def minimumSize(self) -> QSize:  # noqa: N802 - Qt's name
        """The widest of them alone in a line."""
        sizes = [item.minimumSize() for item in self._visible_items()]
        return QSize(
            max((size.width() for size in sizes), default=0), max((size.height() for size in sizes), default=0)
        )

    def _visible_items(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _do_layout(self, rect: QRect, *, move: bool) -> int:
        top = rect.y()
        for row in self._wrap_rows(rect.width()):
            height = max(item.sizeHint().height() for item in row)
            if move:
                self._set_row_geometry(row, rect, top, height)
            top += height + self.spacing()
        return max(0, top - self.spacing() - rect.y())

    def _wrap_rows(self, width: int) -> list[list[QLayoutItem]]:
        rows: list[list[QLayoutItem]] = []
        free_width = -1
        for item in self._visible_items():
            needed = item.sizeHint().width()
            if not rows or needed > free_width:
                rows.append([])
                free_width = width
            rows[-1].append(item)
            free_width -= needed + self.spacing()
        return rows

    def _set_row_geometry(self, row: list[QLayoutItem], rect: QRect, top: int, height: int) -> None:
        used = sum(item.sizeHint().width() for item in row) + self.spacing() * (len(row) - 1)
        x = max(rect.x(), rect.right() + 1 - used) if self._right else rect.x()
        for item in row:
            size = item.sizeHint().boundedTo(QSize(rect.width(), item.sizeHint().height()))
            item.setGeometry(QRect(QPoint(x, top + (height - size.height()) // 2), size))
            x += size.width() + self.spacing()
