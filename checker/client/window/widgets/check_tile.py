"""One check while it runs: its sign, its name, how far it is, and what it shows."""

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QProgressBar, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.checks.declaration import Check
from checker.client.window.style.symbol_paths import (
    ANY_CHECK,
    DONE,
    LEFT_OUT,
    LEVEL_SYMBOLS,
    RUNNING,
    WAITING,
)
from checker.client.window.translation import TextBindings, tr
from checker.client.window.widgets.check_prompt import prompt_text
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.live_view import LiveView
from checker.client.window.widgets.symbol import Symbol
from checker.model.finding import Finding, Level
from checker.model.measurement import Outcome
from checker.model.privacy import DataGroup
from checker.show.findings import describe_finding

NARROW_TILE_LETTERS = 60
"""Letters: a tile narrower than that has no room for name and state side by side."""
_MARKS = {Outcome.DONE: ("note", DONE), Outcome.DEFECT: ("unknown", LEVEL_SYMBOLS[Level.UNKNOWN])}

PREVIEW_LINES = 4.5
"""How high the picture is here: its room stays when it is gone."""
_TROUBLES = (Level.WARNING, Level.BLOCKER)
_OTHERS_MATTER = {DataGroup.NETWORK, DataGroup.ROUTER}
"""What a check of these says by itself, another one may still put right; of the PC and its devices it is sure."""


class CheckTile(QFrame):
    """Says first "wartet", then what happens, then how it ended and what it tells by itself."""

    def __init__(self, check: Check, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.check = check
        self.progress: Progress | None = None
        self.started = False
        self.outcome: Outcome | None = None
        self.level: Level | None = None
        self._first: Finding | None = None
        self._texts = TextBindings()
        self.setProperty("role", "card")
        self._build()
        self.retranslate()

    @property
    def share(self) -> float:
        """How much of it is over, 0 to 1."""
        if self.outcome is not None:
            return 1.0
        return min(max(self.progress.done, 0.0), 1.0) if self.progress else 0.0

    def begin(self) -> None:
        """It runs now."""
        self.started = True
        self.bar.setRange(0, 0)
        self.state.set_symbol(RUNNING, "note")
        self.retranslate()

    def show_progress(self, event: Progress | LiveSample) -> None:
        """It tells how far it is, or shows something."""
        if isinstance(event, LiveSample):
            self.live.show_sample(event)
            return
        self.progress = event
        self.bar.setRange(0, 100)
        self.bar.setValue(round(self.share * 100))
        self.retranslate()

    def end(self, outcome: Outcome, findings: Sequence[Finding] = ()) -> None:
        """It is over; `findings` are what it says by itself, the worst first: its level, and what is sure by then."""
        self.outcome = outcome
        self.level = level = findings[0].level if findings else Level.UNKNOWN if outcome is Outcome.DONE else None
        self._first = findings[0] if findings and not _OTHERS_MATTER & set(self.check.groups) else None
        mark, path = _MARKS.get(outcome, ("unknown", LEFT_OUT))
        if outcome is Outcome.DONE and level is not None:
            mark, path = level.value, LEVEL_SYMBOLS[level]
        self.state.set_symbol(path, mark)
        self.bar.setVisible(False)
        self.prompt.setVisible(False)
        _retain_size(self.prompt, retain=self.check.prompt is not None and outcome is not Outcome.SKIPPED)
        # What stood there leaves its room: nothing below it moves while it is read.
        self.live_room.setMinimumHeight(self.live_room.height() if self.live.has_shown else 0)
        self.live.clear()
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self._texts.retranslate()
        running = self.started and self.outcome is None
        self.prompt.setVisible(running and self.check.prompt is not None)
        self.bar.setVisible(running)
        self.setAccessibleName(self.check.title.render(tr.language))
        self.setAccessibleDescription(self.state_label.text())
        self.bar.setAccessibleName(self.check.title.render(tr.language))

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802 - Qt's name
        """Where it is narrow, what it does stands below its name."""
        super().resizeEvent(event)
        narrow = self.width() < self.fontMetrics().averageCharWidth() * NARROW_TILE_LETTERS
        self._names.setDirection(QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight)
        side = Qt.AlignmentFlag.AlignLeft if narrow else Qt.AlignmentFlag.AlignRight
        self.state_label.setAlignment(side | Qt.AlignmentFlag.AlignVCenter)

    def state_text(self) -> str:
        """What it does just now, in words."""
        if self.outcome is Outcome.DONE and self._first is not None and self.level is not Level.UNKNOWN:
            return describe_finding(self._first, tr.language)
        if self.outcome is Outcome.DONE and self.level in _TROUBLES:
            return tr("fertig, hier stimmt etwas nicht")
        if self.outcome is Outcome.DONE and self.level is Level.OK:
            return tr("fertig, in Ordnung")
        if self.outcome is Outcome.DONE and self.level is Level.UNKNOWN:
            return tr("fertig, noch nicht sicher")
        if self.outcome is not None:
            return {
                Outcome.DONE: tr("fertig"),
                Outcome.SKIPPED: tr("nicht erlaubt, ausgelassen"),
                Outcome.CANCELLED: tr("abgebrochen"),
                Outcome.TIMED_OUT: tr("nicht rechtzeitig fertig"),
                Outcome.DEFECT: tr("nicht gelungen"),
            }[self.outcome]
        is_prompt = self.check.prompt is not None and self.check.prompt.follows_progress
        if self.progress is not None and self.progress.text is not None and not is_prompt:
            return self.progress.text.render(tr.language)
        return tr("läuft") if self.started else tr("wartet")

    def _build(self) -> None:
        self.state = Symbol(WAITING, mark="unknown", lines=1.3)
        self.name = Label(size="sentence")
        self.name.setWordWrap(False)
        self.state_label = Label(size="soft")
        self.prompt = Label(level="note")
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.live = LiveView(PREVIEW_LINES)
        self.live_room = QWidget()
        room = QVBoxLayout(self.live_room)
        room.setContentsMargins(0, 0, 0, 0)
        room.addWidget(self.live, 0, Qt.AlignmentFlag.AlignTop)
        self.live.reserve(self.check.live_kinds)
        _retain_size(self.bar)
        _retain_size(self.prompt, retain=self.check.prompt is not None)
        row = QHBoxLayout()
        row.setSpacing(14)
        row.addWidget(Symbol(self.check.icon or ANY_CHECK, lines=1.5), 0, Qt.AlignmentFlag.AlignTop)
        self._names = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._names.addWidget(self.name)
        self._names.addWidget(self.state_label, 1)
        row.addLayout(self._names, 1)
        row.addWidget(self.state, 0, Qt.AlignmentFlag.AlignTop)
        box = QVBoxLayout(self)
        box.setContentsMargins(18, 12, 18, 12)
        box.addLayout(row)
        for widget in (self.prompt, self.live_room, self.bar):
            box.addWidget(widget)
        self._texts.bind(self.name.setText, lambda: self.check.title.render(tr.language))
        self._texts.bind(self.prompt.setText, lambda: prompt_text(self.check.name, self.progress))
        self._texts.bind(self.state_label.setText, self.state_text)


def _retain_size(widget: QWidget, *, retain: bool = True) -> None:
    """Whether it keeps its room while it is hidden."""
    policy = widget.sizePolicy()
    policy.setRetainSizeWhenHidden(retain)
    widget.setSizePolicy(policy)
