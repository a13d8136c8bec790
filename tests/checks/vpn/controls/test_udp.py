"""Whether UDP is answered at all."""

import time

import pytest

from checker.checks.vpn.controls.udp import does_udp_leave, is_udp_answered, stun_answers
from checker.checks.vpn.gateway_context import GatewayContext
from checker.checks.vpn.gateways.udp import uses_udp
from checker.checks.vpn.verdict import GatewayResult, GatewayVerdict
from tests.checks.vpn.gateway_probes import gateway_table, make_gateway, make_need
from tests.checks.vpn.loopback_services import HOST, closed_port, silent_udp, udp_service

SILENT, ANSWERED = GatewayResult(GatewayVerdict.SILENT), GatewayResult(GatewayVerdict.ANSWERS)
PROFILE = make_need(
    [
        gateway_table("openvpn", 1194),
        gateway_table("ikev2", 500, host="other.example"),
        gateway_table("wireguard", 51820),
        gateway_table("https", 443, host="third.example"),
    ]
)


@pytest.mark.parametrize(
    "silent, stun, expected",
    [
        ({"openvpn": SILENT, "ikev2": SILENT}, None, False),
        ({"openvpn": SILENT, "wireguard": SILENT}, None, None),
        ({"openvpn": SILENT}, False, False),
        ({}, False, None),
        ({"openvpn": SILENT}, None, None),
        ({"openvpn": SILENT, "ikev2": SILENT}, True, True),
        ({"openvpn": SILENT, "ikev2": ANSWERED}, False, True),
        ({"openvpn": GatewayResult(GatewayVerdict.CANNOT_TELL), "ikev2": SILENT}, None, None),
        ({"openvpn": SILENT, "https": ANSWERED}, False, False),
        ({"openvpn": SILENT, "https": SILENT}, None, None),
        (
            {"openvpn": SILENT, "ikev2": GatewayResult(GatewayVerdict.REFUSED, {"gateway.refused-by": "gateway"})},
            None,
            True,
        ),
        (
            {"openvpn": SILENT, "ikev2": GatewayResult(GatewayVerdict.REFUSED, {"gateway.refused-by": "router"})},
            None,
            None,
        ),
        ({"openvpn": GatewayResult(GatewayVerdict.SILENT, udp_leaves=True), "ikev2": SILENT}, False, False),
        ({"ikev2": GatewayResult(GatewayVerdict.SILENT, {"ike.nat-port": "answers"})}, False, True),
        ({}, True, True),
        ({}, None, None),
    ],
)
def test_two_machines_must_be_silent_and_one_that_speaks_is_enough(silent, stun, expected) -> None:
    assert is_udp_answered(PROFILE, silent, stun) is expected


def test_what_leaves_the_home_is_no_answer_and_said_apart() -> None:
    leaving = GatewayResult(GatewayVerdict.SILENT, udp_leaves=True)
    assert does_udp_leave(PROFILE, {"openvpn": leaving, "ikev2": SILENT})
    assert not does_udp_leave(PROFILE, {"openvpn": SILENT, "ikev2": SILENT})


def a_way() -> GatewayContext:
    return GatewayContext((), time.monotonic() + 5)


def test_a_stun_server() -> None:
    def answer(raw: bytes) -> list[bytes]:
        mapped = bytes.fromhex("0020000800011234") + bytes(4)
        return [b"\x01\x01" + len(mapped).to_bytes(2) + raw[4:20] + mapped]

    with udp_service(answer) as port:
        assert stun_answers(f"{HOST}:{port}", a_way()) is True
    with silent_udp() as port:
        assert stun_answers(f"{HOST}:{port}", a_way()) is False


def test_a_refusal_or_a_name_that_is_none_says_nothing() -> None:
    assert stun_answers(f"{HOST}:{closed_port()}", a_way()) is None
    assert stun_answers("stun.invalid:3478", a_way()) is None
    assert stun_answers(f"{HOST}:99999", a_way()) is None


@pytest.mark.parametrize(
    "kind, fields, udp",
    [
        ("openvpn", {}, True),
        ("openvpn", {"transport": "tcp"}, False),
        ("wireguard", {}, True),
        ("ikev1", {}, True),
        ("ikev2", {}, True),
        ("l2tp", {"ipsec": False}, True),
        ("pptp", {}, False),
        ("https", {}, False),
        ("tcp", {}, False),
        ("stun", {}, True),
        ("turn", {"transport": "tcp"}, False),
        ("sip", {"transport": "tls"}, False),
    ],
)
def test_who_is_asked_by_udp(kind: str, fields: dict[str, object], udp: bool) -> None:
    assert uses_udp(make_gateway(kind, 1000, **fields)) is udp
