"""What every page of the window is: a heading, a column, buttons below it, and what Enter and Escape do."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button, ButtonRole
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.screen_reader import announce
from checker.client.window.widgets.scroll_column import CentredBox, ScrollColumn
from checker.model.text import Text

STEP_COUNT = 4
LOW_PAGE_LINES = 22
"""A page lower than so many lines of text (large text, small window) has its buttons at the end of the column."""


class WindowPage(QWidget):
    """A page names its place (0: beside the way) and title as constants. It shows, and tells what was pressed.

    `default` is the button that Enter presses; None where a choice must be made on purpose.
    """

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text]
    back_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.texts = TextBindings()
        self.default: Button | None = None
        self.column = ScrollColumn()
        self.footer = FlowLayout(right=True, gap=10)
        self._button_row = QWidget()
        self._button_row.setLayout(self.footer)
        self._button_bar = self._make_button_bar()
        self._build()

    @property
    def content(self) -> QVBoxLayout:
        """Where the page puts its parts, from top to bottom."""
        return self.column.content

    def add_label(self, text: Callable[[], str], size: str = "body", level: str = "") -> Label:
        """A new label in the column, said again when the language changes."""
        label = Label(size=size, level=level)
        self.texts.bind(label.setText, text)
        self.content.addWidget(label)
        return label

    def add_button(
        self,
        text: Callable[[], str],
        pressed: Callable[[], object],
        role: ButtonRole = "usual",
        into: FlowLayout | None = None,
    ) -> Button:
        """A new button, in the footer or in another row."""
        button = Button(role=role)
        self.texts.bind(button.setText, text)
        button.clicked.connect(lambda _checked: pressed())
        (into or self.footer).addWidget(button)
        return button

    def on_enter(self) -> None:
        """The page is shown now: begin at its top, eyes and ears."""
        self.column.verticalScrollBar().setValue(0)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.heading, self.heading.text())

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.texts.retranslate()

    def escape(self) -> None:
        """What Escape means here: back, or cancel."""
        self.back_requested.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """Enter and Escape, where nothing inside took them."""
        if event.key() == Qt.Key.Key_Escape:
            self.escape()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.default and self.default.isEnabled():
            self.default.click()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Buttons that always stand below the column must leave room for it."""
        super().resizeEvent(event)
        self._move_buttons()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The same for a larger text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._move_buttons()

    def _move_buttons(self) -> None:
        low = self.height() < self.fontMetrics().height() * LOW_PAGE_LINES
        if low == self._button_bar.isHidden():
            return
        self._button_bar.setHidden(low)
        if low:
            self.content.addWidget(self._button_row)
        else:
            self._button_bar.set_inner(self._button_row)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.column, 1)
        whole.addWidget(self._button_bar)
        if self.ORDER:
            self.add_label(lambda: tr("Schritt {at} von {of}", at=self.ORDER, of=STEP_COUNT), "soft")
        self.heading = Heading()
        self.content.addWidget(self.heading)
        self.texts.bind(self.heading.set_heading, lambda: self.TITLE.render(tr.language))

    def _make_button_bar(self) -> CentredBox:
        button_bar = CentredBox(self._button_row)
        # The scroll bar moves the column a little to the left; what stands below it moves along.
        scroll_bar = self.column.verticalScrollBar()
        scroll_bar.rangeChanged.connect(
            lambda _least, most: button_bar.setContentsMargins(0, 12, scroll_bar.sizeHint().width() if most else 0, 12)
        )
        button_bar.setProperty("role", "bar")
        button_bar.setProperty("edge", "above")
        button_bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        button_bar.setContentsMargins(0, 12, 0, 12)
        return button_bar
