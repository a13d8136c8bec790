"""One group of data to agree to: what it is, what it is for, and, behind a click, every single thing that is read."""

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.checks.declaration import Check
from checker.client.environment.system_questions import system_question
from checker.client.window.translation import tr
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Label
from checker.model.privacy import GROUP_TITLES, DataGroup
from checker.model.systems import this_system


class ConsentCard(QFrame):
    """Not ticked at first: consent is something that people give."""

    toggled = Signal()

    def __init__(self, group: DataGroup, checks: list[Check], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.group = group
        self._checks = checks
        self.setProperty("role", "card")
        self.box = WrappingCheckBox()
        self.box.toggled.connect(lambda _on: self.toggled.emit())
        self._about = Label()
        self._facts = QWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 8)
        column.setSpacing(4)
        column.addWidget(self.box)
        self._indented = indented = QVBoxLayout()
        indented.addWidget(self._about)
        self._more = Disclosure("", "", self._fact_list)
        indented.addWidget(self._more)
        column.addLayout(indented)
        self._align()
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        title = GROUP_TITLES[self.group].render(tr.language)
        lines = [self._about_text(check) for check in self._checks]
        if (question := system_question(self.group, this_system())) is not None:
            lines.append(question.render(tr.language))
        about = "\n".join(lines)
        self.box.setText(title)
        self.box.setAccessibleName(tr("Erlauben: {group}", group=title))
        self.box.setAccessibleDescription(about)
        self._about.setText(about)
        self._more.set_texts(tr("Was genau gelesen wird"), tr("Was genau gelesen wird, ausblenden"), subject=title)
        self._fill_facts()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """What stands below the box begins where its text begins, at any size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()

    def _align(self) -> None:
        self._indented.setContentsMargins(self.box.indent, 0, 0, 0)

    def _about_text(self, check: Check) -> str:
        about = check.about.render(tr.language)
        if len(self._checks) == 1:
            return about
        return f"{check.title.render(tr.language)}: {about}"

    def _fact_list(self) -> QWidget:
        column = QVBoxLayout(self._facts)
        column.setContentsMargins(10, 0, 0, 4)
        column.setSpacing(2)
        self._fill_facts()
        return self._facts

    def _fill_facts(self) -> None:
        column = self._facts.layout()
        if column is None:
            return
        while (item := column.takeAt(0)) is not None:
            if widget := item.widget():
                widget.deleteLater()
        for check in self._checks:
            for fact in check.facts:
                if fact.group is self.group:
                    column.addWidget(Label(f"•  {fact.meaning.render(tr.language)}", "soft"))
