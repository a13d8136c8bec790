"""The measuring server in this process, for tests that only need its answers."""

import contextlib
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from checker.desk.measure.endpoints import MeasureEndpoints
from checker.desk.measure.load.daily_volume import DailyVolume
from checker.desk.measure.load.slot_queue import SlotQueue
from checker.desk.measure.server import MeasureServer

Serving = Callable[..., MeasureServer]


@contextlib.contextmanager
def _served(
    upload_limit: int = 1 << 30,
    slots: SlotQueue | None = None,
    capacity: tuple[float, float] = (0.0, 0.0),
    volume: DailyVolume | None = None,
    **limits: Any,
) -> Iterator[MeasureServer]:
    server = MeasureServer(("127.0.0.1", 0), MeasureEndpoints(upload_limit, slots, capacity, volume=volume), **limits)
    thread = threading.Thread(target=server.serve, daemon=True)
    thread.start()
    try:
        yield server
    finally:
        server.stop()
        thread.join()


@pytest.fixture
def serving() -> Iterator[Serving]:
    with contextlib.ExitStack() as stack:
        yield lambda **limits: stack.enter_context(_served(**limits))


@pytest.fixture
def server(serving: Serving) -> MeasureServer:
    return serving()
