"""One finding: how bad it is, the sentence, the steps, what follows from it, and what can be done about it here."""

from collections.abc import Callable

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.checks.context import LiveSample, Progress
from checker.client.line.public_measurement import PublicTest, public_test_for
from checker.client.trials.device_trial import DeviceTrial, device_trials
from checker.client.window.pages.result.card_groups import CardItem
from checker.client.window.pages.result.cards.evidence_table import EvidenceTable, evidence_curves, evidence_rows
from checker.client.window.pages.result.cards.public_test_consent import PublicTestConsent
from checker.client.window.pages.result.cards.recheck_comparison import ComparisonBox
from checker.client.window.pages.result.finding_actions import FindingActions
from checker.client.window.style.symbol_paths import LEVEL_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.buttons import Button, ButtonRole
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.flow_layout import FlowLayout
from checker.client.window.widgets.labels import Heading, Label, selectable
from checker.client.window.widgets.numbered_steps import NumberedSteps
from checker.client.window.widgets.recheck_progress import RecheckProgress
from checker.client.window.widgets.symbol import Symbol
from checker.knowledge.articles import has_article
from checker.knowledge.causes import cause_of
from checker.model.finding import Finding, Level
from checker.model.record import Record
from checker.model.report import Report
from checker.show.company_path.sentences import proof_sentence, sureness_sentence
from checker.show.consequences import describe_consequence
from checker.show.declarations import is_recheckable
from checker.show.explanation.lines import explanation_lines
from checker.show.explanation.report_witnesses import witnesses_of_report
from checker.show.findings import affected_check, describe_finding
from checker.show.level_symbols import level_word


class CardOffers(Record, frozen=True, kw_only=True):
    """What a card can offer besides checking again: what can be tried."""

    trials: frozenset[DeviceTrial] = frozenset()

    def trial(self, finding: Finding) -> DeviceTrial | None:
        """What shows live whether this finding still holds."""
        check = affected_check(finding)
        showing = (trial for trial in device_trials() if trial.check == check and trial.shows(finding))
        return next((trial for trial in showing if trial in self.trials), None)


class FindingCard(QFrame):
    """A finding that stands. What its buttons are pressed for goes out through `actions`."""

    def __init__(
        self,
        item: CardItem,
        report: Report,
        offers: CardOffers,
        actions: FindingActions,
        *,
        steps_open: bool,
        hint: str = "",
    ) -> None:
        super().__init__()
        self.item = item
        self.finding: Finding = item.root.finding
        self.setProperty("role", "card")
        self._report = report
        self._actions = actions
        self._box = QVBoxLayout(self)
        self._box.setContentsMargins(20, 16, 20, 14)
        self._box.setSpacing(8)
        self._add_heading()
        if hint:
            self._box.addWidget(Label(hint, level="note"))
        self._add_remedy(steps_open)
        self._add_consequences()
        self._add_progress()
        self._add_buttons(offers, is_first=steps_open)

    def begin(self) -> None:
        """Its check runs again."""
        self.recheck_button.setVisible(False)
        self.cancel_button.setVisible(True)
        self.cancel_button.setFocus()
        self.progress.begin(affected_check(self.finding))

    def lock(self, locked: bool) -> None:
        """While something else runs."""
        self.recheck_button.setEnabled(not locked)
        if self.live_button is not None:
            self.live_button.setEnabled(not locked)

    def show_progress(self, event: Progress | LiveSample) -> None:
        """What its check tells meanwhile."""
        self.progress.show_progress(event)

    def _add_heading(self) -> None:
        level = self.item.root.level
        sentence = describe_finding(self.finding, tr.language)
        self._box.addWidget(level_badge(level, level_word(level, tr.language)))
        self.heading = Heading(sentence, "sentence")
        self.heading.setAccessibleName(f"{level_word(level, tr.language)}: {sentence}")
        self._box.addWidget(self.heading)
        if sure := sureness_sentence(self.item.root, tr.language):
            self._box.addWidget(Label(sure, "soft"))
        if self.item.recheck_result is not None:
            self._box.addWidget(ComparisonBox(self.item.recheck_result))

    def _add_remedy(self, steps_open: bool) -> None:
        steps = cause_of(self.finding).steps(self._report.system, tr.language)
        if steps and steps_open:
            self._box.addWidget(NumberedSteps(steps))
        if experiment_text := proof_sentence(self.item.root, tr.language):
            self._box.addWidget(selectable(Label(experiment_text, "soft")))

    def _add_consequences(self) -> None:
        consequences = self.item.root.consequences
        if len(consequences) == 1:
            self._box.addWidget(Label(tr("Daraus folgt:"), "soft"))
            self._box.addWidget(_finding_list(consequences))
        elif consequences:
            summary = tr("Was daraus folgt ({n})", n=len(consequences))
            self._add_disclosure(summary, tr("Folgen ausblenden"), lambda: _finding_list(consequences))

    def _add_progress(self) -> None:
        self.progress = RecheckProgress()
        self.progress_text, self.live, self.bar = self.progress.text, self.progress.live, self.progress.bar
        self._box.addWidget(self.progress)

    def _add_buttons(self, offers: CardOffers, *, is_first: bool) -> None:
        actions, finding = self._actions, self.finding
        row = QWidget()
        flow = FlowLayout(row)
        self._box.addWidget(row)
        role: ButtonRole = "primary" if is_first else "usual"
        self.remedy_button = self._add_button(
            flow, tr("Schritt für Schritt"), lambda: actions.remedy_requested.emit(finding), role
        )
        has_steps = bool(cause_of(finding).steps(self._report.system, tr.language))
        self.remedy_button.setVisible(has_steps)
        self.recheck_button = self._add_button(
            flow, self._recheck_text(offers), lambda: actions.recheck_requested.emit(finding)
        )
        self.recheck_button.setVisible(is_recheckable(finding))
        self.cancel_button = self._add_button(flow, tr("Erneute Prüfung abbrechen"), actions.cancel_requested.emit)
        self.cancel_button.setVisible(False)
        trial = offers.trial(finding)
        self.live_button = None
        if trial is not None and not trial.asks:
            self.live_button = self._add_button(flow, tr("Live ansehen"), lambda: actions.trial_requested.emit(trial))
        if not has_steps and has_article(finding.code, tr.language):
            self._add_button(flow, tr("Anleitung lesen"), lambda: actions.article_requested.emit(finding), "quiet")
        public_test = public_test_for(finding, self._report)
        if public_test is not None:
            button_texts = tr("Öffentlich messen"), tr("Doch nicht öffentlich messen")
            self._box.addWidget(Disclosure(*button_texts, lambda: self._public_test_consent(public_test), flow))
        rows = evidence_rows(finding, self._report)
        if rows:
            details = Disclosure(
                tr("Woher wir das wissen"),
                tr("Woher wir das wissen, ausblenden"),
                lambda: self._evidence(rows),
                flow,
            )
            self._box.addWidget(details)

    def _evidence(self, rows: list[tuple[str, str]]) -> QWidget:
        reasons = explanation_lines(self.finding, witnesses_of_report(self._report), tr.language)
        return EvidenceTable(rows, evidence_curves(self.finding, self._report), reasons)

    def _recheck_text(self, offers: CardOffers) -> str:
        trial = offers.trial(self.finding)
        if trial is not None and trial.asks:
            return trial.trial.button.render(tr.language).replace("&", "")
        return recheck_text(self.finding, self._report.system)

    def _add_button(
        self, flow: FlowLayout, text: str, pressed: Callable[[], object], role: ButtonRole = "usual"
    ) -> Button:
        button = Button(text, role)
        button.setAccessibleDescription(self.heading.text())
        button.clicked.connect(lambda _checked: pressed())
        flow.addWidget(button)
        return button

    def _public_test_consent(self, test: PublicTest) -> QWidget:
        consent = PublicTestConsent(test)
        consent.agreed.connect(lambda: self._actions.public_test_requested.emit(self.finding, test.part))
        return consent

    def _add_disclosure(self, show: str, hide: str, make: Callable[[], QWidget]) -> None:
        self._box.addWidget(Disclosure(show, hide, make))


def recheck_text(finding: Finding, system: str) -> str:
    """What its button says: that a step is done, where there are steps."""
    if finding.code == "run.not-allowed":
        return tr("Erlauben und prüfen")
    has_steps = bool(cause_of(finding).steps(system, tr.language))
    return tr("Erledigt, erneut prüfen") if has_steps else tr("Erneut prüfen")


def level_badge(level: Level, text: str) -> QWidget:
    """Symbol and word of a level."""
    row = QWidget()
    box = QHBoxLayout(row)
    box.setContentsMargins(0, 0, 0, 0)
    box.setSpacing(8)
    box.addWidget(Symbol(LEVEL_SYMBOLS[level], mark=level.value, disc=True, lines=1.15))
    box.addWidget(Label(text, "badge", level.value), 1)
    return row


def _finding_list(findings: tuple[Finding, ...]) -> QWidget:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(12, 0, 0, 0)
    for finding in findings:
        column.addWidget(level_badge(finding.level, describe_consequence(finding, tr.language)))
    return box
