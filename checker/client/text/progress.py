"""Runs the checks and shows how far each is; Ctrl-C ends the run and keeps what was seen."""

import math
import threading
from collections.abc import Collection

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from checker.checks.context import LiveSample
from checker.checks.context import Progress as Step
from checker.checks.devices.audio.speech_level import QUIET_DBFS
from checker.checks.registry import checks
from checker.client.session import Session
from checker.client.text.words import tr
from checker.client.trials.level_meter import LOUD_DBFS, bar_fraction
from checker.model.measurement import Measurement, Outcome
from checker.run.events import CheckEnded, CheckProgress, CheckStarted, FollowUpStarted, RunEvent
from checker.show.formatting import format_number


def run_checks(session: Session, console: Console, only: Collection[str] = ()) -> bool:
    """Whether the run went to its end. What was measured is in the session, unless a second look was cancelled."""
    with _ProgressBoard(session, console, only) as board:
        runner = session.runner(board.on_event, only)
        runner.start()
        is_cancelled = False
        measurements = None
        while measurements is None:
            try:
                measurements = runner.wait(0.2)
            except KeyboardInterrupt:
                is_cancelled = True
                runner.cancel()
        if not (only and is_cancelled):
            session.add_measurements(measurements)
    if is_cancelled:
        console.print(tr("Abgebrochen. Was bis dahin gemessen wurde, bleibt."))
    return not is_cancelled


class _ProgressBoard:
    """A line a check. In a pipe, where nothing can be redrawn, a line when each is over."""

    def __init__(self, session: Session, console: Console, only: Collection[str]) -> None:
        self._session = session
        self._only = only
        self._console = console
        self._lock = threading.Lock()
        self._bars = Progress(
            SpinnerColumn(finished_text="✓"),
            TextColumn("{task.description}", markup=False),
            BarColumn(bar_width=24),
            TimeElapsedColumn(),
            TextColumn("{task.fields[note]}", markup=False),
            console=console,
            disable=not console.is_terminal,
        )
        self._tasks: dict[str, TaskID] = {}
        self._step_texts: dict[str, str] = {}
        self._latest_values: dict[str, float] = {}

    def __enter__(self) -> "_ProgressBoard":
        plan = self._session.plan(self._only)
        for planned in plan.planned:
            if planned.check.prompt is not None and planned.check.prompt.before is not None:
                self._console.print(planned.check.prompt.before.render(self._session.language))
        self._bars.start()
        for planned in plan.planned:
            title = planned.check.title.render(self._session.language)
            self._tasks[planned.check.name] = self._bars.add_task(title, total=1.0, start=False, note="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def on_event(self, event: RunEvent) -> None:
        """Called from the runner's threads."""
        with self._lock:
            match event:
                case CheckStarted(check=name):
                    self._bars.start_task(self._tasks[name])
                case CheckProgress(check=name, update=Step() as step):
                    note = step.text.render(self._session.language) if step.text else ""
                    self._step_texts[name] = note
                    self._latest_values.clear()
                    self._bars.update(self._tasks[name], completed=step.done, note=note)
                case CheckProgress(check=name, update=LiveSample() as sample):
                    self._show_live(name, sample)
                case CheckEnded(measurement=measurement) if measurement.check in self._tasks:
                    self._show_end(measurement)
                case FollowUpStarted():
                    self._console.print(tr("Etwas stimmt nicht. Wir fragen noch einmal genauer nach."), markup=False)

    def _show_live(self, name: str, sample: LiveSample) -> None:
        match sample:
            case LiveSample(kind="level", numbers=(dbfs, *_)):
                self._bars.update(self._tasks[name], note=level_bar(dbfs))
            case LiveSample(kind="advice", text=advice) if advice is not None and self._console.is_terminal:
                self._console.print(advice.render(self._session.language), highlight=False, markup=False)
            case LiveSample(kind="rate" | "latency", numbers=(_, value)) if math.isfinite(value):
                self._latest_values[sample.kind] = value
                note = f"{self._step_texts.get(name, '')} {self._rates_text()}".strip()
                self._bars.update(self._tasks[name], note=note)

    def _show_end(self, measurement: Measurement) -> None:
        outcome_text = self._outcome_text(measurement)
        self._bars.update(self._tasks[measurement.check], completed=1.0, note=outcome_text)
        if not self._console.is_terminal:
            title = checks()[measurement.check].title.render(self._session.language)
            line = f"{title}: {outcome_text} ({measurement.seconds:.1f} s)"
            self._console.print(line, highlight=False, markup=False)

    def _rates_text(self) -> str:
        """What was last seen of the line."""
        rate, latency = self._latest_values.get("rate"), self._latest_values.get("latency")
        parts = []
        if rate is not None:
            parts.append(f"{format_number(round(rate, 0 if rate >= 10 else 1), self._session.language)} Mbit/s")
        if latency is not None:
            parts.append(f"{format_number(float(round(latency)), self._session.language)} ms")
        return ", ".join(parts)

    def _outcome_text(self, measurement: Measurement) -> str:
        texts = {
            Outcome.DONE: tr("fertig"),
            Outcome.SKIPPED: tr("nicht erlaubt"),
            Outcome.CANCELLED: tr("abgebrochen"),
            Outcome.TIMED_OUT: tr("nicht rechtzeitig fertig"),
            Outcome.DEFECT: tr("gescheitert"),
        }
        return texts[measurement.outcome]


def level_bar(dbfs: float, width: int = 20, *, aim: bool = False) -> str:
    """The microphone's level as a bar; empty at -60 dBFS, full at 0. With `aim` the range to aim at is in brackets."""
    full = round(bar_fraction(dbfs) * width)
    bar = "▮" * full + "▯" * (width - full)
    if not aim:
        return bar
    left, right = round(bar_fraction(QUIET_DBFS) * width), round(bar_fraction(LOUD_DBFS) * width)
    return f"{bar[:left]}[{bar[left:right]}]{bar[right:]}"
