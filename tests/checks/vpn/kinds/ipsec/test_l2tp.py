"""L2TP without IPsec against answers as RFC 2661 writes them; tests/lab has xl2tpd and SoftEther."""

import struct

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.tunnel_servers import sccrp
from tests.checks.vpn.loopback_services import udp_service


@pytest.mark.parametrize("kind, word", [(2, "opens"), (4, "declines")])
def test_it_is_opened_and_ended(kind: int, word: str) -> None:
    requests: list[bytes] = []

    def serve(raw: bytes) -> list[bytes]:
        requests.append(raw)
        return [sccrp(raw, kind)] if len(requests) == 1 else []

    with udp_service(serve) as port:
        result = probe_kind("l2tp", port, ipsec=False)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, word)
    opening, ending = requests[:2]
    assert opening[:2] == b"\xc8\x02" and int.from_bytes(opening[2:4]) == len(opening)
    tunnel, session, sent, expected = struct.unpack(">HHHH", ending[4:12])
    assert (tunnel, session, sent, expected) == (4711, 0, 1, 1)
    assert ending[18:20] == b"\x00\x04", "StopCCN"


def test_an_answer_to_another_tunnel_is_none() -> None:
    def other(raw: bytes) -> list[bytes]:
        answer = sccrp(raw)
        return [answer[:4] + bytes([answer[4] ^ 1]) + answer[5:]]

    with udp_service(other) as port:
        assert probe_kind("l2tp", port, ipsec=False).verdict is GatewayVerdict.OTHER
