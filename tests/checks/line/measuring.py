"""The check on this machine: what it saw, with time and ways out bounded."""

import threading
from typing import Any

import msgspec

from checker.checks.context import Cancelled, LiveSample, ProbeContext, Progress, RunSession
from checker.checks.line import CHECK
from checker.checks.line.diagnose import diagnose
from checker.checks.line.need import LineNeed
from checker.checks.line.probe import observe
from checker.model.observation import Observation, Observations
from checker.model.profile import BUILT_IN
from checker.model.systems import this_system
from checker.net.net import Net

OF_AN_ADAPTER = ("adapter.medium", "adapter.rate", "router.method", "metered", "others.down", "others.up")


def probe_context(
    events: list[Progress | LiveSample] | None = None, deadline_s: float = 25.0, net: Net | None = None, **rest: Any
) -> ProbeContext:
    check = msgspec.structs.replace(CHECK, deadline_s=deadline_s)
    emit = events.append if events is not None else lambda _: None
    return ProbeContext(check, BUILT_IN, net or Net(), this_system(), RunSession(emit=emit, **rest))


def measure_line(url: str, context: ProbeContext | None = None) -> Observations:
    return Observations(observe(LineNeed(endpoint=url), context or probe_context()))


def failed_names(observations: Observations) -> list[str]:
    """The names of what failed, but for what loopback cannot tell: it has no adapter, and nobody pays for it."""
    return [
        observation.name
        for observation in observations
        if observation.failure and observation.name not in OF_AN_ADAPTER
    ]


def finding_codes(observations: Observations, url: str = "http://x") -> list[str]:
    return [finding.code for finding in diagnose(observations, LineNeed(endpoint=url))]


class BackgroundMeasurement:
    """A measurement that another thread watches, and may cancel."""

    def __init__(self, url: str) -> None:
        self.observations: list[Observation] = []
        self.ended: Cancelled | None = None
        self.cancelled = threading.Event()
        self.events: list[Progress | LiveSample] = []
        self.context = probe_context(self.events, cancelled=self.cancelled)
        self.thread = threading.Thread(target=self._work, args=(url,), daemon=True)
        self.thread.start()

    def _work(self, url: str) -> None:
        try:
            for observation in observe(LineNeed(endpoint=url), self.context):
                self.observations.append(observation)
        except Cancelled as error:
            self.ended = error

    def has(self, name: str) -> bool:
        return any(observation.name == name for observation in self.observations)
