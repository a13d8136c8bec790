"""What would make it better, or that it is good: one sentence that changes while the employee puts things right."""

from PySide6.QtWidgets import QWidget

from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import ThrottledAnnouncer
from checker.client.window.words import tr
from checker.model.text import Text


class AdviceLabel(Label):
    """Seen at once, read out calmly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(size="sentence", parent=parent)
        self._announcer = ThrottledAnnouncer(self)

    def show_advice(self, advice: Text) -> None:
        """The sentence that holds from now on."""
        text = advice.render(tr.language)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._announcer.announce(text)
