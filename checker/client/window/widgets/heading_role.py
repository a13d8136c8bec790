"""Headings as headings: screen readers jump from one to the next. Qt itself calls every label a plain text."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QAccessible, QAccessibleInterface
from PySide6.QtWidgets import QAccessibleWidget

from checker.client.window.widgets.labels import Heading


class HeadingInterface(QAccessibleWidget):
    """A heading by role; by name and all else what its label is."""

    def __init__(self, heading: Heading) -> None:
        super().__init__(heading, QAccessible.Role.Heading)


def install_heading_role() -> None:
    """From now on; once a process."""
    QAccessible.installFactory(_make_interface)


def _make_interface(_class_name: str, widget: QObject) -> QAccessibleInterface | None:
    return HeadingInterface(widget) if isinstance(widget, Heading) else None
