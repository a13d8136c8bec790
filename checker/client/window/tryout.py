"""To see and hear oneself, to be asked what one hears, and to choose another device, which is checked at once."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import check as known_check
from checker.client.devices import DeviceChoice
from checker.client.trial import DeviceTrial
from checker.client.window.announce import announce
from checker.client.window.buttons import Button
from checker.client.window.device_rows import DeviceRows
from checker.client.window.labels import Heading, Label
from checker.client.window.live import LiveView
from checker.client.window.news import News
from checker.client.window.question import Question
from checker.client.window.tile import request
from checker.client.window.words import tr
from checker.model.measurement import Outcome

PREVIEW_LINES = 12.0
HALF = 0.5
"""From here on `hear` plays back, and how far that is, nobody tells."""


class Tryout(QFrame):
    """`asked` carries the trial that is wanted; `stopped` ends what runs. Stays in the page: it locks nobody in.

    `chosen` carries a check and the device that it shall use; `answered` the digit that was heard, or None.
    """

    asked = Signal(object)
    stopped = Signal()
    chosen = Signal(str, str)
    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.running: DeviceTrial | None = None
        self.checking = ""
        self._said = ""
        self._shown = False
        self.heading = Heading(size="part")
        self.text = Label(size="soft")
        self.live = LiveView(PREVIEW_LINES, trial=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.question = Question()
        self.question.answered.connect(self.answered)
        self.stop = Button()
        self.stop.clicked.connect(self.stopped.emit)
        self.news = News()
        self.news.wanted.connect(self.chosen)
        self.rows = DeviceRows()
        self.rows.asked.connect(self.asked)
        self.rows.chosen.connect(self.chosen)
        self.buttons = self.rows.buttons
        self.choosers = self.rows.choosers
        self._lay()
        self.speak()

    @property
    def busy(self) -> bool:
        """Whether something runs here that uses a device."""
        return self.running is not None or bool(self.checking)

    def takes(self, check: str) -> bool:
        """Whether what this check tells is for here."""
        return check == self.checking or (self.running is not None and check == self.running.check)

    def offer(self, trials: Collection[DeviceTrial], devices: Mapping[str, DeviceChoice]) -> None:
        """Only these can be tried, with these devices; with none of them there is nothing to see here."""
        self.rows.offer(trials, devices)
        self.setVisible(bool(trials))

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        self.rows.lock(locked)
        self.news.lock(locked)

    def begin(self, trial: DeviceTrial) -> None:
        """This trial runs now."""
        self.running = trial
        if trial is DeviceTrial.PLAYBACK:
            self.rows.again.add(trial)
        self._begin()
        if trial is DeviceTrial.PLAYBACK:
            self._progress(0)

    def begin_check(self, check: str) -> None:
        """Another device was chosen: its check runs now."""
        self.checking = check
        self._begin()
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        announce(self.text, self.text.text())

    def ask(self, kind: str) -> None:
        """What is played is to be named."""
        self.question.ask(kind)
        self.text.setText(self._words())

    def go_on(self, what: Progress | LiveSample) -> None:
        """What it shows or tells."""
        if isinstance(what, LiveSample):
            self.live.take(what)
            self._shown = True
            return
        if self.checking or self.running is DeviceTrial.PLAYBACK:
            self._progress(what.done)
        if what.text is not None and what.text.render(tr.language) != self.text.text():
            self.text.setText(what.text.render(tr.language))
            announce(self.text, self.text.text())

    def end(self, outcome: Outcome, failed: str, *, keep_question: bool = False) -> None:
        """It is over; `failed` says why nothing could be shown, or is empty."""
        was, had_focus = self.running, self.stop.hasFocus()
        self._said = self._after(was, outcome, failed)
        self._over()
        if keep_question and self.question.open:
            self.question.heading.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.question.close_up()
        if was is not None and had_focus:
            self.buttons[was].setFocus()
        if self._said:
            announce(self.text, self._said)

    def settle(self, check: str, said: str) -> None:
        """The check of a device is over, or a digit was named: `said` tells what it means."""
        had_focus = self.stop.hasFocus() or self.question.isAncestorOf(self.focusWidget() or self)
        self._said = said
        self.question.close_up()
        self._over()
        if had_focus:
            self.choosers[check].setFocus()
        announce(self.text, said)

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        self.heading.say(tr("Ausprobieren und Geräte wechseln"))
        self.rows.speak()
        self.news.speak()
        self.question.speak()
        self.stop.setText(tr("Be&enden"))
        self.bar.setAccessibleName(tr("Fortschritt der Probe"))
        self.text.setText(self._words())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit answers the question, wherever the focus is in here."""
        if not self.question.take(event):
            super().keyPressEvent(event)

    def _lay(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for widget in (self.heading, self.text, self.live, self.bar, self.question):
            column.addWidget(widget)
        column.addWidget(self.stop, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.news)
        column.addWidget(self.rows)
        self.stop.setVisible(False)
        self.bar.setVisible(False)

    def _begin(self) -> None:
        self._said = ""
        self._shown = False
        self.live.clear()
        self.question.close_up()
        self.news.close_up()
        self.stop.setVisible(True)
        self.stop.setEnabled(True)
        self.lock(True)
        self.stop.setFocus()
        self.speak()

    def _over(self) -> None:
        self.running, self.checking = None, ""
        self.live.clear()
        self.bar.setVisible(False)
        self.stop.setVisible(False)
        self.lock(False)
        self.speak()

    def _progress(self, done: float) -> None:
        playing = self.running is DeviceTrial.PLAYBACK and done >= HALF
        self.bar.setRange(0, 0 if playing else 100)
        share = done / HALF if self.running is DeviceTrial.PLAYBACK else done
        self.bar.setValue(round(min(max(share, 0.0), 1.0) * 100))
        self.bar.setVisible(True)

    def _after(self, was: DeviceTrial | None, outcome: Outcome, failed: str) -> str:
        if outcome is Outcome.CANCELLED:
            return ""
        if outcome is Outcome.TIMED_OUT and self._shown and was in (DeviceTrial.PREVIEW, DeviceTrial.LEVEL):
            return tr("Nach zwei Minuten beendet, damit nichts unbemerkt an bleibt.")
        if not failed and was is DeviceTrial.PLAYBACK:
            return tr("So klingen Sie für die anderen. Sie können es verändern und noch einmal hören.")
        return failed

    def _words(self) -> str:
        if self.checking:
            title = known_check(self.checking).title.render(tr.language)
            return request(self.checking, None) or tr("{device} wird geprüft …", device=title)
        if self.running is not None:
            if self.question.open:
                return tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe.")
            return {
                DeviceTrial.PREVIEW: tr("So sehen die anderen Sie, gespiegelt. Das Bild bleibt auf diesem Computer."),
                DeviceTrial.LEVEL: tr(
                    "Sprechen Sie wie in einer Besprechung. Der Balken soll in den markierten Bereich."
                ),
                DeviceTrial.PLAYBACK: tr(
                    "Sprechen Sie einen Satz. Danach hören Sie ihn. Die Aufnahme wird nicht gespeichert."
                ),
                DeviceTrial.DIGIT: tr("Gleich hören Sie etwas."),
            }[self.running]
        if self.question.open:
            return tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe.")
        return self._said or tr("Sehen Sie sich selbst, und hören Sie, wie Sie für die anderen klingen.")
