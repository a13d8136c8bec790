"""How a change of language reaches every text: each is kept as the function that says it."""

from collections.abc import Callable


class Spoken:
    """Remembers where each text is shown and how it is said."""

    def __init__(self) -> None:
        self._says: list[tuple[Callable[[str], object], Callable[[], str]]] = []

    def say(self, show: Callable[[str], object], text: Callable[[], str]) -> None:
        """Shows the text now, and again whenever the language changes."""
        self._says.append((show, text))
        show(text())

    def speak(self) -> None:
        """Says everything again, in the language that is spoken now."""
        for show, text in self._says:
            show(text())
