"""The third page: one traffic light with a sentence, then who must do what, the worst first."""

from collections.abc import Sequence
from typing import ClassVar

import msgspec
from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from checker.checks.context import LiveSample, Progress
from checker.client.trial import DeviceTrial
from checker.client.window.announce import announce
from checker.client.window.arrange import Rechecked, check_of
from checker.client.window.body import Body
from checker.client.window.card import Offers
from checker.client.window.labels import Label
from checker.client.window.light import TrafficLight
from checker.client.window.page import Page
from checker.client.window.tryout import Tryout
from checker.client.window.words import tr
from checker.model.failure import Failure
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.report import Report
from checker.model.text import Text
from checker.model.verdict import verdict
from checker.show.broken import broken_link_cause
from checker.show.failures import failure_text
from checker.show.signs import VERDICT_LEVELS, headline, level_word, next_step


class ResultPage(Page):
    """Shows a report. Its signals carry findings; `asked_part` a Trial."""

    ORDER: ClassVar[int] = 3
    TITLE: ClassVar[Text] = Text(de="Das Ergebnis", en="The result")
    asked_again = Signal(object)
    asked_cancel = Signal()
    asked_article = Signal(object)
    asked_guide = Signal(object)
    asked_public = Signal(object)
    asked_part = Signal(object)
    stopped_part = Signal()
    went_on = Signal()

    def __init__(self, offers: Offers) -> None:
        super().__init__()
        self._offers = offers
        self.hints: dict[str, Text] = {}
        self.report: Report | None = None
        self._rechecked: tuple[Rechecked, ...] = ()
        self.running: Finding | None = None
        self.body: Body | None = None
        self._banner()
        self.tryout = Tryout()
        self.tryout.asked.connect(self.asked_part)
        self.tryout.stopped.connect(self.stopped_part)
        self.content.addWidget(self.tryout)
        self.content.addStretch(1)
        self.over = self.button(lambda: tr("&Von vorn beginnen"), self.went_back.emit)
        self.onward = self.button(lambda: tr("&Weiter zum Bericht"), self.went_on.emit, "primary")
        self.default = self.onward

    def offer(self, trials: frozenset[DeviceTrial]) -> None:
        """What can be tried from the cards of the next report."""
        self._offers = msgspec.structs.replace(self._offers, trials=trials)

    def plays(self, finding: Finding) -> bool:
        """Whether what this finding is about is checked by playing something that is to be named."""
        return self._offers.trial(finding) is DeviceTrial.DIGIT

    def hint(self, check: str, said: Text | None) -> None:
        """What a check told the screen alone, such as the program that holds the camera; None: it runs anew."""
        if said is None:
            self.hints.pop(check, None)
        else:
            self.hints[check] = said

    def show_report(self, report: Report, rechecked: Sequence[Rechecked] = ()) -> None:
        """Shows this report; `rechecked` are the findings that were checked again since the run."""
        self.report = report
        self._rechecked = tuple(rechecked)
        self.running = None
        self._again()

    def begin(self, finding: Finding) -> None:
        """The check of this finding runs again."""
        self.running = finding
        self.tryout.question.close_up()
        self._lock()
        card = self.body.cards.get(finding.key) if self.body else None
        if card is not None:
            card.begin()
            announce(card, card.doing.text())

    def go_on(self, check: str, what: Progress | LiveSample) -> None:
        """What a check tells that runs again, or a part that is tried."""
        if self.running is not None:
            card = self.body.cards.get(self.running.key) if self.body else None
            if card is not None and check_of(self.running) == check:
                card.go_on(what)
        elif self.tryout.takes(check):
            first = self.tryout.live.isHidden()
            self.tryout.go_on(what)
            if first and not self.tryout.live.isHidden():
                self._show_tryout()

    def try_out(self, trial: DeviceTrial) -> None:
        """This trial runs now."""
        self.tryout.begin(trial)
        self._lock()
        self._show_tryout()

    def check_device(self, check: str) -> None:
        """The check of this device runs now, because another one was chosen."""
        self.tryout.begin_check(check)
        self._lock()
        self._show_tryout()

    def tried(self, outcome: Outcome, failed: Failure | None, *, asked: bool = False) -> None:
        """The trial is over; `asked`: what was played is still to be named."""
        sorry = tr("Das hat nicht geklappt ({why}).", why=failure_text(failed, tr.language)) if failed else ""
        self.tryout.end(outcome, sorry, keep_question=asked)
        self._lock()

    def settle(self, check: str, said: str) -> None:
        """Something new is known of this device, and the new report is shown."""
        self.tryout.settle(check, said)
        self._lock()
        self._show_tryout()

    def ended(self, before: Finding) -> None:
        """The check of this finding ran again, and the new report is shown: go where it stands now."""
        if self.body is None:
            return
        card, compared = self.body.cards.get(before.key), self.body.compared.get(before.key)
        heading = card.heading if card else compared.heading if compared else self.heading
        heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(heading, heading.accessibleName() or heading.text())
        QTimer.singleShot(0, heading, lambda: self.column.ensureWidgetVisible(heading, 0, 120))

    def speak(self) -> None:
        """Says everything in the language that is spoken now."""
        super().speak()
        self.tryout.speak()
        self._again()

    def escape(self) -> None:
        """Escape stops what runs; it never throws the result away."""
        if self.running is not None:
            self.asked_cancel.emit()
        elif self.tryout.busy:
            self.stopped_part.emit()

    def _show_tryout(self) -> None:
        """After the layout has settled."""
        QTimer.singleShot(0, self.tryout, self.see_tryout)

    def see_tryout(self) -> None:
        """All of it, or what happens now, which stands at its top, where the window is too low for all."""
        self.column.ensureWidgetVisible(self.tryout)
        if self.tryout.height() > self.column.viewport().height():
            top = self.tryout.y() + self.tryout.text.y()
            self.column.verticalScrollBar().setValue(top)

    def _banner(self) -> None:
        self.banner = QFrame()
        self.banner.setProperty("role", "banner")
        self.light = TrafficLight()
        self.word = Label(size="badge")
        self.broken = Label(size="strong")
        self.next = Label()
        row = QHBoxLayout(self.banner)
        row.setContentsMargins(22, 20, 22, 20)
        row.setSpacing(22)
        row.addWidget(self.light, 0, Qt.AlignmentFlag.AlignTop)
        column = QVBoxLayout()
        column.addStretch(1)
        for label in (self.word, self.heading, self.broken, self.next):
            column.addWidget(label)
        column.addStretch(1)
        row.addLayout(column, 1)
        self.content.addWidget(self.banner)

    def _again(self) -> None:
        if self.report is None:
            return
        judged = verdict(self.report.findings)
        level = VERDICT_LEVELS[judged]
        self.light.light(level)
        self.banner.setProperty("level", level.value)
        self.banner.style().unpolish(self.banner)
        self.banner.style().polish(self.banner)
        self.word.setText(level_word(level, tr.language))
        self.word.toned(level.value)
        self.heading.say(headline(judged, tr.language))
        broken = broken_link_cause(self.report, tr.language)
        self.broken.setText(broken)
        self.broken.setVisible(bool(broken))
        self.next.setText(next_step(judged, tr.language))
        self._fill(self.report)

    def _fill(self, report: Report) -> None:
        if self.body is not None:
            self.content.removeWidget(self.body)
            self.body.hide()
            self.body.deleteLater()
        self.body = Body(report, self._rechecked, self._offers, self.hints)
        self.body.asked_again.connect(self.asked_again)
        self.body.asked_cancel.connect(self.asked_cancel)
        self.body.asked_article.connect(self.asked_article)
        self.body.asked_guide.connect(self.asked_guide)
        self.body.asked_public.connect(self.asked_public)
        self.body.asked_part.connect(self.asked_part)
        self.content.insertWidget(self.content.indexOf(self.tryout), self.body)
        self.body.show()
        if self.running is not None:
            self.begin(self.running)
        else:
            self._lock()

    def _lock(self) -> None:
        busy = self.running is not None or self.tryout.busy
        self.tryout.lock(busy)
        self.over.setEnabled(not busy)
        self.onward.setEnabled(self.running is None and not self.tryout.checking)
        if self.body is not None:
            self.body.lock(busy)
