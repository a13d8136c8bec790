"""One finding from red to green: what it means, who acts, one step at a time, checked again; and at the end a call."""

from typing import ClassVar

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.remedy.repair_card import RepairCard
from checker.client.window.pages.remedy.step_card import StepCard
from checker.client.window.pages.report.call_card import CallCard
from checker.client.window.pages.result.card_groups import RecheckOutcome, RecheckResult
from checker.client.window.pages.result.cards.finding_card import level_badge, recheck_text
from checker.client.window.pages.result.cards.recheck_comparison import ComparisonBox
from checker.client.window.style.symbol_paths import ACTOR_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Label
from checker.client.window.widgets.recheck_progress import RecheckProgress
from checker.client.window.widgets.screen_reader import announce
from checker.client.window.widgets.symbol import Symbol
from checker.knowledge.articles import has_article
from checker.knowledge.causes import ACTOR_TITLES, cause_of
from checker.knowledge.step_aids import GuidedStep, guided_steps
from checker.model.finding import Finding
from checker.model.report import Report
from checker.model.text import Text
from checker.show.declarations import is_recheckable
from checker.show.findings import RootFinding, affected_check, describe_finding
from checker.show.first_step import reached_actor
from checker.show.level_symbols import level_word
from checker.show.work_tasks.finding_impact import finding_impact


class RemedyPage(WindowPage):
    """Leads through the steps of one finding. Escape and the button lead back to where the result was left.

    `recheck_requested` and `article_requested` carry the finding; `aid_requested` the StepAid of a step's button,
    `next_requested` what is to be done after this finding.
    """

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Schritt für Schritt", en="Step by step")
    recheck_requested = Signal(object)
    cancel_requested = Signal()
    article_requested = Signal(object)
    aid_requested = Signal(object)
    next_requested = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.finding: Finding | None = None
        self.is_rechecked = False
        self._root: RootFinding | None = None
        self._report: Report | None = None
        self._result: RecheckResult | None = None
        self._following: Finding | None = None
        self._top = QVBoxLayout()
        self._top_box: QWidget | None = None
        self.comparison: ComparisonBox | None = None
        self.content.insertLayout(self.content.indexOf(self.heading), self._top)
        self.meaning = self.add_label(lambda: "")
        self._outcome = QVBoxLayout()
        self.content.addLayout(self._outcome)
        self.repairs = RepairCard()
        self.content.addWidget(self.repairs)
        self.steps = StepCard()
        self.steps.aid_requested.connect(self.aid_requested)
        self.steps.moved.connect(self._on_moved)
        self.content.addWidget(self.steps)
        self.progress = RecheckProgress()
        self.content.addWidget(self.progress)
        more = QWidget()
        row = FlowLayout(more)
        self.guide = self.add_button(lambda: tr("&Anleitung lesen"), self._request_article, "quiet", into=row)
        self.call = CallCard()
        self.help = Disclosure("", "", lambda: self.call, row)
        self.texts.bind(
            lambda text: self.help.set_texts(text, tr("Anrufen, ausblenden")),
            lambda: tr("Ich komme nicht &weiter: anrufen"),
        )
        self.content.addWidget(more)
        self.content.addWidget(self.help)
        self.content.addStretch(1)
        self._add_buttons()

    @property
    def is_running(self) -> bool:
        """Whether its check runs again just now."""
        return self.progress.isVisibleTo(self)

    @property
    def is_gone(self) -> bool:
        """Whether the finding no longer stands since it was checked again."""
        return self._result is not None and self._result.same_finding is None

    def show_finding(self, root: RootFinding, report: Report) -> None:
        """Begins with this finding's first step."""
        self.is_rechecked = False
        self._result = None
        self.progress.setVisible(False)
        self.help.set_open(False)
        self._set(root, report)
        self.steps.show_steps(self._steps())
        self._fill()

    def begin(self) -> None:
        """Its check runs again."""
        if self.finding is None:
            return
        self.progress.begin(affected_check(self.finding))
        self._update_buttons()
        self.cancel.setFocus()
        announce(self.progress, self.progress.text.text())

    def show_progress(self, event: Progress | LiveSample) -> None:
        """What its check reports meanwhile."""
        self.progress.show_progress(event)

    def end(
        self,
        root: RootFinding | None,
        report: Report,
        result: RecheckResult | None,
        following: Finding | None = None,
    ) -> None:
        """The check ran again: `root` is what is left of the finding; no `result` where it was cancelled.

        `following`: what is to be done next, where this is gone.
        """
        self.progress.setVisible(False)
        if result is not None:
            self.is_rechecked = True
            self._result = result
            self._following = following
            if root is not None:
                self._set(root, report)
                self.steps.show_steps(self._steps(), self.steps.at + 1)
                self.help.set_open(self.steps.is_over)
        self._fill()
        heading = self.comparison.heading if result is not None and self.comparison is not None else self.steps.text
        heading.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(heading, heading.accessibleName() or heading.text())
        place = self.steps if self.steps.isVisibleTo(self) else heading
        QTimer.singleShot(0, place, lambda: self.column.ensureWidgetVisible(place))

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        if self.finding is not None:
            self.repairs.retranslate()
            self.steps.retranslate(self._steps())
            self._fill()

    def escape(self) -> None:
        """Escape stops what runs, and leads back otherwise."""
        if self.is_running:
            self.cancel_requested.emit()
        else:
            self.back_requested.emit()

    def on_enter(self) -> None:
        """The page is shown now: a screen reader begins with the finding."""
        super().on_enter()
        self.order_widgets()

    def _add_buttons(self) -> None:
        self.back = self.add_button(lambda: tr("&Zurück zum Ergebnis"), self.back_requested.emit)
        self.cancel = self.add_button(lambda: tr("Erneute Prüfung abbrechen"), self.cancel_requested.emit)
        self.recheck = self.add_button(self._recheck_text, self._request_recheck, "primary")
        self.following = self.add_button(lambda: tr("Weiter zum nächsten &Punkt"), self._request_next, "primary")

    def _set(self, root: RootFinding, report: Report) -> None:
        self._root, self.finding, self._report = root, root.finding, report

    def _steps(self) -> tuple[GuidedStep, ...]:
        if self.finding is None or self._report is None:
            return ()
        return guided_steps(cause_of(self.finding), self._report.system, tr.language)

    def _on_moved(self) -> None:
        if self.steps.is_over:
            self.help.set_open(True)
        self.order_widgets()
        self.steps.text.setFocus(Qt.FocusReason.OtherFocusReason)
        announce(self.steps.text, self.steps.text.accessibleName())
        self.column.ensureWidgetVisible(self.steps)

    def _fill(self) -> None:
        if self._root is None or self._report is None:
            return
        self._fill_top(self._root)
        self.heading.set_heading(describe_finding(self._root.finding, tr.language))
        self.meaning.setText(finding_impact(self._root, tr.language))
        self.meaning.setVisible(not self.is_gone)
        if self._is_settled:
            self.help.set_open(False)
        self._fill_outcome()
        self.steps.setVisible(not self.is_gone)
        self.call.show_report(self._report, finding=self._root.finding)
        self._update_buttons()
        self.order_widgets()

    def _fill_top(self, root: RootFinding) -> None:
        """Who acts, and how bad it is; of what is gone only the words remain."""
        if self._top_box is not None:
            self._top.removeWidget(self._top_box)
            self._top_box.hide()
            self._top_box.deleteLater()
        self._top_box = QWidget()
        column = QVBoxLayout(self._top_box)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        actor = reached_actor(root.actor)
        row = QHBoxLayout()
        row.setSpacing(10)
        row.addWidget(Symbol(ACTOR_SYMBOLS[actor], mark="note", lines=1.3))
        row.addWidget(Label(ACTOR_TITLES[actor].render(tr.language), "strong"), 1)
        column.addLayout(row)
        column.addWidget(level_badge(root.level, level_word(root.level, tr.language)))
        self._top.addWidget(self._top_box)
        self._top_box.setVisible(not self.is_gone)

    def _fill_outcome(self) -> None:
        if self.comparison is not None:
            self._outcome.removeWidget(self.comparison)
            self.comparison.hide()
            self.comparison.deleteLater()
            self.comparison = None
        if self._result is not None:
            self.comparison = ComparisonBox(self._result)
            self._outcome.addWidget(self.comparison)
            self.comparison.show()

    @property
    def _is_settled(self) -> bool:
        return self._result is not None and self._result.outcome is RecheckOutcome.SETTLED

    def _update_buttons(self) -> None:
        running = self.is_running
        finding = self.finding if not self.is_gone and not running else None
        self.steps.set_locked(running)
        self.repairs.set_locked(running)
        self.guide.setVisible(finding is not None and has_article(finding.code, tr.language))
        self.help.button.setVisible(not self._is_settled)
        self.recheck.setVisible(finding is not None and is_recheckable(finding))
        self.recheck.setText(self._recheck_text())
        self.cancel.setVisible(running)
        self.following.setVisible(self.is_gone and not running and self._following is not None)
        self.default = None if finding is not None or running else self.following if self._following else self.back

    def _recheck_text(self) -> str:
        if self.finding is None or self._report is None:
            return tr("Erneut prüfen")
        return recheck_text(self.finding, self._report.system)

    def _request_recheck(self) -> None:
        if self.finding is not None:
            self.recheck_requested.emit(self.finding)

    def _request_article(self) -> None:
        if self.finding is not None:
            self.article_requested.emit(self.finding)

    def _request_next(self) -> None:
        if self._following is not None:
            self.next_requested.emit(self._following)
