"""An experiment for tests: what its subject says it does."""

import time
from collections.abc import Iterator
from typing import Any

from checker.checks.context import ProbeContext
from checker.model.observation import Observation, Observations


def observe(subject: str, need: Any, observations: Observations, context: ProbeContext) -> Iterator[Observation]:
    del need, observations
    yield context.observation("gateway.tries", 7, subject)
    if subject == "breaks":
        raise RuntimeError(subject)
    if subject == "hangs":
        time.sleep(30)
    while subject == "waits":
        context.pause(0.05)
    yield context.observation("gateway.loaded", False, subject)
