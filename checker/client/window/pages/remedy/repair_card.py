"""What this program can do for a finding by itself: one button each, what came of it, and the way back."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.client.trials.device_repair import DeviceRepair, MixerRepair, Repair, RepairOutcome
from checker.client.trials.repair_text import repair_label, repair_outcome_text
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button, escape_mnemonic
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.screen_reader import announce


class RepairCard(QFrame):
    """`repair_requested` carries the Repair whose button was pressed, `undo_requested` nothing: it is the last one."""

    repair_requested = Signal(object)
    undo_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.repairs: tuple[Repair, ...] = ()
        self.outcome: RepairOutcome | None = None
        self.buttons: dict[Repair, Button] = {}
        self._is_locked = False
        self.heading = Heading(size="sentence")
        self.explanation = Label(size="soft")
        self.result = Label(level="note")
        self.undo = Button()
        self.undo.clicked.connect(lambda _on: self.undo_requested.emit())
        self._row: QWidget | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(20, 16, 20, 16)
        self._column.setSpacing(10)
        for widget in (self.heading, self.result):
            self._column.addWidget(widget)
        self._column.addWidget(self.undo, 0, Qt.AlignmentFlag.AlignLeft)
        self._column.addWidget(self.explanation)
        self._fill()

    def show_repairs(self, repairs: Sequence[Repair], outcome: RepairOutcome | None = None) -> None:
        """These can be done, and this became of the last one."""
        self.repairs, self.outcome = tuple(repairs), outcome
        self._fill()

    def show_outcome(self, outcome: RepairOutcome) -> None:
        """What became of a button; said aloud."""
        self.outcome = outcome
        self._fill()
        self.result.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.result, self.result.text())

    def set_locked(self, locked: bool) -> None:
        """While something is changed or checked."""
        self._is_locked = locked
        for button in (*self.buttons.values(), self.undo):
            button.setEnabled(not locked)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self._fill()

    def _fill(self) -> None:
        self.heading.set_heading(tr("Das kann dieses Programm für Sie tun"))
        self.explanation.setText(self._explanation())
        self.explanation.setVisible(bool(self._open_repairs()))
        self.result.setText("" if self.outcome is None else repair_outcome_text(self.outcome).render(tr.language))
        self.result.setVisible(self.outcome is not None)
        self.undo.setText(self._undo_text())
        self.undo.setVisible(self.outcome is not None and self.outcome.can_undo)
        self._fill_buttons()
        self.set_locked(self._is_locked)
        self.setVisible(bool(self.repairs) or self.outcome is not None)

    def _fill_buttons(self) -> None:
        if self._row is not None:
            self._column.removeWidget(self._row)
            self._row.hide()
            self._row.deleteLater()
            self._row = None
        self.buttons = {}
        if not self._open_repairs():
            return
        self._row = QWidget()
        flow = FlowLayout(self._row)
        for repair in self._open_repairs():
            button = Button(escape_mnemonic(repair_label(repair).render(tr.language)))
            button.setAccessibleDescription(self.explanation.text())
            button.clicked.connect(lambda _on=False, repair=repair: self.repair_requested.emit(repair))
            flow.addWidget(button)
            self.buttons[repair] = button
        self._column.insertWidget(self._column.indexOf(self.explanation) + 1, self._row)
        self._row.show()

    def _open_repairs(self) -> list[Repair]:
        """What is done can only be taken back: done twice, there would be no way to what was before."""
        is_done = self.outcome is not None and self.outcome.can_undo
        return [repair for repair in self.repairs if not (is_done and self.outcome and repair == self.outcome.repair)]

    def _explanation(self) -> str:
        lines = []
        if any(isinstance(repair, MixerRepair) for repair in self._open_repairs()):
            lines.append(tr("Dafür ändert es die Einstellung dieses Computers. Sie können das rückgängig machen."))
        if any(isinstance(repair, DeviceRepair) for repair in self._open_repairs()):
            lines.append(
                tr(
                    "Ein anderes Gerät wird gleich geprüft. Hilft es, wählen Sie es auch in Ihrem "
                    "Besprechungsprogramm: Dieses Programm kann das nicht für Sie tun."
                )
            )
        return " ".join(lines)

    def _undo_text(self) -> str:
        if self.outcome is not None and isinstance(self.outcome.repair, DeviceRepair):
            return tr("Wieder „{name}“ prüfen", name=escape_mnemonic(self.outcome.repair.before))
        return tr("Rückgängig machen")
