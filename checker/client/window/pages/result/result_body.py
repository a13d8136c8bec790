"""What the result page says below its verdict, in the order of the questions: made anew from the report.

What goes today, the one thing to do first, whom to call; everything else folded.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from enum import Enum

from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window.pages.report.call_card import CallCard
from checker.client.window.pages.result import path_diagram
from checker.client.window.pages.result.card_groups import CardItem, RecheckResult, gone_items
from checker.client.window.pages.result.cards.finding_card import CardOffers, FindingCard, level_badge
from checker.client.window.pages.result.cards.recheck_comparison import ComparisonBox
from checker.client.window.pages.result.finding_actions import FindingActions
from checker.client.window.pages.result.task_overview import TaskOverview
from checker.client.window.style.symbol_paths import ACTOR_SYMBOLS
from checker.client.window.translation import tr
from checker.client.window.widgets.disclosure import Disclosure
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.outage_list import OutageList
from checker.client.window.widgets.symbol import Symbol
from checker.knowledge.causes import ACTOR_TITLES, Actor
from checker.model.report import Report
from checker.model.text import Text
from checker.show.findings import RootFinding, affected_check, describe_finding, group_findings
from checker.show.first_step import employee_order, reached_actor
from checker.show.level_symbols import level_word
from checker.show.outages.report import watch_of
from checker.show.outages.rows import outage_rows


class FoldedPart(Enum):
    """What is folded: the other things to act on, the notes, and what is in order."""

    REST = "rest"
    NOTES = "notes"
    PASSED = "passed"


class ResultBody(QWidget):
    """`cards` by the key of their finding, as far as they were unfolded; `comparisons` where a finding is gone."""

    def __init__(
        self,
        report: Report,
        recheck_results: Sequence[RecheckResult],
        offers: CardOffers,
        actions: FindingActions,
        hints: Mapping[str, Text],
        unfolded: Collection[FoldedPart] = (),
    ) -> None:
        super().__init__()
        self._report = report
        self._standing = {result.before.key: result for result in recheck_results if result.same_finding is not None}
        self._offers = offers
        self._actions = actions
        self._hints = hints
        self._locked = False
        self._order = employee_order(report.findings)
        self._groups = group_findings(report.findings)
        self.cards: dict[str, FindingCard] = {}
        self.comparisons: dict[str, ComparisonBox] = {}
        self.folded: dict[FoldedPart, Disclosure] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        self._add_heading(self._column, tr("Was heute geht"))
        self.tasks = TaskOverview(report)
        self._column.addWidget(self.tasks)
        for item in gone_items(recheck_results):
            self._column.addWidget(self._make_comparison(item))
        self._add_first()
        self._add_outages()
        if path_diagram.has_path_observations(report):
            self._column.addSpacing(8)
            self._column.addWidget(path_diagram.path_of_report(report))
        self.call = CallCard()
        self.call.show_report(report)
        self._column.addWidget(self.call)
        self._add_folded()
        for part in unfolded:
            if part in self.folded:
                self.folded[part].set_open(True)

    @property
    def unfolded(self) -> frozenset[FoldedPart]:
        """What the employee has opened."""
        return frozenset(part for part, disclosure in self.folded.items() if disclosure.is_open)

    def unfold(self, key: str) -> FindingCard | None:
        """The card of the finding with this key, unfolded where it was folded; None where it has none."""
        if key not in self.cards:
            rest = (root for _, roots in self._order.rest for root in roots)
            for part, roots in ((FoldedPart.REST, rest), (FoldedPart.NOTES, iter(self._groups.notes))):
                if any(root.finding.key == key for root in roots):
                    self.folded[part].set_open(True)
        return self.cards.get(key)

    def lock(self, locked: bool) -> None:
        """No second check at the same time."""
        self._locked = locked
        for card in self.cards.values():
            card.lock(locked)

    def _add_first(self) -> None:
        first = self._order.first
        self.first_card: FindingCard | None = None
        if first is None:
            return
        self._add_heading(self._column, tr("Das zuerst"))
        actor = reached_actor(first.actor)
        self._add_actor(self._column, actor, "strong")
        self.first_card = self._make_card(first, steps_open=True)
        self._column.addWidget(self.first_card)

    def _add_outages(self) -> None:
        watch = watch_of(self._report)
        if watch is None:
            return
        rows = outage_rows(watch.observations_by_key, tr.language)
        if rows:
            self._add_heading(self._column, tr("Wann es abbrach"))
            self.outages = OutageList()
            self.outages.show_rows(rows)
            self._column.addWidget(self.outages)

    def _add_folded(self) -> None:
        count = self._order.rest_count
        if count:
            show = tr.plural("Noch {n} Punkt zu tun", "Noch {n} Punkte zu tun", count)
            self._fold(FoldedPart.REST, show, tr("Weitere Punkte ausblenden"), self._rest)
        notes = self._groups.notes
        if notes:
            show = tr.plural("Gut zu wissen: {n} Hinweis", "Gut zu wissen: {n} Hinweise", len(notes))
            self._fold(FoldedPart.NOTES, show, tr("Hinweise ausblenden"), self._notes)
        passed = self._groups.passed
        if passed:
            show = tr.plural("{n} Punkt ist in Ordnung", "{n} Punkte sind in Ordnung", len(passed))
            self._fold(FoldedPart.PASSED, show, tr("Was in Ordnung ist, ausblenden"), lambda: _fine_list(passed))

    def _fold(self, part: FoldedPart, show: str, hide: str, make: Callable[[], QWidget]) -> None:
        self.folded[part] = Disclosure(show, hide, make)
        self._column.addWidget(self.folded[part])

    def _rest(self) -> QWidget:
        box, column = _column_box()
        for actor, roots in self._order.rest:
            self._add_actor(column, actor, "part")
            for root in roots:
                column.addWidget(self._make_card(root))
        return box

    def _notes(self) -> QWidget:
        box, column = _column_box()
        for root in self._groups.notes:
            column.addWidget(self._make_card(root, quiet=True))
        return box

    def _make_card(self, root: RootFinding, *, steps_open: bool = False, quiet: bool = False) -> FindingCard:
        hint = self._hints.get(affected_check(root.finding))
        hint_text = hint.render(tr.language) if hint is not None and not quiet else ""
        item = CardItem(root=root, recheck_result=self._standing.get(root.finding.key))
        card = FindingCard(item, self._report, self._offers, self._actions, steps_open=steps_open, hint=hint_text)
        card.lock(self._locked)
        self.cards[root.finding.key] = card
        return card

    def _make_comparison(self, item: CardItem) -> QWidget:
        if item.recheck_result is None:
            raise ValueError("only what was checked again can be gone")
        comparison = ComparisonBox(item.recheck_result)
        self.comparisons[item.root.finding.key] = comparison
        return comparison

    def _add_actor(self, column: QVBoxLayout, actor: Actor, size: str) -> None:
        """Who acts. What the employee can do until the IT firm has acted stands in the steps, and is called so."""
        symbol = Symbol(ACTOR_SYMBOLS[actor], mark="note", lines=1.3)
        self._add_heading(column, ACTOR_TITLES[actor].render(tr.language), symbol, size)
        if actor is Actor.IT_FIRM:
            column.addWidget(Label(tr("Die Schritte sind das, was Sie solange tun können."), "soft"))

    def _add_heading(self, column: QVBoxLayout, text: str, symbol: Symbol | None = None, size: str = "part") -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 16 if size == "part" else 0, 0, 0)
        if symbol is not None:
            row.addWidget(symbol)
        row.addWidget(Heading(text, size), 1)
        column.addLayout(row)


def _column_box() -> tuple[QWidget, QVBoxLayout]:
    box = QWidget()
    column = QVBoxLayout(box)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(12)
    return box, column


def _fine_list(roots: Sequence[RootFinding]) -> QWidget:
    card = QFrame()
    card.setProperty("role", "card")
    column = QVBoxLayout(card)
    column.setContentsMargins(20, 12, 20, 12)
    for root in roots:
        row = level_badge(root.level, describe_finding(root.finding, tr.language))
        row.setAccessibleName(f"{level_word(root.level, tr.language)}: {describe_finding(root.finding, tr.language)}")
        column.addWidget(row)
    return card
