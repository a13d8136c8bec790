"""To see and hear oneself, to be asked what one hears, and to choose another device, which is checked at once."""

from collections.abc import Collection, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QProgressBar, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.checks.employee import TrialKind
from checker.checks.registry import check as registered_check
from checker.client.trials.device_choice import DeviceChoice
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.pages.result.devices.device_changes import DeviceChangeList
from checker.client.window.pages.result.devices.device_rows import DeviceRows
from checker.client.window.pages.result.devices.digit_question import DigitQuestion
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.check_prompt import prompt_text
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.live_view import LiveView
from checker.client.window.widgets.screen_reader import announce
from checker.model.measurement import Outcome

PREVIEW_LINES = 12.0
PLAYBACK_SHARE = 0.5
"""From here on `hear` plays back, and how far that is, nobody tells."""


class TrialPanel(QFrame):
    """`trial_requested` carries the trial that is wanted; `stop_requested` ends what runs.

    Stays in the page: it locks nobody in.

    `device_chosen` carries a check and the device that it shall use; `answered` the digit that was heard, or None.
    """

    trial_requested = Signal(object)
    stop_requested = Signal()
    device_chosen = Signal(str, str)
    answered = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "card")
        self.running: DeviceTrial | None = None
        self.checked_device = ""
        self._message = ""
        self._has_shown_live = False
        self.heading = Heading(size="part")
        self.text = Label(size="soft")
        self.live = LiveView(PREVIEW_LINES, trial=True)
        self.bar = QProgressBar()
        self.bar.setTextVisible(False)
        self.question = DigitQuestion()
        self.question.answered.connect(self.answered)
        self.stop_button = Button()
        self.stop_button.clicked.connect(self.stop_requested.emit)
        self.device_changes = DeviceChangeList()
        self.device_changes.check_requested.connect(self.device_chosen)
        self.rows = DeviceRows()
        self.rows.trial_requested.connect(self.trial_requested)
        self.rows.device_chosen.connect(self.device_chosen)
        self.buttons = self.rows.buttons
        self.choosers = self.rows.choosers
        self._build()
        self.retranslate()

    @property
    def busy(self) -> bool:
        """Whether something runs here that uses a device."""
        return self.running is not None or bool(self.checked_device)

    @property
    def _plays_back(self) -> bool:
        return self.running is not None and self.running.kind is TrialKind.PLAYBACK

    def accepts(self, check: str) -> bool:
        """Whether what this check tells is for here."""
        return check == self.checked_device or (self.running is not None and check == self.running.check)

    def offer(self, trials: Collection[DeviceTrial], devices: Mapping[str, DeviceChoice]) -> None:
        """Only these can be tried, with these devices; with none of them there is nothing to see here."""
        self.rows.offer(trials, devices)
        self.setVisible(bool(trials))

    def lock(self, locked: bool) -> None:
        """While something uses the devices."""
        self.rows.lock(locked)
        self.device_changes.lock(locked)

    def begin(self, trial: DeviceTrial) -> None:
        """This trial runs now."""
        self.running = trial
        self.rows.repeated.add(trial)
        self._begin()
        if self._plays_back:
            self._set_progress(0)

    def begin_check(self, check: str) -> None:
        """Another device was chosen: its check runs now."""
        self.checked_device = check
        self._begin()
        self.bar.setRange(0, 0)
        self.bar.setVisible(True)
        announce(self.text, self.text.text())

    def show_question(self, kind: str) -> None:
        """What is played is to be named."""
        self.question.show_question(kind)
        self.text.setText(self._current_text())

    def show_progress(self, event: Progress | LiveSample) -> None:
        """What it shows or tells."""
        if isinstance(event, LiveSample):
            self.live.show_sample(event)
            self._has_shown_live = True
            return
        if self.checked_device or self._plays_back:
            self._set_progress(event.done)
        if event.text is not None and event.text.render(tr.language) != self.text.text():
            self.text.setText(event.text.render(tr.language))
            announce(self.text, self.text.text())

    def end(self, outcome: Outcome, error_text: str, *, keep_question: bool = False) -> None:
        """It is over; `error_text` says why nothing could be shown, or is empty."""
        ended_trial, had_focus = self.running, self.stop_button.hasFocus()
        self._message = self._end_message(ended_trial, outcome, error_text)
        self._reset()
        if keep_question and self.question.is_open:
            self.question.heading.setFocus(Qt.FocusReason.OtherFocusReason)
            return
        self.question.hide_question()
        if ended_trial is not None and had_focus:
            self.buttons[ended_trial].setFocus()
        if self._message:
            announce(self.text, self._message)

    def show_device_result(self, check: str, message: str) -> None:
        """The check of a device is over, or a digit was named: `message` tells what it means."""
        had_focus = self.stop_button.hasFocus() or self.question.isAncestorOf(self.focusWidget() or self)
        self._message = message
        self.question.hide_question()
        self._reset()
        if had_focus:
            self.choosers[check].setFocus()
        announce(self.text, message)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        self.heading.set_heading(tr("Ausprobieren und Geräte wechseln"))
        self.rows.retranslate()
        self.device_changes.retranslate()
        self.question.retranslate()
        self.stop_button.setText(tr("Been&den"))
        self.bar.setAccessibleName(tr("Fortschritt der Probe"))
        self.text.setText(self._current_text())

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802 - Qt's name
        """A digit answers the question, wherever the focus is in here."""
        if not self.question.handle_key(event):
            super().keyPressEvent(event)

    def _build(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 14)
        column.setSpacing(8)
        for widget in (self.heading, self.text, self.live, self.bar, self.question):
            column.addWidget(widget)
        column.addWidget(self.stop_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self.device_changes)
        column.addWidget(self.rows)
        self.stop_button.setVisible(False)
        self.bar.setVisible(False)

    def _begin(self) -> None:
        self._message = ""
        self._has_shown_live = False
        self.live.clear()
        self.question.hide_question()
        self.device_changes.clear()
        self.stop_button.setVisible(True)
        self.stop_button.setEnabled(True)
        self.lock(True)
        self.stop_button.setFocus()
        self.retranslate()

    def _reset(self) -> None:
        self.running, self.checked_device = None, ""
        self.live.clear()
        self.bar.setVisible(False)
        self.stop_button.setVisible(False)
        self.lock(False)
        self.retranslate()

    def _set_progress(self, done: float) -> None:
        playing = self._plays_back and done >= PLAYBACK_SHARE
        self.bar.setRange(0, 0 if playing else 100)
        share = done / PLAYBACK_SHARE if self._plays_back else done
        self.bar.setValue(round(min(max(share, 0.0), 1.0) * 100))
        self.bar.setVisible(True)

    def _end_message(self, ended_trial: DeviceTrial | None, outcome: Outcome, error_text: str) -> str:
        if outcome is Outcome.CANCELLED:
            return ""
        if (
            outcome is Outcome.TIMED_OUT
            and self._has_shown_live
            and ended_trial is not None
            and ended_trial.kind is TrialKind.LIVE
        ):
            return tr("Nach zwei Minuten beendet, damit nichts unbemerkt an bleibt.")
        if not error_text and ended_trial is not None and ended_trial.kind is TrialKind.PLAYBACK:
            return tr("So klingen Sie für die anderen. Sie können es verändern und noch einmal hören.")
        return error_text

    def _current_text(self) -> str:
        if self.checked_device:
            title = registered_check(self.checked_device).title.render(tr.language)
            return prompt_text(self.checked_device, None) or tr("{device} wird geprüft …", device=title)
        if self.running is not None:
            if self.question.is_open:
                return tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe.")
            return self.running.trial.instruction.render(tr.language)
        if self.question.is_open:
            return tr("Drücken Sie die Taste der Ziffer, 1 bis 9, oder einen der Knöpfe.")
        return self._message or tr("Sehen Sie sich selbst, und hören Sie, wie Sie für die anderen klingen.")
