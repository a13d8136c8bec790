"""Runs one trial in the terminal until it ends, or until Ctrl-C ends it."""

import threading

from rich.console import Console
from rich.status import Status
from rich.text import Text as Line

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import check as known_check
from checker.client import digit
from checker.client.level import Held, loudness
from checker.client.session import Session
from checker.client.text.progress import level_bar
from checker.client.text.words import tr
from checker.client.trial import Trial
from checker.model.failure import Failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.run.part import PartRun


class Tried:
    """Hears a trial from its thread. `number` and `kind` tell what was played; they go no further than the question."""

    def __init__(self, session: Session, console: Console, trial: Trial, status: Status) -> None:
        self.outcome = Outcome.DONE
        self.number: float | None = None
        self.kind = ""
        self.over = threading.Event()
        self._failure: Failure | None = None
        self._seen: list[Observation] = []
        self._session = session
        self._console = console
        self._trial = trial
        self._status = status
        self._step = ""
        self._held = Held()

    @property
    def trouble(self) -> Failure | None:
        """Why nothing could be shown, if so."""
        lost = [one.failure for one in self._seen if one.failure is not None]
        return self._failure or (lost[-1] if lost else None)

    @property
    def measurement(self) -> Measurement:
        """What it saw, as a measurement of its check."""
        check = known_check(self._trial.check)
        return Measurement(
            check=check.name, version=check.version, outcome=self.outcome, observations=tuple(self._seen)
        )

    def told(self, what: Observation | Progress | LiveSample) -> None:
        """Takes or shows it."""
        number = digit.asked(what)
        if isinstance(what, Observation):
            self._seen.append(what)
        elif isinstance(what, LiveSample) and number is not None:
            self.number, self.kind = number, what.kind
        elif isinstance(what, LiveSample) and what.kind == "advice" and what.text is not None:
            self._console.print(Line(what.text.render(self._session.language)))
        elif isinstance(what, LiveSample) and what.kind == "level" and what.numbers:
            said = loudness(self._held.add(what.numbers[0])).said.render(self._session.language)
            self._show(level_bar(what.numbers[0], aim=True), said)
        elif isinstance(what, Progress) and what.text is not None:
            self._step = what.text.render(self._session.language)
            self._show()

    def ended(self, outcome: Outcome, failure: Failure | None) -> None:
        """It is over."""
        self.outcome, self._failure = outcome, failure
        self.over.set()

    def _show(self, *more: str) -> None:
        self._status.update(Line("  ".join(filter(None, (self._step, *more)))))


def run_trial(session: Session, console: Console, trial: Trial) -> Tried:
    """Runs it to its end."""
    console.print(_about(trial), markup=False)
    with console.status(Line("")) as status:
        tried = Tried(session, console, trial, status)
        need = session.needs()[trial.check]
        part = PartRun(trial.check, trial.part, need, session.profile, listener=tried.told, on_end=tried.ended)
        part.start()
        while not tried.over.is_set():
            try:
                tried.over.wait(0.2)
            except KeyboardInterrupt:
                part.stop()
    return tried


def _about(trial: Trial) -> str:
    return {
        Trial.SEE: tr("Setzen Sie sich vor die Kamera. Strg+C beendet es. Das Bild bleibt auf diesem Computer."),
        Trial.LEVEL: tr("Sprechen Sie wie in einer Besprechung: Der Balken soll in die Klammern. Strg+C beendet es."),
        Trial.HEAR: tr("Sprechen Sie einen Satz. Danach hören Sie ihn. Die Aufnahme wird nicht gespeichert."),
        Trial.DIGIT: tr("Gleich hören Sie etwas. Strg+C beendet es."),
    }[trial]
