"""What this program is made of: its version, the licences of every part that others wrote, and the self-test."""

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QVBoxLayout, QWidget

from checker import __version__
from checker.client.third_party_notices import notices_file
from checker.client.window.pages.welcome.self_test_panel import SelfTestPanel
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.labels import Label


class AboutPanel(QWidget):
    """Text, and a button that opens the licences in whatever the system shows texts with."""

    def __init__(self) -> None:
        super().__init__()
        box = QVBoxLayout(self)
        box.setContentsMargins(0, 0, 0, 0)
        self.text = Label(size="soft")
        self.licences_button = Button(role="quiet")
        self.licences_button.clicked.connect(_open_licences)
        self.licences_button.setVisible(notices_file() is not None)
        box.addWidget(self.text)
        box.addWidget(self.licences_button)
        self.self_test = SelfTestPanel()
        box.addWidget(self.self_test)
        self.retranslate()

    def retranslate(self) -> None:
        """In the language that is spoken now."""
        self.text.setText(
            tr(
                "Homeoffice-Check {version}. Es enthält Teile, die andere geschrieben haben, unter freien Lizenzen: "
                "Qt und PySide6 (LGPL), OpenCV mit FFmpeg (LGPL), NumPy, PortAudio, Python und weitere. "
                "Die Teile unter der LGPL liegen als eigene Dateien im Programmordner und dürfen ausgetauscht werden.",
                version=__version__,
            )
        )
        self.licences_button.setText(tr("Alle Lizenzen lesen"))
        self.self_test.retranslate()


def _open_licences() -> None:
    if (file := notices_file()) is not None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(file)))
