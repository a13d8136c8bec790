"""What a check asks of the employee while it runs."""

from collections.abc import Iterable

from PySide6.QtCore import QRect, Qt

from checker.checks.context import Progress
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Label
from checker.show.declarations import find_check


class PromptLabel(Label):
    """As high as the longest text that it may show, so that nothing below it moves when that comes."""

    def __init__(self) -> None:
        super().__init__(size="sentence", level="note")
        self._longest: tuple[str, ...] = ()

    def reserve(self, texts: Iterable[str]) -> None:
        """Leaves room for each of these."""
        self._longest = tuple(texts)
        self.updateGeometry()

    def heightForWidth(self, width: int) -> int:  # noqa: N802 - Qt's name
        """Of the longest, wrapped."""
        room, wrapped = QRect(0, 0, width, 0), Qt.TextFlag.TextWordWrap
        heights = (self.fontMetrics().boundingRect(room, wrapped, text).height() for text in self._longest)
        return max(super().heightForWidth(width), *heights, 0)


def prompt_text(check: str, progress: Progress | None) -> str:
    """The request as its check declares it, or nothing; its own words at this moment where they take its place."""
    declaration = find_check(check)
    prompt = declaration.prompt if declaration else None
    if prompt is None:
        return ""
    if prompt.follows_progress and progress is not None and progress.text is not None:
        return progress.text.render(tr.language)
    return prompt.text.render(tr.language)
