"""Before and after, in words: what checking again brought."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window import symbols
from checker.client.window.arrange import Change, Rechecked
from checker.client.window.labels import Heading, Label
from checker.client.window.symbol import Symbol
from checker.client.window.words import tr
from checker.model.verdict import sort_by_severity
from checker.show.findings import describe_finding

SYMBOLS = {Change.SETTLED: symbols.DONE, Change.CHANGED: symbols.RUNNING, Change.SAME: symbols.WAITING}
LEVELS = {Change.SETTLED: "ok", Change.CHANGED: "note", Change.SAME: "unknown"}


class Compared(QFrame):
    """A soft box that says what became of a finding."""

    def __init__(self, rechecked: Rechecked, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        level = LEVELS[rechecked.change]
        self.setProperty("role", "banner")
        self.setProperty("level", level)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(4)
        self.heading = Heading(headline(rechecked.change), "badge")
        self.heading.toned(level)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Symbol(SYMBOLS[rechecked.change], mark=level, disc=True, lines=1.15))
        row.addWidget(self.heading, 1)
        box.addLayout(row)
        for line in lines(rechecked):
            box.addWidget(Label(line))


def headline(change: Change) -> str:
    """The result in a few words."""
    return {
        Change.SETTLED: tr("Erneut geprüft: behoben"),
        Change.CHANGED: tr("Erneut geprüft: verändert"),
        Change.SAME: tr("Erneut geprüft: noch wie vorher"),
    }[change]


def lines(rechecked: Rechecked) -> list[str]:
    """What was, and what is."""
    if rechecked.change is Change.SAME:
        return []
    before = describe_finding(rechecked.before, tr.language)
    now = [rechecked.again] if rechecked.again else sort_by_severity(rechecked.now)
    told = [tr("Vorher: {said}", said=before)]
    return [*told, *(tr("Jetzt: {said}", said=describe_finding(one, tr.language)) for one in now[:3])]
