"""Two earlier runs, chosen from lists, and what changed between them, in sentences."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QVBoxLayout, QWidget

from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.choice_box import ChoiceBox
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.reading_order import restore_reading_order
from checker.client.window.widgets.screen_reader import announce
from checker.client.window.widgets.symbol import Symbol
from checker.model.report import Report
from checker.show.run_comparison import ComparisonSection, compare_runs, run_title

SECTION_MARGIN_PX = 10
"""Pixels above the title of a section."""


class ComparisonCard(QFrame):
    """Shows the two newest at first; what is chosen is compared at once."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self._runs: dict[str, Report] = {}
        self._result: QWidget | None = None
        self.lines: tuple[str, ...] = ()
        self.heading = Heading(size="part")
        self.headline = Label(size="strong")
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 14, 20, 14)
        self._column.setSpacing(8)
        self._column.addWidget(self.heading)
        self._captions: list[Label] = []
        self.before, self.after = ChoiceBox(), ChoiceBox()
        for choice in (self.before, self.after):
            caption = Label(size="strong")
            caption.setBuddy(choice)
            self._captions.append(caption)
            self._column.addWidget(caption)
            self._column.addWidget(choice)
            choice.activated.connect(lambda _index: self._compare(by_person=True))
        self._column.addWidget(self.headline)
        self.retranslate()

    def show_runs(self, runs: Sequence[Report]) -> None:
        """The newest first. What was chosen stays chosen where it is still there."""
        chosen = [str(choice.currentData() or "") for choice in (self.before, self.after)]
        self._runs = {run.id: run for run in runs}
        ids = list(self._runs)
        self.setVisible(len(ids) > 1)
        for choice in (self.before, self.after):
            choice.clear()
        if len(ids) < 2:
            return
        usual = (ids[1], ids[0])
        for choice, current, other in zip((self.before, self.after), chosen, usual, strict=True):
            for run in runs:
                choice.addItem(run_title(run, tr.language), run.id)
            choice.setCurrentIndex(ids.index(current if current in ids else other))
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.heading.set_heading(tr("Zwei Prüfungen vergleichen"))
        for choice, caption, text in zip(
            (self.before, self.after), self._captions, (tr("Vorher"), tr("Nachher")), strict=True
        ):
            caption.setText(text)
            choice.setAccessibleName(text)
            choice.view().setAccessibleName(text)
            for at in range(choice.count()):
                choice.setItemText(at, run_title(self._runs[str(choice.itemData(at))], tr.language))
        if len(self._runs) > 1:
            self._compare()

    def _compare(self, *, by_person: bool = False) -> None:
        before, after = (self._runs[str(choice.currentData())] for choice in (self.before, self.after))
        sections: tuple[ComparisonSection, ...] = ()
        if before is after:
            self.headline.setText(tr("Das ist zweimal dieselbe Prüfung."))
        else:
            comparison = compare_runs(before, after, tr.language)
            sections = comparison.sections
            self.headline.setText(comparison.headline)
        self._fill(sections)
        if by_person:
            announce(self.headline, self.headline.text())

    def _fill(self, sections: Sequence[ComparisonSection]) -> None:
        if self._result is not None:
            self._column.removeWidget(self._result)
            self._result.hide()
            self._result.deleteLater()
        self._result = QWidget()
        grid = QGridLayout(self._result)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        grid.setColumnStretch(1, 1)
        self.lines = tuple(line.text for section in sections for line in section.lines)
        for section in sections:
            row = grid.rowCount()
            heading = Heading(section.title, "sentence")
            heading.setContentsMargins(0, SECTION_MARGIN_PX, 0, 0)
            grid.addWidget(heading, row, 0, 1, 2)
            for at, line in enumerate(section.lines, row + 1):
                symbol = Symbol(LEVEL_SYMBOLS[line.level], mark=line.level.value, disc=True, lines=1.15)
                grid.addWidget(symbol, at, 0, Qt.AlignmentFlag.AlignTop)
                grid.addWidget(Label(line.text), at, 1)
        self._column.addWidget(self._result)
        self._result.show()
        restore_reading_order(self)
