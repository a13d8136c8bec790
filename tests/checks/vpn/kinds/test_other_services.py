"""On UDP: closed ports, silence, an echo, noise and floods. None of them passes as a gateway."""

import socket

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import UDP_KINDS, closed_port, silent_udp, udp_service

KINDS = pytest.mark.parametrize("kind", UDP_KINDS)


def probe_loopback(kind: str, port: int):
    return probe_kind(kind.partition("-")[0], port, **UDP_KINDS[kind])


@KINDS
def test_an_echo_is_no_gateway(kind: str) -> None:
    with udp_service(lambda raw: [raw]) as port:
        result = probe_loopback(kind, port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "echo")


@KINDS
def test_a_closed_port_refuses(kind: str) -> None:
    assert probe_loopback(kind, closed_port(socket.SOCK_DGRAM)).verdict is GatewayVerdict.REFUSED


@KINDS
def test_silence_is_told_as_silence(kind: str) -> None:
    with silent_udp() as port:
        result = probe_loopback(kind, port)
    stranger = kind == "wireguard-stranger"
    assert result.verdict is (GatewayVerdict.CANNOT_TELL if stranger else GatewayVerdict.SILENT)
    assert result.facts["gateway.host-answers"] is True


@KINDS
def test_a_flood_of_noise_is_not_listened_to_for_long(kind: str) -> None:
    with udp_service(lambda raw: [b"x" * 40] * 200) as port:
        result = probe_loopback(kind, port)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "unknown")
