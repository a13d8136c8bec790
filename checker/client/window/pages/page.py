"""What every page of the window is: a heading, a column, buttons below it, and what Enter and Escape do."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget
from shiboken6 import isValid

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button, ButtonRole
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.reading_order import restore_reading_order
from checker.client.window.widgets.screen_reader import announce
from checker.client.window.widgets.scroll_column import CentredBox, ScrollColumn
from checker.model.text import Text

STEP_COUNT = 4
LOW_PAGE_PX = 400
"""Pixels: a page lower than that needs all its height for its column."""
MAX_BAR_SHARE = 1 / 3
"""Of a page's height: where its buttons would take more (large text, small window), they end the column instead."""


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
        self._last_focus: QWidget | None = None
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
        """A new label in the column, said again when the language changes; the title of a part is a heading."""
        label = Heading(size=size) if size == "part" else Label(size=size, level=level)
        self.texts.bind(label.set_heading if isinstance(label, Heading) else label.setText, text)
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
        self.order_widgets()
        self.column.verticalScrollBar().setValue(0)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.heading, self.heading.text())

    def on_return(self) -> None:
        """The page is shown again after another one that it led to: where it was left."""
        last = self._last_focus
        if last is not None and isValid(last) and last.isVisibleTo(self) and last.isEnabled():
            last.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.heading.setFocus(Qt.FocusReason.OtherFocusReason)

    def on_leave(self) -> None:
        """Another page is shown now: what had the focus is where to go on."""
        focused = self.focusWidget()
        self._last_focus = focused if focused is not None and self.isAncestorOf(focused) else None

    def order_widgets(self) -> None:
        """Reading and Tab follow the screen; to be called when something was put between what was there."""
        restore_reading_order(self)

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
        bar_height = self._button_row.sizeHint().height()
        if self.footer.hasHeightForWidth() and self.width() > 0:
            bar_height = self.footer.heightForWidth(max(1, self.width() - 2 * CentredBox.SIDE_PX))
        low = self.height() < LOW_PAGE_PX or bar_height > self.height() * MAX_BAR_SHARE
        if low == self._button_bar.isHidden():
            return
        self._button_bar.setHidden(low)
        if low:
            self.content.addWidget(self._button_row)
        else:
            self._button_bar.set_inner(self._button_row)
        self.order_widgets()

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
        button_bar.setProperty("role", "bar")
        button_bar.setProperty("edge", "above")
        button_bar.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        # The column leaves room for its scroll bar, whether there is one or not; what stands below it does too.
        button_bar.setContentsMargins(0, 12, self.column.bar_width(), 12)
        self.column.bar_width_changed.connect(lambda width: button_bar.setContentsMargins(0, 12, width, 12))
        return button_bar
