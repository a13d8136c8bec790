"""Runs a plan: a thread a check, side by side as far as what they use allows it."""

import logging
import threading
import time

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.declaration import Check
from checker.model.failure import Failure, FailureKind, Operation
from checker.model.measurement import Measurement, Outcome
from checker.net.net import Net
from checker.run.child import START_S, Child, job_of
from checker.run.collect import Collector
from checker.run.events import AllEnded, Ended, Event, Listener
from checker.run.plan import Plan, Planned
from checker.run.system import this_system
from checker.run.worker import defect

GRACE_S = 2.0
"""What a probe in a thread may overrun before it is given up: it looks at its deadline between two steps."""
log = logging.getLogger(__name__)


class Runner:
    """One run of a plan. `start` returns at once; the listener hears every event, from several threads."""

    def __init__(self, plan: Plan, net: Net, listener: Listener) -> None:
        self._plan = plan
        self._net = net
        self._told = listener
        self._cancelled = threading.Event()
        self._others_done = threading.Event()
        self._over = threading.Event()
        self._changed = threading.Condition()
        self._children: list[Child] = []
        self._running: list[Collector] = []
        self._ended: dict[str, Measurement] = {}
        self._thread = threading.Thread(target=self._schedule, name="runner", daemon=True)
        self._began = time.monotonic()

    def start(self) -> None:
        """Begins. Call it once."""
        self._began = time.monotonic()
        self._thread.start()

    def cancel(self) -> None:
        """Ends everything that runs and starts nothing more; what was seen is kept."""
        self._cancelled.set()
        with self._changed:
            children = list(self._children)
            self._changed.notify_all()
        for child in children:
            child.cancel()

    def wait(self, seconds: float | None = None) -> tuple[Measurement, ...] | None:
        """All measurements in the plan's order, or None when it is not over after `seconds`."""
        # Not Thread.join: a Ctrl-C inside it makes Python 3.11 take a running thread for an ended one.
        return self._in_order() if self._over.wait(seconds) else None

    def _tell(self, event: Event) -> None:
        try:
            self._told(event)
        except Exception:  # a listener that breaks must not cost the measurement, nor hang the run
            log.exception("listener")

    def _schedule(self) -> None:
        for measurement in self._plan.left_out:
            self._ended[measurement.check] = measurement
            self._tell(Ended(measurement=measurement))
        waiting = list(self._plan.planned)
        with self._changed:
            while waiting or self._running:
                self._give_up_overdue()
                waiting = self._start_what_may(waiting)
                self._others_done_when_so(waiting)
                if waiting or self._running:
                    self._changed.wait(0.1)
        self._tell(AllEnded(measurements=self._in_order()))
        self._over.set()

    def _start_what_may(self, waiting: list[Planned]) -> list[Planned]:
        still: list[Planned] = []
        for planned in waiting:
            if not self._cancelled.is_set() and any(_clash(planned.check, one.planned.check) for one in self._running):
                still.append(planned)
                continue
            collector = Collector(planned, self._began, self._tell)
            if self._cancelled.is_set():
                collector.close(Outcome.CANCELLED)
                self._keep(collector)
                continue
            self._running.append(collector)
            threading.Thread(target=self._run, args=(collector,), name=planned.check.name, daemon=True).start()
        return still

    def _give_up_overdue(self) -> None:
        for collector in list(self._running):
            check = collector.planned.check
            grace = GRACE_S + (START_S if check.in_worker else 0.0)
            if collector.overdue_by(grace) and collector.close(
                Outcome.TIMED_OUT, Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
            ):
                self._keep(collector)

    def _others_done_when_so(self, waiting: list[Planned]) -> None:
        busy = [one.planned for one in self._running] + waiting
        if all(planned.check.lingers for planned in busy):
            self._others_done.set()

    def _run(self, collector: Collector) -> None:
        collector.open()
        run = self._in_child if collector.planned.check.in_worker else self._in_thread
        try:
            outcome, failure = run(collector)
        except Cancelled:
            stopped = self._cancelled.is_set()
            outcome = Outcome.CANCELLED if stopped else Outcome.TIMED_OUT
            failure = None if stopped else Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
        except Exception as error:  # a defect in one check must not end the others
            log.exception("check %s", collector.planned.check.name)
            outcome, failure = Outcome.DEFECT, defect(error)
        collector.close(outcome, failure)
        with self._changed:
            self._keep(collector)
            self._changed.notify_all()

    def _in_thread(self, collector: Collector) -> tuple[Outcome, Failure | None]:
        check = collector.planned.check
        context = ProbeContext(
            check,
            self._plan.profile,
            self._net,
            this_system(),
            began=self._began,
            emit=collector.take,
            cancelled=self._cancelled,
            other_checks_done=self._others_done,
        )
        for seen in check.probe()(collector.planned.need, context):
            collector.take(seen)
            context.raise_if_cancelled()
        return Outcome.DONE, None

    def _in_child(self, collector: Collector) -> tuple[Outcome, Failure | None]:
        check = collector.planned.check
        job = job_of(
            check,
            "probe",
            collector.planned.need,
            self._plan.profile,
            began_s=time.monotonic() - self._began,
            deadline_s=check.deadline_s,
            extra_ca=self._net.extra_ca,
        )
        child = Child(job, collector.take)
        with self._changed:
            self._children.append(child)
        if self._cancelled.is_set():
            child.cancel()
        return child.run()

    def _keep(self, collector: Collector) -> None:
        if collector.measurement is not None:
            self._ended[collector.planned.check.name] = collector.measurement
        if collector in self._running:
            self._running.remove(collector)

    def _in_order(self) -> tuple[Measurement, ...]:
        order = [one.check.name for one in self._plan.planned] + [one.check for one in self._plan.left_out]
        return tuple(self._ended[name] for name in order if name in self._ended)


def _clash(one: Check, other: Check) -> bool:
    return bool(set(one.uses) & set(other.uses)) and (one.alone or other.alone)
