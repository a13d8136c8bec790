"""The two small windows of the program's removal: one that asks, one that tells."""

from PySide6.QtWidgets import QMessageBox

from checker.client.window.app.start import application
from checker.client.window.style.text_scale import system_text_scale
from checker.client.window.style.window_style import WindowStyle
from checker.client.window.translation import tr
from checker.client.window.widgets.symbol import program_icon
from checker.model.text import Language


def confirm(text: str, language: Language) -> bool:
    """True only for the button that removes; Escape and Enter keep everything."""
    box = _message_box(text, language)
    remove = box.addButton(tr("Entfernen"), QMessageBox.ButtonRole.DestructiveRole)
    keep = box.addButton(tr("Nicht entfernen"), QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keep)
    box.setEscapeButton(keep)
    box.exec()
    return box.clickedButton() is remove


def notify(text: str, language: Language) -> None:
    """Returns when it was read."""
    box = _message_box(text, language)
    box.addButton(tr("Schließen"), QMessageBox.ButtonRole.AcceptRole)
    box.exec()


def _message_box(text: str, language: Language) -> QMessageBox:
    tr.set_language(language)
    style = WindowStyle(application(), system_text_scale())
    box = QMessageBox()
    box.setWindowTitle("Homeoffice-Check")
    box.setWindowIcon(program_icon())
    box.setText(text)
    box.setAccessibleName(text)
    style.setParent(box)
    return box
