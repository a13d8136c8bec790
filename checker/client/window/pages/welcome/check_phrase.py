"""The check phrase on the first page: whose program this is, to be compared with the firm's page."""

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label, selectable
from checker.model.text import Text


class CheckPhraseCard(QFrame):
    """The four words, and what to do with them."""

    def __init__(self, phrase: Text, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._phrase = phrase
        self.setProperty("role", "card")
        self.words = selectable(Label(size="sentence"))
        self._caption, self._hint = Label(size="soft"), Label(size="soft")
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 20, 12)
        column.setSpacing(4)
        for part in (self._caption, self.words, self._hint):
            column.addWidget(part)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now; the words of each language are its own."""
        self.words.setText("   ".join(self._phrase.render(tr.language).split()))
        self.words.setAccessibleName(self._phrase.render(tr.language))
        self._caption.setText(tr("Prüfwörter"))
        self._hint.setText(
            tr(
                "Dieselben vier Wörter stehen auf der Seite, von der Sie das Programm geladen haben. Sind es andere, "
                "brechen Sie ab und rufen Sie Ihre IT-Firma an."
            )
        )
