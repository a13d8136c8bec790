"""A preview or a replay: one part of a check, in a worker of its own, until it ends or is stopped."""

import threading
from collections.abc import Callable
from typing import TypedDict

from checker.checks.context import LiveSample, Progress
from checker.checks.declaration import Need
from checker.checks.registry import check as registered_check
from checker.model.failure import Failure
from checker.model.measurement import Outcome
from checker.model.observation import Observation
from checker.model.privacy import DataGroup
from checker.model.profile import Profile
from checker.run.plan import PlannedCheck
from checker.run.worker_process import WorkerProcess, make_job

PART_DEADLINE_S = 120.0
KEYBOARD_POLL_S = 0.2
"""On Windows Ctrl-C is noticed only when a wait ends."""


class PartLimits(TypedDict, total=False):
    """What a PartRun may be given where something was declined."""

    allowed: tuple[DataGroup, ...]


def part_limits(check: str, allowed: tuple[DataGroup, ...]) -> PartLimits:
    """The limits of the check's parts: none where every group is allowed that they could read beside their own."""
    optional = registered_check(check).optional_groups
    return {} if all(group in allowed for group in optional) else {"allowed": allowed}


class PartRun:
    """`listener` receives the part's updates, `on_end` how it ended; both from another thread.

    `allowed`: the groups that it may read; None: all that the check declares.
    """

    def __init__(
        self,
        check: str,
        part: str,
        need: Need,
        profile: Profile,
        *,
        listener: Callable[[Observation | Progress | LiveSample], None],
        on_end: Callable[[Outcome, Failure | None], None],
        allowed: tuple[DataGroup, ...] | None = None,
    ) -> None:
        declaration = registered_check(check)
        if part not in declaration.parts:
            raise LookupError(f"{check} has no part {part}")
        planned = PlannedCheck(check=declaration, need=need)
        job = make_job(planned, profile, part, deadline_s=PART_DEADLINE_S, allowed=allowed)
        self._worker = WorkerProcess(job, listener)
        self._on_end = on_end
        self._thread = threading.Thread(target=self._run, name=f"{check}.{part}", daemon=True)

    def start(self) -> None:
        """Begins. Call it once."""
        self._thread.start()

    def run_to_end(self) -> None:
        """Begins, and returns when it is over. Ctrl-C ends it early: what it told until then counts."""
        self.start()
        while self._thread.is_alive():
            try:
                self._thread.join(KEYBOARD_POLL_S)
            except KeyboardInterrupt:
                self.stop()

    def stop(self, wait_s: float | None = None) -> None:
        """Ends it; with `wait_s` only returns when it is over or the time is."""
        self._worker.cancel()
        if wait_s is not None:
            self._thread.join(wait_s)

    def _run(self) -> None:
        outcome, failure = self._worker.run()
        self._on_end(outcome, failure)
