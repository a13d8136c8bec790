"""Opening the train: at the desk's real reflector, at a STUN server, and where nobody or nothing answers."""

import os
import socket
from collections.abc import Callable
from typing import Any

import pytest

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.door import Door
from checker.checks.line.openings import Openings
from checker.checks.line.ping import Ping
from checker.checks.line.place import asking
from checker.checks.line.target import target_of
from checker.checks.line.train import drain, keep, stamp_voice, stun_voice
from checker.checks.line.voice import Voice
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.net import Net
from checker.net.stun import answer_to
from tests.checks.line.measuring import a_run
from tests.net.test_stun import server, success


def told(port: object = 9, ssid: object = 7, key: object = "ab" * 32) -> Callable[[str], dict[str, Any]]:
    """A desk that hands out this session."""
    return lambda what: {"port": port, "ssid": ssid, "key": key, "seconds": 60, "packets": 3000}


def at_the_desk(endpoint: str, context: ProbeContext) -> Voice:
    target = target_of(endpoint)
    door = Door(Net(), target)
    with Openings(door) as openings:
        return stamp_voice(asking(context, target, lambda: Ping(openings.one(context), door)), target.host)


def failure_at(port: int) -> tuple[Operation, FailureKind]:
    with pytest.raises(OperationFailed) as failed:
        stamp_voice(told(port), "127.0.0.1")
    return failed.value.failure.operation, failed.value.failure.kind


def test_the_desks_reflector_counts_each_direction(endpoint: str) -> None:
    run = a_run()
    voice = at_the_desk(endpoint, run)
    try:
        keep(run, voice, 0.4)
        drain(run, voice, 0.0, 0.001)
    finally:
        voice.close()
    assert voice.name == "STAMP"
    back = [one for one in voice.packets() if one.back is not None]
    assert len(back) >= 10
    assert [one.count for one in back] == list(range(len(back)))
    assert all(one.left is not None and one.there is not None and one.left >= one.there for one in back)


def test_a_stun_server() -> None:
    run = a_run()
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        voice = stun_voice(f"127.0.0.1:{port}")
        try:
            keep(run, voice, 0.2)
        finally:
            voice.close()
    assert voice.name == "STUN"
    assert voice.answers > 3
    assert all(one.count is None for one in voice.packets())


def test_a_stun_server_over_ipv6() -> None:
    with server(lambda data, sender: [success(data[8:20], sender)], "::1") as port:
        voice = stun_voice(f"[::1]:{port}")
        voice.close()
    assert voice.answers == 1


@pytest.mark.parametrize("words", ["stun.invalid:x", "stun.invalid:70000", "[::1", "", "stun.invalid"])
def test_a_stun_server_that_is_none(words: str) -> None:
    with pytest.raises(OperationFailed) as failed:
        stun_voice(words)
    assert failed.value.failure.operation in (Operation.RESOLVE, Operation.RECEIVE)


def test_a_stun_server_that_answers_others() -> None:
    with server(lambda data, sender: [success(b"x" * 12, sender)]) as port, pytest.raises(OperationFailed) as failed:
        stun_voice(f"127.0.0.1:{port}")
    assert answer_to(success(b"x" * 12, ("127.0.0.1", 9))) == b"x" * 12
    assert (failed.value.failure.operation, failed.value.failure.kind) == (Operation.RECEIVE, FailureKind.TIMEOUT)


def test_a_port_that_keeps_silent() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as silent:
        silent.bind(("127.0.0.1", 0))
        assert failure_at(silent.getsockname()[1]) == (Operation.RECEIVE, FailureKind.TIMEOUT)


def test_a_port_that_refuses() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as gone:
        gone.bind(("127.0.0.1", 0))
        port = gone.getsockname()[1]
    assert failure_at(port) == (Operation.RECEIVE, FailureKind.REFUSED)


@pytest.mark.parametrize(
    "wrong",
    [
        {"port": "9"},
        {"port": 0},
        {"port": 65536},
        {"ssid": None},
        {"ssid": 65536},
        {"ssid": -1},
        {"key": "ab" * 31},
        {"key": "AB" * 32},
        {"key": None},
    ],
)
def test_a_session_that_makes_no_sense(wrong: dict[str, object]) -> None:
    with pytest.raises(OperationFailed) as failed:
        stamp_voice(told(**wrong), "127.0.0.1")
    assert (failed.value.failure.operation, failed.value.failure.kind) == (Operation.REQUEST, FailureKind.BAD_ANSWER)


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(OperationFailed) as failed:
        stamp_voice(told(), "desk.invalid")
    assert failed.value.failure.operation is Operation.RESOLVE


def test_cancelled_at_once() -> None:
    run = a_run()
    run._cancelled.set()
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        voice = stun_voice(f"127.0.0.1:{port}")
        try:
            for wait in (lambda: keep(run, voice, 60), lambda: drain(run, voice, 0.0, 0.0)):
                with pytest.raises(Cancelled):
                    wait()
        finally:
            voice.close()


def test_keys_are_not_guessed(endpoint: str) -> None:
    """With a key of one's own the reflector keeps silent."""
    run = a_run()
    target = target_of(endpoint)
    door = Door(Net(), target)
    with Openings(door) as openings:
        ask = asking(run, target, lambda: Ping(openings.one(run), door))
        with pytest.raises(OperationFailed) as failed:
            stamp_voice(lambda what: {**ask(what), "key": os.urandom(32).hex()}, target.host)
    assert failed.value.failure.kind is FailureKind.TIMEOUT
