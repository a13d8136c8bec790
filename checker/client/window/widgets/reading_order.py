"""The order of the screen for ears and for the Tab key. Qt keeps the order in which widgets were made."""

from collections.abc import Iterator

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLayout, QMainWindow, QScrollArea, QStackedWidget, QWidget


def restore_reading_order(root: QWidget) -> None:
    """Children of `root`, and theirs, in the order of their layouts: for the tree of screen readers and for Tab."""
    previous: QWidget | None = None
    for widget in _ordered_widgets(root):
        widget.raise_()  # Qt's accessible children come in the order of stacking
        if widget.focusPolicy() & Qt.FocusPolicy.TabFocus and widget.focusProxy() is None:
            if previous is not None:
                QWidget.setTabOrder(previous, widget)
            previous = widget


def _ordered_widgets(widget: QWidget) -> Iterator[QWidget]:
    """Depth first. What a widget without a layout holds is its own business."""
    for child in _inner_widgets(widget):
        yield child
        yield from _ordered_widgets(child)


def _inner_widgets(widget: QWidget) -> Iterator[QWidget]:
    inner = None
    if isinstance(widget, QScrollArea):
        inner = widget.widget()
    elif isinstance(widget, QStackedWidget):
        inner = widget.currentWidget()
    elif isinstance(widget, QMainWindow):
        inner = widget.centralWidget()
    if inner is not None:
        yield inner
        return
    layout = widget.layout()
    if layout is not None:
        yield from _layout_widgets(layout)


def _layout_widgets(layout: QLayout) -> Iterator[QWidget]:
    for at in range(layout.count()):
        item = layout.itemAt(at)
        if item is None:
            continue
        widget, inner = item.widget(), item.layout()
        if widget is not None:
            yield widget
        elif inner is not None:
            yield from _layout_widgets(inner)
