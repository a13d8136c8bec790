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
from checker.net.net import Net

OF_AN_ADAPTER = ("adapter.medium", "adapter.rate", "metered", "others.down", "others.up")


def a_run(
    told: list[Progress | LiveSample] | None = None, deadline_s: float = 25.0, net: Net | None = None, **rest: Any
) -> ProbeContext:
    check = msgspec.structs.replace(CHECK, deadline_s=deadline_s)
    tell = told.append if told is not None else lambda _: None
    return ProbeContext(check, BUILT_IN, net or Net(), "linux", RunSession(emit=tell, **rest))


def seen_at(url: str, context: ProbeContext | None = None) -> Observations:
    return Observations(observe(LineNeed(endpoint=url), context or a_run()))


def lost(observations: Observations) -> list[str]:
    """The names of what failed, but for what loopback cannot tell: it has no adapter, and nobody pays for it."""
    return [one.name for one in observations if one.failure and one.name not in OF_AN_ADAPTER]


def codes(observations: Observations, url: str = "http://x") -> list[str]:
    return [finding.code for finding in diagnose(observations, LineNeed(endpoint=url))]


class InThread:
    """A measurement that another thread watches, and may cancel."""

    def __init__(self, url: str) -> None:
        self.seen: list[Observation] = []
        self.ended: Cancelled | None = None
        self.cancelled = threading.Event()
        self.told: list[Progress | LiveSample] = []
        self.run = a_run(self.told, cancelled=self.cancelled)
        self.thread = threading.Thread(target=self._work, args=(url,), daemon=True)
        self.thread.start()

    def _work(self, url: str) -> None:
        try:
            for one in observe(LineNeed(endpoint=url), self.run):
                self.seen.append(one)
        except Cancelled as error:
            self.ended = error

    def has(self, name: str) -> bool:
        return any(one.name == name for one in self.seen)
