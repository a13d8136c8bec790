"""The self-test under "About this program": what it does, that it sends nothing, how far it is, where its file lies."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.labels import Label


class SelfTestPanel(QWidget):
    """`requested` carries whether the network may be asked too."""

    requested = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self._texts = TextBindings()
        self.explanation = Label(size="soft")
        self.network = WrappingCheckBox()
        self.button = Button(role="quiet")
        self.button.clicked.connect(lambda: self.requested.emit(self.network.isChecked()))
        self.status = Label(size="soft")
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        for widget in (self.explanation, self.network, self.button, self.status):
            box.addWidget(widget)
        self.status.hide()
        self._bind_texts()

    def show_status(self, text: str, *, running: bool) -> None:
        """How far it is, or what came of it. It cannot be started again while it is `running`."""
        self.status.setText(text)
        self.status.setVisible(bool(text))
        self.button.setEnabled(not running)
        self.network.setEnabled(not running)

    def retranslate(self) -> None:
        """In the language that is spoken now; what was said of a result stays as it was."""
        self._texts.retranslate()

    def _bind_texts(self) -> None:
        self._texts.bind(
            self.explanation.setText,
            lambda: tr(
                "Selbsttest, für Ihre IT-Firma: Das Programm misst, ob sich dieser Computer so verhält, wie es "
                "annimmt: Uhren, Verbindungen des Computers mit sich selbst, Dateien, Einstellungen, Zahl der Geräte. "
                "Kamera und Mikrofon bleiben aus. Das dauert etwa eine halbe Minute. Das Ergebnis ist eine Datei, "
                "deren Ort Sie wählen; darin stehen keine Namen und keine Adressen. Es wird nichts gesendet."
            ),
        )
        self._texts.bind(
            self.network.setText,
            lambda: tr("Auch das Netz fragen: ein Name, den es nicht gibt, eine Adresse ohne Ziel, Ihr Router"),
        )
        self._texts.bind(self.button.setText, lambda: tr("Selbsttest starten und speichern ..."))
