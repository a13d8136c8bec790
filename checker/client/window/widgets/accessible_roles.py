"""What Qt itself does not say to screen readers: that a heading is one, and whether a fold is open.

Qt calls every label a plain text, and knows no state of a button that opens something.
"""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface, QAccessibleStateChangeEvent
from PySide6.QtWidgets import QAccessibleWidget

from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.labels import Heading


class FoldButton(Button):
    """A button that opens and closes something. Its name says what; `is_open` is its state."""

    def __init__(self) -> None:
        super().__init__(role="quiet")
        self.is_open = False

    def set_open(self, is_open: bool) -> None:
        """From now on it is so, for ears too."""
        if is_open == self.is_open:
            return
        self.is_open = is_open
        changed = QAccessible.State()
        changed.expanded = True
        QAccessible.updateAccessibility(QAccessibleStateChangeEvent(self, changed))


class HeadingInterface(QAccessibleWidget):
    """A heading by role; by name and all else what its label is."""

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading, QAccessible.Role.Heading)


class FoldInterface(QAccessibleWidget):
    """A button that can be pressed, and says whether what it opens is open."""

    def __init__(self, button: FoldButton) -> None:
        super().__init__(button, QAccessible.Role.Button)
        self._button = button

    def state(self) -> QAccessible.State:
        """That of any widget, and open or closed."""
        state = super().state()
        state.expandable = True
        state.expanded = self._button.is_open
        return state

    def actionNames(self) -> list[str]:  # noqa: N802 - Qt's name
        """What a screen reader can do with it besides giving it the focus."""
        return [self.pressAction(), *super().actionNames()]

    def doAction(self, name: str) -> None:  # noqa: N802 - Qt's name
        """Does it."""
        if name == self.pressAction():
            self._button.click()
        else:
            super().doAction(name)


def install_accessible_roles() -> None:
    """From now on; once a process."""
    QAccessible.installFactory(_make_interface)


def _make_interface(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    if isinstance(widget, Heading):
        return HeadingInterface(widget)
    return FoldInterface(widget) if isinstance(widget, FoldButton) else None
