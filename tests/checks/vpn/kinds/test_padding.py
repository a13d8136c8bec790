"""Requests of any size: as long as was asked for, and read like the small ones. tests/lab has the real servers."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from checker.checks.vpn.kinds.ipsec import ikev2_packet, l2tp_packet
from checker.checks.vpn.kinds.padding import make_padded_request
from checker.demo.gateways.ikev2 import decline
from tests.checks.vpn.conftest import Openvpn
from tests.checks.vpn.gateway_probes import make_gateway
from tests.checks.vpn.kinds.tunnel_servers import accept_ikev1, decline_ikev1, sccrp
from tests.checks.vpn.loopback_services import KEY, V2_KEY

KINDS = {
    "openvpn": {},
    "openvpn-auth": {"wrap": "tls-auth", "key_secret": KEY, "key_direction": 1},
    "openvpn-crypt": {"wrap": "tls-crypt", "key_secret": KEY},
    "openvpn-v2": {"wrap": "tls-crypt-v2", "key_secret": V2_KEY},
    "ikev2": {},
    "ikev1": {},
    "l2tp": {},
    "l2tp-bare": {"ipsec": False},
}
"""The kind is what stands before the dash."""
NEVER = {
    "wireguard": {},
    "openvpn": {"transport": "tcp"},
    "openvpn-keyless": {"wrap": "tls-crypt"},
    "tcp": {},
}


def of(kind: str, size: int, port: int = 1000):
    return make_padded_request(make_gateway(kind.partition("-")[0], port, **KINDS[kind]), size)


@given(st.integers(600, 1472))
@pytest.mark.parametrize("kind", KINDS)
def test_it_is_as_long_as_was_asked_for(kind: str, size: int) -> None:
    made = of(kind, size)
    assert made is not None and len(made.packet) == size
    assert not made.read(made.packet), "an echo does not pass"


@pytest.mark.parametrize("kind", KINDS)
def test_what_cannot_be_so_short_is_none(kind: str) -> None:
    assert of(kind, 10) is None


@pytest.mark.parametrize("kind, fields", NEVER.items())
def test_some_kinds_cannot_be_filled_up(kind: str, fields: dict[str, object]) -> None:
    assert make_padded_request(make_gateway(kind.partition("-")[0], 1000, **fields), 1400) is None


def test_answers_are_read_and_what_was_opened_is_ended() -> None:
    made = of("ikev2", 1400)
    assert made is not None and made.read(decline(made.packet, ("", 0))[0])
    made = of("ikev1", 1400)
    assert (
        made is not None
        and made.read(decline_ikev1(made.packet)[0])
        and not made.goodbye(decline_ikev1(made.packet)[0])
    )
    accepted = accept_ikev1(made.packet)[0]
    assert made.read(accepted) and made.goodbye(accepted)[:16] == accepted[:16]
    made = of("l2tp-bare", 1400)
    assert made is not None
    answer = sccrp(made.packet)
    assert made.read(answer) and int.from_bytes(made.goodbye(answer)[4:6]) == 4711


def test_on_the_port_for_nat_ike_is_marked() -> None:
    made = of("ikev2", 1400, port=4500)
    assert made is not None and made.packet[:4] == bytes(4)
    answer = bytes(4) + decline(made.packet[4:], ("", 0))[0]
    assert made.read(answer)


def test_the_filling_is_what_a_gateway_may_ignore() -> None:
    raw = ikev2_packet.sa_init_request(b"12345678", ikev2_packet.UNACCEPTABLE, size=1400)
    assert raw[212:216] == bytes((0, 0)) + (1400 - 212).to_bytes(2)
    filled = l2tp_packet.start_request(7, 1400)
    assert filled.startswith(b"\xc8\x02" + (1400).to_bytes(2)) and filled[12:].startswith(
        l2tp_packet.start_request(7)[12:]
    )


WRAPS = {
    "none": ((), {}),
    "tls-auth": (("--tls-auth", "static.key", "0"), {"key_direction": 1}),
    "tls-crypt": (("--tls-crypt", "static.key"), {}),
}


@pytest.mark.parametrize("wrap", WRAPS)
def test_the_real_openvpn_answers_the_longest(openvpn: Openvpn, static_key: str, udp_answer, wrap: str) -> None:
    options, fields = WRAPS[wrap]
    secret = {} if wrap == "none" else {"key_secret": static_key}
    made = make_padded_request(make_gateway("openvpn", openvpn(*options), wrap=wrap, **secret, **fields), 1472)
    assert made is not None and made.read(udp_answer(made))
