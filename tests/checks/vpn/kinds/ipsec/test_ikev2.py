"""IKEv2 against the demo's responder; tests/lab has strongSwan."""

import secrets
import struct
from collections.abc import Callable

import pytest

from checker.checks.vpn.kinds.ipsec.ike_packet import HEADER
from checker.checks.vpn.kinds.ipsec.ikev2_packet import nat_detection_hash
from checker.checks.vpn.verdict import GatewayVerdict
from checker.demo.gateways.ikev2 import decline, decline_behind_nat
from checker.demo.gateways.udp import serve_udp
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.loopback_services import silent_udp, udp_service


def test_both_ports_are_asked() -> None:
    with serve_udp(decline) as port, serve_udp(decline_behind_nat) as nat:
        result = probe_kind("ikev2", port, nat_port=nat)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
    assert result.facts["ike.nat-port"] == "answers"


def test_the_second_port_is_told_apart() -> None:
    with serve_udp(decline) as port, silent_udp() as nat:
        result = probe_kind("ikev2", port, nat_port=nat)
    assert (result.verdict, result.facts["ike.nat-port"]) == (GatewayVerdict.ANSWERS, "silent")
    with silent_udp() as port, serve_udp(decline_behind_nat) as nat:
        result = probe_kind("ikev2", port, nat_port=nat)
    assert (result.verdict, result.facts["ike.nat-port"]) == (GatewayVerdict.SILENT, "answers")


def test_a_gateway_that_drops_what_it_would_decline_is_asked_once_in_earnest() -> None:
    requests: list[bytes] = []

    def picky(raw: bytes) -> list[bytes]:
        requests.append(raw)
        return decline(raw, ("", 0)) if len(raw) > 300 else []

    with udp_service(picky) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert result.verdict is GatewayVerdict.ANSWERS
    assert [len(raw) > 300 for raw in requests[:4]] == [False, False, False, True]
    assert len(set(requests[:4])) == 2, "the same bytes at every try"


def notified(raw: bytes, kind: int, data: bytes) -> bytes:
    """An answer with this notify alone."""
    notify = struct.pack(">BBHBBH", 0, 0, 8 + len(data), 0, 0, kind) + data
    head = struct.pack(">BBBBII", 41, 0x20, 34, 0x20, 0, HEADER + len(notify))
    return raw[:8] + bytes(8) + head + notify


COOKIE = 16390


def asking_for_cookies(then: Callable[[bytes], list[bytes]]) -> Callable[[bytes], list[bytes]]:
    """Asks everybody for a cookie, and does `then` with a request that brings it."""
    cookie = secrets.token_bytes(20)

    def answer(raw: bytes) -> list[bytes]:
        content = struct.pack(">BBH", 0, 0, COOKIE) + cookie
        has_cookie = raw[16] == 41 and raw[HEADER + 4 : HEADER + 4 + len(content)] == content
        return then(raw) if has_cookie else [notified(raw, COOKIE, cookie)]

    return answer


def test_a_cookie_is_an_answer_and_no_sign_of_load() -> None:
    with udp_service(asking_for_cookies(lambda raw: decline(raw, ("", 0)))) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
    assert "gateway.loaded" not in result.facts
    assert result.facts["gateway.tries"] == 1


@pytest.mark.parametrize("then", [lambda _raw: [], lambda raw: [notified(raw, COOKIE, b"c" * 20)]])
def test_one_that_does_not_go_on_with_its_cookie_is_loaded(then: Callable[[bytes], list[bytes]]) -> None:
    with udp_service(asking_for_cookies(then)) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "cookie")
    assert result.facts["gateway.loaded"] is True


def test_who_goes_on_after_a_cookie_alone_is_spoken_to_in_the_same_session() -> None:
    """A gateway that drops what it would decline, and asks for cookies: the usual request goes the same way."""
    requests: list[bytes] = []

    def picky(raw: bytes) -> list[bytes]:
        requests.append(raw)
        return asking(raw) if len(raw) > 300 else []

    asking = asking_for_cookies(lambda raw: decline(raw, ("", 0)))
    with udp_service(picky) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
    usual, with_cookie = requests[3:5]
    assert with_cookie[:8] == usual[:8]
    assert with_cookie.endswith(usual[HEADER:]), "the same payloads behind the cookie"
    assert int.from_bytes(with_cookie[24:28]) == len(with_cookie)


def test_how_it_sees_us_tells_of_a_nat() -> None:
    """A gateway that answers only a usual request, as it is and as one would that sees another port."""
    for shift in (0, 1):

        def picky(raw: bytes, client: tuple[str, int], shift: int = shift) -> list[bytes]:
            if len(raw) < 300:
                return []
            spis = raw[:8] + bytes(8)
            assert nat_detection_hash(spis, client) in raw, "we say how we see ourselves"
            return [notified(raw, 16389, nat_detection_hash(spis, (client[0], client[1] + shift)))]

        with serve_udp(picky) as port:
            result = probe_kind("ikev2", port, nat_port=0)
        assert (result.verdict, result.facts["gateway.behind-nat"]) == (GatewayVerdict.ANSWERS, bool(shift))


def test_an_ikev1_gateway_is_another_service() -> None:
    def old(raw: bytes) -> list[bytes]:
        return [raw[:8] + b"responde" + bytes([11, 0x10, 5, 0]) + bytes(4) + HEADER.to_bytes(4)]

    with udp_service(old) as port:
        result = probe_kind("ikev2", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ikev1")
