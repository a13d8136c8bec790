"""One column of text in the middle, no wider than a line can be read, scrolled where it is longer than the window."""

from typing import ClassVar

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QVBoxLayout, QWidget

MAX_LINE_LETTERS = 92
"""Letters a line: what typographers hold for readable, on the generous side because of cards and indents."""


class CentredBox(QWidget):
    """Holds `inner` in the middle, as wide as LETTERS at most."""

    SIDE_PX: ClassVar[int] = 20

    def __init__(self, inner: QWidget, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(self.SIDE_PX, 0, self.SIDE_PX, 0)
        self._row.addStretch(1)
        self._row.addStretch(1)
        self.set_inner(inner)

    def set_inner(self, inner: QWidget) -> None:
        """Takes this widget into its middle."""
        self._inner = inner
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        inner.setSizePolicy(policy)
        self._row.insertWidget(1, inner, 1000)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A larger text makes a wider column."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._fit()

    def _fit(self) -> None:
        self._inner.setMaximumWidth(self.fontMetrics().averageCharWidth() * MAX_LINE_LETTERS)


class ScrollGround(CentredBox):
    """What a scroll area holds. Its least height is left to its width: labels at their narrowest would make it tall."""

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """None: the scroll area asks for the height that the width needs."""
        return QSize(0, 0)


class ScrollColumn(QScrollArea):
    """Put widgets into `content`. The column stands still when its scroll bar comes or goes."""

    bar_width_changed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        inner = QWidget()
        self.content = QVBoxLayout(inner)
        self.content.setContentsMargins(0, 24, 0, 24)
        self.content.setSpacing(14)
        ground = ScrollGround(inner)
        ground.setProperty("role", "ground")
        ground.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setWidget(ground)
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.verticalScrollBar().rangeChanged.connect(lambda _least, _most: self._keep_width())
        self._keep_width()

    def bar_width(self) -> int:
        """Pixels that the scroll bar takes, or that are left free for it."""
        return self.verticalScrollBar().sizeHint().width()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A larger text has a wider scroll bar."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._keep_width()
            self.bar_width_changed.emit(self.bar_width())

    def _keep_width(self) -> None:
        has_bar = self.verticalScrollBar().maximum() > 0
        self.setViewportMargins(0, 0, 0 if has_bar else self.bar_width(), 0)
