"""What the employee writes to the IT firm, all optional: what does not work, what must work, where to call back."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Signal
from PySide6.QtWidgets import QFrame, QLineEdit, QPlainTextEdit, QVBoxLayout, QWidget

from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.check_box import WrappingCheckBox
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Heading, Label
from checker.model.employee.own_words import MAX_ANSWER, MAX_NUMBER, MAX_TROUBLE, OwnWords
from checker.model.employee.task import Task
from checker.show.work_tasks.task_status import task_title

TROUBLE_LINES = 3.4
"""How high the field for the trouble is, in lines of text."""


class TroubleField(QPlainTextEdit):
    """A few lines. Tab leads on, as everywhere else."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setTabChangesFocus(True)
        self.textChanged.connect(self._limit)

    def fit(self) -> None:
        """As high as its lines in the text of now."""
        self.setFixedHeight(round(self.fontMetrics().lineSpacing() * TROUBLE_LINES) + 24)

    def _limit(self) -> None:
        text = self.toPlainText()
        if len(text) > MAX_TROUBLE:
            self.setPlainText(text[:MAX_TROUBLE])
            cursor = self.textCursor()
            cursor.movePosition(cursor.MoveOperation.End)
            self.setTextCursor(cursor)


class OwnWordsForm(QFrame):
    """`changed` with each letter; `words` is what stands there.

    `case_changed` carries whether it is another trouble than the last one.
    """

    changed = Signal()
    case_changed = Signal(bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.another_case, self._case_explanation = WrappingCheckBox(), Label(size="soft")
        self.setProperty("role", "card")
        self.texts = TextBindings()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 14, 20, 14)
        self._column.setSpacing(6)
        self.heading = Heading(size="part")
        self.texts.bind(self.heading.set_heading, lambda: tr("Möchten Sie etwas dazu schreiben?"))
        self._column.addWidget(self.heading)
        explanation = Label(size="soft")
        self.texts.bind(
            explanation.setText,
            lambda: tr("Alles hier ist freiwillig. Es geht so hinaus, wie Sie es schreiben."),
        )
        self._column.addWidget(explanation)
        self.trouble = TroubleField()
        self.trouble.textChanged.connect(self.changed)
        self._add_field(self._column, self.trouble, lambda: tr("&Was geht nicht?"))
        self.callback_number = self._make_line(MAX_NUMBER)
        self._add_field(self._column, self.callback_number, lambda: tr("&Unter welcher Nummer sind Sie zu erreichen?"))
        self.since, self.program = self._make_line(), self._make_line()
        self.name, self.callback_time = self._make_line(), self._make_line()
        self.tasks = {task: WrappingCheckBox() for task in Task}
        self.more = Disclosure("", "", self._more_fields)
        self._column.addWidget(self.more)
        self.another_case.toggled.connect(self.case_changed)
        for widget in (self.another_case, self._case_explanation):
            self._column.addWidget(widget)
        self.texts.bind(self.another_case.setText, lambda: tr("Es geht um ein anderes Problem als beim letzten Mal"))
        self.texts.bind(
            self._case_explanation.setText,
            lambda: tr("Ihre IT-Firma legt den Bericht dann nicht zu Ihrem letzten, sondern beginnt neu."),
        )
        self.offer_another_case(False)
        self.retranslate()

    @property
    def words(self) -> OwnWords:
        """What is written there now."""
        return OwnWords(
            trouble=self.trouble.toPlainText(),
            since=self.since.text(),
            program=self.program.text(),
            needed=tuple(task for task, box in self.tasks.items() if box.isChecked()),
            name=self.name.text(),
            callback_number=self.callback_number.text(),
            callback_time=self.callback_time.text(),
        )

    def offer_another_case(self, may_choose: bool, *, is_another: bool = False) -> None:
        """The switch, as it stands; without an earlier trouble there is nothing to tell apart."""
        self.another_case.blockSignals(True)
        self.another_case.setChecked(is_another)
        self.another_case.blockSignals(False)
        for widget in (self.another_case, self._case_explanation):
            widget.setVisible(may_choose)

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802 - Qt's name
        """The sentence begins where the text of its box begins, at any size."""
        super().changeEvent(event)
        if event.type() in (QEvent.Type.FontChange, QEvent.Type.StyleChange):
            self._align()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.texts.retranslate()
        for task, box in self.tasks.items():
            box.setText(task_title(task, tr.language))
        self.more.set_texts(tr("&Mehr angeben"), tr("&Mehr angeben, ausblenden"))
        self.trouble.fit()
        self._align()

    def _align(self) -> None:
        self._case_explanation.setContentsMargins(self.another_case.indent, 0, 0, 0)

    def _more_fields(self) -> QWidget:
        box = QWidget()
        column = QVBoxLayout(box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        self._add_field(column, self.callback_time, lambda: tr("Wann passt ein &Rückruf?"))
        self._add_field(column, self.name, lambda: tr("Ihr Nam&e"))
        self._add_field(column, self.since, lambda: tr("Seit wann &ist das so?"))
        self._add_field(column, self.program, lambda: tr("In welchem Pro&gramm?"))
        caption = Label(size="strong")
        self.texts.bind(caption.setText, lambda: tr("Was muss heute gehen?"))
        column.addWidget(caption)
        for task_box in self.tasks.values():
            task_box.toggled.connect(lambda _on: self.changed.emit())
            column.addWidget(task_box)
        return box

    def _make_line(self, limit: int = MAX_ANSWER) -> QLineEdit:
        line = QLineEdit()
        line.setMaxLength(limit)
        line.textChanged.connect(lambda _text: self.changed.emit())
        return line

    def _add_field(self, column: QVBoxLayout, field: QWidget, text: Callable[[], str]) -> None:
        caption = Label(size="strong")
        caption.setBuddy(field)

        def show(words: str) -> None:
            caption.setText(words)
            field.setAccessibleName(words.replace("&", ""))

        self.texts.bind(show, text)
        column.addWidget(caption)
        column.addWidget(field)
