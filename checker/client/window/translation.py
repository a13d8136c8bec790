"""The window's sentences, and how a change of language reaches every text: each is bound as the function that says it.

One catalogue, switched for everyone at once.
"""

from collections.abc import Callable

from checker.knowledge.translator import Translator

tr = Translator("window")


class TextBindings:
    """Remembers where each text is shown and how it is said."""

    def __init__(self) -> None:
        self._bindings: list[tuple[Callable[[str], object], Callable[[], str]]] = []

    def bind(self, show: Callable[[str], object], text: Callable[[], str]) -> None:
        """Shows the text now, and again whenever the language changes."""
        self._bindings.append((show, text))
        show(text())

    def retranslate(self) -> None:
        """Says everything again, in the language that is spoken now."""
        for show, text in self._bindings:
            show(text())
