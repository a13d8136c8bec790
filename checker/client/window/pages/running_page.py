"""The second page: a tile for each check, how far all of them are, and a way to stop."""

from collections.abc import Sequence
from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QVBoxLayout

from checker.checks.context import LiveSample, Progress
from checker.checks.declaration import Check
from checker.client.window.pages.page import WindowPage
from checker.client.window.pages.result.path_diagram import PathDiagram
from checker.client.window.translation import tr
from checker.client.window.widgets.check_prompt import PromptLabel, prompt_text
from checker.client.window.widgets.check_tile import CheckTile
from checker.client.window.widgets.screen_reader import announce
from checker.model.finding import Finding
from checker.model.measurement import Outcome
from checker.model.text import Text
from checker.show.company_path.broken_link import passed_segments

PATH_CHECK = "network"
"""Without it nothing is learned of the way."""


class RunningPage(WindowPage):
    """Told what happens; `cancelled` when the employee has had enough."""

    ORDER: ClassVar[int] = 2
    TITLE: ClassVar[Text] = Text(de="Ihr Arbeitsplatz wird geprüft", en="Your workplace is being checked")
    cancelled = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.tiles: dict[str, CheckTile] = {}
        self._stopping = False
        self._follows_up = False
        self.count = self.add_label(self._count_text, "soft")
        self.request = PromptLabel()
        self.content.addWidget(self.request)
        self.texts.bind(self.request.setText, self._request_text)
        self.bar = QProgressBar()
        self.bar.setRange(0, 1000)
        self.bar.setTextVisible(False)
        self.content.addWidget(self.bar)
        self._findings: list[Finding] = []
        self.path: PathDiagram | None = None
        self._path = QVBoxLayout()
        self._path.setContentsMargins(0, 8, 0, 0)
        self.content.addLayout(self._path)
        self._tiles = QVBoxLayout()
        self._tiles.setSpacing(self.content.spacing())
        self.content.addLayout(self._tiles)
        self.content.addStretch(1)
        self.cancel = self.add_button(self._cancel_text, self.escape)
        self.texts.bind(self.bar.setAccessibleName, lambda: tr("Fortschritt aller Prüfungen"))

    def prepare(self, checks: Sequence[Check]) -> None:
        """Fresh tiles for a run of these checks."""
        for tile in self.tiles.values():
            self._tiles.removeWidget(tile)
            tile.deleteLater()
        self.tiles = {check.name: CheckTile(check) for check in checks}
        for tile in self.tiles.values():
            self._tiles.addWidget(tile)
        self._stopping = False
        self._follows_up = False
        self._findings = []
        self.cancel.setEnabled(True)
        self._show_path()
        self._reserve_request()
        self._update()

    def begin(self, check: str) -> None:
        """A check has begun."""
        tile = self.tiles.get(check)
        if tile is not None:
            tile.begin()
            self._update()
            if tile.check.prompt is not None and self.isVisible():
                announce(tile, tile.check.prompt.text.render(tr.language), at_once=True)

    def show_progress(self, check: str, event: Progress | LiveSample) -> None:
        """A check tells something."""
        tile = self.tiles.get(check)
        if tile is not None:
            tile.show_progress(event)
            if isinstance(event, Progress):
                self._update()

    def end(self, check: str, outcome: Outcome, findings: Sequence[Finding] = ()) -> None:
        """A check is over; `findings` are what it says by itself, the worst first."""
        tile = self.tiles.get(check)
        if tile is not None:
            tile.end(outcome, findings)
            self._findings += findings
            self._show_path()
            self._update()
            if self.isVisible():  # one that runs again is followed elsewhere
                ended = f"{tile.check.title.render(tr.language)}: {tile.state_text()}".rstrip(".")
                announce(self.count, f"{ended}. {self.count.text()}")

    def show_follow_up(self) -> None:
        """All checks are over, and something is asked once more another way."""
        self._follows_up = True
        self.retranslate()
        announce(self.count, self.count.text())

    def show_stopping(self) -> None:
        """The run was told to stop; it takes a moment."""
        self._stopping = True
        self.cancel.setEnabled(False)
        self.retranslate()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        for tile in self.tiles.values():
            tile.retranslate()
        self._reserve_request()
        self._show_path(anew=True)

    def escape(self) -> None:
        """Escape stops the run, as the button does."""
        if self.cancel.isEnabled():
            self.cancelled.emit()

    def _show_path(self, *, anew: bool = False) -> None:
        """Where the way to the company is known to go by now. Nothing is blamed before all checks are over."""
        levels = passed_segments(self._findings)
        if self.path is not None:
            if levels == self.path.levels and not anew:
                return
            self._path.removeWidget(self.path)
            self.path.hide()
            self.path.deleteLater()
        self.path = PathDiagram(levels, is_open=True)
        self._path.addWidget(self.path)
        self.path.setVisible(PATH_CHECK in self.tiles)
        self.order_widgets()

    def _update(self) -> None:
        shares = [tile.share for tile in self.tiles.values()]
        self.bar.setValue(round(1000 * sum(shares) / max(1, len(shares))))
        super().retranslate()  # each tile says its own

    def _count_text(self) -> str:
        if self._follows_up:
            return tr("Etwas stimmt nicht. Wir fragen noch einmal genauer nach, höchstens 6 Sekunden.")
        finished = sum(tile.outcome is not None for tile in self.tiles.values())
        return tr.plural(
            "{over} von {n} Prüfung fertig", "{over} von {n} Prüfungen fertig", len(self.tiles), over=finished
        )

    def _request_text(self) -> str:
        """What the employee is asked for just now: here, where it is in view, and nothing has to scroll."""
        asking = (tile for tile in self.tiles.values() if tile.started and tile.outcome is None)
        texts = (prompt_text(tile.check.name, tile.progress) for tile in asking if tile.check.prompt is not None)
        return next((text for text in texts if text), "\N{NO-BREAK SPACE}")

    def _reserve_request(self) -> None:
        self.request.reserve(prompt_text(name, None) for name in self.tiles)

    def _cancel_text(self) -> str:
        return tr("Wird beendet …") if self._stopping else tr("A&bbrechen")
