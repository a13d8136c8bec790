"""Bad days by UDP: an answer that is cut off, doubled, drowned in noise, huge, or from somebody else."""

import random
import socket

import pytest

from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from checker.demo.gateways.ikev2 import decline
from checker.demo.gateways.udp import serve_udp
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.tunnel_servers import Answer, accept_ikev1, decline_ikev1, sccrp
from tests.checks.vpn.loopback_services import HOST, udp_service

GOOD: dict[str, tuple[dict[str, object], Answer]] = {
    "ikev2": ({"nat_port": 0}, lambda raw: decline(raw, ("", 0))),
    "ikev1": ({"nat_port": 0}, decline_ikev1),
    "ikev1 accepts": ({"nat_port": 0}, accept_ikev1),
    "l2tp": ({"nat_port": 0}, decline_ikev1),
    "l2tp bare": ({"ipsec": False}, lambda raw: [sccrp(raw)] if raw[18:20] == b"\x00\x01" else []),
}
"""A true answer of each kind; the kind is the first word."""
KINDS = pytest.mark.parametrize("kind", GOOD)


def probe_answered(kind: str, answer: Answer) -> GatewayResult:
    with udp_service(answer) as port:
        return probe_kind(kind.split(maxsplit=1)[0], port, **GOOD[kind][0])


@KINDS
def test_the_true_answer_passes(kind: str) -> None:
    assert probe_answered(kind, GOOD[kind][1]).verdict is GatewayVerdict.ANSWERS


@KINDS
@pytest.mark.parametrize("left", [1, 8, 20, -1])
def test_cut_off_is_no_answer(kind: str, left: int) -> None:
    assert (
        probe_answered(kind, lambda raw: [reply[:left] for reply in GOOD[kind][1](raw)]).verdict is GatewayVerdict.OTHER
    )


@KINDS
def test_said_twice_is_said(kind: str) -> None:
    assert probe_answered(kind, lambda raw: GOOD[kind][1](raw) * 2).verdict is GatewayVerdict.ANSWERS


@KINDS
def test_noise_before_it_is_passed_over(kind: str) -> None:
    noise = random.Random(7)

    def answer(raw: bytes) -> list[bytes]:
        return [noise.randbytes(size) for size in (1, 28, 400, 1400)] + [raw, b""] + GOOD[kind][1](raw)

    assert probe_answered(kind, answer).verdict is GatewayVerdict.ANSWERS


@KINDS
def test_the_largest_datagram_is_no_answer(kind: str) -> None:
    answer = probe_answered(kind, lambda raw: [(b"".join(GOOD[kind][1](raw)) + bytes(65507))[:65507]])
    assert answer.verdict is GatewayVerdict.OTHER


@KINDS
def test_from_another_port_it_is_not_heard(kind: str) -> None:
    replies: list[bytes] = []
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as other:
        other.bind((HOST, 0))

        def elsewhere(raw: bytes, client: tuple[str, int]) -> list[bytes]:
            for reply in GOOD[kind][1](raw):
                replies.append(reply)
                other.sendto(reply, client)
            return []

        with serve_udp(elsewhere) as port:
            result = probe_kind(kind.split(maxsplit=1)[0], port, **GOOD[kind][0])
    assert replies and result.verdict is GatewayVerdict.SILENT
