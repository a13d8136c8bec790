"""Runs a plan: a thread a check, side by side as far as what they use allows it."""

import logging
import threading

import msgspec

from checker.checks.context import Cancelled, ProbeContext, RunControl, RunSession
from checker.checks.declaration import Check
from checker.checks.network.need import ROUTE_CHANGED
from checker.model.failure import Failure, FailureKind, Operation, defect_failure
from checker.model.measurement import Measurement, Outcome
from checker.model.observation import Observation
from checker.model.systems import this_system
from checker.net.clock import monotonic_s
from checker.net.net import Net
from checker.net.routes.route_watch import has_changed, route_signature
from checker.run.collector import ObservationCollector
from checker.run.events import AllChecksEnded, CheckEnded, FollowUpStarted, RunEvent, RunListener
from checker.run.follow_up import FollowUp
from checker.run.plan import PlannedCheck, RunPlan
from checker.run.worker_process import START_S, WorkerProcess, make_job

GRACE_S = 2.0
"""What a probe in a thread may overrun before it is given up: it checks its deadline between two steps."""
log = logging.getLogger(__name__)


class Runner:
    """One run of a plan. `start` returns at once; the listener receives every event, from several threads."""

    def __init__(self, plan: RunPlan, net: Net, listener: RunListener) -> None:
        self._plan = plan
        self._net = net
        self._listener = listener
        self._cancelled = threading.Event()
        self.control = RunControl()
        self._other_checks_done = threading.Event()
        self._finished = threading.Event()
        self._changed = threading.Condition()
        self._workers: list[WorkerProcess] = []
        self._running: list[ObservationCollector] = []
        self._measurements: dict[str, Measurement] = {}
        self._thread = threading.Thread(target=self._schedule, name="runner", daemon=True)
        self._began = monotonic_s()

    def start(self) -> None:
        """Begins. Call it once."""
        self._began = monotonic_s()
        self._thread.start()

    def cancel(self) -> None:
        """Ends everything that runs and starts nothing more; observations made so far stay."""
        self._cancelled.set()
        with self._changed:
            workers = list(self._workers)
            self._changed.notify_all()
        for worker in workers:
            worker.cancel()

    def wait(self, seconds: float | None = None) -> tuple[Measurement, ...] | None:
        """All measurements in the plan's order, or None when it is not over after `seconds`."""
        # Not Thread.join: a Ctrl-C inside it makes Python 3.11 take a running thread for an ended one.
        return self._ordered_measurements() if self._finished.wait(seconds) else None

    def _notify(self, event: RunEvent) -> None:
        try:
            self._listener(event)
        except Exception:  # a listener that breaks must not cost the measurement, nor hang the run
            log.exception("listener")

    def _schedule(self) -> None:
        watches_routes = any(planned.check.name == "network" for planned in self._plan.planned)
        routes = route_signature(this_system()) if watches_routes else None
        for measurement in self._plan.left_out:
            self._measurements[measurement.check] = measurement
            self._notify(CheckEnded(measurement=measurement))
        waiting = list(self._plan.planned)
        with self._changed:
            while waiting or self._running:
                self._give_up_overdue()
                waiting = self._start_ready(waiting)
                self._signal_other_checks_done(waiting)
                if waiting or self._running:
                    self._changed.wait(0.1)
        self._follow_up()
        if watches_routes and has_changed(routes, route_signature(this_system())):
            self._record_route_change()
        self._notify(AllChecksEnded(measurements=self._ordered_measurements()))
        self._finished.set()

    def _follow_up(self) -> None:
        if self._cancelled.is_set():
            return
        session = RunSession(self._began, cancelled=self._cancelled, allowed=self._plan.allowed)
        follow_up = FollowUp(self._plan.profile, self._net, session, lambda: self._notify(FollowUpStarted()))
        for measurement in follow_up.complete(self._ordered_measurements()):
            self._measurements[measurement.check] = measurement

    def _record_route_change(self) -> None:
        """What was measured before and after does not go together: the diagnosis then says less."""
        measurement = self._measurements.get("network")
        if measurement is not None and measurement.outcome is not Outcome.SKIPPED:
            at_s = round(monotonic_s() - self._began, 3)
            change = Observation(name=ROUTE_CHANGED, value=True, at_s=at_s)
            self._measurements["network"] = msgspec.structs.replace(
                measurement, observations=(*measurement.observations, change)
            )

    def _start_ready(self, waiting: list[PlannedCheck]) -> list[PlannedCheck]:
        blocked: list[PlannedCheck] = []
        for planned in waiting:
            if not self._cancelled.is_set() and any(
                _conflicts(planned.check, running.planned.check) for running in self._running
            ):
                blocked.append(planned)
                continue
            collector = ObservationCollector(planned, self._began, self._notify)
            if self._cancelled.is_set():
                collector.close(Outcome.CANCELLED)
                self._store_measurement(collector)
                continue
            self._running.append(collector)
            threading.Thread(target=self._run_check, args=(collector,), name=planned.check.name, daemon=True).start()
        return blocked

    def _give_up_overdue(self) -> None:
        for collector in list(self._running):
            check = collector.planned.check
            grace = GRACE_S + (START_S if check.in_worker else 0.0)
            if collector.overdue_by(grace) and collector.close(
                Outcome.TIMED_OUT, Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
            ):
                self._store_measurement(collector)

    def _signal_other_checks_done(self, waiting: list[PlannedCheck]) -> None:
        busy = [collector.planned for collector in self._running] + waiting
        if all(planned.check.lingers for planned in busy):
            self._other_checks_done.set()

    def _run_check(self, collector: ObservationCollector) -> None:
        collector.open()
        execute = self._run_in_worker if collector.planned.check.in_worker else self._run_in_thread
        try:
            outcome, failure = execute(collector)
        except Cancelled:
            stopped = self._cancelled.is_set()
            outcome = Outcome.CANCELLED if stopped else Outcome.TIMED_OUT
            failure = None if stopped else Failure(operation=Operation.RUN, kind=FailureKind.TIMEOUT)
        except Exception as error:  # a defect in one check must not end the others
            log.exception("check %s", collector.planned.check.name)
            outcome, failure = Outcome.DEFECT, defect_failure(error)
        collector.close(outcome, failure)
        with self._changed:
            self._store_measurement(collector)
            self._changed.notify_all()

    def _run_in_thread(self, collector: ObservationCollector) -> tuple[Outcome, Failure | None]:
        check = collector.planned.check
        session = RunSession(
            self._began,
            collector.add,
            self._cancelled,
            self._other_checks_done,
            allowed=self._plan.allowed,
            control=self.control,
        )
        context = ProbeContext(check, self._plan.profile, self._net, this_system(), session)
        for observation in check.probe()(collector.planned.need, context):
            collector.add(observation)
            context.raise_if_cancelled()
        return Outcome.DONE, None

    def _run_in_worker(self, collector: ObservationCollector) -> tuple[Outcome, Failure | None]:
        job = make_job(
            collector.planned,
            self._plan.profile,
            began_s=monotonic_s() - self._began,
            extra_ca=self._net.extra_ca,
            allowed=self._plan.allowed,
        )
        worker = WorkerProcess(job, collector.add)
        with self._changed:
            self._workers.append(worker)
        if self._cancelled.is_set():
            worker.cancel()
        return worker.run()

    def _store_measurement(self, collector: ObservationCollector) -> None:
        if collector.measurement is not None:
            self._measurements[collector.planned.check.name] = collector.measurement
        if collector in self._running:
            self._running.remove(collector)

    def _ordered_measurements(self) -> tuple[Measurement, ...]:
        order = [entry.check.name for entry in self._plan.planned] + [entry.check for entry in self._plan.left_out]
        return tuple(self._measurements[name] for name in order if name in self._measurements)


def _conflicts(check: Check, running: Check) -> bool:
    return bool(set(check.uses) & set(running.uses)) and (check.exclusive or running.exclusive)
