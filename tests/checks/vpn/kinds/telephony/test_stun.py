"""STUN by UDP and TCP: answers, errors, and what is neither. The real coturn stands in the lab."""

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.telephony.stun_servers import MAPPED, error, replying, to_another
from tests.checks.vpn.loopback_services import never_answer, udp_service
from tests.net.servers import listening

SHAPES = {
    "an address": (replying(0x0101, MAPPED), GatewayVerdict.ANSWERS, "address"),
    "declines": (replying(0x0111, error(420)), GatewayVerdict.ANSWERS, "declined"),
    "an error without a number": (replying(0x0111, b""), GatewayVerdict.OTHER, None),
    "success without an address": (replying(0x0101, b""), GatewayVerdict.OTHER, None),
    "to somebody else": (to_another(0x0101, MAPPED), GatewayVerdict.OTHER, None),
    "another method": (replying(0x0113, error(401)), GatewayVerdict.OTHER, None),
}


@pytest.mark.parametrize("shape", SHAPES)
@pytest.mark.parametrize("transport", ["udp", "tcp"])
def test_answers(transport: str, shape: str) -> None:
    serve, verdict, word = SHAPES[shape]
    if transport == "udp":
        with udp_service(serve) as port:
            result = probe_kind("stun", port)
    else:
        with listening(lambda sock: sock.sendall(b"".join(serve(sock.recv(100))))) as port:
            result = probe_kind("stun", port, transport="tcp")
    assert (result.verdict, result.facts.get("gateway.answer")) == (verdict, word)
    if verdict is GatewayVerdict.OTHER:
        assert result.facts["gateway.other"] == "stun"


def test_by_tcp_an_answer_may_come_in_pieces() -> None:
    def serve(sock) -> None:
        for byte in replying(0x0101, MAPPED)(sock.recv(100))[0]:
            sock.sendall(bytes([byte]))

    with listening(serve) as port:
        assert probe_kind("stun", port, transport="tcp").verdict is GatewayVerdict.ANSWERS


def test_by_tcp_silence_is_stalling_and_half_an_answer_is_hanging_up() -> None:
    with listening(never_answer) as port:
        assert probe_kind("stun", port, transport="tcp", seconds=1).verdict is GatewayVerdict.STALLS
    with listening(lambda sock: sock.sendall(replying(0x0101, MAPPED)(sock.recv(100))[0][:25])) as port:
        assert probe_kind("stun", port, transport="tcp").verdict is GatewayVerdict.HANGS_UP
