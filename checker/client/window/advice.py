"""What would make it better, or that it is good: one sentence that changes while the employee puts things right."""

from PySide6.QtWidgets import QWidget

from checker.client.window.announce import Calm
from checker.client.window.labels import Label
from checker.client.window.words import tr
from checker.model.text import Text


class Advice(Label):
    """Seen at once, read out calmly."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(size="sentence", parent=parent)
        self._calm = Calm(self)

    def show_text(self, said: Text) -> None:
        """The sentence that holds from now on."""
        text = said.render(tr.language)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(text)
            self._calm.say(text)
