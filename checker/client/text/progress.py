"""Runs the checks and shows how far each is; Ctrl-C ends the run and keeps what was seen."""

import math
import threading
from collections.abc import Collection

from rich.console import Console
from rich.progress import BarColumn, Progress, SpinnerColumn, TaskID, TextColumn, TimeElapsedColumn

from checker.checks.context import LiveSample
from checker.checks.context import Progress as Step
from checker.checks.registry import checks
from checker.client.level import LOUD_DBFS, QUIET_DBFS, share
from checker.client.session import Session
from checker.client.text.words import tr
from checker.model.measurement import Measurement, Outcome
from checker.run.events import CheckEnded, CheckProgress, CheckStarted, RunEvent
from checker.show.values import format_number


def run_checks(session: Session, console: Console, only: Collection[str] = ()) -> bool:
    """Whether the run went to its end. What was measured is in the session, unless a second look was cancelled."""
    with _Board(session, console, only) as board:
        runner = session.runner(board.hear, only)
        runner.start()
        cancelled = False
        measured = None
        while measured is None:
            try:
                measured = runner.wait(0.2)
            except KeyboardInterrupt:
                cancelled = True
                runner.cancel()
        if not (only and cancelled):
            session.take(measured)
    if cancelled:
        console.print(tr("Abgebrochen. Was bis dahin gemessen wurde, bleibt."))
    return not cancelled


class _Board:
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
        self._step: dict[str, str] = {}
        self._seen: dict[str, float] = {}

    def __enter__(self) -> "_Board":
        plan = self._session.plan(self._only)
        if any(one.check.name == "microphone" for one in plan.planned):
            self._console.print(tr("Für das Mikrofon: Bitte sprechen Sie gleich einen Satz, so laut wie am Telefon."))
        self._bars.start()
        for planned in plan.planned:
            title = planned.check.title.render(self._session.language)
            self._tasks[planned.check.name] = self._bars.add_task(title, total=1.0, start=False, note="")
        return self

    def __exit__(self, *_: object) -> None:
        self._bars.stop()

    def hear(self, event: RunEvent) -> None:
        """Called from the runner's threads."""
        with self._lock:
            match event:
                case CheckStarted(check=name):
                    self._bars.start_task(self._tasks[name])
                case CheckProgress(check=name, update=Step() as step):
                    note = step.text.render(self._session.language) if step.text else ""
                    self._step[name] = note
                    self._seen.clear()
                    self._bars.update(self._tasks[name], completed=step.done, note=note)
                case CheckProgress(check=name, update=LiveSample(kind="level") as live):
                    self._bars.update(self._tasks[name], note=level_bar(live.numbers[0]))
                case CheckProgress(update=LiveSample(kind="advice", text=said)) if (
                    said is not None and self._console.is_terminal
                ):
                    self._console.print(said.render(self._session.language), highlight=False, markup=False)
                case CheckProgress(
                    check=name, update=LiveSample(kind="rate" | "latency", numbers=(_, value)) as live
                ) if math.isfinite(value):
                    self._seen[live.kind] = value
                    self._bars.update(
                        self._tasks[name], note=" ".join((self._step.get(name, ""), self._line())).strip()
                    )
                case CheckEnded(measurement=measurement) if measurement.check in self._tasks:
                    self._bars.update(self._tasks[measurement.check], completed=1.0, note=self._ended(measurement))
                    if not self._console.is_terminal:
                        title = checks()[measurement.check].title.render(self._session.language)
                        line = f"{title}: {self._ended(measurement)} ({measurement.seconds:.1f} s)"
                        self._console.print(line, highlight=False, markup=False)

    def _line(self) -> str:
        """What was last seen of the line."""
        rate, latency = self._seen.get("rate"), self._seen.get("latency")
        told = []
        if rate is not None:
            told.append(f"{format_number(round(rate, 0 if rate >= 10 else 1), self._session.language)} Mbit/s")
        if latency is not None:
            told.append(f"{format_number(float(round(latency)), self._session.language)} ms")
        return ", ".join(told)

    def _ended(self, measurement: Measurement) -> str:
        said = {
            Outcome.DONE: tr("fertig"),
            Outcome.SKIPPED: tr("nicht erlaubt"),
            Outcome.CANCELLED: tr("abgebrochen"),
            Outcome.TIMED_OUT: tr("nicht rechtzeitig fertig"),
            Outcome.DEFECT: tr("gescheitert"),
        }
        return said[measurement.outcome]


def level_bar(dbfs: float, width: int = 20, *, aim: bool = False) -> str:
    """The microphone's level as a bar; empty at -60 dBFS, full at 0. With `aim` the range to aim at is in brackets."""
    full = round(share(dbfs) * width)
    bar = "▮" * full + "▯" * (width - full)
    if not aim:
        return bar
    left, right = round(share(QUIET_DBFS) * width), round(share(LOUD_DBFS) * width)
    return f"{bar[:left]}[{bar[left:right]}]{bar[right:]}"
