"""Without internet: a QR code by which a phone hands a summary over, and letters to read out where it has none too."""

from PySide6.QtCore import QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Heading, Label, selectable
from checker.show.qr_code.symbol import QUIET_ZONE, qr_modules
from checker.show.spelling_alphabet import spell_out

CELL_PX = 4
"""Of a cell: a code of a hundred cells is then eleven centimetres on a usual screen, and a phone reads it at ease."""


class LinkCard(QFrame):
    """Hidden as long as there is nothing to hand over, or no need to."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.heading = Heading(size="part")
        self.explanation = Label()
        self.picture = QrPicture()
        self.sent_text = Label(size="soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(8)
        self.spoken_text, self.spoken = Label(), selectable(Label(size="sentence"))
        self.spelling = selectable(Label(size="soft"))
        for part in (self.heading, self.explanation, self.picture, self.sent_text):
            column.addWidget(part)
        for part in (self.spoken_text, self.spoken, self.spelling):
            column.addWidget(part)
        self.retranslate()

    @property
    def is_of_use(self) -> bool:
        """Whether there is anything to hand over or to read out."""
        return bool(self.picture.modules or self.spoken.text())

    def show_link(self, link: str, spoken: str) -> None:
        """The address that the phone is to open, and the letters; either is empty where there is none."""
        self.picture.show_modules(qr_modules(link) if link else [])
        for part in (self.explanation, self.picture, self.sent_text):
            part.setVisible(bool(link))
        self.spoken.setText(spoken)
        for part in (self.spoken_text, self.spoken, self.spelling):
            part.setVisible(bool(spoken))
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        has_link = bool(self.picture.modules)
        self.heading.set_heading(
            tr("Kein Internet? Nehmen Sie Ihr Handy") if has_link else tr("Kein Internet? Rufen Sie an")
        )
        self.explanation.setText(
            tr(
                "Richten Sie die Kamera Ihres Handys auf dieses Bild und öffnen Sie den Link, den sie zeigt. Ihre "
                "IT-Firma weiß dann, was nicht geht."
            )
        )
        self.sent_text.setText(
            tr(
                "Übergeben wird nur, was das Programm gefunden hat, mit Ihrem Kennzeichen. Es ist verschlüsselt: Lesen "
                "kann es nur Ihre IT-Firma. Der ganze Bericht folgt, sobald das Internet wieder geht."
            )
        )
        self.spoken_text.setText(
            tr("Fragt Ihre IT-Firma am Telefon, was das Programm gefunden hat? Dann lesen Sie diese Zeichen vor:")
        )
        self.spelling.setText(spell_out(self.spoken.text(), tr.language))
        self.spoken.setAccessibleName(" ".join(self.spoken.text().replace("-", "")))
        self.picture.setAccessibleName(tr("QR-Code mit dem Kurzbericht, für die Kamera eines Handys"))


class QrPicture(QWidget):
    """Black on white in the dark too, since many phones read no inverted code."""

    def __init__(self) -> None:
        super().__init__()
        self.modules: list[list[bool]] = []
        policy = QSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.setSizePolicy(policy)

    def show_modules(self, modules: list[list[bool]]) -> None:
        """These cells, True is dark."""
        self.modules = modules
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Every cell of the same whole size, with the white around them."""
        side = (len(self.modules) + 2 * QUIET_ZONE) * CELL_PX if self.modules else 0
        return QSize(side, side)

    def minimumSizeHint(self) -> QSize:  # noqa: N802 - Qt's name
        """Half of it still reads."""
        return self.sizeHint() / 2

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802 - Qt's name
        """The cells on the pixels of the screen: a reader wants sharp edges."""
        if not self.modules:
            return
        painter = QPainter(self)
        cells = len(self.modules) + 2 * QUIET_ZONE
        size = max(1, min(self.width(), self.height()) // cells)
        painter.fillRect(QRect(0, 0, cells * size, cells * size), QColor(Qt.GlobalColor.white))
        for line, row in enumerate(self.modules):
            for column, is_dark in enumerate(row):
                if is_dark:
                    x, y = (column + QUIET_ZONE) * size, (line + QUIET_ZONE) * size
                    painter.fillRect(QRect(x, y, size, size), QColor(Qt.GlobalColor.black))
