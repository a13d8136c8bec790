"""The whole measurement ends by itself, whatever the server does; only waiting for a place may take long."""

import socket
import threading
import time

import pytest

from checker.checks.context import Cancelled
from checker.checks.line.measurement import line_measurement
from checker.model.failure import Failure, FailureKind, Operation
from tests.checks.line.foreign_server import ServerFault, libre_speed_server
from tests.checks.line.measuring import BackgroundMeasurement, finding_codes, measure_line, probe_context
from tests.net.servers import listening

OVER = Failure(operation=Operation.RECEIVE, kind=FailureKind.TIMEOUT, detail="course")


def _silent(sock: socket.socket) -> None:
    sock.recv(1)
    time.sleep(3)


def test_its_time_ends_before_the_checks() -> None:
    context = probe_context().limited(0.2)
    with pytest.raises(Cancelled):
        context.pause(5)
    assert probe_context().remaining_s > 20


def test_waiting_is_not_counted() -> None:
    context = probe_context().limited(0.3)
    with context.waiting():
        context.pause(0.5)
    context.raise_if_cancelled()
    with pytest.raises(Cancelled):
        context.pause(5)


@pytest.mark.parametrize("whole_s, own_s", [(0.2, 9.0), (0.2, 0.1)])
def test_the_checks_own_deadline_holds_while_waiting(whole_s: float, own_s: float) -> None:
    context = probe_context(deadline_s=whole_s).limited(own_s)
    with context.waiting(), pytest.raises(Cancelled):
        context.pause(5)


def test_stop_is_heard_while_waiting() -> None:
    stop = threading.Event()
    context = probe_context(cancelled=stop).limited(9.0)
    stop.set()
    with context.waiting(), pytest.raises(Cancelled):
        context.pause(5)


@pytest.mark.usefixtures("short")
def test_a_load_that_hangs_ends_with_what_was_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    # while the upload hangs: half-way between the end of the download and its own
    monkeypatch.setattr(line_measurement, "MEASUREMENT_S", 1.75)
    with libre_speed_server(ServerFault(load="trickle")) as url:
        observations = measure_line(url)
    assert observations.number("idle.latency") is not None
    assert observations["up.rate"].failure == OVER
    assert observations.has("bytes")
    assert observations.has("seconds")
    assert finding_codes(observations) != ["line.fine"]


def test_a_server_that_never_answers_ends_too(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(line_measurement, "MEASUREMENT_S", 0.5)
    with listening(_silent) as port:
        observations = measure_line(f"http://127.0.0.1:{port}/")
    assert observations["server.answer"].failure == OVER
    assert not any(observation.name == "down.rate" for observation in observations)
    assert finding_codes(observations) == ["line.server-failed"]


def test_stop_is_no_end_of_its_own() -> None:
    with listening(_silent) as port:
        measuring = BackgroundMeasurement(f"http://127.0.0.1:{port}/")
        while not measuring.has("proxy"):
            time.sleep(0.01)
        measuring.cancelled.set()
        measuring.thread.join(10)
    assert measuring.ended is not None
    assert not measuring.has("server.answer")
