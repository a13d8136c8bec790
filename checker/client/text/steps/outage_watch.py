"""Watching for outages in the terminal: each is named when it is over, and Ctrl-C ends it with what was seen."""

import threading

from rich.console import Console

from checker.checks.context import LiveSample
from checker.client.history.earlier_outages import earlier_outages
from checker.client.session import OUTAGES, Session
from checker.client.text.prompt import confirm, is_interactive
from checker.client.text.words import tr
from checker.model.finding import Level
from checker.model.observation import Observations
from checker.run.events import CheckProgress, RunEvent
from checker.show.formatting import format_duration
from checker.show.outages.rows import elapsed_s, outage_rows, place_rows, summary_sentence


def watch_outages(session: Session, console: Console) -> bool:
    """Whether it ended with a result: a second Ctrl-C throws it away.

    Where the last one was interrupted, its result can be had instead.
    """
    if _offer_interrupted(session, console):
        return True
    session.earlier_outages = earlier_outages(session.history)
    minutes = session.needs()[OUTAGES].minutes  # type: ignore[attr-defined]
    console.print(
        tr(
            "Jetzt wird bis zu {minutes} Minuten lang beobachtet, ob die Verbindung abbricht. Arbeiten Sie wie sonst. "
            "Strg-C beendet es und zeigt das Ergebnis.",
            minutes=minutes,
        ),
        highlight=False,
    )
    session.watch_checkpoint.begin(OUTAGES, session.profile.code)
    board = _WatchBoard(session, console, minutes)
    runner = session.runner(board.on_event, (OUTAGES,))
    runner.start()
    measurements, is_cancelled = None, False
    while measurements is None:
        try:
            measurements = runner.wait(0.2)
            board.show()
        except KeyboardInterrupt:
            if runner.control.is_finished.is_set():
                is_cancelled = True
                runner.cancel()
            runner.control.is_finished.set()
    board.close()
    if is_cancelled:
        session.discard_interrupted_watch()
    session.add_measurements(measurements)
    return not is_cancelled


def _offer_interrupted(session: Session, console: Console) -> bool:
    if not session.has_interrupted_watch or not is_interactive():
        return False
    question = tr("Ihre letzte Beobachtung wurde unterbrochen. Auswerten? Nein löscht sie.")
    if not confirm(question, console):
        session.discard_interrupted_watch()
        return False
    return session.adopt_interrupted_watch()


class _WatchBoard:
    """A line for each outage that is over; where lines can be redrawn, what is seen just now below them."""

    def __init__(self, session: Session, console: Console, minutes: int) -> None:
        self._session, self._console, self._minutes = session, console, minutes
        self._lock = threading.Lock()
        self._observations = Observations(())
        self._printed = 0
        self._status = console.status("")
        if console.is_terminal:
            self._status.start()

    def on_event(self, event: RunEvent) -> None:
        """Called from the runner's threads."""
        match event:
            case CheckProgress(update=LiveSample(kind="so-far") as sample):
                self._session.watch_checkpoint.record(sample.observations)
                with self._lock:
                    self._observations = Observations(sample.observations)

    def show(self) -> None:
        """Prints what is new."""
        with self._lock:
            observations = self._observations
        language = self._session.language
        rows = outage_rows(observations, language)
        is_last_open = any(row.state and row.level is Level.WARNING for row in place_rows(observations, language))
        over = rows[: len(rows) - is_last_open]
        for row in over[self._printed :]:
            self._console.print(f"{row.time}  {row.length}: {row.place}", markup=False, highlight=False)
        self._printed = max(self._printed, len(over))
        if self._console.is_terminal:
            rest_s = max(0.0, self._minutes * 60 - elapsed_s(observations))
            rest = tr("noch {time}", time=format_duration(rest_s, language))
            self._status.update(f"{summary_sentence(observations, language)} ({rest})")

    def close(self) -> None:
        """Ends the line that is redrawn, after the last outage was printed."""
        self._status.stop()
