"""What the result page says below its traffic light: made anew from the report, whenever that changes."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from checker.client.window import way
from checker.client.window.arrange import Group, Item, Rechecked, check_of, groups
from checker.client.window.card import Card, Offers, badge
from checker.client.window.compared import Compared
from checker.client.window.disclosure import Disclosure
from checker.client.window.labels import Heading, Label, selectable
from checker.client.window.symbol import Symbol
from checker.client.window.symbols import ACTORS
from checker.client.window.today import Today
from checker.client.window.words import tr
from checker.knowledge.causes import ACTOR_TITLES, Actor
from checker.model.report import Report
from checker.model.text import Text
from checker.show.contact import contact
from checker.show.findings import RootFinding, describe_finding, group_findings
from checker.show.signs import level_word

REACHED = (Actor.IT_FIRM, Actor.COMPANY)
"""Who is reached through the IT firm."""


class Body(QWidget):
    """`cards` by the key of their finding; `compared` where a finding is gone. The signals of every card in one."""

    asked_again = Signal(object)
    asked_cancel = Signal()
    asked_article = Signal(object)
    asked_guide = Signal(object)
    asked_public = Signal(object)
    asked_part = Signal(object)

    def __init__(
        self, report: Report, rechecked: Sequence[Rechecked], offers: Offers, hints: Mapping[str, Text] | None = None
    ) -> None:
        super().__init__()
        self._report = report
        self._offers = offers
        self._hints = hints or {}
        self.cards: dict[str, Card] = {}
        self.compared: dict[str, Compared] = {}
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(12)
        if way.worth_showing(report):
            self._column.addSpacing(8)
            self._column.addWidget(way.Way(report))
        for group in groups(report.findings, rechecked):
            self._group(group)
        self._heading(tr("Was heute geht"))
        self._column.addWidget(Today(report))
        self._rest()

    def lock(self, locked: bool) -> None:
        """No second check at the same time."""
        for card in self.cards.values():
            card.lock(locked)

    def _group(self, group: Group) -> None:
        self._heading(
            ACTOR_TITLES[group.actor].render(tr.language), Symbol(ACTORS[group.actor], mark="note", lines=1.3)
        )
        reached = contact(self._report, tr.language) if group.actor in REACHED else ""
        if reached:
            self._column.addWidget(selectable(Label(reached, "soft")))
        for item in group.items:
            self._column.addWidget(self._gone(item) if item.gone else self._card(item))

    def _card(self, item: Item, *, quiet: bool = False) -> Card:
        first = not self.cards and not quiet
        hint = self._hints.get(check_of(item.root.finding))
        said = hint.render(tr.language) if hint is not None and not quiet else ""
        card = Card(item, self._report, self._offers, steps_open=first, hint=said)
        card.asked_again.connect(self.asked_again)
        card.asked_cancel.connect(self.asked_cancel)
        card.asked_article.connect(self.asked_article)
        card.asked_guide.connect(self.asked_guide)
        card.asked_public.connect(self.asked_public)
        card.asked_part.connect(self.asked_part)
        self.cards[item.root.finding.key] = card
        return card

    def _gone(self, item: Item) -> QWidget:
        if item.rechecked is None:
            raise ValueError("only what was checked again can be gone")
        compared = Compared(item.rechecked)
        self.compared[item.root.finding.key] = compared
        return compared

    def _rest(self) -> None:
        found = group_findings(self._report.findings)
        if found.notes:
            self._heading(tr("Gut zu wissen"))
            for root in found.notes:
                self._column.addWidget(self._card(Item(root=root), quiet=True))
        if found.passed:
            said = tr.plural("{n} Punkt ist in Ordnung", "{n} Punkte sind in Ordnung", len(found.passed))
            self._column.addWidget(Disclosure(said, tr("Was in Ordnung ist, ausblenden"), _fine(found.passed)))

    def _heading(self, text: str, symbol: Symbol | None = None) -> None:
        row = QHBoxLayout()
        row.setSpacing(10)
        row.setContentsMargins(0, 16, 0, 0)
        if symbol is not None:
            row.addWidget(symbol)
        row.addWidget(Heading(text, "part"), 1)
        self._column.addLayout(row)


def _fine(roots: Sequence[RootFinding]) -> Callable[[], QWidget]:
    def make() -> QWidget:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 12, 20, 12)
        for root in roots:
            row = badge(root.level, describe_finding(root.finding, tr.language))
            row.setAccessibleName(
                f"{level_word(root.level, tr.language)}: {describe_finding(root.finding, tr.language)}"
            )
            column.addWidget(row)
        return card

    return make
