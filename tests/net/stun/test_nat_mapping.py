"""Symmetric address translation: by made-up servers on loopback, and through a real router that masquerades."""

import contextlib
import ipaddress
import json
import socket
import struct
import threading
from collections.abc import Callable, Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.net.stun.nat_mapping import OutsideAddressWatch, _parse_binding, is_symmetric_nat
from tests.net.homes import home, needs_namespaces
from tests.net.provider import with_provider

Endpoint = tuple[str, int]


def attribute(kind: int, endpoint: Endpoint, masked: bool = False) -> bytes:
    """RFC 8489, 14.1 and 14.2, written apart from the code under test."""
    port, address = endpoint[1], int(ipaddress.ip_address(endpoint[0]))
    if masked:
        port, address = port ^ 0x2112, address ^ 0x2112A442
    return struct.pack("!HHBBHI", kind, 8, 0, 1, port, address)


def answer(data: bytes, *attributes: bytes) -> bytes:
    body = b"".join(attributes)
    return struct.pack("!HHI", 0x0101, len(body), 0x2112A442) + data[8:20] + body


@contextlib.contextmanager
def server(answering: Callable[[bytes, Endpoint], bytes]) -> Iterator[int]:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as sock:
        sock.bind(("127.0.0.1", 0))

        def serve() -> None:
            while (got := sock.recvfrom(2048)) and got[0] != b"end":
                sock.sendto(answering(*got), got[1])

        thread = threading.Thread(target=serve)
        thread.start()
        yield sock.getsockname()[1]
        with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as ending:
            ending.sendto(b"end", sock.getsockname())
        thread.join()


def honest(data: bytes, sender: Endpoint) -> bytes:
    return answer(data, attribute(0x0020, sender, masked=True))


def through_a_symmetric_router(data: bytes, sender: Endpoint) -> bytes:
    return answer(data, attribute(0x0020, (sender[0], sender[1] ^ 1), masked=True))


def test_two_servers_that_see_the_same() -> None:
    with server(honest) as first, server(honest) as two:
        assert is_symmetric_nat([("127.0.0.1", first), ("127.0.0.1", two)]) is False


def test_two_servers_that_see_different_doors() -> None:
    with server(honest) as first, server(through_a_symmetric_router) as two:
        assert is_symmetric_nat([("127.0.0.1", first), ("127.0.0.1", two)]) is True


@pytest.mark.parametrize(("second", "verdict"), [(honest, False), (through_a_symmetric_router, True)])
def test_one_server_with_two_ports(second: Callable[[bytes, Endpoint], bytes], verdict: bool) -> None:
    with server(second) as other:

        def first(data: bytes, sender: Endpoint) -> bytes:
            return answer(data, attribute(0x0001, sender), attribute(0x802C, ("192.0.2.7", other)))

        with server(first) as first_port:
            assert is_symmetric_nat([("127.0.0.1", first_port)]) is verdict


def test_another_outside_address_is_seen_and_silence_is_not_one() -> None:
    seen_as = iter(["192.0.2.1", "192.0.2.1", "192.0.2.9"])

    def renumbering(data: bytes, sender: Endpoint) -> bytes:
        return answer(data, attribute(0x0020, (next(seen_as), sender[1]), masked=True))

    with server(renumbering) as port:
        watch = OutsideAddressWatch(("127.0.0.1", port))
        assert [watch.has_changed(1.0) for _ in range(3)] == [None, False, True]
    assert watch.has_changed(0.05) is None


def test_one_server_alone_tells_nothing() -> None:
    with server(honest) as first:
        assert is_symmetric_nat([("127.0.0.1", first)]) is None
    assert is_symmetric_nat([("127.0.0.1", first)], wait_s=0.02) is None
    assert is_symmetric_nat([]) is None


@given(st.binary(max_size=120))
def test_no_answer_breaks_it(data: bytes) -> None:
    _parse_binding(data)
    _parse_binding(bytes(20) + data)
    whole = data[: len(data) // 4 * 4]
    _parse_binding(struct.pack("!HHI", 0x0101, len(whole), 0x2112A442) + bytes(12) + whole)


SERVER = """
import socket
from tests.net.stun.test_nat_mapping import honest
socks = [socket.socket(socket.AF_INET, socket.SOCK_DGRAM) for _ in range(2)]
for sock, port in zip(socks, (3478, 3479)):
    sock.bind(("203.0.113.10", port))
print("ready", flush=True)
import select
while True:
    for sock in select.select(socks, [], [])[0]:
        data, sender = sock.recvfrom(2048)
        sock.sendto(honest(data, sender), sender)
"""
NAT_SCRIPT = """
import json
from checker.net.stun.nat_mapping import is_symmetric_nat
print(json.dumps(is_symmetric_nat([("203.0.113.10", 3478), ("203.0.113.10", 3479)])))
"""


class TestThroughARouter:
    pytestmark = needs_namespaces

    @pytest.mark.parametrize("symmetric", [False, True])
    def test_it_is_seen(self, symmetric: bool) -> None:
        with home() as made:
            with_provider(made, ipv6=False)
            if symmetric:
                made.on(
                    made.router,
                    "nft flush chain ip hidden post",
                    "nft add rule ip hidden post oifname wan0 masquerade random,fully-random",
                )
            made.serve(made.outside, SERVER)
            assert json.loads(made.python(NAT_SCRIPT)) is symmetric
