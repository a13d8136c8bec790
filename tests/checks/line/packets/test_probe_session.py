"""Opening the train: at the desk's real reflector, at a STUN server, and where nobody or nothing answers."""

import os
import socket
import threading
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
from tests.checks.line.measuring import probe_context
from tests.net.stun.test_binding import server, success


def stamp_session(port: object = 9, ssid: object = 7, key: object = "ab" * 32) -> Callable[[str], dict[str, Any]]:
    """A desk that hands out this session."""
    return lambda path: {"port": port, "ssid": ssid, "key": key, "seconds": 60, "packets": 3000}


def open_at_desk(endpoint: str, context: ProbeContext) -> PacketProbe:
    server_address = parse_server_url(endpoint)
    connector = Connector(Net(), server_address)
    with ConnectionPool(connector) as pool:
        return open_stamp_probe(
            json_fetcher(context, server_address, lambda: KeepAliveConnection(pool.acquire(context), connector)),
            server_address.host,
        )


def failure_at(port: int) -> tuple[Operation, FailureKind]:
    with pytest.raises(OperationFailed) as failed:
        open_stamp_probe(stamp_session(port), "127.0.0.1")
    return failed.value.failure.operation, failed.value.failure.kind


def test_the_desks_reflector_counts_each_direction(endpoint: str) -> None:
    context = probe_context()
    packet_probe = open_at_desk(endpoint, context)
    try:
        run_probe(context, packet_probe, 0.4)
        drain(context, packet_probe, 0.0, 0.001)
    finally:
        packet_probe.close()
    assert packet_probe.name == "STAMP"
    replied = [packet for packet in packet_probe.packets() if packet.received_at is not None]
    assert len(replied) >= 10
    assert [packet.reflector_sequence for packet in replied] == list(range(len(replied)))
    assert all(
        packet.reflector_sent_at is not None
        and packet.reflector_received_at is not None
        and packet.reflector_sent_at >= packet.reflector_received_at
        for packet in replied
    )


def test_a_stun_server() -> None:
    context = probe_context()
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        packet_probe = open_stun_probe(f"127.0.0.1:{port}")
        try:
            run_probe(context, packet_probe, 0.2)
        finally:
            packet_probe.close()
    assert packet_probe.name == "STUN"
    assert packet_probe.reply_count > 3
    assert all(packet.reflector_sequence is None for packet in packet_probe.packets())


def test_a_stun_server_over_ipv6() -> None:
    with server(lambda data, sender: [success(data[8:20], sender)], "::1") as port:
        packet_probe = open_stun_probe(f"[::1]:{port}")
        packet_probe.close()
    assert packet_probe.reply_count == 1


@pytest.mark.parametrize("address", ["stun.invalid:x", "stun.invalid:70000", "[::1", "", "stun.invalid"])
def test_a_stun_server_that_is_none(address: str) -> None:
    with pytest.raises(OperationFailed) as failed:
        open_stun_probe(address)
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
    "fields",
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
def test_a_session_that_makes_no_sense(fields: dict[str, object]) -> None:
    with pytest.raises(OperationFailed) as failed:
        open_stamp_probe(stamp_session(**fields), "127.0.0.1")
    assert (failed.value.failure.operation, failed.value.failure.kind) == (Operation.REQUEST, FailureKind.BAD_ANSWER)


def test_a_name_that_does_not_exist() -> None:
    with pytest.raises(OperationFailed) as failed:
        open_stamp_probe(stamp_session(), "desk.invalid")
    assert failed.value.failure.operation is Operation.RESOLVE


def test_cancelled_at_once() -> None:
    cancelled = threading.Event()
    cancelled.set()
    context = probe_context(cancelled=cancelled)
    with server(lambda data, sender: [success(data[8:20], sender)]) as port:
        packet_probe = open_stun_probe(f"127.0.0.1:{port}")
        try:
            for wait in (lambda: run_probe(context, packet_probe, 60), lambda: drain(context, packet_probe, 0.0, 0.0)):
                with pytest.raises(Cancelled):
                    wait()
        finally:
            packet_probe.close()


def test_keys_are_not_guessed(endpoint: str) -> None:
    """With a key of one's own the reflector keeps silent."""
    context = probe_context()
    server_address = parse_server_url(endpoint)
    connector = Connector(Net(), server_address)
    with ConnectionPool(connector) as pool:
        fetch_json = json_fetcher(
            context, server_address, lambda: KeepAliveConnection(pool.acquire(context), connector)
        )
        with pytest.raises(OperationFailed) as failed:
            open_stamp_probe(lambda path: {**fetch_json(path), "key": os.urandom(32).hex()}, server_address.host)
    assert failed.value.failure.kind is FailureKind.TIMEOUT
