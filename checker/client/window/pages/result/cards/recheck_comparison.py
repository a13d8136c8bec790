"""Before and after, in words: what checking again brought."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window.pages.result.card_groups import RecheckOutcome, RecheckResult
from checker.client.window.style import symbol_paths
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.symbol import Symbol
from checker.model.verdict import sort_by_severity
from checker.show.findings import describe_finding

OUTCOME_SYMBOLS = {
    RecheckOutcome.SETTLED: symbol_paths.DONE,
    RecheckOutcome.CHANGED: symbol_paths.RUNNING,
    RecheckOutcome.SAME: symbol_paths.WAITING,
}
OUTCOME_LEVELS = {RecheckOutcome.SETTLED: "ok", RecheckOutcome.CHANGED: "note", RecheckOutcome.SAME: "unknown"}


class ComparisonBox(QFrame):
    """A soft box that says what became of a finding."""

    def __init__(self, result: RecheckResult, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        level = OUTCOME_LEVELS[result.outcome]
        self.setProperty("role", "banner")
        self.setProperty("level", level)
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        box = QVBoxLayout(self)
        box.setContentsMargins(14, 10, 14, 10)
        box.setSpacing(4)
        self.heading = Heading(outcome_headline(result.outcome), "badge")
        self.heading.set_level(level)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addWidget(Symbol(OUTCOME_SYMBOLS[result.outcome], mark=level, disc=True, lines=1.15))
        row.addWidget(self.heading, 1)
        box.addLayout(row)
        for line in comparison_lines(result):
            box.addWidget(Label(line))


def outcome_headline(outcome: RecheckOutcome) -> str:
    """The result in a few words."""
    return {
        RecheckOutcome.SETTLED: tr("Erneut geprüft: behoben"),
        RecheckOutcome.CHANGED: tr("Erneut geprüft: verändert"),
        RecheckOutcome.SAME: tr("Erneut geprüft: noch wie vorher"),
    }[outcome]


def comparison_lines(result: RecheckResult) -> list[str]:
    """What was, and what is."""
    if result.outcome is RecheckOutcome.SAME:
        return []
    before = describe_finding(result.before, tr.language)
    now = [result.same_finding] if result.same_finding else sort_by_severity(result.now)
    texts = [tr("Vorher: {said}", said=before)]
    return [*texts, *(tr("Jetzt: {said}", said=describe_finding(finding, tr.language)) for finding in now[:3])]
