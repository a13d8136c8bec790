"""Properties that the style sheet asks for: Qt reads them anew only when it is made to."""

from PySide6.QtWidgets import QWidget


def set_style_property(widget: QWidget, name: str, value: str) -> None:
    """Sets it, and dresses the widget by the rule that fits it now."""
    widget.setProperty(name, value)
    widget.style().unpolish(widget)
    widget.style().polish(widget)
