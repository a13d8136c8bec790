"""A closed port of this PC refuses at once; a port that listens answers; an address that cannot be is silence."""

import socket

import pytest

from checker.net.refusal_time import tcp_answer_s, udp_refusal_s
from checker.net.tcp.race import REFUSAL_S


def closed_port(kind: socket.SocketKind) -> int:
    with socket.socket(socket.AF_INET, kind) as sock:
        sock.bind(("127.0.0.1", 0))
        return int(sock.getsockname()[1])


def test_a_closed_udp_port_refuses() -> None:
    seconds = udp_refusal_s("127.0.0.1", closed_port(socket.SOCK_DGRAM), 1.0)
    assert seconds is not None
    assert 0 < seconds < 1


def test_a_closed_tcp_port_refuses() -> None:
    """On Windows after 2.0 s."""
    seconds = tcp_answer_s("127.0.0.1", closed_port(socket.SOCK_STREAM), REFUSAL_S)
    assert seconds is not None
    assert 0 < seconds < REFUSAL_S


def test_one_that_listens() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server, socket.socket(type=socket.SOCK_DGRAM) as quiet:
        quiet.bind(("127.0.0.1", 0))
        assert tcp_answer_s("127.0.0.1", server.getsockname()[1], 1.0) is not None
        assert udp_refusal_s("127.0.0.1", quiet.getsockname()[1], 0.05) is None


@pytest.mark.parametrize("address", ["", "no address", "::ffff:999.1.1.1"])
def test_what_is_no_address_is_silence(address: str) -> None:
    assert udp_refusal_s(address or "0.0.0.256", 9, 0.05) is None
    assert tcp_answer_s(address or "0.0.0.256", 9, 0.05) is None
