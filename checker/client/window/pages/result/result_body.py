"""What the result page says below its traffic light: made anew from the report, whenever that changes."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window.pages.result import path_diagram
from checker.client.window.pages.result.card_groups import ActorGroup, CardItem, RecheckResult, group_by_actor
from checker.client.window.pages.result.cards.finding_card import CardOffers, FindingCard, level_badge
from checker.client.window.pages.result.cards.recheck_comparison import ComparisonBox
from checker.client.window.pages.result.finding_actions import FindingActions
from checker.client.window.pages.result.task_overview import TaskOverview
from checker.client.window.style.symbol_paths import ACTOR_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Heading, Label, selectable
from checker.client.window.widgets.symbol import Symbol
from checker.knowledge.causes import ACTOR_TITLES, Actor
from checker.model.report import Report
from checker.model.text import Text
from checker.show.contact import contact
from checker.show.findings import RootFinding, affected_check, describe_finding, group_findings
from checker.show.level_symbols import level_word

VIA_IT_FIRM = (Actor.IT_FIRM, Actor.COMPANY)
"""Who is reached through the IT firm."""


class ResultBody(QWidget):
    """`cards` by the key of their finding; `comparisons` where a finding is gone."""

    def __init__(
        self,
        report: Report,
        recheck_results: Sequence[RecheckResult],
        offers: CardOffers,
        actions: FindingActions,
        hints: Mapping[str, Text],
    ) -> None:
        super().__init__()
        self._report = report
        self._offers = offers
        self._actions = actions
        self._hints = hints
        self.cards: dict[str, FindingCard] = {}
        self.comparisons: dict[str, ComparisonBox] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        if path_diagram.has_path_observations(report):
            self._column.addSpacing(8)
            self._column.addWidget(path_diagram.PathDiagram(report))
        for group in group_by_actor(report.findings, recheck_results):
            self._add_group(group)
        self._add_heading(tr("Was heute geht"))
        self._column.addWidget(TaskOverview(report))
        self._add_notes_and_fine()

    def lock(self, locked: bool) -> None:
        """No second check at the same time."""
        for card in self.cards.values():
            card.lock(locked)

    def _add_group(self, group: ActorGroup) -> None:
        self._add_heading(
            ACTOR_TITLES[group.actor].render(tr.language), Symbol(ACTOR_SYMBOLS[group.actor], mark="note", lines=1.3)
        )
        contact_text = contact(self._report, tr.language) if group.actor in VIA_IT_FIRM else ""
        if contact_text:
            self._column.addWidget(selectable(Label(contact_text, "soft")))
        for item in group.items:
            self._column.addWidget(self._make_comparison(item) if item.is_gone else self._make_card(item))

    def _make_card(self, item: CardItem, *, quiet: bool = False) -> FindingCard:
        first = not self.cards and not quiet
        hint = self._hints.get(affected_check(item.root.finding))
        hint_text = hint.render(tr.language) if hint is not None and not quiet else ""
        card = FindingCard(item, self._report, self._offers, self._actions, steps_open=first, hint=hint_text)
        self.cards[item.root.finding.key] = card
        return card

    def _make_comparison(self, item: CardItem) -> QWidget:
        if item.recheck_result is None:
            raise ValueError("only what was checked again can be gone")
        comparison = ComparisonBox(item.recheck_result)
        self.comparisons[item.root.finding.key] = comparison
        return comparison

    def _add_notes_and_fine(self) -> None:
        sorted_findings = group_findings(self._report.findings)
        if sorted_findings.notes:
            self._add_heading(tr("Gut zu wissen"))
            for root in sorted_findings.notes:
                self._column.addWidget(self._make_card(CardItem(root=root), quiet=True))
        if sorted_findings.passed:
            summary = tr.plural("{n} Punkt ist in Ordnung", "{n} Punkte sind in Ordnung", len(sorted_findings.passed))
            self._column.addWidget(
                Disclosure(summary, tr("Was in Ordnung ist, ausblenden"), _fine_list(sorted_findings.passed))
            )

    def _add_heading(self, text: str, symbol: Symbol | None = None) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 16, 0, 0)
        if symbol is not None:
            row.addWidget(symbol)
        row.addWidget(Heading(text, "part"), 1)
        self._column.addLayout(row)


def _fine_list(roots: Sequence[RootFinding]) -> Callable[[], QWidget]:
    def make() -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 12, 20, 12)
        for root in roots:
            row = level_badge(root.level, describe_finding(root.finding, tr.language))
            row.setAccessibleName(
                f"{level_word(root.level, tr.language)}: {describe_finding(root.finding, tr.language)}"
            )
            column.addWidget(row)
        return card

    return make
