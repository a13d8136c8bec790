"""IKEv2 against the demo's responder; tests/lab has strongSwan."""

from checker.checks.vpn.kinds.ike_packet import HEADER
from checker.checks.vpn.verdict import Verdict
from checker.demo.gateways.ikev2 import decline, decline_behind_nat
from checker.demo.gateways.udp import answering
from tests.checks.vpn.looking import looked
from tests.checks.vpn.strangers import silent_udp, udp_service


def test_both_ports_are_asked() -> None:
    with answering(decline) as port, answering(decline_behind_nat) as nat:
        seen = looked("ikev2", port, nat_port=nat)
    assert (seen.verdict, seen.facts["gateway.answer"]) == (Verdict.ANSWERS, "no-proposal-chosen")
    assert seen.facts["ike.nat-port"] == "answers"


def test_the_second_port_is_told_apart() -> None:
    with answering(decline) as port, silent_udp() as nat:
        seen = looked("ikev2", port, nat_port=nat)
    assert (seen.verdict, seen.facts["ike.nat-port"]) == (Verdict.ANSWERS, "silent")
    with silent_udp() as port, answering(decline_behind_nat) as nat:
        seen = looked("ikev2", port, nat_port=nat)
    assert (seen.verdict, seen.facts["ike.nat-port"]) == (Verdict.SILENT, "answers")


def test_a_gateway_that_drops_what_it_would_decline_is_asked_once_in_earnest() -> None:
    asked: list[bytes] = []

    def picky(raw: bytes) -> list[bytes]:
        asked.append(raw)
        return decline(raw, ("", 0)) if len(raw) > 300 else []

    with udp_service(picky) as port:
        seen = looked("ikev2", port, nat_port=0)
    assert seen.verdict is Verdict.ANSWERS
    assert [len(raw) > 300 for raw in asked] == [False, False, False, True]
    assert len(set(asked)) == 2, "the same bytes at every try"


def test_an_ikev1_gateway_is_another_service() -> None:
    def old(raw: bytes) -> list[bytes]:
        return [raw[:8] + b"responde" + bytes([11, 0x10, 5, 0]) + bytes(4) + HEADER.to_bytes(4)]

    with udp_service(old) as port:
        seen = looked("ikev2", port, nat_port=0)
    assert (seen.verdict, seen.facts["gateway.other"]) == (Verdict.OTHER, "ikev1")
