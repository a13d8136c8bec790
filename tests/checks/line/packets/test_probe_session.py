"""Opening the train: at the desk's real reflector, at a STUN server, and where nobody or nothing answers."""

import os
import socket
from collections.abc import Callable
from typing import Any

import pytest

from checker.checks.context import Cancelled, ProbeContext
from checker.checks.line.packets.packet_probe import PacketProbe
from checker.checks.line.packets.probe_session import drain, open_stamp_probe, open_stun_probe, run_probe
from checker.checks.line.transport.connection_pool import ConnectionPool
from checker.checks.line.transport.connector import Connector
from checker.checks.line.transport.json_reply import json_fetcher
from checker.checks.line.transport.keep_alive import KeepAliveConnection
from checker.checks.line.transport.server import parse_server_url
from checker.model.failure import FailureKind, Operation, OperationFailed
from checker.net.net import Net
from checker.net.stun.binding import answered_transaction
from tests.checks.line.measuring import a_run
from tests.net.test_stun import server, success


def told(port: object = 9, ssid: object = 7, key: object = "ab" * 32) -> Callable[[str], dict[str, Any]]:
    """A desk that hands out this session."""
    return lambda what: {"port": port, "ssid": ssid, "key": key, "seconds": 60, "packets": 3000}


def at_the_desk(endpoint: str, context: ProbeContext) -> PacketProbe:
    target = parse_server_url(endpoint)
    door = Connector(Net(), target)
    with ConnectionPool(door) as openings:
        return open_stamp_probe(
            json_fetcher(context, target, lambda: KeepAliveConnection(openings.acquire(context), door)), target.host
        )


def failure_at(port: int) -> tuple[Operation, FailureKind]:
    with pytest.raises(OperationFailed) as failed:
        open_stamp_probe(told(port), "127.0.0.1")
    return failed.value.failure.operation, failed.value.failure.kind


def test_the_desks_reflector_counts_each_direction(endpoint: str) -> None:
    run = a_run()
    voice = at_the_desk(endpoint, run)
    try:
        run_probe(run, voice, 0.4)
        drain(run, voice, 0.0, 0.001)
    finally:
        voice.close()
    assert voice.name == "STAMP"
    back = [one for one in voice.packets() if one.received_at is not None]
    assert len(back) >= 10
    assert [one.reflector_sequence for one in back] == list(range(len(back)))
    assert all(
        one.reflector_sent_at is not None
        and one.reflector_received_at is not None
        and one.reflector_sent_at >= one.reflector_received_at
        for one in back
    )


def test_a_stun_server() -> None:
    run = a_run()
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        voice = open_stun_probe(f"127.0.0.1:{port}")
        try:
            run_probe(run, voice, 0.2)
        finally:
            voice.close()
    assert voice.name == "STUN"
    assert voice.reply_count > 3
    assert all(one.reflector_sequence is None for one in voice.packets())


def test_a_stun_server_over_ipv6() -> None:
    with server(lambda data, sender: [success(data[8:20], sender)], "::1") as port:
        voice = open_stun_probe(f"[::1]:{port}")
        voice.close()
    assert voice.reply_count == 1


@pytest.mark.parametrize("words", ["stun.invalid:x", "stun.invalid:70000", "[::1", "", "stun.invalid"])
def test_a_stun_server_that_is_none(words: str) -> None:
    with pytest.raises(OperationFailed) as failed:
        open_stun_probe(words)
    assert failed.value.failure.operation in (Operation.RESOLVE, Operation.RECEIVE)


def test_a_stun_server_that_answers_others() -> None:
    with server(lambda data, sender: [success(b"x" * 12, sender)]) as port, pytest.raises(OperationFailed) as failed:
        open_stun_probe(f"127.0.0.1:{port}")
    assert answered_transaction(success(b"x" * 12, ("127.0.0.1", 9))) == b"x" * 12
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
        open_stamp_probe(told(**wrong), "127.0.0.1")
    assert (failed.value.failure.operation, failed.value.failure.kind) == (Operation.REQUEST, FailureKind.BAD_ANSWER)


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(OperationFailed) as failed:
        open_stamp_probe(told(), "desk.invalid")
    assert failed.value.failure.operation is Operation.RESOLVE


def test_cancelled_at_once() -> None:
    run = a_run()
    run._cancelled.set()
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        voice = open_stun_probe(f"127.0.0.1:{port}")
        try:
            for wait in (lambda: run_probe(run, voice, 60), lambda: drain(run, voice, 0.0, 0.0)):
                with pytest.raises(Cancelled):
                    wait()
        finally:
            voice.close()


def test_keys_are_not_guessed(endpoint: str) -> None:
    """With a key of one's own the reflector keeps silent."""
    run = a_run()
    target = parse_server_url(endpoint)
    door = Connector(Net(), target)
    with ConnectionPool(door) as openings:
        ask = json_fetcher(run, target, lambda: KeepAliveConnection(openings.acquire(run), door))
        with pytest.raises(OperationFailed) as failed:
            open_stamp_probe(lambda what: {**ask(what), "key": os.urandom(32).hex()}, target.host)
    assert failed.value.failure.kind is FailureKind.TIMEOUT
