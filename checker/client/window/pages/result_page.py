"""The third page: may I work today, what goes, the one thing to do first, whom to call; the rest folded."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.client.trials.device_trial import DeviceTrial
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.result.card_groups import RecheckResult
from checker.client.window.pages.result.cards.finding_card import CardOffers
from checker.client.window.pages.result.finding_actions import FindingActions
from checker.client.window.pages.result.result_body import ResultBody
from checker.client.window.pages.result.traffic_light import TrafficLight
from checker.client.window.pages.result.trial_panel import TrialPanel
from checker.client.window.style.properties import set_style_property
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.screen_reader import announce
from checker.model.failure import Failure
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.report import Report
from checker.model.text import Text
from checker.model.verdict import verdict
from checker.show.failures import failure_text
from checker.show.findings import affected_check
from checker.show.first_step import first_sentence
from checker.show.level_symbols import next_step
from checker.show.work_tasks.work_verdict import work_verdict

FIRST_MARGIN_PX = 80
"""Pixels left above a card that is scrolled to: its heading stays in view."""


class ResultPage(WindowPage):
    """Shows a report; `finding_actions` carries what its cards are pressed for."""

    ORDER: ClassVar[int] = 3
    TITLE: ClassVar[Text] = Text(de="Das Ergebnis", en="The result")
    stop_requested = Signal()
    continue_requested = Signal()
    history_requested = Signal()
    outages_requested = Signal()

    def __init__(self, offers: CardOffers) -> None:
        super().__init__()
        self.finding_actions = FindingActions(self)
        self._offers = offers
        self.hints: dict[str, Text] = {}
        self.report: Report | None = None
        self._recheck_results: tuple[RecheckResult, ...] = ()
        self.running: Finding | None = None
        self.body: ResultBody | None = None
        self._banner()
        self.trial_panel = TrialPanel()
        self.trial_panel.trial_requested.connect(self.finding_actions.trial_requested)
        self.trial_panel.stop_requested.connect(self.stop_requested)
        self.content.addWidget(self.trial_panel)
        row = QWidget()
        actions = FlowLayout(row)
        self.outages_button = self.add_button(
            lambda: tr("Es bricht immer wieder ab"), self.outages_requested.emit, "quiet", into=actions
        )
        self.history_button = self.add_button(
            lambda: tr("Mit einer früheren Prüfung vergleichen"), self.history_requested.emit, "quiet", into=actions
        )
        self.content.addWidget(row)
        self.offer_history(False)
        self.content.addStretch(1)
        self.restart_button = self.add_button(lambda: tr("&Von vorn beginnen"), self.back_requested.emit)
        self.continue_button = self.add_button(
            lambda: tr("&Weiter zum Bericht"), self.continue_requested.emit, "primary"
        )
        self.default = self.continue_button

    def offer(self, trials: frozenset[DeviceTrial]) -> None:
        """What can be tried from the cards of the next report."""
        self._offers = msgspec.structs.replace(self._offers, trials=trials)

    def offer_history(self, has_runs: bool) -> None:
        """Whether there is an earlier run to compare this one with."""
        self.history_button.setVisible(has_runs)

    def question_trial(self, finding: Finding) -> DeviceTrial | None:
        """What checks this finding by playing something that is to be named, or None."""
        trial = self._offers.trial(finding)
        return trial if trial is not None and trial.asks else None

    def set_hint(self, check: str, hint: Text | None) -> None:
        """What a check told the screen alone, such as the program that holds the camera; None: it runs anew."""
        if hint is None:
            self.hints.pop(check, None)
        else:
            self.hints[check] = hint

    def show_report(self, report: Report, recheck_results: Sequence[RecheckResult] = ()) -> None:
        """Shows this report; `recheck_results` are the findings that were checked again since the run."""
        self.report = report
        self._recheck_results = tuple(recheck_results)
        self.running = None
        self._update()

    def begin(self, finding: Finding) -> None:
        """The check of this finding runs again."""
        self.running = finding
        self.trial_panel.question.hide_question()
        self._lock()
        card = self.body.unfold(finding.key) if self.body else None
        if card is not None:
            card.begin()
            if self.isVisible():
                announce(card, card.progress_text.text())

    def show_progress(self, check: str, event: Progress | LiveSample) -> None:
        """What a check tells that runs again, or a part that is tried."""
        if self.running is not None:
            card = self.body.cards.get(self.running.key) if self.body else None
            if card is not None and affected_check(self.running) == check:
                card.show_progress(event)
        elif self.trial_panel.accepts(check):
            first = self.trial_panel.live.isHidden()
            self.trial_panel.show_progress(event)
            if first and not self.trial_panel.live.isHidden():
                self._scroll_to_trials_later()

    def begin_trial(self, trial: DeviceTrial) -> None:
        """This trial runs now."""
        self.trial_panel.begin(trial)
        self._lock()
        self._scroll_to_trials_later()

    def begin_device_check(self, check: str) -> None:
        """The check of this device runs now, because another one was chosen."""
        self.trial_panel.begin_check(check)
        self._lock()
        self._scroll_to_trials_later()

    def end_trial(self, outcome: Outcome, trial_failure: Failure | None, *, needs_answer: bool = False) -> None:
        """The trial is over; `needs_answer`: what was played is still to be named."""
        message = (
            tr("Das hat nicht geklappt ({why}).", why=failure_text(trial_failure, tr.language)) if trial_failure else ""
        )
        self.trial_panel.end(outcome, message, keep_question=needs_answer)
        self._lock()

    def show_device_result(self, check: str, message: str) -> None:
        """Something new is known of this device, and the new report is shown."""
        self.trial_panel.show_device_result(check, message)
        self._lock()
        self._scroll_to_trials_later()

    def focus_rechecked(self, before: Finding) -> None:
        """The check of this finding ran again, and the new report is shown: go where it stands now."""
        if self.body is None:
            return
        card, comparison = self.body.unfold(before.key), self.body.comparisons.get(before.key)
        heading = card.heading if card else comparison.heading if comparison else self.heading
        heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(heading, heading.accessibleName() or heading.text())
        QTimer.singleShot(0, heading, lambda: self.column.ensureWidgetVisible(heading, 0, 120))

    def show_first(self) -> None:
        """The one thing to do first, for eyes and ears."""
        card = self.body.first_card if self.body is not None else None
        ground = self.column.widget()
        if card is not None and ground is not None:
            card.heading.setFocus(Qt.FocusReason.OtherFocusReason)
            announce(card.heading, card.heading.accessibleName())
            self.column.verticalScrollBar().setValue(card.mapTo(ground, QPoint(0, 0)).y() - FIRST_MARGIN_PX)

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self.trial_panel.retranslate()
        self._update()

    def escape(self) -> None:
        """Escape stops what runs; it never throws the result away."""
        if self.running is not None:
            self.finding_actions.cancel_requested.emit()
        elif self.trial_panel.busy:
            self.stop_requested.emit()

    def _scroll_to_trials_later(self) -> None:
        """After the layout has settled."""
        QTimer.singleShot(0, self.trial_panel, self.scroll_to_trials)

    def scroll_to_trials(self) -> None:
        """All of it, or what happens now, which stands at its top, where the window is too low for all."""
        self.column.ensureWidgetVisible(self.trial_panel)
        if self.trial_panel.height() > self.column.viewport().height():
            top = self.trial_panel.y() + self.trial_panel.text.y()
            self.column.verticalScrollBar().setValue(top)

    def _banner(self) -> None:
        self.banner = QFrame()
        self.banner.setProperty("role", "banner")
        self.light = TrafficLight()
        self.word = Label(size="badge")
        self.cause = Label(size="strong")
        self.next = Label()
        self.first_button = Button()
        self.first_button.clicked.connect(self.show_first)
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(22, 20, 22, 20)
        row.setSpacing(22)
        row.addWidget(self.light, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addStretch(1)
        for label in (self.word, self.heading, self.cause, self.next):
            column.addWidget(label)
        column.addWidget(self.first_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.content.addWidget(self.banner)

    def _update(self) -> None:
        if self.report is None:
            return
        overall = work_verdict(self.report, tr.language)
        self.light.set_level(overall.level)
        set_style_property(self.banner, "level", overall.level.value)
        self.word.setText(overall.word)
        self.word.set_level(overall.level.value)
        self.heading.set_heading(overall.headline)
        cause = first_sentence(self.report, tr.language)
        self.cause.setText(cause)
        self.cause.setVisible(bool(cause))
        self.next.setText(next_step(verdict(self.report.findings), tr.language))
        self.next.setVisible(not cause)
        self.first_button.setText(tr("Zum &ersten Schritt"))
        self.first_button.setVisible(bool(cause))
        self._replace_body(self.report)

    def _replace_body(self, report: Report) -> None:
        unfolded = self.body.unfolded if self.body is not None else frozenset()
        if self.body is not None:
            self.content.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
        self.body = ResultBody(report, self._recheck_results, self._offers, self.finding_actions, self.hints, unfolded)
        self.content.insertWidget(self.content.indexOf(self.trial_panel), self.body)
        self.body.show()
        self.order_widgets()
        if self.running is not None:
            self.begin(self.running)
        else:
            self._lock()

    def _lock(self) -> None:
        busy = self.running is not None or self.trial_panel.busy
        self.trial_panel.lock(busy)
        self.restart_button.setEnabled(not busy)
        self.outages_button.setEnabled(not busy)
        self.continue_button.setEnabled(self.running is None and not self.trial_panel.checked_device)
        if self.body is not None:
            self.body.lock(busy)
