"""Between consent and checking, only on a metered connection: may the line be measured all the same?"""

from typing import ClassVar

from PySide6.QtCore import Signal

from checker.client.line.metered import explanation
from checker.client.window.pages.page import WindowPage
from checker.client.window.translation import tr
from checker.model.text import Text


class MeteredPage(WindowPage):
    """`answered` carries yes or no. Enter alone answers nothing: a choice that may cost money is made on purpose."""

    ORDER: ClassVar[int] = 1
    TITLE: ClassVar[Text] = Text(de="Begrenztes Datenvolumen", en="Limited data volume")
    answered = Signal(bool)

    def __init__(self) -> None:
        super().__init__()
        self.explained = self.add_label(lambda: explanation(tr.language))
        self.question = self.add_label(lambda: tr("Trotzdem messen?"), "part")
        self.add_label(
            lambda: tr("Alles andere wird in jedem Fall geprüft. Nachholen können Sie die Messung später."), "soft"
        )
        self.content.addStretch(1)
        self.without = self.add_button(lambda: tr("&Ohne Leitungsmessung weiter"), lambda: self.answered.emit(False))
        self.measure = self.add_button(lambda: tr("&Trotzdem messen"), lambda: self.answered.emit(True))
        for button in (self.without, self.measure):
            self.texts.bind(button.setAccessibleDescription, lambda: explanation(tr.language))
        self.retranslate()
