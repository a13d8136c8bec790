"""What a report holds, a sentence a group, each with a switch: what is off stays on this PC."""

from collections.abc import Collection

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.window.translation import tr
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.labels import Label
from checker.model.privacy import GROUP_TITLES, MEASURED_GROUPS, DataGroup
from checker.show.privacy_preview.group_sentences import GROUP_SENTENCES


class GroupChoice(QFrame):
    """The report itself has no switch: without it there is nothing to send."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.boxes: dict[DataGroup, WrappingCheckBox] = {}
        self._sentences: dict[DataGroup, Label] = {}
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(6)
        self._report_title = Label("", "strong")
        column.addWidget(self._report_title)
        self._add_sentence(DataGroup.REPORT, column)
        for group in MEASURED_GROUPS:
            self._add_box(group, column)
        self.note = Label()
        column.addWidget(self.note)
        self._present: tuple[DataGroup, ...] = ()
        self._may_choose = True
        self._align()
        self.retranslate()

    @property
    def held_back(self) -> tuple[DataGroup, ...]:
        """The groups whose switch is off."""
        return tuple(group for group in self._present if not self.boxes[group].isChecked())

    def show_groups(self, groups: Collection[DataGroup], *, may_choose: bool) -> None:
        """`groups`: what the report holds besides itself. Without `may_choose` they have no switch."""
        self._present, self._may_choose = tuple(groups), may_choose
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self._report_title.setText(GROUP_TITLES[DataGroup.REPORT].render(tr.language))
        for group, sentence in self._sentences.items():
            sentence.setText(GROUP_SENTENCES[group].render(tr.language))
            sentence.setVisible(group is DataGroup.REPORT or group in self._present)
        for group, box in self.boxes.items():
            title = GROUP_TITLES[group].render(tr.language)
            box.setText(title)
            box.setAccessibleName(tr("Mitsenden: {group}", group=title))
            box.setAccessibleDescription(GROUP_SENTENCES[group].render(tr.language))
            box.setVisible(group in self._present)
            box.setEnabled(self._may_choose)
        held_back = ", ".join(GROUP_TITLES[group].render(tr.language) for group in self.held_back)
        self.note.setText(
            tr(
                "Nicht mitgesendet wird: {groups}. Ihre IT-Firma sieht, dass Sie das zurückhalten, "
                "und kann dazu nichts sagen.",
                groups=held_back,
            )
            if held_back
            else ""
        )
        self.note.setVisible(bool(held_back))

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """A sentence begins where the text of its box begins, at any size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()

    def _add_box(self, group: DataGroup, column: QVBoxLayout) -> None:
        box = self.boxes[group] = WrappingCheckBox()
        box.setChecked(True)
        box.toggled.connect(lambda _on: self.changed.emit())
        column.addSpacing(4)
        column.addWidget(box)
        self._add_sentence(group, column)

    def _add_sentence(self, group: DataGroup, column: QVBoxLayout) -> None:
        sentence = self._sentences[group] = Label("", "soft")
        column.addWidget(sentence)

    def _align(self) -> None:
        for group, box in self.boxes.items():
            self._sentences[group].setContentsMargins(box.indent, 0, 0, 0)
