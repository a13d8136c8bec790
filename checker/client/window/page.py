"""What every page of the window is: a heading, a column, buttons below it, and what Enter and Escape do."""

from collections.abc import Callable
from typing import ClassVar

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.announce import announce
from checker.client.window.buttons import Button, Role
from checker.client.window.column import Centred, Column
from checker.client.window.flow import Flow
from checker.client.window.labels import Heading, Label
from checker.client.window.spoken import Spoken
from checker.client.window.words import tr
from checker.model.text import Text

STEPS = 4
LOW_LINES = 22
"""A page lower than so many lines of text (large text, small window) has its buttons at the end of the column."""


class Page(QWidget):
    """A page names its place (0: beside the way) and title as constants. It shows, and tells what was pressed.

    `default` is the button that Enter presses; None where a choice must be made on purpose.
    """

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text]
    went_back = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.spoken = Spoken()
        self.default: Button | None = None
        self.column = Column()
        self.footer = Flow(right=True, gap=10)
        self._choices = QWidget()
        self._choices.setLayout(self.footer)
        self._foot = self._new_foot()
        self._build()

    @property
    def content(self) -> QVBoxLayout:
        """Where the page puts its parts, from top to bottom."""
        return self.column.content

    def said(self, text: Callable[[], str], size: str = "body", level: str = "") -> Label:
        """A new label in the column, said again when the language changes."""
        label = Label(size=size, level=level)
        self.spoken.say(label.setText, text)
        self.content.addWidget(label)
        return label

    def button(
        self, text: Callable[[], str], pressed: Callable[[], object], role: Role = "usual", into: Flow | None = None
    ) -> Button:
        """A new button, in the footer or in another row."""
        button = Button(role=role)
        self.spoken.say(button.setText, text)
        button.clicked.connect(lambda _checked: pressed())
        (into or self.footer).addWidget(button)
        return button

    def entered(self) -> None:
        """The page is shown now: begin at its top, eyes and ears."""
        self.column.verticalScrollBar().setValue(0)
        self.heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.heading, self.heading.text())

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.spoken.speak()

    def escape(self) -> None:
        """What Escape means here: back, or cancel."""
        self.went_back.emit()

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
        self._settle()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The same for a larger text."""
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._settle()

    def _settle(self) -> None:
        low = self.height() < self.fontMetrics().height() * LOW_LINES
        if low == self._foot.isHidden():
            return
        self._foot.setHidden(low)
        if low:
            self.content.addWidget(self._choices)
        else:
            self._foot.hold(self._choices)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.column, 1)
        whole.addWidget(self._foot)
        if self.ORDER:
            self.said(lambda: tr("Schritt {at} von {of}", at=self.ORDER, of=STEPS), "soft")
        self.heading = Heading()
        self.content.addWidget(self.heading)
        self.spoken.say(self.heading.say, lambda: self.TITLE.render(tr.language))

    def _new_foot(self) -> Centred:
        foot = Centred(self._choices)
        # The scroll bar moves the column a little to the left; what stands below it moves along.
        bar = self.column.verticalScrollBar()
        bar.rangeChanged.connect(
            lambda _least, most: foot.setContentsMargins(0, 12, bar.sizeHint().width() if most else 0, 12)
        )
        foot.setProperty("role", "bar")
        foot.setProperty("edge", "above")
        foot.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        foot.setContentsMargins(0, 12, 0, 12)
        return foot
