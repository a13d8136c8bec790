"""IKEv1 and L2TP within IPsec against answers as RFC 2408 writes them; tests/lab has strongSwan and SoftEther."""

import struct

import pytest

from checker.checks.vpn.verdict import GatewayVerdict
from checker.demo.gateways.ikev2 import decline
from tests.checks.vpn.gateway_probes import probe_kind
from tests.checks.vpn.kinds.tunnel_servers import accept_ikev1, decline_ikev1, ikev1_message
from tests.checks.vpn.loopback_services import silent_udp, udp_service

KINDS = pytest.mark.parametrize("kind", ["ikev1", "l2tp"])


def behind_nat(answer):
    """The same answers on the port for NAT."""
    return lambda raw: [bytes(4) + reply for reply in answer(raw[4:])] if raw.startswith(bytes(4)) else []


@KINDS
def test_what_it_declines_shows_it_on_both_ports(kind: str) -> None:
    with udp_service(decline_ikev1) as port, udp_service(behind_nat(decline_ikev1)) as nat:
        result = probe_kind(kind, port, nat_port=nat)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
    assert result.facts["ike.nat-port"] == "answers"


@KINDS
def test_the_second_port_is_told_apart(kind: str) -> None:
    with udp_service(decline_ikev1) as port, silent_udp() as nat:
        result = probe_kind(kind, port, nat_port=nat)
    assert (result.verdict, result.facts["ike.nat-port"]) == (GatewayVerdict.ANSWERS, "silent")


def test_a_refusal_under_a_cookie_of_its_own_counts_if_it_names_ours() -> None:
    def softether(raw: bytes) -> list[bytes]:
        notify = struct.pack(">IBBH", 1, 1, 16, 14) + raw[:8] + bytes(8)
        return [ikev1_message(b"another!", 5, (11, notify), spi=bytes(8))]

    def stranger(raw: bytes) -> list[bytes]:
        notify = struct.pack(">IBBH", 1, 1, 16, 14) + b"somebody" + bytes(8)
        return [ikev1_message(b"another!", 5, (11, notify), spi=bytes(8))]

    with udp_service(softether) as port:
        assert probe_kind("ikev1", port, nat_port=0).facts["gateway.answer"] == "no-proposal-chosen"
    with udp_service(stranger) as port:
        assert probe_kind("ikev1", port, nat_port=0).verdict is GatewayVerdict.OTHER


def methods_of(raw: bytes) -> set[int]:
    """The methods of authentication that an offer names: attribute 3 (RFC 2409, appendix A)."""
    return {int.from_bytes(raw[at + 2 : at + 4]) for at in range(28, len(raw) - 4) if raw[at : at + 2] == b"\x80\x03"}


def test_each_offer_names_one_method() -> None:
    requests: list[bytes] = []
    with udp_service(lambda raw: requests.append(raw) or []) as port:
        assert probe_kind("ikev1", port, nat_port=0).verdict is GatewayVerdict.SILENT
    main = [raw for raw in requests if (raw[17], raw[18]) == (0x10, 2)]
    assert all(len(methods_of(raw)) == 1 for raw in main)
    assert set().union(*(methods_of(raw) for raw in main)) == {1, 3, 65001, 65005}
    by_cookie = {raw[:8]: {other for other in main if other[:8] == raw[:8]} for raw in main}
    assert all(len(same) == 1 for same in by_cookie.values()), "the same bytes at every try"


@pytest.mark.parametrize("method", [1, 3, 65001, 65005])
def test_who_takes_one_method_alone_is_asked_by_it(method: int) -> None:
    def strict(raw: bytes) -> list[bytes]:
        return decline_ikev1(raw) if raw[18] == 2 and methods_of(raw) == {method} else []

    with udp_service(strict) as port:
        result = probe_kind("ikev1", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")
    assert result.facts["gateway.tries"] == 1, "none of its own packets was lost"


def test_who_takes_aggressive_mode_alone() -> None:
    with udp_service(lambda raw: decline_ikev1(raw) if raw[18] == 4 else []) as port:
        result = probe_kind("ikev1", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "no-proposal-chosen")


def test_who_answers_the_newer_version_alone_cannot_be_told() -> None:
    """An IKEv1 that wants to know who asks may stand beside it."""

    def newer(raw: bytes) -> list[bytes]:
        return decline(raw, ("", 0)) if raw[17] == 0x20 else []

    with udp_service(newer) as port:
        assert probe_kind("ikev1", port, nat_port=0).verdict is GatewayVerdict.CANNOT_TELL


def test_a_gateway_that_drops_what_it_would_decline_is_asked_once_in_earnest_and_let_go() -> None:
    requests: list[bytes] = []

    def picky(raw: bytes) -> list[bytes]:
        requests.append(raw)
        return accept_ikev1(raw) if raw[18] == 2 and len(raw) > 200 else []

    with udp_service(picky) as port:
        result = probe_kind("ikev1", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.answer"]) == (GatewayVerdict.ANSWERS, "accepted")
    usual, *ends = [raw for raw in requests if (raw[18] == 2 and len(raw) > 200) or raw[18] == 5][:3]
    assert [raw[18] for raw in ends] == [5, 5]
    assert [raw[16] for raw in ends] == [11, 12], "a notify and a deletion"
    assert all(raw[:16] == usual[:8] + b"responde" for raw in ends)


def test_an_ikev2_gateway_is_another_service() -> None:
    def new(raw: bytes) -> list[bytes]:
        return [ikev1_message(raw, 34, (41, struct.pack(">BBH", 0, 0, 5)), spi=bytes(8), version=0x20)]

    with udp_service(new) as port:
        result = probe_kind("ikev1", port, nat_port=0)
    assert (result.verdict, result.facts["gateway.other"]) == (GatewayVerdict.OTHER, "ikev2")


def test_vendor_ids_say_that_we_know_nat() -> None:
    requests: list[bytes] = []
    with udp_service(lambda raw: requests.append(raw) or decline_ikev1(raw)) as port:
        probe_kind("ikev1", port, nat_port=0)
    assert bytes.fromhex("4a131c81070358455c5728f20e95452f") in requests[0]
