"""TURN by UDP and TCP: refused as it should be, declined, or open to anybody. The real coturn stands in the lab."""

import time

import pytest

from checker.checks.vpn.kinds.telephony.turn import classify_response
from checker.checks.vpn.verdict import GatewayVerdict
from checker.net.stun import message as stun_message
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.telephony.stun_servers import (
    MAPPED,
    NONCE,
    REALM,
    UNAUTHENTICATED,
    error,
    replying,
    to_another,
)
from tests.checks.vpn.loopback_services import udp_service
from tests.net.servers import listening

COTURN = bytes.fromhex(
    "011300542112a4426162636465666768696a6b6c0009001000000401556e617574686f72697a6564001500103238636661643434"
    "66643363383366300014000f636f6d70616e792e6578616d706c650080220014436f7475726e2d342e362e312027476f72737427"
)
"""Recorded from coturn 4.6.1; the transaction is `abcdefghijkl`."""
SHAPES = {
    "as it should": (replying(0x0113, UNAUTHENTICATED + REALM + NONCE), GatewayVerdict.ANSWERS, "sign-in"),
    "without a realm": (replying(0x0113, error(401)), GatewayVerdict.ANSWERS, "declined"),
    "forbidden": (replying(0x0113, error(403)), GatewayVerdict.ANSWERS, "declined"),
    "full": (replying(0x0113, error(508)), GatewayVerdict.ANSWERS, "declined"),
    "open": (replying(0x0103, MAPPED), GatewayVerdict.ANSWERS, "open"),
    "STUN only, which knows no allocation": (replying(0x0111, error(400)), GatewayVerdict.OTHER, None),
    "to somebody else": (to_another(0x0113, UNAUTHENTICATED + REALM + NONCE), GatewayVerdict.OTHER, None),
}


def test_coturn_as_recorded() -> None:
    assert classify_response(COTURN, b"abcdefghijkl") == "sign-in"
    assert classify_response(COTURN, b"abcdefghijkx") == ""
    assert classify_response(COTURN[:-1], b"abcdefghijkl") == ""


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_answers(transport: str, shape: str) -> None:
    serve, verdict, word = SHAPES[shape]
    if transport == "udp":
        with udp_service(serve) as port:
            result = probe_kind("turn", port)
    else:
        with listening(lambda sock: sock.sendall(b"".join(serve(sock.recv(100))))) as port:
            result = probe_kind("turn", port, transport="tcp")
    assert (result.verdict, result.facts.get("gateway.answer")) == (verdict, word)


def test_an_allocation_that_came_about_is_given_back() -> None:
    received: list[bytes] = []

    def serve(raw: bytes) -> list[bytes]:
        received.append(raw)
        return replying(0x0103, MAPPED)(raw) if len(received) == 1 else []

    with udp_service(serve) as port:
        probe_kind("turn", port)
        allocation, given_back = received[0], _second(received)
    assert stun_message.parse_message(allocation).kind == stun_message.ALLOCATE
    back = stun_message.parse_message(given_back)
    assert (back.kind, back.attributes) == (stun_message.REFRESH, {0x000D: bytes(4)})


def _second(received: list[bytes]) -> bytes:
    """Waits for the datagram that was sent last: nobody answers it."""
    ends = time.monotonic() + 5
    while len(received) < 2:
        assert time.monotonic() < ends
        time.sleep(0.01)
    return received[1]


def test_every_try_is_the_same_transaction() -> None:
    received: list[bytes] = []
    with udp_service(lambda raw: received.append(raw) or []) as port:
        assert probe_kind("turn", port).verdict is GatewayVerdict.SILENT
    assert len(received) >= 3
    assert len(set(received)) == 1
