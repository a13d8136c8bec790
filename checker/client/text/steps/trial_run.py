"""Runs one trial in the terminal until it ends, or until Ctrl-C ends it."""

from rich.console import Console
from rich.status import Status
from rich.text import Text as Line

from checker.checks.context import LiveSample, Progress
from checker.checks.registry import check as registered_check
from checker.client.session import Session
from checker.client.text.progress import level_bar
from checker.client.trials import digit_answer
from checker.client.trials.device_trial import DeviceTrial
from checker.client.trials.level_meter import PeakHold, loudness
from checker.model.failure import Failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.run.part_run import PartRun


class TrialRun:
    """Hears a trial from its thread. `number` and `kind` tell what was played; they go no further than the question."""

    def __init__(self, session: Session, console: Console, trial: DeviceTrial, status: Status) -> None:
        self.outcome = Outcome.DONE
        self.number: float | None = None
        self.kind = ""
        self._failure: Failure | None = None
        self._observations: list[Observation] = []
        self._session = session
        self._console = console
        self._trial = trial
        self._status = status
        self._step_text = ""
        self._peak_hold = PeakHold()

    @property
    def failure(self) -> Failure | None:
        """Why nothing could be shown, if so."""
        failures = [observation.failure for observation in self._observations if observation.failure is not None]
        return self._failure or (failures[-1] if failures else None)

    @property
    def measurement(self) -> Measurement:
        """What it saw, as a measurement of its check."""
        check = registered_check(self._trial.check)
        return Measurement(
            check=check.name, version=check.version, outcome=self.outcome, observations=tuple(self._observations)
        )

    def on_event(self, event: Observation | Progress | LiveSample) -> None:
        """Takes or shows it."""
        number = digit_answer.expected_number(event)
        if isinstance(event, Observation):
            self._observations.append(event)
        elif isinstance(event, LiveSample) and number is not None:
            self.number, self.kind = number, event.kind
        elif isinstance(event, LiveSample) and event.kind == "advice" and event.text is not None:
            self._console.print(Line(event.text.render(self._session.language)))
        elif isinstance(event, LiveSample) and event.kind == "level" and event.numbers:
            advice = loudness(self._peak_hold.add(event.numbers[0])).advice.render(self._session.language)
            self._show(level_bar(event.numbers[0], aim=True), advice)
        elif isinstance(event, Progress) and event.text is not None:
            self._step_text = event.text.render(self._session.language)
            self._show()

    def on_end(self, outcome: Outcome, failure: Failure | None) -> None:
        """It is over."""
        self.outcome, self._failure = outcome, failure

    def _show(self, *more: str) -> None:
        self._status.update(Line("  ".join(filter(None, (self._step_text, *more)))))


def run_trial(session: Session, console: Console, trial: DeviceTrial) -> TrialRun:
    """Runs it to its end."""
    console.print(trial.trial.text_instruction.render(session.language), markup=False)
    with console.status(Line("")) as status:
        trial_run = TrialRun(session, console, trial, status)
        need = session.needs()[trial.check]
        PartRun(
            trial.check, trial.part, need, session.profile, listener=trial_run.on_event, on_end=trial_run.on_end
        ).run_to_end()
    return trial_run
