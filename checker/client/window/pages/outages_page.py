"""It breaks again and again: first what will happen, then a row for each place, what was noted so far, and the time."""

from typing import ClassVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from checker.checks.outages.outage import began
from checker.client.window.pages.page import WindowPage
from checker.client.window.translation import tr
from checker.client.window.widgets.labels import Heading, Label
from checker.client.window.widgets.live.place_timeline import PlaceTimeline
from checker.client.window.widgets.outage_list import OutageList
from checker.client.window.widgets.screen_reader import announce
from checker.model.observation import Observations
from checker.model.privacy import GROUP_TITLES, DataGroup
from checker.model.text import Text
from checker.show.formatting import format_duration
from checker.show.outages.rows import elapsed_s, outage_rows, place_rows, summary_sentence, time_of_day, unwatched_spans

_LONG_S = 600.0
"""Seconds: while more is left, minutes say it, and no number runs."""


class OutagesPage(WindowPage):
    """Enter starts nothing: to start is to agree that it is read."""

    ORDER: ClassVar[int] = 0
    TITLE: ClassVar[Text] = Text(de="Es bricht immer wieder ab", en="It breaks again and again")
    start_requested = Signal()
    pause_requested = Signal(bool)
    finish_requested = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.is_running = self.is_paused = self.is_ending = False
        self._minutes, self._watched_s = 0, 0.0
        self._observations = Observations(())
        self._intro_parts = [self.add_label(text) for text in (self._what_text, self._how_text, self._reads_text)]
        self.sentence = self.add_label(self._sentence_text, "sentence", "note")
        self.time_left = self.add_label(self._time_text, "soft")
        self.card = self._make_card()
        self.noted = Heading(size="part")
        self.texts.bind(self.noted.set_heading, lambda: tr("Bisher notiert"))
        self.content.addWidget(self.noted)
        self.list = OutageList()
        self.content.addWidget(self.list)
        self.content.addStretch(1)
        self.back = self.add_button(lambda: tr("&Zurück"), self.back_requested.emit)
        self.start = self.add_button(lambda: tr("Beobachtung &starten"), self.start_requested.emit, "primary")
        self.pause = self.add_button(self._pause_text, self._toggle_pause)
        self.finish = self.add_button(self._finish_text, self._finish, "primary")
        self._update()

    def prepare(self, minutes: int) -> None:
        """What will happen, so long at most."""
        self._minutes = minutes
        self.is_running = self.is_paused = self.is_ending = False
        self._watched_s, self._observations = 0.0, Observations(())
        self.list.show_rows(())
        self._update()

    def begin(self) -> None:
        """It watches from now on."""
        self.is_running = True
        self._update()
        self.pause.setFocus()
        announce(self.sentence, self.sentence.text())

    def show_so_far(self, watched_s: float, observations: Observations) -> None:
        """What was seen so far. Read out only when it says something new."""
        before = self.sentence.text()
        self._watched_s, self._observations = watched_s, observations
        self._update()
        if self.sentence.text() != before and self.isVisible():
            announce(self.sentence, self.sentence.text())

    def escape(self) -> None:
        """Back, where nothing runs: Escape alone ends no watch."""
        if not self.is_running:
            self.back_requested.emit()

    def retranslate(self) -> None:
        """Says everything in the language that is spoken now."""
        super().retranslate()
        self._update()

    def _make_card(self) -> QFrame:
        card = QFrame()
        card.setProperty("role", "card")
        column = QVBoxLayout(card)
        column.setContentsMargins(20, 16, 20, 16)
        column.setSpacing(16)
        self.timelines = [PlaceTimeline() for _ in range(3)]
        for timeline in self.timelines:
            column.addWidget(timeline)
        self.span = Label(size="soft")
        column.addWidget(self.span)
        self.content.addWidget(card)
        return card

    def _update(self) -> None:
        running: tuple[QWidget, ...] = (self.sentence, self.time_left, self.card, self.pause, self.finish)
        for part in running:
            part.setVisible(self.is_running)
        for part in (*self._intro_parts, self.back, self.start):
            part.setVisible(not self.is_running)
        self.pause.setEnabled(not self.is_ending)
        self.finish.setEnabled(not self.is_ending)
        if self.is_running:
            self._show_rows()
        self.noted.setVisible(self.is_running and bool(self.list.rows))
        super().retranslate()

    def _show_rows(self) -> None:
        spans, until_s = unwatched_spans(self._observations), elapsed_s(self._observations)
        for timeline, row in zip(self.timelines, place_rows(self._observations, tr.language), strict=True):
            timeline.show_row(row, spans, until_s)
        from_time = time_of_day(began(self._observations), 0.0, tr.language)
        self.span.setText(
            tr("Von {time} bis jetzt. Ein Balken: keine Antwort. Punkte: nicht beobachtet.", time=from_time)
        )
        self.list.show_rows(outage_rows(self._observations, tr.language))

    def _toggle_pause(self) -> None:
        self.is_paused = not self.is_paused
        self.pause_requested.emit(self.is_paused)
        self._update()

    def _finish(self) -> None:
        self.is_ending = True
        self._update()
        self.finish_requested.emit()

    def _what_text(self) -> str:
        return tr(
            "Dann sieht das Programm zu, während Sie arbeiten, höchstens {minutes} Minuten lang. Jede Sekunde fragt es "
            "Ihren Router, Ihren Anbieter und den Server Ihrer IT-Firma, ob sie noch antworten. Bricht es ab, sehen "
            "Sie, wann, wie lange und an welcher Stelle.",
            minutes=self._minutes,
        )

    def _how_text(self) -> str:
        return tr(
            "Das Fenster muss offen bleiben, gern verkleinert. Sie können jederzeit anhalten oder beenden. Schläft der "
            "Computer, ruht auch die Beobachtung. Sie braucht sehr wenige Daten."
        )

    def _reads_text(self) -> str:
        return tr(
            "Mit dem Start erlauben Sie, „{group}“ zu lesen. Seltener werden auch die anderen Server gefragt, die Ihre "
            "IT-Firma vorgegeben hat. Ein Bericht geht nur hinaus, wenn Sie ihn gesehen haben und es möchten.",
            group=GROUP_TITLES[DataGroup.NETWORK].render(tr.language),
        )

    def _sentence_text(self) -> str:
        return summary_sentence(self._observations, tr.language)

    def _time_text(self) -> str:
        if self.is_paused:
            return tr("Angehalten. Es wird nichts gefragt.")
        left_s = max(0.0, self._minutes * 60 - self._watched_s)
        left_s = 60.0 * round(left_s / 60) if left_s > _LONG_S else float(round(left_s))
        return tr("Noch {time}. Arbeiten Sie wie sonst.", time=format_duration(left_s, tr.language))

    def _pause_text(self) -> str:
        return tr("&Weiter") if self.is_paused else tr("&Pause")

    def _finish_text(self) -> str:
        return tr("Wird beendet …") if self.is_ending else tr("&Beenden und Ergebnis ansehen")
